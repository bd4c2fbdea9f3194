"""Whose a criterion is: by department or by person, and for whom that is the whole self-check."""

from __future__ import annotations

import pytest
from factories import a_person
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import a_small_catalogue

from data.model.people import Role
from data.model.questionnaire import Assignee, Assignment
from data.rules.assignments import criteria_of, is_limited, questions_of

CATALOGUE = a_small_catalogue((2, 1), (3,))
YOUTH, WORKS = 7, 8


def to_department(key: str, department_id: int) -> Assignment:
    return Assignment(key, Assignee("Amt", department_id=department_id))


def to_person(key: str, account_id: int) -> Assignment:
    return Assignment(key, Assignee("Kim", account_id=account_id))


def test_a_criterion_is_of_the_person_or_of_the_department_it_was_given_to() -> None:
    given_out = [to_department("f1c1", YOUTH), to_person("f1c2", 5), to_person("f2c1", 6)]
    member = a_person(Role.CONTRIBUTOR, account_id=5, department_id=YOUTH)
    assert criteria_of(member, given_out) == {"f1c1", "f1c2"}
    assert criteria_of(a_person(Role.OFFICER, account_id=6), given_out) == {"f2c1"}


def test_who_works_in_no_department_has_nothing_of_any_department() -> None:
    assert criteria_of(a_person(Role.CONTRIBUTOR, account_id=9), [to_department("f1c1", YOUTH)]) == frozenset()


def test_an_account_and_a_department_with_the_same_number_are_not_the_same() -> None:
    person = a_person(Role.CONTRIBUTOR, account_id=YOUTH, department_id=WORKS)
    assert criteria_of(person, [to_department("f1c1", YOUTH), to_person("f1c2", WORKS)]) == frozenset()


def test_an_assignment_to_nobody_is_nobodys() -> None:
    person = a_person(Role.CONTRIBUTOR, department_id=None)
    assert criteria_of(person, [Assignment("f1c1", Assignee(""))]) == frozenset()


@pytest.mark.parametrize("role", Role)
def test_only_a_department_is_limited_to_what_is_assigned(role: Role) -> None:
    assert is_limited(a_person(role)) is (role is Role.CONTRIBUTOR)


def test_the_questions_of_criteria_are_all_of_theirs() -> None:
    assert questions_of(CATALOGUE, ["f1c1", "f2c1"]) == {"f1c1q1", "f1c1q2", "f2c1q1", "f2c1q2", "f2c1q3"}
    assert questions_of(CATALOGUE, []) == questions_of(CATALOGUE, ["unknown"]) == frozenset()


@given(st.lists(st.tuples(st.sampled_from(["f1c1", "f1c2", "f2c1"]), st.booleans(), st.integers(1, 4)), max_size=6))
def test_nobody_has_a_criterion_that_was_not_given_to_them(given_out: list[tuple[str, bool, int]]) -> None:
    assignments = [(to_department if of_department else to_person)(key, id_) for key, of_department, id_ in given_out]
    person = a_person(Role.CONTRIBUTOR, account_id=1, department_id=2)
    mine = {key for key, of_department, id_ in given_out if id_ == (2 if of_department else 1)}
    assert criteria_of(person, assignments) == mine
