#!/usr/bin/env python3
"""Writes the workbooks of this folder: a filled form with one thing in it struck out, raised or not to be seen.

Needs openpyxl, and soffice for `formats.*`. Parts of a text are written `[struck]`, `^raised^`, `_lowered_`.
"""
import copy, json, os, re, shutil, subprocess, tempfile
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

HERE = os.path.dirname(os.path.abspath(__file__))
FORM = os.path.join(HERE, "../../fixtures/forms/forms/子ども未来部/保育課_個票1.xlsx")

PAINTED = os.path.join(HERE, "../../fixtures/drift/painted-by-colour-legend.xlsx")


def rich(text):
    """A text from its parts; the plain ones have the cell's font."""
    parts = []
    for part in re.findall(r"\[[^]]*\]|\^[^^]*\^|_[^_]*_|[^[^_]+", text):
        fonts = {"[": dict(strike=True), "^": dict(vertAlign="superscript"), "_": dict(vertAlign="subscript")}
        font = fonts.get(part[0])
        parts.append(TextBlock(InlineFont(**font), part[1:-1]) if font else part)
    return CellRichText(*parts)


def cell_font(cell, **changes):
    font = copy.copy(cell.font)
    cell.font = Font(name=font.name, sz=changes.get("sz", font.sz), strike=changes.get("strike"), color=changes.get("color"))


def strike(sheet, cells):
    for row in sheet[cells] if ":" in cells else [[sheet[cells]]]:
        for cell in row:
            if cell.value is not None:
                cell_font(cell, strike=True)


def save(name, change, form=FORM):
    book = openpyxl.load_workbook(form)
    change(book.active)
    book.save(os.path.join(HERE, name + ".xlsx"))


def case(name, change, form=FORM, **expected):
    save(name, change, form)
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as out:
        json.dump(expected, out, ensure_ascii=False, indent=1)
        out.write("\n")


def text(cell, parts):
    def change(sheet):
        sheet[cell] = rich(parts)
    return change


def whole(*cells):
    def change(sheet):
        for each in cells:
            strike(sheet, each)
    return change


def struck(cell, *says, **more):
    return dict(code="struck-out", cell=cell, says=list(says), **more)


def fields():
    case("budget", text("E17", "[3400]3600"), values={"years.2020.budget": 3600},
         findings=[struck("E17", "3400", "3600", field="years.2020.budget")])
    case("budget-arrow", text("E17", "[3,400]→3,600"), values={"years.2020.budget": 3600}, findings=[struck("E17", "3,400")])
    case("settlement-whole", whole("D17"), values={"years.2019.settlement": None},
         findings=[struck("D17", "1150", field="years.2019.settlement")])
    case("target", text("E10", "[30％]35％"), values={"years.2020.target.kpi": 35}, findings=[struck("E10", "30％", "35％")])
    case("actual-lines", text("E12", "[24％]\n28％"), values={"years.2020.actual.kpi": 28}, findings=[struck("E12", "24％", "28％")])
    case("actual-whole", whole("E12"), values={"years.2020.actual.kpi": None, "years.2020.actual.kpi.text": None},
         findings=[struck("E12", "24％", field="years.2020.actual.kpi")])
    case("name", text("B4", "保育所入所選考の[AI]自動化"), values={"name": "保育所入所選考の自動化"},
         findings=[struck("B4", "AI", field="name")])
    case("number", text("A4", "[2]1"), findings=[struck("A4", "「2」", "「1」", field="number")])
    case("department", text("I3", "子ども未来部\n[子育て課]保育課"), findings=[struck("I3", "子育て課", field="departments")])
    case("implementer", text("I4", "[保育園長]保育課長"), findings=[struck("I4", "保育園長", field="implementer")])
    case("summary-line", text("B5", "[紙で割り振る。\n]入所選考の割り振りを機械で行い、結果通知までの日数を縮める。"),
         findings=[struck("B5", "紙で割り振る。", field="summary")])
    case("remarks-whole", whole("B19"), values={"remarks": None}, findings=[struck("B19", "R2.8に試行開始", field="remarks")])
    case("grade", text("B20", "[S]A"), findings=[struck("B20", "「S」", "「A」")])
    case("grade-whole", whole("B20"), values={"ratings.progress.declared": None, "ratings.progress.declared_text": None}, findings=[struck("B20", "「A」")])
    case("reason", text("E20", "計画どおり[早めに]試行を始めた。"), findings=[struck("E20", "早めに")])
    case("label", text("A19", "備考（[特記事項]実績等）"), findings=[struck("A19", "特記事項", severity="info")])
    case("year", text("E8", "[H32]R2\n(2020)"), findings=[struck("E8", "H32", severity="info")])


def rows_and_forms():
    case("money-row", whole("C17:I17"),
         values={"years.2019.budget": None, "years.2019.settlement": None, "years.2020.budget": None, "years.2021.budget": None},
         findings=[struck("C17", "C17:I17", "5つのセル")])
    case("item-row", whole("B14:L14"),
         values={"items.1.number": 3, "items.1.notes.0.fiscal_year": 2021, "items.1.notes.0.text": "本稼働",
                 "items.2.number": None, "items.2.notes.0.fiscal_year": None, "items.2.notes.0.text": None, "items.2.text": None},
         findings=[struck("B14", "「2」", "本稼働準備")])
    save("painted", lambda sheet: None, PAINTED)
    case("painted-item", whole("B14"), form=PAINTED, base="painted",
         values={"items.1.number": 3, "items.1.text": "拡大", "items.1.actual.0.from": None, "items.1.actual.0.to": None,
                 "items.2.number": None, "items.2.text": None},
         findings=[struck("B14", "試行"), struck("B14", "工程")])
    case("whole-form", whole("A1:L22"), project=None, findings=[struck("A1", "番号「1」", "保育所入所選考のAI化", "取り下げ")])
    values = ["A4:B4", "I3", "I4", "B5", "I5", "B6", "B7", "I7", "C9:L12", "B13:L15", "C17:L17", "B18", "B19", "B20", "E20", "B21", "E21"]
    case("all-values", whole(*values), project=None, findings=[struck("I3", "番号「1」", "取り下げ")])

    def beside(sheet):
        strike(sheet, "A1:L22")
        sheet["A24"] = "取下げ"
    case("whole-form-remark", beside, project=None, findings=[struck("A1", "番号「1」", "取下げ")])

    def memo(sheet):
        sheet["A24"] = "旧様式の控え"
        strike(sheet, "A24")
    case("memo-below", memo, findings=[struck("A24", "旧様式の控え")])


def notes():
    raised = lambda cell, *says, **more: dict(code="ambiguous-number", cell=cell, says=list(says), **more)
    case("raised-actual", text("E12", "24％^2^"), findings=[raised("E12", "「2」", "「24％」", field="years.2020.actual.kpi")])
    case("raised-number", text("E12", "25^2^"), values={"years.2020.actual.kpi": 25}, findings=[raised("E12", "「2」", "「25」")])
    case("lowered-mark", text("E17", "3,400_※1_"), findings=[raised("E17", "※1", "3,400")])
    case("raised-project", text("A4", "1^2^"), findings=[raised("A4", "「2」", "「1」", field="number")])
    case("lowered-text", text("B6", "選考でCO_2_を減らす。"), values={"current_state": "選考でCO2を減らす。"})
    case("raised-text", text("B6", "昨年の10^2^倍。"), values={"current_state": "昨年の10²倍。"})
    case("struck-and-raised", text("E12", "[20％]24％^1^"), findings=[struck("E12", "20％"), raised("E12", "「1」", "「24％」")])


def unseen():
    hidden = lambda cell, *says, **more: dict(code="hidden-content", cell=cell, says=list(says), **more)

    def look(cell, fill=None, **font):
        def change(sheet):
            cell_font(sheet[cell], **font)
            if fill:
                sheet[cell].fill = PatternFill("solid", fgColor=fill)
        return change

    def format_of(cell, code):
        def change(sheet):
            sheet[cell].number_format = code
        return change

    def part(sheet):
        sheet["E12"] = CellRichText("24", TextBlock(InlineFont(color="FFFFFFFF"), "％"))

    case("white", look("E12", color="FFFFFFFF"), findings=[hidden("E12", "色", field="years.2020.actual.kpi")])
    case("white-part", part, findings=[hidden("E12", "色")])
    case("colour-of-its-fill", look("E12", fill="FFD9D9D9", color="FFD9D9D9"), findings=[hidden("E12", "色")])
    case("white-on-dark", look("E12", fill="FF1F3864", color="FFFFFFFF"))
    case("tiny", look("E12", sz=1), findings=[hidden("E12", "小さ")])
    case("unshown", format_of("E17", ";;;"), findings=[hidden("E17", "表示形式", field="years.2020.budget")])
    case("unshown-text", format_of("E12", ";;;"), findings=[hidden("E12", "表示形式")])
    case("shown-text", format_of("E12", ";;;@"))


def formats():
    """Much of the above at once, as LibreOffice writes it in every format it knows."""
    def change(sheet):
        for cell, parts in [("E17", "[3400]3600"), ("E12", "[24％]\n28％"), ("B4", "保育所入所選考の[AI]自動化"), ("E10", "30％^2^")]:
            sheet[cell] = rich(parts)
        whole("G17", "B19", "B14:L14")(sheet)
        cell_font(sheet["C12"], color="FFFFFFFF")
        cell_font(sheet["C10"], sz=1)
    save("formats", change)
    for name in ["base", "formats"]:
        for target in ["xls", "ods", "xlsx"] if name == "formats" else ["xls", "ods"]:
            convert(name, target)


def convert(name, target):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(HERE, name + ".xlsx")
        if target == "xlsx":
            source = shutil.copy(os.path.join(HERE, name + ".ods"), folder)
        out = os.path.join(folder, "out")
        subprocess.run(["soffice", "--headless", "--convert-to", target, "--outdir", out, source], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.copy(os.path.join(out, f"{name}.{target}"), HERE)


save("base", lambda sheet: None)
fields()
rows_and_forms()
notes()
unseen()
formats()
