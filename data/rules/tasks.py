"""What needs somebody now: a short list, the most pressing first."""

from __future__ import annotations

from data.model.cockpit import Task
from data.model.results_view import ResultsView
from data.model.submission import SubmissionCheck

ENOUGH_TO_SUBMIT = 0.9


def tasks(view: ResultsView | None, working_on: SubmissionCheck | None) -> tuple[Task, ...]:
    """The tasks that follow from the newest result and the round in work.

    A round is ready to submit once 90 percent of what applies is answered and every "not applicable" has its reason.
    """
    found = []
    if working_on is None and view is None:
        found.append(Task.BEGIN_FIRST_ROUND)
    if working_on is not None:
        if working_on.without_reason:
            found.append(Task.MEND_REASONS)
        enough = working_on.result.coverage.share >= ENOUGH_TO_SUBMIT
        found.append(Task.SUBMIT_ROUND if enough and not working_on.without_reason else Task.FILL_IN_ROUND)
    if view is not None:
        if _unsure_fields_lack_answers(view):
            found.append(Task.CLARIFY_PROVISIONAL)
        if view.insights.chances:
            found.append(Task.TALK_ABOUT_CHANCES)
    return tuple(found)


def _unsure_fields_lack_answers(view: ResultsView) -> bool:
    # A field that does not apply at all has no score either, and nobody can change that.
    standing = view.insights.standing
    sure = set(standing.scored) - set(standing.provisional)
    return any(group.field_key not in sure for group in view.insights.to_clarify)
