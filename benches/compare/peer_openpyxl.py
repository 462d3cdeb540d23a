"""peer_openpyxl.py FORMS OUT.xlsx: the script most offices have, openpyxl in and out."""

import sys
from pathlib import Path

from openpyxl import Workbook, load_workbook

from office import COLUMNS, counts, row

rows = []
for path in sorted(Path(sys.argv[1]).rglob("*.xlsx")):
    sheet = load_workbook(path, data_only=True).worksheets[0]
    ends = {(m.min_row - 1, m.min_col - 1): m.max_col for m in sheet.merged_cells.ranges}
    rows.append(row(
        path.name,
        lambda r, c: sheet.cell(r + 1, c + 1).value,
        lambda r, c: ends.get((r, c), c + 1),
        sheet.max_row, sheet.max_column))

book = Workbook()
table = book.active
table.title = "一覧"
table.append(COLUMNS)
for values in rows:
    table.append([values.get(key) for key in COLUMNS])
tally = book.create_sheet("集計")
for line in counts(rows):
    tally.append(line)
book.save(sys.argv[2])
print(len(rows))
