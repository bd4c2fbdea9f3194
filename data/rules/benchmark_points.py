"""Points of a cell: rounded means of runs of sorted values, the only thing published: docs/anonymity.md, section 4.

Values come in hundredths of a point and are added as whole numbers, so that every platform gets the same points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from data.model.benchmark import Point
from data.model.catalogue import Catalogue
from data.model.result import CheckResult
from data.model.self_check import Answered, Reply
from data.rules.benchmark_parameters import Parameters

Values = NDArray[np.int32]
"""Hundredths of a point (0 to 10,000), one per indicator; MISSING where there is none."""

MISSING = -1
HUNDREDTHS = 100
LONGEST_KEY = 64  # bytes, of blake2b
OFFSET_STEPS = 2**64


@dataclass(frozen=True)
class Indicator:
    """What is compared: an action field, a criterion or a single question, by key or id."""

    id: str
    is_question: bool = False


def indicators_of(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """All indicators of a catalogue: fields, criteria, questions."""
    return (
        *(Indicator(field.key) for field in catalogue.fields),
        *(Indicator(criterion.key) for criterion in catalogue.criteria),
        *(Indicator(question.id, is_question=True) for question in catalogue.questions),
    )


def values_of(catalogue: Catalogue, result: CheckResult, replies: dict[str, Reply]) -> Values:
    """The values of one answer sheet in the order of `indicators_of`."""
    percents = [
        *(field.score.percent for field in result.fields),
        *(criterion.score.percent for field in result.fields for criterion in field.criteria),
        *(25.0 * r.points if isinstance(r := replies.get(q), Answered) else None for q in catalogue.places),
    ]
    rounded = [MISSING if p is None else int(p * HUNDREDTHS + 0.5) for p in percents]
    return np.array(rounded, dtype=np.int32)


def points(
    cell_id: str, indicators: Sequence[Indicator], members: Sequence[Values], parameters: Parameters, key: bytes
) -> dict[str, tuple[Point, ...]]:
    """The points of a cell by indicator; an indicator with fewer than k values is left out.

    Symmetric: exchanging the values of two members changes nothing.
    """
    ordered = np.sort(np.stack(members), axis=0).astype(np.int64)
    missing = (ordered == MISSING).sum(axis=0)
    return {
        indicator.id: _points(cell_id, indicator, ordered[missing[column] :, column], parameters, key)
        for column, indicator in enumerate(indicators)
        if len(members) - missing[column] >= parameters.k
    }


def _points(
    cell_id: str, indicator: Indicator, ordered: NDArray[np.int64], parameters: Parameters, key: bytes
) -> tuple[Point, ...]:
    sizes = run_sizes(len(ordered), parameters.s_questions if indicator.is_question else parameters.s)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    totals = np.add.reduceat(ordered, starts).tolist()
    rounded = sorted(
        _rounded(total, size, offset(cell_id, indicator.id, run, key), parameters)
        for run, (total, size) in enumerate(zip(totals, sizes, strict=True))
    )
    return tuple(Point(size, value) for size, value in zip(sizes, rounded, strict=True))


def run_sizes(values: int, smallest: int) -> list[int]:
    """How many values each run holds: at least `smallest` where there are that many, the last runs one more."""
    runs = max(1, values // smallest)
    size, larger = divmod(values, runs)
    return [size] * (runs - larger) + [size + 1] * larger


def offset(cell_id: str, indicator_id: str, run: int, key: bytes) -> int:
    """The secret offset of a run, the same for life: a fraction of the grid in steps of 1 / 2^64."""
    used = key if len(key) <= LONGEST_KEY else blake2b(key).digest()
    digest = blake2b(f"{cell_id}|{indicator_id}|{run}".encode(), key=used, digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _rounded(total: int, size: int, shift: int, parameters: Parameters) -> int:
    # grid * floor((mean + (shift / 2^64 - 1/2) * grid) / grid + 1/2), without a float.
    whole = size * HUNDREDTHS * parameters.grid
    value = parameters.grid * ((total * OFFSET_STEPS + shift * whole) // (whole * OFFSET_STEPS))
    if value < parameters.tail:
        return parameters.tail // 2
    if value > 100 - parameters.tail:
        return 100 - parameters.tail // 2
    return value
