"""A table as a file for Excel and LibreOffice. Whoever has the table was allowed to read what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from data.exchange.answer_words import with_formula_guard
from data.exchange.workbook_tables import TEXT, WHOLE, Column, TableBook, Value

DAY = "dd.mm.yyyy"


def as_xlsx(title: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Value]], made_on: date) -> bytes:
    """One sheet of this title (at most 31 characters) below headings with widths in characters; same rows, same bytes.

    Days and whole numbers stay what they are, and no text becomes a formula.
    """
    book = TableBook(title, made_on)
    looks = [_format(row[place] for row in rows) for place in range(len(columns))]
    heads = [Column(heading, width, look) for (heading, width), look in zip(columns, looks, strict=True)]
    book.table(title, heads, [[_guarded(value) for value in row] for row in rows])
    return book.written()


def _format(values: Iterable[Value]) -> str:
    found = [value for value in values if value not in (None, "")]
    if found and all(isinstance(value, date) for value in found):
        return DAY
    return WHOLE if found and all(isinstance(value, int) for value in found) else TEXT


def _guarded(value: Value) -> Value:
    return with_formula_guard(value, in_csv=False) if isinstance(value, str) else value
