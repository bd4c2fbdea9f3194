"""What an attacker makes of figures. Every attack gives intervals, which are then held against the truth.

`known` are the values of the attackers' own rounds: the communes that collude know them exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from attacks.figures import Figure, Interval, Sums
from attacks.sorted_values import Run, possible_range, range_by_linear_programme
from numpy.typing import NDArray
from scipy.optimize import linprog

Known = Mapping[int, NDArray[np.float64]]
"""The values of rounds by their place in the world."""

PRIOR = 15.0  # standard deviation of a field score, known from the literature


def small_groups(sums: Sums, known: Known) -> Iterator[Interval]:
    """A group of which the attackers know all but one."""
    yield from _where_one_is_left(sums, known, np.zeros((1, sums.members.shape[1]), dtype=bool))


def differences(sums: Sums, known: Known) -> Iterator[Interval]:
    """Two groups that differ by one round besides those of the attackers: also a total and a part of it."""
    yield from _where_one_is_left(sums, known, sums.members)


def _where_one_is_left(sums: Sums, known: Known, smaller: NDArray[np.bool_]) -> Iterator[Interval]:
    """The larger group minus the smaller one, wherever exactly one unknown round is left."""
    unknown = _unknown(sums, known)
    a, b = smaller[:, unknown].astype(np.float32), sums.members[:, unknown].astype(np.float32)
    common = a @ b.T
    nested = (common == a.sum(axis=1)[:, None]) & (b.sum(axis=1)[None, :] - common == 1)
    is_pair, parts = smaller is sums.members, _known_parts(sums, known)
    for less, more in np.argwhere(nested):
        target = unknown[np.argmax(b[more] - a[less])]
        own = parts[more] - (parts[less] if is_pair else 0)
        low = sums.low[more] - own - (sums.high[less] if is_pair else 0)
        high = sums.high[more] - own - (sums.low[less] if is_pair else 0)
        yield from _intervals(target, low, high)


def linear_algebra(sums: Sums, known: Known) -> Iterator[Interval]:
    """A sum of multiples of any number of figures in which one round is left over."""
    unknown = _unknown(sums, known)
    if not len(sums.members):
        return
    inside = sums.members[:, unknown].astype(float)
    inverse = np.linalg.pinv(inside, rcond=1e-9)
    alone = np.diag(inverse @ inside)
    own = _known_parts(sums, known)
    low, high = sums.low - own, sums.high - own
    for column in np.flatnonzero(alone > 1 - 1e-7):
        factors = inverse[column][:, None]
        up, down = np.maximum(factors, 0), np.minimum(factors, 0)
        yield from _intervals(unknown[column], (up * low + down * high).sum(0), (up * high + down * low).sum(0))


def linear_programming(
    sums: Sums, figures: Sequence[Figure], known: Known, targets: Iterable[int], indicators: Iterable[int]
) -> Iterator[Interval]:
    """The lowest and the highest value that all sums, minima and maxima together leave to a target."""
    unknown = _unknown(sums, known)
    inside = sums.members[:, unknown].astype(float)
    own = _known_parts(sums, known)
    column = {place: number for number, place in enumerate(unknown)}
    for indicator in indicators:
        limits = _limits(figures, indicator, unknown)
        rows = np.vstack([inside, -inside])
        bounds = np.concatenate([(sums.high - own)[:, indicator], -(sums.low - own)[:, indicator]]) + 1e-7
        for target in targets:
            if target not in column:
                continue
            found = []
            for sign in (1, -1):
                wanted = np.zeros(len(unknown))
                wanted[column[target]] = sign
                solved = linprog(wanted, A_ub=rows, b_ub=bounds, bounds=limits, method="highs")
                found += [sign * solved.fun] if solved.status == 0 else []
            if len(found) == 2:
                yield Interval(target, indicator, found[0], found[1])


def _limits(figures: Iterable[Figure], indicator: int, unknown: Sequence[int]) -> list[tuple[float, float]]:
    low, high = dict.fromkeys(unknown, 0.0), dict.fromkeys(unknown, 100.0)
    for figure in figures:
        if figure.indicator != indicator:
            continue
        for member in figure.members & low.keys():
            if (figure.first, figure.last) == (0, 1):
                low[member] = max(low[member], figure.low - 1e-9)
            elif figure.last - figure.first == 1 and figure.last == len(figure.members):
                high[member] = min(high[member], figure.high + 1e-9)
    return [(low[member], max(low[member], high[member])) for member in unknown]


def order_statistics(figures: Iterable[Figure], known: Known) -> Iterator[Interval]:
    """Whose value is it that appears as minimum, median or maximum? Whoever is in all these groups, if only one is.

    Also: nobody is below the minimum or above the maximum of a group; where both are near, everybody is known.
    """
    candidates: dict[tuple[int, float], set[int]] = {}
    lowest: dict[tuple[int, int], float] = {}
    highest: dict[tuple[int, int], float] = {}
    for figure in figures:
        if figure.last - figure.first != 1 or figure.low != figure.high:
            continue
        told = figure.indicator, figure.low
        candidates[told] = candidates.get(told, set(figure.members)) & figure.members
        for member in figure.members:
            at = member, figure.indicator
            if figure.first == 0:
                lowest[at] = max(lowest.get(at, 0.0), figure.low)
            if figure.last == len(figure.members):
                highest[at] = min(highest.get(at, 100.0), figure.high)
    for (indicator, value), of_group in candidates.items():
        fits = {
            m
            for m in of_group
            if lowest.get((m, indicator), 0.0) <= value <= highest.get((m, indicator), 100.0)
            and (m not in known or known[m][indicator] == value)
        }
        if len(fits) == 1:
            yield Interval(fits.pop(), indicator, value, value)
    for at in lowest.keys() & highest.keys():
        yield Interval(*at, lowest[at], highest[at])


def sorted_runs(figures: Iterable[Figure], known: Known, indicators: Iterable[int]) -> Iterator[Interval]:
    """What the means of all runs of a group leave to those whose value is not known.

    The same round in several tables has to fit all of them: an attacker knows who did not repeat the check.
    """
    bounds: dict[tuple[int, int], tuple[float, float]] = {}
    for (members, indicator), runs in _tables(figures, set(indicators)).items():
        if len(members) <= len(members & known.keys()):
            continue
        found = possible_range(runs, [float(known[member][indicator]) for member in members if member in known])
        if found is None:
            continue
        for member in members - known.keys():
            low, high = bounds.get((member, indicator), (0.0, 100.0))
            bounds[member, indicator] = max(low, found[0]), min(high, found[1])
    for (member, indicator), (low, high) in bounds.items():
        yield Interval(member, indicator, low, high)


def _tables(figures: Iterable[Figure], indicators: set[int]) -> dict[tuple[frozenset[int], int], list[Run]]:
    """The runs of every group that is told in more than one, from its lowest to its highest value."""
    parts: dict[tuple[frozenset[int], int], list[Figure]] = {}
    for figure in figures:
        if figure.indicator in indicators:
            parts.setdefault((figure.members, figure.indicator), []).append(figure)
    runs = {
        table: [Run(each.last - each.first, each.low, each.high) for each in sorted(of_table, key=_first)]
        for table, of_table in parts.items()
    }
    return {
        (members, indicator): of_table
        for (members, indicator), of_table in runs.items()
        if len(of_table) > 1 and sum(run.size for run in of_table) == len(members)
    }


def _first(figure: Figure) -> int:
    return figure.first


def fields_from_criteria(
    figures: Iterable[Figure], sums: Sums, criteria: Mapping[int, Sequence[int]]
) -> Iterator[Interval]:
    """A field is the mean of its criteria: what is published of these bounds the sum of the field once more."""
    place = {frozenset(np.flatnonzero(members).tolist()): number for number, members in enumerate(sums.members)}
    for (members, field), runs in _tables(figures, set(criteria)).items():
        row, columns = place[members], list(criteria[field])
        if np.isnan(sums.low[row, columns]).any():
            continue
        total = float(sums.low[row, columns].mean()), float(sums.high[row, columns].mean())
        found = range_by_linear_programme(runs, (), total)
        if found is not None:
            yield from (Interval(member, field, *found) for member in members)


def changes(sums: Sums, known: Known, commune_of: Sequence[int]) -> Iterator[tuple[int, Interval]]:
    """By how much somebody changed: two sums that differ by the newer and the older round of one commune only.

    Gives the older round, and between what the newer value minus the older one lies.
    """
    unknown = _unknown(sums, known)
    inside = sums.members[:, unknown].astype(np.float32)
    parts = _known_parts(sums, known)
    common = inside @ inside.T
    sizes = inside.sum(axis=1)
    for before, after in np.argwhere((sizes[:, None] - common == 1) & (sizes[None, :] - common == 1)):
        old, new = (unknown[np.argmax(inside[a] - inside[b])] for a, b in ((before, after), (after, before)))
        if commune_of[old] == commune_of[new] and old < new:
            apart = parts[after] - parts[before]
            low, high = sums.low[after] - sums.high[before] - apart, sums.high[after] - sums.low[before] - apart
            yield from ((old, interval) for interval in _intervals(new, low, high))


def smallest_crowd(sums: Sums, known: Known) -> int:
    """The fewest rounds that any figure, difference of two figures or linear combination tells something about."""
    unknown = _unknown(sums, known)
    inside = sums.members[:, unknown].astype(np.float32)
    if (np.diag(np.linalg.pinv(inside.astype(float), rcond=1e-9) @ inside) > 1 - 1e-7).any():
        return 1
    sizes = inside.sum(axis=1)
    apart = sizes[:, None] + sizes[None, :] - 2 * (inside @ inside.T)
    return int(min(sizes[sizes > 0].min(), apart[apart > 0].min(initial=np.inf)))


def best_guess(sums: Sums, indicator: int, blind: float) -> NDArray[np.float64]:
    """The most probable values of everybody, if scores spread evenly around `blind` but for what the figures tell."""
    inside = sums.members.astype(float)
    error = (sums.high[:, indicator] - sums.low[:, indicator]) / 2
    precision = 1 / (error**2 / 3 + 1e-4)
    middle = (sums.high[:, indicator] + sums.low[:, indicator]) / 2 - inside @ np.full(inside.shape[1], blind)
    normal = (inside.T * precision) @ inside + np.eye(inside.shape[1]) / PRIOR**2
    return blind + np.linalg.solve(normal, (inside.T * precision) @ middle)


def _unknown(sums: Sums, known: Known) -> list[int]:
    return [int(place) for place in np.flatnonzero(sums.members.any(axis=0)) if int(place) not in known]


def _known_parts(sums: Sums, known: Known) -> NDArray[np.float64]:
    """What the attackers' own rounds add to every sum."""
    added = np.zeros(sums.low.shape)
    for place, values in known.items():
        added += np.outer(sums.members[:, place], values[: sums.low.shape[1]])
    return added


def _intervals(target: int, low: NDArray[np.float64], high: NDArray[np.float64]) -> Iterator[Interval]:
    for indicator in np.flatnonzero(~np.isnan(low)):
        yield Interval(target, int(indicator), float(low[indicator]), float(high[indicator]))
