"""The meetings of the demo's showcase, with minutes as they were frozen on their day: everything of it is made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from data.content.demo_meetings import DemoItem, DemoMeeting, demo_meetings
from data.content.demo_plan import demo_plan
from data.model.audit import AuditEvent
from data.model.meetings import AgendaItem, Decision, DecisionWish, ItemKind, Meeting, MeetingStatus, Minutes, Task
from data.model.people import Commune, Person
from data.model.plan import MeasureStatus, PlanEvent, PlanEventKind, PriorityStatus
from data.services.minutes import frozen_in
from data.storage.database import UnitOfWork

WRITES_MINUTES = "sachbearbeitung"


def add_in(work: UnitOfWork, commune: Commune, subjects: Mapping[str, int]) -> None:
    """Add the meetings to the showcase, once plan and accounts are there.

    `subjects` are the ids of the priorities by key and of the measures by title.
    """
    writer = _Writer(work, commune, subjects)
    for planned in demo_meetings():
        writer.add(planned)
    work.audit.record(AuditEvent.DEMO_CREATED, commune_id=commune.id, details="meetings")


class _Writer:
    """Stores one meeting after the other, and knows the items of those before by day and title."""

    def __init__(self, work: UnitOfWork, commune: Commune, subjects: Mapping[str, int]) -> None:
        self._work, self._commune, self._subjects = work, commune, subjects
        self._earlier: dict[tuple[date, str], int] = {}

    def add(self, planned: DemoMeeting) -> None:
        """Store a meeting; tasks are done only after the minutes were frozen."""
        work = self._work
        meeting = replace(planned.meeting, id=work.meetings.add(self._commune.id, planned.meeting))
        for each in planned.participants:
            work.meetings.invite(meeting.id, each.name, each.presence)
        given = [task for each in planned.items for task in self._add_item(planned.day, meeting, each)]
        if meeting.status is MeetingStatus.CLOSED:
            work.meetings.freeze(meeting.id, _as_on_its_day(frozen_in(work, _minute_taker(work), meeting)))
        for task in given:
            work.decisions.change_task(task)

    def _add_item(self, day: date, meeting: Meeting, wished: DemoItem) -> list[Task]:
        """Store an item with all that belongs to it; gives back its tasks as they are to become."""
        subject_id = self._subjects[wished.subject] if wished.subject else None
        title = wished.item.title or _title(self._work, self._commune, wished.item.kind, subject_id)
        continued = self._earlier[wished.continues, title] if wished.continues else None
        item = replace(wished.item, meeting_id=meeting.id, title=title, subject_id=subject_id, postponed_from=continued)
        item = replace(item, id=self._work.meetings.add_item(item))
        self._earlier[day, title] = item.id
        for username, text in wished.notes.items():
            account_id = _account_id(self._work, username)
            self._work.meetings.write_note(item.id, account_id, text, at=meeting.starts_at)
        for wish, withdrawn in wished.decisions:
            self._decide(day, item, wish, withdrawn)
        return [self._give(item, task) for task in wished.tasks]

    def _decide(self, day: date, item: AgendaItem, wish: DecisionWish, withdrawn: str) -> None:
        number = self._work.decisions.last_number(self._commune.id) + 1
        about = (item.meeting_id, item.id, wish.text, wish.votes, wish.replaces)
        self._work.decisions.add(self._commune.id, Decision(0, number, *about, None, withdrawn, day))

    def _give(self, item: AgendaItem, task: Task) -> Task:
        measure_id = item.subject_id if item.kind is ItemKind.MEASURE else None
        given = replace(task, meeting_id=item.meeting_id, item_id=item.id, measure_id=measure_id)
        return replace(given, id=self._work.decisions.add_task(self._commune.id, replace(given, done_on=None)))


def _title(work: UnitOfWork, commune: Commune, kind: ItemKind, subject_id: int | None) -> str:
    """The title of what an item is about; empty for a standing item."""
    if subject_id is None:
        return ""
    find = work.plan.priority if kind is ItemKind.PRIORITY else work.plan.measure
    found = find(commune.id, subject_id)
    assert found is not None
    return found.title


def _as_on_its_day(minutes: Minutes) -> Minutes:
    """The minutes with what priorities and measures stood at then, and not with what they stand at now."""
    plan = demo_plan()
    priorities = {each.priority.title: each.story for each in plan.priorities}
    measures = {each.measure.title: each.story for each in plan.measures}
    begin = {ItemKind.PRIORITY: PriorityStatus.PROPOSED.value, ItemKind.MEASURE: MeasureStatus.IDEA.value}
    stories = {ItemKind.PRIORITY: priorities, ItemKind.MEASURE: measures}
    return replace(
        minutes,
        items=tuple(
            replace(item, subject_status=_status(stories[item.kind][item.title], begin[item.kind], minutes.closed_at))
            if item.kind in stories
            else item
            for item in minutes.items
        ),
    )


def _status(story: Iterable[PlanEvent], begin: str, at: datetime) -> str:
    taken = [event.after for event in story if event.kind is PlanEventKind.STATUS and event.at <= at]
    return taken[-1] if taken else begin


def _minute_taker(work: UnitOfWork) -> Person:
    found = work.accounts.person(_account_id(work, WRITES_MINUTES))
    assert found is not None
    return found


def _account_id(work: UnitOfWork, username: str) -> int:
    credentials = work.accounts.credentials(username)
    assert credentials is not None
    return credentials.account_id
