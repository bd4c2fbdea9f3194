"""A calendar file says to every calendar program the same: what, when in Germany, and what replaces what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from data.exchange import calendar_file
from data.model.calendar import CalendarEntry

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def a_meeting(**changes: Any) -> CalendarEntry:
    values: dict[str, Any] = {
        "uid": "meeting-7@09999001.kompass-2035",
        "title": "Steuerungsgruppe",
        "begins": datetime(2026, 11, 12, 13, tzinfo=UTC),
        "ends": datetime(2026, 11, 12, 14, 30, tzinfo=UTC),
    }
    return CalendarEntry(**{**values, **changes})


def read(file: bytes) -> Calendar:
    return Calendar.from_ical(file)


def only_event(file: bytes) -> Event:
    (event,) = read(file).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_a_meeting_stands_at_its_german_time_in_winter_and_in_summer() -> None:
    winter = calendar_file.write([a_meeting()], written_at=NOW)
    assert b"DTSTART;TZID=Europe/Berlin:20261112T140000\r\n" in winter  # 13:00 UTC + 1 h
    assert b"DTEND;TZID=Europe/Berlin:20261112T153000\r\n" in winter
    summer = a_meeting(begins=datetime(2026, 7, 2, 13, tzinfo=UTC), ends=None)
    assert b"DTSTART;TZID=Europe/Berlin:20260702T150000\r\n" in calendar_file.write([summer], written_at=NOW)  # + 2 h


@pytest.mark.parametrize("year", [1997, 2026, 2035, 2060])
def test_the_zone_in_the_file_has_the_offset_of_germany_on_every_day_to_come(year: int) -> None:
    (zone,) = read(calendar_file.write([], written_at=NOW)).walk("VTIMEZONE")
    told = zone.to_tz(lookup_tzid=False)
    for day in range(0, 365):
        for hour in (0, 12):
            local = datetime(year, 1, 1, hour) + timedelta(days=day)
            assert told.utcoffset(local) == local.replace(tzinfo=BERLIN).utcoffset(), local


def test_a_new_version_replaces_the_old_by_the_same_name_and_a_higher_number() -> None:
    event = only_event(calendar_file.write([a_meeting(sequence=4)], written_at=NOW))
    assert (event["uid"], event["sequence"]) == ("meeting-7@09999001.kompass-2035", 4)
    assert event["dtstamp"].dt == NOW


def test_a_cancelled_meeting_is_told_as_cancelled() -> None:
    file = calendar_file.write([a_meeting(cancelled=True)], written_at=NOW)
    assert only_event(file)["status"] == "CANCELLED"
    assert only_event(calendar_file.write([a_meeting()], written_at=NOW))["status"] == "CONFIRMED"


def test_what_is_due_on_a_day_takes_the_day_and_no_time_of_it() -> None:
    file = calendar_file.write([CalendarEntry("due-1@x", "Fällig", date(2026, 12, 31))], written_at=NOW)
    assert b"DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in file  # ends before the next day
    assert only_event(file)["transp"] == "TRANSPARENT"


def test_an_invitation_asks_for_no_answer_and_a_feed_says_its_name_and_how_often_to_ask() -> None:
    invitation = read(calendar_file.write([a_meeting()], written_at=NOW))
    assert invitation["method"] == "PUBLISH" and "x-wr-calname" not in invitation
    feed = calendar_file.write([], written_at=NOW, name="Kompass 2035, Musterstadt")
    assert read(feed)["x-wr-calname"] == read(feed)["name"] == "Kompass 2035, Musterstadt"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n" in feed


def test_no_line_is_longer_than_75_octets_and_no_word_is_lost() -> None:
    title = "Überörtliche Förderung; Räume, Zeiten " * 8
    file = calendar_file.write([a_meeting(title=title)], written_at=NOW)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert only_event(file)["summary"] == title


@given(st.text(), st.text(), st.text())
def test_whatever_people_typed_stays_text_and_adds_no_line(title: str, agenda: str, place: str) -> None:
    typed = a_meeting(title=title, description=agenda, place=place)
    event = only_event(calendar_file.write([typed], written_at=NOW))
    assert set(event) <= {
        "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DESCRIPTION", "LOCATION", "DTSTART", "DTEND", "STATUS", "TRANSP",
    }  # fmt: skip
    for key, text in (("summary", title), ("description", agenda), ("location", place)):
        kept = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
        assert str(event.get(key, "")) == kept
