"""How far a criterion is, what a filter shows, and which question comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import SIGNS, a_small_catalogue

from data.model.questionnaire import (
    Assignee,
    Assignment,
    CriterionProgress,
    DiscussionState,
    ProgressState,
    Proposal,
    ProposalSource,
    QuestionFilter,
    QuestionState,
)
from data.model.self_check import Answer, StoredAnswer
from data.rules.questionnaire import fits, next_after, progress_of, state_of, stated_fields

CATALOGUE = a_small_catalogue((3, 1), (2,))
CRITERION = next(iter(CATALOGUE.criteria))
AT = datetime(2026, 1, 1, tzinfo=UTC)
CONFLICT = Proposal(1, ProposalSource.EDIT, Answer("q"), frozenset(), 1, "Kim", AT)
FROM_FILE = Proposal(2, ProposalSource.FILE, Answer("q"), frozenset(), 1, "Kim", AT)
EARLIER = Proposal(3, ProposalSource.EARLIER_ROUND, Answer("q"), frozenset(), 0, "Kim", AT, "2025", "equal")


def a_state(sign: str = "-", *proposals: Proposal, marked: bool = False, discussed: bool = False) -> QuestionState:
    """A question: `0`-`4` a level, `?` not known, `x` not applicable, `-` nothing stored, `_` stored and open."""
    stored = None if sign == "-" else StoredAnswer(Answer("q", SIGNS.get(sign)), 1, "Kim", AT)
    return QuestionState("q", stored, marked, proposals, DiscussionState(1, discussed))


def states(signs: str, key: str = "f1c1") -> dict[str, QuestionState]:
    return {f"{key}q{number}": a_state(sign) for number, sign in enumerate(signs, start=1)}


def a_progress(replied: int, questions: int = 3, **counts: int) -> CriterionProgress:
    return CriterionProgress("c", questions, replied, **counts)


def test_progress_counts_replies_and_what_needs_somebody() -> None:
    of_questions = {
        "f1c1q1": a_state("?", CONFLICT, FROM_FILE, marked=True),
        "f1c1q2": a_state("x", EARLIER),
        "f1c1q3": a_state("_", EARLIER, CONFLICT),
        "f1c2q1": a_state("?", CONFLICT, marked=True),  # of another criterion
    }
    assignment = Assignment("f1c1", Assignee("Jugendamt", department_id=1))
    assert progress_of(CRITERION, of_questions, assignment) == CriterionProgress(
        "f1c1", questions=3, replied=2, not_known=1, marked=1, conflicts=2, proposals=2, assignment=assignment
    )


def test_a_question_nobody_touched_counts_as_open() -> None:
    assert progress_of(CRITERION, {}, None) == CriterionProgress("f1c1", questions=3, replied=0)


@pytest.mark.parametrize(
    ("progress", "word"),
    [
        (a_progress(0), ProgressState.OPEN),
        (a_progress(0, marked=1, proposals=3), ProgressState.OPEN),
        (a_progress(0, conflicts=1), ProgressState.TO_CLARIFY),
        (a_progress(1), ProgressState.BEGUN),
        (a_progress(2, not_known=2, marked=1), ProgressState.BEGUN),
        (a_progress(2, conflicts=1), ProgressState.TO_CLARIFY),
        (a_progress(3), ProgressState.DONE),
        (a_progress(3, proposals=1), ProgressState.DONE),
        (a_progress(3, not_known=1), ProgressState.TO_CLARIFY),
        (a_progress(3, marked=1), ProgressState.TO_CLARIFY),
        (a_progress(3, conflicts=1), ProgressState.TO_CLARIFY),
    ],
)
def test_the_state_word_of_a_criterion(progress: CriterionProgress, word: ProgressState) -> None:
    assert state_of([progress]) is word


@pytest.mark.parametrize(
    ("criteria", "word"),
    [
        ([a_progress(0), a_progress(0)], ProgressState.OPEN),
        ([a_progress(3), a_progress(0)], ProgressState.BEGUN),
        ([a_progress(3), a_progress(3)], ProgressState.DONE),
        ([a_progress(3), a_progress(3, not_known=1)], ProgressState.TO_CLARIFY),
        ([a_progress(0), a_progress(0, conflicts=1)], ProgressState.TO_CLARIFY),
        ([], ProgressState.OPEN),
    ],
)
def test_the_state_word_of_a_field_follows_from_its_criteria_together(
    criteria: list[CriterionProgress], word: ProgressState
) -> None:
    assert state_of(criteria) is word


def test_fields_come_with_their_criteria_and_count_their_questions() -> None:
    assignment = Assignment("f1c2", Assignee("Kim", account_id=1))
    first, second = stated_fields(CATALOGUE, states("2?-"), {"f1c2": assignment}, {"f1c2"})
    assert [(c.progress.criterion_key, c.state, c.is_mine) for c in first.criteria] == [
        ("f1c1", ProgressState.BEGUN, False),
        ("f1c2", ProgressState.OPEN, True),
    ]
    assert (first.field_key, first.questions, first.replied, first.state) == ("f1", 4, 2, ProgressState.BEGUN)
    assert (second.field_key, second.questions, second.replied, second.state) == ("f2", 2, 0, ProgressState.OPEN)
    assert first.criteria[1].progress.assignment == assignment


def test_who_sees_only_some_criteria_sees_only_their_fields_and_only_their_states() -> None:
    (only,) = stated_fields(CATALOGUE, states("222"), {}, {"f1c2"}, within={"f1c2"})
    assert (only.field_key, only.questions, only.replied, only.state) == ("f1", 1, 0, ProgressState.OPEN)
    assert stated_fields(CATALOGUE, {}, {}, (), within=()) == ()


@pytest.mark.parametrize(
    ("state", "wishes"),
    [
        (a_state("-"), {QuestionFilter.OPEN}),
        (a_state("_"), {QuestionFilter.OPEN}),
        (a_state("0"), set()),
        (a_state("x"), set()),
        (a_state("?"), {QuestionFilter.NOT_KNOWN}),
        (a_state("2", marked=True), {QuestionFilter.MARKED}),
        (a_state("2", CONFLICT), {QuestionFilter.TO_SETTLE}),
        (a_state("2", FROM_FILE, EARLIER), {QuestionFilter.TO_SETTLE, QuestionFilter.EARLIER}),
        (a_state("-", EARLIER), {QuestionFilter.OPEN, QuestionFilter.EARLIER}),
        (a_state("2", discussed=True), {QuestionFilter.TO_SETTLE}),
    ],
)
def test_a_question_is_shown_under_exactly_its_filters(state: QuestionState, wishes: set[QuestionFilter]) -> None:
    assert {wish for wish in QuestionFilter if fits(state, wish, mine=False)} == wishes
    assert {wish for wish in QuestionFilter if fits(state, wish, mine=True)} == wishes | {QuestionFilter.MINE}


ORDER = "abcdef"


@pytest.mark.parametrize(
    ("here", "wanted", "following"),
    [
        ("b", "ade", "d"),
        ("b", "abd", "d"),  # not the same one again while there is another
        ("e", "abc", "a"),  # from the end to the beginning
        ("c", "c", "c"),  # the only one
        (None, "cd", "c"),
        ("", "cd", "c"),
        ("gone", "cd", "c"),
        ("b", "da", "d"),  # whatever the order of the wanted ones
        ("f", "fa", "a"),
        ("a", "", None),
    ],
)
def test_the_next_question_is_the_next_wanted_one_in_the_circle(
    here: str | None, wanted: str, following: str | None
) -> None:
    assert next_after(here, wanted, ORDER) == following


@given(st.lists(st.sampled_from(ORDER), min_size=1, unique=True), st.sampled_from([*ORDER, None]))
def test_going_on_again_and_again_visits_every_wanted_question_once_per_circle(
    wanted: list[str], start: str | None
) -> None:
    here, visited = start, []
    for _ in wanted:
        here = next_after(here, wanted, ORDER)
        assert here is not None
        visited.append(here)
    assert sorted(visited) == sorted(wanted)


@given(st.text(alphabet="01234?x-_", min_size=3, max_size=3), st.frozensets(st.integers(0, 2)))
def test_the_counts_of_a_criterion_agree_with_the_filters(signs: str, marked: frozenset[int]) -> None:
    of_questions: Mapping[str, QuestionState] = {
        f"f1c1q{n + 1}": a_state(sign, marked=n in marked) for n, sign in enumerate(signs)
    }
    progress = progress_of(CRITERION, of_questions, None)

    def shown(wish: QuestionFilter) -> int:
        return sum(fits(state, wish, mine=False) for state in of_questions.values())

    assert progress.questions - progress.replied == shown(QuestionFilter.OPEN)
    assert (progress.not_known, progress.marked) == (shown(QuestionFilter.NOT_KNOWN), shown(QuestionFilter.MARKED))
    assert (state_of([progress]) is ProgressState.DONE) == (set(signs) <= set("01234x") and not marked)
