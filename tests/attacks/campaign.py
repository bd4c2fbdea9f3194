"""All attacks together against one system: what they reach, in the figures that count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from attacks import attackers
from attacks.figures import Figure, Interval, Sums, Verdict, judged
from attacks.worlds import CRITERIA_OF_A_FIELD, FIELDS, INDICATORS, Moment, World

CRITERIA = {
    field: [FIELDS + CRITERIA_OF_A_FIELD * field + part for part in range(CRITERIA_OF_A_FIELD)]
    for field in range(FIELDS)
}
ALL_FIELDS = tuple(range(FIELDS))
CLOSE = 5.0  # points: as near as a good guess


@dataclass(frozen=True)
class Reached:
    """What attackers found out, the smallest crowd they had to hide in, and how often a guess was within 5 points."""

    verdict: Verdict
    crowd: int
    guessed: float
    blind: float


def commune_of(world: World) -> list[int]:
    """The commune of every round."""
    return [each.commune for each in world.rounds]


def attack(
    world: World, figures: Sequence[Figure], colluders: Iterable[int] = (), targets: int = 12, seed: int = 0
) -> Reached:
    """Every attack on these figures by communes that know nothing but their own rounds and public facts.

    Linear programming takes its time and is done for some targets and one field only.
    """
    involved = set(colluders)
    sums = Sums.of(figures, len(world.rounds), len(INDICATORS))
    known = {place: world.truth[place] for place in world.rounds_of(involved)}
    claims = chain(*_attacks(world, figures, sums, known, targets, seed))
    return Reached(
        judged(claims, world.truth, commune_of(world), involved),
        attackers.smallest_crowd(sums, known),
        *_guesses(world, sums),
    )


def follow_changes(world: World, figures: Sequence[Figure], colluders: Iterable[int] = ()) -> Verdict:
    """What becomes known of how much others changed from one round to the next."""
    involved = set(colluders)
    sums = Sums.of(figures, len(world.rounds), len(INDICATORS))
    known = {place: world.truth[place] for place in world.rounds_of(involved)}
    claims = (
        replace(claim, low=claim.low + before, high=claim.high + before)
        for old, claim in attackers.changes(sums, known, commune_of(world))
        for before in [world.truth[old, claim.indicator]]
    )
    return judged(claims, world.truth, commune_of(world), involved)


def inside_a_cell(
    world: World, figures: Sequence[Figure], members: frozenset[int], colluders: Iterable[int]
) -> Verdict:
    """What members of one cell find out who put their rounds together and look at its table."""
    known = {place: world.truth[place] for place in colluders}
    table = [figure for figure in figures if figure.members == members]
    claims = attackers.sorted_runs(table, known, ALL_FIELDS)
    return judged(claims, world.truth, commune_of(world), (world.rounds[place].commune for place in known))


def likely_colluders(world: World, members: frozenset[int], number: int, seed: int = 0) -> list[tuple[int, ...]]:
    """Random members of a cell, and those with the highest and with the lowest values of a field."""
    ordered = sorted(members, key=lambda place: world.truth[place, 0])
    draw = np.random.default_rng(seed)
    random = tuple(draw.permutation(ordered)[:number].tolist())
    return [random, tuple(ordered[:number]), tuple(ordered[-number:]), (*ordered[: number - 1], ordered[-1])]


def _attacks(
    world: World, figures: Sequence[Figure], sums: Sums, known: attackers.Known, targets: int, seed: int
) -> Iterator[Iterable[Interval]]:
    yield attackers.small_groups(sums, known)
    yield attackers.differences(sums, known)
    yield attackers.linear_algebra(sums, known)
    yield attackers.order_statistics(figures, known)
    yield attackers.sorted_runs(figures, known, ALL_FIELDS)
    if not known:
        yield attackers.fields_from_criteria(figures, sums, CRITERIA)
    if targets:
        here = np.flatnonzero(sums.members.any(axis=0))
        chosen = np.random.default_rng(seed).permutation(here)[:targets].tolist()
        yield attackers.linear_programming(sums, figures, known, chosen, ALL_FIELDS[:1])


def _guesses(world: World, sums: Sums) -> tuple[float, float]:
    """The shares of field scores guessed within 5 points: from the figures, and blindly as the mean of everybody."""
    here = np.flatnonzero(sums.members.any(axis=0))
    told = [field for field in ALL_FIELDS if not np.isnan(sums.low[:, field]).any()]
    hits, blind_hits = [], []
    for field in told:
        true = world.truth[here, field]
        blind = float(true.mean())
        guess = attackers.best_guess(sums, field, blind)[here]
        hits.append(np.abs(guess - true) <= CLOSE)
        blind_hits.append(np.abs(blind - true) <= CLOSE)
    return float(np.mean(hits)), float(np.mean(blind_hits))


def probed(system: object, world: World, prober: int, steps: int = 51) -> Sums:
    """What is known of all sums after a commune changed its own values step by step and looked each time.

    A rounded figure jumps at a known value of the sum; whoever sees where it jumps knows the sum.
    """
    (own,) = world.rounds_of({prober})
    found: Sums | None = None
    for value in np.linspace(0, 100, steps):
        values = world.truth.copy()
        values[own] = value
        sums = Sums.of(system.figures(values), len(world.rounds), len(INDICATORS))  # type: ignore[attr-defined]
        back = np.outer(sums.members[:, own], world.truth[own] - value)
        low, high = sums.low + back, sums.high + back
        found = Sums(
            sums.members,
            low if found is None else np.maximum(found.low, low),
            high if found is None else np.minimum(found.high, high),
        )
    assert found is not None
    return found


def in_new_cells(world: World, moments: Sequence[Moment]) -> list[World]:
    """A world of its own for each moment, as if all cells were formed anew while the answers stay the same."""
    return [replace(world, moments=(moment,)) for moment in moments]
