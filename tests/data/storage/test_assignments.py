"""Departments, assignments and working places, alike on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import count
from factories import stored_commune, stored_person, stored_round
from sqlalchemy import Engine

from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.people import Commune, Role
from data.model.questionnaire import Assignee, Assignment, Colleague, Department, Presence
from data.model.self_check import Perspective
from data.storage.database import reading, writing

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OWN, COUNCIL = Perspective.ADMINISTRATION, Perspective.COUNCIL


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


def a_department(commune_id: int, name: str = "Jugendamt") -> int:
    with writing() as work:
        added = work.assignments.add_department(commune_id, name)
        work.audit.record(AuditEvent.DEPARTMENT_ADDED)
    return added


def set_department(account_id: int, department_id: int | None) -> None:
    with writing() as work:
        work.assignments.set_department(account_id, department_id)
        work.audit.record(AuditEvent.DEPARTMENT_MEMBER_SET)


def assign(round_: int, keys: list[str], assignee: Assignee | None, due: date | None = None) -> None:
    with writing() as work:
        work.assignments.assign(round_, OWN, keys, assignee, due, at=AT, by=None)
        work.audit.record(AuditEvent.CRITERIA_ASSIGNED)


def assigned(round_: int, perspective: Perspective = OWN) -> dict[str, Assignment]:
    with reading() as work:
        return work.assignments.of_sheet(round_, perspective)


# Departments.


def test_a_name_of_a_department_is_used_once_per_commune(town: Commune, any_store: Engine) -> None:
    a_department(town.id)
    with pytest.raises(Refused, match=r"department_name_taken .name=Jugendamt."):
        a_department(town.id)
    a_department(stored_commune(ags="09999002").id)
    assert count(any_store, "department") == 2


def test_a_refused_name_leaves_the_transaction_usable(town: Commune) -> None:
    a_department(town.id)
    with writing() as work:
        with pytest.raises(Refused):
            work.assignments.add_department(town.id, "Jugendamt")
        work.assignments.add_department(town.id, "Bauamt")
        work.audit.record(AuditEvent.DEPARTMENT_ADDED)
    with reading() as work:
        assert [department.name for department in work.assignments.departments(town.id)] == ["Bauamt", "Jugendamt"]


def test_departments_come_by_name_with_the_names_of_those_who_work_there_now(town: Commune) -> None:
    youth, works = a_department(town.id, "Jugendamt"), a_department(town.id, "Bauamt")
    a_department(stored_commune(ags="09999002").id, "Amt nebenan")
    robin, kim, gone, moved = (
        stored_person(Role.CONTRIBUTOR, town, username=name, display_name=name)
        for name in ("Robin", "Kim", "Toni", "Uli")
    )
    for person in (robin, kim, gone, moved):
        set_department(person.account_id, youth)
    set_department(moved.account_id, None)
    with writing() as work:
        work.accounts.set_active(gone.account_id, False)
        work.audit.record(AuditEvent.ACCOUNT_SWITCHED_OFF)
    with reading() as work:
        assert work.assignments.departments(town.id) == (
            Department(works, "Bauamt"),
            Department(youth, "Jugendamt", ("Kim", "Robin")),
        )
        signed_in = work.accounts.person(kim.account_id)
    assert signed_in is not None and signed_in.department_id == youth


def test_colleagues_are_the_active_accounts_of_the_commune_in_some_roles_by_name(town: Commune) -> None:
    youth = a_department(town.id)
    robin = stored_person(Role.CONTRIBUTOR, town, display_name="Robin")
    kim = stored_person(Role.OFFICER, town, display_name="Kim")
    stored_person(Role.MAYOR, town)
    stored_person(Role.OFFICER, stored_commune(ags="09999002"))
    gone = stored_person(Role.CONTRIBUTOR, town, username="gone")
    set_department(robin.account_id, youth)
    with writing() as work:
        work.accounts.set_active(gone.account_id, False)
        work.audit.record(AuditEvent.ACCOUNT_SWITCHED_OFF)
    with reading() as work:
        found = work.assignments.colleagues(town.id, [Role.OFFICER, Role.CONTRIBUTOR])
    assert found == (Colleague(kim.account_id, "Kim"), Colleague(robin.account_id, "Robin", youth))


# Assignments.


def test_a_criterion_is_assigned_to_a_department_or_a_person_with_a_day(town: Commune) -> None:
    round_ = stored_round(town).id
    youth = a_department(town.id)
    kim = stored_person(Role.CONTRIBUTOR, town, display_name="Kim").account_id
    assign(round_, ["a", "b"], Assignee("egal", department_id=youth), date(2026, 12, 31))
    assign(round_, ["c"], Assignee("egal", account_id=kim))
    assert assigned(round_) == {
        "a": Assignment("a", Assignee("Jugendamt", department_id=youth), date(2026, 12, 31)),
        "b": Assignment("b", Assignee("Jugendamt", department_id=youth), date(2026, 12, 31)),
        "c": Assignment("c", Assignee("Kim", account_id=kim)),
    }
    assert assigned(round_, COUNCIL) == {}


def test_the_last_assignment_holds_and_nobody_takes_it_away(town: Commune, any_store: Engine) -> None:
    round_ = stored_round(town).id
    youth, works = a_department(town.id), a_department(town.id, "Bauamt")
    assign(round_, ["a", "b", "c"], Assignee("", department_id=youth), date(2026, 12, 31))
    assign(round_, ["b"], Assignee("", department_id=works))
    assign(round_, ["c", "unknown"], None)
    assert {key: (each.assignee.name, each.due_on) for key, each in assigned(round_).items()} == {
        "a": ("Jugendamt", date(2026, 12, 31)),
        "b": ("Bauamt", None),
    }
    assert count(any_store, "assignment") == 2


def test_nothing_is_assigned_of_other_rounds(town: Commune) -> None:
    first = stored_round(town).id
    youth = a_department(town.id)
    assign(first, ["a"], Assignee("", department_id=youth))
    assert assigned(first + 1) == {}


# Who is here.


def note(account_id: int, round_: int, criterion: str, question_id: str = "", at: datetime = AT) -> None:
    with writing() as work:  # without an audit entry: where somebody looks is nobody's business later
        work.assignments.note_place(account_id, round_, OWN, criterion, question_id=question_id, at=at)


def test_a_person_is_in_one_place_the_last_one(town: Commune, any_store: Engine) -> None:
    round_ = stored_round(town).id
    kim = stored_person(Role.CONTRIBUTOR, town, display_name="Kim").account_id
    note(kim, round_, "a", "MS-01")
    note(kim, round_, "b", at=AT + timedelta(seconds=5))
    with reading() as work:
        assert work.assignments.places(round_, OWN) == (Presence(kim, "Kim", "b", "", AT + timedelta(seconds=5)),)
        assert work.assignments.places(round_, COUNCIL) == ()
    assert count(any_store, "working_place") == 1
    assert count(any_store, "audit_entry") == 3  # the commune, the round, the account


def test_places_come_by_name_and_of_one_round(town: Commune) -> None:
    round_ = stored_round(town).id
    neighbour = stored_commune(ags="09999002")
    theirs = stored_round(neighbour).id
    for name, commune, where in (("Robin", town, round_), ("Kim", town, round_), ("Toni", neighbour, theirs)):
        note(stored_person(Role.OFFICER, commune, username=name, display_name=name).account_id, where, "a")
    with reading() as work:
        assert [place.display_name for place in work.assignments.places(round_, OWN)] == ["Kim", "Robin"]
