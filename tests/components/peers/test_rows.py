"""What is compared with what, and what comes first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import replies_to_all
from peer_views import beside_peers
from results_views import USED, a_view, without

from components.peers.rows import Order, Row, criterion_rows, field_rows, in_order, orders_for
from data.model.benchmark import PeerFigure
from data.model.result import Score

KEYS = [field.key for field in USED.fields]
OURS = a_view(replies_to_all(2, management_steuerung=4, fairer_zugang=0, arbeit_wirtschaft=3))


def a_row(key: str, own: float | None, median: int | None = 50, goal: int | None = None, mean: int = 52) -> Row:
    score = Score(own, own, own, None, provisional=False)
    figure = PeerFigure(key, 24, mean, 40, median, 65, None)
    return Row(key, key, key, figure, score, None, goal)


def keys(rows: tuple[Row, ...]) -> list[str]:
    return [row.key for row in rows]


def test_there_is_a_row_for_every_field_with_our_score_their_figure_our_place_and_our_goal() -> None:
    view = beside_peers(OURS, goals={KEYS[0]: 80})
    rows = field_rows(view, USED)
    assert keys(rows) == KEYS
    assert [row.own for row in rows] == [100, 50, 0, 75, 50, 50, 50]
    assert [row.goal for row in rows] == [80] + [None] * 6
    assert rows[0].figure is view.comparison.figures[KEYS[0]]
    assert rows[0].position is view.positions[KEYS[0]]


def test_what_the_group_is_silent_about_has_no_row() -> None:
    view = beside_peers(OURS, silent=frozenset({KEYS[2], "bildung"}))
    assert keys(field_rows(view, USED)) == [key for key in KEYS if key != KEYS[2]]
    assert "bildung" not in keys(criterion_rows(view, USED.fields))
    assert len(criterion_rows(view, USED.fields)) == 34


def test_all_35_criteria_tell_their_field_and_those_of_one_field_need_not() -> None:
    every, some = (criterion_rows(beside_peers(OURS), fields) for fields in (USED.fields, USED.fields[:1]))
    assert (len(every), every[0].context, every[-1].context) == (35, "Steuerung", "Kommunikation")
    assert (len(some), {row.context for row in some}) == (5, {""})


def test_without_a_result_rows_stand_without_our_score() -> None:
    (row, *_others) = field_rows(beside_peers(None, goals={KEYS[0]: 80}), USED)
    assert (row.own, row.from_middle, row.goal, row.from_goal) == (None, None, 80, None)


@pytest.mark.parametrize(("counted", "middle"), [(7, 50), (19, 50), (20, 50), (50, 50)])
def test_the_middle_is_the_median_or_below_twenty_the_mean(counted: int, middle: int) -> None:
    row = field_rows(beside_peers(OURS, counted), USED)[0]
    assert (row.figure.median is None) == (counted < 20)
    assert (row.middle, row.from_middle) == (middle, 100 - middle)


def test_a_median_of_zero_is_a_middle_and_no_reason_for_the_mean() -> None:
    assert a_row("f", 10, median=0).from_middle == 10


def test_rows_stay_as_in_the_catalogue_unless_somebody_asks_otherwise() -> None:
    rows = (a_row("high", 90), a_row("low", 10))
    assert keys(in_order(rows, Order.CATALOGUE)) == ["high", "low"]


def test_by_the_middle_what_is_furthest_behind_comes_first_and_what_is_not_scored_last() -> None:
    # 10 - 50 = -40, 45 - 90 = -45, 50 - 50 = 0, 90 - 50 = 40
    rows = (a_row("high", 90), a_row("open", None), a_row("low", 10), a_row("even", 50), a_row("behind", 45, median=90))
    assert keys(in_order(rows, Order.MIDDLE)) == ["behind", "low", "even", "high", "open"]


def test_by_the_goal_the_longest_way_comes_first_and_what_has_no_goal_last() -> None:
    # 60 - 90 = -30, 20 - 30 = -10, 90 - 80 = 10
    rows = (a_row("none", 10), a_row("done", 90, goal=80), a_row("short", 20, goal=30), a_row("long", 60, goal=90))
    assert keys(in_order(rows, Order.GOAL)) == ["long", "short", "done", "none"]


def test_rows_as_far_away_as_each_other_keep_their_order() -> None:
    assert keys(in_order([a_row("b", 40), a_row("a", 40)], Order.MIDDLE)) == ["b", "a"]


def test_only_orders_that_tell_something_are_offered() -> None:
    with_goal, without_own = (
        field_rows(beside_peers(OURS, goals={KEYS[0]: 80}), USED),
        field_rows(beside_peers(None), USED),
    )
    assert orders_for(with_goal) == (Order.CATALOGUE, Order.MIDDLE, Order.GOAL)
    assert orders_for(field_rows(beside_peers(OURS), USED)) == (Order.CATALOGUE, Order.MIDDLE)
    assert orders_for(without_own) == (Order.CATALOGUE,)


def test_a_score_that_missing_answers_could_change_is_provisional_and_a_missing_one_is_not() -> None:
    # 4 of 13 questions of the field: too few for a score; 10 of 13: scored, the others could make it 37 or 63.
    few, some = (
        field_rows(beside_peers(a_view(without(KEYS[0], replies_to_all(2), left))), USED)[0] for left in (4, 10)
    )
    assert (few.own, few.provisional) == (None, False)
    assert (some.own, some.provisional) == (50, True)
    assert not replace(some, score=None).provisional
