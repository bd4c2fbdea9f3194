"""Points: rounded means of runs, the same as a second, plain implementation computes them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from random import Random

import numpy as np
import pytest
from plain_comparison import plain_points

from data.content.catalogues import catalogue, versions
from data.model.benchmark import Point
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import MISSING, Indicator, Values, indicators_of, offsets, points

KEY = b"a key of the tests, not of anybody else"
USED = Parameters()
FIELD = Indicator("f")


def the_points(
    values: Sequence[float | None], indicator: Indicator = FIELD, cell: str = "c", key: bytes = KEY
) -> list[Point]:
    """The points of one indicator from scores in points."""
    members = [np.array([MISSING if v is None else round(v * 100)], dtype=np.int16) for v in values]
    return list(points({cell: members}, [indicator], USED, key)[cell].get(indicator.id, ()))


def random_members(draw: Random, indicators: int) -> list[Values]:
    number = draw.choice((7, 8, 9, 10, 13, 20, 41))
    spread = draw.choice((1, 300, 1500))
    missing = draw.choice((0, 0.05, 0.4))
    step = draw.choice((1, 1, 2_500))  # of fields and criteria, and of questions
    return [
        np.array(
            [
                MISSING
                if draw.random() < missing
                else min(10_000, max(0, step * round(draw.gauss(5_000, spread) / step)))
                for _ in range(indicators)
            ],
            dtype=np.int16,
        )
        for _ in range(number)
    ]


@pytest.mark.parametrize("seed", range(50))
def test_a_second_plain_implementation_agrees(seed: int) -> None:
    draw = Random(seed)
    indicators = [Indicator(f"i{n}", is_question=n % 2 == 1) for n in range(20)]
    cells = {f"2027-03-01-c{number:03}": random_members(draw, len(indicators)) for number in range(draw.randint(1, 5))}
    key = draw.randbytes(draw.choice((16, 32, 64)))
    found = points(cells, indicators, USED, key)
    assert list(found) == list(cells)
    for cell, members in cells.items():
        for column, indicator in enumerate(indicators):
            values = [None if member[column] == MISSING else int(member[column]) for member in members]
            expected = plain_points(cell, indicator.id, indicator.is_question, values, key)
            assert [(point.weight, point.value) for point in found[cell].get(indicator.id, ())] == expected


def test_no_cells_have_no_points() -> None:
    assert points({}, [FIELD], USED, KEY) == {}


@pytest.mark.parametrize("seed", range(10))
def test_exchanging_values_between_members_changes_nothing(seed: int) -> None:
    draw = Random(seed)
    indicators = [Indicator(f"i{n}", is_question=n % 2 == 1) for n in range(10)]
    members = random_members(draw, len(indicators))
    shuffled = np.stack(members)
    for column in range(len(indicators)):
        shuffled[:, column] = draw.sample(list(shuffled[:, column]), len(members))
    assert points({"c": list(shuffled)}, indicators, USED, KEY) == points({"c": members}, indicators, USED, KEY)


def test_a_cell_is_silent_about_what_fewer_than_seven_of_its_members_have() -> None:
    assert the_points([50, 50, 50, 50, 50, 50, None]) == []
    assert len(the_points([50, 50, 50, 50, 50, 50, 50, None])) == 2


def weights(number: int, indicator: Indicator = FIELD) -> list[int]:
    return [point.weight for point in the_points([50] * number, indicator)]


def test_the_points_of_a_field_are_means_of_at_least_three_and_the_last_ones_hold_one_more() -> None:
    assert weights(7) == [3, 4]
    assert weights(9) == [3, 3, 3]
    assert weights(11) == [3, 4, 4]


def test_the_points_of_a_question_are_means_of_at_least_seven() -> None:
    # 13 answers make one run, 14 two.
    question = Indicator("q", is_question=True)
    assert weights(13, question) == [13]
    assert weights(14, question) == [7, 7]
    assert weights(17, question) == [8, 9]


def test_values_below_twenty_and_above_eighty_are_not_resolved() -> None:
    assert {point.value for point in the_points([0, 3, 7, 9, 12, 14, 15])} == {10}
    assert {point.value for point in the_points([86, 88, 91, 92, 95, 99, 100])} == {90}


def test_a_point_tells_the_mean_of_its_run_within_five_points() -> None:
    # 2.5 points of offset and 2.5 of rounding.
    draw = Random(1)
    for cell in range(200):
        mean = draw.uniform(25, 75)
        assert all(abs(point.value - mean) <= 5 + 0.01 for point in the_points([mean] * 9, cell=f"c{cell}"))


def an_offset(name: str, number: int, key: bytes = KEY) -> int:
    return int(offsets(key, [name], np.array([0]), np.array([number]))[0])


def test_the_offset_of_a_run_is_the_same_for_life_and_unlike_that_of_any_other() -> None:
    there = an_offset("c|f", 0)
    assert there == an_offset("c|f", 0)
    others = [an_offset("d|f", 0), an_offset("c|g", 0), an_offset("c|f", 1), an_offset("c|f", 0, b"other")]
    assert there not in others
    assert len(set(others)) == 4


def test_an_offset_is_the_keyed_hash_of_cell_indicator_and_run() -> None:
    # The offset of a run must stay what it was in earlier releases, or it could be averaged out.
    names, pairs, numbers = ["c|f", "c|g", "d|f"], [0, 0, 0, 1, 2, 0], [0, 1, 11, 0, 0, 2]
    named = [f"{names[pair]}|{number}" for pair, number in zip(pairs, numbers, strict=True)]
    digests = [blake2b(name.encode(), key=KEY, digest_size=8).digest() for name in named]
    found = offsets(KEY, names, np.array(pairs), np.array(numbers))
    assert found.tolist() == [int.from_bytes(digest, "big") for digest in digests]


def test_offsets_spread_evenly_over_the_grid() -> None:
    found = offsets(KEY, [f"c|i{n}" for n in range(2_000)], np.arange(2_000), np.zeros(2_000, int)) / 2**64
    assert np.abs(np.histogram(found, bins=4, range=(0, 1))[0] - 500).max() < 80


def test_a_key_longer_than_the_hash_allows_still_matters_to_its_last_byte() -> None:
    assert an_offset("c|f", 0, b"x" * 100 + b"1") != an_offset("c|f", 0, b"x" * 100 + b"2")


def test_points_come_in_ascending_order() -> None:
    for cell in range(50):
        values = [point.value for point in the_points([48, 49, 50, 51, 52, 53, 54, 55, 56], cell=f"c{cell}")]
        assert values == sorted(values)


@pytest.mark.parametrize("version", versions())
def test_every_field_criterion_and_question_is_an_indicator_of_its_own(version: str) -> None:
    used = catalogue(version)
    ids = [indicator.id for indicator in indicators_of(used)]
    assert len(set(ids)) == len(ids) == 7 + 35 + len(used)
    assert [indicator.id for indicator in indicators_of(used) if indicator.is_question] == list(used.places)
