"""A table as a workbook: days are days, numbers are numbers, and no text becomes a formula."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl

from data.services.table_files import as_xlsx

COLUMNS = (("Nr.", 8.0), ("Tag", 12.0), ("Zahl", 8.0), ("Text", 40.0))
ROWS = (("17/2026", date(2026, 11, 12), 7, "=1+1"), ("18/2026", None, None, "Wir mieten\nden Raum."))


def test_every_cell_is_what_it_was() -> None:
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx("Beschlüsse", COLUMNS, ROWS, date(2026, 11, 12))))["Beschlüsse"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found == [
        ["Nr.", "Tag", "Zahl", "Text"],
        ["17/2026", datetime(2026, 11, 12), 7, "=1+1"],
        ["18/2026", None, None, "Wir mieten\nden Raum."],
    ]
    assert sheet["D2"].data_type == "s"  # a text, no formula
    assert sheet["B2"].number_format == "dd.mm.yyyy"


def test_the_same_rows_are_the_same_file_and_no_rows_are_one_too() -> None:
    first, second = (as_xlsx("Liste", COLUMNS, ROWS, date(2026, 11, 12)) for _time in range(2))
    assert first == second
    assert openpyxl.load_workbook(BytesIO(as_xlsx("Liste", COLUMNS, (), date(2026, 11, 12))))["Liste"].max_row == 1
