"""What may be shown of a group: only whole cells, only what the number counted allows, only from published points."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np
import pytest

from data.model.benchmark import PeerFigure, PeerLevel
from data.rules.benchmark_groups import PublishedPoints, figure, level
from data.rules.benchmark_parameters import Parameters

USED = Parameters()


def weights(*points: tuple[int, int]) -> Mapping[int, int]:
    """How many communes stand behind each value, of points as (weight, value)."""
    added: dict[int, int] = {}
    for weight, value in points:
        added[value] = added.get(value, 0) + weight
    return added


def the_figure(*points: tuple[int, int]) -> PeerFigure:
    found = figure("f", weights(*points), USED)
    assert found is not None
    return found


def the_level(*points: tuple[int, int]) -> float:
    found = level("q", weights(*points), USED)
    assert found is not None
    return found.level


# The points of several cells together.

ROWS = [("a", "f", 50, 3), ("a", "f", 60, 4), ("b", "f", 60, 7), ("b", "q", 25, 7), ("c", "q", 90, 8)]


def said_by(*chosen: bool) -> dict[str, Mapping[int, int]]:
    return dict(PublishedPoints(["a", "b", "c"], ROWS).weights(np.array(chosen)))


def test_the_points_of_one_cell_are_told_by_indicator_and_value() -> None:
    assert said_by(True, False, False) == {"f": {50: 3, 60: 4}}


def test_what_several_cells_say_is_added_up_by_value() -> None:
    # At 60 stand 4 communes of a and 7 of b.
    assert said_by(True, True, False) == {"f": {50: 3, 60: 11}, "q": {25: 7}}
    assert said_by(True, True, True) == {"f": {50: 3, 60: 11}, "q": {25: 7, 90: 8}}


def test_a_cell_that_is_silent_about_an_indicator_adds_nothing_to_it() -> None:
    assert said_by(True, False, True) == {"f": {50: 3, 60: 4}, "q": {90: 8}}


def test_no_cell_says_nothing() -> None:
    assert said_by(False, False, False) == {}
    assert PublishedPoints([], []).weights(np.zeros(0, dtype=bool)) == {}


def test_two_runs_of_one_value_in_one_cell_count_together() -> None:
    points = PublishedPoints(["a"], [("a", "f", 50, 3), ("a", "f", 50, 4)])
    assert points.weights(np.array([True])) == {"f": {50: 7}}


@pytest.mark.parametrize("seed", range(20))
def test_any_set_of_cells_says_what_adding_one_row_after_the_other_gives(seed: int) -> None:
    draw = Random(seed)
    ids = [f"c{number}" for number in range(12)]
    rows = [
        (draw.choice(ids), draw.choice("fgq"), draw.choice(range(10, 95, 5)), draw.randint(3, 9)) for _row in range(90)
    ]
    chosen = [draw.random() < 0.5 for _id in ids]
    inside = {id_ for id_, is_in in zip(ids, chosen, strict=True) if is_in}
    expected: dict[str, dict[int, int]] = {}
    for id_, indicator, value, weight in rows:
        if id_ in inside:
            of_indicator = expected.setdefault(indicator, {})
            of_indicator[value] = of_indicator.get(value, 0) + weight
    assert PublishedPoints(ids, rows).weights(np.array(chosen)) == expected


# The detail by the number counted.


def test_below_seven_nothing_is_shown() -> None:
    assert figure("f", weights((3, 50), (3, 60)), USED) is None
    assert level("q", weights((6, 55)), USED) is None
    assert figure("f", {}, USED) is None


def test_a_release_made_with_larger_cells_shows_nothing_below_them() -> None:
    stricter = Parameters(k=9, k_large=10)
    assert figure("f", weights((8, 50)), stricter) is None
    assert figure("f", weights((9, 50)), stricter) == PeerFigure("f", 9, 50, None, None, None, None)


def test_from_seven_only_the_mean_is_shown_to_five_points() -> None:
    # (3 * 40 + 4 * 55) / 7 = 48.57, to five points 50.
    assert the_figure((3, 40), (4, 55)) == PeerFigure("f", 7, 50, None, None, None, None)
    assert the_figure((9, 50), (10, 60)).mean == 55
    assert the_figure((9, 50), (10, 60)).median is None


def test_from_twenty_the_mean_is_shown_to_the_point_and_the_middle_half_to_five() -> None:
    # Mean (10 * 40 + 10 * 60) / 20 = 50. Points spread over 32.5-47.5 and 52.5-67.5: a quarter lies below the middle
    # of the first, 40, three quarters below 60; the median is the middle of the gap between 47.5 and 52.5.
    assert the_figure((10, 40), (10, 60)) == PeerFigure("f", 20, 50, 40, 50, 60, None)


def test_from_fifty_the_middle_half_is_shown_to_the_point_and_the_distribution_in_bars() -> None:
    # 20 at 30 (22.5-37.5), 30 at 55 (47.5-62.5). A quarter of 50 is 12.5 of the first 20: 22.5 + 15 * 0.625 = 31.875.
    # The median: 25 - 20 = 5 of 30: 47.5 + 15 / 6 = 50. Three quarters: 17.5 of 30: 47.5 + 8.75 = 56.25.
    # Bars: of the first 40 percent, 7.5 of 15 points lie in 20-30 and 7.5 in 30-40; of the other 60 percent 2.5 in
    # 40-50, 10 in 50-60, 2.5 in 60-70. Mean (600 + 1650) / 50 = 45.
    assert the_figure((20, 30), (30, 55)) == PeerFigure("f", 50, 45, 32, 50, 56, (0, 0, 20, 20, 10, 40, 10, 0, 0, 0))


def test_the_end_codes_stand_for_everything_below_twenty_and_above_eighty() -> None:
    # 25 over 0-20 and 25 over 80-100: a quarter lies at 10, three quarters at 90, the median in the middle of the gap.
    found = the_figure((25, 10), (25, 90))
    assert (found.q25, found.median, found.q75) == (10, 50, 90)
    assert found.histogram == (25, 25, 0, 0, 0, 0, 0, 0, 25, 25)


def test_means_and_quartiles_are_rounded_half_up() -> None:
    # (19 * 50 + 1 * 60) / 20 = 50.5.
    assert the_figure((19, 50), (1, 60)).mean == 51
    # 12 of 16 at 50 and 4 at 60: 52.5, to five points 55.
    assert the_figure((12, 50), (4, 60)).mean == 55


def test_with_forty_nine_counted_there_is_no_distribution_and_with_nineteen_no_median() -> None:
    assert the_figure((49, 50)).histogram is None
    assert the_figure((19, 50)).median is None


def test_a_question_is_shown_as_mean_level_in_halves_and_from_twenty_in_tenths() -> None:
    # 55 points are level 2.2: as halves 2.0, as tenths 2.2. 60 points are 2.4: as halves 2.5.
    assert the_level((19, 55)) == 2.0
    assert the_level((7, 60)) == 2.5
    assert the_level((20, 55)) == 2.2
    # (7 * 10 + 14 * 90) / 21 = 63.33 points, level 2.533: 2.5.
    assert level("q", weights((7, 10), (14, 90)), USED) == PeerLevel("q", 21, 2.5)


@pytest.mark.parametrize("seed", range(30))
def test_figures_agree_with_points_drawn_as_thousands_of_values(seed: int) -> None:
    draw = Random(seed)
    values = [10, *range(20, 85, 5), 90]
    points = [(draw.randint(3, 9), draw.choice(values)) for _ in range(draw.randint(12, 60))]
    found = the_figure(*points)
    ends = {10: (0, 20), 90: (80, 100)}
    spread = np.concatenate([
        np.repeat((np.arange(3_000) + 0.5) / 3_000 * (high - low) + low, weight)
        for weight, value in points
        for low, high in [ends.get(value, (value - 7.5, value + 7.5))]
    ])  # fmt: skip
    step = 1 if found.counted >= 50 else 5
    for told, expected in zip(
        (found.q25, found.median, found.q75), np.quantile(spread, [0.25, 0.5, 0.75]), strict=True
    ):
        assert abs(told - expected) <= step / 2 + 0.02
    if found.histogram is not None:
        shares = np.histogram(spread, bins=10, range=(0, 100))[0] / len(spread) * 100
        assert np.abs(np.array(found.histogram) - shares).max() <= 0.51
