"""What the page of the meetings shows, with what the rules say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from data.model.meetings import (
    Addendum,
    AgendaItem,
    Decision,
    ItemState,
    Meeting,
    Minutes,
    Note,
    Participant,
    ProposedItem,
    Task,
)
from data.model.plan import Measure, MeasureStatus, Priority, PriorityStatus


@dataclass(frozen=True)
class StatedTask:
    """A task of any meeting, with when that meeting began (UTC) and whether it is open and due before today."""

    task: Task
    meeting_title: str
    given_at: datetime
    overdue: bool


@dataclass(frozen=True)
class ListedMeeting:
    """A meeting in the list, with how many items, decisions and open tasks it has."""

    meeting: Meeting
    items: int
    decisions: int
    open_tasks: int


@dataclass(frozen=True)
class MeetingsView:
    """All meetings: those to come and running, the next first; and what is over, the newest first.

    `waiting` are postponed items that no later meeting took up.
    """

    coming: tuple[ListedMeeting, ...]
    past: tuple[ListedMeeting, ...]
    waiting: tuple[AgendaItem, ...]
    open_tasks: tuple[StatedTask, ...]
    may_plan: bool


@dataclass(frozen=True)
class ItemView:
    """An item with everything that belongs to it, and where its priority or measure may go from where it stands."""

    item: AgendaItem
    notes: tuple[Note, ...]
    decisions: tuple[Decision, ...]
    tasks: tuple[Task, ...]
    measure: Measure | None
    priority: Priority | None
    may_become: tuple[MeasureStatus, ...] | tuple[PriorityStatus, ...]


@dataclass(frozen=True)
class MeetingView:
    """One meeting as it stands now.

    `proposals` is what its agenda could still hold, empty unless it is planned. `earlier_tasks` are open tasks of
    earlier meetings. `last_decision` is the highest number that was given so far, 0 for none. `measures` are those that
    items and proposals are about, by id; `left_on` tells when the meetings were in which items were postponed that
    come up again, by the id of the item there. `also_on` tells when the meetings are that took up items of this one
    while it was cancelled, by the id of the item here; empty for a meeting that is over.
    """

    meeting: Meeting
    participants: tuple[Participant, ...]
    items: tuple[ItemView, ...]
    proposals: tuple[ProposedItem, ...]
    earlier_tasks: tuple[StatedTask, ...]
    units: tuple[str, ...]
    last_decision: int
    may_plan: bool
    measures: Mapping[int, Measure] = field(default_factory=dict)
    left_on: Mapping[int, datetime] = field(default_factory=dict)
    also_on: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def planned_minutes(self) -> int:
        """The minutes of all items together."""
        return sum(each.item.minutes for each in self.items)

    @property
    def current(self) -> ItemView | None:
        """The item that is up."""
        return next((each for each in self.items if each.item.id == self.meeting.item_id), None)

    @property
    def still_open(self) -> tuple[ItemView, ...]:
        """The items that nobody dealt with yet."""
        return tuple(each for each in self.items if each.item.state is ItemState.OPEN)


@dataclass(frozen=True)
class MeetingStamp:
    """What tells that a meeting changed: its revision, the item that is up, and the newest event of its subjects."""

    revision: int
    item_id: int | None
    plan_event: int


@dataclass(frozen=True)
class MinutesView:
    """Frozen minutes with what was added later."""

    meeting_id: int
    minutes: Minutes
    addenda: tuple[Addendum, ...]


@dataclass(frozen=True)
class LoggedDecision:
    """A decision with the meeting and item that it comes from, and what it is about."""

    decision: Decision
    meeting_title: str
    meeting_starts_at: datetime
    item_title: str
    priority_id: int | None
    measure_id: int | None
