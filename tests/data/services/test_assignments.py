"""Who answers what: departments and people of the own commune, until when, and how far they are."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import count
from factories import audit_trail, replies_to_all, stored_commune, stored_person
from sqlalchemy import Engine
from teams import OWN, Team, a_team, failing_at_the_audit_entry, give

from data.content.catalogues import catalogue
from data.errors import NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Role
from data.model.questionnaire import Assignee, Assignment, ProgressState
from data.model.self_check import Answered
from data.services import questionnaire
from data.services.assignments import add_department, assign, board, set_department
from data.storage.database import reading, writing

KEYS = [criterion.key for criterion in catalogue("2021-07").criteria]
DUE = date(2026, 12, 31)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team({"MS-01": Answered(2)})


def assigned(team: Team) -> dict[str, Assignment]:
    with reading() as work:
        return work.assignments.of_sheet(team.round_id, OWN)


def departments(team: Team) -> dict[str, tuple[str, ...]]:
    with reading() as work:
        return {department.name: department.members for department in work.assignments.departments(team.commune.id)}


# Departments.


def test_a_department_has_a_name_of_1_to_120_printable_characters(any_store: Engine) -> None:
    team = a_team()
    trail = len(audit_trail())
    for name in ("", " \n ", "x" * 121, "Amt\x00", "Amt\u202e"):
        with pytest.raises(Refused, match=r"department_name_length .longest=120."):
            add_department(team.officer, name)
    added = add_department(team.officer, "  Amt für \n Soziales ")
    assert departments(team) == {"Amt für Soziales": (), "Jugendamt": ("Person contributor",)}
    assert add_department(team.officer, "x" * 120) != added
    assert audit_trail(but=trail)[0] == (
        "department.added",
        team.officer.account_id,
        team.commune.id,
        f"department:{added}",
        "",
    )


@pytest.mark.parametrize("name", ["Jugendamt", "jugendamt", " JUGENDAMT "])
def test_a_name_is_used_once_in_a_commune_whatever_its_case(team: Team, name: str) -> None:
    with pytest.raises(Refused, match="department_name_taken"):
        add_department(team.officer, name)
    assert add_department(team.stranger, name) > 0


def test_a_colleague_is_put_into_a_department_and_out_of_it(any_store: Engine) -> None:
    team = a_team()
    works = add_department(team.officer, "Bauamt")
    trail = len(audit_trail())
    set_department(team.officer, team.contributor.account_id, works)
    assert departments(team) == {"Bauamt": ("Person contributor",), "Jugendamt": ()}
    set_department(team.officer, team.contributor.account_id, None)
    assert departments(team) == {"Bauamt": (), "Jugendamt": ()}
    subject, of_officer = f"account:{team.contributor.account_id}", team.officer.account_id
    assert audit_trail(but=trail) == [
        ("department.member_set", of_officer, team.commune.id, subject, f"department={works}"),
        ("department.member_set", of_officer, team.commune.id, subject, "department=None"),
    ]


def test_people_and_departments_of_elsewhere_are_not_found(team: Team) -> None:
    theirs = add_department(team.stranger, "Bauamt")
    with pytest.raises(NotFound, match="department_not_found"):
        set_department(team.officer, team.contributor.account_id, theirs)
    for account_id in (team.stranger.account_id, team.mayor.account_id, 4_711):  # the mayor does not answer
        with pytest.raises(NotFound, match="colleague_not_found"):
            set_department(team.officer, account_id, team.department_id)
    assert departments(team) == {"Jugendamt": ("Person contributor",)}


# Assigning.


def test_criteria_are_given_to_a_department_or_a_person_until_a_day(any_store: Engine) -> None:
    team = a_team()
    trail = len(audit_trail())
    assign(team.officer, team.round_id, KEYS[:2], Assignee("Jugendamt", department_id=team.department_id), DUE)
    assign(team.officer, team.round_id, KEYS[2:3], Assignee("?", account_id=team.officer.account_id))
    to_youth = Assignee("Jugendamt", department_id=team.department_id)
    assert assigned(team) == {
        KEYS[0]: Assignment(KEYS[0], to_youth, DUE),
        KEYS[1]: Assignment(KEYS[1], to_youth, DUE),
        KEYS[2]: Assignment(KEYS[2], Assignee("Person officer", account_id=team.officer.account_id)),
    }
    subject = f"self_check:{team.round_id}"
    assert [(event, of, details) for event, _, _, of, details in audit_trail(but=trail)] == [
        ("criteria.assigned", subject, f"criteria=2 department={team.department_id}"),
        ("criteria.assigned", subject, f"criteria=1 account={team.officer.account_id}"),
    ]


def test_the_same_criterion_named_twice_is_assigned_once(team: Team) -> None:
    assign(team.officer, team.round_id, [KEYS[0], KEYS[0]], Assignee("", department_id=team.department_id))
    assert set(assigned(team)) == {KEYS[0]}
    assert audit_trail()[-1][-1] == f"criteria=1 department={team.department_id}"


def test_nobody_takes_an_assignment_away(team: Team) -> None:
    assign(team.officer, team.round_id, KEYS[:2], Assignee("", department_id=team.department_id), DUE)
    assign(team.officer, team.round_id, KEYS[:1], None)
    assert set(assigned(team)) == {KEYS[1]}
    assert audit_trail()[-1][-1] == "criteria=1 to=nobody"


def test_nothing_is_assigned_to_somebody_of_elsewhere_or_to_nobody_in_particular(team: Team) -> None:
    theirs = add_department(team.stranger, "Bauamt")
    gone = stored_person(Role.CONTRIBUTOR, team.commune, username="gone").account_id
    with writing() as work:
        work.accounts.set_active(gone, False)
        work.audit.record(AuditEvent.ACCOUNT_SWITCHED_OFF)
    refused = {
        "department_not_found": [Assignee("", department_id=theirs), Assignee("", department_id=4_711)],
        "colleague_not_found": [
            Assignee("", account_id=team.stranger.account_id),
            Assignee("", account_id=team.mayor.account_id),
            Assignee("", account_id=gone),
            Assignee("niemand"),
            Assignee("beide", department_id=team.department_id, account_id=team.officer.account_id),
        ],
    }
    for code, assignees in refused.items():
        for assignee in assignees:
            with pytest.raises(NotFound, match=code):
                assign(team.officer, team.round_id, KEYS[:1], assignee)
    assert assigned(team) == {}


def test_a_criterion_that_the_round_does_not_have_keeps_all_of_them_back(team: Team) -> None:
    with pytest.raises(NotFound, match=r"criterion_not_found .criteria=a, b."):
        assign(team.officer, team.round_id, [KEYS[0], "b", "a"], Assignee("", department_id=team.department_id))
    assert assigned(team) == {}


def test_an_assignment_that_breaks_off_leaves_the_old_one(any_store: Engine) -> None:
    team = a_team()
    assign(team.officer, team.round_id, KEYS[:1], Assignee("", department_id=team.department_id), DUE)
    before = assigned(team)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        assign(team.officer, team.round_id, KEYS[:3], Assignee("", account_id=team.officer.account_id))
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        add_department(team.officer, "Bauamt")
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        set_department(team.officer, team.contributor.account_id, None)
    assert assigned(team) == before
    assert departments(team) == {"Jugendamt": ("Person contributor",)}


# The board.


def test_the_board_shows_all_criteria_with_who_answers_them_and_whom_one_can_ask(team: Team) -> None:
    assign(team.officer, team.round_id, KEYS[:1], Assignee("", department_id=team.department_id), DUE)
    for question_id in replies_to_all():
        if question_id.startswith("MS-") and question_id != "MS-01":
            give(team.officer, team.round_id, question_id, 2)
    shown = board(team.officer, team.round_id)
    criteria = [each for field in shown.fields for each in field.criteria]
    assert [each.progress.criterion_key for each in criteria] == KEYS
    assert [(each.progress.assignment or None) is not None for each in criteria] == [True] + [False] * (len(KEYS) - 1)
    assert (shown.fields[0].state, shown.fields[1].state) == (ProgressState.DONE, ProgressState.OPEN)
    assert [(department.name, department.members) for department in shown.departments] == [
        ("Jugendamt", ("Person contributor",))
    ]
    assert [(colleague.display_name, colleague.department_id) for colleague in shown.colleagues] == [
        ("Person contributor", team.department_id),
        ("Person officer", None),
    ]


def test_the_board_calls_to_clarify_what_the_task_list_calls_so(team: Team) -> None:
    for question_id in replies_to_all():
        if question_id.startswith("MS-"):
            give(team.officer, team.round_id, question_id, 2)
    questionnaire.set_mark(team.officer, team.round_id, "MS-02", True)
    on_board = board(team.officer, team.round_id).fields[0]
    assert on_board.state is ProgressState.TO_CLARIFY
    assert on_board.state is questionnaire.task_list(team.officer, team.round_id).fields[0].state


def test_the_board_of_a_locked_round_can_still_be_read(team: Team, store: Engine) -> None:
    assert count(store, "assignment") == 0
    assert board(team.officer, team.round_id).self_check.id == team.round_id


# Who may.


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR])
def test_only_the_officer_assigns(team: Team, role: Role) -> None:
    person = team.members[role]
    for attempt in (
        lambda: board(person, team.round_id),
        lambda: add_department(person, "Bauamt"),
        lambda: set_department(person, person.account_id, team.department_id),
        lambda: assign(person, team.round_id, KEYS[:1], Assignee("", account_id=person.account_id)),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_a_stranger_sees_and_assigns_nothing(team: Team) -> None:
    for attempt in (
        lambda: board(team.stranger, team.round_id),
        lambda: assign(team.stranger, team.round_id, KEYS[:1], None),
    ):
        with pytest.raises(NotFound, match="round_not_found"):
            attempt()


def test_the_platform_team_has_no_departments(store: Engine) -> None:
    stored_commune()
    with pytest.raises(NotAllowed):
        add_department(stored_person(Role.PLATFORM), "Bauamt")
