"""Links of calendars and wishes for mails in the database."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import literal, or_
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session, col, delete, select, update

from data.model.people import Person
from data.model.reminders import MailWish
from data.storage.accounts import as_person
from data.storage.tables.people import AccountRow, CommuneRow
from data.storage.tables.reminders import CalendarLinkRow, ReminderMailRow


class Reminders:
    """Keeps one calendar link and one wish for mails per account."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def link_made_at(self, account_id: int) -> datetime | None:
        """When the calendar link of an account was made; None if it has none."""
        row = self._session.get(CalendarLinkRow, account_id)
        return row.made_at if row else None

    def set_link(self, account_id: int, token_hash: str, made_at: datetime) -> None:
        """Store the hash of a new link; the one before ends."""
        values = {"token_hash": token_hash, "made_at": made_at}
        self._put(CalendarLinkRow, account_id, values)

    def remove_link(self, account_id: int) -> None:
        """End the link of an account."""
        self._session.exec(delete(CalendarLinkRow).where(col(CalendarLinkRow.account_id) == account_id))

    def person_of_link(self, token_hash: str, *, demo: bool) -> tuple[str, Person] | None:
        """The stored hash and whose it is, where the account is active; `demo`: accounts of the demo count."""
        found = self._session.exec(
            select(CalendarLinkRow, AccountRow, CommuneRow)
            .join(AccountRow, col(AccountRow.id) == col(CalendarLinkRow.account_id))
            .join(CommuneRow, col(CommuneRow.id) == col(AccountRow.commune_id), isouter=True)
            .where(col(CalendarLinkRow.token_hash) == token_hash, col(AccountRow.active))
            .where(or_(literal(demo), ~col(AccountRow.is_demo)))
        ).first()
        return (found[0].token_hash, as_person(found[1], found[2])) if found else None

    def mail_wish(self, account_id: int, *, hold: bool = False) -> MailWish | None:
        """The wish of an account for mails; `hold`: against other writers until the transaction ends."""
        row = self._session.get(ReminderMailRow, account_id, with_for_update=hold)
        return _as_wish(row) if row else None

    def mail_wishes(self) -> list[MailWish]:
        """The wishes of all active accounts, by account."""
        rows = self._session.exec(
            select(ReminderMailRow)
            .join(AccountRow, col(AccountRow.id) == col(ReminderMailRow.account_id))
            .where(col(AccountRow.active))
            .order_by(col(ReminderMailRow.account_id))
        )
        return [_as_wish(row) for row in rows]

    def set_mail_wish(self, account_id: int, address: str, weekday: int, since: date) -> None:
        """Store a wish, or another one; when the last mail was sent stays."""
        self._put(ReminderMailRow, account_id, {"address": address, "weekday": weekday, "since": since})

    def remove_mail_wish(self, account_id: int) -> None:
        """Forget a wish and its address."""
        self._session.exec(delete(ReminderMailRow).where(col(ReminderMailRow.account_id) == account_id))

    def note_mail(self, account_id: int, day: date | None) -> None:
        """Store the day on which the last mail of an account was dealt with; None for never."""
        self._session.exec(
            update(ReminderMailRow).where(col(ReminderMailRow.account_id) == account_id).values(sent_on=day)
        )

    def _put(
        self, row: type[CalendarLinkRow] | type[ReminderMailRow], account_id: int, values: dict[str, object]
    ) -> None:
        # Two tabs of one person at the same moment: the later one counts.
        insert = insert_sqlite if self._session.get_bind().dialect.name == "sqlite" else insert_postgresql
        self._session.exec(
            insert(row)
            .values(account_id=account_id, **values)
            .on_conflict_do_update(index_elements=["account_id"], set_=values)
        )


def _as_wish(row: ReminderMailRow) -> MailWish:
    return MailWish(row.account_id, row.address, row.weekday, row.since, row.sent_on)
