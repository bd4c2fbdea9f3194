"""The attacks are as strong as they claim: exact where a general solver is, and never wrong about the truth."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from attacks import our_system
from attacks.campaign import commune_of
from attacks.figures import Interval, judged
from attacks.sorted_values import Run, possible_range, range_by_linear_programme
from attacks.worlds import FIELDS, INDICATORS, history, still, watched
from plain_comparison import plain_run_sizes


@pytest.mark.parametrize("seed", range(60))
def test_the_range_that_runs_leave_is_the_one_a_general_solver_finds(seed: int) -> None:
    draw = Random(seed)
    number, spread = draw.randint(7, 10), draw.choice((0.5, 5, 15))
    values = sorted(min(100, max(0, draw.gauss(draw.choice((20, 50, 85)), spread))) for _ in range(number))
    runs, first = [], 0
    for size in plain_run_sizes(number, 3):
        mean = sum(values[first : first + size]) / size
        low = mean - draw.uniform(0, 5)
        runs.append(Run(size, low, low + draw.choice((5, 10))))
        first += size
    known = draw.sample(values, draw.choice((0, 1, 2)))
    assert possible_range(runs, known) == pytest.approx(range_by_linear_programme(runs, known))


def test_what_cannot_be_leaves_no_range() -> None:
    # Three values with a mean of 10 at most, one of which is 100.
    runs = [Run(3, 0, 10), Run(4, 0, 10)]
    assert possible_range(runs, [100]) is range_by_linear_programme(runs, [100]) is None


def test_all_points_equal_leave_the_range_of_the_proof() -> None:
    # Means of 45 to 55: the lowest as low as 3 * 45 - 2 * 55 = 25, the highest as high as 4 * 55 - 3 * 45 = 85.
    assert possible_range([Run(3, 45, 55), Run(4, 45, 55)]) == pytest.approx((25, 85))
    assert possible_range([Run(3, 45, 55), Run(3, 45, 55)]) == pytest.approx((25, 75))


def test_a_wrong_claim_does_not_count() -> None:
    world = still(35)
    true = float(world.truth[3, 0])
    claims = [Interval(3, 0, true - 1, true + 1), Interval(4, 0, 101, 102), Interval(5, 0, -2, -1)]
    verdict = judged(claims, world.truth, commune_of(world))
    assert (verdict.exact, verdict.narrow, verdict.claims) == (1, 1, 1)
    assert judged(claims, world.truth, commune_of(world), colluders={3}).claims == 0


@pytest.mark.parametrize("world", [still(35), history(35), watched(35), still(300)], ids=str)
def test_worlds_have_no_ties_and_no_gaps(world: object) -> None:
    for column in range(len(INDICATORS)):
        assert len(set(world.values[:, column].tolist())) == len(world.rounds)
    assert world.values.min() >= 0
    assert world.values.max() <= 10_000
    for field in range(FIELDS):
        criteria = world.values[:, FIELDS + 2 * field : FIELDS + 2 * field + 2]
        assert (criteria.astype(int).sum(axis=1) == 2 * world.values[:, field]).all()


def test_worlds_have_joins_repeats_and_leavers() -> None:
    moments = history(35).moments
    assert [len(moment.rounds) for moment in moments] == [35, 48, 60, 72]
    assert all(set(before.rounds) - set(after.rounds) for before, after in pairwise(moments))


@pytest.mark.parametrize("seed", range(4))
def test_bounds_of_points_always_hold(seed: int) -> None:
    world = history(120, seed)
    for figure in our_system.figures(our_system.series(world)):
        ordered = sorted(world.truth[list(figure.members), figure.indicator])
        mean = sum(ordered[figure.first : figure.last]) / (figure.last - figure.first)
        assert figure.low <= mean <= figure.high
