"""Measures of the own commune: edits that meet, steps, expected levels, and the story from first idea to effect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.plan import (
    Contest,
    ManySaved,
    Measure,
    MeasureStatus,
    MeasureStep,
    PlanEvent,
    PlanEventKind,
    PlanSaved,
)
from data.rules.access import require
from data.rules.plan_editing import (
    as_text,
    require_possible,
    require_possible_step,
)
from data.rules.plan_states import require_measure_step
from data.rules.scoring import HIGHEST_LEVEL
from data.services.catalogues import catalogue, shipped_versions
from data.services.planning import Writer, own_measure, own_priority
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing

MOST_AT_ONCE = 200


def measures(acting: Person) -> list[Measure]:
    """All measures of the own commune, the oldest first."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return work.plan.measures(own_commune(acting).id)


def measure(acting: Person, measure_id: int) -> Measure:
    """One measure as it is stored now. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return own_measure(work, acting, measure_id)


def story(acting: Person, measure_id: int) -> list[PlanEvent]:
    """What happened to a measure, from the first idea on. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return work.plan.story(measure_id=own_measure(work, acting, measure_id).id)


def add(acting: Person, wished: Measure) -> Measure:
    """Add a measure (its ids are ignored). Raises Refused for what cannot be, NotFound for unknown links."""
    require(acting, Permission.PLAN)
    with writing() as work:
        return add_in(work, acting, wished, PlanEventKind.ADDED)


def add_in(work: UnitOfWork, acting: Person, wished: Measure, kind: PlanEventKind) -> Measure:
    """Add a measure inside a transaction that is already open; the rules of `add` hold."""
    _require_possible(work, acting, wished)
    _known_questions(wished.expected)
    added = replace(wished, id=work.plan.add_measure(own_commune(acting).id, wished))
    writer = Writer(work, acting)
    writer.tell(added, kind, after=added.title)
    writer.log(added, AuditEvent.PLAN_ADDED)
    return own_measure(work, acting, added.id)


def edit(acting: Person, base: Measure, wished: Measure) -> PlanSaved:
    """Change parts of a measure: `base` is what was seen, `wished` what it shall be.

    A part that somebody else changed meanwhile to something different stays, and is told as a conflict; what was wished
    waits beside it until somebody settles it. Steps, expected levels and the status have functions of their own. Raises
    Refused for what cannot be, NotFound for another commune's.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        return edit_in(work, acting, base, wished)


def edit_in(work: UnitOfWork, acting: Person, base: Measure, wished: Measure) -> PlanSaved:
    """Change parts inside a transaction that is already open; the rules of `edit` hold."""
    stored = own_measure(work, acting, base.id, hold=True)
    _require_possible(work, acting, wished)
    now, saved = Writer(work, acting).edited(base, wished, stored)
    if saved.changed:
        work.plan.change_measure(now)
    return saved


def settle(acting: Person, measure_id: int, contest: Contest, *, take: bool) -> None:
    """Take the value that waits, or drop it and keep the stored one, as the person saw both.

    Raises NotFound if it waits no longer, ChangedMeanwhile if something else is stored by now, Refused if the value is
    not possible any more.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        stored = own_measure(work, acting, measure_id, hold=True)
        wished = Writer(work, acting).settled(stored, contest, take=take)
        edit_in(work, acting, stored, wished)


def edit_many(acting: Person, seen: Collection[Measure], values: Mapping[str, Any]) -> ManySaved:
    """Set the same parts of several measures as they were seen; the rules of `edit` hold for each.

    Where one is refused, none is changed.
    """
    require(acting, Permission.PLAN)
    _require_few(seen)
    with writing() as work:
        saved = {base.id: edit_in(work, acting, base, replace(base, **values)) for base in _in_order(seen)}
    contested = tuple(measure_id for measure_id, each in saved.items() if each.conflicts)
    return ManySaved(sum(bool(each.changed) for each in saved.values()), contested)


def set_status(acting: Person, seen: Measure, to: MeasureStatus, sentence: str) -> Measure:
    """Take a step with a sentence that says why; a blocked measure keeps it as its reason.

    Raises ChangedMeanwhile if it stands elsewhere by now, Refused for a step that cannot be taken.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        stored = own_measure(work, acting, seen.id, hold=True)
        if stored.status is not seen.status:
            raise ChangedMeanwhile("plan_status_changed_meanwhile")
        return set_status_in(work, acting, stored, to, sentence)


def set_status_of_many(acting: Person, seen: Collection[Measure], to: MeasureStatus, sentence: str) -> int:
    """Take the same step with several measures, all or none, with one sentence; how many.

    Raises as `set_status` does, for the first that cannot take it.
    """
    require(acting, Permission.PLAN)
    _require_few(seen)
    with writing() as work:
        for each in _in_order(seen):
            stored = own_measure(work, acting, each.id, hold=True)
            if stored.status is not each.status:
                raise ChangedMeanwhile("plan_status_changed_meanwhile")
            set_status_in(work, acting, stored, to, sentence)
    return len(seen)


def set_status_in(work: UnitOfWork, acting: Person, stored: Measure, to: MeasureStatus, sentence: str) -> Measure:
    """Take a step inside a transaction that is already open."""
    require_measure_step(stored, to, sentence)
    because = sentence.strip() if to is MeasureStatus.BLOCKED else ""
    moved = replace(stored, status=to, blocked_because=because)
    work.plan.change_measure(moved)
    writer = Writer(work, acting)
    told = {"before": stored.status.value, "after": to.value, "sentence": sentence.strip()}
    writer.tell(moved, PlanEventKind.STATUS, **told)
    writer.log(moved, AuditEvent.PLAN_STATUS_SET, f"{stored.status.value}>{to.value}")
    return replace(moved, revision=moved.revision + 1)


def remark(acting: Person, measure_id: int, sentence: str) -> None:
    """Add a sentence to the story. Raises Refused for none or one that is too long."""
    require(acting, Permission.PLAN)
    with writing() as work:
        Writer(work, acting).remark(own_measure(work, acting, measure_id), sentence)


def add_step(acting: Person, measure_id: int, title: str, due_on: date | None = None) -> None:
    """Add a step. Raises Refused for a title or day that cannot be."""
    require(acting, Permission.PLAN)
    require_possible_step(title, due_on)
    with writing() as work:
        of = own_measure(work, acting, measure_id, hold=True)
        work.plan.add_step(of.id, title.strip(), due_on)
        _step_told(work, acting, of, before="", after=title.strip())


def change_step(acting: Person, measure_id: int, seen: MeasureStep, wished: MeasureStep) -> None:
    """Give a step of this measure another title, day or done day: what differs between what was seen and wished.

    Raises ChangedMeanwhile where somebody else changed the same to something different, Refused or NotFound.
    """
    require(acting, Permission.PLAN)
    require_possible_step(wished.title, wished.due_on)
    changes = {name: value for name, value in vars(wished).items() if value != getattr(seen, name)}
    with writing() as work:
        of = own_measure(work, acting, measure_id, hold=True)
        before = _step(of, seen.id)
        if any(getattr(before, name) not in (getattr(seen, name), value) for name, value in changes.items()):
            raise ChangedMeanwhile("plan_step_changed_meanwhile")
        step = replace(before, **changes)
        if step == before:
            return
        work.plan.change_step(step)
        writer = Writer(work, acting)
        if step.done_on is not None and before.done_on is None:
            writer.tell(of, PlanEventKind.STEP_DONE, after=step.title)
            writer.log(of, AuditEvent.PLAN_CHANGED, "steps")
        else:
            _step_told(work, acting, of, before=before.title, after=step.title)


def remove_step(acting: Person, measure_id: int, seen: MeasureStep) -> None:
    """Remove a step as it was seen; the story keeps its title.

    Raises NotFound if it is none of this measure, ChangedMeanwhile if it is another one by now.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        of = own_measure(work, acting, measure_id, hold=True)
        if _step(of, seen.id) != seen:
            raise ChangedMeanwhile("plan_step_changed_meanwhile")
        work.plan.remove_step(seen.id)
        _step_told(work, acting, of, before=seen.title, after="")


def expect(acting: Person, measure_id: int, question_id: str, level: int | None, *, seen: int | None) -> None:
    """Expect a level (0-4) of a question, or nothing any more (None), where `seen` was expected before.

    Raises NotFound for an unknown question, ChangedMeanwhile if something else is expected by now.
    """
    require(acting, Permission.PLAN)
    _known_questions({question_id: 0 if level is None else level})
    with writing() as work:
        of = own_measure(work, acting, measure_id, hold=True)
        before = of.expected.get(question_id)
        if before == level:
            return
        if before != seen:
            raise ChangedMeanwhile("plan_part_changed_meanwhile")
        work.plan.expect(of.id, question_id, level)
        writer = Writer(work, acting)
        told = {"before": as_text(before), "after": as_text(level)}
        writer.tell(of, PlanEventKind.CHANGED, part=f"expected:{question_id}", **told)
        writer.log(of, AuditEvent.PLAN_CHANGED, "expected")


def _require_few(seen: Collection[Measure]) -> None:
    if len(seen) > MOST_AT_ONCE:
        raise Refused("too_many_measures", most=MOST_AT_ONCE)


def _in_order(seen: Iterable[Measure]) -> list[Measure]:
    """In the order in which everybody takes hold of them: two people with the same ones wait for each other once."""
    return sorted(seen, key=lambda measure: measure.id)


def _step(of: Measure, step_id: int) -> MeasureStep:
    for step in of.steps:
        if step.id == step_id:
            return step
    raise NotFound("measure_step_not_found")


def _step_told(work: UnitOfWork, acting: Person, of: Measure, *, before: str, after: str) -> None:
    writer = Writer(work, acting)
    writer.tell(of, PlanEventKind.CHANGED, part="steps", before=before, after=after)
    writer.log(of, AuditEvent.PLAN_CHANGED, "steps")


def _require_possible(work: UnitOfWork, acting: Person, wished: Measure) -> None:
    require_possible(wished)
    if wished.priority_id is not None:
        own_priority(work, acting, wished.priority_id)


def _known_questions(expected: Mapping[str, int]) -> None:
    known = catalogue(shipped_versions()[-1]).places
    for question_id, level in expected.items():
        if question_id not in known:
            raise NotFound("question_not_found", question_id=question_id)
        if not 0 <= level <= HIGHEST_LEVEL:
            raise Refused("expected_level_impossible", highest=HIGHEST_LEVEL)
