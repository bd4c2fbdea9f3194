"""The invitation to a meeting is a calendar file that later ones replace."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from factories import a_commune, a_person
from icalendar import Calendar

from data.model.meetings import Meeting, MeetingStatus
from data.model.people import Role
from data.services.invitations import invitation


def a_meeting(**changes: Any) -> Meeting:
    values: dict[str, Any] = {
        "id": 7,
        "title": "Steuerungsgruppe, 3. Sitzung",
        "starts_at": datetime(2026, 11, 12, 13, tzinfo=UTC),
        "minutes": 90,
        "place": "Rathaus, Saal 1",
        "chair": "Frau Muster",
        "minute_taker": "",
        "status": MeetingStatus.PLANNED,
        "sentence": "",
        "item_id": None,
        "began_at": None,
        "closed_at": None,
        "revision": 2,
    }
    return Meeting(**{**values, **changes})


def test_it_names_time_place_and_agenda_and_nobody() -> None:
    steering = a_person(Role.STEERING, a_commune(id=1, ags="09999001"))
    file = invitation(steering, a_meeting(), "1. Protokoll (5 min)\n2. Kurse (20 min)", "https://kompass.example.org/s")
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["uid"] == "meeting-7@09999001.kompass-2035"
    assert event["dtend"].dt == datetime(2026, 11, 12, 14, 30, tzinfo=UTC)  # 13:00 + 90 min
    assert event["location"] == "Rathaus, Saal 1"
    assert event["description"] == "1. Protokoll (5 min)\n2. Kurse (20 min)"
    assert event["url"] == "https://kompass.example.org/s"
    assert b"Muster" not in file


def test_after_a_change_it_is_the_same_entry_with_a_higher_number_and_at_last_cancelled() -> None:
    steering = a_person(Role.STEERING)
    first = invitation(steering, a_meeting(revision=2))
    last = invitation(steering, a_meeting(revision=3, status=MeetingStatus.CANCELLED))
    (before,), (after,) = (Calendar.from_ical(file).walk("VEVENT") for file in (first, last))
    assert before["uid"] == after["uid"] and (before["sequence"], after["sequence"]) == (2, 3)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
