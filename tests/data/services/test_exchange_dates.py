"""Dates by the service: who invites sees who comes, everybody else sees places."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import count
from factories import audit_trail, stored_person
from icalendar import Calendar
from networks import NOW, Network, a_date, a_network, a_request
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.exchange_dates import SignUpState, StatedDate
from data.model.people import Person, Role
from data.model.reminders import DueKind
from data.services import exchange_dates, reminder_calendar, reminders


@pytest.fixture
def network(any_store: Engine) -> Network:
    return a_network()


def seen(person: Person) -> StatedDate:
    (stated,) = exchange_dates.overview(person, NOW)
    return stated


def test_a_commune_invites_and_everybody_in_the_network_reads_it(network: Network) -> None:
    exchange_dates.add(network.asking, a_date(), NOW)
    reader = stored_person(Role.STEERING, network.answering.commune)
    for person in (network.answering, reader, stored_person(Role.PLATFORM)):
        told = seen(person)
        assert (told.date.host, told.date.wish.title, told.free) == ("Ahornfelde", "Runde der Leitungen", 2)
        assert (told.signed_up, told.link) == (None, "")


def test_who_signs_up_has_a_place_or_waits_and_moves_up_when_somebody_signs_off(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(seats=1), NOW)
    first, second = network.officers[2:4]
    assert exchange_dates.sign_up(first, date_id, NOW) is SignUpState.IN
    assert exchange_dates.sign_up(first, date_id, NOW) is SignUpState.IN  # twice is once
    assert exchange_dates.sign_up(second, date_id, NOW) is SignUpState.WAITING
    assert (seen(second).free, seen(second).waiting, seen(second).link) == (0, 1, "")
    exchange_dates.sign_off(first, date_id, NOW)
    assert (seen(second).own, seen(second).link) == (SignUpState.IN, "https://treffen.example/raum")
    assert seen(first).own is SignUpState.NOT


def test_there_are_never_fewer_places_than_people_who_have_one(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(seats=3), NOW)
    for person in network.officers[1:5]:
        exchange_dates.sign_up(person, date_id, NOW)  # three have a place, one waits
    with pytest.raises(Refused, match="exchange_seats_taken") as refused:
        exchange_dates.change(network.asking, seen(network.asking).date, a_date(seats=2), NOW)
    assert refused.value.details == {"taken": 3}
    assert [seen(person).own for person in network.officers[1:5]] == [SignUpState.IN] * 3 + [SignUpState.WAITING]
    exchange_dates.sign_off(network.officers[1], date_id, NOW)  # who waited moved up
    exchange_dates.sign_off(network.officers[2], date_id, NOW)
    exchange_dates.change(network.asking, seen(network.asking).date, a_date(seats=2), NOW)
    assert [seen(person).own for person in network.officers[3:5]] == [SignUpState.IN] * 2


def test_a_date_without_a_limit_gets_one_that_everybody_who_comes_fits_in(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(seats=None), NOW)
    for person in network.officers[1:4]:
        exchange_dates.sign_up(person, date_id, NOW)
    with pytest.raises(Refused, match="exchange_seats_taken"):
        exchange_dates.change(network.asking, seen(network.asking).date, a_date(seats=2), NOW)
    exchange_dates.change(network.asking, seen(network.asking).date, a_date(seats=3, title="Zu dritt"), NOW)
    assert seen(network.asking).date.wish.seats == 3


def test_only_the_host_sees_who_comes(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(), NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    listed = seen(network.asking).signed_up
    assert listed is not None
    assert [(who.name, who.commune, state) for who, state in listed] == [
        ("Person officer", "Eichenhafen", SignUpState.IN)
    ]
    others = (network.answering, network.stranger, stored_person(Role.PLATFORM))
    assert all(seen(person).signed_up is None for person in others)


def test_a_date_that_is_called_off_tells_its_sentence_to_who_signed_up(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(), NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    exchange_dates.cancel(network.asking, seen(network.asking).date, "Die Referentin ist krank.", NOW)
    assert seen(network.answering).date.cancelled == "Die Referentin ist krank."
    due = reminders.dues(network.answering, NOW.date(), "de")
    assert [(each.kind, each.title) for each in due] == [(DueKind.EXCHANGE_CANCELLED, "Runde der Leitungen")]
    with pytest.raises(Refused, match="exchange_date_cancelled"):
        exchange_dates.sign_up(network.stranger, date_id, NOW)


def test_a_newer_state_is_never_overwritten(network: Network) -> None:
    exchange_dates.add(network.asking, a_date(), NOW)
    old = seen(network.asking).date
    exchange_dates.change(network.asking, old, a_date(title="Neuer Titel"), NOW)
    with pytest.raises(ChangedMeanwhile, match="exchange_date_changed_meanwhile"):
        exchange_dates.change(network.asking, old, a_date(title="Alter Titel"), NOW)
    with pytest.raises(ChangedMeanwhile, match="exchange_date_changed_meanwhile"):
        exchange_dates.cancel(network.asking, old, "Fällt aus.", NOW)
    assert seen(network.asking).date.wish.title == "Neuer Titel"


def test_nobody_changes_the_date_of_somebody_else(network: Network) -> None:
    exchange_dates.add(network.asking, a_date(), NOW)
    of_commune = seen(network.asking).date
    for person in (network.answering, stored_person(Role.PLATFORM)):
        with pytest.raises(NotFound, match="exchange_date_not_found"):
            exchange_dates.change(person, of_commune, a_date(title="x"), NOW)
        with pytest.raises(NotFound, match="exchange_date_not_found"):
            exchange_dates.cancel(person, of_commune, "Fällt aus.", NOW)


@pytest.mark.parametrize("role", [Role.STEERING, Role.CONTRIBUTOR])
def test_the_steering_group_reads_and_a_department_does_not(role: Role, network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(), NOW)
    person = stored_person(role, network.asking.commune)
    with pytest.raises(NotAllowed):
        exchange_dates.add(person, a_date(), NOW)
    with pytest.raises(NotAllowed):
        exchange_dates.sign_up(person, date_id, NOW)
    if role is Role.CONTRIBUTOR:
        with pytest.raises(NotAllowed):
            exchange_dates.overview(person, NOW)


def test_the_platform_team_invites_and_sees_who_comes_but_no_requests(network: Network) -> None:
    a_request(network)
    platform = stored_person(Role.PLATFORM)
    date_id = exchange_dates.add(platform, a_date(), NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    listed = seen(platform).signed_up
    assert listed is not None and len(listed) == 1
    with pytest.raises(NotAllowed):
        exchange_dates.sign_up(platform, date_id, NOW)


def test_the_calendar_file_has_the_link_for_who_has_a_place_only(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(), NOW)
    assert b"treffen.example" not in exchange_dates.calendar(network.answering, date_id, NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    (event,) = Calendar.from_ical(exchange_dates.calendar(network.answering, date_id, NOW)).walk("VEVENT")
    assert (str(event["summary"]), str(event["location"])) == ("Runde der Leitungen", "Rathaus, Saal 2")
    assert "https://treffen.example/raum" in str(event["description"])
    with pytest.raises(NotFound, match="exchange_date_not_found"):
        exchange_dates.calendar(network.answering, date_id + 1, NOW)


def test_the_own_calendar_shows_what_somebody_has_a_place_at_and_what_was_called_off(network: Network) -> None:
    date_id = exchange_dates.add(network.asking, a_date(seats=1), NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    exchange_dates.sign_up(network.stranger, date_id, NOW)

    def events(person: Person) -> list[tuple[str, str]]:
        feed = reminder_calendar.feed(reminder_calendar.make_link(person), NOW)
        assert feed is not None
        return [(str(e["uid"]), str(e["status"])) for e in Calendar.from_ical(feed).walk("VEVENT")]

    assert events(network.answering) == [(f"exchange-{date_id}@kompass-2035", "CONFIRMED")]
    assert events(network.stranger) == []  # only waits
    exchange_dates.cancel(network.asking, seen(network.asking).date, "Krank.", NOW)
    assert events(network.answering) == [(f"exchange-{date_id}@kompass-2035", "CANCELLED")]


def test_a_request_that_waits_and_a_date_that_comes_are_among_what_is_due(network: Network) -> None:
    a_request(network, date(2026, 11, 23))
    date_id = exchange_dates.add(network.stranger, a_date(), NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    due = reminders.dues(network.answering, NOW.date(), "de")
    assert [(each.kind, each.title, each.day) for each in due] == [
        (DueKind.EXCHANGE_REQUEST, "Ahornfelde", None),
        (DueKind.EXCHANGE_DATE, "Runde der Leitungen", NOW.date() + timedelta(days=14)),
    ]
    assert reminders.dues(network.asking, NOW.date(), "de") == []


def test_a_failure_leaves_no_trace(network: Network, any_store: Engine) -> None:
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        exchange_dates.add(network.asking, a_date(), NOW)
    assert count(any_store, "exchange_date") == 0
    date_id = exchange_dates.add(network.asking, a_date(), NOW)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        exchange_dates.sign_up(network.answering, date_id, NOW)
    assert count(any_store, "exchange_sign_up") == 0


def test_the_log_holds_numbers_only(network: Network) -> None:
    before = len(audit_trail())
    date_id = exchange_dates.add(network.asking, a_date(), NOW)
    exchange_dates.sign_up(network.answering, date_id, NOW)
    assert [(entry[0], entry[3], entry[4]) for entry in audit_trail(but=before)] == [
        ("exchange_date.added", f"exchange_date:{date_id}", ""),
        ("exchange_date.signed_up", f"exchange_date:{date_id}", ""),
    ]
