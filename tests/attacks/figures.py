"""The one language of all systems and attackers: what a published figure says about whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EXACT = 2.0  # width of an interval: the value is known within 1 point
NARROW = 15.0  # the acceptance threshold: no valid interval may be narrower
ROUNDING_ERROR = 1e-6


@dataclass(frozen=True)
class Figure:
    """Of the values of `members` in ascending order, the mean of those from place `first` to before `last` is in
    [low, high].

    A mean reaches from 0 to all, a minimum from 0 to 1. Members are rounds by their place in the world: the attacker
    knows who is counted, and with which round.
    """

    members: frozenset[int]
    indicator: int
    first: int
    last: int
    low: float
    high: float


@dataclass(frozen=True)
class Interval:
    """What an attacker claims: the value of a round lies between low and high."""

    round: int
    indicator: int
    low: float
    high: float

    @property
    def width(self) -> float:
        """In points; an impossible interval has none."""
        return max(0.0, self.high - self.low)


@dataclass(frozen=True, eq=False)
class Sums:
    """All figures that tell a sum: who is in it, and between which bounds it lies for every indicator (else NaN)."""

    members: NDArray[np.bool_]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, figures: Iterable[Figure], rounds: int, indicators: int) -> Sums:
        """Means, and parts of a group that make up the whole group together; the narrowest bounds of equal groups."""
        told: dict[tuple[frozenset[int], int], dict[tuple[int, int], Figure]] = {}
        for figure in figures:
            told.setdefault((figure.members, figure.indicator), {})[figure.first, figure.last] = figure
        groups = sorted({members for members, _ in told}, key=sorted)
        place = {members: number for number, members in enumerate(groups)}
        inside = np.zeros((len(groups), rounds), dtype=bool)
        for number, members in enumerate(groups):
            inside[number, list(members)] = True
        low = np.full((len(groups), indicators), np.nan)
        high = low.copy()
        for (members, indicator), parts in told.items():
            bounds = _sum_of(parts, len(members))
            if bounds:
                low[place[members], indicator], high[place[members], indicator] = bounds
        kept = ~np.isnan(low).all(axis=1)
        return cls(inside[kept], low[kept], high[kept])


def _sum_of(parts: Mapping[tuple[int, int], Figure], number: int) -> tuple[float, float] | None:
    if (0, number) in parts:
        whole = parts[0, number]
        return whole.low * number, whole.high * number
    ordered = sorted(parts.values(), key=lambda part: part.first)
    if sum(part.last - part.first for part in ordered) != number:
        return None
    return tuple(sum((p.last - p.first) * bound(p) for p in ordered) for bound in (_low, _high))  # type: ignore[return-value]


def _low(figure: Figure) -> float:
    return figure.low


def _high(figure: Figure) -> float:
    return figure.high


@dataclass(frozen=True)
class Verdict:
    """What attacks reached: communes known within 1 point and within less than 15, and the narrowest valid interval.

    Only intervals that hold the true value count: an attacker who guesses wrongly knows nothing.
    """

    exact: int
    narrow: int
    narrowest: float
    claims: int


def judged(
    intervals: Iterable[Interval], truth: NDArray[np.float64], commune_of: Sequence[int], colluders: Iterable[int] = ()
) -> Verdict:
    """Hold every claim about somebody who does not collude against the truth."""
    involved = set(colluders)
    exact, narrow, narrowest, claims = set(), set(), 100.0, 0
    for interval in intervals:
        commune = commune_of[interval.round]
        true = truth[interval.round, interval.indicator]
        is_valid = interval.low - ROUNDING_ERROR <= true <= interval.high + ROUNDING_ERROR
        if commune in involved or not is_valid:
            continue
        claims += 1
        narrowest = min(narrowest, interval.width)
        if interval.width <= EXACT:
            exact.add(commune)
        if interval.width < NARROW:
            narrow.add(commune)
    return Verdict(len(exact), len(narrow), narrowest, claims)
