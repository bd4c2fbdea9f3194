"""The network of communes: contact persons, what a commune offers or looks for, requests for exchange."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.model.people import Commune


class Audience(StrEnum):
    """Who may see a contact person: everybody in the network, or who both sides of a request agreed to talk with."""

    NETWORK = "network"
    AGREED = "agreed"


@dataclass(frozen=True)
class ContactText:
    """The text that a contact person agrees to, in one language; `audiences` are the two ways of being seen."""

    version: str
    valid_from: date
    title: str
    introduction: str
    points: tuple[str, ...]
    audiences: dict[Audience, str]


@dataclass(frozen=True)
class ContactWish:
    """What somebody tells about themselves. `phone` may be empty."""

    name: str
    function: str
    mail: str
    phone: str
    audience: Audience


@dataclass(frozen=True)
class Contact:
    """A contact person as agreed on a day to a version of the text; `revision` rises with every change."""

    id: int
    account_id: int
    commune_id: int
    name: str
    function: str
    mail: str
    phone: str
    audience: Audience
    text_version: str
    agreed_on: date
    revision: int


@dataclass(frozen=True)
class ListedContact:
    """A contact person with the commune that it speaks for."""

    contact: Contact
    commune: Commune


class EntryKind(StrEnum):
    """What a commune says of a topic: that it is strong there, or that it looks for exchange."""

    STRONG = "strong"
    SEARCH = "search"


@dataclass(frozen=True)
class EntryWish:
    """An entry that is not stored yet. `topic` is the key of a criterion or of a whole field."""

    kind: EntryKind
    topic: str
    text: str
    named: bool


@dataclass(frozen=True)
class OwnEntry:
    """An entry as its own commune knows it. `shown_from` is the day from which others may see it.

    `id` never leaves the commune; `token` is what the network calls it: random, and the same for everybody.
    """

    id: int
    token: str
    commune_id: int
    kind: EntryKind
    topic: str
    text: str
    named: bool
    shown_from: date
    revision: int


@dataclass(frozen=True)
class ShownEntry:
    """An entry as everybody sees it, the own commune included; `commune` is empty for an anonymous one."""

    token: str
    kind: EntryKind
    topic: str
    text: str
    commune: str = ""


class EntryState(StrEnum):
    """Why an own entry is seen by others or not yet."""

    SHOWN = "shown"
    WAITS_FOR_DAY = "waits_for_day"
    WAITS_FOR_CROWD = "waits_for_crowd"


@dataclass(frozen=True)
class StatedEntry:
    """An own entry and whether others see it."""

    entry: OwnEntry
    state: EntryState


class RequestState(StrEnum):
    """Where a request for exchange stands."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class ExchangeRequest:
    """A request as it is stored: `state` knows nothing of the day, see `data.rules.network_requests.state_at`.

    `entry_id` is None once the entry was removed; the contacts are None once their persons withdrew.
    """

    id: int
    token: str
    entry_id: int | None
    kind: EntryKind
    topic: str
    asking_commune_id: int
    answering_commune_id: int
    asking_contact_id: int | None
    answering_contact_id: int | None
    message: str
    asked_on: date
    state: RequestState
    sentence: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class StatedRequest:
    """A request as one side may see it on a day.

    `commune` is the other side's name, empty while it is anonymous. `theirs` is their contact person, only after both
    sides agreed; `ours` is the own one. `entry_text` is what the entry says as long as the network shows it.
    `open_until` is the last day on which it can be answered.
    """

    token: str
    kind: EntryKind
    topic: str
    entry_text: str
    message: str
    asked_on: date
    open_until: date
    state: RequestState
    sentence: str
    commune: str
    ours: Contact | None
    theirs: Contact | None


@dataclass(frozen=True)
class RequestsView:
    """All requests of a commune, the open ones first, then the newest first. `may_send` more now."""

    received: tuple[StatedRequest, ...]
    sent: tuple[StatedRequest, ...]
    may_send: int
