"""How people are reminded: the link of their calendar, and their wish for mails."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class CalendarLinkRow(Row, table=True):
    """The one link under which a person's calendar asks for what is due. Its secret is stored as a hash only."""

    __tablename__ = "calendar_link"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    made_at: datetime = Field(sa_type=UtcDateTime)


class ReminderMailRow(Row, table=True):
    """The wish of a person for reminders by mail: gone when it is taken back, with the address."""

    __tablename__ = "reminder_mail"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    address: str = Field(max_length=254)
    weekday: int
    since: date
    sent_on: date | None = None
