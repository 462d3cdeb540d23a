#!/usr/bin/env python3
"""Writes the workbooks of this folder: a filled form in which one cell's number format or formula makes something
else of what was typed. Needs openpyxl, and soffice for the .ods and .xls beside them."""
import datetime, json, os, re, shutil, subprocess, tempfile, zipfile
import openpyxl

HERE = os.path.dirname(os.path.abspath(__file__))
# .ods is bulky: only where that format says something in its own way.
AS_ODS = {"money-yen-sign", "money-zero-dash", "value-rounded", "value-zero-hidden", "value-zero-not-shown", "formula-name",
          "formula-chosen", "formula-typed-zero", "number-date", "text-section"}
BASE = os.path.join(HERE, "base.xlsx")


def cached(path, results):
    """openpyxl writes formulas without results: puts them in, by cell."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for cell, result in results.items():
        sheet = re.sub(rf'(<c r="{cell}"[^>]*>)(<f>.*?</f>)<v ?/>', rf"\g<1>\g<2><v>{result}</v>", sheet)
        sheet = re.sub(rf'(<c r="{cell}"[^>]*>)(<f>.*?</f>)<v></v>', rf"\g<1>\g<2><v>{result}</v>", sheet)
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2020, 9, 30, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)


def case(name, cells, formats=("xlsx",), show_zeros=True, other=None, **expected):
    """`cells`: by address what is typed and the code of the format; a formula's result is 0."""
    book = openpyxl.load_workbook(BASE)
    book.calculation.fullCalcOnLoad = False
    sheet = book.active
    if other is not None:
        beside = book.create_sheet("入力")
        for address, value in other.items():
            beside[address] = value
        beside.sheet_state = "hidden"
    results = {}
    for address, (value, code) in cells.items():
        cell = sheet[address]
        cell.value = value
        if code:
            cell.number_format = code
        if isinstance(value, str) and value.startswith("="):
            results[address] = 0
    sheet.sheet_view.showZeros = show_zeros
    path = os.path.join(HERE, name + ".xlsx")
    book.save(path)
    cached(path, results)
    for kind in formats:
        if kind == "xls" or kind == "ods" and name in AS_ODS:
            convert(path, kind)
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as out:
        json.dump(expected, out, ensure_ascii=False, indent=1)
        out.write("\n")


def convert(path, kind):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                        "--outdir", folder, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        name = os.path.splitext(os.path.basename(path))[0] + "." + kind
        shutil.copyfile(os.path.join(folder, name), os.path.join(HERE, name))


def finding(code, cell, *says, **more):
    return dict(code=code, cell=cell, says=list(says), **more)


BUDGET, ACTUAL = "years.2020.budget", "years.2020.actual.kpi"
EVERY = ("xlsx", "ods", "xls")


def money():
    def amount(name, stored, code, value, *found, formats=EVERY):
        case("money-" + name, {"E17": (stored, code)}, formats, values={BUDGET: value}, findings=list(found))
    info = lambda *says: finding("money-unit", "E17", *says, severity="info")
    amount("yen-sign", 2400000, '"¥"#,##0;[Red]"¥"-#,##0', 2400, info("¥2,400,000", "2400千円"))
    amount("yen-tax", 2400000, '#,##0"円（税込）"', 2400, info("円（税込）"))
    amount("man-yen", 240, '0"万円"', 2400, info("240万円"))
    amount("man-yen-written", 2400000, '0!.0,"万円"', 2400, info("240.0万円"), formats=("xlsx",))
    amount("man-yen-digits", 2345600, '0!.0,"万円"', 2345.6, finding("money-unit", "E17", "234.6万円", severity="warning"), formats=("xlsx",))
    amount("yen-small", 2400, '#,##0"円"', 2.4, finding("money-unit", "E17", "2.4千円", severity="warning"))
    amount("thousands", 3600, '#,##0"千円"', 3600)
    amount("triangle", 2400, '"▲"#,##0', -2400)
    amount("triangle-negative", -2400, '#,##0;"▲ "#,##0', -2400)
    amount("brackets", -2400, '#,##0;(#,##0)', None, finding("ambiguous-number", "E17", "(2,400)"))
    amount("zeros-of-its-own", 24, '0"00"', None, finding("ambiguous-number", "E17", "2400"), formats=("xlsx", "xls"))
    amount("zero-dash", 0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', None, finding("zero-unclear", "E17", "「-」", severity="info"))
    amount("zero", 0, '#,##0', 0)


def words():
    for name, word, value, says in [
        ("being-counted", "集計中", None, "まだ"), ("undecided", "未定", None, "まだ"), ("none", "該当なし", None, "金額がない"),
        ("no", "無", None, "金額がない"), ("staff-only", "人件費のみ", None, "金額がない"), ("within", "既存予算内", None, "金額がない"),
        ("elsewhere", "別途", None, "金額がない"), ("not-listed", "未計上", None, "金額がない")]:
        case("words-" + name, {"E17": (word, None)}, values={BUDGET: value}, findings=[finding("amount-in-words", "E17", word, says, severity="info")])
    case("words-zero", {"E17": ("ゼロ", None)}, values={BUDGET: 0}, findings=[])


def values():
    def actual(name, stored, code, value, *found, formats=EVERY, **more):
        case("value-" + name, {"E12": (stored, code)}, formats, values={ACTUAL: value, **more}, findings=list(found))
    actual("rounded", 0.235, '0%', 23.5)
    actual("unit", 25, '0"％以上"', 25)
    actual("hours", 1.5, '[h]"時間"', "36時間", finding("ambiguous-number", "E12", "36時間"))
    actual("day-and-month", datetime.date(2020, 4, 1), 'm"月"d"日"', "4月1日", finding("auto-converted", "E12", "4月1日"))
    actual("truth", True, None, "TRUE", finding("auto-converted", "E12", "TRUE"), formats=("xlsx", "xls"))
    actual("power", 100000, '0.00E+00', "1.00E+05", finding("ambiguous-number", "E12", "1.00E+05"))
    unseen = lambda says: finding("zero-unclear", "E12", says, severity="warning")
    nothing = {"value": None, ACTUAL + ".text": None}
    actual("zero-dash", 0, '0;-0;"－"', "－", unseen("「－」"))
    actual("zero-hidden", 0, '0;-0;;@', "", unseen("表示されません"))
    actual("zero-no-digit", 0, '#', "", unseen("表示されません"))
    case("value-zero-not-shown", {"E12": (0, '0"％"')}, ("xlsx", "ods", "xls"), show_zeros=False, values={ACTUAL: ""}, findings=[unseen("表示されません")])


def formulas():
    unseen = lambda cell, *says: finding("zero-unclear", cell, *says, severity="warning")
    blank = {"B5": "x", "B6": 0}
    free = ["rating-differs", "direction-assumed", "not-a-form"]
    case("formula-name", {"B4": ("=入力!B3", None)}, EVERY, other=blank, free=free, values={"name": None}, findings=[unseen("B4", "空白")])
    case("formula-actual", {"E12": ("=入力!$B$3", '0"％"')}, EVERY, other=blank, free=free, values={ACTUAL: "0％"}, findings=[unseen("E12", "空白")])
    case("formula-chosen", {"E17": ('=IF(入力!B5="x",入力!B3,入力!C3)', None)}, ("xlsx", "ods"), other=blank, free=free, values={BUDGET: None}, findings=[unseen("E17", "空白")])
    case("formula-sum", {"E17": ("=SUM(入力!C1:C9)", None)}, EVERY, other=blank, free=free, values={BUDGET: None}, findings=[unseen("E17", "空白")])
    case("formula-typed-zero", {"E17": ("=入力!B6", None)}, EVERY, other=blank, free=free, values={BUDGET: 0}, findings=[])


def texts():
    case("number-date", {"A4": (datetime.date(2020, 4, 1), 'm"月"d"日"')}, EVERY, values={"number": None}, findings=[finding("auto-converted", "A4", "4月1日")])
    case("number-truth", {"A4": (True, None)}, values={"number": None}, findings=[finding("auto-converted", "A4", "TRUE")])
    case("number-power", {"A4": (100000, "0.00E+00")}, EVERY, values={"number": None}, findings=[finding("auto-converted", "A4", "1.00E+05")])
    case("text-section", {"I4": ("保育", ';;;@"課長"')}, EVERY, values={}, findings=[])


if __name__ == "__main__":
    for group in (money, words, values, formulas, texts):
        group()
