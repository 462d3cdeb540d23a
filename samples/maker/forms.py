"""Draws the two geometries of the project sheet (個票) that the invented city uses.

`yearly` is the form of the roadmap's 別紙1: five years side by side, arrows drawn over them.
`quarterly` is a division's own variant: three years in painted quarters, KPI and KGI in rows of their own.
"""

import random

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins

from .arrows import BLACK, BLUE, GREEN, RED, Canvas

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
LABEL = PatternFill("solid", fgColor="FFDDEBF7")
PLAN = PatternFill("solid", fgColor="FF9DC3E6")
ACTUAL = PatternFill("solid", fgColor="FFF4B183")
FONT = "ＭＳ Ｐゴシック"
MEASURES = [("進捗", "progress"), ("実績", "result")]
RATINGS = [("進捗評価", "progress"), ("実績評価\nKPI", "kpi"), ("実績評価\nKGI", "kgi")]


class Pen:
    """Writes boxed, merged cells; rows and columns count from 1, shifted by an offset."""

    def __init__(self, sheet, rows=0, columns=0):
        self.sheet, self.rows, self.columns = sheet, rows, columns

    def cell(self, row, column):
        return self.sheet.cell(row + self.rows, column + self.columns)

    def put(self, row, left, right, value=None, label=False, bottom=None, centre=False, form=None):
        bottom = bottom or row
        for y in range(row, bottom + 1):
            for x in range(left, right + 1):
                cell = self.cell(y, x)
                cell.border = BOX
                cell.font = Font(name=FONT, size=10, bold=label)
                cell.alignment = Alignment(
                    wrap_text=True, vertical="center", horizontal="center" if label or centre else None)
                if label:
                    cell.fill = LABEL
        first = self.cell(row, left)
        first.value = value
        if form:
            first.number_format = form
        if (row, left) != (bottom, right):
            self.sheet.merge_cells(
                start_row=row + self.rows, end_row=bottom + self.rows,
                start_column=left + self.columns, end_column=right + self.columns)

    def value(self, row, left, right, value):
        """A value, or a (value, number format) pair."""
        value, form = value if isinstance(value, tuple) else (value, None)
        self.put(row, left, right, value, centre=True, form=form)

    def title(self, row, right, text):
        self.sheet.merge_cells(
            start_row=row + self.rows, end_row=row + self.rows,
            start_column=1 + self.columns, end_column=right + self.columns)
        cell = self.cell(row, 1)
        cell.value = text
        cell.font = Font(name=FONT, size=14, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")

    def heights(self, heights):
        for row, height in heights.items():
            self.sheet.row_dimensions[row + self.rows].height = height


def month_count(month):
    """Months since April of the year 0: '2026-04' → 2026 * 12."""
    year, number = map(int, month.split("-"))
    return year * 12 + number - 4


def page(sheet, area):
    """Landscape A4, the whole form on one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 1
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.4)
    sheet.print_area = area


def remarks(sheet, project):
    """What stands outside the form's cells: comments and scribbles."""
    for address, text in project.get("comments", {}).items():
        comment = Comment(text, "みどり野市")
        comment.width, comment.height = 200, 60
        sheet[address].comment = comment
    for address, text in project.get("scribbles", {}).items():
        sheet[address].value = text
        sheet[address].font = Font(name=FONT, size=9, color="FFC00000")


def yearly(sheet, project):
    """Draws 別紙1 with a project's values; returns the drawing of the sheet."""
    rows, columns = project.get("offset", (0, 0))
    pen = Pen(sheet, rows, columns)
    first = project.get("first_year", 2025)
    years = range(first, first + 5)
    for column in range(1, 13):
        width = {1: 16.7109375, 2: 9.7109375}.get(column, 9.7109375)
        sheet.column_dimensions[get_column_letter(column + columns)].width = width
    for column in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 12.7109375
    head = {3: 30, 4: 24, 5: 62, 6: 48, 7: 36, 8: 28, 9: 28, 10: 34, 11: 28, 12: 34, 16: 18, 17: 26, 18: 48, 19: 36}
    pen.heights(head | {row: 34 for row in (13, 14, 15)} | {row: 32 for row in (20, 21, 22)})

    pen.cell(1, 1).value = "（別紙１）"
    pen.cell(1, 1).font = Font(name=FONT, size=10)
    pen.title(2, 12, project.get("title", "（令和８）年度　みどり野市ICT・IoT化推進ロードマップ　個票"))
    for row, label, key in ((3, "担当部課", "department"), (4, "実施責任者", "implementer")):
        pen.put(row, 7, 8, label, label=True)
        pen.put(row, 9, 12, project[key])
    pen.put(3, 1, 1, "番号", label=True)
    pen.put(3, 2, 6, "事業名称", label=True)
    pen.put(4, 1, 1, project["number"], centre=True)
    pen.put(4, 2, 6, project["name"])
    pen.put(5, 1, 1, "事業概要", label=True)
    pen.put(5, 2, 6, project["summary"])
    pen.put(5, 7, 8, "指針の重点目標", label=True)
    pen.put(5, 9, 12, project["focus"])
    pen.put(6, 1, 1, "現状", label=True)
    pen.put(6, 2, 12, project["state"])
    pen.put(7, 1, 1, "重要目標達成指標【KGI】", label=True)
    pen.put(7, 2, 6, project["kgi"])
    pen.put(7, 7, 8, "重要業績評価指標【KPI】", label=True)
    pen.put(7, 9, 12, project["kpi"])

    pen.put(8, 1, 2, "年度", label=True)
    for index, year in enumerate(years):
        heading = f"R{year - 2018}\n({year})"
        pen.put(8, 3 + 2 * index, 4 + 2 * index, heading, label=True)
    for start, name, side in ((9, "目標値", "target"), (11, "実績値", "actual")):
        pen.put(start, 1, 1, name, label=True, bottom=start + 1)
        for row, (label, measure) in enumerate(MEASURES, start):
            pen.put(row, 2, 2, label, label=True)
            for index, year in enumerate(years):
                values = project.get(f"{side}_{measure}", {})
                pen.value(row, 3 + 2 * index, 4 + 2 * index, values.get(year))

    items = project["items"]
    bottom = 13 + len(items) - 1
    assert len(items) == 3, "the form has three rows"
    # The legend's arrows are drawn over blanks, or typed.
    legend = "実施項目\n　　　計画\n　　　実績" if project.get("legend_drawn", True) else "実施項目\n←→ 計画\n←→ 実績"
    pen.put(13, 1, 1, legend, label=True, bottom=bottom)
    for row, item in enumerate(items, 13):
        pen.put(row, 2, 2, item.get("text", row - 12), centre=True)
        for index, year in enumerate(years):
            pen.put(row, 3 + 2 * index, 4 + 2 * index, item.get("notes", {}).get(year))
            cell = pen.cell(row, 3 + 2 * index)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(name=FONT, size=8)

    pen.put(16, 1, 2, "事業費見込（千円）", label=True, bottom=17)
    for index, year in enumerate(years):
        for place, (label, key) in enumerate((("予算額", "budget"), ("決算額", "settlement"))):
            column = 3 + 2 * index + place
            pen.put(16, column, column, label, label=True)
            amount = project.get(key, {}).get(year)
            pen.put(17, column, column, amount, form="#,##0" if isinstance(amount, int) else None)
    pen.put(18, 1, 1, "期待される効果", label=True)
    pen.put(18, 2, 12, project["effect"])
    pen.put(19, 1, 1, "備考（実績等）", label=True)
    pen.put(19, 2, 12, project.get("remarks"))
    for row, (label, measure) in enumerate(RATINGS, 20):
        grade, reason = project.get("ratings", {}).get(measure, (None, None))
        pen.put(row, 1, 1, label, label=True)
        pen.put(row, 2, 2, grade, centre=True)
        pen.put(row, 3, 4, "評価理由", label=True)
        pen.put(row, 5, 12, reason)
    if project.get("list_sheet"):
        choice = DataValidation(type="list", formula1="リスト!$A$1:$A$4", allow_blank=True, showErrorMessage=False)
        choice.add(f"{pen.cell(20, 2).coordinate}:{pen.cell(22, 2).coordinate}")
        sheet.add_data_validation(choice)
    remarks(sheet, project)
    page(sheet, f"A1:{get_column_letter(12 + columns)}{22 + rows}")
    return arrows(sheet, project, first, rows, columns)


def arrows(sheet, project, first, rows, columns):
    """Draws the legend and the spans of a yearly form."""
    canvas = Canvas(sheet)
    plan, actual = {"lines": ((BLACK, False), (RED, True)), "blocks": ((BLUE, False), (RED, False))}[
        project.get("arrows", "lines")]
    block = project.get("arrows") == "blocks"
    shaky = random.Random(project["name"])
    start = columns + 2
    year_width = 2 * canvas.width(start)

    def span(row, part, colours, months):
        left, right = (month_count(month) - first * 12 for month in months)
        ends = (year_width * left // 12, year_width * (right + 1) // 12)
        ends = [max(0, end + shaky.randint(-2, 2) * 9525) for end in ends]
        canvas.arrow(start, *ends, row, part, colours[0], colours[1], block)

    for index, item in enumerate(project["items"]):
        row = rows + 12 + index
        for months in item.get("plan", ()):
            span(row, 0.45, plan, months)
        for months in item.get("actual", ()):
            span(row, 0.8, actual, months)
        for months in item.get("unclear", ()):
            span(row, 0.62, (GREEN, False), months)
    if project.get("legend_drawn", True):
        for part, colours in ((0.5, plan), (0.87, actual)):
            canvas.arrow(columns, 180000, 480000, rows + 13, part, *colours, False)
    for box in project.get("textboxes", ()):
        canvas.textbox(*box)
    return canvas.xml()


def quarterly(sheet, project):
    """Draws the painted variant with a project's values; it has no drawing."""
    pen = Pen(sheet)
    years = project["years"]
    last = 3 + 4 * len(years)
    for column in range(1, last + 1):
        width = {1: 13.7109375, 2: 8.7109375, 3: 24.7109375}.get(column, 6.2109375)
        sheet.column_dimensions[get_column_letter(column)].width = width
    pen.title(1, last, project["title"])
    pen.put(2, 1, 1, "番　号", label=True)
    pen.put(2, 2, 2, project["number"], centre=True)
    pen.put(2, 3, 3, "事業名", label=True)
    pen.put(2, 4, last, project["name"])
    pen.put(3, 1, 2, "担当課", label=True)
    pen.put(3, 3, 3, project["department"])
    pen.put(3, 4, 8, "実施責任者", label=True)
    pen.put(3, 9, last, project["implementer"])
    for row, label, key in ((4, "事業の概要", "summary"), (5, "指針の重点目標", "focus"), (6, "現状・課題", "state"),
                            (7, "ＫＧＩ（重要目標達成指標）", "kgi"), (8, "ＫＰＩ（重要業績評価指標）", "kpi")):
        pen.put(row, 1, 2, label, label=True)
        pen.put(row, 3, last, project[key])
    pen.put(9, 1, 3, "年　度", label=True, bottom=10)
    for index, year in enumerate(years):
        left = 4 + 4 * index
        pen.put(9, left, left + 3, f"令和{'７８９'[year - 2025]}年度", label=True)
        for quarter, months in enumerate(("4-6", "7-9", "10-12", "1-3")):
            pen.put(10, left + quarter, left + quarter, months, label=True)
    for start, name, side in ((11, "目標値", "target"), (14, "実績値", "actual")):
        pen.put(start, 1, 2, name, label=True, bottom=start + 2)
        for row, (label, measure) in enumerate((("進捗", "progress"), ("実績（KPI）", "kpi"), ("実績（KGI）", "kgi")), start):
            pen.put(row, 3, 3, label, label=True)
            for index, year in enumerate(years):
                pen.value(row, 4 + 4 * index, 7 + 4 * index, project.get(f"{side}_{measure}", {}).get(year))
    row = 17
    pen.put(row, 1, 1, "実施項目", label=True, bottom=row + 2 * len(project["items"]) - 1)
    for number, item in enumerate(project["items"], 1):
        pen.put(row, 2, 2, number, bottom=row + 1, centre=True)
        pen.put(row, 3, 3, item["text"], bottom=row + 1)
        for line, (spans, fill) in enumerate(((item.get("plan", ()), PLAN), (item.get("actual", ()), ACTUAL))):
            for column in range(4, last + 1):
                pen.put(row + line, column, column)
                quarter = years[0] * 12 + 3 * (column - 4)
                if any(month_count(a) <= quarter <= month_count(b) for a, b in spans):
                    pen.cell(row + line, column).fill = fill
        row += 2
    pen.put(row, 1, 3, "凡例　上段：計画　下段：実績", label=True)
    row += 1
    pen.put(row, 1, 3, "事業費（千円）", label=True, bottom=row + 1)
    for index, year in enumerate(years):
        for place, (label, key) in enumerate((("予算", "budget"), ("決算", "settlement"))):
            left = 4 + 4 * index + 2 * place
            pen.put(row, left, left + 1, label, label=True)
            amount = project.get(key, {}).get(year)
            pen.put(row + 1, left, left + 1, amount, form="#,##0" if isinstance(amount, int) else None)
    row += 2
    foot = row
    for label, key in (("期待される効果", "effect"), ("懸念事項", "concerns"), ("備考", "remarks")):
        if key == "concerns" and key not in project:
            continue
        pen.put(row, 1, 2, label, label=True)
        pen.put(row, 3, last, project.get(key))
        row += 1
    for label, measure in (("進捗評価", "progress"), ("実績評価（KPI）", "kpi"), ("実績評価（KGI）", "kgi")):
        grade, reason = project.get("ratings", {}).get(measure, (None, None))
        pen.put(row, 1, 2, label, label=True)
        pen.put(row, 3, 3, grade, centre=True)
        pen.put(row, 4, 7, "理由", label=True)
        pen.put(row, 8, last, reason)
        row += 1
    pen.heights({4: 30, 5: 30, 6: 30, 7: 30, 8: 30} | {y: 20 for y in range(11, 17)} | {y: 28 for y in range(foot, row)})
    remarks(sheet, project)
    page(sheet, f"A1:{get_column_letter(last)}{row - 1}")
    return None
