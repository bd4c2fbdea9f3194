"""What the page of the priorities shows: each with what it rests on, and what else is worth talking about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from data.model.benchmark import PeersView
from data.model.people import Permission, Person
from data.model.plan import Measure, MeasureStatus, PlanEvent, Priority, PriorityStatus
from data.model.priorities_view import MeasureCounts, PrioritiesView, StatedPriority, Suggestion
from data.model.results_view import ResultsView
from data.rules.access import may, require
from data.rules.plan_editing import open_contests
from data.rules.plan_states import CHOSEN, FEWEST_AGREED, MOST_AGREED, PRIORITY_STEPS, attention
from data.rules.priority_suggestions import spoken_for, suggestions
from data.services import goals, peers, results
from data.services.catalogues import shipped_versions
from data.services.self_checks import own_commune
from data.storage.database import reading


def overview(acting: Person, today: date) -> PrioritiesView:
    """All priorities of the own commune as they stand on this day, with the results that they come from."""
    require(acting, Permission.READ_PLAN)
    commune_id = own_commune(acting).id
    with reading() as work:
        found, measures = work.plan.priorities(commune_id), work.plan.measures(commune_id)
        stories = {each.id: tuple(work.plan.story(priority_id=each.id)) for each in found}
    own, beside = results.latest(acting), peers.beside_peers(acting)
    return PrioritiesView(
        priorities=tuple(
            _stated(each, number, [m for m in measures if m.priority_id == each.id], stories[each.id], today)
            for each, number in _numbered(found)
        ),
        suggestions=_suggested(own, beside, found),
        scores=own.current.result.scores() if own else {},
        medians=_medians(beside),
        goals={key: goal.target for key, goal in goals.field_goals(acting).items()},
        round_name=own.current.round_name if own else "",
        release_date=beside.comparison.release_date if beside and _medians(beside) else None,
        catalogue_version=own.current.result.catalogue_version if own else shipped_versions()[-1],
        fewest=FEWEST_AGREED,
        most=MOST_AGREED,
        may_plan=may(acting, Permission.PLAN),
    )


def _numbered(found: Iterable[Priority]) -> list[tuple[Priority, int | None]]:
    """In the order of the page, with the number of those that are talked about."""
    all_of_them = list(found)
    chosen = [each for each in all_of_them if each.status in CHOSEN]
    proposed = [each for each in all_of_them if each.status is PriorityStatus.PROPOSED]
    ended = [each for each in all_of_them if each not in chosen and each not in proposed]
    talked_about: list[tuple[Priority, int | None]] = [
        (each, number) for number, each in enumerate([*chosen, *proposed], start=1)
    ]
    return talked_about + [(each, None) for each in reversed(ended)]


def _stated(
    priority: Priority, number: int | None, measures: Iterable[Measure], story: tuple[PlanEvent, ...], today: date
) -> StatedPriority:
    counted = [each for each in measures if each.status is not MeasureStatus.STOPPED]
    return StatedPriority(
        priority=priority,
        number=number,
        is_chosen=priority.status in CHOSEN,
        may_become=PRIORITY_STEPS[priority.status],
        counts=MeasureCounts(
            measures=len(counted),
            done=sum(each.status is MeasureStatus.DONE for each in counted),
            need_look=sum(bool(attention(each, today)) for each in counted),
        ),
        story=story,
        contests=open_contests(priority, story),
    )


def _suggested(own: ResultsView | None, beside: PeersView | None, found: list[Priority]) -> tuple[Suggestion, ...]:
    if own is None:
        return ()
    figures = beside.comparison.figures if beside and beside.own else {}
    positions = beside.positions if beside else {}
    return suggestions(own.current.result, figures, positions, spoken_for(found))


def _medians(beside: PeersView | None) -> dict[str, int]:
    """The medians of all communes, unless they answered other questions than the own commune."""
    if beside is None or beside.other_version is not None:
        return {}
    figures = beside.comparison.figures
    return {key: figure.median for key, figure in figures.items() if figure.median is not None}
