"""Reads what the demo's showcase plans: goals, priorities and measures with their stories; nothing in it is real."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

import yaml

from data.content.demo import FOLDER
from data.model.plan import (
    Measure,
    MeasureStatus,
    MeasureStep,
    PlanEvent,
    PlanEventKind,
    Priority,
    PriorityStatus,
)

AFTERNOON = time(14, tzinfo=UTC)

Status = TypeVar("Status", PriorityStatus, MeasureStatus)


@dataclass(frozen=True)
class DemoPriority:
    """A priority of the showcase, not stored yet; in its story `by` is a user name. `key` names it to its measures."""

    key: str
    priority: Priority
    story: tuple[PlanEvent, ...]


@dataclass(frozen=True)
class DemoMeasure:
    """A measure of the showcase, not stored yet; in its story `by` is a user name."""

    priority_key: str
    measure: Measure
    story: tuple[PlanEvent, ...]


@dataclass(frozen=True)
class DemoPlan:
    """What the showcase plans: `goals` are points (1-100) by field key."""

    goals: Mapping[str, int]
    priorities: tuple[DemoPriority, ...]
    measures: tuple[DemoMeasure, ...]


@cache
def demo_plan() -> DemoPlan:
    """The plan as it was written; every id in it is 0."""
    written = yaml.safe_load((FOLDER / "plan.yaml").read_text(encoding="utf-8"))
    return DemoPlan(
        goals=MappingProxyType(written["goals"]),
        priorities=tuple(_priority(each) for each in written["priorities"]),
        measures=tuple(_measure(each) for each in written["measures"]),
    )


def _priority(written: Mapping[str, Any]) -> DemoPriority:
    story = _story(written["title"], written["story"], PriorityStatus.PROPOSED)
    priority = Priority(
        id=0,
        title=written["title"],
        reason=written["reason"],
        criteria=tuple(written["criteria"]),
        field_key=written["field"],
        effect=written["effect"],
        effort=written["effort"],
        status=_last(story, PriorityStatus.PROPOSED),
        decision=written.get("decision", ""),
        revision=1,
    )
    return DemoPriority(written["key"], priority, story)


def _measure(written: Mapping[str, Any]) -> DemoMeasure:
    story = _story(written["title"], written["story"], MeasureStatus.IDEA)
    steps = tuple(
        MeasureStep(0, each["title"], each.get("due_on"), each.get("done_on")) for each in written.get("steps", ())
    )
    status = _last(story, MeasureStatus.IDEA)
    measure = Measure(
        id=0,
        priority_id=None,
        title=written["title"],
        description=written["description"],
        responsible_unit=written["unit"],
        participants=written.get("participants", ""),
        begins_on=written.get("begins_on"),
        due_on=written.get("due_on"),
        budget_euro=written.get("budget_euro"),
        staff_days=written.get("staff_days"),
        indicator=written.get("indicator", ""),
        status=status,
        blocked_because=story[-1].sentence if status is MeasureStatus.BLOCKED else "",
        decision=written.get("decision", ""),
        next_review_on=written.get("next_review_on"),
        steps=steps,
        expected=MappingProxyType(written["expected"]),
        revision=1,
    )
    begun_by = written["story"][0]["by"]
    done = [
        PlanEvent(PlanEventKind.STEP_DONE, _at(step.done_on), begun_by, after=step.title)
        for step in steps
        if step.done_on is not None
    ]
    return DemoMeasure(written["priority"], measure, tuple(sorted([*story, *done], key=lambda event: event.at)))


def _story(title: str, written: Iterable[Mapping[str, Any]], begin: Status) -> tuple[PlanEvent, ...]:
    """The first entry adds it; a later one is a step where it says to what, an outcome where it names a round, else a
    remark.
    """
    events: list[PlanEvent] = []
    before = begin.value
    for each in written:
        at, by = _at(each["day"]), each["by"]
        if not events:
            events.append(PlanEvent(PlanEventKind.ADDED, at, by, after=title))
        elif "to" in each:
            told = {"before": before, "after": each["to"], "sentence": each["says"]}
            events.append(PlanEvent(PlanEventKind.STATUS, at, by, **told))
            before = each["to"]
        elif "round" in each:
            events.append(PlanEvent(PlanEventKind.OUTCOME, at, by, after=each["round"], sentence=each["says"]))
        else:
            events.append(PlanEvent(PlanEventKind.REMARK, at, by, sentence=each["says"]))
    return tuple(events)


def _last(story: Iterable[PlanEvent], begin: Status) -> Status:
    steps = [event.after for event in story if event.kind is PlanEventKind.STATUS]
    return type(begin)(steps[-1]) if steps else begin


def _at(day: date) -> datetime:
    return datetime.combine(day, AFTERNOON)
