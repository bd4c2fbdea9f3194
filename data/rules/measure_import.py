"""What an uploaded list of measures would change: a comparison of three states, never of two.

The base is the measure as it was when the file was made. Where the file still says what the base said, nobody changed
it in the file, and a newer change of a colleague stays; each part for itself, as on the screen. Where both changed the
same part, a person decides. Where the base is not told, everything that differs is decided by a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.errors import Refused
from data.model.answer_import import ChangeKind
from data.model.measure_import import (
    MeasureChange,
    MeasureColumn,
    MeasureProblem,
    MeasureProblemKind,
    MeasureRow,
    MeasuresPreview,
    PartChange,
    UploadedMeasures,
    Value,
    written,
)
from data.model.plan import Measure, MeasureStatus, blank_measure
from data.rules.plan_editing import as_text, part_value, require_possible
from data.rules.plan_states import LONGEST_SENTENCE, MEASURE_STEPS

Kind = MeasureProblemKind
STATUS = MeasureColumn.STATUS.value
REASON = MeasureColumn.REASON.value

COLUMN_OF_RULE = {
    "plan_ends_before_it_begins": "due_on",
    "plan_title_needed": "title",
    "status_sentence_too_long": REASON,
}
"""Where a broken rule is told; else in the part that it names, or in no column."""


def compare(stored: Sequence[Measure], uploaded: UploadedMeasures) -> MeasuresPreview:
    """What taking over the file would do to the stored measures.

    A row without a number is the measure that has its title, else a new one: the same file twice changes nothing.
    """
    problems, changes = list(uploaded.problems), list[MeasureChange]()
    seen: dict[object, MeasureRow] = {}
    for row in uploaded.rows:
        try:
            measure = _measure_of(row, stored)
            key = measure.id if measure else _title(row)
            if key in seen:
                kind, column = (Kind.ID_TWICE, "id") if row.measure_id else (Kind.TITLE_TWICE, "title")
                raise _ProblemError(row, kind, column, _found(row, column), [str(seen[key].position.row)])
            seen[key] = row
            changes.append(_new(row) if measure is None else _changed(row, measure))
        except _ProblemError as error:
            problems.append(error.problem)
    not_in_file = sum(measure.id not in seen and measure.id not in uploaded.ids for measure in stored)
    return MeasuresPreview(tuple(changes), tuple(problems), not_in_file)


class _ProblemError(Exception):
    """A row cannot be taken over for this reason."""

    def __init__(
        self, row: MeasureRow, kind: Kind, column: str, found: str, expected: Iterable[str] = (), **rule: Any
    ) -> None:
        super().__init__(kind)
        self.problem = MeasureProblem(row.cell(column), kind, found, tuple(expected), **rule)


def _measure_of(row: MeasureRow, stored: Sequence[Measure]) -> Measure | None:
    """The stored measure that a row is about."""
    if row.measure_id is not None:
        found = next((measure for measure in stored if measure.id == row.measure_id), None)
        if found is None:
            raise _ProblemError(row, Kind.UNKNOWN_ID, "id", str(row.measure_id))
        return found
    return next((measure for measure in stored if _folded(measure.title) == _title(row)), None)


def _title(row: MeasureRow) -> str:
    return _folded(str(row.values["title"]))


def _folded(title: str) -> str:
    return str(written("title", title)).casefold()


def _found(row: MeasureRow, column: str) -> str:
    return str(row.measure_id) if column == "id" else as_text(row.values.get(column))


def _new(row: MeasureRow) -> MeasureChange:
    told = {part: value for part, value in row.values.items() if value is not None}
    status = MeasureStatus(str(told.pop(STATUS, MeasureStatus.IDEA.value)))
    wished: dict[str, Any] = {**told, "status": status}
    if status is MeasureStatus.BLOCKED:
        _require_reason(row)
        wished["blocked_because"] = row.reason
    measure = replace(blank_measure(""), **wished)
    _require_possible(row, measure)
    parts = tuple(PartChange(part, "", as_text(value)) for part, value in told.items() if value != "")
    parts += () if status is MeasureStatus.IDEA else (PartChange(STATUS, "", status.value),)
    return MeasureChange(row.key, ChangeKind.NEW, measure.title, row.position, None, parts, measure, row.reason)


def _changed(row: MeasureRow, measure: Measure) -> MeasureChange:
    parts = tuple(_part_changes(row, measure))
    _require_storable(row, measure, [each for each in parts if not each.is_contested])
    kind = ChangeKind.CHANGED if parts else ChangeKind.UNCHANGED
    hindrance = None
    if any(each.is_contested for each in parts):
        kind, hindrance = ChangeKind.CONFLICT, _hindrance(row, measure, parts)
    return MeasureChange(
        row.key, kind, measure.title, row.position, measure, parts, reason=row.reason, hindrance=hindrance
    )


def _hindrance(row: MeasureRow, measure: Measure, parts: Iterable[PartChange]) -> MeasureProblem | None:
    """Why everything that the row says cannot be stored together."""
    try:
        _require_storable(row, measure, parts)
    except _ProblemError as error:
        return error.problem
    return None


def _require_storable(row: MeasureRow, measure: Measure, parts: Iterable[PartChange]) -> None:
    """What goes only if somebody says so (empty and not contested) breaks no rule."""
    wished: dict[str, Any] = {}
    for each in parts:
        if each.part == STATUS:
            _require_step(row, measure, MeasureStatus(each.wished))
        elif each.is_contested or not each.is_emptied:
            wished[each.part] = part_value(each.part, each.wished)
    _require_possible(row, replace(measure, **wished))


def _part_changes(row: MeasureRow, measure: Measure) -> Iterator[PartChange]:
    stored = stored_values(measure)
    for part, value in row.values.items():
        if part == MeasureColumn.TITLE and row.measure_id is None:
            continue  # it is known by its title, however that is written
        now = written(part, stored[part])
        if not _is_changed(row, part, value) or _is_same(value, now):
            continue
        is_emptied = value in ("", None)
        if part == STATUS and is_emptied:
            continue  # a measure stands somewhere
        is_contested = row.base is None or not _is_same(row.base.get(part), now)
        yield PartChange(part, as_text(stored[part]), as_text(value), is_contested, is_emptied)


def _is_changed(row: MeasureRow, part: str, value: Value) -> bool:
    """Whether somebody changed a part in the file; where that cannot be told, whether the file says anything."""
    if row.base is None:
        return value not in ("", None)
    return not _is_same(value, row.base.get(part))


def _is_same(one: Value, other: Value) -> bool:
    return one == other or (one in ("", None) and other in ("", None))


def stored_values(measure: Measure) -> Mapping[str, Value]:
    """The parts of a measure that a file may tell, with its state."""
    return {**vars(measure), STATUS: measure.status.value}


def _require_step(row: MeasureRow, measure: Measure, to: MeasureStatus) -> None:
    possible = MEASURE_STEPS[measure.status]
    if to not in possible:
        raise _ProblemError(row, Kind.STEP_IMPOSSIBLE, STATUS, to.value, [status.value for status in possible])
    _require_reason(row)


def _require_reason(row: MeasureRow) -> None:
    if not row.reason:
        raise _ProblemError(row, Kind.REASON_MISSING, REASON, "")
    if len(row.reason) > LONGEST_SENTENCE:
        error = Refused("status_sentence_too_long", longest=LONGEST_SENTENCE)
        raise _ProblemError(row, Kind.IMPOSSIBLE, REASON, row.reason[:80], code=error.code, details=error.details)


def _require_possible(row: MeasureRow, measure: Measure) -> None:
    try:
        require_possible(measure)
    except Refused as error:
        column = COLUMN_OF_RULE.get(error.code, str(error.details.get("part", "")))
        found = as_text(row.values.get(column))[:80]
        raise _ProblemError(row, Kind.IMPOSSIBLE, column, found, code=error.code, details=error.details) from None
