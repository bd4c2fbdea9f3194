"""What measures are expected to bring: levels rise, nothing falls, an idea brings nothing; exact points."""

from __future__ import annotations

import pytest
from factories import replies_to_all
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import a_measure

from data.content.catalogues import catalogue
from data.model.plan import Measure, MeasureStatus
from data.model.self_check import Answered, NotApplicable, NotKnown, Reply
from data.rules.expected_effect import COUNTING, expected_levels, expected_result
from data.rules.scoring import score

M = MeasureStatus
USED = catalogue("2021-07")
LANGUAGE = [question.id for c in USED.criteria if c.key == "sprache" for question in c.questions]
NEVER = (M.IDEA, M.STOPPED)


def test_the_criterion_of_these_examples_has_four_questions() -> None:
    assert LANGUAGE == ["FZ-06", "FZ-07", "FZ-08", "FZ-09"]


@pytest.mark.parametrize("status", M)
def test_an_idea_and_what_was_stopped_bring_nothing(status: M) -> None:
    measure = a_measure(status, expected={"FZ-06": 3})
    assert expected_levels([measure]) == ({} if status in NEVER else {"FZ-06": 3})
    assert set(COUNTING) == set(M) - set(NEVER)


def test_of_several_measures_the_highest_level_counts() -> None:
    planned = a_measure(M.PLANNED, expected={"FZ-06": 2, "FZ-07": 4})
    running = a_measure(M.RUNNING, expected={"FZ-06": 3, "FZ-07": 1})
    idea = a_measure(M.IDEA, expected={"FZ-06": 4})
    assert expected_levels([planned, running, idea]) == {"FZ-06": 3, "FZ-07": 4}


def test_two_levels_more_in_one_of_four_questions_raise_the_criterion_by_twelve_and_a_half_points() -> None:
    replies = replies_to_all(2)  # every score is 50
    result = expected_result(USED, replies, [a_measure(M.PLANNED, expected={"FZ-06": 4})])
    assert result.scores()["sprache"].percent == 62.5  # (4 + 2 + 2 + 2) / 16
    assert score(USED, replies).scores()["sprache"].percent == 50


def test_a_level_that_is_reached_already_brings_nothing_and_a_higher_answer_stays() -> None:
    replies = replies_to_all(3)
    same = expected_result(USED, replies, [a_measure(M.DONE, expected={"FZ-06": 3, "FZ-07": 1})])
    assert same == score(USED, replies)


@pytest.mark.parametrize("before", [None, NotKnown()])
def test_what_is_open_or_not_known_today_is_answered_then(before: Reply | None) -> None:
    replies = {key: reply for key, reply in replies_to_all(2).items() if key != "FZ-06"}
    if before is not None:
        replies["FZ-06"] = before
    result = expected_result(USED, replies, [a_measure(M.RUNNING, expected={"FZ-06": 2})])
    assert result == score(USED, replies_to_all(2))


def test_what_does_not_apply_stays_out() -> None:
    replies = replies_to_all(2) | {"FZ-06": NotApplicable()}
    assert expected_result(USED, replies, [a_measure(M.RUNNING, expected={"FZ-06": 4})]) == score(USED, replies)


def test_without_a_measure_everything_is_as_it_is_today() -> None:
    replies = replies_to_all(1) | {"FZ-06": NotKnown()}
    assert expected_result(USED, replies, []) == score(USED, replies)


IDS = list(USED.places)
ANY_REPLY = st.integers(0, 4).map(Answered) | st.just(NotKnown()) | st.just(NotApplicable())
SOME_REPLIES = st.dictionaries(st.sampled_from(IDS), ANY_REPLY, max_size=40)
SOME_MEASURES = st.lists(
    st.builds(
        lambda status, expected: a_measure(status, expected=expected),
        st.sampled_from(M),
        st.dictionaries(st.sampled_from(IDS), st.integers(0, 4), max_size=6),
    ),
    max_size=5,
)


@settings(max_examples=60)
@given(SOME_REPLIES, SOME_MEASURES)
def test_no_answer_is_ever_expected_lower_than_it_is(replies: dict[str, Reply], measures: list[Measure]) -> None:
    # Every answer of its own, because a new low answer may well lower a mean.
    after = expected_result(USED, replies, measures)
    reached = {**replies}
    for question_id, level in expected_levels(measures).items():
        now = replies.get(question_id)
        if isinstance(now, Answered):
            reached[question_id] = Answered(max(level, now.points))
        elif not isinstance(now, NotApplicable):
            reached[question_id] = Answered(level)
    assert after == score(USED, reached)
    for question_id, reply in replies.items():
        if isinstance(reply, Answered):
            then = reached[question_id]
            assert isinstance(then, Answered) and then.points >= reply.points


@settings(max_examples=60)
@given(st.lists(st.integers(0, 4), min_size=len(IDS), max_size=len(IDS)), SOME_MEASURES)
def test_where_everything_is_answered_no_score_ever_falls(levels: list[int], measures: list[Measure]) -> None:
    replies: dict[str, Reply] = {key: Answered(level) for key, level in zip(IDS, levels, strict=True)}
    before, after = score(USED, replies).scores(), expected_result(USED, replies, measures).scores()
    for key, now in before.items():
        then = after[key].percent
        assert now.percent is not None and then is not None
        assert then >= now.percent - 1e-9
