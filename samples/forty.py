#!/usr/bin/env python3
"""Makes the forms of forty invented projects, their register and settings in a folder of your own.

    python3 samples/forty.py target/forty && cargo run -- consolidate --config target/forty/kohyo.toml

For pictures (docs/images/make.sh) and for looking at outputs as large as a city's. Needs samples/requirements.txt.
"""

import sys
from pathlib import Path

from openpyxl import Workbook

from generate import saved, workbook
from maker import forty, register
from maker.forms import yearly
from maker.package import finish

SETTINGS = """inputs = ["個票"]
out = "結果"
register = "台帳.xlsx"
period = "R8-H1"
as_of = 2026-09-30

[report]
plan = "みどり野市ICT・IoT化推進ロードマップ"
meeting = "令和8年度第2回 行財政改革推進本部会議"
meeting_date = 2026-11-12
prepared_by = "総合政策部 情報政策課（ICT推進担当）"

[offices]
ict_head_bureau = "総合政策部"
"""


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    root = Path(sys.argv[1])
    for bureau, division, project in forty.projects():
        path = root / "個票" / bureau / division / f"{project['number']:02} {project['name']}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook([("個票", yearly, project)]))
    book = Workbook()
    book.remove(book.active)
    lines = [(*line[:10], register.DUE, *line[10:]) for line in forty.register_lines()]
    widths = [6, 34, 22, 14, 24, 10, 16, 14, 16, 14, 12, 8, 40]
    register.fill(book.create_sheet("台帳"), register.HEADINGS, lines, widths)
    register.fill(book.create_sheet("組織"), ["部", "課・室", "別名"], forty.organisation(), [14, 18, 14])
    register.fill(book.create_sheet("役職"), ["役割", "職名"], register.OFFICES, [20, 16])
    (root / "台帳.xlsx").write_bytes(finish(saved(book), {}))
    (root / "kohyo.toml").write_text(SETTINGS, encoding="utf-8")
    print(f"{len(forty.LINES)} forms written to {root}")


if __name__ == "__main__":
    main()
