"""Reads the vision of the demo's showcase and what its people wrote for a hand-over; nothing in it is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import Any

import yaml

from data.content.demo import FOLDER
from data.model.plan import PlanEvent, PlanEventKind
from data.model.vision import Indicator, Milestone, Reading

AFTERNOON = time(14, tzinfo=UTC)


@dataclass(frozen=True)
class DemoVision:
    """The vision of the showcase, not stored yet; in the events `by` is a user name."""

    events: tuple[PlanEvent, ...]
    milestones: tuple[Milestone, ...]
    indicators: tuple[Indicator, ...]


@cache
def demo_vision() -> DemoVision:
    """The vision as it was written; every id in it is 0."""
    written = yaml.safe_load((FOLDER / "vision.yaml").read_text(encoding="utf-8"))
    return DemoVision(
        events=_all_events(written["texts"]),
        milestones=tuple(
            Milestone(each["field"], each["year"], each["points"], each.get("sentence", ""))
            for each in written["milestones"]
        ),
        indicators=tuple(_indicator(each) for each in written["indicators"]),
    )


@cache
def demo_words() -> tuple[PlanEvent, ...]:
    """What the hand-over of the showcase holds of what only people know; `by` is a user name."""
    written = yaml.safe_load((FOLDER / "handover.yaml").read_text(encoding="utf-8"))
    return _all_events(written["texts"])


def _all_events(texts: Mapping[str, list[Mapping[str, Any]]]) -> tuple[PlanEvent, ...]:
    return tuple(event for part, versions in texts.items() for event in _events(part, versions))


def _events(part: str, versions: list[Mapping[str, Any]]) -> list[PlanEvent]:
    before, events = "", []
    for each in versions:
        at = datetime.combine(each["day"], AFTERNOON)
        events.append(PlanEvent(PlanEventKind.CHANGED, at, each["by"], part, before, each["text"]))
        before = each["text"]
    return events


def _indicator(written: Mapping[str, Any]) -> Indicator:
    return Indicator(
        id=0,
        field_key=written["field"],
        name=written["name"],
        unit=written["unit"],
        source=written["source"],
        start_value=written["start_value"],
        start_on=written["start_on"],
        target_value=written["target_value"],
        target_year=written["target_year"],
        readings=tuple(Reading(on, value) for on, value in written["readings"].items()),
    )
