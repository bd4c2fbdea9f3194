"""The parameters of the comparison can only be chosen safely."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from data.rules.benchmark_parameters import Parameters, earliest_after, next_release_date, release_dates_until


@pytest.mark.parametrize(
    "unsafe",
    [
        {"k": 4},
        {"s": 2},
        {"grid": 4},
        {"grid": 1},
        {"k_large": 6},
        {"s_questions": 2},
        {"grid": 15},
        {"tail": 12},
        {"tail": 50},
        {"spread": 7.0},
        {"spread": 22.5},
        {"refresh": 1},
        {"n_first": 6},
        {"per_domain": 0},
        {"coverage": 0},
        {"weights": {"mayor": 1.0}},
    ],
)
def test_parameters_below_the_floors_are_refused(unsafe: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="unsafe or contradicting parameters"):
        Parameters(**unsafe)  # type: ignore[arg-type]


def test_the_floors_themselves_are_accepted() -> None:
    assert Parameters(k=5, s=3, grid=5).k == 5


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ValueError, match=r"k >= 5, s >= 3"):
        Parameters(k=4, s=2)


def test_a_pool_of_two_hundred_makes_larger_cells() -> None:
    assert (Parameters().k_for(199), Parameters().k_for(200)) == (7, 10)


def test_parameters_come_back_from_what_a_release_published() -> None:
    assert Parameters.from_json(json.loads(json.dumps(Parameters(k=8).as_json()))) == Parameters(k=8)


def test_parameters_may_become_stricter_but_not_weaker() -> None:
    published = Parameters().as_json()
    assert Parameters(k=8, per_domain=1, large_pool=100).weaker_than(published) == []
    weaker = Parameters(k=6, per_domain=3, refresh=4, large_pool=300).weaker_than(published)
    assert weaker == ["k", "large_pool", "per_domain", "refresh"]


def test_release_dates_are_the_first_of_march_and_of_september() -> None:
    days = [date(2027, 2, 28), date(2027, 3, 1), date(2027, 8, 31), date(2027, 9, 1), date(2028, 2, 29)]
    numbers = [release_dates_until(day) - release_dates_until(days[0]) for day in days]
    assert numbers == [0, 1, 1, 2, 2]
    assert [next_release_date(day) for day in days] == [
        date(2027, 3, 1),
        date(2027, 9, 1),
        date(2027, 9, 1),
        date(2028, 3, 1),
        date(2028, 3, 1),
    ]


@pytest.mark.parametrize(
    ("release", "earliest"),
    [
        (date(2027, 2, 28), date(2027, 9, 1)),  # the 1st of March is the day after
        (date(2027, 3, 1), date(2027, 9, 1)),
        (date(2027, 5, 4), date(2027, 9, 1)),  # 27 + 30 + 31 + 31 + 1 = 120 days
        (date(2027, 5, 5), date(2028, 3, 1)),  # 119 days
        (date(2027, 9, 7), date(2028, 3, 1)),
        (date(2027, 11, 2), date(2028, 3, 1)),  # 28 + 31 + 31 + 29 + 1 = 120 days
        (date(2027, 11, 3), date(2028, 9, 1)),
    ],
)
def test_the_next_release_comes_at_the_first_release_date_that_is_120_days_later(release: date, earliest: date) -> None:
    assert earliest_after(release) == earliest


def test_no_year_has_three_releases_whenever_the_first_is_made() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(3 * 366)]
    assert all(earliest_after(earliest_after(day)).year > day.year for day in days)
