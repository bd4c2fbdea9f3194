"""Finds the tables of a catalogue in the sheets of a file, by their headings; a csv file has them below each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from data.exchange.answer_words import folded, without_formula_guard
from data.exchange.catalogue_columns import SIGNATURES, Line, Part, Table, Tables, headings, tidy_text
from data.exchange.spreadsheet_file import Cell, Sheet, Spreadsheet
from data.model.answer_import import CellPosition
from data.model.catalogue_versions import CatalogueFileProblem, FileProblemKind


@dataclass
class _Found:
    """A table while its rows are collected: `places` are its columns by their key."""

    part: Part
    sheet: Sheet
    row: int
    places: dict[str, int]
    lines: list[Line] = field(default_factory=list)


def tables_in(file: Spreadsheet) -> tuple[Tables, list[CatalogueFileProblem]]:
    """The tables of a file, each at most once, and what is wrong with them as tables."""
    tables: dict[Part, Table] = {}
    problems: list[CatalogueFileProblem] = []
    for sheet in file.sheets:
        formulas = file.formulas(sheet)
        for found in _tables_of(sheet):
            position = _position(sheet, found.row)
            if found.part in tables:
                other = tables[found.part].position
                problems.append(
                    CatalogueFileProblem(position, FileProblemKind.SECOND_TABLE, found.part.value, other.sheet)
                )
                continue
            tables[found.part] = Table(position, frozenset(found.places), tuple(found.lines))
            problems += _formulas_in(found, formulas)
    return tables, problems


def _tables_of(sheet: Sheet) -> list[_Found]:
    tables: list[_Found] = []
    for number, row in enumerate(sheet.rows):
        heading = _heading(sheet, number, row)
        if heading is not None:
            tables.append(heading)
        elif tables and (line := _line(tables[-1], number, row)) is not None:
            tables[-1].lines.append(line)
    return tables


def _heading(sheet: Sheet, number: int, row: list[Cell]) -> _Found | None:
    """The table whose heading this row is: the one of which it has most columns."""
    words = [folded(cell) if isinstance(cell, str) else "" for cell in row]
    possible = []
    for part, signature in SIGNATURES.items():
        known = headings(part)
        places: dict[str, int] = {}
        for place, word in enumerate(words):
            if word in known:
                places.setdefault(known[word], place)
        if signature <= set(places):
            possible.append(_Found(part, sheet, number, places))
    return max(possible, key=lambda found: len(found.places), default=None)


def _line(table: _Found, number: int, row: list[Cell]) -> Line | None:
    """One row of a table; None for an empty one."""
    values = {key: _text(row[place]) for key, place in table.places.items() if place < len(row)}
    if not any(values.values()):
        return None
    places = {key: _position(table.sheet, number, place) for key, place in table.places.items()}
    return Line(values, places, _position(table.sheet, number))


def _formulas_in(table: _Found, formulas: Mapping[str, str]) -> Iterator[CatalogueFileProblem]:
    for line in table.lines if formulas else ():
        for place in line.places.values():
            found = formulas.get(f"{place.column}{place.row}")
            if found:
                yield CatalogueFileProblem(place, FileProblemKind.FORMULA_WITHOUT_VALUE, found, "")


def _position(sheet: Sheet, number: int, place: int | None = None) -> CellPosition:
    letter = None if place is None else xl_col_to_name(sheet.first_column + place)
    return CellPosition(sheet.name, sheet.first_row + number, letter)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy_text(without_formula_guard(str(cell)))
