"""An xlsx file of plain tables below frozen headings. Texts are never formulas or links."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data.exchange.workbook_layout import row_height
from data.exchange.workbook_style import CALM, FONT, INK, LINE, PAPER, TINT

TEXT = "@"  # otherwise an office program makes a date of "2021-07"
WHOLE, ONE_DECIMAL = "0", "0.0"
HEADING_HEIGHT = 32  # points: two lines

Value = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters and how an office program shows its numbers."""

    heading: str
    width: float
    number_format: str = TEXT
    is_hidden: bool = False

    @property
    def align(self) -> str:
        """Numbers stand below the middle of their heading."""
        return "left" if self.number_format == TEXT else "center"


class GrowingRows(Worksheet):  # type: ignore[misc] # the library has no types
    """A sheet whose row heights are a first guess: the office program may let a row grow with its text."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        super()._xml_start_tag_unencoded(tag, [pair for pair in attributes if pair[0] != "customHeight"])


class TableBook:
    """Sheets are added one after the other; `written` gives the file. Same contents, same bytes."""

    def __init__(self, title: str, made_on: date) -> None:
        self._file = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._file, options)
        self._book.set_properties({"title": title, "created": datetime.combine(made_on, time())})
        self.look = cache(self._look)

    def written(self) -> bytes:
        """The file; nothing can be added afterwards."""
        self._book.close()
        return self._file.getvalue()

    def sheet(self, name: str) -> Any:
        """A new empty sheet that is printed on A4, as wide as the paper."""
        sheet = self._book.add_worksheet(name, GrowingRows)
        sheet.set_paper(PAPER)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def table(
        self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]], strong: Collection[int] = ()
    ) -> Any:
        """A sheet with one table that can be filtered, to add to; `strong` rows (0 is the first) stand out."""
        sheet = self.sheet(name)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.set_row(0, HEADING_HEIGHT)
        for place, column in enumerate(columns):
            look = self._cell(column, is_strong=False)
            sheet.set_column(place, place, column.width, look, {"hidden": column.is_hidden})
            white = {"bold": True, "font_color": "#FFFFFF", "bg_color": CALM, "valign": "vcenter"}
            sheet.write_string(0, place, column.heading, self.look(align=column.align, **white))
        for number, row in enumerate(rows):
            seen = [(str(v), column.width) for v, column in zip(row, columns, strict=True) if not column.is_hidden]
            sheet.set_row(number + 1, row_height(seen))
            for place, value in enumerate(row):
                self.write(sheet, number + 1, place, value, self._cell(columns[place], number in strong))
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        return sheet

    def write(self, sheet: Any, row: int, place: int, value: Value, look: Any) -> None:
        """One cell: a number as a number, a day as a day, a text as a text, nothing as an empty cell."""
        if value is None or value == "":
            sheet.write_blank(row, place, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, place, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, datetime.combine(value, time()), look)
        else:
            sheet.write_number(row, place, value, look)

    def _cell(self, column: Column, is_strong: bool) -> Any:
        strong = {"bold": True, "bg_color": TINT, "top": 1, "top_color": LINE} if is_strong else {}
        return self.look(num_format=column.number_format, align=column.align, bottom=1, bottom_color=TINT, **strong)

    def _look(self, **look: Any) -> Any:
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}
        return self._book.add_format({**base, **look})
