"""What the demo's showcase plans and wants to be by 2035, with the stories of it: everything of it is made up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.content.demo_plan import demo_plan
from data.content.demo_vision import demo_vision, demo_words
from data.model.audit import AuditEvent
from data.model.people import Commune
from data.model.plan import PlanEvent, PlanEventKind
from data.services import self_checks
from data.storage.database import UnitOfWork


def add_in(work: UnitOfWork, commune: Commune) -> dict[str, int]:
    """Add goals, priorities and measures to the showcase, once the accounts are there that its stories name.

    Gives back the ids of the priorities by key and of the measures by title.
    """
    plan = demo_plan()
    first = min(event.at for each in plan.priorities for event in each.story)
    for field_key, target in plan.goals.items():
        work.goals.set_of_field(commune.id, field_key, target, at=first, by=None)
    ids = {}
    for wished in plan.priorities:
        ids[wished.key] = work.plan.add_priority(commune.id, wished.priority)
        _tell(work, wished.story, priority_id=ids[wished.key])
    for planned in plan.measures:
        measure = replace(planned.measure, priority_id=ids[planned.priority_key])
        ids[measure.title] = work.plan.add_measure(commune.id, measure)
        _tell(work, planned.story, measure_id=ids[measure.title])
        _note(work, commune, ids[measure.title], planned.story)
    _add_vision(work, commune)
    work.audit.record(AuditEvent.DEMO_CREATED, commune_id=commune.id, details="plan")
    return ids


def _add_vision(work: UnitOfWork, commune: Commune) -> None:
    vision = demo_vision()
    for event in vision.events:
        work.vision.tell(commune.id, event, by=_account_id(work, event))
    for event in demo_words():
        work.handovers.tell(commune.id, event, by=_account_id(work, event))
    for milestone in vision.milestones:
        work.vision.set_milestone(commune.id, milestone)
    for indicator in vision.indicators:
        work.vision.add_indicator(commune.id, indicator)


def _tell(work: UnitOfWork, story: Iterable[PlanEvent], **of: int) -> None:
    for event in story:
        work.plan.tell(event, by=_account_id(work, event), **of)


def _note(work: UnitOfWork, commune: Commune, measure_id: int, story: Iterable[PlanEvent]) -> None:
    for event in story:
        if event.kind is PlanEventKind.OUTCOME:
            about = self_checks.round_named(work, commune, event.after)
            assert about is not None
            work.outcomes.note(measure_id, about.id, event.sentence, at=event.at, by=_account_id(work, event))


def _account_id(work: UnitOfWork, event: PlanEvent) -> int:
    credentials = work.accounts.credentials(event.by)
    assert credentials is not None
    return credentials.account_id
