"""What changed between two rounds, against the measurement uncertainty: docs/scoring.md, sections 5 and 6."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from data.model.catalogue import ActionField, Catalogue, CatalogueMapping, Criterion
from data.model.result import POINTS_OF_A_LEVEL, FieldChange, Trend
from data.model.self_check import Answered, NotApplicable, Reply

RERATING_SD = 0.6  # levels, assumed until a re-test or a second rater tells better
CERTAINTY = 1.96  # of a normal distribution, 95 percent

Replies = Mapping[str, Reply]


class _Pair(NamedTuple):
    """The replies to one comparable question, before and after."""

    before: Reply | None
    after: Reply | None

    @property
    def applies(self) -> bool:
        return not isinstance(self.before, NotApplicable) and not isinstance(self.after, NotApplicable)

    @property
    def step(self) -> int | None:
        """The levels gained or lost; None unless answered in both rounds."""
        if isinstance(self.before, Answered) and isinstance(self.after, Answered):
            return self.after.points - self.before.points
        return None


def changes(
    catalogue_before: Catalogue,
    catalogue_after: Catalogue,
    mapping: CatalogueMapping,
    before: Replies,
    after: Replies,
) -> tuple[FieldChange, ...]:
    """The change of every field of the later catalogue, in its order, over the questions that can be compared."""
    earlier_fields = {field.key: field for field in catalogue_before.fields}
    return tuple(
        _change(earlier_fields.get(field.key), field, mapping.comparable, before, after)
        for field in catalogue_after.fields
    )


def standard_error(common: Sequence[int]) -> float:
    """The measurement error of a field in points, from the number of common questions of each of its criteria.

    Four criteria of four questions give 3.75.
    """
    return POINTS_OF_A_LEVEL * RERATING_SD * sqrt(sum(1 / n for n in common)) / len(common)


def minimal_detectable_change(common: Sequence[int]) -> float:
    """The change in points from which a field moved more than repeating the same check would move it."""
    return CERTAINTY * sqrt(2) * standard_error(common)


def trend_of(difference: float, minimal_detectable: float) -> Trend:
    """What a difference in points means, in words."""
    if abs(difference) >= minimal_detectable:
        return Trend.CLEARLY_UP if difference > 0 else Trend.CLEARLY_DOWN
    if abs(difference) >= minimal_detectable / 2:
        return Trend.TENDENCY_UP if difference > 0 else Trend.TENDENCY_DOWN
    return Trend.UNCHANGED


def _change(
    earlier: ActionField | None, field: ActionField, comparable: Mapping[str, str], before: Replies, after: Replies
) -> FieldChange:
    same = _same_in_both(earlier, field, comparable)
    paired = [
        [_Pair(before.get(same[q.id]), after.get(q.id)) for q in c.questions if q.id in same] for c in field.criteria
    ]
    applicable = [[pair for pair in pairs if pair.applies] for pairs in paired]
    steps = [[pair.step for pair in pairs if pair.step is not None] for pairs in applicable if pairs]
    counted = [levels for levels in steps if levels]
    every_step = [step for levels in counted for step in levels]
    broken = earlier is None or not _is_a_series(earlier, field, same)
    difference = detectable = None
    if not broken and counted and 3 * len(counted) >= 2 * len(steps):
        means = (Fraction(POINTS_OF_A_LEVEL * sum(levels), len(levels)) for levels in counted)
        difference = float(sum(means) / len(counted))
        detectable = minimal_detectable_change([len(levels) for levels in counted])
    return FieldChange(
        field_key=field.key,
        difference=difference,
        minimal_detectable=detectable,
        trend=None if difference is None or detectable is None else trend_of(difference, detectable),
        higher=sum(step > 0 for step in every_step),
        lower=sum(step < 0 for step in every_step),
        common=len(every_step),
        broken=broken,
    )


def _same_in_both(earlier: ActionField | None, field: ActionField, comparable: Mapping[str, str]) -> dict[str, str]:
    """Later question id to earlier one, for the questions that mean the same and stand in the same field."""
    if earlier is None:
        return {}
    earlier_ids = {question.id for question in earlier.questions}
    later_ids = {question.id for question in field.questions}
    return {new: old for old, new in comparable.items() if old in earlier_ids and new in later_ids}


def _is_a_series(earlier: ActionField, field: ActionField, same: Mapping[str, str]) -> bool:
    """At least 80 percent of the questions of both versions are the same, and one in every criterion."""
    enough = all(5 * len(same) >= 4 * len(version.questions) for version in (earlier, field))
    return enough and _in_every(field.criteria, same.keys()) and _in_every(earlier.criteria, same.values())


def _in_every(criteria: Sequence[Criterion], ids: Collection[str]) -> bool:
    kept = set(ids)
    return all(any(question.id in kept for question in criterion.questions) for criterion in criteria)
