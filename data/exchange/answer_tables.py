"""Finds the answer tables in the sheets of a file: under which heading, in which columns, in which rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from data.errors import UnreadableFile
from data.exchange.answer_words import HEADINGS, Column, Vocabulary, folded, heading
from data.exchange.spreadsheet_file import Cell, Sheet
from data.model.answer_import import CellPosition, Note
from data.model.self_check import Answered, Reply

SEARCHED_ROWS = 100  # a heading further down is not looked for
FEWEST_LEVEL_COLUMNS = 3  # so many tick columns make a heading
OWN_HEADINGS = {folded(word) for written in HEADINGS.values() for word in written.values()}


@dataclass
class Table:
    """A stretch of a sheet under one heading: the places of its columns in each row, and the numbers of its rows.

    `candidates` are all places that the heading allows for a column, `columns` the one that counts.
    """

    sheet: Sheet
    heading_row: int
    columns: dict[Column, int]
    ticks: dict[int, Reply]
    candidates: dict[Column, list[int]]
    rows: list[int] = field(default_factory=list)

    def cell(self, row: int, column: Column) -> Cell:
        """What stands in a row; empty if the table has no such column."""
        place = self.columns.get(column)
        return "" if place is None else self.at(row, place)

    def at(self, row: int, place: int) -> Cell:
        """What stands at a place of a row; rows of a csv file may be short."""
        cells = self.sheet.rows[row]
        return cells[place] if place < len(cells) else ""

    def position(self, row: int, place: int | Column | None) -> CellPosition:
        """Where a cell stands, as the office program shows it."""
        if isinstance(place, Column):
            place = self.columns.get(place)
        letter = None if place is None else xl_col_to_name(self.sheet.first_column + place)
        return CellPosition(self.sheet.name, self.sheet.first_row + row, letter)

    @property
    def notes(self) -> frozenset[Note]:
        """The notes that have a column."""
        return frozenset(note for note in Note if Column(note.value) in self.columns)

    @property
    def answer_places(self) -> list[int]:
        """The places that hold the reply: the answer column, or all tick columns."""
        return [self.columns[Column.ANSWER]] if Column.ANSWER in self.columns else list(self.ticks)


def tables_in(
    sheet: Sheet, vocabulary: Vocabulary, is_id: Callable[[Cell], bool]
) -> tuple[list[Table], list[list[Cell]]]:
    """The answer tables of a sheet, and the rows above the first one, where a file says what it is.

    A later heading begins a new table. Raises UnreadableFile if a heading has several answer columns.
    """
    tables: list[Table] = []
    loose: list[list[Cell]] = []
    for number, row in enumerate(sheet.rows):
        found = _heading(sheet, number, vocabulary) if _may_be_heading(tables, number) else None
        if found is not None:
            tables.append(found)
        elif tables:
            tables[-1].rows.append(number)
        elif number < SEARCHED_ROWS:
            loose.append(row)
    filled = [table for table in tables if table.rows]
    for table in filled:
        _settle(table, is_id)
    return filled, loose


def _may_be_heading(tables: list[Table], number: int) -> bool:
    if not tables:
        return number < SEARCHED_ROWS
    table = tables[-1]
    first = table.cell(number, Column.ID) or table.cell(number, Column.QUESTION)
    return number == table.heading_row + 1 or (isinstance(first, str) and heading(first) is not None)


def _heading(sheet: Sheet, number: int, vocabulary: Vocabulary) -> Table | None:
    """The table whose heading ends in this row. What is not about the answers may stand in the row above."""
    above = sheet.rows[number - 1] if number else []
    places: dict[Column, list[int]] = {}
    ticks: dict[int, Reply] = {}
    for place, cell in enumerate(sheet.rows[number]):
        text = cell if cell != "" or place >= len(above) else above[place]
        column = heading(text) if isinstance(text, str) else None
        if column is not None and (cell != "" or column is not Column.ANSWER):
            places.setdefault(column, []).append(place)
        elif cell != "" and (reply := vocabulary.reply(cell)):
            ticks[place] = reply
    levels = sum(isinstance(reply, Answered) for reply in ticks.values())
    has_questions = Column.ID in places or Column.QUESTION in places
    if not has_questions or (Column.ANSWER not in places and levels < FEWEST_LEVEL_COLUMNS):
        return None
    chosen = {column: _own_words_first(sheet, number, found) for column, found in places.items()}
    return Table(sheet, number, {column: found[0] for column, found in chosen.items()}, ticks, chosen)


def _own_words_first(sheet: Sheet, number: int, places: list[int]) -> list[int]:
    """Of several columns with the same meaning, those whose heading the workbook itself uses; else all."""
    own = [place for place in places if folded(str(sheet.rows[number][place])) in OWN_HEADINGS]
    return own or places


def _settle(table: Table, is_id: Callable[[Cell], bool]) -> None:
    """Decide what the heading alone leaves open: which column has the ids, and that only one has the answers."""
    answers = table.candidates.get(Column.ANSWER, [])
    if len(answers) > 1:
        position = table.position(table.heading_row, answers[0])
        letters = ", ".join(str(table.position(table.heading_row, place).column) for place in answers)
        raise UnreadableFile("several_answer_columns", sheet=position.sheet, row=position.row, columns=letters)
    ids = {
        place: sum(is_id(table.at(row, place)) for row in table.rows) for place in table.candidates.get(Column.ID, [])
    }
    if ids:
        best = max(ids, key=lambda place: ids[place])
        table.columns[Column.ID] = best
        if not ids[best] and Column.QUESTION in table.columns:
            del table.columns[Column.ID]  # a running number: the questions are known by their text
