"""What the results page and the cockpit show, computed once behind the permission check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.model.insights import Insights
from data.model.people import Commune
from data.model.result import FieldChange, SubmittedResult
from data.model.self_check import AnswerSheet


@dataclass(frozen=True)
class ResultsView:
    """The newest frozen result of a commune with its answers, what stands out, and what changed since the last one.

    `changes` is empty when there is no earlier round. `reopened_at` is when the round was opened again (UTC), while the
    frozen version still counts; None for a round that stays as it was approved.
    """

    commune: Commune
    current: SubmittedResult
    previous: SubmittedResult | None
    sheet: AnswerSheet
    insights: Insights
    changes: tuple[FieldChange, ...]
    weights: dict[str, float]
    reopened_at: datetime | None = None


@dataclass(frozen=True)
class ChangesSince:
    """What changed by field since the round of this name; empty where the two catalogues cannot be compared."""

    round_name: str
    changes: tuple[FieldChange, ...]
