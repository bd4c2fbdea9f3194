"""Values of many answer sheets at once, in whole numbers: the same scores as `scoring.score`, to the last hundredth.

A release scores thousands of sheets; the rule book is docs/scoring.md, sections 1 and 2, for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.model.catalogue import Catalogue
from data.model.reply_codes import NOT_APPLICABLE
from data.model.result import POINTS_OF_A_LEVEL
from data.rules.benchmark_points import HUNDREDTHS, MISSING, Values
from data.rules.scoring import HIGHEST_LEVEL

ReplyNumbers = NDArray[np.int8]
"""A row for every sheet, a column for every question in catalogue order, in the numbers of `reply_codes`."""

Whole = NDArray[np.int64]
HUNDREDTHS_OF_A_LEVEL = POINTS_OF_A_LEVEL * HUNDREDTHS


def values_of_sheets(catalogue: Catalogue, replies: ReplyNumbers) -> tuple[Values, NDArray[np.bool_]]:
    """The values of sheets, one row each in the order of `indicators_of`, and which have all fields scored."""
    columns = np.ascontiguousarray(replies.T)
    may_not_apply = np.array([question.may_not_apply for question in catalogue.questions])
    answered = (columns >= 0) & (columns <= HIGHEST_LEVEL)
    levels = np.where(answered, columns, 0)
    applies = ~((columns == NOT_APPLICABLE) & may_not_apply[:, None])
    in_criteria = [len(criterion.questions) for criterion in catalogue.criteria]
    tally = _Tally(*(_sums(each, in_criteria) for each in (answered, applies, levels)))
    criteria = np.where(tally.scored, _rounded(HUNDREDTHS_OF_A_LEVEL * tally.levels, tally.answered), MISSING)
    fields = _fields(tally, [len(field.criteria) for field in catalogue.fields], _shares(catalogue))
    questions = np.where(answered, HUNDREDTHS_OF_A_LEVEL * levels.astype(np.int16), MISSING)
    values = np.concatenate([fields, criteria, questions], dtype=np.int16, casting="same_kind")
    return np.ascontiguousarray(values.T), (fields != MISSING).all(axis=0)


class _Tally(NamedTuple):
    """Counts of every criterion in every sheet, and the sum of its levels."""

    answered: Whole
    applicable: Whole
    levels: Whole

    @property
    def scored(self) -> NDArray[np.bool_]:
        return (self.applicable > 0) & (self.applicable <= 2 * self.answered)


def _fields(tally: _Tally, criteria: Sequence[int], shares: Whole) -> Whole:
    """The mean of the scored criteria of each field, kept within what all criteria that apply allow."""

    def added(numbers: NDArray[Any]) -> Whole:
        return _sums(numbers, criteria)

    possible = tally.levels + HIGHEST_LEVEL * (tally.applicable - tally.answered)
    applying, scored = added(tally.applicable > 0), added(tally.scored)
    mean = added(np.where(tally.scored, tally.levels * shares[tally.answered], 0))
    low, high = added(tally.levels * shares[tally.applicable]), added(possible * shares[tally.applicable])
    percent = _rounded(
        HUNDREDTHS_OF_A_LEVEL * np.clip(mean * applying, low * scored, high * scored), shares[1] * scored * applying
    )
    answered, applicable = added(tally.answered), added(tally.applicable)
    covered = (applying > 0) & (3 * scored >= 2 * applying) & (3 * answered >= 2 * applicable)
    return np.where(covered, percent, MISSING)


def _shares(catalogue: Catalogue) -> Whole:
    """What a level counts among so many questions of a criterion, all over the common denominator `shares[1]`."""
    largest = max(len(criterion.questions) for criterion in catalogue.criteria)
    common = lcm(*range(1, largest + 1))
    return np.array([0, *(common // number for number in range(1, largest + 1))], dtype=np.int64)


def _rounded(numerators: Whole, denominators: Whole) -> Whole:
    """Rounded half up; 0 where the denominator is 0."""
    safe: Whole = np.maximum(denominators, 1)
    return (2 * numerators + safe) // (2 * safe)


def _sums(rows: NDArray[Any], lengths: Sequence[int]) -> Whole:
    """The sums of so many rows each, one group after the other: several times quicker than `np.add.reduceat`."""
    return np.array([each.sum(axis=0, dtype=np.int64) for each in np.split(rows, np.cumsum(lengths)[:-1])])
