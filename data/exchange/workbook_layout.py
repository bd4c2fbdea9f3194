"""What stands on the sheets of the answer workbook, the same for every file format: columns, rows, guide, overview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from xlsxwriter.utility import xl_pixel_width

from data.exchange.answer_words import HEADINGS, REPLY_WORDS, Column, choices, spoken
from data.exchange.workbook_texts import STEP_PASS_ON, TEXTS
from data.model.answer_import import Note, note_text
from data.model.catalogue import ActionField, Catalogue
from data.model.part_files import PartOfCheck, file_name_of
from data.model.self_check import Answer, Answered, AnswerSheet, NotApplicable, NotKnown

Value = str | int


@dataclass(frozen=True)
class TableColumn:
    """A column of the answer table; `width` in characters."""

    column: Column
    width: float
    writable: bool = False
    hidden: bool = False


COLUMNS = (
    TableColumn(Column.ID, 7.5),
    TableColumn(Column.FIELD, 17),
    TableColumn(Column.CRITERION, 19.5),
    TableColumn(Column.QUESTION, 46),
    TableColumn(Column.ANSWER, 25, writable=True),
    TableColumn(Column.REMARK, 30, writable=True),
    TableColumn(Column.EVIDENCE, 24, writable=True),
    TableColumn(Column.RESPONSIBLE_UNIT, 19, writable=True),
    TableColumn(Column.REVISION, 8, hidden=True),
    TableColumn(Column.CATALOGUE, 18, hidden=True),
    TableColumn(Column.AGS, 12, hidden=True),
    TableColumn(Column.SELF_CHECK, 12, hidden=True),
)
PLACES = {column.column: place for place, column in enumerate(COLUMNS)}
PART_COLUMN = TableColumn(Column.PART, 24, hidden=True)
"""The further column, after the others, of a workbook that is a part."""


@dataclass(frozen=True)
class TableRow:
    """One question: its cells in the order of the columns, and whether an action field begins here."""

    values: tuple[Value, ...]
    begins_field: bool
    even_field: bool

    @property
    def height(self) -> float:
        """The height in points that shows every visible cell whole."""
        shown = zip(COLUMNS, self.values, strict=False)  # the column of a part comes last and is hidden
        return row_height((str(value), column.width) for column, value in shown if not column.hidden)


class GuideStyle(StrEnum):
    """How a line of the guide looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    PART = "part"
    SECTION = "section"
    STEP = "step"
    CHOICE = "choice"
    FACT = "fact"
    REMARK = "remark"
    BLANK = "blank"


@dataclass(frozen=True)
class GuideLine:
    """A line of the guide: a number, a short word and a text."""

    style: GuideStyle
    number: str = ""
    word: str = ""
    text: str = ""

    @property
    def height(self) -> float:
        """The height in points that shows the line whole."""
        return HEIGHTS.get(self.style) or row_height([(self.text, GUIDE_WIDTHS[2])])


HEIGHTS = {
    GuideStyle.TITLE: 30.0,
    GuideStyle.SUBTITLE: 20.0,
    GuideStyle.PART: 20.0,
    GuideStyle.SECTION: 24.0,
    GuideStyle.BLANK: 12.0,
}
"""In points, of guide lines that are not as high as their text."""
LINE_HEIGHT, PADDING = 13.0, 5.0
CHARACTER_WIDTH = 7  # pixels, of a column's unit of width
MARGIN = 8  # pixels between the edges of a cell and its text


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row whose texts wrap in columns of the given widths."""
    return LINE_HEIGHT * max(_lines(text, width) for text, width in cells) + PADDING


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, wrapped between words."""
    room = width * CHARACTER_WIDTH - MARGIN
    lines = 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in paragraph.split(" "):
            needed = xl_pixel_width(word + " ")
            if used and used + needed > room:
                used, lines = 0.0, lines + 1
            lines += int(needed // room)
            used += needed % room
    return lines


GUIDE_WIDTHS = (5, 32, 92)
OVERVIEW_WIDTHS = (46, 12, 14, 16, 18, 12)


@dataclass(frozen=True)
class AnswerWorkbook:
    """What to write: the catalogue in the language of the file, whose round it is, and the answers stored so far.

    Without a commune and a round it is an empty form. `written_on` is printed in the guide. With a `part`, the
    catalogue holds the questions of that part only.
    """

    catalogue: Catalogue
    sheet: AnswerSheet
    written_on: date
    commune_name: str = ""
    commune_ags: str = ""
    self_check_id: int | None = None
    round_name: str = ""
    language: str = "de"
    part: PartOfCheck | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The words of the guide and the overview; German for a language without its own."""
        return TEXTS.get(self.language, TEXTS["de"])

    @property
    def columns(self) -> tuple[TableColumn, ...]:
        """The columns of the answer table."""
        return (*COLUMNS, PART_COLUMN) if self.part else COLUMNS

    @property
    def headings(self) -> list[str]:
        """The headings of the answer table."""
        words = HEADINGS.get(self.language, HEADINGS["de"])
        return [words[column.column] for column in self.columns]

    @property
    def whose(self) -> str:
        """Commune, round and department in one line, as far as they are told."""
        part = self.part.name if self.part else ""
        return " · ".join(told for told in (self.commune_name, self.round_name, part) if told)

    @property
    def file_name(self) -> str:
        """A name for the file, without extension."""
        return file_name_of(self.texts["self_check"], self.round_name, self.part.name if self.part else "")

    @cached_property
    def part_line(self) -> str:
        """Whose part this is, how much of the whole, and until when; empty for a whole workbook."""
        if self.part is None:
            return ""
        line = self.texts["part"].format(name=self.part.name, questions=self.part.questions, all=self.part.of_all)
        if self.part.due_on is None:
            return line
        until = self.texts["until" if self.part.is_due_at_once else "first_until"]
        return f"{line}, {until.format(day=self._day(self.part.due_on))}"

    def _day(self, day: date) -> str:
        return f"{day:%d.%m.%Y}" if self.language == "de" else str(day)

    @cached_property
    def choices(self) -> list[str]:
        """What the drop-down list offers."""
        return choices(self.catalogue.scale, self.language)

    def field_title(self, field: ActionField) -> str:
        """An action field as the table names it."""
        return f"{field.number} {field.title}"

    @cached_property
    def rows(self) -> list[TableRow]:
        """One row per question in catalogue order."""
        rows = []
        previous = None
        for place in self.catalogue.places.values():
            stored = self.sheet.get(place.question.id)
            answer = stored.answer if stored else Answer(place.question.id)
            cells: dict[Column, Value] = {
                Column.ID: place.question.id,
                Column.FIELD: self.field_title(place.field),
                Column.CRITERION: place.criterion.title,
                Column.QUESTION: place.question.text,
                Column.ANSWER: spoken(answer.reply, self.catalogue.scale, self.language) if answer.reply else "",
                **{Column(note.value): note_text(getattr(answer, note.value)) for note in Note},
                Column.REVISION: stored.revision if stored else 0,
                # A bare 2021-07 in a csv file becomes a date when an office program opens it.
                Column.CATALOGUE: f"{self.texts['version']} {self.catalogue.version}",
                Column.AGS: self.commune_ags,
                Column.SELF_CHECK: self.self_check_id or "",
                Column.PART: self.part_line,
            }
            values = tuple(cells[column.column] for column in self.columns)
            rows.append(TableRow(values, place.field is not previous, place.field.number % 2 == 0))
            previous = place.field
        return rows

    @cached_property
    def guide(self) -> list[GuideLine]:
        """The guide from top to bottom."""
        texts, style = self.texts, GuideStyle
        steps = [text.split("|") for text in texts["steps"].splitlines()]
        if self.part is not None:
            steps[STEP_PASS_ON] = texts["only_a_part"].split("|")
        meanings = [*(step.meaning for step in self.catalogue.scale), texts["not_known"], texts["not_applicable"]]
        return [
            GuideLine(style.TITLE, word=texts["title"]),
            GuideLine(style.SUBTITLE, word=self.whose or self.catalogue.title),
            *([GuideLine(style.PART, word=f"{texts['part_of']}: {self.part_line}")] if self.part else []),
            GuideLine(style.BLANK),
            GuideLine(style.SECTION, word=texts["how"]),
            *(GuideLine(style.STEP, str(number), *step) for number, step in enumerate(steps, start=1)),
            GuideLine(style.BLANK),
            GuideLine(style.SECTION, word=texts["choices"]),
            *(GuideLine(style.CHOICE, "", choice, text) for choice, text in zip(self.choices, meanings, strict=True)),
            GuideLine(style.BLANK),
            GuideLine(style.SECTION, word=texts["about"]),
            *(GuideLine(style.FACT, "", label, value) for label, value in self._facts()),
            GuideLine(style.BLANK),
            GuideLine(style.REMARK, word=texts["own_wording"]),
        ]

    def _facts(self) -> Iterator[tuple[str, str]]:
        words = HEADINGS.get(self.language, HEADINGS["de"])
        facts = {
            self.texts["commune"]: self.commune_name,
            words[Column.AGS]: self.commune_ags,
            self.texts["round"]: self.round_name,
            words[Column.SELF_CHECK]: str(self.self_check_id or ""),
            words[Column.CATALOGUE]: self.catalogue.version,
            self.texts["written_on"]: self._day(self.written_on),
            words[Column.PART]: self.part_line,
        }
        return ((label, value) for label, value in facts.items() if value)

    @property
    def identity(self) -> dict[str, str]:
        """What the file says about itself in its document properties."""
        return {
            "catalogue_version": self.catalogue.version,
            "commune_ags": self.commune_ags,
            "self_check_id": str(self.self_check_id or ""),
        } | ({"part": self.part.name} if self.part else {})

    @property
    def choice_rows(self) -> tuple[int, int]:
        """The first and last row of the guide (1 is the top) that hold the drop-down list."""
        numbers = [number for number, line in enumerate(self.guide, start=1) if line.style is GuideStyle.CHOICE]
        return numbers[0], numbers[-1]

    @property
    def overview_headings(self) -> list[str]:
        """The headings of the overview."""
        words = REPLY_WORDS.get(self.language, REPLY_WORDS["de"])
        texts = self.texts
        return [
            HEADINGS.get(self.language, HEADINGS["de"])[Column.FIELD],
            texts["questions"],
            texts["answered"],
            words[NotKnown],
            words[NotApplicable],
            texts["open"],
        ]

    @property
    def overview_formulas(self) -> tuple[str, ...]:
        """The formulas of an overview row, with blanks for the ranges `fields` and `answers` and this row's `field`."""
        of_field = "({fields}={field})"
        not_known, not_applicable = self.choices[-2:]
        said = [f'SUMPRODUCT({of_field}*({{answers}}="{word}"))' for word in (not_known, not_applicable)]
        is_open = f"SUMPRODUCT({of_field}*(LEN(TRIM({{answers}}))=0))"
        questions = f"SUMPRODUCT(--{of_field})"
        return questions, f"{questions}-{said[0]}-{said[1]}-{is_open}", *said, is_open

    def counts(self, field: ActionField) -> tuple[int, ...]:
        """What the overview's formulas give for the answers as written."""
        replies = [self.sheet[q.id].answer.reply if q.id in self.sheet else None for q in field.questions]
        kinds = (Answered, NotKnown, NotApplicable, type(None))
        return len(replies), *(sum(isinstance(reply, kind) for reply in replies) for kind in kinds)


WRONG_ANSWER = (
    "(LEN(TRIM({answer}))>0)*(SUMPRODUCT(--({choices}={answer}))=0)"
    "*((ISNUMBER({answer})*({answer}>=0)*({answer}<=4))=0)"
)
"""True in an answer cell that says something the reader does not offer; written without argument separators, because
they differ between the formats."""

REASON_MISSING = '({answer}="{not_applicable}")*(LEN(TRIM({remark}))=0)'
"""True in a remark cell that should give the reason for "not applicable"."""
