"""The red thread: what joins questions, criteria, decisions, priorities, measures and the goals for 2035."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.model.meetings_view import LoggedDecision
from data.model.outcomes import MeasureOutcome
from data.model.plan import Measure, Priority
from data.model.result import Score
from data.model.self_check import Reply
from data.model.vision import Indicator, Milestone


class KnotKind(StrEnum):
    """What lies on the thread, in the order in which it is read from a question to the goal."""

    QUESTION = "question"
    CRITERION = "criterion"
    DECISION = "decision"
    PRIORITY = "priority"
    MEASURE = "measure"
    GOAL = "goal"
    MILESTONE = "milestone"
    INDICATOR = "indicator"


@dataclass(frozen=True, order=True)
class Knot:
    """One thing on the thread; `key` names it within its kind.

    Questions by id, criteria and goals (of a field) by key, priorities, measures and indicators by number, milestones
    as field and year, decisions by reference (17/2026) or by the words in which somebody noted them.
    """

    kind: KnotKind
    key: str


@dataclass(frozen=True)
class PlanInWords:
    """Everything that the thread joins, as it stands now, of one commune.

    `scores` (of fields and criteria) and `replies` are those of the newest approved round, empty before there is one.
    `targets` are points (1-100) by field key. Indicators that were removed are left out. `statements` will hold what a
    workshop said about criteria; until then nobody can make one.
    """

    round_name: str
    scores: Mapping[str, Score]
    replies: Mapping[str, Reply]
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...]
    decisions: tuple[LoggedDecision, ...]
    targets: Mapping[str, int]
    milestones: tuple[Milestone, ...]
    indicators: tuple[Indicator, ...]
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thread:
    """Everything that exists, in the order of reading, and for each knot all others that lie on its thread."""

    knots: tuple[Knot, ...]
    along: Mapping[Knot, tuple[Knot, ...]]
    fields_of: Mapping[Knot, tuple[str, ...]]

    def of_kind(self, start: Knot, kind: KnotKind) -> tuple[Knot, ...]:
        """What of one kind lies on the thread of a knot; the knot itself where it is of this kind."""
        return (start,) if start.kind is kind else tuple(each for each in self.along[start] if each.kind is kind)


class BreakKind(StrEnum):
    """Where a thread breaks."""

    CRITERION_WITHOUT_PRIORITY = "criterion_without_priority"
    PRIORITY_WITHOUT_MEASURE = "priority_without_measure"
    MEASURE_WITHOUT_PRIORITY = "measure_without_priority"
    MEASURE_WITHOUT_QUESTION = "measure_without_question"
    MEASURE_WITHOUT_DECISION = "measure_without_decision"
    MEASURE_WITHOUT_GOAL = "measure_without_goal"
    GOAL_WITHOUT_MEASURE = "goal_without_measure"


@dataclass(frozen=True)
class Break:
    """One place where the thread breaks."""

    kind: BreakKind
    knot: Knot


@dataclass(frozen=True)
class FieldThreads:
    """One action field: the measures whose thread runs unbroken from a question to the goal, and the breaks.

    `field_key` is empty for what lies in no field yet. `measures` are all that count (planned or further).
    """

    field_key: str
    measures: tuple[Knot, ...]
    unbroken: tuple[Knot, ...]
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class ThreadView:
    """The thread with everything that lies on it, and the overview by field in the order of the catalogue.

    `outcomes` holds by measure id what the newest round that tells of it says about a measure.
    """

    catalogue_version: str
    plan: PlanInWords
    thread: Thread
    fields: tuple[FieldThreads, ...]
    outcomes: Mapping[int, MeasureOutcome] = field(default_factory=dict)
