"""forms.py OUT N: N filled forms of 別紙1, drawn by the generator of the samples, each from its own number."""

import random
import sys
from multiprocessing import Pool
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))

from generate import workbook  # noqa: E402
from maker.forms import yearly  # noqa: E402

BUREAUS = {
    "総合政策部": ["情報政策課", "企画課"], "市民部": ["市民課", "税務課"], "健康福祉部": ["高齢福祉課", "健康推進課"],
    "都市整備部": ["道路公園課", "危機管理課"], "教育部": ["学校教育課", "図書館課"],
}
THINGS = ["窓口", "申請", "保育", "校務", "防災", "図書館", "健診", "道路", "公園", "税", "会議", "文書"]
DEEDS = ["の電子化", "への機械学習の導入", "情報の共有", "のオンライン化", "の自動化", "の見える化"]
SENTENCES = [
    "担当者が紙の書類を手で転記しており、繁忙期には残業が続いている。",
    "システムを導入し、申請から通知までの日数を短縮する。",
    "庁内の関係課と協議し、個人情報の取扱いを整理した上で進める。",
    "試行の結果をもとに対象を順次広げ、効果を測定する。",
    "市民が来庁せずに手続を終えられるようにする。",
    "職員研修を行い、運用の手引きを整備する。",
]


def project(number):
    """An invented project; the same number gives the same project."""
    dice = random.Random(number)
    bureau = dice.choice(list(BUREAUS))
    division = dice.choice(BUREAUS[bureau])
    years = range(2025, 2030)

    def text(least, most):
        return f"（{number}）" + "".join(dice.choices(SENTENCES, k=dice.randint(least, most)))

    targets = {year: 10 * (index + 1) + dice.randint(0, 9) for index, year in enumerate(years)}
    done = [2025, 2026]
    return {
        "number": number,
        "name": f"{dice.choice(THINGS)}{dice.choice(DEEDS)}（{number}）",
        "department": f"{bureau} {division}",
        "implementer": f"{division}長",
        "summary": text(3, 10),
        "focus": "③情報化推進体制の構築及び事務効率化",
        "state": text(2, 8),
        "kgi": "利用者の満足度",
        "kpi": "電子申請率（％）",
        "target_progress": {year: dice.choice(["設計", "試行", 20 * (year - 2024)]) for year in years},
        "target_result": {year: dice.choice([f"{n}％", f"{n}%以上"]) for year, n in targets.items()},
        "actual_progress": {year: dice.choice(["完了", 18 * (year - 2024)]) for year in done},
        "actual_result": {year: dice.choice([f"{targets[year] - dice.randint(0, 8)}％", "集計中"]) for year in done},
        "items": [
            {"notes": {2025: "設計"}, "plan": [("2025-04", "2026-03")], "actual": [("2025-05", "2026-03")]},
            {"notes": {2026: "導入"}, "plan": [("2026-04", "2027-03")], "actual": [("2026-06", "2026-09")]},
            {"notes": {2027: "運用"}, "plan": [("2027-04", "2030-03")]},
        ],
        "budget": {year: dice.randint(0, 20000) for year in years},
        "settlement": {2025: dice.randint(0, 20000)},
        "effect": text(2, 8),
        "remarks": text(1, 5),
        "ratings": {key: (dice.choice("SABC"), text(1, 4)) for key in ("progress", "kpi", "kgi")},
    }


def write(job):
    folder, number = job
    content = project(number)
    path = Path(folder, *content["department"].split(), f"個票{number:05}.xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    # Excel keeps shared strings, other programs inline ones; most forms come from Excel.
    path.write_bytes(workbook([("個票", yearly, content)], shared=number % 10 != 0))


if __name__ == "__main__":
    with Pool() as pool:
        pool.map(write, [(sys.argv[1], number) for number in range(1, int(sys.argv[2]) + 1)], chunksize=20)
