#!/usr/bin/env python3
"""Makes the sample forms under samples/forms, and their register samples/台帳.xlsx.

    python3 -m venv .venv && .venv/bin/pip install -r samples/requirements.txt
    .venv/bin/python samples/generate.py            # writes the .xlsx and .xlsm files, always the same bytes
    .venv/bin/python samples/generate.py --check    # says whether the files there hold what would be written
    .venv/bin/python samples/generate.py --remake   # also the files that other programs make, see below

The .ods and the .xls are saved by LibreOffice (`soffice` on the PATH, with fonts-crosextra-carlito so that
columns keep their widths), the workbook with a password by msoffcrypto-tool. Those programs write dates and
random salts, so their files are made once and kept; --check leaves them alone.

kohyo's own writer is not used on purpose: a sample that kohyo wrote would only show that kohyo understands itself.
"""

import argparse
import io
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from maker import projects as p
from maker.forms import quarterly, yearly
from maker.package import finish, unzip
from maker.register import register

HERE = Path(__file__).parent
FORMS = HERE / "forms"
REGISTER = HERE / "台帳.xlsx"
PASSWORD = "midorino"

# file → (options, [(sheet, how to draw it, project)])
WORKBOOKS = {
    "総合政策部/情報政策課_個票（2件）.xlsx": ({}, [
        ("記入例", yearly, p.EXAMPLE), ("電子決裁", yearly, p.APPROVAL), ("無線LAN", yearly, p.WIRELESS),
        ("リスト", None, "SABC")]),
    "総合政策部/企画課　生成AI.xlsx": ({}, [("個票", yearly, p.GENERATIVE)]),
    "市民部/市民課/オンライン申請.xlsx": ({}, [("R8", yearly, p.APPLICATION)]),
    "市民部/市民課/書かない窓口.xlsm": ({"macro": True}, [("個票", yearly, p.COUNTER)]),
    "市民部/税務課_個票.xlsx": ({}, [("個票", yearly, p.CERTIFICATE)]),
    "健康福祉部/高齢福祉課_見守り.xlsx": ({}, [("Sheet1", yearly, p.SENSOR)]),
    "健康福祉部/こども保育課/入所選考AI.xlsx": ({"shared": False}, [("個票", yearly, p.NURSERY)]),
    "都市整備部/道路公園課_LINE通報.xlsx": ({}, [("個票", yearly, p.ROAD)]),
    "教育部/学校教育課.xlsx": ({"shared": False}, [("個票（校務支援）", quarterly, p.SCHOOL)]),
    "教育部/図書館課.xlsx": ({}, [("個票", quarterly, p.LIBRARY)]),
}
CONVERTED = {
    "健康福祉部/健康推進課_健診予約.ods": [("個票", yearly, p.CHECKUP)],
    "都市整備部/危機管理課_被災者支援.xls": [("個票", yearly, p.SHELTER)],
}
CUT_SHORT = "都市整備部/建築指導課_個票.xlsx"
LOCKED = "市民部/税務課_個票（旧）.xlsx"


def workbook(sheets, **options):
    """The finished package of a workbook."""
    book = Workbook()
    book.remove(book.active)
    drawings = {}
    for number, (name, draw, content) in enumerate(sheets, 1):
        sheet = book.create_sheet(name)
        if draw is None:
            for row, word in enumerate(content, 1):
                sheet.cell(row, 1).value = word
        elif drawing := draw(sheet, content):
            drawings[number] = drawing
    return finish(saved(book), drawings, **options)


def saved(book):
    """What openpyxl makes of a workbook."""
    book.properties.creator = "みどり野市"
    book.properties.created = book.properties.modified = datetime(2026, 10, 9)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def written():
    """Every file made here alone: path → bytes."""
    files = {FORMS / name: workbook(sheets, **options) for name, (options, sheets) in WORKBOOKS.items()}
    whole = workbook([("個票", yearly, p.ROAD)])
    files[FORMS / CUT_SHORT] = whole[: len(whole) * 6 // 10]
    files[REGISTER] = finish(saved(register()), {})
    return files


def same(path, data):
    """Whether a file holds the same parts; compressed bytes differ between versions of zlib."""
    if not path.exists():
        return False
    kept = path.read_bytes()
    if path == FORMS / CUT_SHORT:
        return kept[:4] == data[:4]
    return unzip(kept) == unzip(data)


def remake():
    """The files that LibreOffice and msoffcrypto-tool make."""
    import msoffcrypto.format.ooxml

    for name, sheets in CONVERTED.items():
        target = FORMS / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / f"{target.stem}.xlsx"
            source.write_bytes(workbook(sheets))
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                 target.suffix[1:], "--outdir", str(target.parent), str(source)],
                check=True, stdin=subprocess.DEVNULL)
    plain = io.BytesIO(workbook([("個票", yearly, p.CERTIFICATE)]))
    locked = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt(PASSWORD, locked)
    (FORMS / LOCKED).write_bytes(locked.getvalue())


def main():
    parser = argparse.ArgumentParser(description="Makes the sample forms.")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="compare, write nothing; exit status 1 where a file differs")
    how.add_argument("--remake", action="store_true", help="also the .ods, the .xls and the one with a password")
    asked = parser.parse_args()
    files = written()
    if asked.check:
        differing = [path for path, data in files.items() if not same(path, data)]
        print("\n".join(f"differs: {path}" for path in differing) or f"{len(files)} files are as generated")
        sys.exit(bool(differing))
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if asked.remake:
        remake()
    print(f"{len(files)} files written to {HERE}")


if __name__ == "__main__":
    main()
