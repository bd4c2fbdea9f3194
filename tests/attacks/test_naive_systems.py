"""The attacks break systems that look safe: only then does it mean something that they do not break ours."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from attacks import attackers, our_system
from attacks.campaign import ALL_FIELDS, Reached, attack, commune_of, follow_changes, probed
from attacks.figures import Sums, judged
from attacks.naive_systems import FixedCells, Live, without_remainders
from attacks.worlds import INDICATORS, World, still, watched

from data.rules.benchmark_parameters import Parameters

WORLD = still(35, 1)
RANDOM_PAIRS = [(0, 1), (8, 21), (5, 30)]
WITHOUT_REMAINDERS = {"k": 7, "allowed": without_remainders}


def named(value: object) -> str:
    """A name of a case that is the same in every process."""
    return "without remainders" if value == WITHOUT_REMAINDERS else str(value)


@cache
def alone(number: int, **rule: object) -> Reached:
    world = still(number, 1)
    return attack(world, Live(world, **rule).figures())  # type: ignore[arg-type]


def test_live_filters_from_five_tell_three_quarters_of_all_communes_exactly() -> None:
    reached = alone(35, k=5, extremes=True)
    assert reached.verdict.exact >= 25
    assert reached.verdict.narrow == 35
    assert reached.crowd == 1
    assert reached.guessed > 0.8


@pytest.mark.parametrize("name", ["differences", "linear_algebra", "order_statistics"])
def test_each_attack_alone_breaks_live_filters_from_five(name: str) -> None:
    figures = Live(WORLD, k=5, extremes=True).figures()
    seen = figures if name == "order_statistics" else Sums.of(figures, 35, len(INDICATORS))
    found = getattr(attackers, name)(seen, {})
    assert judged(found, WORLD.truth, commune_of(WORLD)).exact >= 20


def test_four_of_a_group_of_five_know_the_fifth() -> None:
    live = Live(WORLD, k=5)
    group = min(live.groups(), key=lambda members: (len(members), sorted(members)))
    known = {place: WORLD.truth[place] for place in sorted(group)[1:]}
    found = attackers.small_groups(Sums.of(live.figures(), 35, len(INDICATORS)), known)
    assert len(group) == 5
    assert judged(found, WORLD.truth, commune_of(WORLD)).exact == 1


def test_linear_programming_finds_most_targets_of_live_filters_from_five() -> None:
    figures = Live(WORLD, k=5, extremes=True).figures()
    sums = Sums.of(figures, 35, len(INDICATORS))
    found = attackers.linear_programming(sums, figures, {}, range(0, 35, 3), [0])
    assert judged(found, WORLD.truth, commune_of(WORLD)).exact >= 9  # of 12


def test_rounding_to_one_point_leaves_narrow_intervals() -> None:
    # Linear programming with 12 targets.
    reached = alone(35, k=7, step=1)
    assert reached.verdict.narrow >= 9
    assert reached.verdict.narrowest < 4
    assert reached.crowd == 1


def test_rounding_to_five_points_still_leaves_a_crowd_of_one_and_good_guesses() -> None:
    reached = alone(35, k=7, step=5)
    assert reached.crowd == 1
    assert reached.guessed - reached.blind > 0.3


def test_whoever_changes_the_own_values_finds_out_rounded_sums() -> None:
    # A group of ten rounded to 1 tells its sum within 10 points; with 51 own values within 2.
    live = Live(WORLD, step=1, deep=False)
    (own,) = WORLD.rounds_of({0})
    known = {own: WORLD.truth[own]}
    before, after = Sums.of(live.figures(), 35, len(INDICATORS)), probed(live, WORLD, 0)
    narrow = [
        judged(attackers.differences(sums, known), WORLD.truth, commune_of(WORLD), {0}) for sums in (before, after)
    ]
    assert [verdict.narrow for verdict in narrow] == [0, 2]
    assert narrow[1].narrowest < 5


def test_a_rule_for_remainders_is_gone_around_by_multiple_choice() -> None:
    reached = alone(35, k=7, allowed=without_remainders)
    assert reached.verdict.exact >= 10
    assert reached.crowd == 1


@pytest.mark.parametrize("rule", [{"k": 5, "extremes": True}, WITHOUT_REMAINDERS], ids=named)
def test_two_colluding_communes_find_even_more(rule: dict[str, object]) -> None:
    figures = Live(WORLD, **rule).figures()  # type: ignore[arg-type]
    exact = [attack(WORLD, figures, pair, targets=0).verdict.exact + len(pair) for pair in RANDOM_PAIRS]
    assert max(exact) > alone(35, **rule).verdict.exact


def test_fresh_noise_is_averaged_away() -> None:
    # Noise of 2 points: asked once 3 standard deviations are 6 points, asked 1,600 times 0.15.
    live = Live(WORLD, noise=2)
    once, often = (attack(WORLD, live.figures(asked=times), targets=0) for times in (1, 1_600))
    assert once.verdict.narrow == 0
    assert often.verdict.narrow >= 20
    assert once.guessed - once.blind > 0.15
    assert once.crowd == 1


def test_cells_of_three_fall_to_two_colluding_communes() -> None:
    # Of each of 35 // 3 = 11 cells two members collude; the third one is known exactly.
    figures = FixedCells(WORLD, 3).figures()
    cells = {figure.members for figure in figures}
    victims = 0
    for cell in cells:
        for pair in combinations(sorted(cell), len(cell) - 1):
            involved = [WORLD.rounds[place].commune for place in pair]
            victims += attack(WORLD, figures, involved, targets=0).verdict.exact if len(cell) == 3 else 0
    assert victims == 3 * sum(len(cell) == 3 for cell in cells) >= 27
    assert attack(WORLD, figures).crowd == 3


@pytest.fixture(scope="module")
def submissions() -> World:
    """Twelve submissions, watched one by one: six repeat the check, six join."""
    return watched(35, 1)


def test_watching_live_means_tells_every_change_and_more_victims(submissions: World) -> None:
    live = Live(submissions, k=5, deep=False).figures()
    assert follow_changes(submissions, live).exact == 6
    assert attack(submissions, live, targets=0).verdict.exact >= 15


def test_watching_rounded_means_tells_most_changes_within_fifteen_points(submissions: World) -> None:
    assert follow_changes(submissions, Live(submissions, step=1, deep=False).figures()).narrow >= 5


def test_cells_that_are_computed_anew_after_one_change_tell_every_change(submissions: World) -> None:
    assert follow_changes(submissions, FixedCells(submissions, 7, refresh=1).figures()).exact == 6
    assert follow_changes(submissions, FixedCells(submissions, 7, refresh=5).figures()).claims == 0


@pytest.mark.parametrize(
    ("number", "rule", "at_least"),
    [
        (120, {"k": 5, "extremes": True}, 50),
        (120, WITHOUT_REMAINDERS, 5),
        (300, {"k": 5, "extremes": True}, 55),
        (300, WITHOUT_REMAINDERS, 8),
    ],
    ids=named,
)
def test_many_communes_do_not_heal_thresholds(number: int, rule: dict[str, object], at_least: int) -> None:
    world = still(number, 1)
    reached = attack(world, Live(world, deep=False, **rule).figures(), targets=0)  # type: ignore[arg-type]
    assert reached.verdict.exact >= at_least
    assert reached.crowd == 1


def weakened(**parameters: int) -> Parameters:
    """Our own rule with parameters that the program refuses."""
    weak = Parameters()
    for name, value in parameters.items():
        object.__setattr__(weak, name, value)
    with pytest.raises(ValueError, match="unsafe"):
        weak.__post_init__()
    return weak


def test_our_own_rule_with_cells_of_three_leaves_a_crowd_of_three() -> None:
    figures = our_system.figures(our_system.series(WORLD, parameters=weakened(k=3)))
    assert attack(WORLD, figures, targets=0).crowd == 3


def test_our_own_rule_with_single_values_as_points_leaves_narrow_intervals() -> None:
    # Each value within 5 points of its point: whoever is in a cell is between its lowest and its highest.
    alike = replace(WORLD, values=np.full_like(WORLD.values, 5_000))
    figures = our_system.figures(our_system.series(alike, parameters=weakened(s=1)))
    verdict = judged(attackers.sorted_runs(figures, {}, ALL_FIELDS), alike.truth, commune_of(alike))
    assert verdict.narrow == 35
    assert verdict.narrowest == 10


def test_our_own_rule_with_refresh_after_one_change_follows_single_communes(submissions: World) -> None:
    figures = our_system.figures(our_system.series(submissions, parameters=weakened(refresh=1)))
    assert follow_changes(submissions, figures).claims > 0
    assert attack(submissions, figures, targets=0).crowd == 2


def test_fields_are_what_naive_systems_tell() -> None:
    assert {figure.indicator for figure in Live(WORLD).figures()} == set(ALL_FIELDS)
