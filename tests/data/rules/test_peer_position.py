"""Where a score stands among the peers, in words that published quartiles can carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.benchmark import PeerFigure, Position
from data.model.benchmark import Standing as S
from data.model.result import Score
from data.rules.peer_position import position

ORDER = (S.BOTTOM_QUARTER, S.BELOW_MIDDLE, S.ABOUT_MIDDLE, S.ABOVE_MIDDLE, S.TOP_QUARTER)
UPPER = {S.ABOVE_MIDDLE, S.TOP_QUARTER}
LOWER = {S.BELOW_MIDDLE, S.BOTTOM_QUARTER}


def a_figure(q25: int | None = 40, median: int | None = 50, q75: int | None = 65) -> PeerFigure:
    return PeerFigure("f1", 24, 51, q25, median, q75, None)


def a_score(percent: float | None, low: float | None = None, high: float | None = None) -> Score:
    bounds = (percent if low is None else low, percent if high is None else high)
    return Score(percent, *bounds, band="under_way", provisional=False)


def standing_at(percent: float, figure: PeerFigure | None = None) -> S:
    told = position(a_score(percent), figure or a_figure())
    assert told is not None
    assert not told.presumably  # a score without bounds around it is sure
    return told.standing


@pytest.mark.parametrize(
    ("percent", "standing"),
    [
        # Quartiles 40, 50, 65; about the middle is 50 - 5 to 50 + 5.
        (0, S.BOTTOM_QUARTER),
        (39.9, S.BOTTOM_QUARTER),
        (40, S.BELOW_MIDDLE),
        (44.9, S.BELOW_MIDDLE),
        (45, S.ABOUT_MIDDLE),
        (50, S.ABOUT_MIDDLE),
        (55, S.ABOUT_MIDDLE),
        (55.1, S.ABOVE_MIDDLE),
        (65, S.ABOVE_MIDDLE),
        (65.1, S.TOP_QUARTER),
        (100, S.TOP_QUARTER),
    ],
)
def test_the_standing_follows_the_quartiles_with_five_points_around_the_middle(percent: float, standing: S) -> None:
    assert standing_at(percent) is standing


def test_close_quartiles_do_not_make_a_quarter_of_what_is_about_the_middle() -> None:
    # 54 is above the upper quartile 52, but only 4 points from the median.
    assert standing_at(54, a_figure(48, 50, 52)) is S.ABOUT_MIDDLE
    assert standing_at(46, a_figure(48, 50, 52)) is S.ABOUT_MIDDLE


@pytest.mark.parametrize(
    ("percent", "low", "high", "told"),
    [
        # Quartiles 40, 50, 65; about the middle is 45 to 55.
        (70, 65.1, 90, Position(S.TOP_QUARTER, presumably=False)),
        (70, 65, 90, Position(S.TOP_QUARTER, presumably=True)),  # at the worst it is above the middle only
        (70, 51, 90, Position(S.TOP_QUARTER, presumably=True)),  # at the worst it is about in the middle
        (60, 55.1, 65, Position(S.ABOVE_MIDDLE, presumably=False)),
        (60, 55.1, 66, Position(S.ABOVE_MIDDLE, presumably=True)),
        (60, 49, 65, Position(S.ABOVE_MIDDLE, presumably=True)),
        (50, 45, 55, Position(S.ABOUT_MIDDLE, presumably=False)),
        (50, 20, 80, Position(S.ABOUT_MIDDLE, presumably=True)),
        (42, 40, 44.9, Position(S.BELOW_MIDDLE, presumably=False)),
        (42, 40, 45, Position(S.BELOW_MIDDLE, presumably=True)),
        (42, 30, 44.9, Position(S.BELOW_MIDDLE, presumably=True)),
        (30, 10, 39.9, Position(S.BOTTOM_QUARTER, presumably=False)),
        (30, 10, 60, Position(S.BOTTOM_QUARTER, presumably=True)),
    ],
)
def test_a_standing_is_sure_only_if_no_missing_answer_can_change_its_word(
    percent: float, low: float, high: float, told: Position
) -> None:
    assert position(a_score(percent, low, high), a_figure()) == told


@pytest.mark.parametrize(
    ("score", "figure"),
    [
        (a_score(None), a_figure()),
        (a_score(50), a_figure(median=None)),
        (a_score(50), a_figure(q25=None)),
        (a_score(50), a_figure(q75=None)),
    ],
)
def test_without_a_score_or_without_quartiles_nothing_is_said(score: Score, figure: PeerFigure) -> None:
    assert position(score, figure) is None


def test_a_score_of_zero_and_a_median_of_zero_are_values_and_not_missing() -> None:
    assert position(a_score(0.0), a_figure(0, 0, 0)) == Position(S.ABOUT_MIDDLE, presumably=False)
    assert position(a_score(80.0, 0.0, 100.0), a_figure(0, 0, 0)) == Position(S.TOP_QUARTER, presumably=True)


points = st.integers(0, 100)
quartiles = st.tuples(points, points, points).map(sorted).map(lambda three: a_figure(*three))
percents = st.floats(0, 100)
scores = st.tuples(percents, percents, percents).map(sorted).map(lambda three: a_score(three[1], three[0], three[2]))


@given(percents, quartiles)
def test_nobody_below_the_median_is_told_to_be_above_it_and_nobody_above_to_be_below(
    percent: float, figure: PeerFigure
) -> None:
    standing = standing_at(percent, figure)
    assert figure.median is not None
    assert standing not in UPPER or percent > figure.median + 5
    assert standing not in LOWER or percent < figure.median - 5


@given(percents, percents, quartiles)
def test_a_higher_score_never_stands_lower(one: float, other: float, figure: PeerFigure) -> None:
    lower, higher = sorted((one, other))
    assert ORDER.index(standing_at(lower, figure)) <= ORDER.index(standing_at(higher, figure))


@given(percents, quartiles)
def test_a_quarter_is_only_told_outside_of_the_middle_half(percent: float, figure: PeerFigure) -> None:
    standing = standing_at(percent, figure)
    assert figure.q25 is not None and figure.q75 is not None
    assert standing is not S.TOP_QUARTER or percent > figure.q75
    assert standing is not S.BOTTOM_QUARTER or percent < figure.q25


@given(scores, quartiles, st.floats(0, 1))
def test_a_sure_standing_stays_whatever_the_missing_answers_turn_out_to_be(
    score: Score, figure: PeerFigure, part: float
) -> None:
    told = position(score, figure)
    assert told is not None and score.low is not None and score.high is not None
    final = min(score.high, score.low + part * (score.high - score.low))
    assert told.presumably or standing_at(final, figure) is told.standing


@given(scores, quartiles)
def test_what_is_surely_above_or_below_is_so_with_its_whole_band(score: Score, figure: PeerFigure) -> None:
    told = position(score, figure)
    assert told is not None and score.low is not None and score.high is not None and figure.median is not None
    if not told.presumably:
        assert told.standing not in UPPER or score.low > figure.median
        assert told.standing not in LOWER or score.high < figure.median


@given(scores, quartiles)
def test_bounds_change_how_sure_a_standing_is_and_never_the_standing(score: Score, figure: PeerFigure) -> None:
    told = position(score, figure)
    assert told is not None and score.percent is not None
    assert told.standing is standing_at(score.percent, figure)
