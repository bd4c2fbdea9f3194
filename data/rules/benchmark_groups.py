"""What may be shown of a group of cells, computed from the published points only: docs/anonymity.md, section 5."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.model.benchmark import PeerFigure, PeerLevel
from data.model.result import POINTS_OF_A_LEVEL
from data.rules.benchmark_parameters import BIN, Parameters

DETAIL_FROM = 20  # counted communes for median, quartiles and means to the point
DISTRIBUTION_FROM = 50  # for the distribution and quartiles to the point
COARSE = 5
BINS = int(100 / BIN)
BINS_OF_A_BAR = int(10 / BIN)

Weights = Mapping[int, int]
"""How many communes stand behind every value (points 10 to 90) of an indicator."""


class PublishedPoints:
    """The points of a release, to be added up for any of its cells at once."""

    def __init__(self, cell_ids: Sequence[str], rows: Iterable[tuple[str, str, int, int]]) -> None:
        """`rows` are cell id, indicator id, value and weight, in any order."""
        known = list(rows)
        self._values = sorted({value for _, _, value, _ in known})
        self._indicators = sorted({indicator for _, indicator, _, _ in known})
        of_cell, of_indicator, of_value = (_places(each) for each in (cell_ids, self._indicators, self._values))
        self._weights = np.zeros((len(cell_ids), len(self._indicators), len(self._values)), dtype=np.int32)
        for cell_id, indicator, value, weight in known:
            self._weights[of_cell[cell_id], of_indicator[indicator], of_value[value]] += weight

    def weights(self, cells: NDArray[np.bool_]) -> dict[str, Weights]:
        """What the chosen cells say together, by indicator; without those on which all of them are silent."""
        added = self._weights[cells].sum(axis=0)
        return {
            indicator: {value: int(weight) for value, weight in zip(self._values, row, strict=True) if weight}
            for indicator, row in zip(self._indicators, added, strict=True)
            if row.any()
        }


def figure(indicator: str, weights: Weights, parameters: Parameters) -> PeerFigure | None:
    """What may be shown of a field or criterion, in the detail that the number counted allows; None below k."""
    counted = sum(weights.values())
    if counted < parameters.k:
        return None
    mean = _mean(weights)
    if counted < DETAIL_FROM:
        return PeerFigure(indicator, counted, _to(COARSE, mean), None, None, None, None)
    mass = _mass(weights, parameters)
    step = 1 if counted >= DISTRIBUTION_FROM else COARSE
    q25, median, q75 = (_to(step, _quantile(mass, Fraction(part, 4))) for part in (1, 2, 3))
    histogram = _bars(mass) if counted >= DISTRIBUTION_FROM else None
    return PeerFigure(indicator, counted, _to(1, mean), q25, median, q75, histogram)


def level(question_id: str, weights: Weights, parameters: Parameters) -> PeerLevel | None:
    """The mean level (0-4) of a single question: one decimal from 20 counted, half levels below; None below k."""
    counted = sum(weights.values())
    if counted < parameters.k:
        return None
    steps = 10 if counted >= DETAIL_FROM else 2
    return PeerLevel(question_id, counted, _to(1, _mean(weights) * steps / POINTS_OF_A_LEVEL) / steps)


def _places(values: Sequence[Any]) -> dict[Any, int]:
    return {value: place for place, value in enumerate(values)}


def _mean(weights: Weights) -> Fraction:
    return Fraction(sum(value * weight for value, weight in weights.items()), sum(weights.values()))


def _mass(weights: Weights, parameters: Parameters) -> list[int]:
    """How much of the group lies in every stretch of 2.5 points: each point spread evenly over what it stands for."""
    widths = {value: _edges(value, parameters) for value in weights}
    scale = lcm(*(high - low for low, high in widths.values()))
    mass = [0] * BINS
    for value, weight in weights.items():
        low, high = widths[value]
        for bin_ in range(low, high):
            mass[bin_] += weight * scale // (high - low)
    return mass


def _edges(value: int, parameters: Parameters) -> tuple[int, int]:
    """First and last bin (exclusive) of a point; the end codes stand for the whole tail."""
    if value < parameters.tail:
        return 0, int(parameters.tail / BIN)
    if value > 100 - parameters.tail:
        return int((100 - parameters.tail) / BIN), BINS
    return int((value - parameters.spread) / BIN), int((value + parameters.spread) / BIN)


def _quantile(mass: Sequence[int], share: Fraction) -> Fraction:
    """The score below which this share of the group lies; the middle of the gap where that is not one score."""
    wanted = share * sum(mass)
    cumulated = list(accumulate(mass))
    reached = bisect_left(cumulated, wanted)
    lowest = (reached + 1 - (cumulated[reached] - wanted) / mass[reached]) * Fraction(BIN)
    passed = bisect_right(cumulated, wanted)
    return (lowest + max(lowest, passed * Fraction(BIN))) / 2


def _bars(mass: Sequence[int]) -> tuple[int, ...]:
    """The share of the group in every ten points, in whole percent; rounding may make the sum differ from 100."""
    starts = range(0, BINS, BINS_OF_A_BAR)
    return tuple(_to(1, Fraction(100 * sum(mass[start : start + BINS_OF_A_BAR]), sum(mass))) for start in starts)


def _to(step: int, value: Fraction) -> int:
    """Rounded half up to a multiple of a step."""
    return step * ((2 * value + step) // (2 * step))
