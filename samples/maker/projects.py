"""The invented projects of the invented city みどり野市, as its divisions filled them in for 令和8年度上期.

Years are western fiscal years, months 'YYYY-MM', money thousand yen unless typed otherwise. A mistake that a
sample is about is marked with the finding it should yield.
"""

FOCUS = {
    "convenience": "②迅速なサービス提供及び行政手続きの利便性向上",
    "efficiency": "③情報化推進体制の構築及び事務効率化",
    "education": "①子育て・教育現場への積極的なICTの活用",
    "safety": "④安全・安心なまちづくり",
}

APPROVAL = {
    "number": 1,
    "name": "電子決裁・文書管理システムの導入",
    "department": "総合政策部\n情報政策課",
    "implementer": "ICT推進担当部長",
    "summary": "起案から決裁、保存、廃棄までを一つのシステムで行い、紙の文書を減らすとともに、在宅でも決裁できるようにする。",
    "focus": FOCUS["efficiency"],
    "state": "起案文書の大半を紙で回覧しており、決裁までに平均6日を要している。保管場所も不足し、文書の検索に時間がかかっている。",
    "kgi": "紙の年間使用枚数（万枚）",
    "kpi": "電子決裁率（％）",
    "target_progress": {2025: "要件定義・調達", 2026: "全庁導入", 2027: "定着", 2028: "運用", 2029: "運用"},
    "target_result": {
        2025: "KPI：30％\nKGI：900万枚以下", 2026: "KPI：60％\nKGI：700万枚以下", 2027: "KPI：80％\nKGI：600万枚以下",
        2028: "KPI：90％\nKGI：550万枚以下", 2029: "KPI：90％以上\nKGI：500万枚以下"},
    "actual_progress": {2025: "完了", 2026: "全課で利用開始"},
    "actual_result": {2025: "KPI：34％\nKGI：880万枚", 2026: "KPI：63％\nKGI：720万枚"},
    "items": [
        {"notes": {2025: "要件定義・調達"}, "plan": [("2025-04", "2025-12")], "actual": [("2025-04", "2025-12")]},
        {"notes": {2026: "導入・研修"}, "plan": [("2026-01", "2026-09")], "actual": [("2026-01", "2026-09")]},
        {"notes": {2027: "運用・定着支援"}, "plan": [("2026-10", "2030-03")]},
    ],
    "budget": {2025: 12000, 2026: 24500, 2027: 6200, 2028: 6200, 2029: 6200},
    "settlement": {2025: 11880},
    "effect": "決裁に要する日数の短縮、文書の保管費用の削減、災害時の業務継続。",
    "remarks": "R8.7に全課で利用を開始した。研修は12回、延べ640人が受講した。",
    "ratings": {
        "progress": ("A", "計画どおり全課で利用を開始した。"),
        "kpi": ("S", "目標の60％を上回った。"),
        "kgi": ("A", "目標には届かないが、前年の同期から2割減った。")},
    "list_sheet": True,
}

# rating-differs: the division rates its progress A; 60 of 100 is B.
WIRELESS = {
    "number": 2,
    "name": "庁内無線LANの整備",
    "department": "総合政策部\n情報政策課",
    "implementer": "情報政策課長",
    "summary": "執務室と会議室に無線LANを整備し、席を離れても端末を使えるようにする。",
    "focus": FOCUS["efficiency"],
    "state": "有線のみで、会議のたびに資料を印刷している。",
    "kgi": "紙を使わない会議の割合（％）",
    "kpi": "無線LANを使える部屋の数（室）",
    "target_progress": {2025: 40, 2026: 100},
    "target_result": {2025: "KPI：18室\nKGI：20％", 2026: "KPI：42室\nKGI：50％", 2027: "KPI：42室\nKGI：70％"},
    "actual_progress": {2025: 40, 2026: 60},
    "actual_result": {2025: "KPI：18室\nKGI：22％", 2026: "KPI：30室\nKGI：集計中"},
    "items": [
        {"notes": {2025: "本庁舎"}, "plan": [("2025-06", "2026-03")], "actual": [("2025-06", "2026-03")]},
        {"notes": {2026: "出先機関"}, "plan": [("2026-04", "2026-12")], "actual": [("2026-05", "2026-09")]},
        {"notes": {2027: "運用"}, "plan": [("2027-01", "2030-03")]},
    ],
    "budget": {2025: 8400, 2026: 15800, 2027: 1200, 2028: 1200, 2029: 1200},
    "settlement": {2025: 8316},
    "effect": "印刷費の削減、会議の準備時間の短縮。",
    "remarks": "機器の納入が遅れ、出先機関の工事が5月からとなった。",
    "ratings": {
        "progress": ("A", "おおむね計画どおり。"),
        "kpi": ("B", "42室のうち30室にとどまる。"),
        "kgi": ("－", None)},
    "list_sheet": True,
}

EXAMPLE = WIRELESS | {
    "number": "99",
    "name": "（記入例）○○システムの導入",
    "summary": "何のために何をするかを3行程度で書いてください。",
    "state": "今の課題を数字で書いてください。",
    "remarks": None,
}

GENERATIVE = {
    "number": "３",
    "name": "生成AIの業務活用",
    "department": "総合政策部　企画課、情報政策課",
    "implementer": "総合政策部長",
    "summary": "文章の要約、議事録の作成、問合せ回答案の作成に生成AIを使い、職員が市民と向き合う時間を増やす。",
    "focus": FOCUS["efficiency"],
    "state": "議事録の作成に1回あたり約3時間を要している。",
    "kgi": "対象業務の時間外勤務の削減率（％）",
    "kpi": "生成AIを使う業務の数（業務）",
    "target_progress": {2025: "試行", 2026: "本格利用", 2027: "拡大"},
    "target_result": {2025: "KPI：10業務／KGI：5％", 2026: "KPI：20業務／KGI：10％", 2027: "KPI：40業務／KGI：15％"},
    "actual_progress": {2025: "試行完了", 2026: "本格利用開始"},
    "actual_result": {2025: "KPI：12業務／KGI：4％", 2026: "KPI：24業務／KGI：8％"},
    "items": [
        {"text": "① 試行", "plan": [("2025-07", "2026-03")], "actual": [("2025-07", "2026-03")]},
        {"text": "② 本格利用", "plan": [("2026-07", "2027-03")], "actual": [("2026-05", "2026-09")]},
        {"text": "③ 拡大", "plan": [("2027-04", "2030-03")]},
    ],
    "budget": {2025: 1500, 2026: 4800, 2027: 4800, 2028: 4800, 2029: 4800},
    "settlement": {2025: 1320},
    "effect": "時間外勤務の削減、文書の質の向上。",
    "remarks": "利用の手引きを改訂し、個人情報を入力しないことを徹底した。",
    "ratings": {
        "progress": ("S", "予定より2か月早く本格利用を始めた。"),
        "kpi": ("S", "24業務で利用している。"),
        "kgi": ("A", "目標の8割。")},
}

# percent-scale: 0.54 was typed into a plain cell against a target of 60％.
APPLICATION = {
    "number": "第４号",
    "name": "行政手続のオンライン申請の拡充",
    "department": "市民部\n市民課",
    "implementer": "市民課長",
    "summary": "転出届、証明書の請求など、市民がよく使う40の手続をスマートフォンで終えられるようにする。",
    "focus": FOCUS["convenience"],
    "state": "オンラインでできる手続は12にとどまり、3月と4月は窓口の待ち時間が1時間を超える。",
    "kgi": "窓口への年間来庁者数（人）",
    "kpi": "対象手続のオンライン申請率（％）",
    "target_progress": {2025: 30, 2026: 60, 2027: 80, 2028: 100, 2029: 100},
    "target_result": {
        2025: "KPI：40％\nKGI：58,000人以下", 2026: "60％", 2027: "KPI：70％\nKGI：48,000人以下",
        2028: "KPI：75％\nKGI：46,000人以下", 2029: "KPI：80％以上\nKGI：45,000人以下"},
    "actual_progress": {2025: 30, 2026: 52},
    "actual_result": {2025: "KPI：43％\nKGI：５６，４２０人", 2026: 0.54},
    "items": [
        {"text": "手続の棚卸し", "plan": [("2025-04", "2025-09")], "actual": [("2025-04", "2025-10")]},
        {"text": "様式の作成", "plan": [("2025-10", "2026-12")], "actual": [("2025-11", "2026-09")]},
        {"text": "周知", "plan": [("2026-04", "2030-03")], "actual": [("2026-04", "2026-09")]},
    ],
    "budget": {2025: 3200, 2026: 5600, 2027: 2400, 2028: 2400, 2029: 2400},
    "settlement": {2025: 3150},
    "effect": "市民の来庁の負担の軽減、窓口の混雑の緩和。",
    "remarks": "来庁者数は年度末に集計する。",
    "ratings": {"progress": ("A", "52まで進んだ。"), "kpi": ("A", "54％。目標の9割に達した。"), "kgi": (None, None)},
}

COUNTER = {
    "number": 5,
    "name": "書かない窓口の実現",
    "department": "市民部　市民課",
    "implementer": "市民課長",
    "summary": "住所や氏名を何度も書かずに済むよう、本人確認書類の読取りと聞取りで申請書を作る。",
    "focus": FOCUS["convenience"],
    "state": "引越しの手続では平均4枚の申請書に同じことを書いてもらっている。",
    "kgi": "窓口での平均待ち時間（分）",
    "kpi": "申請書の記入に要する時間（分）",
    "target_progress": {2025: "機器の調達", 2026: "3窓口で開始", 2027: "全窓口"},
    "target_result": {
        2025: "KPI：8分以内\nKGI：30分以内", 2026: "KPI：5分以内\nKGI：20分以内", 2027: "KPI：3分以内\nKGI：15分以内"},
    "actual_progress": {2025: "調達済", 2026: "2窓口で開始"},
    "actual_result": {2025: "KPI：7.5分\nKGI：32分", 2026: "KPI：4.5分\nKGI：24分"},
    "items": [
        {"notes": {2025: "調達"}, "plan": [("2025-06", "2025-12")], "actual": [("2025-07", "2026-01")]},
        {"notes": {2026: "3窓口で開始"}, "plan": [("2026-01", "2026-09")], "actual": [("2026-02", "2026-07")]},
        {"notes": {2027: "全窓口へ"}, "plan": [("2026-10", "2028-03")]},
    ],
    "budget": {2025: 9800, 2026: 7200, 2027: 7200},
    "settlement": {2025: 9735},
    "effect": "市民の負担の軽減、記入の誤りの減少。",
    "remarks": "3つ目の窓口は10月に開始する予定。",
    "ratings": {
        "progress": ("B", "3窓口のうち2窓口にとどまる。"),
        "kpi": ("S", "4.5分に短縮した。"),
        "kgi": ("A", "24分まで短縮した。")},
}

# implementer-unexpected (a division's project under 市民部長), rating-unknown (A→B),
# ambiguous-number (two amounts in a cell); the amounts in 円 are converted without a finding.
CERTIFICATE = {
    "number": "No.6",
    "name": "税証明のコンビニ交付",
    "department": "市民部税務課",
    "implementer": "市民部長",
    "summary": "所得証明書と課税証明書を全国のコンビニエンスストアで受け取れるようにする。",
    "focus": FOCUS["convenience"],
    "state": "税証明の9割を窓口で交付している。",
    "kgi": "税証明の窓口交付の件数",
    "kpi": "コンビニ交付の割合（％）",
    "target_progress": {2025: "設計", 2026: "稼働"},
    "target_result": {2025: (0.1, "0%"), 2026: (0.35, "0%"), 2027: (0.5, "0%"), 2028: (0.6, "0%"), 2029: (0.65, "0.0%")},
    "actual_progress": {2025: "設計完了", 2026: "7月に稼働"},
    "actual_result": {2025: (0.12, "0%"), 2026: (0.29, "0%")},
    "items": [
        {"notes": {2025: "設計・改修"}, "plan": [("2025-04", "2026-06")], "actual": [("2025-04", "2026-06")]},
        {"notes": {2026: "稼働・周知"}, "plan": [("2026-07", "2027-03")], "actual": [("2026-07", "2026-09")]},
        {"notes": {2027: "運用"}, "plan": [("2027-04", "2030-03")]},
    ],
    "budget": {2025: "3,300,000円", 2026: "補正前1,200\n補正後1,500", 2027: "1,100,000円"},
    "settlement": {2025: "3,245,000円"},
    "effect": "市民の利便性の向上、窓口の混雑の緩和。",
    "ratings": {
        "progress": ("A", "予定どおり7月に稼働した。"),
        "kpi": ("A→B", "速報ではAだったが、8月分の確定によりBとした。"),
        "kgi": ("対象外", "年度末に集計する。")},
}

# unread-note (a comment), unread-cell (a scribble beside the form); the form stands two columns and three rows in.
SENSOR = {
    "number": 7,
    "name": "高齢者見守りセンサーの貸与",
    "department": "健康福祉部 高齢福祉課",
    "implementer": "高齢福祉課長",
    "summary": "一人暮らしの高齢者の住まいにセンサーを置き、異変があれば家族と地域包括支援センターに知らせる。",
    "focus": FOCUS["safety"],
    "state": "民生委員の月1回の訪問に頼っており、異変に気付くまでに日数がかかることがある。",
    "kgi": "異変の通報から訪問までの時間（分）",
    "kpi": "センサーを置いた世帯の数（世帯）",
    "target_progress": {2025: "募集", 2026: "拡大", 2027: "拡大"},
    "target_result": {2025: "１００世帯", 2026: "３００世帯", 2027: "４５０世帯"},
    "actual_progress": {2025: "募集終了", 2026: "設置中"},
    "actual_result": {2025: "１０４世帯", 2026: "１８５世帯"},
    "items": [
        {"notes": {2025: "募集・設置"}, "plan": [("2025-07", "2026-03")], "actual": [("2025-08", "2026-03")]},
        {"notes": {2026: "対象の拡大"}, "plan": [("2026-04", "2027-03")], "actual": [("2026-06", "2026-08")]},
        {"notes": {2027: "運用"}, "plan": [("2027-04", "2030-03")]},
    ],
    "budget": {2025: 2400, 2026: 5400, 2027: 6000, 2028: 6000, 2029: 6000},
    "settlement": {2025: 2280},
    "effect": "孤立死の防止、家族の安心。",
    "remarks": "夏の間は設置の希望が少なかった。",
    "ratings": {
        "progress": ("B", "設置が8月で止まっている。"),
        "kpi": ("B", "185世帯。目標の6割。"),
        "kgi": ("－", "事例がまだない。")},
    "legend_drawn": False,
    "offset": (3, 2),
    "comments": {"G15": "9月末の速報値です。確定は10月下旬。"},
    "scribbles": {"C2": "部長了承済（10/5）", "P8": "←来年度は見直しの予定"},
}

# department-unknown (the extension in brackets is dropped); 集計中 gives no proposal for the KPI.
NURSERY = {
    "number": "８",
    "name": "保育所入所選考へのAIの導入",
    "department": "健康福祉部　こども保育課（内線2341）",
    "implementer": "こども保育課長",
    "summary": "入所の割り振りを機械で行い、職員は確認と個別の事情の検討に時間をかける。",
    "focus": FOCUS["education"],
    "state": "約900人の割り振りに、延べ600時間を要している。",
    "kgi": "結果の通知に満足した保護者の割合（％）",
    "kpi": "選考に要する時間（時間）",
    "target_progress": {2025: "試行", 2026: "本稼働"},
    "target_result": {
        2025: "KPI：３００時間以内\nKGI：６０％", 2026: "KPI：１２０時間以内\nKGI：８０％以上",
        2027: "KPI：１００時間以内\nKGI：８０％以上"},
    "actual_progress": {2025: "試行完了"},
    "actual_result": {2025: "KPI：２８０時間\nKGI：６６％", 2026: "集計中"},
    "items": [
        {"notes": {2025: "試行"}, "plan": [("2025-10", "2026-03")], "actual": [("2025-10", "2026-03")]},
        {"notes": {2026: "本稼働"}, "plan": [("2026-08", "2027-03")]},
        {"notes": {2027: "運用"}, "plan": [("2027-04", "2030-03")]},
    ],
    "budget": {2025: "1,980", 2026: "３，３００", 2027: "1.1百万円", 2028: "－", 2029: "－"},
    "settlement": {2025: "1,950"},
    "effect": "通知までの日数の短縮、選考の公平さの向上。",
    "remarks": "二次募集の選考（2月）から本稼働とする方向で調整中。",
    "ratings": {"progress": ("Ｂ", "本稼働が遅れている。"), "kpi": (None, None), "kgi": (None, None)},
}

CHECKUP = {
    "number": 9,
    "name": "健診のウェブ予約",
    "department": "健康福祉部　健康推進課",
    "implementer": "健康推進課長",
    "summary": "特定健診とがん検診をいつでも予約でき、空き状況が分かるようにする。",
    "focus": FOCUS["convenience"],
    "state": "電話での予約が8割で、受付の初日は電話がつながらない。",
    "kgi": "特定健診の受診率（％）",
    "kpi": "ウェブ予約の割合（％）",
    "target_progress": {2025: "構築", 2026: "運用"},
    "target_result": {2025: "KPI：50％\nKGI：42％", 2026: "KPI：70％\nKGI：45％", 2027: "KPI：80％\nKGI：48％"},
    "actual_progress": {2025: "構築完了", 2026: "運用中"},
    "actual_result": {2025: "KPI：48％\nKGI：41％", 2026: "KPI：72％\nKGI：41.5％"},
    "items": [
        {"notes": {2025: "構築"}, "plan": [("2025-04", "2025-12")], "actual": [("2025-04", "2025-12")]},
        {"notes": {2026: "運用・改善"}, "plan": [("2026-01", "2030-03")], "actual": [("2026-01", "2026-09")]},
        {},
    ],
    "budget": {2025: 4200, 2026: 1800, 2027: 1800, 2028: 1800, 2029: 1800},
    "settlement": {2025: 4180},
    "effect": "受診率の向上、電話対応の減少。",
    "ratings": {
        "progress": ("A", "計画どおり運用している。"),
        "kpi": ("S", "72％が利用した。"),
        "kgi": ("A", "上期の受診率は41.5％。")},
}

# span-unclear (a green arrow, neither plan nor actual), unread-shape (a text box), unit-mismatch (日 and 時間).
ROAD = {
    "number": 10,
    "name": "道路の損傷のLINE通報",
    "department": "都市整備部\n道路公園課",
    "implementer": "道路公園課長",
    "summary": "道路の穴や街灯の故障を、市民がスマートフォンで写真と位置を付けて知らせられるようにする。",
    "focus": FOCUS["safety"],
    "state": "通報は電話が中心で、場所の確認に時間がかかっている。",
    "kgi": "通報から補修までの日数（日）",
    "kpi": "通報の件数（件）",
    "target_progress": {2025: "開設", 2026: "拡大"},
    "target_result": {2025: "KPI：150件\nKGI：7日以内", 2026: "KPI：400件（累計）\nKGI：5日以内"},
    "actual_progress": {2025: "開設済", 2026: "公園を追加"},
    "actual_result": {2025: "KPI：162件\nKGI：6日", 2026: "KPI：412件（累計）\nKGI：72時間"},
    "items": [
        {"notes": {2025: "開設"}, "plan": [("2025-04", "2025-09")], "actual": [("2025-04", "2025-09")]},
        {"notes": {2026: "公園を追加"}, "plan": [("2026-04", "2026-12")], "actual": [("2026-04", "2026-09")]},
        {"notes": {2027: "河川を追加"}, "unclear": [("2026-08", "2027-06")]},
    ],
    "budget": {2025: 1200, 2026: 900, 2027: 900, 2028: 900, 2029: 900},
    "settlement": {2025: 1188},
    "effect": "補修の迅速化、事故の防止。",
    "remarks": "登録者は3,200人。",
    "ratings": {
        "progress": ("A", "公園を追加した。"),
        "kpi": ("S", "累計412件。"),
        "kgi": ("S", "72時間以内に補修している。")},
    "arrows": "blocks",
    "textboxes": [(10, 12, 2, 1, "河川課と協議中")],
}

SHELTER = {
    "number": 11,
    "name": "被災者支援システムの導入",
    "department": "都市整備部　危機管理課／市民部　市民課",
    "implementer": "都市整備部長",
    "summary": "避難者の名簿、罹災証明、義援金の配分を一つの台帳で扱い、発災から証明書の交付までを早める。",
    "focus": FOCUS["safety"],
    "state": "表計算ソフトで課ごとに管理しており、突合に人手がかかる。",
    "kgi": "罹災証明書の交付までの日数（日）",
    "kpi": "操作訓練を受けた職員の数（人）",
    "target_progress": {2025: 50, 2026: 100},
    "target_result": {2025: "KPI：40人\nKGI：30日以内", 2026: "KPI：120人\nKGI：14日以内"},
    "actual_progress": {2025: 45, 2026: 82},
    "actual_result": {2025: "KPI：44人\nKGI：設定なし", 2026: "KPI：96人\nKGI：該当なし"},
    "items": [
        {"text": "構築", "plan": [("2025-04", "2026-01")], "actual": [("2025-05", "2026-02")]},
        {"text": "訓練", "plan": [("2026-05", "2027-02")], "actual": [("2026-06", "2026-09")]},
        {"text": "運用", "plan": [("2026-04", "2030-03")], "actual": [("2026-04", "2026-09")]},
    ],
    "budget": {2025: 6600, 2026: 2200, 2027: 1100, 2028: 1100, 2029: 1100},
    "settlement": {2025: 6578},
    "effect": "生活再建の迅速化。",
    "remarks": "訓練は11月にも行う。",
    "ratings": {
        "progress": ("A", "82まで進んだ。"), "kpi": ("A", "96人が受講した。"), "kgi": ("－", "災害がなかった。")},
    "legend_drawn": False,
}

# actual-in-future: the actual row is painted up to December though the half year ends in September.
SCHOOL = {
    "title": "令和８年度　みどり野市ICT・IoT化推進ロードマップ個票",
    "years": [2025, 2026, 2027],
    "number": "12",
    "name": "校務支援システムの導入",
    "department": "教育部学校教育課",
    "implementer": "学校教育課長",
    "summary": "学籍、出欠、成績、保健を一元管理し、通知表と指導要録を電子化する。",
    "focus": FOCUS["education"],
    "state": "学校ごとに異なる表計算の帳票を使い、転記に時間がかかっている。",
    "kgi": "授業の準備に充てる時間が増えたと答えた教員の割合",
    "kpi": "電子化した帳票の割合",
    "target_progress": {2025: 30, 2026: 70, 2027: 100},
    "target_kpi": {2025: (0.2, "0%"), 2026: (0.6, "0%"), 2027: (1, "0%")},
    "target_kgi": {2025: "－", 2026: (0.4, "0%"), 2027: (0.7, "0.0%")},
    "actual_progress": {2025: 30, 2026: 66},
    "actual_kpi": {2025: (0.25, "0%"), 2026: (0.48, "0%")},
    "actual_kgi": {2025: "－", 2026: "調査中"},
    "items": [
        {"text": "調達", "plan": [("2025-04", "2025-12")], "actual": [("2025-04", "2025-12")]},
        {"text": "導入・研修", "plan": [("2026-01", "2026-12")], "actual": [("2026-04", "2026-12")]},
        {"text": "運用", "plan": [("2027-01", "2028-03")]},
    ],
    "budget": {2025: 18000, 2026: 22000, 2027: 9000},
    "settlement": {2025: 17820},
    "effect": "教員の負担の軽減、引継ぎの確実さの向上。",
    "ratings": {"progress": ("Ａ", "66まで進んだ。"), "kpi": ("A評価", "目標の8割"), "kgi": ("－", None)},
}

# year-differs (last year's title was kept), error-cell (#DIV/0!).
LIBRARY = {
    "title": "令和７年度　みどり野市ICT・IoT化推進ロードマップ個票",
    "years": [2025, 2026, 2027],
    "number": "13",
    "name": "図書館資料へのICタグの貼付",
    "department": "教育部図書館課",
    "implementer": "図書館課長",
    "summary": "資料にICタグを貼り、自動貸出機と予約棚を設ける。",
    "focus": FOCUS["convenience"],
    "state": "貸出の手続に並ぶ時間が長く、蔵書の点検に年7日の休館を要している。",
    "kgi": "蔵書の点検のための休館日数",
    "kpi": "ICタグを貼った資料の割合",
    "target_progress": {2025: "貼付の開始", 2026: "貼付の完了", 2027: "自動貸出の開始"},
    "target_kpi": {2025: "50％", 2026: "100％", 2027: "100％"},
    "target_kgi": {2025: "7日以内", 2026: "5日以内", 2027: "2日以内"},
    "actual_progress": {2025: "開始", 2026: "貼付中"},
    "actual_kpi": {2025: "55％", 2026: "93％"},
    "actual_kgi": {2025: "7日", 2026: "#DIV/0!"},
    "items": [
        {"text": "ICタグの貼付", "plan": [("2025-04", "2026-12")], "actual": [("2025-04", "2026-09")]},
        {"text": "自動貸出機の設置", "plan": [("2026-07", "2027-03")]},
    ],
    "budget": {2025: 14000, 2026: 9500, 2027: 12000},
    "settlement": {2025: 13860},
    "effect": "貸出の待ち時間の短縮、休館日の削減。",
    "concerns": "入札が再び不調となれば、設置は令和9年度にずれ込む。",
    "remarks": "自動貸出機の入札が不調となり、再入札を11月に行う。",
    "ratings": {"progress": ("B", "自動貸出機の設置に着手できていない。"), "kpi": ("A", "93％に貼付した。"), "kgi": (None, None)},
}
