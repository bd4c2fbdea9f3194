"""Lists of measures for tests: the workbook as written, filled in, read back and compared."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
from plans import a_measure

from data.exchange import measure_file, measure_tables
from data.exchange.measure_tables import PLACES, MeasuresWorkbook
from data.model.measure_import import MeasureColumn, UploadedMeasures
from data.model.plan import Measure, MeasureStatus

AGS = "09999001"
DAY = date(2026, 11, 22)
PRIORITIES = {3: "Sprache von Anfang an", 5: "Wohnen für alle; auch für große Familien"}
FULL = a_measure(
    MeasureStatus.BLOCKED,
    id=12,
    priority_id=5,
    title="Sprachmittlung für alle Ämter",
    description="Erste Zeile; mit „Anführung“\n=keine Formel, sondern Text",
    responsible_unit="Straßen- & Grünamt",
    participants="Jugendamt; Träger",
    begins_on=date(2026, 7, 1),
    due_on=date(2027, 3, 31),
    budget_euro=12_000,
    staff_days=25,
    indicator="-5 % Wartezeit",
    blocked_because="Die Mittel sind gesperrt.",
    decision="=2026/14",
    next_review_on=date(2027, 1, 19),
    revision=4,
)
BARE = a_measure(id=13)
VALUES = (
    "priority_id",
    "title",
    "description",
    "responsible_unit",
    "participants",
    "begins_on",
    "due_on",
    "budget_euro",
    "staff_days",
    "indicator",
    "decision",
    "next_review_on",
)


def a_list(*measures: Measure, **changes: Any) -> bytes:
    """The list as the program writes it."""
    values: dict[str, Any] = {
        "measures": measures or (FULL, BARE),
        "priorities": PRIORITIES,
        "commune_name": "Musterstadt",
        "commune_ags": AGS,
        "written_on": DAY,
    }
    return measure_tables.write(MeasuresWorkbook(**{**values, **changes}))


def read(data: bytes, priorities: Mapping[int, str] = PRIORITIES, ags: str = AGS) -> UploadedMeasures:
    """What the reader understands."""
    return measure_file.read(data, "Maßnahmen.xlsx", priorities, ags)


def told(uploaded: UploadedMeasures) -> list[dict[str, Any]]:
    """The values of all rows."""
    return [dict(row.values) for row in uploaded.rows]


def as_told(measure: Measure) -> dict[str, Any]:
    """What a row says about a measure that nobody changed."""
    return {**{part: getattr(measure, part) for part in VALUES}, "status": measure.status.value}


def filled_in(data: bytes, *rows: Mapping[str, Any]) -> bytes:
    """The list with cells changed: each row names its place by `row` (2 is the first), and values by column."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for changes in rows:
        for column, value in changes.items():
            if column != "row":
                sheet.cell(changes["row"], PLACES[MeasureColumn(column)] + 1).value = value  # None empties it too
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def without_columns(data: bytes, columns: Sequence[str]) -> bytes:
    """The list without some of its columns."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for column in sorted((PLACES[MeasureColumn(name)] + 1 for name in columns), reverse=True):
        book.worksheets[0].delete_cols(column)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
