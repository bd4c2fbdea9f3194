"""The calendar link: one per person, whose secret is told once, and which shows what its person may see now."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import audit_trail, stored_commune, stored_person, stored_round
from icalendar import Calendar
from plans import stored_measure
from sqlalchemy import Engine, text
from steering_meetings import a_meeting

from data import settings as settings_module
from data.errors import NotAllowed
from data.model.audit import AuditEvent
from data.model.meetings import MeetingStatus
from data.model.people import Commune, Person, Role
from data.model.plan import MeasureStatus, MeasureStep
from data.model.questionnaire import Assignee
from data.services import accounts, assignments, reminder_calendar
from data.storage.database import writing

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def steering(town: Commune) -> Person:
    return stored_person(Role.STEERING, town)


def entries(token: str) -> dict[str, object]:
    """Title and begin of every entry."""
    file = reminder_calendar.feed(token, NOW)
    assert file is not None
    return {str(event["summary"]): event["dtstart"].dt for event in Calendar.from_ical(file).walk("VEVENT")}


def test_it_shows_meetings_and_every_day_of_the_plan_however_far_away(town: Commune, steering: Person) -> None:
    steps = (MeasureStep(0, "Räume suchen", date(2026, 11, 1), None),)
    stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2031, 12, 31), steps=steps)
    stored_measure(town, title="Haus", status=MeasureStatus.IDEA, next_review_on=date(2027, 2, 1))
    stored_measure(town, title="Blockiert", status=MeasureStatus.BLOCKED)  # no day
    with writing() as work:
        work.meetings.add(town.id, a_meeting())
        work.audit.record(AuditEvent.MEETING_ADDED)
    assert entries(reminder_calendar.make_link(steering)) == {
        "Steuerungsgruppe": datetime(2026, 12, 8, 15, tzinfo=UTC),
        "Schritt fällig: Räume suchen (Kurse)": date(2026, 11, 1),
        "Maßnahme fällig: Kurse": date(2031, 12, 31),
        "Zur Entscheidung: Haus": date(2027, 2, 1),
    }


def test_an_entry_keeps_its_name_when_its_day_moves(town: Commune, steering: Person) -> None:
    measure = stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2027, 1, 4))
    token = reminder_calendar.make_link(steering)
    (before,) = Calendar.from_ical(reminder_calendar.feed(token, NOW) or b"").walk("VEVENT")
    with writing() as work:
        moved = work.plan.measure(town.id, measure.id)
        assert moved is not None
        work.session.execute(text("UPDATE measure SET due_on = '2027-03-01'"))
        work.audit.record(AuditEvent.PLAN_CHANGED)
    (after,) = Calendar.from_ical(reminder_calendar.feed(token, NOW) or b"").walk("VEVENT")
    assert before["uid"] == after["uid"] == f"measure-{measure.id}@09999001.kompass-2035"
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2027, 1, 4), date(2027, 3, 1))


def test_a_cancelled_meeting_is_shown_as_cancelled_and_an_old_one_no_more(town: Commune, steering: Person) -> None:
    with writing() as work:
        work.meetings.add(town.id, a_meeting(MeetingStatus.CANCELLED, title="Abgesagt"))
        work.meetings.add(town.id, a_meeting(title="Alt", starts_at=NOW - timedelta(days=91)))
        work.audit.record(AuditEvent.MEETING_ADDED)
    file = reminder_calendar.feed(reminder_calendar.make_link(steering), NOW)
    (event,) = Calendar.from_ical(file or b"").walk("VEVENT")
    assert (event["summary"], event["status"]) == ("Abgesagt", "CANCELLED")


def test_it_names_no_person_and_no_reason_that_somebody_wrote(town: Commune, steering: Person) -> None:
    because = {"blocked_because": "Frau Muster ist krank", "description": "Rückruf 0123"}
    stored_measure(town, title="Kurse", status=MeasureStatus.BLOCKED, due_on=date(2027, 1, 4), **because)
    with writing() as work:
        work.meetings.add(town.id, a_meeting(chair="Herr Beispiel", minute_taker="Kim", sentence="vertraulich"))
        work.audit.record(AuditEvent.MEETING_ADDED)
    file = (reminder_calendar.feed(reminder_calendar.make_link(steering), NOW) or b"").decode()
    for word in ("Muster ist", "0123", "Herr", "Kim", "vertraulich", steering.display_name, steering.username):
        assert word not in file


def test_a_department_sees_its_criteria_and_nothing_of_the_plan(town: Commune) -> None:
    stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2027, 1, 4))
    officer, contributor = stored_person(Role.OFFICER, town), stored_person(Role.CONTRIBUTOR, town)
    draft = stored_round(town, {})
    me = Assignee("", account_id=contributor.account_id)
    assignments.assign(officer, draft.id, ["sprache", "wohnen"], me, date(2027, 1, 4))
    token = reminder_calendar.make_link(contributor)
    assert entries(token) == {"2 Kriterien beantworten (Runde 2026)": date(2027, 1, 4)}


def test_each_entry_leads_to_its_place_where_the_address_of_the_site_is_told(
    town: Commune, steering: Person, settings: pytest.MonkeyPatch
) -> None:
    measure = stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2027, 1, 4))
    token = reminder_calendar.make_link(steering)
    (without,) = Calendar.from_ical(reminder_calendar.feed(token, NOW) or b"").walk("VEVENT")
    settings.setenv("KOMPASS_BASE_URL", "https://kompass.example.org/")
    settings_module.settings.cache_clear()
    (event,) = Calendar.from_ical(reminder_calendar.feed(token, NOW) or b"").walk("VEVENT")
    assert "url" not in without
    assert event["url"] == f"https://kompass.example.org/massnahmen?massnahme={measure.id}"


def test_it_speaks_the_language_of_its_person(town: Commune, steering: Person) -> None:
    stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2027, 1, 4))
    accounts.set_language(steering, "en")
    assert list(entries(reminder_calendar.make_link(steering))) == ["Measure due: Kurse"]


def test_a_new_link_ends_the_one_before_and_each_is_one_that_nobody_can_guess(steering: Person) -> None:
    first, second = reminder_calendar.make_link(steering), reminder_calendar.make_link(steering)
    assert reminder_calendar.feed(first, NOW) is None
    assert reminder_calendar.feed(second, NOW) is not None
    assert first != second and len(first) == len(second) == 43  # 32 bytes = 256 bits, 6 bits a letter


@pytest.mark.parametrize("token", ["", "erfunden", "x" * 10_000, "' OR 1=1 --", "ü\x00\n"])
def test_a_secret_that_nobody_has_leads_to_nothing(token: str, steering: Person) -> None:
    reminder_calendar.make_link(steering)
    assert reminder_calendar.feed(token, NOW) is None


def test_a_link_ends_when_it_is_revoked_and_when_its_person_is_switched_off_or_gets_another_role(
    any_store: Engine, town: Commune
) -> None:
    people = [stored_person(Role.STEERING, town, username=f"p{number}") for number in range(3)]
    revoked, off, moved = (reminder_calendar.make_link(person) for person in people)
    reminder_calendar.revoke_link(people[0])
    accounts.switch_off(None, "p1")
    with any_store.begin() as connection:
        connection.execute(text("UPDATE account SET role = 'platform', commune_id = NULL WHERE username = 'p2'"))
    assert [reminder_calendar.feed(token, NOW) for token in (revoked, off, moved)] == [None] * 3
    assert reminder_calendar.link_made_at(people[0]) is None


def test_who_becomes_a_department_sees_at_once_what_a_department_sees(
    any_store: Engine, town: Commune, steering: Person
) -> None:
    stored_measure(town, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2027, 1, 4))
    token = reminder_calendar.make_link(steering)
    assert len(entries(token)) == 1
    with any_store.begin() as connection:
        connection.execute(text("UPDATE account SET role = 'contributor'"))
    assert entries(token) == {}


def test_making_and_revoking_are_noted_without_the_secret_and_revoking_nothing_is_not(
    steering: Person, any_store: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = len(audit_trail())
    token = reminder_calendar.make_link(steering)
    reminder_calendar.feed(token, NOW)
    reminder_calendar.revoke_link(steering)
    reminder_calendar.revoke_link(steering)
    who = (steering.account_id, steering.commune.id if steering.commune else None, f"account:{steering.account_id}", "")
    assert audit_trail(but=before) == [
        ("account.calendar_link_made", *who),
        ("account.calendar_link_revoked", *who),
    ]
    assert token not in caplog.text


def test_the_database_holds_no_secret(steering: Person, any_store: Engine) -> None:
    token = reminder_calendar.make_link(steering)
    with any_store.connect() as connection:
        (row,) = connection.execute(text("SELECT * FROM calendar_link")).all()
    assert token not in str(row) and len(row.token_hash) == 64


def test_the_platform_team_has_no_calendar(any_store: Engine) -> None:
    with pytest.raises(NotAllowed):
        reminder_calendar.make_link(stored_person(Role.PLATFORM))
