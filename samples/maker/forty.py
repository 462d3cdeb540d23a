"""Forty more invented projects of みどり野市, for pictures of outputs as a whole city fills them.

A line says what differs; `projects()` makes of it what `forms.yearly` draws.
"""

import random

from .projects import FOCUS

YEARS = range(2025, 2030)
ALL, SEVERAL, ONE = "全庁的な取組み", "課（室）を超えた取組み", "課（室）の取組み"

# How a project goes: what the evaluators say of it.
#   a on plan, s ahead, b behind, c not begun, r rated by nobody yet, d rated better than its figures are,
#   x result out of scope, n results not counted yet
# 部, 課, 名称, 概要, 重点目標, KPI, 単位, 目標, 実績, KGI, 単位, 目標, 実績, 予算, 様子
LINES = [
    ("総合政策部", "情報政策課", "電子決裁・文書管理システムの導入", "起案から決裁、保存、廃棄までを一つのシステムで行い、在宅でも決裁できるようにする。", "efficiency", "電子決裁率", "％", 60, 63, "紙の年間使用枚数", "万枚以下", 700, 690, 24500, "s"),
    ("総合政策部", "情報政策課", "庁内無線LANの整備", "執務室と会議室に無線LANを整備し、席を離れても端末を使えるようにする。", "efficiency", "無線LANを使える部屋の数", "室", 42, 30, "紙を使わない会議の割合", "％", 50, 41, 15800, "d"),
    ("総合政策部", "企画課、情報政策課", "生成AIの業務活用", "要約、議事録、問合せ回答案の作成に生成AIを使い、職員が市民と向き合う時間を増やす。", "efficiency", "生成AIを使う業務の数", "業務", 20, 24, "時間外勤務の削減率", "％", 10, 8, 4800, "s"),
    ("総合政策部", "企画課", "データに基づく政策立案の研修", "統計と業務データを政策に生かす職員を育てる。", "efficiency", "研修を修了した職員の数", "人", 80, 66, "データを添えた予算要求の割合", "％", 40, 35, 1200, "a"),
    ("総合政策部", "秘書広報課", "広報みどり野の電子配信", "広報紙をスマートフォンで読みやすい形でも届ける。", "convenience", "登録者の数", "人", 6000, 6450, "広報紙の満足度", "％", 70, 72, 1800, "a"),
    ("総合政策部", "秘書広報課", "市公式LINEの機能拡充", "ごみの日、子育て、防災の知らせを選んで受け取れるようにする。", "convenience", "友だち登録の数", "人", 15000, 11200, "月に1回以上使う人の割合", "％", 50, 36, 3600, "b"),
    ("総務部", "総務課", "例規・要綱の電子公開", "例規と要綱を横断して検索できるようにして公開する。", "efficiency", "公開した要綱の数", "件", 300, 318, "法令審査の平均日数", "日以下", 10, 10, 2100, "a"),
    ("総務部", "人事課", "勤怠管理と電子申請の統合", "出退勤、休暇、手当の届出を一つの画面で行う。", "efficiency", "電子で行う届出の割合", "％", 90, 94, "人事担当の時間外勤務", "時間以下", 1200, 1150, 9800, "a"),
    ("総務部", "人事課", "在宅勤務の環境整備", "自宅や出先から庁内の情報を安全に扱えるようにする。", "efficiency", "在宅勤務のできる職員の数", "人", 250, 120, "在宅勤務の延べ日数", "日", 3000, 900, 12600, "b"),
    ("総務部", "財政課", "予算編成システムの更新", "予算の要求から査定、公表までのデータを一つにする。", "efficiency", "電子で査定した事業の割合", "％", 100, 0, "予算書の印刷枚数", "万枚以下", 8, 12, 18400, "c"),
    ("総務部", "契約検査課", "電子契約の導入", "契約書の取り交わしを電子で行い、印紙と郵送を減らす。", "efficiency", "電子契約の件数", "件", 120, 131, "契約までの平均日数", "日以下", 12, 11, 2600, "a"),
    ("市民部", "市民課", "行政手続のオンライン申請の拡充", "転出届や証明書の請求など、よく使う40の手続をスマートフォンで終えられるようにする。", "convenience", "オンライン申請の割合", "％", 60, 54, "窓口の待ち時間", "分以下", 12, 13, 5600, "a"),
    ("市民部", "市民課", "書かない窓口の実現", "申請書を職員が聞き取って作り、市民は署名だけで済むようにする。", "convenience", "申請書の記入に要する時間", "分以内", 5, 4.5, "窓口の満足度", "％", 80, 84, 7200, "a"),
    ("市民部", "税務課", "税証明のコンビニ交付", "課税証明書をコンビニエンスストアで受け取れるようにする。", "convenience", "コンビニ交付の割合", "％", 35, 29, "税証明の窓口の件数", "件以下", 9000, 9800, 4100, "r"),
    ("市民部", "税務課、市民課", "キャッシュレス納付の拡大", "全ての税と手数料をキャッシュレスで納められるようにする。", "convenience", "納付できる税・手数料の数", "種類", 24, 18, "キャッシュレス納付の割合", "％", 45, 33, 6300, "b"),
    ("市民部", "保険年金課", "国民健康保険の電子申請", "資格の取得と喪失の届出を電子で受け付ける。", "convenience", "電子で受けた届出の件数", "件", 900, 845, "窓口の平均待ち時間", "分以下", 15, 17, 2900, "a"),
    ("市民部", "生活環境課", "ごみ分別案内のチャットボット", "写真や言葉で分別を尋ねられるようにする。", "convenience", "問合せに答えた割合", "％", 85, 88, "分別の電話の件数", "件以下", 2400, 2250, 1500, "r"),
    ("市民部", "生活環境課", "収集車の運行管理", "収集車の位置を把握し、収集の漏れと渋滞を減らす。", "efficiency", "運行を把握する車両の数", "台", 18, 0, "収集漏れの連絡", "件以下", 60, 85, 5200, "c"),
    ("健康福祉部", "高齢福祉課", "高齢者見守りセンサーの貸与", "一人暮らしの高齢者の家にセンサーを置き、異変を家族に知らせる。", "safety", "センサーを置いた世帯の数", "世帯", 300, 185, "緊急搬送までの時間", "分以内", 30, 34, 5400, "b"),
    ("健康福祉部", "高齢福祉課", "介護認定調査のタブレット化", "調査員がその場で記録し、転記をなくす。", "efficiency", "タブレットによる調査の割合", "％", 80, 91, "認定までの平均日数", "日以下", 32, 31, 3300, "s"),
    ("健康福祉部", "健康推進課", "健診のウェブ予約", "がん検診と特定健診を24時間予約できるようにする。", "convenience", "ウェブ予約の割合", "％", 70, 72, "健診の受診率", "％", 42, 39, 1800, "a"),
    ("健康福祉部", "健康推進課", "健康ポイントアプリ", "歩数や健診でポイントがたまるアプリで健康づくりを続けてもらう。", "convenience", "アプリの利用者", "人", 5000, 5320, "1日8,000歩以上の人の割合", "％", 38, 40, 4700, "r"),
    ("健康福祉部", "障がい福祉課", "遠隔手話通訳", "窓口とタブレットで結び、待たずに手話通訳を受けられるようにする。", "convenience", "遠隔手話通訳の利用件数", "件", 120, 96, "手話通訳の待ち時間", "分以内", 10, 9, 1600, "a"),
    ("健康福祉部", "生活福祉課", "生活保護の訪問記録の電子化", "訪問先で記録し、庁内のシステムに自動で取り込む。", "efficiency", "電子で作る記録の割合", "％", 90, 52, "記録に要する時間", "分以下", 20, 29, 3900, "d"),
    ("こども未来部", "保育課", "保育所入所選考へのAIの導入", "きょうだいの希望や優先の順を踏まえた選考の案をAIで作る。", "education", "選考に要する時間", "時間以内", 120, 118, "希望どおりに入所した割合", "％", 85, None, 3300, "n"),
    ("こども未来部", "保育課", "保育所の登降園管理", "登園と降園を記録し、保護者への連絡をアプリで行う。", "education", "アプリを使う保育所の数", "か所", 12, 12, "保育士の事務時間の削減率", "％", 15, 16, 4400, "a"),
    ("こども未来部", "こども家庭課", "母子健康手帳アプリ", "予防接種の時期の知らせと成長の記録を一つにする。", "education", "妊娠届出のうち登録した割合", "％", 75, 77, "予防接種の間違いの件数", "件以下", 2, 1, 1900, "r"),
    ("こども未来部", "こども家庭課", "児童手当の電子申請", "認定請求と現況届を電子で受け付ける。", "convenience", "電子申請の割合", "％", 55, 47, "処理に要する日数", "日以下", 14, 16, 1400, "a"),
    ("こども未来部", "青少年課", "放課後児童クラブの入退室管理", "入退室を記録して保護者に知らせる。", "safety", "導入したクラブの数", "か所", 20, 9, "保護者の満足度", "％", 80, 71, 3700, "b"),
    ("都市整備部", "道路公園課", "道路の損傷のLINE通報", "道路の穴や街灯の故障を写真と位置で知らせてもらう。", "safety", "通報の件数", "件", 400, 412, "通報から対応までの日数", "日以内", 5, 4, 900, "a"),
    ("都市整備部", "道路公園課", "橋りょうの点検へのドローンの活用", "足場を組まずに橋を点検する。", "safety", "ドローンで点検した橋の数", "橋", 24, 31, "1橋あたりの点検費用", "千円以下", 380, 350, 6600, "s"),
    ("都市整備部", "都市計画課", "都市計画図のオープンデータ化", "用途地域などの図面を機械で読める形で公開する。", "convenience", "公開した図面の数", "種類", 12, 10, "窓口での図面の照会", "件以下", 1500, 1480, 2200, "a"),
    ("都市整備部", "危機管理課、市民課", "被災者支援システムの導入", "罹災証明の申請から支援金の支給までを一つの台帳で管理する。", "safety", "操作訓練を受けた職員の数", "人", 120, 96, "罹災証明の発行までの日数", "日以内", 7, None, 2200, "x"),
    ("都市整備部", "危機管理課", "避難所の開設状況の公開", "避難所の混み具合を地図で知らせる。", "safety", "対応した避難所の数", "か所", 36, 36, "訓練での入力完了までの時間", "分以内", 15, 14, 1700, "a"),
    ("都市整備部", "上下水道課", "水道スマートメーターの試行", "検針を自動で行い、漏水を早く見つける。", "safety", "設置した戸数", "戸", 500, 0, "漏水の発見までの日数", "日以下", 10, 24, 14800, "c"),
    ("教育部", "学校教育課", "校務支援システムの導入", "成績、出欠、保健の記録を一つのシステムで扱う。", "education", "電子化した帳票の割合", "％", 60, 48, "教員の時間外勤務の削減率", "％", 12, 10, 22000, "a"),
    ("教育部", "学校教育課", "一人一台端末の活用", "授業と家庭学習で端末を使い、学びの記録を残す。", "education", "毎日使う学級の割合", "％", 80, 83, "児童生徒の理解度", "％", 75, 74, 31500, "a"),
    ("教育部", "学校教育課", "小中学校の通信環境の強化", "全ての教室で同時に動画を見られる回線にする。", "education", "増強した学校の数", "校", 14, 6, "授業が止まった回数", "回以下", 10, 33, 19800, "b"),
    ("教育部", "図書館課", "図書館資料へのICタグの貼付", "貸出と返却を自分で行えるようにし、点検の日数を減らす。", "convenience", "ICタグを貼った資料の割合", "％", 100, 93, "休館して点検する日数", "日以下", 4, 4, 9500, "d"),
    ("教育部", "生涯学習課", "公民館の予約のオンライン化", "空きの確認から予約、支払いまでを自宅でできるようにする。", "convenience", "オンライン予約の割合", "％", 50, 38, "公民館の利用率", "％", 55, 51, 2700, "r"),
]
STATES = {
    "convenience": "窓口や電話での手続が中心で、平日の日中に来られない市民から改善を求める声が多い。",
    "efficiency": "紙と表計算ソフトによる作業が多く、転記と確認に時間を要している。",
    "education": "職員と教員の事務の負担が大きく、子どもと向き合う時間を確保しにくい。",
    "safety": "人手による確認に頼っており、把握と対応に時間を要している。",
}
EFFECTS = {
    "convenience": "市民の来庁と待ち時間の削減、窓口の混雑の緩和。",
    "efficiency": "作業時間と経費の削減、誤りの防止。",
    "education": "事務の負担の軽減、子どもと向き合う時間の確保。",
    "safety": "早い発見と対応、市民の安心の向上。",
}
# The three items of a schedule by how the project goes: plan and actual.
SCHEDULES = {
    "on": [(("2025-05", "2026-01"), ("2025-05", "2026-01")), (("2026-02", "2026-09"), ("2026-02", "2026-09")), (("2026-10", "2029-03"), None)],
    "ahead": [(("2025-05", "2026-01"), ("2025-05", "2026-01")), (("2026-07", "2027-01"), ("2026-05", "2026-09")), (("2027-02", "2029-03"), None)],
    "behind": [(("2025-06", "2026-03"), ("2025-08", "2026-03")), (("2026-04", "2026-09"), ("2026-06", "2026-07")), (("2026-10", "2029-03"), None)],
    "waiting": [(("2026-04", "2026-12"), None), (("2027-01", "2027-09"), None), (("2027-10", "2030-03"), None)],
}
ITEMS = [
    ["要件の整理と調達", "構築と試行", "本格運用と効果の検証"], ["対象の選定と設計", "一部の部署での試行", "全庁への展開"],
    ["関係課との調整、仕様の作成", "導入と職員の研修", "利用の拡大と改善"],
]
REASONS = {
    "a": ("A", "計画どおり進んでいる。"), "s": ("S", "計画より早く始めることができた。"), "b": ("B", "機器の納入が遅れ、着手が2か月遅れた。"),
    "c": ("C", "仕様の見直しのため、調達に至っていない。"), "d": ("A", "おおむね計画どおり。"), "x": ("A", "訓練を予定どおり行った。"), "n": ("A", "計画どおり進んでいる。"),
}


def grade(actual, target, smaller):
    """The grade that the ratio comes to."""
    reached = target / actual if smaller and actual else actual / target
    return "C" if actual <= 0 else "B" if reached < 0.8 else "A" if reached < 1 else "S"


def values(name, unit, target, actual, first):
    """Targets by year and actuals so far, as lines of a cell."""
    number, bound = (unit[:-2], unit[-2:]) if unit.endswith(("以下", "以内")) else (unit, "")
    step = -0.05 if bound else 0.12
    targets = {year: f"{name}：{shown(target * (1 + step * (year - 2026)), number)}{number}{bound}" for year in YEARS}
    actuals = {2025: f"{name}：{shown(first, number)}{number}"}
    actuals[2026] = f"{name}：{f'{shown(actual, number)}{number}' if actual is not None else '集計中'}"
    return targets, actuals


def shown(number, unit):
    number = min(round(number, 1 if number < 10 else 0), 100 if unit == "％" else number)
    return f"{number:,.1f}".removesuffix(".0")


def project(at, line):
    bureau, divisions, name, summary, focus, kpi, unit, target, actual, kgi, kgi_unit, kgi_target, kgi_actual, budget, goes = line
    dice = random.Random(name)
    schedule = {"s": "ahead", "b": "behind", "d": "behind", "c": "waiting"}.get(goes, "on")
    first = target * (0.7 + 0.3 * dice.random())
    kpi_values, kgi_values = values("KPI", unit, target, actual, first), values("KGI", kgi_unit, kgi_target, kgi_actual, kgi_target * 1.02)
    sides = [{year: f"{upper[year]}\n{lower[year]}" for year in upper} for upper, lower in zip(kpi_values, kgi_values)]
    smaller = [text.endswith(("以下", "以内")) for text in (unit, kgi_unit)]
    ratings = {}
    if goes != "r":
        result = "A" if goes == "d" else grade(actual, target, smaller[0])
        ratings = {"progress": REASONS[goes], "kpi": (result, f"目標{target:,}に対して{actual:,}となった。")}
        if goes == "x":
            ratings["kgi"] = ("対象外", "災害がなく、測れない。")
        elif kgi_actual is not None:
            ratings["kgi"] = (grade(kgi_actual, kgi_target, smaller[1]), "前年の同じ期間と比べて評価した。")
    texts = dice.choice(ITEMS)
    items = [
        {"text": f"{mark} {text}", "plan": [plan], "actual": [done] if done else []}
        for mark, text, (plan, done) in zip("①②③", texts, SCHEDULES[schedule])
    ]
    late = goes in "bc"
    return {
        "number": at, "name": name, "department": "\n".join(f"{bureau} {division}" for division in divisions.split("、")),
        "implementer": f"{bureau}長" if "、" in divisions else "ICT推進担当部長" if at == 1 else f"{divisions}長",
        "summary": summary, "focus": FOCUS[focus], "state": STATES[focus], "kgi": f"{kgi}", "kpi": f"{kpi}",
        "target_result": sides[0], "actual_result": sides[1], "items": items,
        "budget": {year: budget if year == 2026 else round(budget * (0.6 + 0.4 * dice.random()), -2) for year in map(int, YEARS)},
        "settlement": {2025: round(budget * 0.55, -1)}, "effect": EFFECTS[focus],
        "remarks": "機器の納入の遅れにより、年度内の完了を目標に進め方を見直している。" if late else None, "ratings": ratings,
    }


def projects():
    """(部, first 課, project) of every line, numbered from 1."""
    return [(line[0], line[1].split("、")[0], project(at, line)) for at, line in enumerate(LINES, 1)]


def register_lines():
    """The lines of a register: these projects and one that nobody sent."""
    lines = []
    for at, line in enumerate(LINES, 1):
        scope = ALL if at == 1 else SEVERAL if "、" in line[1] else ONE
        directions = ["小さいほど良い" if unit.endswith(("以下", "以内")) else "大きいほど良い" for unit in (line[6], line[10])]
        lines.append((at, line[2], scope, line[0], line[1], "R7", directions[0], None, directions[1], None, "継続", None))
    lines.append((41, "市営住宅の電子申請", ONE, "都市整備部", "都市計画課", "R8", None, None, None, None, "継続", None))
    return lines


def organisation():
    """部, 課 and no other name, each once."""
    return list(dict.fromkeys((line[0], division, None) for line in LINES for division in line[1].split("、")))
