"""Which part of a self-check is whose: one part per department and person, and a catalogue with its questions only."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from data.content.catalogues import catalogue
from data.model.part_files import PartOfCheck
from data.model.questionnaire import Assignee, Assignment
from data.rules.part_files import narrowed, part_of, parts

CATALOGUE = catalogue("2021-07")
KEYS = [criterion.key for criterion in CATALOGUE.criteria]
SIZES = {criterion.key: len(criterion.questions) for criterion in CATALOGUE.criteria}
SOCIAL, YOUTH = Assignee("Sozialamt", department_id=1), Assignee("Jugendamt", department_id=2)
KIM = Assignee("Kim", account_id=1)
EARLY, LATE = date(2026, 11, 15), date(2026, 11, 30)


def test_every_department_and_person_gets_one_part_in_the_order_of_the_catalogue() -> None:
    given_out = [
        Assignment(KEYS[3], SOCIAL, LATE),
        Assignment(KEYS[1], KIM),
        Assignment(KEYS[0], SOCIAL, LATE),
    ]

    social = SIZES[KEYS[0]] + SIZES[KEYS[3]]
    assert parts(CATALOGUE, given_out) == (
        PartOfCheck("Sozialamt", (KEYS[0], KEYS[3]), social, 108, SOCIAL, LATE, is_due_at_once=True),
        PartOfCheck("Kim", (KEYS[1],), SIZES[KEYS[1]], 108, KIM, None, is_due_at_once=True),
    )


def test_a_department_and_a_person_with_the_same_number_are_two() -> None:
    found = parts(CATALOGUE, [Assignment(KEYS[0], SOCIAL), Assignment(KEYS[1], KIM)])

    assert [part.assignee for part in found] == [SOCIAL, KIM]


def test_criteria_that_the_catalogue_does_not_have_make_no_part() -> None:
    assert parts(CATALOGUE, [Assignment("unknown", SOCIAL)]) == ()


def test_where_days_differ_the_first_one_counts_and_is_called_the_first() -> None:
    days = [(EARLY, LATE), (LATE, EARLY), (EARLY, None), (None, EARLY)]
    found = [part_of(CATALOGUE, [Assignment(KEYS[0], KIM, a), Assignment(KEYS[1], KIM, b)]) for a, b in days]

    assert {(part.due_on, part.is_due_at_once) for part in found} == {(EARLY, False)}


def test_who_answers_for_a_department_and_in_person_has_one_part_with_both_names() -> None:
    own = part_of(CATALOGUE, [Assignment(KEYS[1], KIM), Assignment(KEYS[0], SOCIAL)])

    assert (own.name, own.assignee, own.criterion_keys) == ("Sozialamt + Kim", None, (KEYS[0], KEYS[1]))


def test_no_assignment_is_an_empty_part() -> None:
    assert part_of(CATALOGUE, []) == PartOfCheck("", (), 0, 108)


def test_a_narrowed_catalogue_has_only_the_fields_with_a_question_and_keeps_their_numbers() -> None:
    first_of_third = CATALOGUE.fields[2].criteria[0]

    small = narrowed(CATALOGUE, [first_of_third.key])

    assert [(field.number, field.title) for field in small.fields] == [(3, CATALOGUE.fields[2].title)]
    assert list(small.places) == [question.id for question in first_of_third.questions]


@given(st.dictionaries(st.sampled_from(KEYS), st.sampled_from([SOCIAL, YOUTH, KIM])))
def test_the_parts_share_out_exactly_what_is_assigned(assigned: dict[str, Assignee]) -> None:
    found = parts(CATALOGUE, [Assignment(key, assignee) for key, assignee in assigned.items()])

    handed_out = [key for part in found for key in narrowed(CATALOGUE, part.criterion_keys).places]
    expected = [key for key, place in CATALOGUE.places.items() if place.criterion.key in assigned]
    assert sorted(handed_out) == sorted(expected)  # nothing twice, nothing forgotten
    assert sum(part.questions for part in found) == len(expected)
