"""peer_calamine.py FORMS OUT.xlsx: the fastest an office could script, python-calamine in, XlsxWriter out."""

import sys
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from office import COLUMNS, counts, row

rows = []
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    grid = sheet.to_python(skip_empty_area=False)
    ends = {start: end[1] + 1 for start, end in sheet.merged_cell_ranges or ()}

    def get(r, c):
        value = grid[r][c] if r < len(grid) and c < len(grid[r]) else ""
        return None if value == "" else value

    rows.append(row(
        path.name, get, lambda r, c: ends.get((r, c), c + 1), len(grid), max(map(len, grid))))

book = xlsxwriter.Workbook(sys.argv[2])
table = book.add_worksheet("一覧")
table.write_row(0, 0, COLUMNS)
for line, values in enumerate(rows, 1):
    table.write_row(line, 0, [values.get(key) for key in COLUMNS])
tally = book.add_worksheet("集計")
for line, values in enumerate(counts(rows)):
    tally.write_row(line, 0, values)
book.close()
print(len(rows))
