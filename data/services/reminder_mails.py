"""Reminders by mail: the wish of each person, and what would be sent to them."""

from __future__ import annotations

from datetime import date

from data.errors import Refused
from data.exchange import reminder_mail
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.reminders import Letter, MailState
from data.rules.access import require
from data.rules.reminders import require_address, require_weekday
from data.services import reminders
from data.services.self_checks import own_commune
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing


def state(acting: Person, today: date) -> MailState:
    """Whether mails are sent here, what this person wished, and what would be sent to them today."""
    require(acting, Permission.READ_ROUNDS)
    with reading() as work:
        wish = work.reminders.mail_wish(acting.account_id)
    return MailState(settings().sends_mails, wish, letter_for(acting, today))


def wish_for(acting: Person, address: str, weekday: int, today: date) -> None:
    """Have reminders sent to this address once a week, from the next such weekday (0: Monday) on.

    Raises Refused for what is no address or weekday, and where no mails are sent.
    """
    require(acting, Permission.READ_ROUNDS)
    if not settings().sends_mails:
        raise Refused("mails_not_offered")
    mailbox = require_address(address)
    require_weekday(weekday)
    with writing() as work:
        work.reminders.set_mail_wish(acting.account_id, mailbox, weekday, today)
        note_in(work, AuditEvent.REMINDERS_WISHED, acting, f"weekday={weekday}")


def end_wish(acting: Person) -> None:
    """Send this person nothing more, and forget the address. Nothing happens if there was no wish."""
    require(acting, Permission.READ_ROUNDS)
    with writing() as work:
        if work.reminders.mail_wish(acting.account_id, hold=True) is not None:
            work.reminders.remove_mail_wish(acting.account_id)
            note_in(work, AuditEvent.REMINDERS_ENDED, acting)


def letter_for(acting: Person, today: date) -> Letter | None:
    """The mail that would be sent to this person today; None when nothing is due."""
    require(acting, Permission.READ_ROUNDS)
    due = reminders.digest(acting, today, acting.language)
    if not due:
        return None
    return reminder_mail.letter(due, own_commune(acting).name, acting.language, settings().base_url)


def note_in(work: UnitOfWork, event: AuditEvent, person: Person, details: str = "") -> None:
    """Note what happened to the mails of a person: never an address, never what is written."""
    work.audit.record(
        event,
        account_id=person.account_id,
        commune_id=own_commune(person).id,
        subject=f"account:{person.account_id}",
        details=details,
    )
