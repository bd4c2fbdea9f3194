"""A person's calendar link, and the feed that it leads to."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from data.exchange import calendar_file, reminder_texts
from data.model.audit import AuditEvent
from data.model.calendar import TIME_ZONE, CalendarEntry
from data.model.people import Permission, Person
from data.model.reminders import Due, DueKind
from data.rules.access import may, require
from data.services import exchange_dates, reminders
from data.services.invitations import meeting_entry
from data.services.self_checks import own_commune
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing

TOKEN_BYTES = 32
PAST_MEETINGS = timedelta(days=90)
"""For how long the feed keeps a meeting that is over."""
WITH_A_TIME = (DueKind.MEETING, DueKind.EXCHANGE_DATE, DueKind.EXCHANGE_CANCELLED)
"""What the feed tells with its time and place, and not as a day on which something is due."""


def link_made_at(acting: Person) -> datetime | None:
    """When the link of this person was made; None if there is none."""
    require(acting, Permission.READ_ROUNDS)
    with reading() as work:
        return work.reminders.link_made_at(acting.account_id)


def make_link(acting: Person) -> str:
    """The secret of a new link, which nobody can be told again; the link before ends."""
    require(acting, Permission.READ_ROUNDS)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with writing() as work:
        work.reminders.set_link(acting.account_id, _hashed(token), datetime.now(UTC))
        _note(work, AuditEvent.CALENDAR_LINK_MADE, acting)
    return token


def revoke_link(acting: Person) -> None:
    """End the link of this person at once. Nothing happens if there was none."""
    require(acting, Permission.READ_ROUNDS)
    with writing() as work:
        if work.reminders.link_made_at(acting.account_id) is not None:
            work.reminders.remove_link(acting.account_id)
            _note(work, AuditEvent.CALENDAR_LINK_REVOKED, acting)


def feed(token: str, now: datetime) -> bytes | None:
    """The calendar file behind a link, as its person may see it now.

    None for a secret that nobody has, that ended, or whose person is switched off or has nothing to do with a commune
    any more: all of them cost one look into the database.
    """
    wanted = _hashed(token)
    with reading() as work:
        found = work.reminders.person_of_link(wanted, demo=settings().demo)
    if found is None or not hmac.compare_digest(found[0], wanted):
        return None
    person = found[1]
    if not may(person, Permission.READ_ROUNDS):
        return None
    name = reminder_texts.TEXTS[person.language]["calendar"].format(commune=own_commune(person).name)
    return calendar_file.write(_entries(person, now), written_at=now, name=name)


def _entries(person: Person, now: datetime) -> Iterator[CalendarEntry]:
    yield from _meetings(person, now)
    yield from _exchange(person, now)
    for due in reminders.dues(person, now.astimezone(TIME_ZONE).date(), person.language):
        if due.day is not None and due.kind not in WITH_A_TIME:
            yield CalendarEntry(
                uid=f"{_name(due)}@{own_commune(person).ags}.kompass-2035",
                title=reminder_texts.title_of(due, person.language),
                begins=due.day,
                url=reminder_texts.url_of(due, settings().base_url),
            )


def _meetings(person: Person, now: datetime) -> Iterator[CalendarEntry]:
    if not may(person, Permission.READ_PLAN):
        return
    commune = own_commune(person)
    with reading() as work:
        meetings = work.meetings.all(commune.id)
    for meeting in meetings:
        if meeting.starts_at >= now - PAST_MEETINGS:
            path = reminder_texts.PATHS[DueKind.MEETING].format(subject_id=meeting.id)
            yield meeting_entry(commune, meeting, url=reminder_texts.site_url(settings().base_url, path))


def _exchange(person: Person, now: datetime) -> Iterator[CalendarEntry]:
    if may(person, Permission.USE_NETWORK):
        url = reminder_texts.site_url(settings().base_url, reminder_texts.PATHS[DueKind.EXCHANGE_DATE])
        for each in exchange_dates.own_dates(person, now, PAST_MEETINGS):
            yield exchange_dates.as_entry(each, url)


def _name(due: Due) -> str:
    """What names an entry for ever. Of a measure that gets another day, the entry moves."""
    if due.kind is DueKind.CRITERIA:
        return f"criteria-{due.subject_id}-{due.day}"
    return f"step-{due.part_id}" if due.kind is DueKind.STEP else f"{due.kind.value}-{due.subject_id}"


def _hashed(token: str) -> str:
    # No salt and no slow hash: the secret has 256 random bits. What the time of the look-up tells about a hash helps
    # nobody to find a secret that has it.
    return hashlib.sha256(token.encode()).hexdigest()


def _note(work: UnitOfWork, event: AuditEvent, acting: Person) -> None:
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=own_commune(acting).id,
        subject=f"account:{acting.account_id}",
    )
