"""From the preparedness check to the plan: what is missing becomes measures of the own commune."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from data.content import support_guidance as content
from data.content.support import DEFAULT_LANGUAGE
from data.errors import NotFound
from data.model.people import Permission, Person
from data.model.plan import Measure, MeasureStatus, MeasureStep, PlanEventKind, blank_measure
from data.model.support_guidance import MeasuresFromCheck, PreparednessPoint
from data.rules.access import require
from data.services.accounts import LANGUAGES
from data.services.measures import add_in
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, writing

EXPECTED_LEVEL = 3
"""Largely implemented: what a point of the check, once arranged, means for the questions it is linked with."""
OVER = frozenset({MeasureStatus.DONE, MeasureStatus.STOPPED})


def to_measures(acting: Person, point_keys: Collection[str], language: str = DEFAULT_LANGUAGE) -> MeasuresFromCheck:
    """Add a measure for each of these points, as an idea with its first step and its questions.

    A point is left out while a measure that was added for it is neither done nor stopped, whatever it is called by now.
    Raises NotFound for an unknown point; then nothing is added.
    """
    require(acting, Permission.PLAN)
    points = {point.key: point for point in content.preparedness(language)}
    for key in point_keys:
        if key not in points:
            raise NotFound("preparedness_point_not_found", key=key)
    with writing() as work:
        work.communes.hold(own_commune(acting).id)  # otherwise two clicks at the same moment would add it twice
        there = _titles_there(work, acting)
        added, there_already = 0, []
        for point in (each for key, each in points.items() if key in point_keys):
            known_as = next((there[title] for title in _titles(point.key) if title in there), None)
            if known_as is not None:
                there_already.append(known_as)
                continue
            add_in(work, acting, _measure(point), PlanEventKind.ADDED)
            added += 1
    return MeasuresFromCheck(added, tuple(there_already))


def _titles_there(work: UnitOfWork, acting: Person) -> dict[str, str]:
    """The present titles of measures that are not over, by the title they were added under and by the present one."""
    there: dict[str, str] = {}
    for measure in work.plan.measures(own_commune(acting).id):
        if measure.status not in OVER:
            there |= dict.fromkeys((measure.title, *_added_as(work, measure)), measure.title)
    return there


def _added_as(work: UnitOfWork, measure: Measure) -> Iterable[str]:
    return (event.after for event in work.plan.story(measure_id=measure.id) if event.kind is PlanEventKind.ADDED)


def _titles(key: str) -> list[str]:
    """What the measure of a point is called in any language: two people of a commune may use two."""
    return [point.measure for language in LANGUAGES for point in content.preparedness(language) if point.key == key]


def _measure(point: PreparednessPoint) -> Measure:
    return replace(
        blank_measure(point.measure),
        description=point.why,
        steps=(MeasureStep(0, point.first_step, None, None),),
        expected=dict.fromkeys(point.questions, EXPECTED_LEVEL),
    )
