"""What a commune plans: action priorities, the measures under them, and the story of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PriorityStatus(StrEnum):
    """Where an action priority stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    RUNNING = "running"
    REACHED = "reached"
    STOPPED = "stopped"


class MeasureStatus(StrEnum):
    """Where a measure stands."""

    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    BLOCKED = "blocked"
    DONE = "done"
    STOPPED = "stopped"


class PlanEventKind(StrEnum):
    """What happened to a priority or a measure."""

    ADDED = "added"
    CHANGED = "changed"
    STATUS = "status"
    STEP_DONE = "step_done"
    REMARK = "remark"
    IMPORTED = "imported"
    IMPORT_UNDONE = "import_undone"
    CONTESTED = "contested"
    SETTLED = "settled"
    DECIDED = "decided"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class PlanEvent:
    """One entry of a story: what happened, by whom, from what to what, and the sentence that was said with it.

    CONTESTED: `after` was wished for a part that somebody else had just set to `before`, and waits beside it. SETTLED:
    of these the wish `before` was dropped, and `after` stays. REMARK: with the part "status", a file wished `after`
    while `before` was stored, and stays. DECIDED: `after` is the reference of the decision, `before` the one whose
    place it took in the part `decision`, empty where it took none. OUTCOME: why a measure came out as it did in the
    round `after`.
    """

    kind: PlanEventKind
    at: datetime
    by: str
    part: str = ""
    before: str = ""
    after: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Priority:
    """An action priority: a few of them at a time, each with its reason.

    `criteria` are keys of what gave rise to it. `effect` and `effort` are 1 (small) to 5 (large), None before they were
    discussed. `field_key` names the field whose goal for 2035 it serves; `decision` the decision that agreed it.
    """

    id: int
    title: str
    reason: str
    criteria: tuple[str, ...]
    field_key: str
    effect: int | None
    effort: int | None
    status: PriorityStatus
    decision: str
    revision: int


@dataclass(frozen=True)
class MeasureStep:
    """A step of a measure; `done_on` once it is done."""

    id: int
    title: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True)
class Measure:
    """A concrete step under a priority, or under none yet.

    `budget_euro` and `staff_days` are whole numbers, None where nobody knows. `blocked_because` is told while it is
    blocked. `expected` holds by question id the level (0-4) that the answer is expected to reach.
    """

    id: int
    priority_id: int | None
    title: str
    description: str
    responsible_unit: str
    participants: str
    begins_on: date | None
    due_on: date | None
    budget_euro: int | None
    staff_days: int | None
    indicator: str
    status: MeasureStatus
    blocked_because: str
    decision: str
    next_review_on: date | None
    steps: tuple[MeasureStep, ...]
    expected: Mapping[str, int]
    revision: int


def blank_measure(title: str, priority_id: int | None = None) -> Measure:
    """A measure of which nothing is known but its title: an idea."""
    return Measure(
        id=0,
        priority_id=priority_id,
        title=title.strip(),
        description="",
        responsible_unit="",
        participants="",
        begins_on=None,
        due_on=None,
        budget_euro=None,
        staff_days=None,
        indicator="",
        status=MeasureStatus.IDEA,
        blocked_because="",
        decision="",
        next_review_on=None,
        steps=(),
        expected={},
        revision=1,
    )


@dataclass(frozen=True)
class Attention:
    """Why a measure needs a look today; all may hold at once."""

    overdue: bool
    blocked: bool
    due_for_decision: bool
    due_for_review: bool
    late_steps: int

    def __bool__(self) -> bool:
        return self.overdue or self.blocked or self.due_for_decision or self.due_for_review or self.late_steps > 0


@dataclass(frozen=True)
class PartConflict:
    """Somebody else changed this part meanwhile: what is stored now, and what was wished. Values as texts."""

    part: str
    stored: str
    wished: str


@dataclass(frozen=True)
class PlanSaved:
    """What saving did: which parts changed, and which did not because somebody else had changed them meanwhile."""

    changed: tuple[str, ...]
    conflicts: tuple[PartConflict, ...]


@dataclass(frozen=True)
class Contest:
    """A value that waits beside the stored one, because two people changed the same part; values as texts."""

    part: str
    stored: str
    wished: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ManySaved:
    """What an edit of several measures did: how many changed, and the ids of those in which a value now waits."""

    changed: int
    contested: tuple[int, ...] = ()
