"""The steering group's meetings: agenda, notes, numbered decisions, tasks, and the minutes that closing freezes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MeetingStatus(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """Whether somebody who was invited is there."""

    INVITED = "invited"
    PRESENT = "present"
    EXCUSED = "excused"


class ItemKind(StrEnum):
    """What an agenda item is about. Standing items (MINUTES, TASKS) have no title of their own."""

    FREE = "free"
    PRIORITY = "priority"
    MEASURE = "measure"
    MINUTES = "minutes"
    TASKS = "tasks"


class ItemState(StrEnum):
    """What became of an agenda item."""

    OPEN = "open"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"
    DROPPED = "dropped"


class Reason(StrEnum):
    """Why an item is proposed for the agenda."""

    LAST_MINUTES = "last_minutes"
    OPEN_TASKS = "open_tasks"
    POSTPONED = "postponed"
    BLOCKED = "blocked"
    DUE_FOR_DECISION = "due_for_decision"
    DISPUTED = "disputed"
    OVERDUE = "overdue"
    DUE_FOR_REVIEW = "due_for_review"
    LATE_STEPS = "late_steps"


@dataclass(frozen=True)
class Meeting:
    """A meeting of the steering group. `starts_at` is UTC, `minutes` how long it is planned to last.

    `item_id` is the item that is up while it runs. `sentence` says why it was cancelled.
    """

    id: int
    title: str
    starts_at: datetime
    minutes: int
    place: str
    chair: str
    minute_taker: str
    status: MeetingStatus
    sentence: str
    item_id: int | None
    began_at: datetime | None
    closed_at: datetime | None
    revision: int


@dataclass(frozen=True)
class Participant:
    """Somebody who is invited, by name or function."""

    id: int
    name: str
    presence: Presence


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda. `position` counts from 1, `minutes` are planned, `spent` are seconds so far.

    `subject_id` names the priority or measure that it is about. `sentence` says why it was postponed or dropped;
    `postponed_from` is the item of an earlier meeting that it continues. `entered_at`: since when it is up.
    """

    id: int
    meeting_id: int
    position: int
    kind: ItemKind
    title: str
    subject_id: int | None
    reasons: tuple[Reason, ...]
    minutes: int
    state: ItemState
    sentence: str
    postponed_from: int | None
    entered_at: datetime | None
    spent: int

    def spent_until(self, now: datetime) -> int:
        """The seconds that it has been up so far."""
        running = (now - self.entered_at).total_seconds() if self.entered_at else 0
        return self.spent + max(0, int(running))


@dataclass(frozen=True)
class Note:
    """What one person wrote down about an item: each has one text, and all see all."""

    item_id: int
    account_id: int
    by: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Votes:
    """Counted votes."""

    yes: int
    no: int
    abstained: int

    @property
    def accepted(self) -> bool:
        """More yes than no; abstentions do not count, a tie rejects."""
        return self.yes > self.no


@dataclass(frozen=True)
class DecisionWish:
    """What is to be decided, with votes if they were counted; `replaces` is the number of an earlier decision."""

    text: str
    votes: Votes | None = None
    replaces: int | None = None


@dataclass(frozen=True)
class Decision:
    """A decision. `number` runs through the years of a commune without a gap and is never given again.

    Without `votes` it was taken by consent. `withdrawn_because` is empty unless it was taken back in its own meeting;
    `replaced_by` is the number of the later decision that took its place.
    """

    id: int
    number: int
    meeting_id: int
    item_id: int
    text: str
    votes: Votes | None
    replaces: int | None
    replaced_by: int | None
    withdrawn_because: str
    decided_on: date

    @property
    def accepted(self) -> bool:
        """Whether it holds what it says: by consent, or by more yes than no."""
        return self.votes is None or self.votes.accepted

    @property
    def in_force(self) -> bool:
        """Whether it was accepted and neither withdrawn nor replaced."""
        return self.accepted and not self.withdrawn_because and self.replaced_by is None

    @property
    def reference(self) -> str:
        """How it is named: number and year, such as 17/2026."""
        return f"{self.number}/{self.decided_on.year}"


@dataclass(frozen=True)
class Task:
    """A task that a meeting gave to a unit. `measure_id` names the measure that its item was about."""

    id: int
    meeting_id: int
    item_id: int
    text: str
    unit: str
    due_on: date | None
    done_on: date | None
    measure_id: int | None


@dataclass(frozen=True)
class ProposedItem:
    """An item that the agenda could hold. `key` names it: the same thing has the same key whenever it is proposed."""

    key: str
    kind: ItemKind
    title: str
    subject_id: int | None
    reasons: tuple[Reason, ...]
    minutes: int
    postponed_from: int | None = None
    sentence: str = ""


@dataclass(frozen=True)
class MinutesItem:
    """An item as it was when the minutes were frozen; `subject_status` is the status of its priority or measure then.

    `number` counts from 1; `spent` are seconds.
    """

    number: int
    kind: ItemKind
    title: str
    state: ItemState
    sentence: str
    subject_status: str
    spent: int
    notes: tuple[str, ...]
    decisions: tuple[Decision, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Minutes:
    """The minutes of a meeting, as they were when it was closed."""

    commune: str
    title: str
    starts_at: datetime
    began_at: datetime
    closed_at: datetime
    place: str
    chair: str
    minute_taker: str
    participants: tuple[Participant, ...]
    items: tuple[MinutesItem, ...]


@dataclass(frozen=True)
class Addendum:
    """What was added to frozen minutes later."""

    text: str
    at: datetime
    by: str
