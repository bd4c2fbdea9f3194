"""Milestones and indicators of the own commune: what is to be reached on the way, and what people will notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.errors import ChangedMeanwhile, NotFound
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.vision import Indicator, Milestone, Reading
from data.rules.access import require
from data.rules.vision import (
    merged,
    require_possible_indicator,
    require_possible_milestone,
    require_possible_reading,
)
from data.services.self_checks import own_commune
from data.services.vision import require_field
from data.storage.database import UnitOfWork, writing


def set_milestone(acting: Person, seen: Milestone | None, wished: Milestone) -> None:
    """Set the milestone of a field and year; `seen` is what stood there before, None for nothing.

    Raises Refused for one that cannot be, ChangedMeanwhile if something else stands there by now.
    """
    require(acting, Permission.PLAN)
    require_field(wished.field_key)
    wished = replace(wished, sentence=wished.sentence.strip())
    with writing() as work:
        others = _other_milestones(work, acting, wished, seen)
        goal = work.goals.of_fields(own_commune(acting).id).get(wished.field_key)
        require_possible_milestone(wished, others, goal.target if goal else None)
        work.vision.set_milestone(own_commune(acting).id, wished)
        _log(work, acting, _subject(wished), f"points={wished.points}")


def remove_milestone(acting: Person, seen: Milestone) -> None:
    """Remove a milestone. Raises ChangedMeanwhile if something else stands there by now."""
    require(acting, Permission.PLAN)
    with writing() as work:
        _other_milestones(work, acting, seen, seen)
        work.vision.remove_milestone(own_commune(acting).id, seen.field_key, seen.year)
        _log(work, acting, _subject(seen), "removed")


def add_indicator(acting: Person, indicator: Indicator) -> Indicator:
    """Add an indicator to a field. Raises Refused for one that says nothing."""
    require(acting, Permission.PLAN)
    require_field(indicator.field_key)
    require_possible_indicator(indicator)
    with writing() as work:
        added = replace(indicator, id=work.vision.add_indicator(own_commune(acting).id, indicator))
        _log(work, acting, f"indicator:{added.id}", "added")
    return added


def edit_indicator(acting: Person, base: Indicator, wished: Indicator) -> Indicator:
    """Change what defines an indicator: `base` is what was seen. Changes of different parts come together.

    Raises Refused for one that says nothing, ChangedMeanwhile where somebody else changed the same part meanwhile.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        now, changed = merged(base, wished, _own_indicator(work, acting, base.id))
        require_possible_indicator(now)
        if changed:
            work.vision.change_indicator(now)
            _log(work, acting, f"indicator:{now.id}", ",".join(changed))
    return now


def set_removed(acting: Person, indicator_id: int, *, removed: bool) -> None:
    """Show an indicator no more, or again; it keeps its readings."""
    require(acting, Permission.PLAN)
    with writing() as work:
        stored = _own_indicator(work, acting, indicator_id)
        if stored.is_removed != removed:
            work.vision.change_indicator(replace(stored, is_removed=removed))
            _log(work, acting, f"indicator:{stored.id}", "removed" if removed else "restored")


def set_reading(acting: Person, indicator_id: int, seen: Reading | None, wished: Reading) -> None:
    """Note the value of a day; `seen` is what stood for that day before, None for nothing.

    Raises Refused for a value that cannot be, ChangedMeanwhile if another value stands there by now.
    """
    require(acting, Permission.PLAN)
    require_possible_reading(wished)
    with writing() as work:
        stored = _own_indicator(work, acting, indicator_id)
        there = _reading_on(stored, wished.on)
        if there == wished:
            return
        if there != seen:
            raise ChangedMeanwhile("reading_changed_meanwhile", day=wished.on)
        work.vision.set_reading(stored.id, wished)
        _log(work, acting, f"indicator:{stored.id}", f"reading={wished.on.isoformat()}")


def remove_reading(acting: Person, indicator_id: int, seen: Reading) -> None:
    """Remove the value of a day. Raises ChangedMeanwhile if another value stands there by now."""
    require(acting, Permission.PLAN)
    with writing() as work:
        stored = _own_indicator(work, acting, indicator_id)
        if _reading_on(stored, seen.on) != seen:
            raise ChangedMeanwhile("reading_changed_meanwhile", day=seen.on)
        work.vision.remove_reading(stored.id, seen.on)
        _log(work, acting, f"indicator:{stored.id}", f"reading_removed={seen.on.isoformat()}")


def _own_indicator(work: UnitOfWork, acting: Person, indicator_id: int) -> Indicator:
    found = work.vision.indicator(own_commune(acting).id, indicator_id, hold=True)
    if found is None:
        raise NotFound("indicator_not_found")
    return found


def _reading_on(indicator: Indicator, on: date) -> Reading | None:
    return next((each for each in indicator.readings if each.on == on), None)


def _other_milestones(work: UnitOfWork, acting: Person, wished: Milestone, seen: Milestone | None) -> list[Milestone]:
    """The other milestones of the field, with the commune held, if this one still stands as it was seen."""
    commune_id = own_commune(acting).id
    work.communes.hold(commune_id)
    of_field = [each for each in work.vision.milestones(commune_id) if each.field_key == wished.field_key]
    stored = next((each for each in of_field if each.year == wished.year), None)
    if stored not in (seen, wished):
        raise ChangedMeanwhile("milestone_changed_meanwhile", year=str(wished.year))
    return [each for each in of_field if each.year != wished.year]


def _subject(milestone: Milestone) -> str:
    return f"milestone:{milestone.field_key}:{milestone.year}"


def _log(work: UnitOfWork, acting: Person, subject: str, details: str) -> None:
    work.audit.record(
        AuditEvent.VISION_CHANGED,
        account_id=acting.account_id,
        commune_id=own_commune(acting).id,
        subject=subject,
        details=details,
    )
