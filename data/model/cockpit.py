"""What the first page tells somebody who reads a commune's results."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.model.catalogue import Catalogue
from data.model.results_view import ResultsView
from data.model.submission import RoundOverview, SubmissionCheck


class Task(StrEnum):
    """What needs somebody now, the most pressing first."""

    APPROVE_ROUND = "approve_round"
    AWAIT_APPROVAL = "await_approval"
    HEED_REMARK = "heed_remark"
    SETTLE_CONFLICTS = "settle_conflicts"
    MEND_REASONS = "mend_reasons"
    HAND_IN_ROUND = "hand_in_round"
    FILL_IN_ROUND = "fill_in_round"
    BEGIN_FIRST_ROUND = "begin_first_round"
    CLARIFY_PROVISIONAL = "clarify_provisional"
    TALK_ABOUT_CHANCES = "talk_about_chances"
    DECIDE_ON_COMPARISON = "decide_on_comparison"


@dataclass(frozen=True)
class Cockpit:
    """The newest result with its catalogue, the round in work, and what needs somebody now.

    Of the round in work, who checks rounds has the findings and scores; the others only how far it is.
    """

    view: ResultsView | None
    catalogue: Catalogue
    working_on: RoundOverview | SubmissionCheck | None
    tasks: tuple[Task, ...]
