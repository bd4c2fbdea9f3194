"""Dates on which decision-makers of several communes meet: who invites, who comes, who waits for a place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.errors import ChangedMeanwhile, NotFound
from data.exchange import calendar_file
from data.model.audit import AuditEvent
from data.model.calendar import CalendarEntry
from data.model.exchange_dates import DateWish, ExchangeDate, SignUp, SignUpState, StatedDate
from data.model.people import Permission, Person
from data.rules import exchange_dates as rule
from data.rules.access import require
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing


def overview(acting: Person, now: datetime) -> tuple[StatedDate, ...]:
    """All dates, the earliest first, each with what this person may know of it."""
    require(acting, Permission.READ_NETWORK)
    with reading() as work:
        dates = work.exchange_dates.all(demo=settings().demo)
        signed_up = work.exchange_dates.signed_up(each.id for each in dates)
    return tuple(_stated(acting, each, signed_up.get(each.id, []), now) for each in dates)


def add(acting: Person, wish: DateWish, now: datetime) -> int:
    """Invite to a date, in the name of the own commune or of the platform team; its id. Raises Refused."""
    require(acting, Permission.HOST_EXCHANGE)
    wish = rule.tidy(wish, now)
    with writing() as work:
        added = work.exchange_dates.add(acting.commune.id if acting.commune else None, wish)
        _log(work, acting, AuditEvent.EXCHANGE_DATE_ADDED, added)
    return added


def change(acting: Person, seen: ExchangeDate, wish: DateWish, now: datetime) -> None:
    """Change a date to which one's own commune or team invites.

    Raises ChangedMeanwhile where somebody else changed it, NotFound for others' dates, Refused for what cannot be.
    """
    require(acting, Permission.HOST_EXCHANGE)
    wish = rule.tidy(wish, now)
    with writing() as work:
        stored = _hosted(work, acting, seen)
        rule.require_open(stored, now)
        rule.require_places_kept(stored, _those_of(work, stored), wish)
        if stored.wish != wish:
            work.exchange_dates.change(stored.id, wish, "")
            _log(work, acting, AuditEvent.EXCHANGE_DATE_CHANGED, stored.id)


def cancel(acting: Person, seen: ExchangeDate, sentence: str, now: datetime) -> None:
    """Call a date off with a sentence that everybody who signed up reads; it cannot be taken back.

    Raises as `change` does.
    """
    require(acting, Permission.HOST_EXCHANGE)
    sentence = rule.require_sentence(sentence)
    with writing() as work:
        stored = _hosted(work, acting, seen)
        rule.require_open(stored, now)
        work.exchange_dates.change(stored.id, stored.wish, sentence)
        _log(work, acting, AuditEvent.EXCHANGE_DATE_CANCELLED, stored.id)


def sign_up(acting: Person, date_id: int, now: datetime) -> SignUpState:
    """Sign up to a date; whether that gave a place or one on the waiting list. Twice is once.

    Raises NotFound for a date that this person cannot see, Refused for one that began or was called off.
    """
    require(acting, Permission.USE_NETWORK)
    with writing() as work:
        date = _visible(work, date_id)
        rule.require_open(date, now)
        if _own_state(acting, date, _those_of(work, date)) is SignUpState.NOT:
            work.exchange_dates.sign_up(date_id, acting.account_id)
            _log(work, acting, AuditEvent.EXCHANGE_DATE_SIGNED_UP, date_id)
        return _own_state(acting, date, _those_of(work, date))


def sign_off(acting: Person, date_id: int, now: datetime) -> None:
    """Sign off from a date; who waits longest moves up. Nothing happens if one had not signed up.

    Raises Refused for one that began or was called off.
    """
    require(acting, Permission.USE_NETWORK)
    with writing() as work:
        date = _visible(work, date_id)
        rule.require_open(date, now)
        if _own_state(acting, date, _those_of(work, date)) is not SignUpState.NOT:
            work.exchange_dates.sign_off(date_id, acting.account_id)
            _log(work, acting, AuditEvent.EXCHANGE_DATE_SIGNED_OFF, date_id)


def calendar(acting: Person, date_id: int, now: datetime) -> bytes:
    """A date as a calendar file; with the link for who has a place. Raises NotFound."""
    for each in overview(acting, now):
        if each.date.id == date_id:
            return calendar_file.write([as_entry(each)], written_at=datetime.now(UTC))
    raise NotFound("exchange_date_not_found")


def own_dates(acting: Person, now: datetime, past: timedelta = timedelta()) -> tuple[StatedDate, ...]:
    """The dates that this person has a place at, until so long after they are over; those called off among them."""
    return tuple(
        each for each in overview(acting, now) if each.own is SignUpState.IN and rule.ends_at(each.date) >= now - past
    )


def as_entry(stated: StatedDate, url: str = "") -> CalendarEntry:
    """A date as every calendar file names it: a download and the feed show one entry, not two."""
    date, wish = stated.date, stated.date.wish
    return CalendarEntry(
        uid=f"exchange-{date.id}@kompass-2035",
        title=wish.title,
        begins=wish.starts_at,
        ends=rule.ends_at(date),
        description="\n\n".join(part for part in (date.cancelled, wish.text, stated.link) if part),
        place=wish.place,
        url=url,
        sequence=date.revision,
        cancelled=bool(date.cancelled),
    )


def _stated(acting: Person, date: ExchangeDate, signed_up: list[SignUp], now: datetime) -> StatedDate:
    states, hosts = rule.states(date, signed_up), rule.is_host(acting, date)
    own = _own_state(acting, date, signed_up)
    return StatedDate(
        date=date,
        own=own,
        free=rule.free(date, signed_up),
        waiting=sum(state is SignUpState.WAITING for _who, state in states),
        link=date.wish.link if hosts or own is SignUpState.IN else "",
        signed_up=states if hosts else None,
        is_past=rule.is_past(date, now),
    )


def _own_state(acting: Person, date: ExchangeDate, signed_up: list[SignUp]) -> SignUpState:
    states = {who.account_id: state for who, state in rule.states(date, signed_up)}
    return states.get(acting.account_id, SignUpState.NOT)


def _those_of(work: UnitOfWork, date: ExchangeDate) -> list[SignUp]:
    return work.exchange_dates.signed_up([date.id]).get(date.id, [])


def _visible(work: UnitOfWork, date_id: int) -> ExchangeDate:
    """A date that everybody in the network sees, held until the transaction ends: two do not get the last place."""
    date = work.exchange_dates.held(date_id)
    if date is None or all(each.id != date_id for each in work.exchange_dates.all(demo=settings().demo)):
        raise NotFound("exchange_date_not_found")
    return date


def _hosted(work: UnitOfWork, acting: Person, seen: ExchangeDate) -> ExchangeDate:
    stored = work.exchange_dates.held(seen.id)
    if stored is None or not rule.is_host(acting, stored):
        raise NotFound("exchange_date_not_found")
    if stored.revision != seen.revision:
        raise ChangedMeanwhile("exchange_date_changed_meanwhile")
    return stored


def _log(work: UnitOfWork, acting: Person, event: AuditEvent, date_id: int) -> None:
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=acting.commune.id if acting.commune else None,
        subject=f"exchange_date:{date_id}",
    )
