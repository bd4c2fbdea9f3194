"""Which criteria are worth a priority, told from results and published figures: hints for a talk, never a verdict."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from data.model.benchmark import PeerFigure, Position, Standing
from data.model.plan import Priority, PriorityStatus
from data.model.priorities_view import Suggestion
from data.model.result import CheckResult
from data.rules.insights import chances

AT_ONCE = 3
"""How many are suggested for each of the two reasons."""

BELOW = frozenset({Standing.BELOW_MIDDLE, Standing.BOTTOM_QUARTER})


def spoken_for(priorities: Collection[Priority]) -> dict[str, Priority]:
    """The criteria that a priority names, with that priority; what a reached one named may be suggested again."""
    return {
        key: priority
        for priority in priorities
        if priority.status is not PriorityStatus.REACHED
        for key in priority.criteria
    }


def suggestions(
    result: CheckResult,
    figures: Mapping[str, PeerFigure],
    positions: Mapping[str, Position],
    taken: Collection[str],
) -> tuple[Suggestion, ...]:
    """The up to three lowest criteria below 60 points, and the up to three furthest below the median of the group.

    Those that are `taken` are left out; one that is both is named once. The lowest score comes first.
    """
    free = [
        (field.key, criterion.key, criterion.score)
        for field in result.fields
        for criterion in field.criteria
        if criterion.score.percent is not None and criterion.key not in taken
    ]
    low = [each.criterion_key for each in chances(result, n=len(free) + len(taken))]
    lowest = [key for key in low if key not in taken][:AT_ONCE]
    gaps = {
        key: median - (score.percent or 0)
        for _field, key, score in free
        if (median := _median(figures, key)) is not None
        and (position := positions.get(key)) is not None
        and position.standing in BELOW
    }
    furthest = sorted(gaps, key=lambda key: -gaps[key])[:AT_ONCE]
    found = [
        Suggestion(
            criterion_key=key,
            field_key=field_key,
            percent=score.percent or 0,
            provisional=score.provisional,
            median=_median(figures, key),
            lowest=key in lowest,
            below_group=key in furthest,
        )
        for field_key, key, score in free
        if key in lowest or key in furthest
    ]
    return tuple(sorted(found, key=lambda suggestion: suggestion.percent))


def _median(figures: Mapping[str, PeerFigure], key: str) -> int | None:
    figure = figures.get(key)
    return figure.median if figure else None
