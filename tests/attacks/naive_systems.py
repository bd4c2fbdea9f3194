"""Systems that look safe and are not. The attacks have to break each of them before they are trusted with ours.

Every system answers with figures of groups of the communes that take part at a moment; the attacker may ask for any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from attacks.figures import Figure
from attacks.worlds import FIELDS, Moment, World

from data.rules.benchmark_cells import ORDERED, attributes_of

Group = frozenset[int]
K = 7


@dataclass(frozen=True)
class Filters:
    """What a filter page offers: single groups (also ranges and all but one), and crossings of two and three."""

    everybody: Group
    options: tuple[Group, ...]
    crossings: Mapping[Group, tuple[tuple[Group, Group], ...]]

    @property
    def groups(self) -> set[Group]:
        """Every group that some filter selects."""
        return {self.everybody, *self.options, *self.crossings}


def filters(world: World, moment: Moment, deep: bool = True) -> Filters:
    """All filters by one and two attributes, with `deep` by three; single values also as ranges and all but one."""
    facts = {place: attributes_of(world.communes[world.rounds[place].commune]) for place in moment.rounds}
    everybody = frozenset(facts)
    single: dict[str, dict[Group, None]] = {}
    wider: dict[str, dict[Group, None]] = {}
    for dimension in next(iter(facts.values())):
        by_value: dict[str, set[int]] = {}
        for place, attributes in facts.items():
            by_value.setdefault(attributes[dimension], set()).add(place)
        order = [value for value in ORDERED.get(dimension, sorted(by_value)) if value in by_value]
        single[dimension] = dict.fromkeys(frozenset(by_value[value]) for value in order)
        wider[dimension] = dict.fromkeys([everybody - group for group in single[dimension]])
        if dimension in ORDERED:
            ranges = [order[start:end] for start, end in combinations(range(len(order) + 1), 2)]
            wider[dimension] |= dict.fromkeys(frozenset().union(*(by_value[v] for v in values)) for values in ranges)
    crossings: dict[Group, list[tuple[Group, Group]]] = {}
    for one, other in combinations(single, 2):
        for a in (single[one] | wider[one]) if deep else single[one]:
            for b in (single[other] | wider[other]) if deep else single[other]:
                crossings.setdefault(a & b, []).append((a, b))
    if deep:
        for dimensions in combinations(single, 3):
            for a, b, c in product(*(single[dimension] for dimension in dimensions)):
                crossings.setdefault(a & b & c, []).append((a & b, c))
    options = {group for of_dimension in (*single.values(), *wider.values()) for group in of_dimension}
    return Filters(everybody, tuple(sorted(options, key=sorted)), {g: tuple(ways) for g, ways in crossings.items()})


def threshold(found: Filters, k: int) -> list[Group]:
    """The groups that a minimum number lets through."""
    return sorted((group for group in found.groups if len(group) >= k), key=sorted)


def without_remainders(found: Filters, k: int) -> list[Group]:
    """The groups that leave nobody or at least k behind, whenever a filter was narrowed by one more choice."""

    def leaves_enough(whole: Group, part: Group) -> bool:
        return len(whole) == len(part) or len(whole) - len(part) >= k

    alone = {g for g in found.options if len(g) >= k and leaves_enough(found.everybody, g)}
    crossed = {
        group
        for group, ways in found.crossings.items()
        if len(group) >= k and any(first in alone and leaves_enough(first, group) for way in ways for first in way)
    }
    return sorted({found.everybody} | alone | crossed, key=sorted)


@dataclass(frozen=True, eq=False)
class Live:
    """Means of every allowed group, computed anew whenever somebody asks, at every moment that somebody watches.

    Rounded to `step` points (0: not at all); with minimum, median and maximum if `extremes`; with fresh noise of the
    given standard deviation. `allowed` is the rule that decides which groups are shown.
    """

    world: World
    k: int = K
    step: float = 0
    extremes: bool = False
    noise: float = 0
    allowed: Callable[[Filters, int], list[Group]] = threshold
    deep: bool = True

    def figures(self, values: np.ndarray | None = None, asked: int = 1) -> list[Figure]:
        """What an attacker sees who asks for everything; `values` if somebody changed theirs.

        Who asks several times averages the answers.
        """
        truth = self.world.truth if values is None else values
        draw = np.random.default_rng(asked)
        return [
            figure
            for group in self.groups()
            for field in range(FIELDS)
            for figure in self._figures(group, field, np.sort(truth[list(group), field]), draw, asked)
        ]

    def groups(self) -> set[Group]:
        """Every group that can be asked for, at any moment."""
        moments = self.world.moments
        return {g for moment in moments for g in self.allowed(filters(self.world, moment, self.deep), self.k)}

    def _figures(
        self, group: Group, field: int, ordered: np.ndarray, draw: np.random.Generator, asked: int
    ) -> Iterator[Figure]:
        number, mean = len(group), float(ordered.mean())
        error = self.step / 2
        if self.noise:
            error = 3 * self.noise / asked**0.5  # 99.7 percent of all averages
            mean += float(draw.normal(0, self.noise, asked).mean())
        elif self.step:
            mean = self.step * np.floor(mean / self.step + 0.5)
        yield Figure(group, field, 0, number, mean - error, mean + error)
        if self.extremes:
            middle = (number - 1) // 2, number // 2 + 1
            for first, last in ((0, 1), middle, (number - 1, number)):
                value = float(ordered[first:last].mean())
                yield Figure(group, field, first, last, value, value)


@dataclass(frozen=True, eq=False)
class FixedCells:
    """Cells of communes that are alike, their exact means; a cell is computed anew once so many members changed."""

    world: World
    size: int
    refresh: int = 5

    def figures(self) -> list[Figure]:
        """What an attacker knows who kept what was shown at every moment."""
        return [
            Figure(group, field, 0, len(group), mean, mean)
            for group in sorted(self._counted(), key=sorted)
            for field in range(FIELDS)
            for mean in [float(self.world.truth[list(group), field].mean())]
        ]

    def _counted(self) -> set[Group]:
        shown = set()
        for cell in self._cells():
            counted: Group = frozenset()
            for moment in self.world.moments:
                now = frozenset(place for place in moment.rounds if self.world.rounds[place].commune in cell)
                if not counted or len(now ^ counted) >= self.refresh:
                    counted = now
                    shown.add(now)
        return shown

    def _cells(self) -> list[set[int]]:
        here = [self.world.rounds[place].commune for place in self.world.moments[0].rounds]
        alike = sorted(here, key=lambda commune: tuple(attributes_of(self.world.communes[commune]).values()))
        cells = len(alike) // self.size
        return [set(alike[cell::cells]) for cell in range(cells)]
