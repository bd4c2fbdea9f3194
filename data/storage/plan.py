"""Priorities, measures and their story in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import Session, col, delete, select, update

from data.model.meetings import ItemKind
from data.model.plan import (
    Measure,
    MeasureStatus,
    MeasureStep,
    PlanEvent,
    PlanEventKind,
    Priority,
    PriorityStatus,
)
from data.storage.tables.meetings import AgendaItemRow, MeetingTaskRow
from data.storage.tables.outcomes import MeasureOutcomeRow
from data.storage.tables.people import AccountRow
from data.storage.tables.plan import ExpectedLevelRow, MeasureRow, MeasureStepRow, PlanEventRow, PriorityRow

MEASURE_COLUMNS = tuple(name for name in MeasureRow.model_fields if name not in {"id", "commune_id", "revision"})
PRIORITY_COLUMNS = tuple(name for name in PriorityRow.model_fields if name not in {"id", "commune_id", "revision"})


class Plan:
    """Reads and changes what communes plan."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def priorities(self, commune_id: int) -> list[Priority]:
        """All priorities of a commune, the oldest first."""
        rows = self._session.exec(
            select(PriorityRow).where(PriorityRow.commune_id == commune_id).order_by(col(PriorityRow.id))
        )
        return [_as_priority(row) for row in rows]

    def priority(self, commune_id: int, priority_id: int, *, hold: bool = False) -> Priority | None:
        """A priority of this commune; `hold`: against other writers until the transaction ends."""
        row = self._session.get(PriorityRow, priority_id, with_for_update=hold, populate_existing=hold)
        return _as_priority(row) if row and row.commune_id == commune_id else None

    def add_priority(self, commune_id: int, priority: Priority) -> int:
        """Store a new priority (its id is ignored) and give back its id."""
        row = PriorityRow(commune_id=commune_id, **_priority_values(priority))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change_priority(self, priority: Priority) -> None:
        """Store a priority as it is given; its revision rises."""
        row = self._session.get(PriorityRow, priority.id)
        assert row is not None
        _set(row, _priority_values(priority))

    def measures(self, commune_id: int) -> list[Measure]:
        """All measures of a commune with steps and expected levels, the oldest first."""
        rows = self._session.exec(
            select(MeasureRow).where(MeasureRow.commune_id == commune_id).order_by(col(MeasureRow.id))
        ).all()
        return self._as_measures(rows)

    def measure(self, commune_id: int, measure_id: int, *, hold: bool = False) -> Measure | None:
        """A measure of this commune; `hold`: against other writers until the transaction ends."""
        row = self._session.get(MeasureRow, measure_id, with_for_update=hold, populate_existing=hold)
        return self._as_measures([row])[0] if row and row.commune_id == commune_id else None

    def add_measure(self, commune_id: int, measure: Measure) -> int:
        """Store a new measure (its id is ignored) with its steps and expected levels, and give back its id."""
        row = MeasureRow(commune_id=commune_id, **_measure_values(measure))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        for step in measure.steps:
            self.add_step(row.id, step.title, step.due_on, step.done_on)
        for question_id, level in measure.expected.items():
            self.expect(row.id, question_id, level)
        return row.id

    def change_measure(self, measure: Measure) -> None:
        """Store a measure as it is given, without its steps and expected levels; its revision rises."""
        row = self._session.get(MeasureRow, measure.id)
        assert row is not None
        _set(row, _measure_values(measure))

    def is_in_meetings(self, measure_id: int) -> bool:
        """Whether a measure stands on an agenda or in a task of a meeting."""
        on_agenda = select(AgendaItemRow.id).where(_about(measure_id)).limit(1)
        in_task = select(MeetingTaskRow.id).where(col(MeetingTaskRow.measure_id) == measure_id).limit(1)
        return any(self._session.exec(found).first() is not None for found in (on_agenda, in_task))

    def remove_measure(self, measure_id: int) -> None:
        """Remove a measure with its steps, expected levels, story and outcomes.

        What meetings hold about it stays, but names it no more: SQLite may give its number to another measure.
        """
        free = update(AgendaItemRow).where(_about(measure_id)).values(kind=ItemKind.FREE.value, subject_id=None)
        self._session.exec(free)
        of_it = update(MeetingTaskRow).where(col(MeetingTaskRow.measure_id) == measure_id)
        self._session.exec(of_it.values(measure_id=None))
        for row, column in (
            (MeasureOutcomeRow, MeasureOutcomeRow.measure_id),
            (PlanEventRow, PlanEventRow.measure_id),
            (ExpectedLevelRow, ExpectedLevelRow.measure_id),
            (MeasureStepRow, MeasureStepRow.measure_id),
            (MeasureRow, MeasureRow.id),
        ):
            self._session.exec(delete(row).where(col(column) == measure_id))

    def add_step(self, measure_id: int, title: str, due_on: date | None, done_on: date | None = None) -> int:
        """Store a new step and give back its id."""
        row = MeasureStepRow(measure_id=measure_id, title=title, due_on=due_on, done_on=done_on)
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change_step(self, step: MeasureStep) -> None:
        """Store a step as it is given."""
        row = self._session.get(MeasureStepRow, step.id)
        assert row is not None
        row.title, row.due_on, row.done_on = step.title, step.due_on, step.done_on

    def remove_step(self, step_id: int) -> None:
        """Remove a step."""
        self._session.exec(delete(MeasureStepRow).where(col(MeasureStepRow.id) == step_id))

    def expect(self, measure_id: int, question_id: str, level: int | None) -> None:
        """Expect a level (0-4) of a question by a measure; None expects nothing any more."""
        if level is None:
            self._session.exec(
                delete(ExpectedLevelRow).where(
                    col(ExpectedLevelRow.measure_id) == measure_id, col(ExpectedLevelRow.question_id) == question_id
                )
            )
        else:
            self._session.merge(ExpectedLevelRow(measure_id=measure_id, question_id=question_id, level=level))

    def tell(
        self, event: PlanEvent, *, by: int | None, priority_id: int | None = None, measure_id: int | None = None
    ) -> None:
        """Add to the story of a priority or a measure; the name in the event is ignored."""
        self._session.add(
            PlanEventRow(
                priority_id=priority_id,
                measure_id=measure_id,
                kind=event.kind.value,
                part=event.part,
                before=event.before,
                after=event.after,
                sentence=event.sentence,
                at=event.at,
                by=by,
            )
        )

    def story(self, *, priority_id: int | None = None, measure_id: int | None = None) -> list[PlanEvent]:
        """The story of a priority or a measure, the first event first."""
        of = PlanEventRow.priority_id == priority_id if measure_id is None else PlanEventRow.measure_id == measure_id
        rows = self._session.exec(
            select(PlanEventRow, AccountRow.display_name)
            .join(AccountRow, col(PlanEventRow.by) == AccountRow.id, isouter=True)
            .where(of)
            .order_by(col(PlanEventRow.id))
        )
        return [_as_event(row, name) for row, name in rows]

    def last_event(self, priority_ids: Iterable[int], measure_ids: Iterable[int]) -> int:
        """A number that rises with every event in the stories of these; 0 for none."""
        of_a_priority = col(PlanEventRow.priority_id).in_(list(priority_ids))
        of_a_measure = col(PlanEventRow.measure_id).in_(list(measure_ids))
        newest = select(PlanEventRow.id).where(of_a_priority | of_a_measure).order_by(col(PlanEventRow.id).desc())
        return self._session.exec(newest.limit(1)).first() or 0

    def done_at(self, commune_id: int) -> dict[int, datetime]:
        """When the measures of a commune were last said to be done, by their id; also those that are so no more.

        Of one that is done and of which nobody said so, when its story begins: files brought such measures.
        """
        is_said = and_(
            col(PlanEventRow.kind) == PlanEventKind.STATUS.value, col(PlanEventRow.after) == MeasureStatus.DONE.value
        )
        said_at = func.max(case((is_said, col(PlanEventRow.at))))
        rows = self._session.exec(
            select(MeasureRow.id, MeasureRow.status, said_at, func.min(PlanEventRow.at))
            .join(PlanEventRow, col(PlanEventRow.measure_id) == MeasureRow.id)
            .where(MeasureRow.commune_id == commune_id)
            .group_by(col(MeasureRow.id), col(MeasureRow.status))
        )
        is_done = MeasureStatus.DONE.value
        return {of: said or begun for of, status, said, begun in rows if of and (said or status == is_done)}

    def ever_contested(self, commune_id: int) -> tuple[list[int], list[int]]:
        """The ids of the measures and of the priorities in which a value ever had to wait beside another."""
        contested = PlanEventRow.kind == PlanEventKind.CONTESTED.value
        measures = self._session.exec(
            select(MeasureRow.id)
            .join(PlanEventRow, col(PlanEventRow.measure_id) == MeasureRow.id)
            .where(MeasureRow.commune_id == commune_id, contested)
            .distinct()
        )
        priorities = self._session.exec(
            select(PriorityRow.id)
            .join(PlanEventRow, col(PlanEventRow.priority_id) == PriorityRow.id)
            .where(PriorityRow.commune_id == commune_id, contested)
            .distinct()
        )
        return [found for found in measures if found], [found for found in priorities if found]

    def contested_stories(self, commune_id: int) -> dict[tuple[bool, int], list[PlanEvent]]:
        """The stories of all in which a value ever had to wait beside another, by whether of a measure, and its id."""
        contested = select(PlanEventRow).where(PlanEventRow.kind == PlanEventKind.CONTESTED.value).subquery()
        rows = self._session.exec(
            select(PlanEventRow, AccountRow.display_name)
            .join(MeasureRow, col(PlanEventRow.measure_id) == MeasureRow.id, isouter=True)
            .join(PriorityRow, col(PlanEventRow.priority_id) == PriorityRow.id, isouter=True)
            .join(AccountRow, col(PlanEventRow.by) == AccountRow.id, isouter=True)
            .where(
                or_(col(MeasureRow.commune_id) == commune_id, col(PriorityRow.commune_id) == commune_id),
                or_(
                    col(PlanEventRow.measure_id).in_(select(contested.c.measure_id)),
                    col(PlanEventRow.priority_id).in_(select(contested.c.priority_id)),
                ),
            )
            .order_by(col(PlanEventRow.id))
        )
        found: dict[tuple[bool, int], list[PlanEvent]] = {}
        for row, name in rows:
            subject = (row.measure_id is not None, row.measure_id or row.priority_id or 0)
            found.setdefault(subject, []).append(_as_event(row, name))
        return found

    def _as_measures(self, rows: Iterable[MeasureRow]) -> list[Measure]:
        found = list(rows)
        ids = [row.id for row in found]
        steps: dict[int, list[MeasureStep]] = {}
        for step in self._session.exec(
            select(MeasureStepRow).where(col(MeasureStepRow.measure_id).in_(ids)).order_by(col(MeasureStepRow.id))
        ):
            assert step.id is not None
            told = MeasureStep(step.id, step.title, step.due_on, step.done_on)
            steps.setdefault(step.measure_id, []).append(told)
        expected: dict[int, dict[str, int]] = {}
        for each in self._session.exec(
            select(ExpectedLevelRow)
            .where(col(ExpectedLevelRow.measure_id).in_(ids))
            .order_by(col(ExpectedLevelRow.question_id))
        ):
            expected.setdefault(each.measure_id, {})[each.question_id] = each.level
        return [_as_measure(row, steps.get(row.id or 0, []), expected.get(row.id or 0, {})) for row in found]


def _about(measure_id: int) -> ColumnElement[bool]:
    """An item of an agenda about this measure."""
    return and_(col(AgendaItemRow.kind) == ItemKind.MEASURE.value, col(AgendaItemRow.subject_id) == measure_id)


def _as_event(row: PlanEventRow, name: str | None) -> PlanEvent:
    return PlanEvent(PlanEventKind(row.kind), row.at, name or "", row.part, row.before, row.after, row.sentence)


def _set(row: PriorityRow | MeasureRow, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1


def _priority_values(priority: Priority) -> dict[str, Any]:
    values = {name: getattr(priority, name) for name in PRIORITY_COLUMNS}
    return {**values, "criteria": ",".join(priority.criteria), "status": priority.status.value}


def _measure_values(measure: Measure) -> dict[str, Any]:
    return {**{name: getattr(measure, name) for name in MEASURE_COLUMNS}, "status": measure.status.value}


def _as_priority(row: PriorityRow) -> Priority:
    values = row.model_dump(exclude={"commune_id"})
    criteria = tuple(key for key in row.criteria.split(",") if key)
    return Priority(**{**values, "criteria": criteria, "status": PriorityStatus(row.status)})


def _as_measure(row: MeasureRow, steps: list[MeasureStep], expected: dict[str, int]) -> Measure:
    values = row.model_dump(exclude={"commune_id"})
    return Measure(**{**values, "status": MeasureStatus(row.status), "steps": tuple(steps), "expected": expected})
