"""The run that sends the reminders by mail: for the operator's timer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from data.errors import Refused
from data.exchange import mail_server, reminder_mail
from data.exchange.mail_server import NotSent
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.reminders import Letter, MailWish, Sending, SendingFailure
from data.rules.access import may
from data.rules.reminders import mail_is_due
from data.services.reminder_mails import letter_for, note_in
from data.settings import settings
from data.storage.database import reading, writing


def send_due(today: date, now: datetime, *, dry_run: bool = False) -> Sending:
    """Send what is due on this day, each person's mail at most once a week, also when this runs twice at once.

    One failure stops nobody else's mail, unless no mail gets through at all. What the server did not take is tried
    again by the next run. `dry_run` sends and stores nothing. Raises Refused where no mail server is set.
    """
    if not settings().sends_mails:
        raise Refused("mails_not_configured")
    with reading() as work:
        wishes = [wish for wish in work.reminders.mail_wishes() if mail_is_due(wish, today)]
    run = _Run(today, now, dry_run)
    for wish in wishes:
        run.deal_with(wish)
    return run.told()


@dataclass
class _Run:
    """One run of the command, and what became of it so far."""

    today: date
    now: datetime
    dry_run: bool
    sent: int = 0
    nothing_due: int = 0
    failures: list[SendingFailure] = field(default_factory=list)
    stopped_by: str = ""

    def deal_with(self, wish: MailWish) -> None:
        """Send one person's mail, if something is due and nobody else sends it. Never raises."""
        try:
            with reading() as work:
                person = work.accounts.person(wish.account_id)
            if may(person, Permission.READ_ROUNDS):
                assert person is not None
                self._send(wish, person)
        except NotSent as error:
            self._failed(wish, error.code)
            self.stopped_by = error.code if error.for_all else self.stopped_by
        except Exception as error:  # one person's trouble, whatever it is, is nobody else's
            self._failed(wish, type(error).__name__)

    def told(self) -> Sending:
        """What became of it."""
        return Sending(self.sent, self.nothing_due, tuple(self.failures), self.dry_run)

    def _send(self, wish: MailWish, person: Person) -> None:
        letter = letter_for(person, self.today)
        if not self.dry_run:
            if letter is not None and self.stopped_by:
                raise NotSent(self.stopped_by)
            if not self._claim(wish, person):
                return
            if letter is not None:
                self._hand_over(wish, person, letter)
        self.sent += letter is not None
        self.nothing_due += letter is None

    def _hand_over(self, wish: MailWish, person: Person, letter: Letter) -> None:
        chosen = settings()
        mail = reminder_mail.message(
            letter, sender=chosen.smtp_from, recipient=wish.address, at=self.now, base_url=chosen.base_url
        )
        try:
            mail_server.send(mail)
        except NotSent as error:
            self._note_failure(wish, person, error)
            raise

    def _claim(self, wish: MailWish, person: Person) -> bool:
        # Before the mail goes out: should this process end in between, one mail is missing, but none comes twice.
        with writing() as work:
            if work.reminders.mail_wish(wish.account_id, hold=True) != wish:
                return False
            work.reminders.note_mail(wish.account_id, self.today)
            note_in(work, AuditEvent.REMINDER_CLAIMED, person)
        return True

    def _note_failure(self, wish: MailWish, person: Person, error: NotSent) -> None:
        with writing() as work:
            if error.is_certain:
                work.reminders.note_mail(wish.account_id, wish.sent_on)
            note_in(work, AuditEvent.REMINDER_FAILED, person, error.code)

    def _failed(self, wish: MailWish, code: str) -> None:
        self.failures.append(SendingFailure(wish.account_id, code))
