"""Meetings of the own commune: plan, invite, begin, cancel, close; and what their pages show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.calendar import TIME_ZONE
from data.model.meetings import (
    AgendaItem,
    ItemState,
    Meeting,
    MeetingStatus,
    Participant,
    Presence,
)
from data.model.people import Permission, Person
from data.rules import meeting_states
from data.rules.access import require
from data.rules.agenda import STANDING
from data.services.minutes import frozen_in
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing

PARTS = ("title", "starts_at", "minutes", "place", "chair", "minute_taker")
USUAL_WEEKS, USUAL_HOUR, USUAL_MINUTES = 4, 16, 90


def draft(acting: Person, title: str, now: datetime) -> Meeting:
    """A meeting to start from: as the last one, four weeks after it or later on the same weekday and at the same time.

    Before the first one: under this title, in two weeks, for 90 minutes. It is not stored.
    """
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        earlier = [each for each in work.meetings.all(own_commune(acting).id) if each.status is not _S.CANCELLED]
    if not earlier:
        in_two_weeks = (now.astimezone(TIME_ZONE) + timedelta(weeks=2)).replace(hour=USUAL_HOUR, minute=0)
        return _blank(title, in_two_weeks.replace(second=0, microsecond=0).astimezone(UTC))
    last = earlier[-1]
    starts_at = next_start(last.starts_at, now)
    return replace(
        _blank(last.title, starts_at),
        minutes=last.minutes,
        place=last.place,
        chair=last.chair,
        minute_taker=last.minute_taker,
    )


def next_start(last: datetime, now: datetime) -> datetime:
    """Four weeks after the last one, or the first time after now on the same weekday; the clock shows the same time."""
    local = last.astimezone(TIME_ZONE).replace(tzinfo=None)  # four weeks on the clock, also over a change of time
    following = local + timedelta(weeks=USUAL_WEEKS)
    while following.replace(tzinfo=TIME_ZONE) <= now:
        following += timedelta(weeks=1)
    return following.replace(tzinfo=TIME_ZONE).astimezone(UTC)


def add(acting: Person, wished: Meeting) -> int:
    """Plan a meeting (only what can be edited counts); who was invited last is invited again. Gives back its id.

    Raises Refused for what cannot be.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_possible(wished)
    commune_id = own_commune(acting).id
    planned = replace(_blank(wished.title, wished.starts_at), **_parts(wished))
    with writing() as work:
        earlier = [each for each in work.meetings.all(commune_id) if each.status is not _S.CANCELLED]
        meeting_id = work.meetings.add(commune_id, planned)
        for each in work.meetings.participants(earlier[-1].id) if earlier else ():
            work.meetings.invite(meeting_id, each.name)
        log(work, acting, AuditEvent.MEETING_ADDED, meeting_id)
    return meeting_id


def edit(acting: Person, seen: Meeting, wished: Meeting) -> None:
    """Change title, time, length, place, chair or minute taker.

    Raises ChangedMeanwhile where somebody else changed the same to something different, Refused for what cannot be.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_possible(wished)
    changes = {part: value for part, value in _parts(wished).items() if value != getattr(seen, part)}
    with writing() as work:
        stored = changeable_meeting(work, acting, seen.id)
        if any(getattr(stored, part) not in (getattr(seen, part), value) for part, value in changes.items()):
            raise ChangedMeanwhile("meeting_changed_meanwhile")
        changes = {part: value for part, value in changes.items() if value != getattr(stored, part)}
        if changes:
            work.meetings.change(replace(stored, **changes))
            log(work, acting, AuditEvent.MEETING_CHANGED, stored.id, ",".join(changes))


def invite(acting: Person, meeting_id: int, name: str) -> None:
    """Invite somebody by name or function. Raises Refused for no name, one too long, and too many."""
    require(acting, Permission.PLAN)
    meeting_states.require_text("name", name)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        invited = work.meetings.participants(meeting.id)
        if any(each.name.casefold() == name.strip().casefold() for each in invited):
            raise Refused("participant_is_invited")
        if len(invited) >= meeting_states.MOST_PARTICIPANTS:
            raise Refused("too_many_participants", most=meeting_states.MOST_PARTICIPANTS)
        arrived = Presence.PRESENT if meeting.status is _S.RUNNING else Presence.INVITED
        work.meetings.invite(meeting.id, name.strip(), arrived)
        _participants_told(work, acting, meeting.id)


def set_presence(acting: Person, meeting_id: int, participant_id: int, presence: Presence) -> None:
    """Note whether somebody is there. Raises NotFound for who is not invited."""
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        if _participant(work, meeting, participant_id).presence is not presence:
            work.meetings.set_presence(participant_id, presence)
            _participants_told(work, acting, meeting.id)


def note_rest_present(acting: Person, meeting_id: int) -> None:
    """Note everybody as present of whom nothing was noted yet; who was excused, even a moment ago, stays so."""
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        rest = [each for each in work.meetings.participants(meeting.id) if each.presence is Presence.INVITED]
        for each in rest:
            work.meetings.set_presence(each.id, Presence.PRESENT)
        if rest:
            _participants_told(work, acting, meeting.id)


def uninvite(acting: Person, meeting_id: int, participant_id: int) -> None:
    """Take somebody off the list. Raises NotFound for who is not on it."""
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = changeable_meeting(work, acting, meeting_id)
        _participant(work, meeting, participant_id)
        work.meetings.uninvite(participant_id)
        _participants_told(work, acting, meeting.id)


def begin(acting: Person, meeting_id: int) -> None:
    """Begin a meeting: the first item that is still open is up. Raises Refused if it cannot begin."""
    require(acting, Permission.PLAN)
    now = datetime.now(UTC)
    with writing() as work:
        meeting = _stepped(work, acting, meeting_id, _S.RUNNING)
        first = next((each for each in work.meetings.items(meeting.id) if each.state is ItemState.OPEN), None)
        if first is not None:
            work.meetings.change_item(replace(first, entered_at=now))
        began_at = meeting.began_at or now
        work.meetings.change(
            replace(meeting, status=_S.RUNNING, began_at=began_at, item_id=first.id if first else None)
        )


def back_to_plan(acting: Person, meeting_id: int) -> None:
    """Take back that a meeting began, as long as it decided nothing and gave no task.

    Notes stay; what became of items is open again, and their sentences go. Raises Refused if it did, or does not run.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = _stepped(work, acting, meeting_id, _S.PLANNED, only_from=_S.RUNNING)
        decided = work.decisions.of_meeting(own_commune(acting).id, meeting.id)
        if decided or work.decisions.tasks_of_meeting(meeting.id):
            raise Refused("meeting_has_decided")
        for item in work.meetings.items(meeting.id):
            work.meetings.change_item(replace(item, state=ItemState.OPEN, sentence="", entered_at=None, spent=0))
        work.meetings.change(replace(meeting, status=_S.PLANNED, began_at=None, item_id=None))


def cancel(acting: Person, meeting_id: int, sentence: str) -> None:
    """Cancel a meeting with a sentence that says why; its agenda is proposed to the next one.

    Raises Refused without a sentence, and if it began.
    """
    require(acting, Permission.PLAN)
    meeting_states.require_text("sentence", sentence)
    with writing() as work:
        meeting = _stepped(work, acting, meeting_id, _S.CANCELLED)
        work.meetings.change(replace(meeting, status=_S.CANCELLED, sentence=sentence.strip()))


def reinstate(acting: Person, meeting_id: int) -> None:
    """Take back that a meeting was cancelled. Raises Refused if it was not."""
    require(acting, Permission.PLAN)
    with writing() as work:
        meeting = _stepped(work, acting, meeting_id, _S.PLANNED, only_from=_S.CANCELLED)
        work.meetings.change(replace(meeting, status=_S.PLANNED, sentence=""))


def close(acting: Person, meeting_id: int) -> None:
    """Close a running meeting and freeze its minutes; what nobody dealt with is postponed.

    Open items that led to a decision or a task count as discussed. Raises Refused if it does not run.
    """
    require(acting, Permission.PLAN)
    now = datetime.now(UTC)
    with writing() as work:
        meeting = _stepped(work, acting, meeting_id, _S.CLOSED)
        decided = {each.item_id for each in work.decisions.of_meeting(own_commune(acting).id, meeting.id)}
        led_to_something = decided | {each.item_id for each in work.decisions.tasks_of_meeting(meeting.id)}
        for item in work.meetings.items(meeting.id):
            if_open = ItemState.DISCUSSED if item.id in led_to_something else _left(item)
            work.meetings.change_item(_ended(item, now, if_open))
        closed = replace(meeting, status=_S.CLOSED, closed_at=now, item_id=None)
        work.meetings.change(closed)
        work.meetings.freeze(meeting.id, frozen_in(work, acting, closed))


def own_meeting(work: UnitOfWork, acting: Person, meeting_id: int, *, hold: bool = False) -> Meeting:
    """A meeting of the own commune. Raises NotFound for another commune's."""
    found = work.meetings.meeting(own_commune(acting).id, meeting_id, hold=hold)
    if found is None:
        raise NotFound("meeting_not_found")
    return found


def changeable_meeting(work: UnitOfWork, acting: Person, meeting_id: int) -> Meeting:
    """A meeting of the own commune that is not over, held. Raises NotFound for another commune's, Refused if it is."""
    meeting = own_meeting(work, acting, meeting_id, hold=True)
    meeting_states.require_changeable(meeting)
    return meeting


def log(work: UnitOfWork, acting: Person, event: AuditEvent, meeting_id: int, details: str = "") -> None:
    """Note in the audit log what happened to a meeting: ids, numbers and names of parts, never what was written."""
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=own_commune(acting).id,
        subject=f"meeting:{meeting_id}",
        details=details,
    )


_S = MeetingStatus


def _parts(meeting: Meeting) -> dict[str, Any]:
    """What can be edited of it, texts without the spaces around them."""
    values = {part: getattr(meeting, part) for part in PARTS}
    return {part: value.strip() if isinstance(value, str) else value for part, value in values.items()}


def _left(item: AgendaItem) -> ItemState:
    """What becomes of an open item to which nobody came; standing ones are proposed anew anyway."""
    return ItemState.DROPPED if item.kind in STANDING else ItemState.POSTPONED


def _ended(item: AgendaItem, now: datetime, if_open: ItemState) -> AgendaItem:
    state = if_open if item.state is ItemState.OPEN else item.state
    return replace(item, state=state, spent=item.spent_until(now), entered_at=None)


def _stepped(
    work: UnitOfWork, acting: Person, meeting_id: int, to: MeetingStatus, only_from: MeetingStatus | None = None
) -> Meeting:
    """The meeting before a step that it may take, held and logged."""
    meeting = own_meeting(work, acting, meeting_id, hold=True)
    meeting_states.require_step(meeting, to)
    if only_from not in (None, meeting.status):
        raise Refused("meeting_step_impossible", title=meeting.title)
    log(work, acting, AuditEvent.MEETING_STATUS_SET, meeting.id, f"{meeting.status.value}>{to.value}")
    return meeting


def _participant(work: UnitOfWork, meeting: Meeting, participant_id: int) -> Participant:
    for each in work.meetings.participants(meeting.id):
        if each.id == participant_id:
            return each
    raise NotFound("participant_not_found")


def _participants_told(work: UnitOfWork, acting: Person, meeting_id: int) -> None:
    work.meetings.touch(meeting_id)
    log(work, acting, AuditEvent.MEETING_CHANGED, meeting_id, "participants")


def _blank(title: str, starts_at: datetime) -> Meeting:
    return Meeting(
        id=0,
        title=title,
        starts_at=starts_at,
        minutes=USUAL_MINUTES,
        place="",
        chair="",
        minute_taker="",
        status=_S.PLANNED,
        sentence="",
        item_id=None,
        began_at=None,
        closed_at=None,
        revision=1,
    )
