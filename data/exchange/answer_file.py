"""Reads an uploaded answer sheet: the questions and the answers in what people really send.

Nothing is guessed in silence: what is not understood becomes a problem with its place, what was found, what is
expected and, for small typing errors, what was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from data.errors import UnreadableFile
from data.exchange.answer_tables import Table, tables_in
from data.exchange.answer_words import (
    NO_TICKS,
    TICKS,
    Column,
    Vocabulary,
    choices,
    folded,
    heading,
    spoken,
    suggested_id,
    tidy,
    without_formula_guard,
)
from data.exchange.spreadsheet_file import Cell, Spreadsheet, read_spreadsheet, text_of
from data.model.answer_import import (
    LONGEST_NOTE,
    CellPosition,
    ImportProblem,
    Note,
    ProblemKind,
    SheetRow,
    UploadedSheet,
    note_text,
)
from data.model.catalogue import Catalogue
from data.model.self_check import Answer, Reply

FIRST_LANGUAGE = "de"
LONGEST_FOUND = 80
MOST_SUGGESTIONS = 200
STATEMENTS = (Column.CATALOGUE, Column.AGS, Column.SELF_CHECK, Column.PART)

_ID_LIKE = re.compile(r"[a-z]{1,4}\d{1,3}")
_VERSION = re.compile(r"\d{4}-\d{2}(?:-[a-z][a-z0-9]*)*")


def read(data: bytes, file_name: str, known: Sequence[Catalogue], expected_version: str = "") -> UploadedSheet:
    """What an uploaded file says. `known` are all catalogue versions in all languages, the default language first.

    A file that does not tell its version is taken to be of `expected_version` if its questions fit that one as well as
    any other. Raises UnreadableFile when the file is no spreadsheet, breaks a limit, or holds no answer table.
    """
    return _Reading(read_spreadsheet(data), known, expected_version).result(file_name)


class _RowProblemError(Exception):
    """A row cannot be taken over for this reason."""

    def __init__(
        self,
        kind: ProblemKind,
        position: CellPosition,
        *,
        found: str,
        expected: str,
        question_id: str | None = None,
        suggestion: str = "",
        also: CellPosition | None = None,
    ) -> None:
        super().__init__(kind)
        self.problem = ImportProblem(
            position, kind, found[:LONGEST_FOUND], expected, question_id, suggestion=suggestion, also=also
        )


class _Reading:
    """One file being read."""

    def __init__(self, file: Spreadsheet, known: Sequence[Catalogue], expected_version: str) -> None:
        self._file = file
        self._known = known
        self._expected_version = expected_version
        self._vocabulary = Vocabulary({catalogue.scale: None for catalogue in known})
        self._ids = {_id_key(key): key for catalogue in known for key in catalogue.places}
        self._problems: list[ImportProblem] = []
        self._suggestions = 0

    def result(self, file_name: str) -> UploadedSheet:
        """Everything the file says."""
        tables: list[Table] = []
        told: dict[Column, set[str]] = {column: set() for column in STATEMENTS}
        for sheet in self._file.sheets:
            found, loose = tables_in(sheet, self._vocabulary, lambda cell: _id_key(text_of(cell)) in self._ids)
            tables += found
            _collect(told, (pair for row in loose for pair in _labelled(row)))
            _collect(told, (pair for table in found for pair in _in_columns(table)))
        if not tables:
            raise UnreadableFile("no_answer_table")
        rows = self._one_per_question([row for table in tables for row in self._rows(table)])
        return UploadedSheet(
            file_name=file_name,
            catalogue_version=self._version(told[Column.CATALOGUE], {row.answer.question_id for row in rows}),
            commune_ags=_ags(told[Column.AGS]),
            self_check_id=_the_only(_whole_number(text) for text in told[Column.SELF_CHECK]),
            rows=tuple(rows),
            problems=tuple(self._problems),
            sha256=sha256(self._file.data).hexdigest(),
            is_part=bool(told[Column.PART]),
        )

    def _version(self, told: set[str], ids: set[str]) -> str:
        versions = {catalogue.version: set(catalogue.places) for catalogue in self._known}
        known = {found[0] for text in told if (found := _VERSION.search(text))} & set(versions)
        if len(known) == 1:
            return known.pop()
        return max(versions, key=lambda version: self._fit(version, ids, versions[version]))

    def _fit(self, version: str, ids: set[str], known: set[str]) -> tuple[int, bool, bool, str]:
        """How well the ids of a file fit a version, to be compared."""
        return -len(ids - known), ids == known, version == self._expected_version, version

    def _rows(self, table: Table) -> Iterator[SheetRow]:
        for number in table.rows:
            try:
                row = self._row(table, number)
            except _RowProblemError as error:
                self._problems.append(error.problem)
            else:
                if row is not None:
                    yield row

    def _row(self, table: Table, number: int) -> SheetRow | None:
        """One row; None for a row that says nothing about a question, such as a heading or an empty line."""
        question_id = self._question_id(table, number)
        if question_id is None:
            return None
        reply = self._reply(table, number, question_id)
        notes = {note: self._note(table, number, note, question_id) for note in table.notes}
        answer = Answer(question_id, reply, **{note.value: text for note, text in notes.items()})
        place = table.columns.get(Column.ANSWER)
        revision = _whole_number(text_of(table.cell(number, Column.REVISION)))
        return SheetRow(answer, table.position(number, place), revision, table.notes)

    # Which question

    def _question_id(self, table: Table, number: int) -> str | None:
        cell, wording = text_of(table.cell(number, Column.ID)), text_of(table.cell(number, Column.QUESTION))
        position = table.position(number, Column.ID)
        by_id = self._ids.get(_id_key(cell))
        if by_id is not None and (not wording or wording in self._wordings[by_id]):
            return by_id
        by_wording = self._by_wording.get(folded(wording), "")
        if by_id is not None:
            if by_wording not in ("", by_id):
                kind = ProblemKind.ID_AND_TEXT_DISAGREE
                raise _RowProblemError(kind, position, found=cell, expected=by_wording, suggestion=by_wording)
            return by_id
        if by_wording and not cell:
            return by_wording
        answered = any(text_of(table.at(number, place)) for place in table.answer_places)
        if cell and (answered or _ID_LIKE.fullmatch(folded(cell))):
            meant = by_wording or self._suggested_id(cell)
            kind = ProblemKind.UNKNOWN_QUESTION
            raise _RowProblemError(kind, position, found=cell, expected=self._id_range, suggestion=meant)
        if not cell and (answered or any(text_of(table.cell(number, Column(note.value))) for note in table.notes)):
            raise _RowProblemError(ProblemKind.MISSING_ID, position, found="", expected=self._id_range)
        return None

    def _suggested_id(self, found: str) -> str:
        self._suggestions += 1
        return suggested_id(found, self._ids.values()) if self._suggestions <= MOST_SUGGESTIONS else ""

    @cached_property
    def _wordings(self) -> dict[str, set[str]]:
        wordings: dict[str, set[str]] = {}
        for catalogue in self._known:
            for key, place in catalogue.places.items():
                wordings.setdefault(key, set()).add(place.question.text)
        return wordings

    @cached_property
    def _by_wording(self) -> dict[str, str]:
        return {folded(text): key for key, texts in self._wordings.items() for text in texts}

    @cached_property
    def _id_range(self) -> str:
        ids = list(self._known[-1].places)
        return f"{ids[0]} … {ids[-1]}"

    # Which answer

    def _reply(self, table: Table, number: int, question_id: str) -> Reply | None:
        if Column.ANSWER not in table.columns:
            return self._ticked(table, number, question_id)
        place = table.columns[Column.ANSWER]
        cell = table.at(number, place)
        if not text_of(cell):
            self._refuse_formula(table, number, place, question_id)
            return None
        reply = self._vocabulary.reply(cell)
        if reply is None:
            raise self._unknown_answer(table.position(number, place), text_of(cell), question_id)
        return reply

    def _ticked(self, table: Table, number: int, question_id: str) -> Reply | None:
        marks = {place: tidy(text_of(table.at(number, place))) for place in table.ticks}
        ticked = self._tick_places(table, marks)
        for place, mark in marks.items():
            if mark not in NO_TICKS and place not in ticked:
                position, kind = table.position(number, place), ProblemKind.UNKNOWN_ANSWER
                raise _RowProblemError(kind, position, found=mark, expected="x", question_id=question_id)
            if not mark:
                self._refuse_formula(table, number, place, question_id)
        if len(ticked) > 1:
            positions = [table.position(number, place) for place in ticked]
            found = ", ".join(str(position.column) for position in positions)
            raise _RowProblemError(
                ProblemKind.SEVERAL_TICKS, positions[0], found=found, expected="x", question_id=question_id
            )
        return table.ticks[ticked[0]] if ticked else None

    def _tick_places(self, table: Table, marks: Mapping[int, str]) -> list[int]:
        """Where a row has ticks; a column is ticked by its own reply too, such as "3" in the column of level 3.

        A "0" in the column of level 0 is a tick, unless other columns of the row say "no" as well: then it says "no".
        """
        own = {place for place, mark in marks.items() if self._vocabulary.reply(mark) == table.ticks[place]}
        if any(mark and mark in NO_TICKS for place, mark in marks.items() if place not in own):
            own = {place for place in own if marks[place] not in NO_TICKS}
        return [place for place, mark in marks.items() if mark in TICKS or place in own]

    def _unknown_answer(self, position: CellPosition, found: str, question_id: str) -> _RowProblemError:
        self._suggestions += 1
        meant = self._vocabulary.suggestion(found) if self._suggestions <= MOST_SUGGESTIONS else None
        return _RowProblemError(
            ProblemKind.UNKNOWN_ANSWER,
            position,
            found=found,
            expected=self._choices,
            question_id=question_id,
            suggestion=self._spoken(meant) if meant else "",
        )

    def _spoken(self, reply: Reply) -> str:
        return spoken(reply, self._known[0].scale, FIRST_LANGUAGE)

    @cached_property
    def _choices(self) -> str:
        return "; ".join(choices(self._known[0].scale, FIRST_LANGUAGE))

    @cached_property
    def _formulas(self) -> dict[int, Mapping[str, str]]:
        return {sheet.index: self._file.formulas(sheet) for sheet in self._file.sheets}

    def _refuse_formula(self, table: Table, number: int, place: int, question_id: str) -> None:
        position, kind = table.position(number, place), ProblemKind.FORMULA_WITHOUT_VALUE
        formula = self._formulas[table.sheet.index].get(f"{position.column}{position.row}")
        if formula is not None:
            raise _RowProblemError(kind, position, found=formula, expected=self._choices, question_id=question_id)

    def _note(self, table: Table, number: int, note: Note, question_id: str) -> str:
        column = Column(note.value)
        text = note_text(without_formula_guard(text_of(table.cell(number, column))))
        if len(text) > LONGEST_NOTE:
            position, limit = table.position(number, column), str(LONGEST_NOTE)
            raise _RowProblemError(
                ProblemKind.TEXT_TOO_LONG, position, found=str(len(text)), expected=limit, question_id=question_id
            )
        return text

    # Rows that speak of the same question

    def _one_per_question(self, rows: list[SheetRow]) -> list[SheetRow]:
        by_question: dict[str, list[SheetRow]] = {}
        for row in rows:
            by_question.setdefault(row.answer.question_id, []).append(row)
        kept = []
        for same in by_question.values():
            try:
                kept.append(same[0] if len(same) == 1 else self._merged(same))
            except _RowProblemError as error:
                self._problems.append(error.problem)
        return kept

    def _merged(self, rows: list[SheetRow]) -> SheetRow:
        """Several rows as one: what one leaves empty the other may say, but they must not differ."""
        question_id = rows[0].answer.question_id
        parts = {}
        for part in ("reply", *Note):
            said = [row for row in rows if getattr(row.answer, part) not in (None, "")]
            for other in said[1:]:
                values = [getattr(row.answer, part) for row in (other, said[0])]
                if values[0] != values[1]:
                    found, expected = (v if isinstance(v, str) else self._spoken(v) for v in values)
                    raise _RowProblemError(
                        ProblemKind.CONTRADICTING_ROWS,
                        other.position,
                        found=found,
                        expected=expected[:LONGEST_FOUND],
                        question_id=question_id,
                        also=said[0].position,
                    )
            if said:
                parts[str(part)] = getattr(said[0].answer, part)
        speaking = next((row for row in rows if row.answer.reply is not None), rows[0])
        revision = _the_only(row.based_on for row in rows)
        notes = frozenset(note for row in rows for note in row.notes)
        return SheetRow(Answer(question_id, **parts), speaking.position, revision, notes)


def _id_key(text: str) -> str:
    """An id as people vary it: "ms 1", "MS–01" and "MS-01" are the same."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", folded(text))


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _the_only(values: Iterable[int | None]) -> int | None:
    """The one number that is told; None if there is none or if they differ."""
    told = {value for value in values if value is not None}
    return told.pop() if len(told) == 1 else None


def _ags(told: set[str]) -> str | None:
    """The official key, with the leading zero that office programs drop."""
    keys = {key.zfill(8 if len(key) > 5 else 5) for text in told if (key := re.sub(r"\D", "", text))}
    if len(keys) > 1:
        raise UnreadableFile("file_of_several_communes", found=", ".join(sorted(keys)))
    return keys.pop() if keys else None


def _labelled(row: list[Cell]) -> Iterator[tuple[Column, str]]:
    """What a row above or beside the tables says about the file: a label with the value to its right."""
    for place, cell in enumerate(row):
        column = heading(cell) if isinstance(cell, str) and len(cell) < LONGEST_FOUND else None
        if column in STATEMENTS:
            yield column, next((text for value in row[place + 1 :] if (text := text_of(value))), "")


def _in_columns(table: Table) -> Iterator[tuple[Column, str]]:
    """What the rows of a table say about the file they come from."""
    for column in STATEMENTS:
        if column in table.columns:
            yield from ((column, text_of(table.cell(number, column))) for number in table.rows)


def _collect(told: dict[Column, set[str]], statements: Iterable[tuple[Column, str]]) -> None:
    for column, text in statements:
        if text:
            told[column].add(text)
