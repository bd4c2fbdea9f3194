"""Scores of a self-check, with how sure they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

POINTS_OF_A_LEVEL = 25
"""What one level of an answer counts: levels 0 to 4 are 0 to 100 points (docs/scoring.md)."""


def shown(percent: float) -> int:
    """The whole number that people see for a score from 0 to 100: rounded half up, 62.5 to 63."""
    whole = int(percent)
    return whole + (percent - whole >= 0.5)


@dataclass(frozen=True)
class Coverage:
    """How much of what applies is answered (Datenlage): counts of questions."""

    total: int
    answered: int
    not_known: int
    not_applicable: int

    @property
    def applicable(self) -> int:
        """Questions that apply to this commune."""
        return self.total - self.not_applicable

    @property
    def open(self) -> int:
        """Questions without any reply."""
        return self.applicable - self.answered - self.not_known

    @property
    def share(self) -> float:
        """Answered of applicable questions, 0 to 1; 0 when none applies."""
        return self.answered / self.applicable if self.applicable else 0.0


@dataclass(frozen=True)
class Score:
    """A score in percent (0-100, unrounded) with its bounds.

    `percent` and `band` are None when too little is answered ("nicht bewertet"). `low` and `high` are what the score
    would be if every missing answer were the worst or the best; None when nothing applies. `provisional` when
    high - low is above 20 points, whether or not there is a score.
    """

    percent: float | None
    low: float | None
    high: float | None
    band: str | None
    provisional: bool


@dataclass(frozen=True)
class CriterionResult:
    """The result of one criterion; `firm_share` is the share of answered questions with level 3 or 4 (0-1)."""

    key: str
    score: Score
    coverage: Coverage
    firm_share: float | None


@dataclass(frozen=True)
class FieldResult:
    """The result of one action field.

    `question_weighted` is the score if every question counted the same (0-100), None when the field is not scored;
    `depends_on_weighting` says that it differs from the score by more than 5 points.
    """

    key: str
    score: Score
    coverage: Coverage
    firm_share: float | None
    question_weighted: float | None
    depends_on_weighting: bool
    criteria: tuple[CriterionResult, ...]


@dataclass(frozen=True)
class CheckResult:
    """The result of one answer sheet. `overall` only when all fields are scored."""

    catalogue_version: str
    rules_version: str
    fields: tuple[FieldResult, ...]
    coverage: Coverage
    overall: float | None

    def field(self, key: str) -> FieldResult:
        """The result of one action field; KeyError if the catalogue has no such field."""
        for result in self.fields:
            if result.key == key:
                return result
        raise KeyError(key)

    def scores(self) -> dict[str, Score]:
        """The scores of all fields and criteria by key."""
        fields = {field.key: field.score for field in self.fields}
        return fields | {criterion.key: criterion.score for field in self.fields for criterion in field.criteria}


@dataclass(frozen=True)
class SubmittedResult:
    """A frozen result: the round it belongs to and when it was approved (UTC).

    `version` counts from 1 how often the round was approved, `first_at` is when that happened first: a word mended
    later makes a round no newer. `revisions` tells by question id of which state of each answer the result was made.
    """

    self_check_id: int
    round_name: str
    submitted_at: datetime
    result: CheckResult
    version: int = 1
    revisions: Mapping[str, int] = field(default_factory=dict)
    first_at: datetime = field(kw_only=True)


class Trend(StrEnum):
    """How a field changed between two rounds, against the measurement uncertainty."""

    CLEARLY_UP = "clearly_up"
    TENDENCY_UP = "tendency_up"
    UNCHANGED = "unchanged"
    TENDENCY_DOWN = "tendency_down"
    CLEARLY_DOWN = "clearly_down"


@dataclass(frozen=True)
class FieldChange:
    """The change of one field over the questions answered in both rounds, in points (-100 to 100).

    `difference`, `minimal_detectable` and `trend` are None when the series is `broken` (too few questions mean the
    same in both catalogue versions) or when too few questions are answered in both rounds. `common` questions are
    answered in both; `higher` and `lower` of them rose and fell.
    """

    field_key: str
    difference: float | None
    minimal_detectable: float | None
    trend: Trend | None
    higher: int
    lower: int
    common: int
    broken: bool = False
