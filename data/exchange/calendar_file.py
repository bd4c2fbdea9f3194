"""Calendar files (RFC 5545): the invitation to a meeting, and the feed of what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration
from icalendar.enums import STATUS, TRANSP

from data.model.calendar import TIME_ZONE, CalendarEntry

MADE_BY = "-//Kompass 2035//Kompass 2035//DE"
ASKED_ANEW_EVERY = timedelta(hours=6)
"""How often a calendar program should ask for a feed again."""
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def write(entries: Iterable[CalendarEntry], *, written_at: datetime, name: str = "") -> bytes:
    """A calendar file with these entries in German time, as METHOD:PUBLISH: it informs, nobody has to answer.

    `name` is for a feed: what the calendar program calls it. Control characters in texts are left out.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        _describe_feed(calendar, _plain(name))
    calendar.add_component(_german_time())
    for entry in entries:
        calendar.add_component(_event(entry, written_at))
    file: bytes = calendar.to_ical()
    return file


def _describe_feed(calendar: Calendar, name: str) -> None:
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what programs from before RFC 7986 read
    calendar.add("refresh-interval", ASKED_ANEW_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASKED_ANEW_EVERY))  # the same for older programs


def _event(entry: CalendarEntry, written_at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", written_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", _plain(entry.title))
    for key, text in (("description", entry.description), ("location", entry.place)):
        if text:
            event.add(key, _plain(text))
    if entry.url:
        event.add("url", entry.url)
    _set_time(event, entry)
    event.add("status", STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED)
    return event


def _set_time(event: Event, entry: CalendarEntry) -> None:
    if isinstance(entry.begins, datetime):
        event.add("dtstart", entry.begins.astimezone(TIME_ZONE))
        if entry.ends is not None:
            event.add("dtend", entry.ends.astimezone(TIME_ZONE))
        event.add("transp", TRANSP.OPAQUE)
    else:
        event.add("dtstart", entry.begins)
        event.add("dtend", entry.begins + timedelta(days=1))  # the first day after it
        event.add("transp", TRANSP.TRANSPARENT)  # a day on which something is due is not a day without time


def _german_time() -> Timezone:
    """Europe/Berlin by the rule that holds in the European Union since 1996, for the years to come.

    Written as a rule: the library's own tables of changes end in a year, and older calendar programs cannot read them.
    """
    zone = Timezone()
    zone.add("tzid", TIME_ZONE.key)
    for part, name, begins, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), WINTER, SUMMER),
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), SUMMER, WINTER),
    ):
        part.add("dtstart", begins)  # local time without a zone, as RFC 5545 asks for here
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": begins.month, "byday": "-1SU"})
        zone.add_component(part)
    return zone


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter == "\n" or letter.isprintable())
