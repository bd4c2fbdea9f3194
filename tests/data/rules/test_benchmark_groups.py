"""What may be shown of a group: only whole cells, only what the number counted allows, only from published points."""

from __future__ import annotations

from datetime import date
from itertools import product
from random import Random

import numpy as np
import pytest

from data.model.benchmark import Cell, PeerFigure, Point, Release
from data.rules.benchmark_groups import counted_in, figure, group, is_offered, level
from data.rules.benchmark_parameters import Parameters

USED = Parameters()


def a_cell(id_: str, *points: tuple[int, int], indicator: str = "f", **attributes: str) -> Cell:
    """A cell with points as (weight, value) and attributes as words."""
    return Cell(
        id=id_,
        created_release="r",
        attributes={name: tuple(values.split()) for name, values in attributes.items()},
        size=sum(weight for weight, _ in points),
        points={indicator: tuple(Point(weight, value) for weight, value in points)},
    )


def a_release(*cells: Cell) -> Release:
    return Release("r", date(2027, 3, 1), "test", counted_in(cells), {}, cells)


def the_figure(*points: tuple[int, int]) -> PeerFigure:
    found = figure([a_cell("c", *points)], "f", USED)
    assert found is not None
    return found


CITIES = a_cell("cities", (8, 50), type="city", band="large")
TOWNS = a_cell("towns", (9, 50), type="town", band="small middle")
MIXED = a_cell("mixed", (7, 50), type="town district", band="middle")
ALL = a_release(CITIES, TOWNS, MIXED)


def test_without_a_filter_every_cell_is_in_the_group() -> None:
    assert group(ALL, {}) == (CITIES, TOWNS, MIXED)


def test_a_cell_is_in_a_group_only_if_all_its_communes_match() -> None:
    assert group(ALL, {"type": {"town"}}) == (TOWNS,)
    assert group(ALL, {"type": {"town", "district"}}) == (TOWNS, MIXED)
    assert group(ALL, {"type": {"town", "district"}, "band": {"middle"}}) == (MIXED,)
    assert group(ALL, {"type": {"district"}}) == ()


def test_any_combination_of_choices_gives_whole_cells_and_their_sizes_add_up() -> None:
    types, bands = ("city", "town", "district"), ("small", "middle", "large")
    for chosen_types, chosen_bands in product(range(8), range(8)):
        chosen = {
            "type": {t for bit, t in enumerate(types) if chosen_types >> bit & 1},
            "band": {b for bit, b in enumerate(bands) if chosen_bands >> bit & 1},
        }
        cells = group(ALL, chosen)
        assert list(cells) == [cell for cell in ALL.cells if cell in cells]
        assert counted_in(cells) in {0, 7, 8, 9, 15, 16, 17, 24}


def test_a_group_is_offered_from_two_thirds_of_the_communes_that_match() -> None:
    assert is_offered([CITIES], 12, USED)
    assert not is_offered([CITIES], 13, USED)
    assert not is_offered([], 0, USED)


# The detail by the number counted.


def test_below_seven_nothing_is_shown() -> None:
    assert figure([a_cell("c", (3, 50), (3, 60))], "f", USED) is None
    assert figure([], "f", USED) is None


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


def test_a_cell_that_is_silent_about_an_indicator_does_not_count_for_it() -> None:
    silent = a_cell("silent", (30, 90), indicator="other")
    found = figure([a_cell("c", (7, 50)), silent], "f", USED)
    assert found == PeerFigure("f", 7, 50, None, None, None, None)


def test_a_question_is_shown_as_mean_level_in_halves_and_from_twenty_in_tenths() -> None:
    # 55 points are level 2.2: as halves 2.0, as tenths 2.2. 60 points are 2.4: as halves 2.5.
    assert level([a_cell("c", (19, 55))], "f", USED).level == 2.0
    assert level([a_cell("c", (7, 60))], "f", USED).level == 2.5
    assert level([a_cell("c", (20, 55))], "f", USED).level == 2.2
    assert level([a_cell("c", (6, 55))], "f", USED) is None


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
