"""Joins what a commune plans into one thread, and tells where it breaks.

What lies on whose thread: a question with its criterion, the measures that expect a level of it, and the priorities
that name its criterion or hold such a measure. A criterion with its questions, those priorities, and their measures. A
priority with its measures. A decision with what it is about and everything on the thread of that. The goal of a field,
its milestones and indicators with everything of this field. It holds both ways: docs/decisions/red-thread.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from data.model.catalogue import Catalogue
from data.model.plan import Measure, Priority
from data.model.red_thread import Break, BreakKind, FieldThreads, Knot, KnotKind, PlanInWords, Thread
from data.model.result import shown
from data.rules.expected_effect import COUNTING
from data.rules.insights import WELL_FROM
from data.rules.plan_states import CHOSEN, OPEN
from data.rules.priority_suggestions import spoken_for

IN_WORK = COUNTING & OPEN
"""Measures that are still to bring what is expected of them."""

_REFERENCE = re.compile(r"(?<![\d/])\d{1,6}/\d{4}(?![\d/])")


def thread(catalogue: Catalogue, plan: PlanInWords) -> Thread:
    """Everything that exists with all that lies on its thread, in the order of reading.

    Questions and criteria are those of the catalogue: what a plan names beyond it is left out.
    """
    ties = _Ties()
    _tie_questions(ties, catalogue)
    criteria = {criterion.key: criterion for criterion in catalogue.criteria}
    for priority in plan.priorities:
        at = Knot(KnotKind.PRIORITY, str(priority.id))
        ties.add(at, [priority.field_key] if priority.field_key else [])
        for key in priority.criteria:
            if key in criteria:
                ties.tie(at, Knot(KnotKind.CRITERION, key))
                for question in criteria[key].questions:
                    ties.tie(at, Knot(KnotKind.QUESTION, question.id))
    by_id = {priority.id: priority for priority in plan.priorities}
    for measure in plan.measures:
        _tie_measure(ties, catalogue, measure, by_id.get(measure.priority_id or 0))
    for decision, subjects in _decided(plan).items():
        _tie_decision(ties, decision, subjects)
    _tie_goals(ties, plan)
    return ties.thread([field.key for field in catalogue.fields])


def decisions_of(planned: Priority | Measure, plan: PlanInWords) -> tuple[Knot, ...]:
    """The decisions about a priority or a measure: those of its agenda items, and those that it refers to.

    Words that name no decision of the log are a decision that was noted elsewhere.
    """
    logged = {each.decision.reference: each for each in plan.decisions}
    named = [reference for reference in _REFERENCE.findall(planned.decision) if reference in logged]
    is_priority = isinstance(planned, Priority)
    about = [
        reference
        for reference, each in logged.items()
        if planned.id == (each.priority_id if is_priority else each.measure_id)
    ]
    noted = [planned.decision.strip()] if planned.decision.strip() and not named else []
    return tuple(Knot(KnotKind.DECISION, key) for key in dict.fromkeys((*named, *about, *noted)))


def breaks(catalogue: Catalogue, plan: PlanInWords, joined: Thread) -> tuple[Break, ...]:
    """Every place where the thread breaks, in the order of reading.

    Of measures those that are planned or further, of priorities those that the commune works on, of goals those that
    are not reached today, of criteria those scored below 60 points.
    """
    taken = spoken_for(plan.priorities)
    found = [
        Break(BreakKind.CRITERION_WITHOUT_PRIORITY, Knot(KnotKind.CRITERION, criterion.key))
        for criterion in catalogue.criteria
        if criterion.key not in taken and _percent(plan, criterion.key, otherwise=100) < WELL_FROM
    ]
    found += [
        Break(BreakKind.PRIORITY_WITHOUT_MEASURE, Knot(KnotKind.PRIORITY, str(priority.id)))
        for priority in plan.priorities
        if priority.status in CHOSEN
        and not any(each.priority_id == priority.id and each.status in COUNTING | OPEN for each in plan.measures)
    ]
    for measure in _counting(plan):
        at = Knot(KnotKind.MEASURE, str(measure.id))
        found += [Break(kind, at) for kind in _breaks_of(measure, plan, joined)]
    in_work = {_knot(each) for each in plan.measures if each.status in IN_WORK}
    found += [
        Break(BreakKind.GOAL_WITHOUT_MEASURE, at)
        for at in joined.knots
        if at.kind is KnotKind.GOAL
        and shown(_percent(plan, at.key, otherwise=0)) < plan.targets[at.key]
        and in_work.isdisjoint(joined.along[at])
    ]
    return tuple(found)


def by_field(catalogue: Catalogue, plan: PlanInWords, joined: Thread) -> tuple[FieldThreads, ...]:
    """All fields in the order of the catalogue, and after them what lies in none, if there is any.

    What lies in several fields is told once, in the first of them.
    """
    found = breaks(catalogue, plan, joined)
    broken = {each.knot for each in found}
    told = []
    for key in [*(field.key for field in catalogue.fields), ""]:
        measures = [_knot(each) for each in _counting(plan) if _first_field(joined, _knot(each)) == key]
        here = tuple(each for each in found if _first_field(joined, each.knot) == key)
        if key or measures or here:
            told.append(FieldThreads(key, tuple(measures), tuple(m for m in measures if m not in broken), here))
    return tuple(told)


class _Ties:
    """What lies on whose thread while it is being joined; each tie holds both ways."""

    def __init__(self) -> None:
        self.along: dict[Knot, set[Knot]] = {}
        self.fields: dict[Knot, dict[str, None]] = {}

    def add(self, knot: Knot, fields: Iterable[str]) -> None:
        self.along.setdefault(knot, set())
        self.fields.setdefault(knot, {}).update(dict.fromkeys(fields))

    def tie(self, one: Knot, other: Knot) -> None:
        """Put each on the thread of the other; priorities, measures and decisions lie in the fields of both."""
        self.along[one].add(other)
        self.along[other].add(one)
        self.fields[one].update(self.fields[other] if other.kind in (KnotKind.QUESTION, KnotKind.CRITERION) else {})

    def thread(self, field_keys: list[str]) -> Thread:
        order = {knot: place for place, knot in enumerate(sorted(self.along, key=_kind_place))}
        return Thread(
            knots=tuple(order),
            along={knot: tuple(sorted(self.along[knot], key=order.__getitem__)) for knot in order},
            fields_of={knot: tuple(key for key in self.fields[knot] if key in field_keys) for knot in order},
        )


def _tie_questions(ties: _Ties, catalogue: Catalogue) -> None:
    for field in catalogue.fields:
        for criterion in field.criteria:
            at = Knot(KnotKind.CRITERION, criterion.key)
            ties.add(at, [field.key])
            for question in criterion.questions:
                asks = Knot(KnotKind.QUESTION, question.id)
                ties.add(asks, [field.key])
                ties.tie(asks, at)


def _tie_measure(ties: _Ties, catalogue: Catalogue, measure: Measure, priority: Priority | None) -> None:
    at = _knot(measure)
    ties.add(at, [])
    above = [_knot(priority)] if priority is not None else []
    for each in above:
        ties.tie(at, each)
        ties.add(at, ties.fields[each])
        for named in [knot for knot in ties.along[each] if knot.kind is KnotKind.CRITERION]:
            ties.tie(at, named)
    for question_id in measure.expected:
        place = catalogue.places.get(question_id)
        if place is not None:
            for touched in (Knot(KnotKind.QUESTION, question_id), Knot(KnotKind.CRITERION, place.criterion.key)):
                for each in (at, *above):
                    ties.tie(each, touched)


def _decided(plan: PlanInWords) -> Mapping[Knot, list[Knot]]:
    """What each decision is about; one that is about nothing in the plan stands for itself."""
    found: dict[Knot, list[Knot]] = {}
    for logged in reversed(plan.decisions):
        found[Knot(KnotKind.DECISION, logged.decision.reference)] = []
    subjects: list[Priority | Measure] = [*plan.priorities, *plan.measures]
    for planned in subjects:
        for decision in decisions_of(planned, plan):
            found.setdefault(decision, []).append(_knot(planned))
    return found


def _tie_decision(ties: _Ties, decision: Knot, subjects: Iterable[Knot]) -> None:
    ties.add(decision, [])
    for subject in subjects:
        on_its_thread = [knot for knot in ties.along[subject] if knot.kind is not KnotKind.DECISION]
        for knot in (subject, *on_its_thread):
            ties.tie(decision, knot)
        ties.add(decision, ties.fields[subject])


def _tie_goals(ties: _Ties, plan: PlanInWords) -> None:
    ends: dict[str, list[Knot]] = {key: [Knot(KnotKind.GOAL, key)] for key in plan.targets}
    for milestone in plan.milestones:
        ends.setdefault(milestone.field_key, []).append(
            Knot(KnotKind.MILESTONE, f"{milestone.field_key}-{milestone.year}")
        )
    for indicator in plan.indicators:
        ends.setdefault(indicator.field_key, []).append(Knot(KnotKind.INDICATOR, str(indicator.id)))
    inside = dict(ties.fields)
    for field_key, knots in ends.items():
        for end in knots:
            ties.add(end, [field_key])
            for knot, fields in inside.items():
                if field_key in fields:
                    ties.tie(end, knot)
        for one, other in combinations(knots, 2):
            ties.tie(one, other)


def _breaks_of(measure: Measure, plan: PlanInWords, joined: Thread) -> Iterable[BreakKind]:
    kinds = {each.kind for each in joined.along[_knot(measure)]}
    if measure.priority_id is None:
        yield BreakKind.MEASURE_WITHOUT_PRIORITY
    if not any(Knot(KnotKind.QUESTION, key) in joined.along for key in measure.expected):
        yield BreakKind.MEASURE_WITHOUT_QUESTION
    if not _is_decided(measure, plan):
        yield BreakKind.MEASURE_WITHOUT_DECISION
    if KnotKind.GOAL not in kinds:
        yield BreakKind.MEASURE_WITHOUT_GOAL


def _is_decided(measure: Measure, plan: PlanInWords) -> bool:
    in_force = {each.decision.reference: each.decision.in_force for each in plan.decisions}
    return any(in_force.get(decision.key, True) for decision in decisions_of(measure, plan))


def _counting(plan: PlanInWords) -> Iterable[Measure]:
    return (measure for measure in plan.measures if measure.status in COUNTING)


def _knot(planned: Priority | Measure) -> Knot:
    return Knot(KnotKind.PRIORITY if isinstance(planned, Priority) else KnotKind.MEASURE, str(planned.id))


def _percent(plan: PlanInWords, key: str, *, otherwise: float) -> float:
    score = plan.scores.get(key)
    return otherwise if score is None or score.percent is None else score.percent


def _kind_place(knot: Knot) -> int:
    return list(KnotKind).index(knot.kind)


def _first_field(joined: Thread, knot: Knot) -> str:
    return next(iter(joined.fields_of[knot]), "")
