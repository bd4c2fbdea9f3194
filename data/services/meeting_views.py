"""What the pages of the meetings show: the list, one meeting as it stands now, and the log of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from data.model.meetings import AgendaItem, ItemKind, Meeting, MeetingStatus, ProposedItem
from data.model.meetings_view import (
    ItemView,
    ListedMeeting,
    LoggedDecision,
    MeetingStamp,
    MeetingsView,
    MeetingView,
    StatedTask,
)
from data.model.people import Permission, Person
from data.model.plan import Measure
from data.rules.access import may, require
from data.rules.plan_states import MEASURE_STEPS, PRIORITY_STEPS
from data.services.agendas import proposals_in, waiting_in
from data.services.meetings import own_meeting
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading


def overview(acting: Person, today: date) -> MeetingsView:
    """All meetings of the own commune, what waits for the next one, and every open task."""
    require(acting, Permission.READ_PLAN)
    commune_id = own_commune(acting).id
    with reading() as work:
        found = work.meetings.all(commune_id)
        items = work.meetings.items_of([each.id for each in found])
        decisions, tasks = work.decisions.log(commune_id), _open_tasks(work, commune_id, today)
        waiting = waiting_in(work, acting)
    listed = [
        ListedMeeting(
            meeting=meeting,
            items=sum(item.meeting_id == meeting.id for item in items),
            decisions=sum(each.decision.meeting_id == meeting.id for each in decisions),
            open_tasks=sum(each.task.meeting_id == meeting.id for each in tasks),
        )
        for meeting in found
    ]
    return MeetingsView(
        coming=tuple(each for each in listed if _is_to_come(each.meeting)),
        past=tuple(each for each in reversed(listed) if not _is_to_come(each.meeting)),
        waiting=tuple(waiting),
        open_tasks=tasks,
        may_plan=may(acting, Permission.PLAN),
    )


def detail(acting: Person, meeting_id: int, today: date) -> MeetingView:
    """One meeting as it stands now. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    commune_id = own_commune(acting).id
    with reading() as work:
        meeting = own_meeting(work, acting, meeting_id)
        is_planned = meeting.status is MeetingStatus.PLANNED
        earlier, measures = _open_tasks(work, commune_id, today), work.plan.measures(commune_id)
        items = _items(work, commune_id, meeting, measures)
        proposals = proposals_in(work, acting, meeting, today) if is_planned else ()
        named: list[AgendaItem | ProposedItem] = [*(each.item for each in items), *proposals]
        return MeetingView(
            meeting=meeting,
            participants=tuple(work.meetings.participants(meeting.id)),
            items=items,
            proposals=proposals,
            earlier_tasks=tuple(each for each in earlier if each.task.meeting_id != meeting.id),
            units=_units(measures, earlier),
            last_decision=work.decisions.last_number(commune_id),
            may_plan=may(acting, Permission.PLAN),
            measures={each.id: each for each in measures if each.id in _subjects(named, ItemKind.MEASURE)},
            left_on=work.meetings.left_on(commune_id, {each.postponed_from for each in named if each.postponed_from}),
            also_on=_also_on(work, commune_id, meeting, [each.item for each in items]) if _is_to_come(meeting) else {},
        )


def revision(acting: Person, meeting_id: int) -> int:
    """A number that rises with every change of the meeting: cheap to ask. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return own_meeting(work, acting, meeting_id).revision


def stamp(acting: Person, meeting_id: int) -> MeetingStamp:
    """What tells that the meeting, or a priority or measure on its agenda, changed: cheap to ask every few seconds.

    Raises NotFound for another commune's.
    """
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        meeting = own_meeting(work, acting, meeting_id)
        items = work.meetings.items(meeting.id)
        priorities, measures = (_subjects(items, kind) for kind in (ItemKind.PRIORITY, ItemKind.MEASURE))
        return MeetingStamp(meeting.revision, meeting.item_id, work.plan.last_event(priorities, measures))


def decisions(acting: Person) -> tuple[LoggedDecision, ...]:
    """All decisions of the own commune through the years, the newest first."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return tuple(work.decisions.log(own_commune(acting).id))


def tasks(acting: Person, today: date) -> tuple[StatedTask, ...]:
    """All tasks of the own commune, done or not: by due day, those without one last."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return tuple(work.decisions.tasks(own_commune(acting).id, today))


def _is_to_come(meeting: Meeting) -> bool:
    return meeting.status in (MeetingStatus.PLANNED, MeetingStatus.RUNNING)


def _also_on(work: UnitOfWork, commune_id: int, meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, datetime]:
    """When the meetings are that took up what stands here, or what it continues, while this one was cancelled."""
    at_stake = {each.id for each in items} | {each.postponed_from for each in items if each.postponed_from}
    found = work.meetings.taken_up_on(commune_id, at_stake, but=meeting.id)
    on = {each.id: found.get(each.id) or found.get(each.postponed_from or 0) for each in items}
    return {item_id: starts_at for item_id, starts_at in on.items() if starts_at is not None}


def _open_tasks(work: UnitOfWork, commune_id: int, today: date) -> tuple[StatedTask, ...]:
    return tuple(each for each in work.decisions.tasks(commune_id, today) if each.task.done_on is None)


def _units(measures: Iterable[Measure], open_tasks: Iterable[StatedTask]) -> tuple[str, ...]:
    """The units in use in measures and tasks, in the order of the alphabet."""
    of_measures = {each.responsible_unit for each in measures}
    return tuple(sorted((of_measures | {each.task.unit for each in open_tasks}) - {""}, key=str.casefold))


def _subjects(named: Iterable[AgendaItem | ProposedItem], kind: ItemKind) -> set[int]:
    return {each.subject_id for each in named if each.kind is kind and each.subject_id is not None}


def _items(work: UnitOfWork, commune_id: int, meeting: Meeting, planned: Iterable[Measure]) -> tuple[ItemView, ...]:
    notes = work.meetings.notes(meeting.id)
    taken, given = work.decisions.of_meeting(commune_id, meeting.id), work.decisions.tasks_of_meeting(meeting.id)
    measures = {each.id: each for each in planned}
    priorities = {each.id: each for each in work.plan.priorities(commune_id)}

    def view(item: AgendaItem) -> ItemView:
        subject_id = item.subject_id or 0
        measure = measures.get(subject_id) if item.kind is ItemKind.MEASURE else None
        priority = priorities.get(subject_id) if item.kind is ItemKind.PRIORITY else None
        may_become = MEASURE_STEPS[measure.status] if measure else PRIORITY_STEPS[priority.status] if priority else ()
        return ItemView(
            item=item,
            notes=tuple(note for note in notes if note.item_id == item.id),
            decisions=tuple(each for each in taken if each.item_id == item.id),
            tasks=tuple(task for task in given if task.item_id == item.id),
            measure=measure,
            priority=priority,
            may_become=may_become,
        )

    return tuple(view(item) for item in work.meetings.items(meeting.id))
