"""Fills cells of a form as a person would in Excel, and saves it: fill.py FORM ANSWERS OUT.

ANSWERS is JSON: {"sheet": {"A1": text or number}}. A cell that a person could not change stops the run.
"""

import json
import sys

import openpyxl


def fill(form, answers, out):
    """Writes the answers into the form's cells."""
    book = openpyxl.load_workbook(form)
    for name, cells in answers.items():
        sheet = book[name]
        if not sheet.protection.sheet:
            raise SystemExit(f"{name} is not protected")
        for address, value in cells.items():
            cell = sheet[address]
            if cell.protection.locked:
                raise SystemExit(f"{name}!{address} is locked")
            cell.value = value
            if isinstance(value, str) and value.startswith("="):
                cell.data_type = "s"
    book.save(out)


if __name__ == "__main__":
    form, answers, out = sys.argv[1:]
    with open(answers, encoding="utf-8") as file:
        fill(form, json.load(file), out)
