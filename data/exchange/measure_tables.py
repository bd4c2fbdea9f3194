"""Writes the list of measures as an xlsx file to fill in: a table with lists to choose from, and a guide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.exchange.answer_words import with_formula_guard
from data.exchange.measure_base import packed
from data.exchange.measure_words import HEADINGS, STATUS_WORDS, TEXTS, language_known
from data.exchange.workbook_layout import row_height
from data.exchange.workbook_style import CALM
from data.exchange.workbook_tables import TEXT, WHOLE, Column, TableBook, Value
from data.model.measure_import import MeasureColumn as C
from data.model.plan import Measure

DAY = "dd.mm.yyyy"
ROWS_TO_ADD = 200
"""So many rows below the last measure have lists to choose from."""
GUIDE_WIDTHS = (30.0, 92.0)
TITLE_HEIGHT, SECTION_HEIGHT = 30, 24

WIDTHS: Mapping[C, tuple[float, str]] = {
    C.ID: (7, WHOLE),
    C.PRIORITY: (26, TEXT),
    C.TITLE: (36, TEXT),
    C.DESCRIPTION: (46, TEXT),
    C.RESPONSIBLE_UNIT: (22, TEXT),
    C.PARTICIPANTS: (24, TEXT),
    C.BEGINS_ON: (12, DAY),
    C.DUE_ON: (12, DAY),
    C.BUDGET: (13, WHOLE),
    C.STAFF_DAYS: (13, WHOLE),
    C.INDICATOR: (28, TEXT),
    C.STATUS: (12, TEXT),
    C.REASON: (30, TEXT),
    C.DECISION: (24, TEXT),
    C.NEXT_REVIEW: (15, DAY),
    C.AGS: (12, TEXT),
    C.BASE: (20, TEXT),
}
"""Every column in its order with its width in characters and its format."""
HIDDEN = frozenset({C.AGS, C.BASE})
PLACES = {column: place for place, column in enumerate(WIDTHS)}


@dataclass(frozen=True)
class MeasuresWorkbook:
    """What to write: the measures, a name for each priority by id, whose they are, and the day."""

    measures: Sequence[Measure]
    priorities: Mapping[int, str]
    commune_name: str
    commune_ags: str
    written_on: date
    language: str = "de"


def write(contents: MeasuresWorkbook) -> bytes:
    """The list as an xlsx file. The same contents always give the same bytes."""
    language = language_known(contents.language)
    texts, headings = TEXTS[language], HEADINGS[language]
    book = TableBook(texts["title"], contents.written_on)
    columns = [
        Column(headings[column], width, number_format, is_hidden=column in HIDDEN)
        for column, (width, number_format) in WIDTHS.items()
    ]
    rows = [_row(contents, measure, language) for measure in contents.measures]
    sheet = book.table(texts["measures"], columns, rows)
    sheet.freeze_panes(1, PLACES[C.TITLE] + 1)
    ranges = _guide(book, contents, language)
    for column, source in ranges.items():
        place = PLACES[column]
        # No error box: other words are understood too, and what is not is told when the file is uploaded.
        choice = {"validate": "list", "source": source, "show_error": False}
        sheet.data_validation(1, place, len(rows) + ROWS_TO_ADD, place, choice)
    return book.written()


def _row(contents: MeasuresWorkbook, measure: Measure, language: str) -> list[Value]:
    told: dict[C, Value] = {
        column: getattr(measure, column.value) for column in WIDTHS if hasattr(measure, column.value)
    }
    told |= {
        C.PRIORITY: contents.priorities.get(measure.priority_id or 0, ""),
        C.STATUS: STATUS_WORDS[language][measure.status],
        C.REASON: measure.blocked_because,
        C.AGS: contents.commune_ags,
        C.BASE: packed(_base(measure, contents.priorities)),
    }
    return [_guarded(told[column]) for column in WIDTHS]


def _guarded(value: Value) -> Value:
    return with_formula_guard(value, in_csv=False) if isinstance(value, str) else value


def _base(measure: Measure, priorities: Mapping[int, str]) -> dict[str, Any]:
    """A measure as it is now, for the reader to tell later what was changed in the file; days as 2027-03-01."""
    parts = (column for column in WIDTHS if column not in (C.PRIORITY, C.REASON, *HIDDEN))
    told: dict[str, Any] = {column.value: _plain(getattr(measure, column.value)) for column in parts}
    told |= {
        C.PRIORITY.value: measure.priority_id,
        "priority": priorities.get(measure.priority_id or 0, ""),
        C.REASON.value: measure.blocked_because,
    }
    return told


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _guide(book: TableBook, contents: MeasuresWorkbook, language: str) -> dict[C, str]:
    """How to fill in the list, and what can be chosen; gives back where the choices stand."""
    texts = TEXTS[language]
    sheet = book.sheet(texts["guide"])
    sheet.hide_gridlines(2)
    for place, width in enumerate(GUIDE_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.set_row(0, TITLE_HEIGHT)
    sheet.write_string(0, 0, texts["title"], book.look(bold=True, font_size=18, font_color=CALM, text_wrap=False))
    strong, plain = book.look(bold=True), book.look()
    row, ranges = 2, dict[C, str]()
    for heading, lines, column in _sections(contents, language):
        section = book.look(bold=True, font_size=12, font_color=CALM, bottom=1, bottom_color=CALM)
        sheet.set_row(row, SECTION_HEIGHT)
        sheet.write_string(row, 0, heading, section)
        sheet.write_blank(row, 1, None, section)
        for number, (word, text) in enumerate(lines, start=row + 1):
            sheet.set_row(number, row_height([(word, GUIDE_WIDTHS[0]), (text, GUIDE_WIDTHS[1])]))
            sheet.write_string(number, 0, word, strong)
            sheet.write_string(number, 1, text, plain)
        if column is not None:
            ranges[column] = f"='{texts['guide']}'!$A${row + 2}:$A${row + 1 + len(lines)}"
        row += len(lines) + 2
    return ranges


def _sections(contents: MeasuresWorkbook, language: str) -> Iterator[tuple[str, list[tuple[str, str]], C | None]]:
    """The sections of the guide: heading, lines of a word and a text, and the column that they are choices of."""
    texts, day = TEXTS[language], contents.written_on
    steps = (step.partition("|") for step in texts["steps"].split("\n"))
    yield texts["how"], [(word, text) for word, _bar, text in steps], None
    yield texts["states"], [(word, "") for word in STATUS_WORDS[language].values()], C.STATUS
    if contents.priorities:
        yield texts["priorities"], [(name, "") for name in contents.priorities.values()], C.PRIORITY
    yield texts["about"], [(texts["commune"], contents.commune_name), (texts["written_on"], f"{day:%d.%m.%Y}")], None
