"""Who has a place at a date, and what a date may say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from data.errors import Refused
from data.model.exchange_dates import DateWish, ExchangeDate, SignUp, SignUpState
from data.model.people import Permission, Person
from data.rules.access import may

LONGEST_TITLE, LONGEST_PLACE, LONGEST_LINK, LONGEST_AUDIENCE, LONGEST_TEXT = 160, 200, 500, 200, 3_000
SHORTEST, LONGEST = 15, 3 * 24 * 60
MOST_SEATS = 1_000
LONGEST_SENTENCE = 400


def states(date: ExchangeDate, signed_up: Sequence[SignUp]) -> tuple[tuple[SignUp, SignUpState], ...]:
    """Who has a place and who waits: first come, first served. Whoever signs off makes room for who waits longest."""
    seats = date.wish.seats
    ordered = sorted(signed_up, key=lambda each: each.id)
    return tuple(
        (each, SignUpState.IN if seats is None or place < seats else SignUpState.WAITING)
        for place, each in enumerate(ordered)
    )


def free(date: ExchangeDate, signed_up: Sequence[SignUp]) -> int | None:
    """How many places are left; None where there is no limit."""
    return None if date.wish.seats is None else max(0, date.wish.seats - len(signed_up))


def require_places_kept(date: ExchangeDate, signed_up: Sequence[SignUp], wish: DateWish) -> None:
    """Raise Refused for fewer places than people have: their calendars say that they come."""
    taken = sum(state is SignUpState.IN for _who, state in states(date, signed_up))
    if wish.seats is not None and wish.seats < taken:
        raise Refused("exchange_seats_taken", taken=taken)


def is_past(date: ExchangeDate, now: datetime) -> bool:
    """Whether a date is over."""
    return ends_at(date) < now


def ends_at(date: ExchangeDate) -> datetime:
    """When a date ends."""
    return date.wish.starts_at + timedelta(minutes=date.wish.minutes)


def is_host(person: Person, date: ExchangeDate) -> bool:
    """Whether this person invites to a date: of the commune that does, or of the platform team for its own dates."""
    own = person.commune.id if person.commune else None
    return may(person, Permission.HOST_EXCHANGE) and own == date.host_id


def require_open(date: ExchangeDate, now: datetime) -> None:
    """Raise Refused for a date that began or was called off."""
    if date.cancelled:
        raise Refused("exchange_date_cancelled")
    if date.wish.starts_at <= now:
        raise Refused("exchange_date_began")


def tidy(wish: DateWish, now: datetime) -> DateWish:
    """The same without blanks around. Raises Refused for what cannot be, such as a date that has begun."""
    wish = replace(
        wish,
        title=" ".join(wish.title.split()),
        place=" ".join(wish.place.split()),
        link=wish.link.strip(),
        audience=" ".join(wish.audience.split()),
        text=wish.text.strip(),
    )
    if not 1 <= len(wish.title) <= LONGEST_TITLE:
        raise Refused("exchange_title_length", longest=LONGEST_TITLE)
    if wish.starts_at <= now:
        raise Refused("exchange_date_in_the_past")
    if not SHORTEST <= wish.minutes <= LONGEST:
        raise Refused("exchange_length", shortest=SHORTEST, longest=LONGEST)
    if not (wish.place or wish.link):
        raise Refused("exchange_place_missing")
    if wish.seats is not None and not 1 <= wish.seats <= MOST_SEATS:
        raise Refused("exchange_seats", most=MOST_SEATS)
    _require_link(wish.link)
    lengths = ((wish.place, LONGEST_PLACE), (wish.audience, LONGEST_AUDIENCE), (wish.text, LONGEST_TEXT))
    if any(len(text) > longest for text, longest in lengths):
        raise Refused("exchange_text_too_long", longest=LONGEST_TEXT)
    return wish


def require_sentence(sentence: str) -> str:
    """The sentence with which a date is called off. Raises Refused for none or one that is too long."""
    tidy_sentence = " ".join(sentence.split())
    if not 1 <= len(tidy_sentence) <= LONGEST_SENTENCE:
        raise Refused("exchange_sentence_length", longest=LONGEST_SENTENCE)
    return tidy_sentence


def _require_link(link: str) -> None:
    if not link:
        return
    try:
        parts = urlsplit(link)
        is_possible = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        is_possible = False
    if not is_possible or len(link) > LONGEST_LINK or not link.isprintable() or " " in link:
        raise Refused("exchange_link_invalid")
