"""Points of cells: rounded means of runs of sorted values, the only thing published: docs/anonymity.md, section 4.

Values come in hundredths of a point and are added as whole numbers, so that every platform gets the same points. All
cells are computed at once: a pair is one indicator of one cell, and each pair holds its runs one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, pairwise, product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.model.benchmark import Point
from data.model.catalogue import Catalogue
from data.rules.benchmark_parameters import Parameters

Values = NDArray[np.int16]
"""Hundredths of a point (0 to 10,000), one per indicator; MISSING where there is none."""

MISSING = -1
HUNDREDTHS = 100
LONGEST_KEY = 64  # bytes, of blake2b
OFFSET_BYTES = 8
BITS_OF_A_VALUE = 14  # 10,000 and what stands for MISSING
BITS_OF_A_POINT = 7  # 90

Whole = NDArray[np.int64]


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


def points(
    cells: Mapping[str, Sequence[Values]], indicators: Sequence[Indicator], parameters: Parameters, key: bytes
) -> dict[str, dict[str, tuple[Point, ...]]]:
    """The points of cells, each given with the values of its members: by cell id and indicator id.

    An indicator with fewer than k values in a cell is left out there. Symmetric: exchanging the values of two members
    of a cell changes nothing.
    """
    found: dict[str, dict[str, tuple[Point, ...]]] = {cell_id: {} for cell_id in cells}
    if not cells:
        return found
    pairs = [f"{cell_id}|{indicator.id}" for indicator in indicators for cell_id in cells]
    runs = _runs(*_sorted_within_cells(list(cells.values())), indicators, parameters)
    published = _published(runs, pairs, parameters, key)
    ends = np.cumsum(np.bincount(runs.pair, minlength=len(pairs))).tolist()
    places = product(indicators, found.values())
    for (indicator, of_cell), (first, end) in zip(places, pairwise([0, *ends]), strict=True):
        if first < end:
            of_cell[indicator.id] = published[first:end]
    return found


def offsets(key: bytes, names: Sequence[str], pairs: Whole, numbers: Whole) -> NDArray[np.uint64]:
    """The secret offsets of runs, the same for life: fractions of the grid in steps of 1 / 2^64.

    Each is the blake2b of "cell|indicator|number" with the key: `names` are the first two of each pair, `pairs` the
    pair of each run, `numbers` its number there. It is quicker if runs of the same pair stand together.
    """
    keyed = blake2b(key=key if len(key) <= LONGEST_KEY else blake2b(key).digest(), digest_size=OFFSET_BYTES)
    digits = [b"%d" % number for number in range(numbers.max(initial=0) + 1)]
    digests, known, copy_of_pair = [], -1, keyed.copy
    for pair, number in zip(pairs.tolist(), numbers.tolist(), strict=True):
        if pair != known:
            known, hashed = pair, keyed.copy()
            hashed.update(f"{names[pair]}|".encode())
            copy_of_pair = hashed.copy
        run = copy_of_pair()
        run.update(digits[number])
        digests.append(run.digest())
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)


class _Runs(NamedTuple):
    """All runs of all pairs, in the order of the pairs: each with its number in the pair, its size and its sum."""

    pair: Whole
    number: Whole
    size: Whole
    total: Whole


def _sorted_within_cells(cells: Sequence[Sequence[Values]]) -> tuple[NDArray[np.int32], Whole]:
    """A row of values per indicator, cell after cell and sorted inside each, MISSING first; and the sizes of cells."""
    sizes = np.array([len(members) for members in cells], dtype=np.int64)
    members = np.concatenate(list(chain.from_iterable(cells))).reshape(sizes.sum(), -1)
    # In place from here on: making room for each step would take longer than the step.
    values = np.array(members.T, dtype=np.int32, order="C")
    values += np.repeat(np.arange(len(cells), dtype=np.int32), sizes) << BITS_OF_A_VALUE
    values -= MISSING
    values.sort(axis=1)
    values &= (1 << BITS_OF_A_VALUE) - 1
    values += MISSING
    return values, sizes


def _runs(ordered: NDArray[np.int32], sizes: Whole, indicators: Sequence[Indicator], parameters: Parameters) -> _Runs:
    ends = np.cumsum(sizes)
    present = np.add.reduceat(ordered != MISSING, ends - sizes, axis=1, dtype=np.int64)
    counted = np.where(present >= parameters.k, present, 0)
    first_value = np.arange(len(indicators))[:, None] * ordered.shape[1] + ends - present
    smallest = np.array([[parameters.s_questions if each.is_question else parameters.s] for each in indicators])
    # Runs hold at least the smallest number where there are that many values, and the last of a pair hold one more.
    of_pair = np.where(counted > 0, np.maximum(1, counted // smallest), 0).ravel()
    size_of_pair, larger = np.divmod(counted.ravel(), np.maximum(of_pair, 1))
    pair = np.repeat(np.arange(of_pair.size), of_pair)
    number = np.arange(len(pair)) - _counting_up(of_pair)[pair]
    size = size_of_pair[pair] + (number >= (of_pair - larger)[pair])
    start = _counting_up(size) + (first_value.ravel() - _counting_up(counted.ravel()))[pair]
    summed = np.zeros(ordered.size + 1, dtype=np.int64)
    np.cumsum(ordered, out=summed[1:])
    return _Runs(pair, number, size, total=summed[start + size] - summed[start])


def _counting_up(numbers: Whole) -> Whole:
    """The sum of all numbers before each."""
    before: Whole = np.cumsum(numbers) - numbers
    return before


def _published(runs: _Runs, pairs: Sequence[str], parameters: Parameters, key: bytes) -> tuple[Point, ...]:
    """The point of every run; of each pair the values rise."""
    lowest = _coded(runs, np.uint64(0), parameters)
    highest = _coded(runs, np.uint64(2**64 - 1), parameters)
    # Two of three runs: the others get one and the same value from every offset.
    open_ = np.flatnonzero(lowest != highest)
    secret = offsets(key, pairs, runs.pair[open_], runs.number[open_])
    lowest[open_] = _coded(_Runs(*(each[open_] for each in runs)), secret, parameters)
    only_the_value = (1 << BITS_OF_A_POINT) - 1
    rising = np.sort((runs.pair << BITS_OF_A_POINT) + lowest) & only_the_value
    kinds = (runs.size << BITS_OF_A_POINT) + rising
    occurring = np.flatnonzero(np.bincount(kinds))
    # All runs share few different points: each is made once.
    made = np.empty(kinds.max(initial=0) + 1, dtype=object)
    made[occurring] = [Point(kind >> BITS_OF_A_POINT, kind & only_the_value) for kind in occurring.tolist()]
    return tuple(made[kinds].tolist())


def _coded(runs: _Runs, shift: Any, parameters: Parameters) -> Whole:
    """Grid * floor((mean + (shift / 2^64 - 1/2) * grid) / grid + 1/2) in whole numbers, with the codes of the ends."""
    whole = runs.size * HUNDREDTHS * parameters.grid
    value = parameters.grid * ((runs.total + _upper_half(whole.astype(np.uint64), shift)) // whole)
    value[value < parameters.tail] = parameters.tail // 2
    value[value > 100 - parameters.tail] = 100 - parameters.tail // 2
    return value


def _upper_half(small: NDArray[np.uint64], shift: Any) -> Whole:
    """floor(small * shift / 2^64) for `small` below 2^32, without leaving 64 bits."""
    half = np.uint64(32)
    low = (small * (shift & np.uint64(2**32 - 1))) >> half
    high: NDArray[np.uint64] = (small * (shift >> half) + low) >> half
    return high.astype(np.int64)
