"""Filling in on screen: what each person sees, marks, where they were, and who else is here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from conftest import count
from factories import audit_trail, replies_to_all, stored_person
from sqlalchemy import Engine
from teams import Team, a_team, assign_to_department, failing_at_the_audit_entry, give

from data.content.catalogues import catalogue
from data.errors import NotAllowed, NotFound
from data.model.people import Person, Role
from data.model.questionnaire import ProgressState, QuestionFilter
from data.model.self_check import Answer, Answered, NotKnown, Perspective
from data.services import approval, assignments, discussions
from data.services.answering import answer
from data.services.questionnaire import (
    be_here,
    criterion_sheet,
    history,
    next_question,
    question_state,
    set_mark,
    task_list,
)

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
CATALOGUE = catalogue("2021-07")
FIRST = CATALOGUE.places["MS-01"].criterion
OF_FIRST = [question.id for question in FIRST.questions]
OTHER = next(criterion for criterion in CATALOGUE.criteria if criterion.key != FIRST.key)
ORDER = list(CATALOGUE.places)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team({"MS-01": Answered(2), "MS-02": NotKnown()})


# What there is to do.


def test_the_task_list_shows_all_fields_with_how_far_they_are(team: Team) -> None:
    tasks = task_list(team.officer, team.round_id)
    assert [field.field_key for field in tasks.fields] == [field.key for field in CATALOGUE.fields]
    assert sum(field.questions for field in tasks.fields) == 108
    assert [field.replied for field in tasks.fields] == [2, 0, 0, 0, 0, 0, 0]
    assert tasks.fields[0].state is ProgressState.BEGUN
    assert (tasks.self_check, tasks.here, tasks.others) == (team.stored, None, ())


def test_every_filter_names_its_questions_in_catalogue_order(team: Team) -> None:
    set_mark(team.officer, team.round_id, ORDER[-1], True)
    set_mark(team.officer, team.round_id, "MS-01", True)
    discussions.say(team.officer, team.round_id, "MS-03", "Offen")
    assign_to_department(team, FIRST.key)
    matching = task_list(team.contributor, team.round_id).matching
    assert matching[QuestionFilter.MINE] == tuple(OF_FIRST)
    matching = task_list(team.officer, team.round_id).matching
    assert matching[QuestionFilter.OPEN] == tuple(key for key in ORDER if key not in ("MS-01", "MS-02"))
    assert matching[QuestionFilter.MARKED] == ("MS-01", ORDER[-1])
    assert matching[QuestionFilter.NOT_KNOWN] == ("MS-02",)
    assert matching[QuestionFilter.TO_SETTLE] == ("MS-03",)
    assert matching[QuestionFilter.MINE] == ()


def test_a_department_sees_its_criteria_and_nothing_of_the_others(team: Team) -> None:
    assign_to_department(team, OTHER.key)
    tasks = task_list(team.contributor, team.round_id)
    assert [c.progress.criterion_key for field in tasks.fields for c in field.criteria] == [OTHER.key]
    of_other = tuple(question.id for question in OTHER.questions)
    assert tasks.matching[QuestionFilter.OPEN] == tasks.matching[QuestionFilter.MINE] == of_other
    assert tasks.matching[QuestionFilter.NOT_KNOWN] == ()  # MS-02 is not theirs to know of


def test_the_next_question_is_the_next_one_that_fits_and_at_the_end_the_first(team: Team) -> None:
    assert next_question(team.officer, team.round_id, None) == "MS-03"
    assert next_question(team.officer, team.round_id, "MS-05") == ORDER[ORDER.index("MS-05") + 1]
    assert next_question(team.officer, team.round_id, ORDER[-1]) == "MS-03"
    assert next_question(team.officer, team.round_id, "MS-01", QuestionFilter.NOT_KNOWN) == "MS-02"
    assert next_question(team.officer, team.round_id, None, QuestionFilter.MARKED) is None
    assign_to_department(team, OTHER.key)
    assert next_question(team.contributor, team.round_id, "MS-01") == OTHER.questions[0].id


# One criterion, one question.


def test_a_criterion_shows_its_questions_with_all_that_is_said_about_them(team: Team) -> None:
    set_mark(team.officer, team.round_id, "MS-01", True)
    discussions.say(team.officer, team.round_id, "MS-01", "Stimmt das?")
    kim = stored_person(Role.OFFICER, team.commune, username="kim", display_name="Kim")
    give(team.officer, team.round_id, "MS-01", 3, based_on=1)
    give(kim, team.round_id, "MS-01", 1, based_on=1)
    sheet = criterion_sheet(team.officer, team.round_id, FIRST.key)
    assert list(sheet.states) == OF_FIRST
    first = sheet.states["MS-01"]
    assert (first.answer.reply, first.revision, first.marked) == (Answered(3), 2, True)
    assert [(proposal.proposed_by, proposal.answer.reply) for proposal in first.proposals] == [("Kim", Answered(1))]
    assert (first.discussion.comments, first.discussion.is_open) == (1, True)
    assert first == question_state(team.officer, team.round_id, "MS-01")
    untouched = sheet.states[OF_FIRST[-1]]
    assert (untouched.stored, untouched.answer, untouched.revision) == (None, Answer(OF_FIRST[-1]), 0)


def test_who_may_answer_is_told_with_the_criterion(team: Team) -> None:
    assert criterion_sheet(team.officer, team.round_id, FIRST.key).may_answer
    assert not criterion_sheet(team.mayor, team.round_id, FIRST.key).may_answer
    approval.hand_in(team.officer, team.round_id, team.revision)
    assert not criterion_sheet(team.officer, team.round_id, FIRST.key).may_answer


def test_the_history_tells_every_state_with_who_and_when(team: Team) -> None:
    with time_machine.travel(NOW, tick=False):
        give(team.officer, team.round_id, "MS-03", 1)
    answer(team.officer, team.round_id, Answer("MS-03", Answered(1), remark="neu"), 1)
    told = history(team.mayor, team.round_id, "MS-03")
    assert [(state.revision, state.answer.remark) for state in told] == [(1, ""), (2, "neu")]
    assert (told[0].changed_by, told[0].changed_at) == ("Person officer", NOW)
    assert history(team.officer, team.round_id, "MS-09") == []


READS: list[Callable[..., Any]] = [
    question_state,
    history,
    lambda person, round_id, question: criterion_sheet(person, round_id, CATALOGUE.places[question].criterion.key),
    lambda person, round_id, question: be_here(person, round_id, CATALOGUE.places[question].criterion.key, question),
]


@pytest.mark.parametrize("read", READS)
def test_a_department_reads_its_own_criteria_only(team: Team, read: Callable[..., Any]) -> None:
    assign_to_department(team, FIRST.key)
    read(team.contributor, team.round_id, "MS-01")
    with pytest.raises(NotAllowed, match="not_assigned"):
        read(team.contributor, team.round_id, OTHER.questions[0].id)


@pytest.mark.parametrize("read", READS)
def test_who_steers_reads_results_and_no_answers_and_a_stranger_nothing(team: Team, read: Callable[..., Any]) -> None:
    read(team.mayor, team.round_id, "MS-01")
    with pytest.raises(NotAllowed):
        read(team.steering, team.round_id, "MS-01")
    with pytest.raises(NotFound, match="round_not_found"):
        read(team.stranger, team.round_id, "MS-01")


def test_what_the_catalogue_of_the_round_does_not_have_is_not_found(team: Team, store: Engine) -> None:
    with pytest.raises(NotFound, match="criterion_not_found"):
        criterion_sheet(team.officer, team.round_id, "unknown")
    with pytest.raises(NotFound, match="criterion_not_found"):
        be_here(team.officer, team.round_id, "x" * 200)
    with pytest.raises(NotFound, match="question_not_found"):
        be_here(team.officer, team.round_id, FIRST.key, OTHER.questions[0].id)
    for ask in (question_state, history):
        with pytest.raises(NotFound, match="question_not_found"):
            ask(team.officer, team.round_id, "XX-99")
    assert count(store, "working_place") == 0


# Marks.


def test_a_mark_is_everybodys_and_leaves_an_entry(any_store: Engine) -> None:
    team = a_team()
    trail, revision = len(audit_trail()), team.revision
    set_mark(team.officer, team.round_id, "MS-01", True)
    assert question_state(team.mayor, team.round_id, "MS-01").marked
    set_mark(team.officer, team.round_id, "MS-01", False)
    assert not question_state(team.mayor, team.round_id, "MS-01").marked
    subject = f"self_check:{team.round_id}"
    assert audit_trail(but=trail) == [
        ("answer.marked", team.officer.account_id, team.commune.id, subject, f"question=MS-01 marked={marked}")
        for marked in (1, 0)
    ]
    assert team.revision == revision


def test_a_mark_that_breaks_off_leaves_nothing(any_store: Engine) -> None:
    team = a_team()
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        set_mark(team.officer, team.round_id, "MS-01", True)
    assert count(any_store, "question_mark") == 0


def test_who_answers_marks_and_a_department_its_own(team: Team) -> None:
    assign_to_department(team, FIRST.key)
    set_mark(team.contributor, team.round_id, "MS-01", True)
    with pytest.raises(NotAllowed, match="not_assigned"):
        set_mark(team.contributor, team.round_id, OTHER.questions[0].id, True)
    for person in (team.mayor, team.steering):
        with pytest.raises(NotAllowed):
            set_mark(person, team.round_id, "MS-02", True)
    with pytest.raises(NotFound, match="round_not_found"):
        set_mark(team.stranger, team.round_id, "MS-02", True)
    assert task_list(team.officer, team.round_id).matching[QuestionFilter.MARKED] == ("MS-01",)


# Who is here.


@pytest.fixture
def kim(team: Team) -> Person:
    return stored_person(Role.OFFICER, team.commune, username="kim", display_name="Kim")


def test_people_see_each_other_at_work_for_90_seconds(team: Team, kim: Person) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        assert be_here(kim, team.round_id, FIRST.key, "MS-01") == ()
        (seen,) = be_here(team.officer, team.round_id, OTHER.key)
        assert (seen.display_name, seen.criterion_key, seen.question_id, seen.seen_at) == (
            "Kim",
            FIRST.key,
            "MS-01",
            NOW,
        )
        assert [p.display_name for p in task_list(kim, team.round_id).others] == ["Person officer"]
        assert [p.display_name for p in criterion_sheet(kim, team.round_id, FIRST.key).others] == ["Person officer"]
        clock.shift(timedelta(seconds=90))
        assert len(be_here(team.officer, team.round_id, OTHER.key)) == 1
        clock.shift(timedelta(seconds=1))
        assert be_here(team.officer, team.round_id, OTHER.key) == ()


def test_the_place_is_kept_for_when_one_comes_back_on_another_device(team: Team) -> None:
    with time_machine.travel(NOW, tick=False):
        be_here(team.officer, team.round_id, FIRST.key, "MS-01")
        be_here(team.officer, team.round_id, OTHER.key, OTHER.questions[0].id)
    here = task_list(team.officer, team.round_id).here  # days later
    assert here is not None and (here.criterion_key, here.question_id) == (OTHER.key, OTHER.questions[0].id)
    assert task_list(team.mayor, team.round_id).here is None


def test_staying_in_one_place_costs_a_write_twice_a_minute_at_most_and_no_entry(team: Team) -> None:
    trail = len(audit_trail())

    def noted() -> datetime:
        here = task_list(team.officer, team.round_id).here
        assert here is not None
        return here.seen_at

    with time_machine.travel(NOW, tick=False) as clock:
        be_here(team.officer, team.round_id, FIRST.key)
        for seconds, at in ((29, NOW), (1, NOW + timedelta(seconds=30)), (29, NOW + timedelta(seconds=30))):
            clock.shift(timedelta(seconds=seconds))
            be_here(team.officer, team.round_id, FIRST.key)
            assert noted() == at
        be_here(team.officer, team.round_id, FIRST.key, "MS-02")  # another place is noted at once
        assert noted() == NOW + timedelta(seconds=59)
    assert len(audit_trail()) == trail


def test_sheets_of_other_perspectives_are_worked_on_apart(team: Team, kim: Person) -> None:
    be_here(kim, team.round_id, FIRST.key, perspective=Perspective.COUNCIL)
    assert be_here(team.officer, team.round_id, FIRST.key) == ()
    set_mark(team.officer, team.round_id, "MS-01", True, Perspective.COUNCIL)
    assert not question_state(team.officer, team.round_id, "MS-01").marked
    assert task_list(team.officer, team.round_id, Perspective.COUNCIL).matching[QuestionFilter.OPEN] == tuple(ORDER)


def test_an_older_catalogue_is_filled_in_with_its_own_questions(store: Engine) -> None:
    team = a_team(dict(replies_to_all(1, "2021-03")), version="2021-03")
    tasks = task_list(team.officer, team.round_id)
    assert sum(field.questions for field in tasks.fields) == 105
    assert next_question(team.officer, team.round_id, None) is None


def test_nobody_is_led_to_a_criterion_that_was_taken_away(team: Team) -> None:
    assign_to_department(team, FIRST.key)
    be_here(team.contributor, team.round_id, FIRST.key)
    assert task_list(team.contributor, team.round_id).here is not None
    assignments.assign(team.officer, team.round_id, [FIRST.key], None)
    assert task_list(team.contributor, team.round_id).here is None


def test_before_and_after_a_criterion_come_those_that_are_ones_own(team: Team) -> None:
    keys = [criterion.key for criterion in CATALOGUE.criteria]
    assign_to_department(team, keys[0], keys[5], keys[-1])
    for person, expected in (
        (team.officer, {keys[0]: (None, keys[1]), keys[5]: (keys[4], keys[6]), keys[-1]: (keys[-2], None)}),
        (team.contributor, {keys[0]: (None, keys[5]), keys[5]: (keys[0], keys[-1]), keys[-1]: (keys[5], None)}),
    ):
        assert {key: criterion_sheet(person, team.round_id, key).around for key in expected} == expected
