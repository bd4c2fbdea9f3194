"""What planned measures are expected to bring: scores as they would be once the linked questions reach their level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.model.catalogue import Catalogue
from data.model.plan import Measure, MeasureStatus
from data.model.result import CheckResult
from data.model.self_check import Answered, NotApplicable, Reply
from data.rules.scoring import score

COUNTING = frozenset({MeasureStatus.PLANNED, MeasureStatus.RUNNING, MeasureStatus.BLOCKED, MeasureStatus.DONE})
"""Measures whose effect is expected: an idea and what was stopped bring nothing."""


def expected_levels(measures: Iterable[Measure]) -> dict[str, int]:
    """The highest level (0-4) that any counting measure expects, by question id."""
    levels: dict[str, int] = {}
    for measure in measures:
        if measure.status in COUNTING:
            for question_id, level in measure.expected.items():
                levels[question_id] = max(level, levels.get(question_id, 0))
    return levels


def expected_result(catalogue: Catalogue, replies: Mapping[str, Reply], measures: Iterable[Measure]) -> CheckResult:
    """The scores once every linked question has at least the expected level."""
    return score(catalogue, expected_replies(replies, measures))


def expected_replies(replies: Mapping[str, Reply], measures: Iterable[Measure]) -> dict[str, Reply]:
    """The replies once every linked question has at least the expected level; nothing ever gets lower.

    A question that is not known or open today counts as answered then; one that does not apply stays out.
    """
    reached = dict(replies)
    for question_id, level in expected_levels(measures).items():
        match replies.get(question_id):
            case NotApplicable():
                continue
            case Answered(points):
                reached[question_id] = Answered(max(level, points))
            case _:
                reached[question_id] = Answered(level)
    return reached
