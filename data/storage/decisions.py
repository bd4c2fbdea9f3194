"""Decisions and tasks of meetings in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from data.model.meetings import Decision, ItemKind, Task, Votes
from data.model.meetings_view import LoggedDecision, StatedTask
from data.storage.tables.meetings import AgendaItemRow, DecisionRow, MeetingRow, MeetingTaskRow


class Decisions:
    """Notes and finds what meetings decided, and the tasks that they gave."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last_number(self, commune_id: int) -> int:
        """The highest number that was given in this commune; 0 before the first decision."""
        statement = select(func.max(DecisionRow.number)).where(DecisionRow.commune_id == commune_id)
        return self._session.exec(statement).one() or 0

    def add(self, commune_id: int, decision: Decision) -> int:
        """Store a new decision (its id is ignored) and give back its id."""
        row = DecisionRow(commune_id=commune_id, **_decision_values(decision))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change(self, decision: Decision) -> None:
        """Store a decision as it is given; its number stays."""
        row = self._session.get(DecisionRow, decision.id)
        assert row is not None
        for name, value in _decision_values(decision).items():
            setattr(row, name, value)

    def decision(self, commune_id: int, decision_id: int) -> Decision | None:
        """A decision of this commune."""
        row = self._session.get(DecisionRow, decision_id)
        if row is None or row.commune_id != commune_id:
            return None
        return _as_decision(row, self._replaced(commune_id))

    def by_number(self, commune_id: int, number: int) -> Decision | None:
        """The decision with this number."""
        row = self._session.exec(
            select(DecisionRow).where(DecisionRow.commune_id == commune_id, DecisionRow.number == number)
        ).first()
        return _as_decision(row, self._replaced(commune_id)) if row else None

    def of_meeting(self, commune_id: int, meeting_id: int) -> list[Decision]:
        """The decisions of a meeting, the first number first."""
        rows = self._session.exec(
            select(DecisionRow).where(DecisionRow.meeting_id == meeting_id).order_by(col(DecisionRow.number))
        ).all()
        replaced = self._replaced(commune_id) if rows else {}
        return [_as_decision(row, replaced) for row in rows]

    def log(self, commune_id: int) -> list[LoggedDecision]:
        """All decisions of a commune with where they come from, the newest first."""
        rows = self._session.exec(
            select(DecisionRow, MeetingRow.title, MeetingRow.starts_at, AgendaItemRow)
            .join(MeetingRow, col(DecisionRow.meeting_id) == MeetingRow.id)
            .join(AgendaItemRow, col(DecisionRow.item_id) == AgendaItemRow.id)
            .where(DecisionRow.commune_id == commune_id)
            .order_by(col(DecisionRow.number).desc())
        ).all()
        replaced = _by_what(row for row, *_ in rows)
        return [
            LoggedDecision(
                decision=_as_decision(row, replaced),
                meeting_title=title,
                meeting_starts_at=starts_at,
                item_title=item.title,
                priority_id=item.subject_id if item.kind == ItemKind.PRIORITY.value else None,
                measure_id=item.subject_id if item.kind == ItemKind.MEASURE.value else None,
            )
            for row, title, starts_at, item in rows
        ]

    def add_task(self, commune_id: int, task: Task) -> int:
        """Store a new task (its id is ignored) and give back its id."""
        row = MeetingTaskRow(commune_id=commune_id, **_task_values(task))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change_task(self, task: Task) -> None:
        """Store a task as it is given."""
        row = self._session.get(MeetingTaskRow, task.id)
        assert row is not None
        for name, value in _task_values(task).items():
            setattr(row, name, value)

    def remove_task(self, task_id: int) -> None:
        """Remove a task."""
        row = self._session.get(MeetingTaskRow, task_id)
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def task(self, commune_id: int, task_id: int, *, hold: bool = False) -> Task | None:
        """A task of this commune; `hold`: against other writers until the transaction ends."""
        row = self._session.get(MeetingTaskRow, task_id, with_for_update=hold, populate_existing=hold)
        return _as_task(row) if row and row.commune_id == commune_id else None

    def tasks_of_meeting(self, meeting_id: int) -> list[Task]:
        """The tasks that a meeting gave, in the order in which it did."""
        rows = self._session.exec(
            select(MeetingTaskRow).where(MeetingTaskRow.meeting_id == meeting_id).order_by(col(MeetingTaskRow.id))
        )
        return [_as_task(row) for row in rows]

    def tasks(self, commune_id: int, today: date) -> list[StatedTask]:
        """All tasks of a commune as they stand on this day: by due day, those without one last."""
        rows = self._session.exec(
            select(MeetingTaskRow, MeetingRow.title, func.coalesce(MeetingRow.began_at, MeetingRow.starts_at))
            .join(MeetingRow, col(MeetingTaskRow.meeting_id) == MeetingRow.id)
            .where(MeetingTaskRow.commune_id == commune_id)
            .order_by(col(MeetingTaskRow.due_on).is_(None), col(MeetingTaskRow.due_on), col(MeetingTaskRow.id))
        )
        return [
            StatedTask(
                task=_as_task(row),
                meeting_title=title,
                given_at=given_at,
                overdue=row.done_on is None and row.due_on is not None and row.due_on < today,
            )
            for row, title, given_at in rows
        ]

    def _replaced(self, commune_id: int) -> dict[int, int]:
        """The numbers of decisions that an accepted later one took the place of, with its number."""
        rows = self._session.exec(
            select(DecisionRow).where(DecisionRow.commune_id == commune_id, col(DecisionRow.replaces).is_not(None))
        )
        return _by_what(rows)


def _by_what(rows: Iterable[DecisionRow]) -> dict[int, int]:
    """The numbers of decisions that one of these took the place of, with its number; only what is accepted does."""
    found = (_as_decision(row, {}) for row in rows)
    return {
        each.replaces: each.number
        for each in found
        if each.replaces is not None and each.accepted and not each.withdrawn_because
    }


def _decision_values(decision: Decision) -> dict[str, Any]:
    votes = decision.votes
    return {
        **{
            name: getattr(decision, name)
            for name in ("number", "meeting_id", "item_id", "text", "replaces", "withdrawn_because", "decided_on")
        },
        "votes_yes": votes.yes if votes else None,
        "votes_no": votes.no if votes else None,
        "votes_abstained": votes.abstained if votes else None,
    }


def _as_decision(row: DecisionRow, replaced: Mapping[int, int]) -> Decision:
    votes = None
    if row.votes_yes is not None:
        votes = Votes(row.votes_yes, row.votes_no or 0, row.votes_abstained or 0)
    assert row.id is not None
    return Decision(
        id=row.id,
        number=row.number,
        meeting_id=row.meeting_id,
        item_id=row.item_id,
        text=row.text,
        votes=votes,
        replaces=row.replaces,
        replaced_by=replaced.get(row.number),
        withdrawn_because=row.withdrawn_because,
        decided_on=row.decided_on,
    )


def _task_values(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in MeetingTaskRow.model_fields if name not in {"id", "commune_id"}}


def _as_task(row: MeetingTaskRow) -> Task:
    return Task(**row.model_dump(exclude={"commune_id"}))
