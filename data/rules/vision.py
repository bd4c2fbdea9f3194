"""Texts of the vision that meet, and what may be said of indicators, readings and milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import isfinite
from typing import Any

from data.errors import ChangedMeanwhile, Refused
from data.model.plan import Contest, PlanEvent, PlanEventKind
from data.model.vision import LAST_YEAR, STATEMENT, Indicator, Milestone, Reading, TextVersion, VisionText
from data.rules.plan_editing import FIRST_DAY, LAST_DAY, contests_in

LONGEST_STATEMENT, LONGEST_ANSWER, LONGEST_NOTICED = 2_000, 4_000, 300
LONGEST_NAME, LONGEST_UNIT, LONGEST_SOURCE, LONGEST_SENTENCE = 200, 40, 300, 300
MOST_VALUE = 1_000_000_000_000
FIRST_YEAR = 2027
LOWEST_POINTS, HIGHEST_POINTS = 1, 100
ONE_SITTING = timedelta(minutes=30)

INDICATOR_PARTS = ("name", "unit", "source", "start_value", "start_on", "target_value", "target_year")


def longest(part: str) -> int:
    """How many characters a text may have."""
    if part == STATEMENT:
        return LONGEST_STATEMENT
    return LONGEST_NOTICED if part.startswith("field:") else LONGEST_ANSWER


def as_it_stands(part: str, story: Sequence[PlanEvent]) -> VisionText:
    """A text from everything that happened to it."""
    changes = [event for event in story if event.kind is PlanEventKind.CHANGED]
    return VisionText(part, changes[-1].after if changes else "", tuple(story), _versions(changes))


def contests(text: VisionText) -> tuple[Contest, ...]:
    """What waits beside a text because two people changed it at once, the oldest first."""
    return contests_in(text.story, lambda _part: text.text, {text.part: longest(text.part)})


def _versions(changes: Iterable[PlanEvent]) -> tuple[TextVersion, ...]:
    """The states a text was left in, the newest first: what one person types within half an hour is one state."""
    found: list[TextVersion] = []
    for event in changes:
        if found and found[-1].by == event.by and event.at - found[-1].at <= ONE_SITTING:
            found.pop()
        found.append(TextVersion(event.after, event.at, event.by))
    return tuple(reversed(found))


def require_possible_text(part: str, text: str) -> None:
    """Raise Refused for a text that is too long."""
    if len(text) > longest(part):
        raise Refused("plan_text_too_long", part=part, longest=longest(part))


def require_possible_indicator(indicator: Indicator) -> None:
    """Raise Refused for an indicator that says nothing: no name, too long, no way from start to target."""
    if not indicator.name.strip():
        raise Refused("indicator_name_needed")
    for part, most in (("name", LONGEST_NAME), ("unit", LONGEST_UNIT), ("source", LONGEST_SOURCE)):
        if len(getattr(indicator, part)) > most:
            raise Refused("plan_text_too_long", part=part, longest=most)
    _require_possible_value(indicator.start_value)
    _require_possible_value(indicator.target_value)
    _require_possible_day(indicator.start_on)
    if indicator.start_value == indicator.target_value:
        raise Refused("indicator_without_way")
    if not indicator.start_on.year <= indicator.target_year <= LAST_YEAR:
        raise Refused("indicator_year_impossible", first=str(indicator.start_on.year), last=str(LAST_YEAR))


def require_possible_reading(reading: Reading) -> None:
    """Raise Refused for a value or a day that cannot be."""
    _require_possible_value(reading.value)
    _require_possible_day(reading.on)


def require_possible_milestone(milestone: Milestone, others: Iterable[Milestone], target: int | None) -> None:
    """Raise Refused for a year or points that cannot be, and for a path that would fall or lead beyond its goal."""
    if not FIRST_YEAR <= milestone.year < LAST_YEAR:
        raise Refused("milestone_year_impossible", first=str(FIRST_YEAR), last=str(LAST_YEAR - 1))
    if not LOWEST_POINTS <= milestone.points <= HIGHEST_POINTS:
        raise Refused("goal_impossible", lowest=LOWEST_POINTS, highest=HIGHEST_POINTS)
    if len(milestone.sentence) > LONGEST_SENTENCE:
        raise Refused("plan_text_too_long", part="sentence", longest=LONGEST_SENTENCE)
    if target is not None and milestone.points > target:
        raise Refused("milestone_above_goal", target=target)
    for other in others:
        if other.year < milestone.year and other.points > milestone.points:
            raise Refused("milestone_below_earlier", year=str(other.year), points=other.points)
        if other.year > milestone.year and other.points < milestone.points:
            raise Refused("milestone_above_later", year=str(other.year), points=other.points)


def merged(base: Indicator, wished: Indicator, stored: Indicator) -> tuple[Indicator, tuple[str, ...]]:
    """Both changes of an indicator together, and the parts that change by it.

    Raises ChangedMeanwhile where both changed one part to something different.
    """
    changes: dict[str, Any] = {}
    for part in INDICATOR_PARTS:
        before, mine, theirs = (getattr(each, part) for each in (base, wished, stored))
        if mine in (before, theirs):
            continue
        if theirs != before:
            raise ChangedMeanwhile("indicator_changed_meanwhile", name=stored.name)
        changes[part] = mine
    return replace(stored, **changes), tuple(changes)


def _require_possible_value(value: float) -> None:
    if not isfinite(value) or abs(value) > MOST_VALUE:
        raise Refused("indicator_value_impossible", most=MOST_VALUE)


def _require_possible_day(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Refused("plan_day_impossible", first=FIRST_DAY, last=LAST_DAY)
