"""Reads a catalogue as people upload it: a workbook, a csv file or YAML. All problems are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from data.exchange.answer_words import folded
from data.exchange.catalogue_columns import (
    COLUMNS,
    ENGLISH,
    FURTHER_NO,
    FURTHER_YES,
    ITEMS,
    KINDS,
    NO,
    YES,
    Line,
    Part,
    Table,
    Tables,
    words_of,
)
from data.exchange.catalogue_tables import tables_in
from data.exchange.catalogue_yaml import is_yaml, tables_of
from data.exchange.spreadsheet_file import read_spreadsheet
from data.model.answer_import import CellPosition
from data.model.catalogue import (
    ActionField,
    Band,
    Catalogue,
    CatalogueMapping,
    Criterion,
    Question,
    QuestionMapping,
    ScaleStep,
)
from data.model.catalogue_versions import (
    CatalogueContent,
    CatalogueFileProblem,
    FileProblemKind,
    UploadedCatalogue,
)

LONGEST_TEXT = 2_000  # characters; far above what the checks note as too long
LONGEST_LIST = 4  # so many possible values are told
NEEDED = (Part.ABOUT, Part.FIELDS, Part.QUESTIONS)
Kind = FileProblemKind


def read(
    data: bytes, file_name: str, defaults: Mapping[str, Catalogue], known_versions: Sequence[str]
) -> UploadedCatalogue:
    """What a catalogue file says.

    `defaults` by language lend scale and bands to a file without its own; `known_versions` are those that a mapping
    may begin from. Raises UnreadableFile for what is no spreadsheet and no YAML at all.
    """
    tables, problems = tables_of(data) if is_yaml(data, file_name) else tables_in(read_spreadsheet(data))
    reading = _Reading(tables, defaults, known_versions, problems)
    content = reading.content()
    return UploadedCatalogue(None if reading.problems else content, reading.problems)


class _Reading:
    """One file while it is read; `problems` grows."""

    def __init__(
        self,
        tables: Tables,
        defaults: Mapping[str, Catalogue],
        known_versions: Sequence[str],
        problems: list[CatalogueFileProblem],
    ) -> None:
        self._told = dict.fromkeys(problems)  # each once: German and English read the same cells
        self._tables = tables
        self._defaults = defaults
        self._known_versions = known_versions

    @property
    def problems(self) -> tuple[CatalogueFileProblem, ...]:
        """What is wrong in the file, in the order in which it was found."""
        return tuple(self._told)

    def content(self) -> CatalogueContent | None:
        """The content as far as it can be read; None if a table is missing."""
        for part in NEEDED:
            if part not in self._tables:
                self._problem(CellPosition(""), Kind.MISSING_TABLE, "", part.value)
        for part, table in self._tables.items():
            self._check_table(part, table)
        if any(part not in self._tables for part in NEEDED):
            return None
        about = self._about()
        german = self._catalogue(about, "")
        return CatalogueContent(
            catalogue=german,
            translations={"en": self._catalogue(about, ENGLISH)} if self._speaks_english() else {},
            mapping=self._mapping(about, german.version),
            source=about["source"].text("value") if "source" in about else "",
            right_of_use=about["right_of_use"].text("value") if "right_of_use" in about else "",
        )

    # What holds for every table

    def _check_table(self, part: Part, table: Table) -> None:
        for column in COLUMNS[part]:
            if column.key not in table.columns and not column.optional:
                self._problem(table.position, Kind.MISSING_COLUMN, "", column.german)
        for line in table.lines:
            for key, text in line.values.items():
                if len(text) > LONGEST_TEXT:
                    self._problem(line.place(key), Kind.TEXT_TOO_LONG, str(len(text)), str(LONGEST_TEXT))

    def _lines(self, part: Part) -> Sequence[Line]:
        return self._tables[part].lines if part in self._tables else ()

    def _speaks_english(self) -> bool:
        return any(
            key.endswith(ENGLISH) and text
            for part in (Part.FIELDS, Part.QUESTIONS)
            for line in self._lines(part)
            for key, text in line.values.items()
        )

    def _problem(self, position: CellPosition, kind: FileProblemKind, found: str, expected: str) -> None:
        self._told[CatalogueFileProblem(position, kind, found, expected)] = None

    def _needed(self, line: Line, key: str, expected: str) -> str:
        """The text of a cell that must not be empty."""
        if not line.text(key):
            self._problem(line.place(key), Kind.MISSING_VALUE, "", expected)
        return line.text(key)

    def _number(self, line: Line, key: str, expected: range) -> int:
        text = self._needed(line, key, f"{expected[0]} … {expected[-1]}")
        number = int(text) if text.isdecimal() and len(text) <= 4 else -1
        if text and number not in expected:
            self._problem(line.place(key), Kind.UNKNOWN_VALUE, text, f"{expected[0]} … {expected[-1]}")
        return number

    # The tables, one by one

    def _about(self) -> dict[str, Line]:
        """The statements of a file about itself by their key."""
        lines: dict[str, Line] = {}
        items = words_of("items")
        for line in self._lines(Part.ABOUT):
            item = items.get(folded(line.text("item")))
            if item is None:
                expected = ", ".join(german for german, _ in ITEMS.values())
                self._problem(line.place("item"), Kind.UNKNOWN_VALUE, line.text("item"), expected)
            elif item in lines:
                self._problem(line.place("item"), Kind.CONTRADICTION, line.text("item"), _where(lines[item].position))
            else:
                lines[item] = line
        for item in ("version", "title"):
            if item in lines:
                self._needed(lines[item], "value", ITEMS[item][0])
            else:
                self._problem(self._tables[Part.ABOUT].position, Kind.MISSING_VALUE, "", ITEMS[item][0])
        return lines

    def _catalogue(self, about: Mapping[str, Line], tongue: str) -> Catalogue:
        """The catalogue in German, or with English texts wherever there are some."""
        default = self._defaults.get(tongue.removeprefix(".") or "de") or self._defaults["de"]
        return Catalogue(
            version=about["version"].text("value") if "version" in about else "",
            title=_shown(about["title"], "value", tongue) if "title" in about else "",
            scale=tuple(self._scale(tongue)) if Part.SCALE in self._tables else default.scale,
            bands=tuple(self._bands(tongue)) if Part.BANDS in self._tables else default.bands,
            fields=self._fields(tongue),
        )

    def _scale(self, tongue: str) -> Iterator[ScaleStep]:
        for line in self._lines(Part.SCALE):
            points = self._number(line, "points", range(5))
            yield ScaleStep(points, _shown(line, "label", tongue), _shown(line, "meaning", tongue))

    def _bands(self, tongue: str) -> Iterator[Band]:
        for line in self._lines(Part.BANDS):
            from_percent = self._number(line, "from_percent", range(101))
            yield Band(line.text("key"), from_percent, _shown(line, "label", tongue))

    def _fields(self, tongue: str) -> tuple[ActionField, ...]:
        """All action fields; a row without a field belongs to the field above."""
        first: dict[str, Line] = {}
        criteria: dict[str, list[Line]] = {}
        key = ""
        for line in self._lines(Part.FIELDS):
            key = line.text("field") or (key if not line.text("field_title") else "")
            if not key:
                self._needed(line, "field", "a-z, 0-9, _")
            self._require_same_texts(first.setdefault(key, line), line)
            self._needed(line, "criterion", "a-z, 0-9, _")
            criteria.setdefault(key, []).append(line)
        questions = self._questions(tongue)
        return tuple(
            ActionField(
                key=key,
                number=number,
                title=_shown(line, "field_title", tongue),
                short_title=_shown(line, "short_title", tongue) or _shown(line, "field_title", tongue),
                criteria=tuple(
                    Criterion(
                        criterion.text("criterion"),
                        _shown(criterion, "criterion_title", tongue),
                        tuple(questions.pop(criterion.text("criterion"), ())),
                    )
                    for criterion in criteria[key]
                ),
            )
            for number, (key, line) in enumerate(first.items(), start=1)
        )

    def _require_same_texts(self, first: Line, line: Line) -> None:
        for key in ("field_title", "short_title", f"field_title{ENGLISH}", f"short_title{ENGLISH}"):
            if line.text(key) and line.text(key) != first.text(key):
                self._problem(line.place(key), Kind.CONTRADICTION, line.text(key), _where(first.place(key)))

    def _questions(self, tongue: str) -> dict[str, list[Question]]:
        """The questions by the key of their criterion, which a file may name by its title as well."""
        known = {folded(line.text("criterion_title")): line.text("criterion") for line in self._lines(Part.FIELDS)}
        known |= {folded(line.text("criterion")): line.text("criterion") for line in self._lines(Part.FIELDS)}
        questions: dict[str, list[Question]] = {}
        for line in self._lines(Part.QUESTIONS):
            criterion = known.get(folded(self._needed(line, "criterion", _some(known.values()))))
            if criterion is None:
                if line.text("criterion"):
                    expected = _some(known.values())
                    self._problem(line.place("criterion"), Kind.UNKNOWN_CRITERION, line.text("criterion"), expected)
                continue
            questions.setdefault(criterion, []).append(self._question(line, tongue))
        return questions

    def _question(self, line: Line, tongue: str) -> Question:
        return Question(
            id=self._needed(line, "id", "MS-01"),
            text=_shown(line, "question", tongue),
            suggestion=_shown(line, "suggestion", tongue),
            help=_shown(line, "help", tongue),
            may_not_apply=self._yes_or_no(line, "may_not_apply"),
            not_applicable_hint=_shown(line, "not_applicable_hint", tongue),
        )

    def _yes_or_no(self, line: Line, key: str) -> bool:
        """An empty cell means yes: a commune must always be able to say that something lies outside its reach."""
        text = line.text(key).casefold()
        if text and text not in (*YES, *FURTHER_YES, *NO, *FURTHER_NO):
            self._problem(line.place(key), Kind.UNKNOWN_VALUE, line.text(key), f"{YES[0]}, {NO[0]}")
        return text not in (*NO, *FURTHER_NO)

    def _mapping(self, about: Mapping[str, Line], version: str) -> CatalogueMapping | None:
        lines = self._lines(Part.MAPPING)
        if not lines:
            return None
        named = about.get("mapping_from")
        earlier = named.text("value") if named else ""
        if not earlier:
            position = named.place("value") if named else self._tables[Part.ABOUT].position
            self._problem(position, Kind.MISSING_VALUE, "", ITEMS["mapping_from"][0])
        elif named and (earlier not in self._known_versions or earlier == version):
            self._problem(named.place("value"), Kind.UNKNOWN_VERSION, earlier, _some(self._known_versions))
        return CatalogueMapping(earlier, version, tuple(self._entry(line) for line in lines))

    def _entry(self, line: Line) -> QuestionMapping:
        expected = ", ".join(german for german, _ in KINDS.values())
        text = self._needed(line, "kind", expected)
        kind = words_of("kinds").get(folded(text))
        if text and kind is None:
            self._problem(line.place("kind"), Kind.UNKNOWN_VALUE, text, expected)
        return QuestionMapping(line.text("from_id") or None, line.text("to_id") or None, kind or text)


def _shown(line: Line, key: str, tongue: str) -> str:
    """The text in a language; German where the translation is missing."""
    return line.text(key + tongue) or line.text(key)


def _where(position: CellPosition) -> str:
    return f"{position.sheet} {position.column or ''}{position.row or ''}".strip()


def _some(values: Iterable[str]) -> str:
    """The first few of the possible values."""
    listed = list(dict.fromkeys(values))
    return ", ".join(listed[:LONGEST_LIST]) + (" …" if len(listed) > LONGEST_LIST else "")
