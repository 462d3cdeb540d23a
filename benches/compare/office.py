"""What an office's own script does with one sheet: find the labels, take the values, make a row of them."""

import re
import unicodedata

YEARS = range(2025, 2030)
BESIDE = {
    "担当部課": "担当部課", "実施責任者": "実施責任者", "事業概要": "事業概要", "指針の重点目標": "指針の重点目標",
    "現状": "現状", "KGI": "重要目標達成指標【KGI】", "KPI": "重要業績評価指標【KPI】",
    "期待される効果": "期待される効果", "備考": "備考(実績等)",
}
YEARLY = ["目標進捗", "目標実績", "実績進捗", "実績実績", "予算額", "決算額"]
RATED = {"進捗": "進捗評価", "KPI": "実績評価KPI", "KGI": "実績評価KGI"}
RATED_YEAR = 2026
COLUMNS = (
    ["ファイル", "番号", "事業名称", *BESIDE]
    + [f"{year}{name}" for year in YEARS for name in YEARLY]
    + [name + part for name in RATED for part in ("評価", "理由")]
    + ["KPI判定"])


def normal(text):
    """A label without width and white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text)))


def number(value):
    """The first number in a cell."""
    found = re.search(r"-?\d+(?:\.\d+)?", normal(value).replace(",", "")) if value is not None else None
    return float(found[0]) if found else None


def row(name, get, right, rows, columns):
    """One row. get(r, c): value or None; right(r, c): the column right of a (merged) cell; all from 0."""
    places = {}
    for r in range(rows):
        for c in range(columns):
            value = get(r, c)
            if isinstance(value, str) and len(value) < 30:
                places.setdefault(normal(value), (r, c))
    values = {"ファイル": name}
    for key in ("番号", "事業名称"):
        r, c = places[key]
        values[key] = get(r + 1, c)
    for key, label in BESIDE.items():
        r, c = places[label]
        values[key] = get(r, right(r, c))
    heading, column = places["年度"][0], right(*places["年度"])
    target, actual, money = (places[label][0] for label in ("目標値", "実績値", "予算額"))
    for year in YEARS:
        cells = [(target, 0), (target + 1, 0), (actual, 0), (actual + 1, 0), (money + 1, 0), (money + 1, 1)]
        for key, (r, shift) in zip(YEARLY, cells):
            values[f"{year}{key}"] = get(r, column + shift)
        column = right(heading, column)
    for key, label in RATED.items():
        r, c = places[label]
        grade = right(r, c)
        values[f"{key}評価"] = get(r, grade)
        values[f"{key}理由"] = get(r, right(r, right(r, grade)))
    reached, wanted = (number(values[f"{RATED_YEAR}{side}実績"]) for side in ("実績", "目標"))
    if reached and wanted:
        values["KPI判定"] = "S" if reached >= wanted else "A" if reached >= 0.8 * wanted else "B"
    return values


def counts(rows):
    """Grades counted by bureau."""
    table = {}
    for values in rows:
        bureau = str(values["担当部課"]).split()[0]
        for key in ("進捗評価", "KPI評価", "KGI評価", "KPI判定"):
            place = (bureau, key, str(values.get(key)))
            table[place] = table.get(place, 0) + 1
    return sorted([*place, count] for place, count in table.items())
