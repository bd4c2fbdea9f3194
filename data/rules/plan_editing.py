"""Edits of priorities and measures that meet, and what may stand in their parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from data.errors import Refused
from data.model.plan import Contest, Measure, PartConflict, PlanEvent, PlanEventKind, PlanSaved, Priority

Planned = TypeVar("Planned", Priority, Measure)

PRIORITY_PARTS: Mapping[str, int] = {
    "title": 200,
    "reason": 4_000,
    "criteria": 0,
    "field_key": 80,
    "effect": 0,
    "effort": 0,
    "decision": 200,
}
"""What can be edited of a priority, with the longest text where it is one."""

MEASURE_PARTS: Mapping[str, int] = {
    "title": 200,
    "description": 4_000,
    "priority_id": 0,
    "responsible_unit": 200,
    "participants": 500,
    "begins_on": 0,
    "due_on": 0,
    "budget_euro": 0,
    "staff_days": 0,
    "indicator": 500,
    "decision": 200,
    "next_review_on": 0,
}
"""What can be edited of a measure, with the longest text where it is one."""

DAYS = frozenset({"begins_on", "due_on", "next_review_on"})
NUMBERS = frozenset({"priority_id", "budget_euro", "staff_days", "effect", "effort"})
KEYS = frozenset({"criteria"})

LONGEST_STEP = 200
LEVELS = range(1, 6)  # of effect and effort
MOST_EURO = 10_000_000_000
MOST_DAYS = 1_000_000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def parts_of(planned: Priority | Measure) -> Mapping[str, int]:
    """What can be edited of it."""
    return PRIORITY_PARTS if isinstance(planned, Priority) else MEASURE_PARTS


def merged(base: Planned, mine: Planned, theirs: Planned) -> tuple[Planned, PlanSaved]:
    """Both changes together, part by part; a part that both changed to something different stays as theirs.

    `base` is what I saw when I began, `mine` what I made of it, `theirs` what is stored by now.
    """
    wished = {part: getattr(mine, part) for part in parts_of(base) if getattr(mine, part) != getattr(base, part)}
    contested = {part for part, value in wished.items() if getattr(theirs, part) not in (getattr(base, part), value)}
    taken = {part: value for part, value in wished.items() if part not in contested and getattr(theirs, part) != value}
    conflicts = tuple(
        PartConflict(part, as_text(getattr(theirs, part)), as_text(wished[part]))
        for part in wished
        if part in contested
    )
    return replace(theirs, **taken), PlanSaved(tuple(taken), conflicts)


def require_possible(planned: Priority | Measure) -> None:
    """Raise Refused for a part that cannot be: without a title, too long, a number or a day out of range."""
    for part, longest in parts_of(planned).items():
        if longest and len(getattr(planned, part)) > longest:
            raise Refused("plan_text_too_long", part=part, longest=longest)
    if not planned.title.strip():
        raise Refused("plan_title_needed")
    if isinstance(planned, Priority):
        if any(level not in (None, *LEVELS) for level in (planned.effect, planned.effort)):
            raise Refused("plan_level_impossible", lowest=LEVELS[0], highest=LEVELS[-1])
        return
    for number, most in ((planned.budget_euro, MOST_EURO), (planned.staff_days, MOST_DAYS)):
        if number is not None and not 0 <= number <= most:
            raise Refused("plan_number_impossible", most=most)
    days = (planned.begins_on, planned.due_on, planned.next_review_on)
    if any(day is not None and not FIRST_DAY <= day <= LAST_DAY for day in days):
        raise Refused("plan_day_impossible", first=FIRST_DAY, last=LAST_DAY)
    if planned.begins_on is not None and planned.due_on is not None and planned.due_on < planned.begins_on:
        raise Refused("plan_ends_before_it_begins")


def require_possible_step(title: str, due_on: date | None) -> None:
    """Raise Refused for a step without a title, with one that is too long, and for a day out of range."""
    if not title.strip():
        raise Refused("plan_title_needed")
    if len(title) > LONGEST_STEP:
        raise Refused("plan_text_too_long", part="step", longest=LONGEST_STEP)
    if due_on is not None and not FIRST_DAY <= due_on <= LAST_DAY:
        raise Refused("plan_day_impossible", first=FIRST_DAY, last=LAST_DAY)


def as_text(value: Any) -> str:
    """A value of a part as it stands in a story: days as 2027-03-01, keys joined by commas, nothing as empty text."""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def part_value(part: str, text: str) -> Any:
    """The value of a part for which `as_text` gave this text."""
    if part in DAYS:
        return date.fromisoformat(text) if text else None
    if part in KEYS:
        return tuple(key for key in text.split(", ") if key)
    if part in NUMBERS:
        return int(text) if text else None
    return text


def open_contests(planned: Priority | Measure, story: Iterable[PlanEvent]) -> tuple[Contest, ...]:
    """The values that wait beside the stored ones of a priority or a measure, the oldest first."""
    return contests_in(story, lambda part: as_text(getattr(planned, part)), parts_of(planned))


def contests_in(
    story: Iterable[PlanEvent], stored: Callable[[str], str], longest: Mapping[str, int]
) -> tuple[Contest, ...]:
    """The values that wait beside the stored ones (`stored` by part), the oldest first.

    One waits no longer once somebody dropped it, or once the part has got it in whatever way. Of a text (`longest`
    tells how long it may be) that somebody typed on, only the latest state waits.
    """
    waiting: dict[tuple[str, str], Contest] = {}
    for event in story:
        if event.kind is PlanEventKind.CONTESTED:
            waiting = {key: each for key, each in waiting.items() if not _typed_on(each, event, longest)}
            waiting[event.part, event.after] = Contest(event.part, stored(event.part), event.after, event.at, event.by)
        elif event.kind is PlanEventKind.SETTLED:
            waiting.pop((event.part, event.before), None)
        elif event.kind is PlanEventKind.CHANGED:
            waiting.pop((event.part, event.after), None)
    return tuple(contest for contest in waiting.values() if contest.stored != contest.wished)


def _typed_on(earlier: Contest, event: PlanEvent, longest: Mapping[str, int]) -> bool:
    """Whether a wish is the same text as an earlier one of the same person, a few letters longer or shorter."""
    if (earlier.part, earlier.by) != (event.part, event.by) or not longest.get(event.part):
        return False
    return event.after.startswith(earlier.wished) or earlier.wished.startswith(event.after)
