"""The network of communes: contact persons, entries, requests for exchange, dates and who signed up to them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime
from data.storage.tables.meetings import NEVER_AGAIN


class ContactRow(Row, table=True):
    """What a person tells about themselves: gone as soon as they withdraw."""

    __tablename__ = "network_contact"
    __table_args__ = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", unique=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    name: str = Field(max_length=120)
    function: str = Field(max_length=160)
    mail: str = Field(max_length=254)
    phone: str = Field(default="", max_length=40)
    audience: str = Field(max_length=20)
    text_version: str = Field(max_length=20)
    agreed_on: date
    revision: int = 1


class EntryRow(Row, table=True):
    """What a commune offers or looks for; one for each kind and topic."""

    __tablename__ = "network_entry"
    __table_args__ = (UniqueConstraint("commune_id", "kind", "topic"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(max_length=24, unique=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    kind: str = Field(max_length=20)
    topic: str = Field(max_length=80)
    text: str
    named: bool
    shown_from: date
    revision: int = 1


class RequestRow(Row, table=True):
    """A request of one commune to the entry of another."""

    __tablename__ = "network_request"
    __table_args__ = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(max_length=24, unique=True)
    entry_id: int | None = Field(default=None, foreign_key="network_entry.id", index=True)
    kind: str = Field(max_length=20)
    topic: str = Field(max_length=80)
    asking_commune_id: int = Field(foreign_key="commune.id", index=True)
    answering_commune_id: int = Field(foreign_key="commune.id", index=True)
    asking_contact_id: int | None = Field(default=None, foreign_key="network_contact.id", index=True)
    answering_contact_id: int | None = Field(default=None, foreign_key="network_contact.id", index=True)
    message: str
    asked_on: date
    state: str = Field(max_length=20)
    sentence: str = ""
    answered_on: date | None = None


class ExchangeDateRow(Row, table=True):
    """A date to which a commune or the platform team invites."""

    __tablename__ = "exchange_date"
    __table_args__ = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    host_id: int | None = Field(default=None, foreign_key="commune.id", index=True)
    title: str = Field(max_length=160)
    kind: str = Field(max_length=30)
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    minutes: int
    place: str = Field(default="", max_length=200)
    link: str = Field(default="", max_length=500)
    audience: str = Field(default="", max_length=200)
    seats: int | None = None
    text: str = ""
    cancelled: str = ""
    revision: int = 1


class SignUpRow(Row, table=True):
    """Who signed up to a date; the order of ids is the order of places. Gone with signing off."""

    __tablename__ = "exchange_sign_up"
    __table_args__ = (UniqueConstraint("date_id", "account_id"), NEVER_AGAIN)

    id: int | None = Field(default=None, primary_key=True)
    date_id: int = Field(foreign_key="exchange_date.id")
    account_id: int = Field(foreign_key="account.id", index=True)
