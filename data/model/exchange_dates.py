"""Dates on which decision-makers of several communes meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ExchangeKind(StrEnum):
    """How people meet."""

    ROUND = "round"
    PEER_CONSULTATION = "peer_consultation"
    CONFERENCE = "conference"
    VISIT = "visit"
    ONLINE_HOUR = "online_hour"


@dataclass(frozen=True)
class DateWish:
    """A date that is not stored yet: `starts_at` in UTC, length in minutes; `seats` None is without limit."""

    title: str
    kind: ExchangeKind
    starts_at: datetime
    minutes: int
    place: str
    link: str
    audience: str
    seats: int | None
    text: str


@dataclass(frozen=True)
class ExchangeDate:
    """A stored date. `host_id` is the commune that invites, None for the platform team; `host` its name.

    `cancelled` is the sentence with which it was called off, empty while it takes place. `revision` rises with every
    change.
    """

    id: int
    host_id: int | None
    host: str
    wish: DateWish
    cancelled: str
    revision: int


class SignUpState(StrEnum):
    """Whether somebody comes: has a place, waits for one, or did not sign up."""

    NOT = "not"
    IN = "in"
    WAITING = "waiting"


@dataclass(frozen=True)
class SignUp:
    """Who signed up, in the order of signing up."""

    id: int
    date_id: int
    account_id: int
    name: str
    commune: str


@dataclass(frozen=True)
class StatedDate:
    """A date as one person may see it on a day.

    `own` is whether that person comes. `free` counts the places that are left, None without limit; `waiting` how many
    wait for one. `signed_up` is for the host only, in order, and None for everybody else. `link` is empty for who has
    no place.
    """

    date: ExchangeDate
    own: SignUpState
    free: int | None
    waiting: int
    link: str
    signed_up: tuple[tuple[SignUp, SignUpState], ...] | None
    is_past: bool
