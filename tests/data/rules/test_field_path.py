"""The rule of the way to 2035, as docs/vision.md has it: what is needed, what is expected, how that is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import replies_to_all
from hypothesis import given
from hypothesis import strategies as st
from plans import a_measure
from visions import BEGUN, FIELD, NEWEST, a_goal, a_milestone, a_stand, a_way

from data.content.catalogues import catalogue
from data.model.field_path import Because, Course, Expected, Stage, Way
from data.model.plan import MeasureStatus
from data.model.vision import Milestone
from data.rules.field_path import (
    ending_until,
    expected_by,
    judge,
    last_day,
    needed_on,
    next_stage,
    stages,
    start_of,
    still_to_show,
    suggested,
    uncertainty_of,
    years_ahead,
)
from data.rules.scoring import score

TODAY = date(2027, 3, 1)
C, B = Course, Because
GOODNESS = [Course.OFF_TRACK, Course.AT_RISK, Course.ON_TRACK, Course.REACHED]


def verdict(way: Way, today: date = TODAY) -> tuple[Course, Because]:
    told = judge(way, today)
    return told.course, told.because


# The way


def test_the_way_is_straight_from_the_start_to_the_goal() -> None:
    # From the end of 2024 to the end of 2035 are 4017 days: 11 years, of which 2028 and 2032 have a day more.
    # The end of 2026 is 730 days on: 40 + 20 * 730/4017 = 43.6.
    assert needed_on(a_way(), NEWEST) == pytest.approx(40 + 20 * 730 / 4017)
    assert needed_on(a_way(), BEGUN) == 40
    assert needed_on(a_way(), date(2020, 1, 1)) == 40
    assert needed_on(a_way(), date(2035, 12, 31)) == 60
    assert needed_on(a_way(), date(2040, 1, 1)) == 60


def test_the_way_leads_through_every_milestone() -> None:
    way = a_way(stages=(a_milestone(2026, 50), a_milestone(2030, 54), a_goal()))
    assert needed_on(way, date(2025, 12, 31)) == pytest.approx(45)  # 365 of 730 days from 40 to 50
    assert needed_on(way, date(2026, 12, 31)) == 50
    assert needed_on(way, date(2028, 12, 31)) == pytest.approx(50 + 4 * 731 / 1461)
    assert needed_on(way, date(2030, 12, 31)) == 54


def test_there_is_no_way_without_a_start_or_a_goal() -> None:
    assert needed_on(a_way(start=None), NEWEST) is None
    assert needed_on(a_way(stages=()), NEWEST) is None


def test_a_way_never_falls_and_never_leads_beyond_its_goal() -> None:
    given_points = [Milestone(FIELD, 2031, 70), Milestone(FIELD, 2028, 55), Milestone(FIELD, 2033, 50)]
    assert stages(60, given_points) == (
        a_milestone(2028, 55),
        a_milestone(2031, 60),  # not 70
        a_milestone(2033, 60),  # not 50
        a_goal(60),
    )
    assert stages(None, given_points) == ()
    # Who begins above the goal need not fall to it: the way lies on the goal.
    assert needed_on(a_way(start=a_stand(80.0, BEGUN)), NEWEST) == 60


def test_a_milestone_from_before_the_start_bends_no_way() -> None:
    way = a_way(stages=(Stage(date(2023, 12, 31), 55, is_goal=False), a_goal()))
    assert needed_on(way, NEWEST) == needed_on(a_way(), NEWEST)


def test_the_way_begins_with_the_newest_firm_round_when_the_goal_was_first_set() -> None:
    rounds = [a_stand(30.0, date(2021, 5, 1)), a_stand(35.0, date(2023, 5, 1)), a_stand(40.0, date(2025, 5, 1))]
    assert start_of(rounds, None, date(2024, 1, 1)) == rounds[1]
    assert start_of(rounds, None, date(2023, 5, 1)) == rounds[1]
    assert start_of(rounds, None, date(2026, 1, 1)) == rounds[2]
    assert start_of(rounds, None, date(2020, 1, 1)) == rounds[0]  # set before the first round
    assert start_of([], None, TODAY) is None


def test_a_way_begins_neither_with_a_provisional_score_nor_before_a_break_of_the_series() -> None:
    firm, unsure, new = (
        a_stand(30.0, date(2021, 5, 1)),
        a_stand(35.0, date(2023, 5, 1), provisional=True),
        a_stand(50.0),
    )
    assert start_of([firm, unsure, new], None, date(2024, 1, 1)) == firm
    assert start_of([firm, a_stand(None, date(2022, 5, 1)), new], None, date(2024, 1, 1)) == firm
    assert start_of([firm, unsure, new], date(2023, 5, 1), date(2024, 1, 1)) == new
    assert start_of([unsure], None, TODAY) is None


# The verdict


def test_on_track_is_who_is_as_far_as_needed_and_has_planned_the_next_stage() -> None:
    told = judge(a_way(now=a_stand(44.0)), TODAY)
    assert (told.course, told.because) == (C.ON_TRACK, B.AS_NEEDED)
    assert (told.behind, told.missing, told.expected, told.next) == (0, 0, 60, a_goal())
    # 43.6 - 40 = 3.6 points behind are less than half of the 10 that repeating the check could show.
    assert verdict(a_way()) == (C.ON_TRACK, B.AS_NEEDED)


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (4.9, (C.ON_TRACK, B.AS_NEEDED)),
        (5.0, (C.AT_RISK, B.TENDENCY_BEHIND)),
        (9.9, (C.AT_RISK, B.TENDENCY_BEHIND)),
        (10.0, (C.OFF_TRACK, B.CLEARLY_BEHIND)),
        (30.0, (C.OFF_TRACK, B.CLEARLY_BEHIND)),
    ],
)
def test_behind_counts_against_what_repeating_the_check_could_show(
    behind: float, expected: tuple[Course, Because]
) -> None:
    # A way that stays at 50 up to the end of 2026 and an uncertainty of 10 points.
    way = a_way(start=a_stand(50.0, BEGUN), stages=(a_milestone(2026, 50), a_goal()), now=a_stand(50.0 - behind))
    assert judge(way, TODAY).behind == pytest.approx(behind)
    assert verdict(way) == expected


def test_at_risk_is_also_who_has_planned_too_little_for_the_next_stage() -> None:
    way = a_way(now=a_stand(44.0), expected=(Expected(date(2035, 12, 31), 57.4),))
    told = judge(way, TODAY)
    assert (told.course, told.because, told.missing) == (C.AT_RISK, B.NOT_COVERED, 3)  # 60 - 57
    assert verdict(replace(way, expected=(Expected(date(2035, 12, 31), 59.5),))) == (
        C.ON_TRACK,
        B.AS_NEEDED,
    )  # shown: 60


def test_only_what_ends_by_the_next_stage_counts_for_it() -> None:
    way = a_way(
        now=a_stand(44.0),
        stages=(a_milestone(2028, 50), a_goal()),
        expected=(Expected(date(2028, 12, 31), 48.0), Expected(date(2029, 12, 31), 60.0)),
    )
    assert expected_by(way, date(2028, 12, 31)) == 48
    assert judge(way, TODAY).missing == 2
    assert judge(way, date(2029, 1, 1)).next == a_goal()  # that year is over
    assert verdict(way, date(2029, 1, 1)) == (C.ON_TRACK, B.AS_NEEDED)


def test_the_day_of_a_stage_belongs_to_it_and_once_all_are_over_the_goal_stays() -> None:
    way = a_way(stages=(a_milestone(2028, 50), a_goal()))
    assert next_stage(way, date(2028, 12, 31)) == a_milestone(2028, 50)
    assert next_stage(way, date(2040, 1, 1)) == a_goal()
    assert next_stage(a_way(stages=()), TODAY) is None


def test_nothing_gets_lower_by_a_measure() -> None:
    assert expected_by(a_way(now=a_stand(70.0)), date(2035, 12, 31)) == 70


@pytest.mark.parametrize(
    ("points", "course"), [(59.4, C.ON_TRACK), (59.5, C.REACHED), (60.0, C.REACHED), (99.0, C.REACHED)]
)
def test_reached_is_a_goal_whose_points_people_see(points: float, course: Course) -> None:
    assert judge(a_way(now=a_stand(points)), TODAY).course is course


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"now": None, "start": None, "expected": ()}, B.NO_ROUND),
        ({"stages": ()}, B.NO_GOAL),
        ({"now": a_stand(None)}, B.NOT_SCORED),
        ({"now": a_stand(70.0, provisional=True)}, B.PROVISIONAL),
        ({"start": None}, B.PROVISIONAL),  # no firm round to begin with
    ],
)
def test_without_a_goal_or_a_firm_score_nothing_is_said(changes: dict[str, object], because: Because) -> None:
    assert verdict(a_way(**changes)) == (C.UNKNOWN, because)


# What holds for every way

POINTS = st.floats(0, 100, allow_nan=False)
TARGETS = st.integers(1, 100)
YEARS = st.integers(2027, 2034)


@st.composite
def ways(draw: st.DrawFn) -> Way:
    """Any way with a firm score, milestones and measures."""
    target = draw(TARGETS)
    milestones = draw(st.dictionaries(YEARS, TARGETS, max_size=3))
    now = draw(POINTS)
    gains = sorted(draw(st.lists(st.floats(0, 60), min_size=9, max_size=9)))
    return Way(
        start=a_stand(draw(POINTS), BEGUN),
        now=a_stand(now, draw(st.dates(BEGUN + timedelta(days=1), date(2034, 12, 31)))),
        stages=stages(target, [Milestone(FIELD, year, points) for year, points in milestones.items()]),
        uncertainty=draw(st.floats(0.5, 40)),
        expected=tuple(Expected(last_day(2027 + n), min(100.0, now + gain)) for n, gain in enumerate(gains)),
    )


def goodness(way: Way) -> int:
    return GOODNESS.index(judge(way, TODAY).course)


@given(ways(), POINTS)
def test_more_points_are_never_worse(way: Way, more: float) -> None:
    assert way.now is not None and way.now.score is not None
    better = replace(
        way,
        now=replace(way.now, score=min(100.0, way.now.score + more)),
        expected=tuple(replace(each, score=min(100.0, each.score + more)) for each in way.expected),
    )
    assert goodness(better) >= goodness(way)


@given(ways(), st.integers(0, 99))
def test_a_higher_goal_is_never_easier(way: Way, more: int) -> None:
    milestones = [Milestone(FIELD, each.on.year, each.points) for each in way.stages[:-1]]
    higher = replace(way, stages=stages(min(100, way.stages[-1].points + more), milestones))
    assert goodness(higher) <= goodness(way)


@given(ways(), st.integers(0, 10))
def test_more_time_for_the_goal_is_never_worse(way: Way, years: int) -> None:
    goal = way.stages[-1]
    later = replace(way, stages=(*way.stages[:-1], replace(goal, on=last_day(goal.on.year + years))))
    assert goodness(later) >= goodness(way)


@given(ways(), YEARS, YEARS)
def test_more_time_for_the_only_milestone_is_never_worse(way: Way, one: int, other: int) -> None:
    def with_milestone(year: int) -> Way:
        return replace(way, stages=stages(way.stages[-1].points, [Milestone(FIELD, year, 50)]))

    assert goodness(with_milestone(max(one, other))) >= goodness(with_milestone(min(one, other)))


@given(ways(), st.floats(0, 60))
def test_more_planned_is_never_worse(way: Way, more: float) -> None:
    planned = replace(way, expected=tuple(replace(each, score=each.score + more) for each in way.expected))
    assert goodness(planned) >= goodness(way)


@given(ways(), st.dates(date(2024, 1, 1), date(2036, 12, 31)), st.integers(0, 2000))
def test_what_is_needed_never_falls_and_never_exceeds_the_goal(way: Way, day: date, later: int) -> None:
    now, then = needed_on(way, day), needed_on(way, day + timedelta(days=later))
    assert now is not None and then is not None
    assert now <= then + 1e-9
    assert then <= way.stages[-1].points


# What it is computed from


def test_the_uncertainty_of_a_field_is_that_of_two_checks_over_what_is_answered() -> None:
    result = score(catalogue("2021-07"), replies_to_all(2)).field("management_steuerung")
    # Criteria of 3, 2, 3, 3 and 2 questions: 1.96 * sqrt(2) * 25 * 0.6 * sqrt(1/3+1/2+1/3+1/3+1/2) / 5 = 11.76.
    assert uncertainty_of(result) == pytest.approx(11.76, abs=0.005)
    nothing = score(catalogue("2021-07"), {}).field("management_steuerung")
    assert uncertainty_of(nothing) == 100


def test_a_measure_counts_from_the_year_it_ends_in() -> None:
    def ends_by(year: int, status: MeasureStatus, due_on: date | None) -> bool:
        return bool(ending_until([a_measure(status, due_on=due_on)], year))

    planned, day = MeasureStatus.PLANNED, date(2028, 12, 31)
    assert [ends_by(year, planned, day) for year in (2027, 2028, 2035)] == [False, True, True]
    assert [ends_by(year, planned, None) for year in (2034, 2035)] == [False, True]
    assert ends_by(2027, MeasureStatus.DONE, None) and ends_by(2027, MeasureStatus.DONE, day)
    assert not ends_by(2035, MeasureStatus.IDEA, day) and not ends_by(2035, MeasureStatus.STOPPED, day)


def test_what_was_done_before_the_newest_round_is_in_its_answers_and_expected_no_more() -> None:
    done = a_measure(id=1, status=MeasureStatus.DONE, expected={"MS-01": 4})
    running = a_measure(id=2, status=MeasureStatus.RUNNING)
    at = {1: datetime(2024, 6, 30, tzinfo=UTC), 2: datetime(2024, 6, 30, tzinfo=UTC)}  # 2 was done once and runs again
    assert still_to_show([done, running], at, datetime(2025, 3, 1, tzinfo=UTC)) == (running,)
    assert still_to_show([done, running], at, datetime(2024, 3, 1, tzinfo=UTC)) == (done, running)
    assert still_to_show([done], {}, datetime(2025, 3, 1, tzinfo=UTC)) == (done,)  # nobody knows since when


def test_a_milestone_is_suggested_on_the_straight_way_and_between_the_others() -> None:
    assert suggested(a_way(), 2030) == 51  # 40 + 20 * 2191/4017 = 50.9
    way = a_way(stages=(a_milestone(2028, 53), a_milestone(2032, 54), a_goal()))
    assert suggested(way, 2030) == 53  # not below 2028
    assert suggested(way, 2033) == 56  # 40 + 20 * 3287/4017 = 56.4
    assert suggested(replace(way, stages=(a_milestone(2032, 45), a_goal())), 2030) == 45  # not above 2032
    assert suggested(a_way(stages=()), 2030) is None
    assert suggested(a_way(start=a_stand(0.0, BEGUN), stages=(a_goal(1),)), 2027) == 1  # never 0 points


def test_milestones_are_for_the_years_before_2035() -> None:
    assert list(years_ahead(date(2031, 6, 1))) == [2031, 2032, 2033, 2034]
