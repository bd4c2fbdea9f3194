"""What the page of the network may ask for and store. Every call asks anew who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from components.language import now, today
from data.model.catalogue import Catalogue
from data.model.exchange_dates import DateWish, ExchangeDate, SignUpState, StatedDate
from data.model.network import (
    Contact,
    ContactText,
    ListedContact,
    RequestsView,
    ShownEntry,
    StatedEntry,
    StatedRequest,
)


class Contacts(Protocol):
    """Contact persons."""

    own: Callable[[], Contact | None]
    of_own_commune: Callable[[], Sequence[Contact]]
    open_to_all: Callable[[], Sequence[ListedContact]]
    give: Callable[..., Contact]
    withdraw: Callable[[], None]


class Entries(Protocol):
    """What communes offer and look for."""

    shown: Callable[[date], Sequence[ShownEntry]]
    own: Callable[[date], Sequence[StatedEntry]]
    suggestions: Callable[[], Sequence[str]]
    add: Callable[..., str]
    change_text: Callable[..., None]
    remove: Callable[..., None]


class Requests(Protocol):
    """Requests for exchange."""

    overview: Callable[[date], RequestsView]
    waiting: Callable[[date], Sequence[StatedRequest]]
    ask: Callable[[str, int, str, date], str]
    withdraw: Callable[[str, date], None]
    accept: Callable[[str, int, date], None]
    decline: Callable[..., None]


class Dates(Protocol):
    """Dates to meet."""

    overview: Callable[[datetime], Sequence[StatedDate]]
    add: Callable[[DateWish, datetime], int]
    change: Callable[[ExchangeDate, DateWish, datetime], None]
    cancel: Callable[[ExchangeDate, str, datetime], None]
    sign_up: Callable[[int, datetime], SignUpState]
    sign_off: Callable[[int, datetime], None]


@dataclass(frozen=True)
class Files:
    """Files, made at the click: address cards, a card of a request, a calendar file, a table."""

    cards: Callable[[Collection[int], str], bytes]
    card: Callable[[str, str], bytes]
    calendar: Callable[[int], bytes]
    table: Callable[[str, Sequence[tuple[str, float]], Sequence[Sequence[Any]], date], bytes]


@dataclass(frozen=True)
class Desk:
    """Everything together; `text` is the newest text that contact persons agree to."""

    catalogue: Catalogue
    text: ContactText
    contacts: Contacts
    entries: Entries
    requests: Requests
    dates: Dates
    files: Files

    @property
    def today(self) -> date:
        """The day in Germany at this click: a tab may be open for days."""
        return today()

    @property
    def now(self) -> datetime:
        """The moment of this click."""
        return now()
