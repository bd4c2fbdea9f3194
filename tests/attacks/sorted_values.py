"""How far apart the true value of a member may lie, given the means of runs of the sorted values of its group.

This is the strongest attack on a table of run means: a linear programme over all sorted places, for every way in which
the known values may lie among the others. Runs touch each other in one place only, so it is solved run by run, exactly
and fast; `range_by_linear_programme` is the same by a general solver, which may also know the sum of all values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

import numpy as np
from scipy.optimize import linprog

TOP = 100.0


@dataclass(frozen=True)
class Run:
    """So many neighbouring values of the ascending order have a mean in [low, high]."""

    size: int
    low: float
    high: float

    @property
    def mirrored(self) -> Run:
        """The same, looked at from the other end of the scale."""
        return Run(self.size, TOP - self.high, TOP - self.low)


def possible_range(runs: Sequence[Run], known: Sequence[float] = ()) -> tuple[float, float] | None:
    """The lowest and the highest value that somebody can have whose value is not known; None if nothing fits."""
    lows, highs = [], []
    for fixed in _arrangements(runs, known):
        low = _lowest_unknown(runs, fixed)
        if low is not None:
            lows.append(low)
            high = _lowest_unknown([run.mirrored for run in reversed(runs)], [_mirror(v) for v in reversed(fixed)])
            assert high is not None
            highs.append(TOP - high)
    return (min(lows), max(highs)) if lows else None


def range_by_linear_programme(
    runs: Sequence[Run], known: Sequence[float] = (), total: tuple[float, float] | None = None
) -> tuple[float, float] | None:
    """The same by a general solver; `total` bounds the sum of all values."""
    found: list[float] = []
    for fixed in _arrangements(runs, known):
        open_places = [place for place, value in enumerate(fixed) if value is None]
        for place, sign in ((open_places[0], 1), (open_places[-1], -1)):
            solved = _solved(runs, fixed, total, place, sign)
            if solved is not None:
                found.append(solved)
    return (min(found), max(found)) if found else None


def _arrangements(runs: Sequence[Run], known: Sequence[float]) -> Iterator[list[float | None]]:
    """Every way in which the known values may lie among all places."""
    number = sum(run.size for run in runs)
    for places in combinations(range(number), len(known)):
        fixed: list[float | None] = [None] * number
        for place, value in zip(places, sorted(known), strict=True):
            fixed[place] = value
        yield fixed


def _mirror(value: float | None) -> float | None:
    return None if value is None else TOP - value


def _lowest_unknown(runs: Sequence[Run], fixed: Sequence[float | None]) -> float | None:
    """The lowest that the first unknown place may be."""
    floors = list(accumulate((0.0 if v is None else v for v in fixed), max))
    ceilings = list(accumulate((TOP if v is None else v for v in reversed(fixed)), min))[::-1]
    lasts = _lowest_lasts(runs, floors, ceilings)
    firsts = _lowest_lasts(
        [run.mirrored for run in reversed(runs)],
        [TOP - ceiling for ceiling in reversed(ceilings)],
        [TOP - floor for floor in reversed(floors)],
    )
    if lasts is None or firsts is None:
        return None
    place, begin = fixed.index(None), 0
    for number, run in enumerate(runs):
        if place < begin + run.size:
            below = lasts[number - 1] if number else 0.0
            above = TOP - firsts[-number - 2] if number + 1 < len(runs) else TOP
            return _lowest_in_run(
                run,
                [max(below, floor) for floor in floors[begin : begin + run.size]],
                [min(above, ceiling) for ceiling in ceilings[begin : begin + run.size]],
                place - begin,
            )
        begin += run.size
    raise AssertionError("no place is unknown")


def _lowest_lasts(runs: Sequence[Run], floors: Sequence[float], ceilings: Sequence[float]) -> list[float] | None:
    """The lowest that the last value of each run may be, whatever comes after; None if the runs cannot be."""
    lasts: list[float] = []
    begin, below = 0, 0.0
    for run in runs:
        end = begin + run.size
        found = _lowest_in_run(run, [max(below, f) for f in floors[begin:end]], ceilings[begin:end], run.size - 1)
        if found is None:
            return None
        lasts.append(found)
        begin, below = end, found
    return lasts


def _lowest_in_run(run: Run, floors: Sequence[float], ceilings: Sequence[float], place: int) -> float | None:
    """The lowest value at a place of a run whose values have ascending floors and ceilings."""
    slack = 1e-9
    fits = all(floor <= ceiling + slack for floor, ceiling in zip(floors, ceilings, strict=True))
    if not fits or sum(floors) > run.size * run.high + slack or sum(ceilings) < run.size * run.low - slack:
        return None
    needed = run.size * run.low - sum(ceilings[place + 1 :])
    for taken in range(place + 1):
        level = (needed - sum(ceilings[:taken])) / (place + 1 - taken)
        if level <= ceilings[taken] + slack:
            return max(floors[place], level)
    return None


def _solved(
    runs: Sequence[Run], fixed: Sequence[float | None], total: tuple[float, float] | None, place: int, sign: int
) -> float | None:
    number = len(fixed)
    rows, bounds = [], []
    begin = 0
    for run in runs:
        row = np.zeros(number)
        row[begin : begin + run.size] = 1
        rows += [row, -row]
        bounds += [run.size * run.high, -run.size * run.low]
        begin += run.size
    for lower in range(number - 1):
        row = np.zeros(number)
        row[lower], row[lower + 1] = 1, -1
        rows.append(row)
        bounds.append(0.0)
    if total is not None:
        rows += [np.ones(number), -np.ones(number)]
        bounds += [total[1], -total[0]]
    wanted = np.zeros(number)
    wanted[place] = sign
    limits = [(0.0, TOP) if value is None else (value, value) for value in fixed]
    solved = linprog(wanted, A_ub=np.array(rows), b_ub=bounds, bounds=limits, method="highs")
    return sign * solved.fun if solved.status == 0 else None
