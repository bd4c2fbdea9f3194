"""Our comparison in the language of the attacks: what a release tells, for an attacker who knows all public facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from attacks.figures import Figure
from attacks.worlds import INDICATORS, Moment, World
from release_series import NOTHING_YET, after

from data.model.benchmark import BenchmarkState, Cell, CountedRound, PeerFilter, PeerLevel, Release
from data.model.benchmark import PeerFigure as Shown
from data.rules.benchmark_filters import Groups
from data.rules.benchmark_groups import PublishedPoints, figure, level
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmarking import Occasion, Unit, next_release

KEY = b"the key of the attacked, not of any attacker"
HALF = 5  # 2.5 points of offset and 2.5 of rounding: how far the mean of a run may be from its point
PLACE = {indicator.id: place for place, indicator in enumerate(INDICATORS)}
MEAN_ERROR = 12.5  # of a mean on a page: 10 where all points are codes of an end, 2.5 of rounding to 5


@dataclass(frozen=True, eq=False)
class Published:
    """A release, and what the attacker knows without it: who is counted in which cell with which round."""

    release: Release
    members: Mapping[str, frozenset[int]]


def units(world: World, moment: Moment) -> list[Unit]:
    """Everybody who takes part at a moment with the newest round; its number is its place in the world."""
    return [
        Unit(
            world.communes[world.rounds[place].commune],
            CountedRound(place, world.rounds[place].submitted_at),
            world.values[place],
        )
        for place in moment.rounds
    ]


def occasion(moment: Moment, parameters: Parameters | None = None, key: bytes = KEY) -> Occasion:
    """A release on the day of a moment."""
    day = moment.day
    return Occasion(day.isoformat(), day, "test", INDICATORS, parameters or Parameters(), key)


def series(world: World, key: bytes = KEY, parameters: Parameters | None = None) -> list[Published]:
    """Every release that follows from the moments of a world, as attackers keep them."""
    state, found = NOTHING_YET, []
    for moment in world.moments:
        new, _ = next_release(state, units(world, moment), occasion(moment, parameters, key))
        if new is not None:
            state = after(state, new)
            found.append(Published(new.release, _members(state)))
    return found


def figures(published: Iterable[Published]) -> list[Figure]:
    """What the points of all cells say, with the bounds that the rounding leaves. Equal tables only once."""
    told: dict[Figure, None] = {}
    for each in published:
        for cell in each.release.cells:
            for indicator, points in cell.points.items():
                pairs = [(point.weight, point.value) for point in points]
                told |= dict.fromkeys(figures_of_points(pairs, each.members[cell.id], PLACE[indicator]))
    return list(told)


def figures_of_points(points: Sequence[tuple[int, int]], members: frozenset[int], indicator: int) -> list[Figure]:
    """The points of one cell and indicator, as weight and value in ascending order."""
    found, first = [], 0
    for weight, value in points:
        low, high = bounds(value)
        found.append(Figure(members, indicator, first, first + weight, low, high))
        first += weight
    return found


def bounds(value: int) -> tuple[float, float]:
    """Between what the mean of a run lies if this is its point. The codes of the ends stand for 20 points."""
    if value < 20:
        return 0.0, 20.0
    if value > 80:
        return 80.0, 100.0
    return float(value - HALF), float(value + HALF)


def shown(release: Release, chosen: PeerFilter) -> tuple[tuple[Cell, ...], dict[str, Shown | PeerLevel]]:
    """The cells that answer a filter and every figure that a page may show of them: the rules that pages use."""
    cells = release.cells
    groups = Groups([(cell.attributes, cell.size) for cell in cells], (), Parameters().coverage)
    rows = [
        (cell.id, indicator, point.value, point.weight)
        for cell in cells
        for indicator, points in cell.points.items()
        for point in points
    ]
    inside = groups.cells(chosen)
    weights = PublishedPoints([cell.id for cell in cells], rows).weights(inside)
    questions = {indicator.id for indicator in INDICATORS if indicator.is_question}
    found = {
        indicator: told
        for indicator, each in weights.items()
        if (told := (level if indicator in questions else figure)(indicator, each, Parameters())) is not None
    }
    return tuple(cells[place] for place in np.flatnonzero(inside)), found


def page_figures(published: Published, filters: Iterable[PeerFilter]) -> list[Figure]:
    """The means on the page for many filters, as an attacker uses them who has not seen the table."""
    told: dict[Figure, None] = {}
    for chosen in filters:
        cells, means = shown(published.release, chosen)
        members = frozenset().union(*(published.members[cell.id] for cell in cells))
        for indicator, each in means.items():
            if isinstance(each, Shown) and each.mean is not None:
                low, high = each.mean - MEAN_ERROR, each.mean + MEAN_ERROR
                told[Figure(members, PLACE[indicator], 0, len(members), low, high)] = None
    return list(told)


def _members(state: BenchmarkState) -> dict[str, frozenset[int]]:
    return {
        active.cell.id: frozenset(counted.self_check_id for counted in active.members.values())
        for active in state.cells
    }
