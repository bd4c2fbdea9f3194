"""What the page of the vision shows: texts, every field on its way to its goal, and what moving a goal asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from data.errors import NotFound, Refused
from data.model.calendar import TIME_ZONE
from data.model.catalogue import Catalogue
from data.model.field_path import Demand, Expected, FieldPath, Standpoint, Way
from data.model.goals import FieldGoal
from data.model.people import Permission, Person
from data.model.plan import Measure, MeasureStatus, Priority, PriorityStatus
from data.model.result import SubmittedResult
from data.model.self_check import Reply, replies_of
from data.model.vision import LAST_YEAR, FieldPlan, Indicator, Milestone
from data.model.vision_view import FieldOnItsWay, VisionView
from data.rules import vision as texts_rules
from data.rules.access import may, require
from data.rules.demand import demand
from data.rules.expected_effect import expected_replies
from data.rules.field_path import (
    ending_until,
    judge,
    last_day,
    stages,
    start_of,
    still_to_show,
    suggested,
    uncertainty_of,
    years_ahead,
)
from data.rules.progress import changes
from data.rules.scoring import score
from data.services import results, vision
from data.services.catalogues import catalogue, mapping, shipped_versions
from data.services.goals import HIGHEST_TARGET, LOWEST_TARGET
from data.services.results import PERSPECTIVE
from data.services.self_checks import own_commune
from data.storage.database import reading


@dataclass(frozen=True)
class _Outlook:
    """The newest result with its replies, and what replies and scores of all fields are once a year has ended."""

    catalogue: Catalogue
    replies: Mapping[str, Reply]
    measures: tuple[Measure, ...]

    def replies_by(self, year: int) -> dict[str, Reply]:
        """The replies once the measures that end until a year have done their part."""
        return expected_replies(self.replies, ending_until(self.measures, year))

    def scores_by(self, years: Iterable[int]) -> dict[int, dict[str, float | None]]:
        """The scores of the fields at the end of each year."""
        found: dict[int, dict[str, float | None]] = {}
        before: tuple[Measure, ...] | None = None
        for year in years:
            ending = ending_until(self.measures, year)
            if ending == before:  # nothing ends in this year
                found[year] = found[year - 1]
                continue
            result = score(self.catalogue, expected_replies(self.replies, ending))
            found[year] = {field.key: field.score.percent for field in result.fields}
            before = ending
        return found


@dataclass(frozen=True)
class _Stored:
    """Everything that is stored of the vision and the plan of a commune."""

    goals: Mapping[str, FieldGoal]
    milestones: Sequence[Milestone]
    indicators: Sequence[Indicator]
    priorities: Sequence[Priority]
    measures: Sequence[Measure]
    rounds: Sequence[SubmittedResult]


@dataclass(frozen=True)
class _Scene:
    """What a field is judged from on a day; `scores` by year and field, empty before the first round."""

    stored: _Stored
    outlook: _Outlook | None
    scores: Mapping[int, Mapping[str, float | None]]
    today: date


def overview(acting: Person, today: date) -> VisionView:
    """The vision of the own commune and all its fields as they stand on this day."""
    require(acting, Permission.READ_PLAN)
    stored, outlook = _stored(acting), _outlook(acting)
    written = vision.texts(acting)
    scores = outlook.scores_by(range(min(today.year, LAST_YEAR), LAST_YEAR + 1)) if outlook else {}
    scene = _Scene(stored, outlook, scores, today)
    newest = stored.rounds[-1] if stored.rounds else None
    return VisionView(
        texts=written,
        contests={part: texts_rules.contests(text) for part, text in written.items()},
        fields=tuple(_field(key, scene) for key in vision.field_keys()),
        newest=_standpoint(newest, "") if newest else None,
        catalogue_version=newest.result.catalogue_version if newest else shipped_versions()[-1],
        may_plan=may(acting, Permission.PLAN),
        may_set_goals=may(acting, Permission.SET_GOALS),
    )


def explore(acting: Person, field_key: str, target: int, year: int, today: date) -> Demand | None:
    """What it asks for to have `target` points in a field by the end of a year; nothing is stored.

    None before the field has a score. Raises NotFound for a field that has no goals, Refused for points or a year that
    cannot be.
    """
    require(acting, Permission.READ_PLAN)
    vision.require_field(field_key)
    if not LOWEST_TARGET <= target <= HIGHEST_TARGET:
        raise Refused("goal_impossible", lowest=LOWEST_TARGET, highest=HIGHEST_TARGET)
    if not today.year <= year <= LAST_YEAR:
        raise Refused("milestone_year_impossible", first=str(today.year), last=str(LAST_YEAR))
    outlook = _outlook(acting)
    if outlook is None:
        return None
    now = score(outlook.catalogue, outlook.replies).scores().get(field_key)
    then = outlook.scores_by([year])[year].get(field_key)
    return _demand(
        outlook, field_key, target=target, year=year, today=today, now=now.percent if now else None, then=then
    )


def _stored(acting: Person) -> _Stored:
    commune_id = own_commune(acting).id
    with reading() as work:
        return _Stored(
            goals=work.goals.of_fields(commune_id),
            milestones=work.vision.milestones(commune_id),
            indicators=work.vision.indicators(commune_id),
            priorities=work.plan.priorities(commune_id),
            measures=work.plan.measures(commune_id),
            rounds=work.results.of_commune(commune_id, PERSPECTIVE)[::-1],
        )


def _outlook(acting: Person) -> _Outlook | None:
    newest = results.latest(acting)
    if newest is None:
        return None
    with reading() as work:
        measures, done_at = work.plan.measures(own_commune(acting).id), work.plan.done_at(own_commune(acting).id)
    used = catalogue(newest.current.result.catalogue_version)
    ahead = still_to_show(measures, done_at, newest.current.first_at)
    return _Outlook(used, replies_of(newest.sheet), ahead)


def _field(key: str, scene: _Scene) -> FieldOnItsWay:
    stored = scene.stored
    goal = stored.goals.get(key)
    plan = FieldPlan(
        target=goal.target if goal else None,
        begun_at=goal.begun_at if goal else None,
        milestones=tuple(each for each in stored.milestones if each.field_key == key),
        indicators=tuple(each for each in stored.indicators if each.field_key == key),
    )
    path = _path(key, plan, scene)
    years = years_ahead(scene.today)
    suggestions = {year: points for year in years if (points := suggested(path.way, year)) is not None}
    not_stopped = (each for each in stored.priorities if each.status is not PriorityStatus.STOPPED)
    serving = tuple(each for each in not_stopped if each.field_key == key)
    return FieldOnItsWay(key, plan, path, suggestions, serving, _serving(key, scene, serving))


def _path(key: str, plan: FieldPlan, scene: _Scene) -> FieldPath:
    frozen = scene.stored.rounds
    rounds = tuple(_standpoint(each, key) for each in frozen)
    breaks = _breaks(key, frozen)
    newest = next((each for each in frozen[-1].result.fields if each.key == key), None) if frozen else None
    way = Way(
        start=start_of(rounds, max(breaks, default=None), _day(plan.begun_at) if plan.begun_at else scene.today),
        now=rounds[-1] if rounds else None,
        stages=stages(plan.target, plan.milestones),
        uncertainty=uncertainty_of(newest) if newest else 100.0,
        expected=tuple(
            Expected(last_day(year), then) for year, of in scene.scores.items() if (then := of.get(key)) is not None
        ),
    )
    total = None
    if scene.outlook and plan.target is not None and way.now is not None:
        then = scene.scores[LAST_YEAR].get(key)
        wish = {"target": plan.target, "year": LAST_YEAR}
        total = _demand(scene.outlook, key, **wish, today=scene.today, now=way.now.score, then=then)
    return FieldPath(key, rounds, breaks, way, judge(way, scene.today), total)


def _demand(
    outlook: _Outlook, key: str, *, target: int, year: int, today: date, now: float | None, then: float | None
) -> Demand | None:
    """What the points ask for; None without a score to begin with."""
    if now is None:
        return None
    return demand(
        outlook.catalogue,
        key,
        target=target,
        year=year,
        today=today,
        score=now,
        replies=outlook.replies,
        expected=max(now, now if then is None else then),
        replies_then=outlook.replies_by(year),
    )


def _standpoint(frozen: SubmittedResult, field_key: str) -> Standpoint:
    found = next((each.score for each in frozen.result.fields if each.key == field_key), None)
    return Standpoint(
        on=_day(frozen.first_at),
        round_name=frozen.round_name,
        score=found.percent if found else None,
        provisional=bool(found and found.provisional),
    )


def _breaks(key: str, frozen: Sequence[SubmittedResult]) -> frozenset[date]:
    """The days of rounds whose score of the field cannot be compared with the round before."""
    found = set()
    for before, after in pairwise(frozen):
        versions = before.result.catalogue_version, after.result.catalogue_version
        if versions[0] != versions[1] and _is_broken(key, *versions):
            found.add(_day(after.first_at))
    return frozenset(found)


def _is_broken(key: str, earlier: str, later: str) -> bool:
    try:
        between = mapping(earlier, later)
    except NotFound:
        return True
    compared = changes(catalogue(earlier), catalogue(later), between, {}, {})
    return next((each.broken for each in compared if each.field_key == key), True)


def _serving(key: str, scene: _Scene, priorities: Iterable[Priority]) -> tuple[Measure, ...]:
    """The measures under priorities of the field and those that expect something of its questions, but the stopped."""
    under = {priority.id for priority in priorities}
    used = scene.outlook.catalogue if scene.outlook else catalogue(shipped_versions()[-1])
    places = used.places
    of_field = {question_id for question_id, place in places.items() if place.field.key == key}
    return tuple(
        each
        for each in scene.stored.measures
        if each.status is not MeasureStatus.STOPPED
        and (each.priority_id in under or not of_field.isdisjoint(each.expected))
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(TIME_ZONE).date()
