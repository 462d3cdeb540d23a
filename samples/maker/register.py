"""The register (台帳) of the invented city: every project, its divisions and offices."""

from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

DUE = date(2026, 10, 9)
HEADINGS = ["番号", "事業名称", "区分", "部", "課", "採択年度", "KPIの向き", "KPIの基準値", "KGIの向き", "KGIの基準値", "提出期限", "状態", "備考"]
ALL, SEVERAL, ONE = "全庁的な取組み", "課（室）を超えた取組み", "課（室）の取組み"
UP, DOWN = "大きいほど良い", "小さいほど良い"

# 番号, 事業名称, 区分, 部, 課, 採択年度, KPIの向き, 基準値, KGIの向き, 基準値, 状態, 備考
PROJECTS = [
    (1, "電子決裁・文書管理システムの導入", ALL, "総合政策部", "情報政策課", "R7", UP, None, DOWN, "1,000万枚", "継続", "KGIの基準値は令和6年度の使用枚数"),
    (2, "庁内無線LANの整備", ONE, "総合政策部", "情報政策課", "R7", UP, None, UP, None, "継続", None),
    (3, "生成AIの業務活用", SEVERAL, "総合政策部", "企画課、情報政策課", "R7", UP, None, UP, None, "継続", None),
    (4, "行政手続のオンライン申請の拡充", ONE, "市民部", "市民課", "R7", UP, None, DOWN, None, "継続", None),
    (5, "書かない窓口の実現", ONE, "市民部", "市民課", "R7", DOWN, None, DOWN, None, "継続", None),
    (6, "税証明のコンビニ交付", ONE, "市民部", "税務課", "R7", UP, None, DOWN, None, "継続", None),
    (7, "高齢者見守りセンサーの貸与", ONE, "健康福祉部", "高齢福祉課", "R7", UP, None, None, None, "継続", None),
    (8, "保育所入所選考へのAIの導入", ONE, "健康福祉部", "こども保育課", "R7", None, None, None, None, "継続", None),
    (9, "健診のウェブ予約", ONE, "健康福祉部", "健康推進課", "R7", UP, None, UP, None, "継続", None),
    (10, "道路の損傷のLINE通報", ONE, "都市整備部", "道路公園課", "R7", UP, None, DOWN, None, "継続", None),
    (11, "被災者支援システムの導入", SEVERAL, "都市整備部、市民部", "危機管理課、市民課", "R7", UP, None, DOWN, None, "継続", None),
    (12, "校務支援システムの導入", ONE, "教育部", "学校教育課", "R7", UP, None, UP, None, "継続", None),
    (13, "図書館資料へのICタグの貼付", ONE, "教育部", "図書館課", "R7", UP, None, DOWN, None, "継続", None),
    (14, "公民館の予約のオンライン化", ONE, "教育部", "生涯学習課", "R8", UP, None, UP, None, "継続", None),
    (15, "議会の会議録検索", ONE, "総合政策部", "企画課", "R6", None, None, None, None, "完了", "令和7年度で完了"),
]
ORGANISATION = [
    ("総合政策部", "企画課", None), ("総合政策部", "情報政策課", "情報課"), ("市民部", "市民課", None), ("市民部", "税務課", None),
    ("健康福祉部", "高齢福祉課", None), ("健康福祉部", "こども保育課", None), ("健康福祉部", "健康推進課", None),
    ("都市整備部", "道路公園課", None), ("都市整備部", "危機管理課", None), ("都市整備部", "建築指導課", None),
    ("教育部", "学校教育課", None), ("教育部", "図書館課", None), ("教育部", "生涯学習課", None),
]
OFFICES = [("ICT推進担当部長", "総合政策部長"), ("副市長", "副市長")]


def register():
    """The register as an openpyxl workbook."""
    book = Workbook()
    book.remove(book.active)
    lines = [(*line[:10], DUE, *line[10:]) for line in PROJECTS]
    widths = [6, 34, 22, 14, 24, 10, 16, 14, 16, 14, 12, 8, 40]
    fill(book.create_sheet("台帳"), HEADINGS, lines, widths)
    fill(book.create_sheet("組織"), ["部", "課・室", "別名"], ORGANISATION, [14, 18, 14])
    fill(book.create_sheet("役職"), ["役割", "職名"], OFFICES, [20, 16])
    return book


def fill(sheet, headings, lines, widths):
    """Writes a table from A1."""
    sheet.append(headings)
    for line in lines:
        sheet.append(line)
    for cell in sheet[1]:
        cell.font = Font(name="ＭＳ Ｐゴシック", bold=True)
        cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
        cell.alignment = Alignment(horizontal="center")
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "yyyy/m/d"
    sheet.freeze_panes = "A2"
