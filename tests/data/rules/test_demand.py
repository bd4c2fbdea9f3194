"""What reaching some points asks for: points per year, measures, the gap, and which answers would have to rise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_catalogues import a_small_catalogue, replies

from data.model.field_path import Demand
from data.model.self_check import Answered, Reply
from data.rules.demand import demand, rising
from data.rules.scoring import score

TODAY = date(2026, 12, 31)
TWO_AND_ONE = a_small_catalogue([2, 1], [1])  # a field with criteria of two questions and of one, and another field


def asked(**changes: Any) -> Demand:
    """From 40 points, 52 with the measures, to 60 by the end of 2031."""
    at_40 = replies(f1c1="22", f1c2="1")  # criteria 50 and 25: 37.5
    values: dict[str, Any] = {
        "target": 60,
        "year": 2031,
        "today": TODAY,
        "score": 40.0,
        "replies": at_40,
        "expected": 52.0,
        "replies_then": at_40,
    }
    return demand(TWO_AND_ONE, "f1", **{**values, **changes})


def ids(taken: tuple[Any, ...]) -> list[tuple[str, int]]:
    return [(lever.question_id, lever.points) for lever in taken]


def test_the_way_is_told_in_all_per_year_and_by_what_the_measures_leave() -> None:
    told = asked()
    # 60 - 40; in 1826 days of 365.25; 52 - 40; 20 - 12.
    assert (told.points, told.measures_bring, told.gap) == (20, 12, 8)
    assert told.per_year == pytest.approx(20 / (1826 / 365.25))


def test_in_the_last_year_all_of_it_is_asked_for_at_once() -> None:
    assert asked(year=2026).per_year == 20
    assert asked(year=2027).per_year == 20  # 365 days are counted as a year


def test_what_is_reached_already_asks_for_nothing() -> None:
    told = asked(target=40)
    assert (told.points, told.per_year, told.gap, told.rises, told.gap_rises) == (0, 0, 0, (), ())
    assert told.measures_bring == 12
    assert asked(target=40, score=39.5).points == 0  # people see 40


def test_measures_that_bring_more_than_needed_leave_no_gap() -> None:
    told = asked(expected=80.0)
    assert (told.measures_bring, told.gap, told.gap_rises) == (40, 0, ())


def test_the_answer_that_brings_most_rises_first_and_of_equal_ones_the_lowest() -> None:
    # f1c2q1 decides half of the field: 12.5 points a level. f1c1q1 and f1c1q2 decide a quarter each: 6.25.
    taken, enough = rising(TWO_AND_ONE, replies(f1c1="21", f1c2="2"), "f1", 30)
    assert ids(taken) == [("f1c2q1", 2), ("f1c2q1", 3), ("f1c1q2", 1)]  # 12.5 + 12.5 + 6.25 = 31.25
    assert enough
    assert [lever.gain for lever in taken] == [12.5, 12.5, 6.25]


def test_it_stops_as_soon_as_the_points_are_there() -> None:
    given_replies = replies(f1c1="21", f1c2="2")
    assert len(rising(TWO_AND_ONE, given_replies, "f1", 12.5)[0]) == 1
    assert len(rising(TWO_AND_ONE, given_replies, "f1", 12.6)[0]) == 2
    assert rising(TWO_AND_ONE, given_replies, "f1", 0) == ((), True)


def test_what_people_see_as_the_goal_is_enough_and_no_level_more_is_asked_for() -> None:
    at_50 = replies(f1c1="22", f1c2="2")
    told = asked(target=63, score=50.0, replies=at_50, expected=50.0, replies_then=at_50)
    assert ids(told.rises) == ids(told.gap_rises) == [("f1c2q1", 2)]  # 50 + 12.5 = 62.5 is shown as 63
    more = asked(target=64, score=50.0, replies=at_50, expected=50.0, replies_then=at_50)
    assert len(more.rises) == len(more.gap_rises) == 2


def test_answers_that_are_open_cannot_rise_and_so_it_may_not_be_enough() -> None:
    taken, enough = rising(TWO_AND_ONE, replies(f1c1="4-", f1c2="4"), "f1", 5)
    assert (taken, enough) == ((), False)
    assert not asked(replies=replies(f1c1="4-", f1c2="4")).enough


def test_other_fields_do_not_help() -> None:
    taken, _enough = rising(TWO_AND_ONE, replies(f1c1="44", f1c2="3", f2c1="0"), "f1", 100)
    assert ids(taken) == [("f1c2q1", 3)]


LEVELS = st.lists(st.integers(0, 4), min_size=3, max_size=3)


@given(LEVELS, st.integers(1, 100))
def test_the_answers_that_rise_really_bring_the_points(levels: list[int], target: int) -> None:
    before: dict[str, Reply] = replies(f1c1=f"{levels[0]}{levels[1]}", f1c2=str(levels[2]))
    now = score(TWO_AND_ONE, before).field("f1").score.percent
    assert now is not None
    taken, enough = rising(TWO_AND_ONE, before, "f1", target - now)
    assert enough  # everything is answered: 100 can be reached
    after = dict(before)
    for lever in taken:
        assert after[lever.question_id] == Answered(lever.points)
        after[lever.question_id] = Answered(lever.points + 1)
    then = score(TWO_AND_ONE, after).field("f1").score.percent
    assert then is not None and then >= target - 1e-6
    if taken:  # without the last rise it would not be enough
        assert then - taken[-1].gain < target


@given(st.integers(1, 100), st.integers(1, 100), st.integers(2027, 2035), st.integers(2027, 2035))
def test_more_points_or_less_time_never_ask_for_less(one: int, other: int, first: int, second: int) -> None:
    less, more = asked(target=min(one, other), year=2031), asked(target=max(one, other), year=2031)
    assert (less.points, less.gap, less.per_year, len(less.rises)) <= (
        more.points,
        more.gap,
        more.per_year,
        len(more.rises),
    )
    assert asked(year=max(first, second)).per_year <= asked(year=min(first, second)).per_year
