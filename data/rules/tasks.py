"""What needs somebody now: a short list, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator

from data.model.approval import RoundStep
from data.model.cockpit import Task
from data.model.results_view import ResultsView
from data.model.self_check import SelfCheckStatus
from data.model.submission import RoundOverview, SubmissionCheck

ENOUGH_TO_HAND_IN = 0.9


def tasks(
    view: ResultsView | None,
    working_on: RoundOverview | SubmissionCheck | None,
    *,
    comparison_is_open: bool = False,
) -> tuple[Task, ...]:
    """The tasks that follow from the round in work and the newest result, for a person with these steps.

    `comparison_is_open`: this person decides on taking part in the comparison, and nobody has yet.
    """
    found: list[Task] = []
    if working_on is not None:
        found += _of_the_round(working_on)
    elif view is None:
        found.append(Task.BEGIN_FIRST_ROUND)
    if view is not None:
        if _unsure_fields_lack_answers(view):
            found.append(Task.CLARIFY_PROVISIONAL)
        if view.insights.chances:
            found.append(Task.TALK_ABOUT_CHANCES)
        if comparison_is_open:
            found.append(Task.DECIDE_ON_COMPARISON)
    return tuple(found)


def _of_the_round(working_on: RoundOverview | SubmissionCheck) -> Iterator[Task]:
    """What the round in work asks for.

    A draft is ready once 90 percent of what applies is answered and nothing stands in the way. What has to be mended
    is told to who hands in; whether what was said with a draft that came back is heeded only they can tell. To who sees
    no findings, no draft is ever called ready.
    """
    if RoundStep.APPROVE in working_on.steps:
        yield Task.APPROVE_ROUND
        return
    if working_on.self_check.status is SelfCheckStatus.HANDED_IN:
        yield Task.AWAIT_APPROVAL
        return
    if isinstance(working_on, RoundOverview):
        yield Task.FILL_IN_ROUND
        return
    came_back = working_on.to_heed is not None
    if RoundStep.HAND_IN in working_on.steps:
        if came_back:
            yield Task.HEED_REMARK
        if working_on.unsettled:
            yield Task.SETTLE_CONFLICTS
        if working_on.without_reason:
            yield Task.MEND_REASONS
        if came_back:
            return
    enough = working_on.coverage.share >= ENOUGH_TO_HAND_IN
    yield Task.HAND_IN_ROUND if enough and working_on.is_ready and not came_back else Task.FILL_IN_ROUND


def _unsure_fields_lack_answers(view: ResultsView) -> bool:
    # A field that does not apply at all has no score either, and nobody can change that.
    standing = view.insights.standing
    sure = set(standing.scored) - set(standing.provisional)
    return any(group.field_key not in sure for group in view.insights.to_clarify)
