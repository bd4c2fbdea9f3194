"""Reads an uploaded list of measures: the workbook that `measure_tables` wrote, or a table of people's own.

Nothing is guessed in silence: what is not understood becomes a problem with its place, what was found, what is
expected and, for small typing errors, what was probably meant. A row with a problem is left out as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from data.errors import UnreadableFile
from data.exchange.answer_words import folded, without_formula_guard
from data.exchange.measure_base import unpacked
from data.exchange.measure_words import STATUS_WORDS, heading, statuses
from data.exchange.spreadsheet_file import Sheet, Spreadsheet, read_spreadsheet, text_of
from data.model.answer_import import CellPosition
from data.model.measure_import import MeasureColumn as C
from data.model.measure_import import MeasureProblem, MeasureProblemKind, MeasureRow, UploadedMeasures, Value, written

Kind = MeasureProblemKind

SEARCHED_ROWS = 100  # a heading further down is not looked for
LONGEST_FOUND = 80
MOST_CHOICES = 12
DAYS = frozenset({C.BEGINS_ON, C.DUE_ON, C.NEXT_REVIEW})
NUMBERS = frozenset({C.BUDGET, C.STAFF_DAYS})
NOT_PARTS = frozenset({C.ID, C.REASON, C.AGS, C.BASE})

_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00(?::00)?)?")
# "12,000" is twelve here and twelve thousand elsewhere: it is told, not guessed.
_NUMBER = re.compile(r"(\d{1,3}(?:[. \u00a0\u202f'\u2019]\d{3})+|\d+)(?:[.,](?:0{1,2}|-|\u2013))?")
_UNITS = re.compile(r"(?i)\s*(?:€|eur|euro|tage?|pt)\.?$|^\s*€\s*")


def read(data: bytes, file_name: str, priorities: Mapping[int, str], commune_ags: str) -> UploadedMeasures:
    """What an uploaded file says. `priorities` has a name for each id.

    Raises UnreadableFile when the file is no spreadsheet, breaks a limit, holds no list of measures, or was made for
    another commune.
    """
    file = read_spreadsheet(data)
    reading = _Reading(file, priorities, commune_ags)
    tables = [table for sheet in file.sheets for table in _tables(sheet)]
    if not tables:
        raise UnreadableFile("no_measure_table")
    rows = [row for table in tables for row in reading.rows(table)]
    fingerprint = sha256(data).hexdigest()
    return UploadedMeasures(file_name, tuple(rows), tuple(reading.problems), fingerprint, frozenset(reading.ids))


@dataclass
class _Table:
    """A stretch of a sheet under one heading, with the place of each column."""

    sheet: Sheet
    columns: dict[C, int]
    rows: list[int] = field(default_factory=list)

    def text(self, row: int, column: C) -> str:
        """What stands in a row, without the mark against formulas; empty if there is no such column."""
        place, cells = self.columns.get(column), self.sheet.rows[row]
        if place is None or place >= len(cells):
            return ""
        return without_formula_guard(text_of(cells[place]))

    def position(self, row: int, column: C | None = None) -> CellPosition:
        """Where a cell stands, as the office program shows it."""
        return CellPosition(self.sheet.name, self.sheet.first_row + row, self.letters.get(column) if column else None)

    @property
    def letters(self) -> dict[C, str]:
        """The letter of each column."""
        return {column: xl_col_to_name(self.sheet.first_column + place) for column, place in self.columns.items()}


def _tables(sheet: Sheet) -> Iterator[_Table]:
    """The one table of a sheet: below the first row that names a title and something else."""
    for number, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        columns: dict[C, int] = {}
        for place, cell in enumerate(row):
            found = heading(cell) if isinstance(cell, str) and cell.strip() else None
            if found is not None:
                columns.setdefault(found, place)
        if C.TITLE in columns and len(columns) > 1:
            yield _Table(sheet, columns, list(range(number + 1, len(sheet.rows))))
            return


class _NotUnderstoodError(Exception):
    """A cell that cannot be taken over for this reason."""

    def __init__(self, kind: Kind, expected: Sequence[str] = (), suggestion: str = "") -> None:
        super().__init__(kind)
        self.kind, self.expected, self.suggestion = kind, tuple(expected), suggestion


class _Reading:
    """One file being read."""

    def __init__(self, file: Spreadsheet, priorities: Mapping[int, str], commune_ags: str) -> None:
        self._file, self._ags = file, commune_ags
        self._names = dict(priorities)
        self._priorities = {folded(name): key for key, name in priorities.items()}
        self._formulas = {sheet.index: file.formulas(sheet) for sheet in file.sheets}
        self.problems: list[MeasureProblem] = []
        self.ids: set[int] = set()

    def rows(self, table: _Table) -> Iterator[MeasureRow]:
        """Every row of a table that says something and could be read."""
        for number in table.rows:
            told = [column for column in table.columns if column not in (C.AGS, C.BASE)]
            if any(table.text(number, column) for column in told) or self._has_formula(table, number, told):
                row = self._row(table, number)
                if row is not None:
                    yield row

    def _row(self, table: _Table, number: int) -> MeasureRow | None:
        self._require_own(table.text(number, C.AGS))
        before = len(self.problems)
        measure_id = self._cell(table, number, C.ID, _id)
        if measure_id is not None:
            self.ids.add(measure_id)
        base = _base(table.text(number, C.BASE), measure_id)
        values: dict[str, Value] = {}
        for column in table.columns:
            if column not in NOT_PARTS:
                values[column.value] = self._cell(table, number, column, self._parser(column, base))
        if not values[C.TITLE.value] and len(self.problems) == before:
            self._tell(table, number, C.TITLE, _NotUnderstoodError(Kind.TITLE_MISSING))
        if len(self.problems) > before:
            return None
        reason = written(C.REASON, table.text(number, C.REASON))
        if base is not None and reason == written(C.REASON, base.get(C.REASON.value)):
            reason = ""  # it tells why the measure is blocked, and was there when the file was made
        letters = {column.value: letter for column, letter in table.letters.items()}
        return MeasureRow(table.position(number), measure_id, values, base, str(reason or ""), letters)

    def _require_own(self, ags: str) -> None:
        told = ags.strip()
        # An office program takes the key for a number and drops its zero.
        if told and told not in (self._ags, self._ags.lstrip("0")):
            raise UnreadableFile("file_of_other_commune", found=told[:LONGEST_FOUND], expected=self._ags)

    def _cell(self, table: _Table, number: int, column: C, parse: Callable[[str], Any]) -> Any:
        text = table.text(number, column)
        try:
            if not text and self._has_formula(table, number, [column]):
                raise _NotUnderstoodError(Kind.FORMULA_WITHOUT_VALUE)
            return parse(text)
        except _NotUnderstoodError as problem:
            self._tell(table, number, column, problem)
            return None

    def _has_formula(self, table: _Table, number: int, columns: Sequence[C]) -> bool:
        formulas = self._formulas[table.sheet.index]
        cells = (table.position(number, column) for column in columns if formulas)
        return any(f"{cell.column}{cell.row}" in formulas for cell in cells)

    def _tell(self, table: _Table, number: int, column: C, problem: _NotUnderstoodError) -> None:
        found = table.text(number, column)[:LONGEST_FOUND]
        position = table.position(number, column)
        self.problems.append(MeasureProblem(position, problem.kind, found, problem.expected, problem.suggestion))

    def _parser(self, column: C, base: Mapping[str, Value] | None) -> Callable[[str], Value]:
        if column in DAYS:
            return _day
        if column in NUMBERS:
            return _number
        if column is C.STATUS:
            return _status
        if column is C.PRIORITY:
            return lambda text: self._priority(text, base)
        return lambda text: written(column, text)

    def _priority(self, text: str, base: Mapping[str, Value] | None) -> Value:
        if not text:
            return None
        if base is not None and folded(str(base.get("priority"))) == folded(text):
            return base.get(C.PRIORITY.value)  # it may have another name by now
        found = self._priorities.get(folded(text))
        if found is None:
            close = get_close_matches(folded(text), self._priorities, n=1, cutoff=0.7) if len(text) <= 200 else []
            meant = self._names[self._priorities[close[0]]] if close else ""
            raise _NotUnderstoodError(Kind.UNKNOWN_PRIORITY, list(self._names.values())[:MOST_CHOICES], meant)
        return found


def _id(text: str) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and 0 < len(text) < 10:
        return int(text)
    raise _NotUnderstoodError(Kind.UNKNOWN_ID)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        if found := _GERMAN_DAY.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1]))
        if found := _ISO_DAY.fullmatch(text):
            return date(*(int(part) for part in found.groups()))
    except ValueError:
        pass  # 31.02. looks like a day and is none
    raise _NotUnderstoodError(Kind.NO_DAY)


def _number(text: str) -> int | None:
    if not text:
        return None
    found = _NUMBER.fullmatch(_UNITS.sub("", text).strip())
    if found is None:
        raise _NotUnderstoodError(Kind.NO_NUMBER)
    digits = re.sub(r"\D", "", found[1])
    if len(digits) > 15:
        raise _NotUnderstoodError(Kind.NO_NUMBER)
    return int(digits)


def _status(text: str) -> str | None:
    if not text:
        return None
    found = statuses().get(folded(text))
    if found is None:
        own = STATUS_WORDS["de"]
        close = get_close_matches(folded(text), statuses(), n=1, cutoff=0.75) if len(text) <= 60 else []
        meant = own[statuses()[close[0]]] if close else ""
        raise _NotUnderstoodError(Kind.UNKNOWN_STATUS, list(own.values()), meant)
    return found.value


def _base(text: str, measure_id: int | None) -> dict[str, Value] | None:
    """The measure as it was when the file was made; None where that is not told, or told of another measure."""
    try:
        told = unpacked(text)
        if measure_id is None or told.get(C.ID.value) != measure_id:
            return None
        days = {column.value: _day(told.get(column.value) or "") for column in DAYS}
    except (ValueError, TypeError, _NotUnderstoodError):
        return None
    return {**{name: written(name, value) for name, value in told.items()}, **days}
