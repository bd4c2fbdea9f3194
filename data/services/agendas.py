"""The agenda of a meeting: proposed from the plan, changed by hand, gone through item by item while it runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.meetings import (
    AgendaItem,
    ItemKind,
    ItemState,
    Meeting,
    MeetingStatus,
    ProposedItem,
)
from data.model.people import Permission, Person
from data.model.plan import Measure, Priority
from data.rules import agenda, meeting_states
from data.rules.access import require
from data.rules.plan_editing import open_contests
from data.rules.plan_states import attention
from data.services.meetings import changeable_meeting, log
from data.services.planning import own_measure, own_priority
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, writing


def take_up(acting: Person, meeting_id: int, proposals: Collection[ProposedItem]) -> int:
    """Put proposed items on the agenda, as they were seen; gives back how many were put on it.

    One that is on it already is not put on again; nor is a postponed one that another meeting took up or somebody let
    go meanwhile, unless there are other reasons for it. Raises Refused if the meeting is over, or the agenda gets too
    long.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        work.communes.hold(own_commune(acting).id)  # otherwise two meetings could take up the same postponed item
        on_it = work.meetings.items(meeting.id)
        taken = {agenda.key_of(item) for item in on_it} | {f"item:{item.postponed_from}" for item in on_it}
        still_waiting = {item.id for item in waiting_in(work, acting)}
        added = 0
        for seen in proposals:
            proposal = agenda.as_it_holds(seen, still_waiting)
            if proposal is not None and proposal.key not in taken:
                _add(work, acting, meeting, _item_of(work, acting, meeting, proposal))
                taken.add(proposal.key)
                added += 1
    return added


def add_item(acting: Person, meeting_id: int, title: str, minutes: int) -> int:
    """Put an item on the agenda, also while the meeting runs; gives back its id. Raises Refused for what cannot be."""
    require(acting, Permission.PLAN)
    meeting_states.require_possible_item(title, minutes)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        return _add(work, acting, meeting, _blank_item(meeting, ItemKind.FREE, title.strip(), minutes))


def edit_item(acting: Person, seen: AgendaItem, title: str, minutes: int) -> None:
    """Give an item another title or other minutes; items about something else than themselves keep their title.

    Raises ChangedMeanwhile if somebody else changed it, Refused for what cannot be.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_possible_minutes(minutes)
    if seen.kind is ItemKind.FREE:
        meeting_states.require_text("title", title)
    wished = replace(seen, minutes=minutes, title=title.strip() if seen.kind is ItemKind.FREE else seen.title)
    with writing() as work:
        meeting, item = _open_item(work, acting, seen.id)
        if (item.title, item.minutes) not in {(seen.title, seen.minutes), (wished.title, wished.minutes)}:
            raise ChangedMeanwhile("agenda_changed_meanwhile")
        if (item.title, item.minutes) == (wished.title, wished.minutes):
            return
        work.meetings.change_item(replace(item, title=wished.title, minutes=wished.minutes))
        _told(work, acting, meeting, "item")


def put_in_order(acting: Person, meeting_id: int, item_ids: Collection[int]) -> None:
    """Bring the agenda into this order; items that are not named come last.

    Raises NotFound for an item that is not on it.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        by_id = {item.id: item for item in work.meetings.items(meeting.id)}
        if set(item_ids) - set(by_id):
            raise NotFound("agenda_item_not_found")
        rest = [item_id for item_id in by_id if item_id not in item_ids]
        for position, item_id in enumerate([*item_ids, *rest], start=1):
            work.meetings.change_item(replace(by_id[item_id], position=position))
        _told(work, acting, meeting, "order")


def remove_item(acting: Person, item_id: int) -> None:
    """Take an item off the agenda of a meeting that did not begin.

    Raises Refused once it runs, and where somebody wrote something down about it.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting, item = _open_item(work, acting, item_id)
        if meeting.status is not MeetingStatus.PLANNED:
            raise Refused("meeting_has_begun")
        if any(note.item_id == item.id for note in work.meetings.notes(meeting.id)):
            raise Refused("agenda_item_has_notes")  # from before the beginning was taken back
        work.meetings.remove_item(item.id)
        _told(work, acting, meeting, "removed")


def go_to(acting: Person, item_id: int) -> None:
    """Have another item up; the clock of the one before stops. Raises Refused unless the meeting runs."""
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting, item = running_item(work, acting, item_id)
        _up(work, acting, meeting, item.id)


def settle(acting: Person, seen: AgendaItem, state: ItemState, sentence: str = "") -> None:
    """Say what became of an item; if it was up, the next open one is up.

    Postponed and dropped items want a sentence that says why. OPEN takes it up again. Raises ChangedMeanwhile if
    somebody else said something different meanwhile, Refused without the sentence, and unless the meeting runs.
    """
    require(acting, Permission.PLAN)
    needs_sentence = state in (ItemState.POSTPONED, ItemState.DROPPED)
    meeting_states.require_text("sentence", sentence, empty=not needs_sentence)
    with writing() as work:
        meeting, item = running_item(work, acting, seen.id)
        if (item.state, item.sentence) == (state, sentence.strip()):
            return
        if (item.state, item.sentence) != (seen.state, seen.sentence):
            raise ChangedMeanwhile("agenda_changed_meanwhile")
        work.meetings.change_item(replace(item, state=state, sentence=sentence.strip()))
        _told(work, acting, meeting, f"{item.state.value}>{state.value}")
        if state is ItemState.OPEN:
            _up(work, acting, meeting, item.id)
        elif meeting.item_id == item.id:
            _up(work, acting, meeting, _next_open(work.meetings.items(meeting.id), item))


def let_go(acting: Person, item_id: int, sentence: str) -> None:
    """Propose a postponed item of a meeting that is over no more, with a sentence that says why.

    Raises Refused without a sentence, NotFound if it does not wait.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_text("sentence", sentence)
    with writing() as work:
        work.communes.hold(own_commune(acting).id)  # otherwise a meeting could take it up at the same moment
        item = _item(work, acting, item_id)
        if item.id not in {each.id for each in waiting_in(work, acting)}:
            raise NotFound("agenda_item_not_found")
        work.meetings.change_item(replace(item, state=ItemState.DROPPED, sentence=sentence.strip()))
        log(work, acting, AuditEvent.AGENDA_CHANGED, item.meeting_id, "let_go")


def write_note(acting: Person, item_id: int, text: str, *, seen: str) -> None:
    """Store what this person writes down about an item; `seen` is their own text as they saw it.

    Raises ChangedMeanwhile if they wrote something else elsewhere meanwhile, Refused if the meeting is over.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_text("note", text, empty=True)
    with writing() as work:
        meeting, item = _open_item(work, acting, item_id)
        before = work.meetings.note(item.id, acting.account_id)
        if before == text:
            return
        if before != seen:
            raise ChangedMeanwhile("note_changed_meanwhile")
        work.meetings.write_note(item.id, acting.account_id, text, at=datetime.now(UTC))
        work.meetings.touch(meeting.id)
        log(work, acting, AuditEvent.NOTE_WRITTEN, meeting.id, f"item={item.id}")


def proposals_in(work: UnitOfWork, acting: Person, meeting: Meeting, today: date) -> tuple[ProposedItem, ...]:
    """What the agenda of a meeting could still hold on this day, within a transaction that is open."""
    commune_id = own_commune(acting).id
    measures, priorities = work.plan.measures(commune_id), work.plan.priorities(commune_id)
    earlier = [each for each in work.meetings.all(commune_id) if each.status is MeetingStatus.CLOSED]
    disputed = _disputed(work, commune_id, measures, priorities)
    grounds = agenda.Grounds(
        measures=tuple((each, attention(each, today)) for each in measures),
        priorities=tuple(priorities),
        disputed_measures=disputed[0],
        disputed_priorities=disputed[1],
        waiting=tuple(waiting_in(work, acting)),
        open_tasks=sum(each.task.done_on is None for each in work.decisions.tasks(commune_id, today)),
        last_minutes=bool(earlier),
    )
    return agenda.proposed(grounds, work.meetings.items(meeting.id))


def waiting_in(work: UnitOfWork, acting: Person) -> list[AgendaItem]:
    """Items that meetings which are over left behind and no other meeting took up, the oldest first."""
    meetings = work.meetings.all(own_commune(acting).id)
    return list(agenda.waiting(meetings, work.meetings.items_of([each.id for each in meetings])))


def running_item(work: UnitOfWork, acting: Person, item_id: int) -> tuple[Meeting, AgendaItem]:
    """An item of a running meeting that is held. Raises NotFound for another commune's, Refused if it does not run."""
    meeting, item = _open_item(work, acting, item_id)
    meeting_states.require_running(meeting)
    return meeting, item


def _item(work: UnitOfWork, acting: Person, item_id: int) -> AgendaItem:
    item = work.meetings.item(item_id)
    if item is None or work.meetings.meeting(own_commune(acting).id, item.meeting_id) is None:
        raise NotFound("agenda_item_not_found")
    return item


def _open_item(work: UnitOfWork, acting: Person, item_id: int) -> tuple[Meeting, AgendaItem]:
    """An item whose meeting is not over and is held: the item as it is once the meeting is."""
    meeting = changeable_meeting(work, acting, _item(work, acting, item_id).meeting_id)
    by_id = {item.id: item for item in work.meetings.items(meeting.id)}
    if item_id not in by_id:  # taken off while this write waited for its turn
        raise NotFound("agenda_item_not_found")
    return meeting, by_id[item_id]


def _add(work: UnitOfWork, acting: Person, meeting: Meeting, item: AgendaItem) -> int:
    last = work.meetings.last_position(meeting.id)
    if len(work.meetings.items(meeting.id)) >= meeting_states.MOST_ITEMS:
        raise Refused("agenda_too_long", most=meeting_states.MOST_ITEMS)
    item_id = work.meetings.add_item(replace(item, position=last + 1))
    _told(work, acting, meeting, "added")
    return item_id


def _item_of(work: UnitOfWork, acting: Person, meeting: Meeting, proposal: ProposedItem) -> AgendaItem:
    """The item for a proposal; raises NotFound where it names what is not the commune's."""
    meeting_states.require_possible_minutes(proposal.minutes)
    title = proposal.title
    if proposal.postponed_from is not None:
        title = _item(work, acting, proposal.postponed_from).title
    if proposal.kind is ItemKind.MEASURE and proposal.subject_id is not None:
        title = own_measure(work, acting, proposal.subject_id).title
    elif proposal.kind is ItemKind.PRIORITY and proposal.subject_id is not None:
        title = own_priority(work, acting, proposal.subject_id).title
    return replace(
        _blank_item(meeting, proposal.kind, title, proposal.minutes),
        subject_id=proposal.subject_id,
        reasons=proposal.reasons,
        postponed_from=proposal.postponed_from,
    )


def _blank_item(meeting: Meeting, kind: ItemKind, title: str, minutes: int) -> AgendaItem:
    return AgendaItem(
        id=0,
        meeting_id=meeting.id,
        position=0,
        kind=kind,
        title=title,
        subject_id=None,
        reasons=(),
        minutes=minutes,
        state=ItemState.OPEN,
        sentence="",
        postponed_from=None,
        entered_at=None,
        spent=0,
    )


def _up(work: UnitOfWork, acting: Person, meeting: Meeting, item_id: int | None) -> None:
    """Have this item up, and no other; None for none."""
    now = datetime.now(UTC)
    for item in work.meetings.items(meeting.id):
        if item.id == item_id and item.entered_at is None:
            work.meetings.change_item(replace(item, entered_at=now))
        elif item.id != item_id and item.entered_at is not None:
            spent = item.spent_until(now)
            work.meetings.change_item(replace(item, spent=spent, entered_at=None))
    work.meetings.change(replace(meeting, item_id=item_id))
    log(work, acting, AuditEvent.AGENDA_CHANGED, meeting.id, f"up={item_id or 'none'}")


def _next_open(items: Iterable[AgendaItem], after: AgendaItem) -> int | None:
    """The next item that is open, in the order of the agenda; behind the last one from the start again."""
    still_open = [item for item in items if item.state is ItemState.OPEN and item.id != after.id]
    later = [item for item in still_open if item.position > after.position]
    return next((item.id for item in [*later, *still_open]), None)


def _disputed(
    work: UnitOfWork, commune_id: int, measures: Iterable[Measure], priorities: Iterable[Priority]
) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of measures and of priorities in which two values wait for a decision."""
    of_measures, of_priorities = work.plan.ever_contested(commune_id)
    return (
        frozenset(m.id for m in measures if m.id in of_measures and open_contests(m, work.plan.story(measure_id=m.id))),
        frozenset(
            p.id for p in priorities if p.id in of_priorities and open_contests(p, work.plan.story(priority_id=p.id))
        ),
    )


def _told(work: UnitOfWork, acting: Person, meeting: Meeting, details: str) -> None:
    work.meetings.touch(meeting.id)
    log(work, acting, AuditEvent.AGENDA_CHANGED, meeting.id, details)
