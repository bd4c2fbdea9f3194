"""What the agenda of the next meeting could hold: overdue, blocked, disputed, due for decision, postponed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from data.model.meetings import AgendaItem, ItemKind, ItemState, Meeting, MeetingStatus, ProposedItem, Reason
from data.model.plan import Attention, Measure, Priority, PriorityStatus

ORDER = tuple(Reason)
"""Items are proposed in the order of their weightiest reason, as the reasons are listed."""

MINUTES: dict[Reason, int] = {
    Reason.LAST_MINUTES: 5,
    Reason.OPEN_TASKS: 10,
    Reason.POSTPONED: 10,
    Reason.BLOCKED: 15,
    Reason.DUE_FOR_DECISION: 15,
    Reason.DISPUTED: 10,
    Reason.OVERDUE: 10,
    Reason.DUE_FOR_REVIEW: 5,
    Reason.LATE_STEPS: 5,
}
"""Minutes that an item is proposed with; of several reasons the longest counts."""

STANDING = frozenset({ItemKind.MINUTES, ItemKind.TASKS})
"""Items that every meeting has anew, whatever became of them in the one before."""


@dataclass(frozen=True)
class Grounds:
    """What an agenda is proposed from: measures with why they need a look, priorities, and what earlier meetings left.

    `disputed_measures` and `disputed_priorities` are ids of those in which two values wait for a decision. `waiting`
    are postponed items that no later meeting took up. `last_minutes`: there is a meeting whose minutes to approve.
    """

    measures: tuple[tuple[Measure, Attention], ...] = ()
    priorities: tuple[Priority, ...] = ()
    disputed_measures: frozenset[int] = frozenset()
    disputed_priorities: frozenset[int] = frozenset()
    waiting: tuple[AgendaItem, ...] = ()
    open_tasks: int = 0
    last_minutes: bool = False


def proposed(grounds: Grounds, on_it: Iterable[AgendaItem] = ()) -> tuple[ProposedItem, ...]:
    """What the agenda could hold beside the items that are on it; each measure and priority once, with all reasons.

    A postponed item about a measure or priority is one item with it, keeps its minutes, and says that it was postponed.
    """
    by_key = {item.key: item for item in [*_standing(grounds), *_about_measures(grounds), *_about_priorities(grounds)]}
    for waiting in grounds.waiting:
        again = _again(waiting)
        by_key[again.key] = _joined(again, by_key[again.key]) if again.key in by_key else again
    taken = {key_of(item) for item in on_it} | {f"item:{item.postponed_from}" for item in on_it if item.postponed_from}
    found = [item for item in by_key.values() if item.key not in taken]
    return tuple(sorted(found, key=lambda item: ORDER.index(item.reasons[0])))


def waiting(meetings: Iterable[Meeting], items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """What meetings that are over left behind and no other one took up, the oldest first.

    Taken up is what a later item continues, and what is about a measure or priority that stands on a later agenda.
    Cancelled meetings take up nothing: what they wanted to continue waits where it was left.
    """
    by_id, found = {each.id: each for each in meetings}, list(items)
    kept = [item for item in found if by_id[item.meeting_id].status is not MeetingStatus.CANCELLED]
    continued = {item.postponed_from for item in kept}
    latest: dict[str, tuple[datetime, int]] = {}
    for item in kept:
        latest[key_of(item)] = max(_when(by_id, item), latest.get(key_of(item), _when(by_id, item)))
    return tuple(
        item
        for item in sorted(found, key=lambda item: (_when(by_id, item), item.position))
        if _was_left(item, by_id[item.meeting_id].status)
        and item.id not in continued
        and latest.get(key_of(item), _when(by_id, item)) <= _when(by_id, item)
    )


def as_it_holds(proposal: ProposedItem, waiting: Collection[int]) -> ProposedItem | None:
    """A proposal that was seen earlier as it holds now; None where nothing speaks for it any more.

    What was postponed and waits no longer (`waiting` are ids of items) is a reason no more; the others still are.
    """
    if proposal.postponed_from is None or proposal.postponed_from in waiting:
        return proposal
    others = tuple(reason for reason in proposal.reasons if reason is not Reason.POSTPONED)
    return replace(proposal, reasons=others, postponed_from=None, sentence="") if others else None


def key_of(item: AgendaItem) -> str:
    """The key under which the same thing would be proposed; items without a subject have their own."""
    if item.kind in (ItemKind.MEASURE, ItemKind.PRIORITY):
        return f"{item.kind.value}:{item.subject_id}"
    return item.kind.value if item.kind is not ItemKind.FREE else f"item:{item.id}"


def _was_left(item: AgendaItem, status: MeetingStatus) -> bool:
    if item.kind in STANDING:
        return False
    if status is MeetingStatus.CANCELLED:
        return item.state is ItemState.OPEN and item.postponed_from is None
    return status is MeetingStatus.CLOSED and item.state is ItemState.POSTPONED


def _when(meetings: Mapping[int, Meeting], item: AgendaItem) -> tuple[datetime, int]:
    return meetings[item.meeting_id].starts_at, item.meeting_id


def _standing(grounds: Grounds) -> list[ProposedItem]:
    items = []
    if grounds.last_minutes:
        items.append(_proposed(ItemKind.MINUTES, "", None, (Reason.LAST_MINUTES,)))
    if grounds.open_tasks:
        items.append(_proposed(ItemKind.TASKS, "", None, (Reason.OPEN_TASKS,)))
    return items


def _about_measures(grounds: Grounds) -> list[ProposedItem]:
    return [
        _proposed(ItemKind.MEASURE, measure.title, measure.id, reasons)
        for measure, attention in grounds.measures
        if (reasons := _reasons(attention, measure.id in grounds.disputed_measures))
    ]


def _reasons(attention: Attention, disputed: bool) -> tuple[Reason, ...]:
    holds = {
        Reason.BLOCKED: attention.blocked,
        Reason.DUE_FOR_DECISION: attention.due_for_decision,
        Reason.DISPUTED: disputed,
        Reason.OVERDUE: attention.overdue,
        Reason.DUE_FOR_REVIEW: attention.due_for_review,
        Reason.LATE_STEPS: attention.late_steps > 0,
    }
    return tuple(reason for reason in ORDER if holds.get(reason))


def _about_priorities(grounds: Grounds) -> list[ProposedItem]:
    items = []
    for priority in grounds.priorities:
        holds = {
            Reason.DUE_FOR_DECISION: priority.status is PriorityStatus.PROPOSED,
            Reason.DISPUTED: priority.id in grounds.disputed_priorities,
        }
        reasons = tuple(reason for reason in ORDER if holds.get(reason))
        if reasons:
            items.append(_proposed(ItemKind.PRIORITY, priority.title, priority.id, reasons))
    return items


def _proposed(kind: ItemKind, title: str, subject_id: int | None, reasons: tuple[Reason, ...]) -> ProposedItem:
    key = kind.value if subject_id is None else f"{kind.value}:{subject_id}"
    return ProposedItem(key, kind, title, subject_id, reasons, max(MINUTES[reason] for reason in reasons))


def _again(waiting: AgendaItem) -> ProposedItem:
    minutes = waiting.minutes or MINUTES[Reason.POSTPONED]
    return ProposedItem(
        key_of(waiting),
        waiting.kind,
        waiting.title,
        waiting.subject_id,
        (Reason.POSTPONED,),
        minutes,
        waiting.id,
        waiting.sentence,
    )


def _joined(again: ProposedItem, fresh: ProposedItem) -> ProposedItem:
    """The item as it is now, with what it was postponed with."""
    reasons = tuple(reason for reason in ORDER if reason in {*again.reasons, *fresh.reasons})
    return replace(
        fresh, reasons=reasons, minutes=again.minutes, postponed_from=again.postponed_from, sentence=again.sentence
    )
