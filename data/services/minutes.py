"""The minutes of a meeting: frozen when it closes, added to later, never changed."""

from __future__ import annotations

from datetime import UTC, datetime

from data.errors import NotFound
from data.model.audit import AuditEvent
from data.model.meetings import AgendaItem, ItemKind, ItemState, Meeting, Minutes, MinutesItem
from data.model.meetings_view import MinutesView
from data.model.people import Permission, Person
from data.rules import meeting_states
from data.rules.access import require
from data.rules.agenda import STANDING
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing


def minutes(acting: Person, meeting_id: int) -> MinutesView:
    """The frozen minutes with what was added later. Raises NotFound for another commune's and before that."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return MinutesView(meeting_id, _own_minutes(work, acting, meeting_id), tuple(work.meetings.addenda(meeting_id)))


def add_addendum(acting: Person, meeting_id: int, text: str) -> None:
    """Add a sentence to frozen minutes. Raises Refused for none or one that is too long, NotFound as `minutes` does."""
    require(acting, Permission.PLAN)
    meeting_states.require_text("addendum", text)
    with writing() as work:
        _own_minutes(work, acting, meeting_id)
        work.meetings.add_addendum(meeting_id, text.strip(), at=datetime.now(UTC), by=acting.account_id)
        work.audit.record(
            AuditEvent.MEETING_CHANGED,
            account_id=acting.account_id,
            commune_id=own_commune(acting).id,
            subject=f"meeting:{meeting_id}",
            details="addendum",
        )


def frozen_in(work: UnitOfWork, acting: Person, meeting: Meeting) -> Minutes:
    """The minutes of a meeting as it stands within a transaction that is open."""
    commune = own_commune(acting)
    notes = [note for note in work.meetings.notes(meeting.id) if note.text.strip()]
    decisions = work.decisions.of_meeting(commune.id, meeting.id)
    tasks = work.decisions.tasks_of_meeting(meeting.id)
    written_about = {n.item_id for n in notes} | {d.item_id for d in decisions} | {t.item_id for t in tasks}
    items = [item for item in work.meetings.items(meeting.id) if item.id in written_about or not _skipped(item)]
    assert meeting.began_at is not None and meeting.closed_at is not None
    return Minutes(
        commune=commune.name,
        title=meeting.title,
        starts_at=meeting.starts_at,
        began_at=meeting.began_at,
        closed_at=meeting.closed_at,
        place=meeting.place,
        chair=meeting.chair,
        minute_taker=meeting.minute_taker,
        participants=tuple(work.meetings.participants(meeting.id)),
        items=tuple(
            MinutesItem(
                number=number,
                kind=item.kind,
                title=item.title,
                state=item.state,
                sentence=item.sentence,
                subject_status=_subject_status(work, commune.id, item),
                spent=item.spent,
                notes=tuple(note.text for note in notes if note.item_id == item.id),
                decisions=tuple(each for each in decisions if each.item_id == item.id),
                tasks=tuple(task for task in tasks if task.item_id == item.id),
            )
            for number, item in enumerate(items, start=1)
        ),
    )


def _skipped(item: AgendaItem) -> bool:
    """Standing items that nobody came to say nothing in the minutes."""
    return item.kind in STANDING and item.state is ItemState.DROPPED and not item.sentence


def _subject_status(work: UnitOfWork, commune_id: int, item: AgendaItem) -> str:
    if item.subject_id is None:
        return ""
    if item.kind is ItemKind.MEASURE:
        measure = work.plan.measure(commune_id, item.subject_id)
        return measure.status.value if measure else ""
    priority = work.plan.priority(commune_id, item.subject_id)
    return priority.status.value if priority else ""


def _own_minutes(work: UnitOfWork, acting: Person, meeting_id: int) -> Minutes:
    meeting = work.meetings.meeting(own_commune(acting).id, meeting_id)
    found = work.meetings.minutes(meeting_id) if meeting else None
    if found is None:
        raise NotFound("minutes_not_found")
    return found
