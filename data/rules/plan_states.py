"""The states of priorities and measures, and what needs a look: one table each, asked by pages and services alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.errors import Refused
from data.model.plan import Attention, Measure, MeasureStatus, Priority, PriorityStatus

LONGEST_SENTENCE = 500
MOST_AGREED = 5
FEWEST_AGREED = 3

_P, _M = PriorityStatus, MeasureStatus

PRIORITY_STEPS: dict[PriorityStatus, tuple[PriorityStatus, ...]] = {
    _P.PROPOSED: (_P.AGREED, _P.STOPPED),
    _P.AGREED: (_P.RUNNING, _P.PROPOSED, _P.STOPPED),
    _P.RUNNING: (_P.REACHED, _P.STOPPED),
    _P.REACHED: (_P.RUNNING,),
    _P.STOPPED: (_P.PROPOSED,),
}
"""Where a priority may go from where. Nothing ends for ever."""

MEASURE_STEPS: dict[MeasureStatus, tuple[MeasureStatus, ...]] = {
    _M.IDEA: (_M.PLANNED, _M.STOPPED),
    _M.PLANNED: (_M.RUNNING, _M.BLOCKED, _M.IDEA, _M.STOPPED),
    _M.RUNNING: (_M.DONE, _M.BLOCKED, _M.PLANNED, _M.STOPPED),
    _M.BLOCKED: (_M.RUNNING, _M.PLANNED, _M.STOPPED),
    _M.DONE: (_M.RUNNING,),
    _M.STOPPED: (_M.IDEA,),
}
"""Where a measure may go from where."""

CHOSEN = frozenset({_P.AGREED, _P.RUNNING})
"""Priorities that the commune works on: three to five at a time."""

OPEN = frozenset({_M.IDEA, _M.PLANNED, _M.RUNNING, _M.BLOCKED})
"""Measures on which something is still to be done."""


def require_priority_step(priority: Priority, to: PriorityStatus, sentence: str, others: Iterable[Priority]) -> None:
    """Raise Refused for a step that does not exist, one without a sentence, and for a sixth agreed priority."""
    if to not in PRIORITY_STEPS[priority.status]:
        raise Refused("plan_step_impossible", title=priority.title)
    _require_sentence(sentence)
    enters = to in CHOSEN and priority.status not in CHOSEN
    if enters and sum(other.status in CHOSEN for other in others if other.id != priority.id) >= MOST_AGREED:
        raise Refused("too_many_priorities", most=MOST_AGREED)


def require_measure_step(measure: Measure, to: MeasureStatus, sentence: str) -> None:
    """Raise Refused for a step that does not exist, and for one without a sentence."""
    if to not in MEASURE_STEPS[measure.status]:
        raise Refused("plan_step_impossible", title=measure.title)
    _require_sentence(sentence)


def attention(measure: Measure, today: date) -> Attention:
    """Why a measure needs a look on this day.

    Overdue: open and due before today. Due for decision: an idea whose review has come. Due for review: the same of a
    measure that is agreed. Late steps: not done and due before today.
    """
    is_open = measure.status in OPEN
    review_has_come = is_open and measure.next_review_on is not None and measure.next_review_on <= today
    return Attention(
        overdue=is_open and measure.due_on is not None and measure.due_on < today,
        blocked=measure.status is MeasureStatus.BLOCKED,
        due_for_decision=review_has_come and measure.status is MeasureStatus.IDEA,
        due_for_review=review_has_come and measure.status is not MeasureStatus.IDEA,
        late_steps=sum(
            is_open and step.done_on is None and step.due_on is not None and step.due_on < today
            for step in measure.steps
        ),
    )


def _require_sentence(sentence: str) -> None:
    if not sentence.strip():
        raise Refused("status_sentence_needed")
    if len(sentence) > LONGEST_SENTENCE:
        raise Refused("status_sentence_too_long", longest=LONGEST_SENTENCE)
