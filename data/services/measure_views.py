"""What the page of the measures shows: the list, one measure with its story, and what it is expected to bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.model.measures_view import EffectOn, ExpectedEffect, MeasuresView, MeasureView, StatedMeasure
from data.model.people import Permission, Person
from data.model.plan import Measure, MeasureStatus
from data.model.result import CheckResult
from data.model.self_check import replies_of
from data.rules.access import may, require
from data.rules.expected_effect import expected_result
from data.rules.plan_editing import open_contests
from data.rules.plan_states import MEASURE_STEPS, OPEN, attention
from data.services import results
from data.services.catalogues import catalogue, shipped_versions
from data.services.planning import own_measure
from data.services.self_checks import own_commune
from data.storage.database import reading


def overview(acting: Person, today: date) -> MeasuresView:
    """All measures of the own commune as they stand on this day."""
    require(acting, Permission.READ_PLAN)
    commune_id = own_commune(acting).id
    with reading() as work:
        found, priorities = work.plan.measures(commune_id), work.plan.priorities(commune_id)
    return MeasuresView(
        tuple(_stated(measure, today) for measure in found), tuple(priorities), may(acting, Permission.PLAN)
    )


def detail(acting: Person, measure_id: int, today: date) -> MeasureView:
    """One measure as it stands on this day, with its story. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    commune_id = own_commune(acting).id
    with reading() as work:
        measure = own_measure(work, acting, measure_id)
        story = work.plan.story(measure_id=measure_id)
        priorities, all_measures = work.plan.priorities(commune_id), work.plan.measures(commune_id)
    units = sorted({each.responsible_unit for each in all_measures} - {""}, key=str.casefold)
    return MeasureView(
        stated=_stated(measure, today),
        priorities=tuple(priorities),
        units=tuple(units),
        story=tuple(story),
        contests=open_contests(measure, story),
        may_plan=may(acting, Permission.PLAN),
    )


def expected_effect(acting: Person, measure_id: int) -> ExpectedEffect:
    """What a measure is expected to bring on its own, also while it is an idea. Raises NotFound for another commune's.

    A question that the catalogue of the newest approved round does not have has no effect.
    """
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        measure = own_measure(work, acting, measure_id)
    view = results.latest(acting)
    if view is None:
        return ExpectedEffect(shipped_versions()[-1], "", {}, ())
    replies = replies_of(view.sheet)
    version = view.current.result.catalogue_version
    planned = replace(measure, status=MeasureStatus.PLANNED)  # an idea and what was stopped would count as nothing
    after = expected_result(catalogue(version), replies, [planned])
    return ExpectedEffect(
        version,
        view.current.round_name,
        {question_id: replies[question_id] for question_id in measure.expected if question_id in replies},
        _effects(measure, view.current.result, after),
    )


def _effects(measure: Measure, before: CheckResult, after: CheckResult) -> tuple[EffectOn, ...]:
    places = catalogue(before.catalogue_version).places
    touched = [places[question_id] for question_id in measure.expected if question_id in places]
    now, then = before.scores(), after.scores()
    effects = []
    for field in catalogue(before.catalogue_version).fields:
        criteria = [each.key for each in field.criteria if any(place.criterion == each for place in touched)]
        if criteria:
            effects.append(EffectOn(field.key, "", now[field.key].percent, then[field.key].percent))
            effects += [EffectOn(field.key, key, now[key].percent, then[key].percent) for key in criteria]
    return tuple(effects)


def _stated(measure: Measure, today: date) -> StatedMeasure:
    return StatedMeasure(measure, attention(measure, today), MEASURE_STEPS[measure.status], measure.status in OPEN)
