"""Expected and reached: what the next approved round says about the questions that a measure was to move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.model.plan import Measure
from data.model.self_check import Reply


class Attainment(StrEnum):
    """What became of an expected level."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_ANSWERED = "not_answered"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True)
class Expectation:
    """The level (0-4) that a measure expected of a question at some moment, and since when (UTC) it expected one."""

    level: int
    since: datetime


@dataclass(frozen=True)
class ApprovedRound:
    """The frozen answers of a round. `approved_at` is when it was approved for the first time (UTC).

    `replies` are those of its last frozen version; what is missing there was open.
    """

    self_check_id: int
    name: str
    catalogue_version: str
    approved_at: datetime
    replies: Mapping[str, Reply]


@dataclass(frozen=True)
class QuestionOutcome:
    """One question: the reply before, the expected level (0-4), the reply now.

    `then_round` names the round of the reply before; empty where there was none, or where the question was not asked
    in it. `then` and `now` are None for open as well.
    """

    question_id: str
    then_round: str
    then: Reply | None
    expected: int
    now: Reply | None
    attainment: Attainment


@dataclass(frozen=True)
class OutcomeNote:
    """The reason in words: why it came as it did. `revision` counts the changes from 1."""

    sentence: str
    by: str
    at: datetime
    revision: int


@dataclass(frozen=True)
class MeasureOutcome:
    """What one round says about one measure; `catalogue_version` is that of the round.

    `attainment` sums its questions up: reached, partly or not yet, or NOT_ANSWERED where nothing can be said.
    """

    measure: Measure
    self_check_id: int
    round_name: str
    catalogue_version: str
    questions: tuple[QuestionOutcome, ...]
    attainment: Attainment
    note: OutcomeNote | None

    def count(self, attainment: Attainment) -> int:
        """How many questions came out like this."""
        return sum(each.attainment is attainment for each in self.questions)


@dataclass(frozen=True)
class MeasureOutcomes:
    """What all rounds since say about one measure, the newest round first.

    `waits_for_a_round`: a level is expected that no approved round can tell about yet.
    """

    outcomes: tuple[MeasureOutcome, ...]
    waits_for_a_round: bool
    may_plan: bool


@dataclass(frozen=True)
class RoundOutcomes:
    """What one round says about all measures that expected something of it, in the order of the measures.

    `rounds` are all approved rounds by id with their names, the newest first; `self_check_id` is the one that is told
    about, None before the first approval.
    """

    rounds: Mapping[int, str]
    self_check_id: int | None
    catalogue_version: str
    outcomes: tuple[MeasureOutcome, ...]
    may_plan: bool

    def count(self, attainment: Attainment) -> int:
        """How many questions of all measures came out like this."""
        return sum(each.count(attainment) for each in self.outcomes)
