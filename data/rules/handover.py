"""What the hand-over says beyond what is stored: the coming year, who knows what, what is urgent, what comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from data.model.calendar import TIME_ZONE
from data.model.catalogue import Catalogue
from data.model.field_path import Course
from data.model.handover import (
    Dated,
    DatedKind,
    Disputed,
    LastAnswer,
    StillOpen,
    UnitKnowledge,
    Urgent,
    UrgentKind,
)
from data.model.measures_view import StatedMeasure
from data.model.meetings import Meeting, MeetingStatus
from data.model.meetings_view import StatedTask
from data.model.plan import Measure, PlanEvent, Priority
from data.model.questionnaire import Assignment, Department
from data.model.self_check import SelfCheckStatus, StoredAnswer
from data.model.submission import RoundOverview, SubmissionCheck
from data.model.vision import Milestone
from data.model.vision_view import VisionView
from data.rules.field_path import last_day
from data.rules.plan_editing import open_contests

COMING = timedelta(days=365)
MOST_URGENT = 5


def calendar(
    today: date,
    *,
    meetings: Iterable[Meeting],
    measures: Iterable[StatedMeasure],
    tasks: Iterable[StatedTask],
    milestones: Iterable[Milestone],
    assignments: Iterable[Assignment],
    next_release: date | None,
) -> tuple[Dated, ...]:
    """Everything with a day from today on for a year, in order; what is done or over is left out."""
    found = [
        *_meetings(meetings),
        *_of_measures(measures),
        *(Dated(DatedKind.TASK, t.task.due_on, t.task.text, unit=t.task.unit) for t in tasks if t.task.due_on),
        *(
            Dated(DatedKind.MILESTONE, last_day(m.year), field_key=m.field_key, count=m.points, sentence=m.sentence)
            for m in milestones
        ),
        *_criteria_due(assignments),
    ]
    if next_release is not None:
        found.append(Dated(DatedKind.RELEASE, next_release))
    coming = (each for each in found if today <= each.day <= today + COMING)
    kinds = list(DatedKind)
    return tuple(sorted(coming, key=lambda each: (each.day, kinds.index(each.kind), each.title)))


def _meetings(meetings: Iterable[Meeting]) -> Iterator[Dated]:
    for meeting in meetings:
        if meeting.status is MeetingStatus.PLANNED:
            day = meeting.starts_at.astimezone(TIME_ZONE).date()
            yield Dated(DatedKind.MEETING, day, meeting.title, unit=meeting.place, starts_at=meeting.starts_at)


def _of_measures(measures: Iterable[StatedMeasure]) -> Iterator[Dated]:
    for measure in (stated.measure for stated in measures if stated.is_open):
        unit = measure.responsible_unit
        if measure.due_on:
            yield Dated(DatedKind.MEASURE, measure.due_on, measure.title, unit=unit)
        if measure.next_review_on:
            yield Dated(DatedKind.REVIEW, measure.next_review_on, measure.title, unit=unit)
        for step in measure.steps:
            if step.due_on and not step.done_on:
                yield Dated(DatedKind.STEP, step.due_on, measure.title, step.title, unit)


def _criteria_due(assignments: Iterable[Assignment]) -> Iterator[Dated]:
    due: dict[tuple[date, str], int] = {}
    for each in assignments:
        if each.due_on:
            due[each.due_on, each.assignee.name] = due.get((each.due_on, each.assignee.name), 0) + 1
    for (day, name), count in due.items():
        yield Dated(DatedKind.CRITERIA, day, unit=name, count=count)


def units(
    departments: Iterable[Department],
    assignments: Iterable[Assignment],
    measures: Iterable[StatedMeasure],
    tasks: Iterable[StatedTask],
) -> tuple[UnitKnowledge, ...]:
    """Every unit that has something to do, whoever wrote its name how: the one with the most first."""
    there = {_key(each.name): each for each in departments}
    names = {key: each.name for key, each in there.items()}
    criteria, of_measures, of_tasks = {}, {}, {}  # type: ignore[var-annotated]
    for assignment in assignments:
        if assignment.assignee.department_id is not None:
            criteria.setdefault(_key(assignment.assignee.name), []).append(assignment.criterion_key)
    for stated in measures:
        if stated.is_open and stated.measure.responsible_unit.strip():
            of_measures.setdefault(_named(names, stated.measure.responsible_unit), []).append(stated)
    for task in tasks:
        if task.task.unit.strip():
            of_tasks.setdefault(_named(names, task.task.unit), []).append(task)
    found = [
        UnitKnowledge(
            name,
            there[key].members if key in there else (),
            tuple(criteria.get(key, ())),
            tuple(of_measures.get(key, ())),
            tuple(of_tasks.get(key, ())),
        )
        for key, name in names.items()
    ]
    return tuple(sorted(found, key=lambda unit: (-unit.weight, unit.name.casefold())))


def _named(names: dict[str, str], name: str) -> str:
    key = _key(name)
    names.setdefault(key, " ".join(name.split()))
    return key


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def last_answers(used: Catalogue, sheet: Mapping[str, StoredAnswer]) -> tuple[LastAnswer, ...]:
    """Who changed an answer last, by criterion in the order of the catalogue; nothing of what the program stored."""
    newest: dict[str, StoredAnswer] = {}
    for question_id, stored in sheet.items():
        place = used.places.get(question_id)
        if place is None or not stored.changed_by:
            continue
        before = newest.get(place.criterion.key)
        if before is None or stored.changed_at > before.changed_at:
            newest[place.criterion.key] = stored
    return tuple(
        LastAnswer(criterion.key, newest[criterion.key].changed_by, newest[criterion.key].changed_at)
        for criterion in used.criteria
        if criterion.key in newest
    )


def disputed(
    planned: Iterable[Priority | Measure],
    stories: Mapping[tuple[bool, int], Sequence[PlanEvent]],
) -> tuple[Disputed, ...]:
    """Every value that waits beside a stored one; stories by whether they are of a measure, and its id."""
    found = []
    for each in planned:
        is_measure = isinstance(each, Measure)
        for contest in open_contests(each, stories.get((is_measure, each.id), ())):
            found.append(Disputed(is_measure, each.id, each.title, contest))
    return tuple(found)


def urgent(still_open: StillOpen, vision: VisionView, meetings: Iterable[Meeting]) -> tuple[Urgent, ...]:
    """What needs somebody, at most five: one of each kind before a second of any, the longest late first.

    The kinds stand in the order of `UrgentKind`.
    """
    by_kind: dict[UrgentKind, list[Urgent]] = {kind: [] for kind in UrgentKind}
    for each in (
        *_urgent_round(still_open.round),
        *_urgent_measures(still_open.measures),
        *_urgent_talk(still_open, meetings),
        *(Urgent(UrgentKind.OFF_TRACK, field_key=field.key) for field in vision.on(Course.OFF_TRACK)),
    ):
        by_kind[each.kind].append(each)
    for of_kind in by_kind.values():
        of_kind.sort(key=lambda each: each.day or date.max)
    in_turn = (each for row in zip_longest(*by_kind.values()) for each in row if each is not None)
    return tuple(each for each, _place in zip(in_turn, range(MOST_URGENT), strict=False))


def _urgent_round(working_on: RoundOverview | SubmissionCheck | None) -> Iterator[Urgent]:
    if working_on is None:
        return
    name, coverage = working_on.self_check.round_name, working_on.coverage
    if working_on.self_check.status is SelfCheckStatus.HANDED_IN:
        yield Urgent(UrgentKind.APPROVE_ROUND, name)
    elif coverage.open:
        yield Urgent(UrgentKind.ROUND, name, count=coverage.open)


def _urgent_measures(measures: Iterable[StatedMeasure]) -> Iterator[Urgent]:
    for stated in measures:
        measure, why = stated.measure, stated.attention
        unit, title = measure.responsible_unit, measure.title
        if why.blocked:
            yield Urgent(UrgentKind.BLOCKED, title, unit, measure.due_on, measure.blocked_because)
        elif why.overdue:
            yield Urgent(UrgentKind.OVERDUE, title, unit, measure.due_on)
        elif why.due_for_decision:
            yield Urgent(UrgentKind.DECISION, title, unit, measure.next_review_on)
        elif why.late_steps:
            yield Urgent(UrgentKind.LATE_STEPS, title, unit, count=why.late_steps)
        else:
            yield Urgent(UrgentKind.REVIEW, title, unit, measure.next_review_on)


def _urgent_talk(still_open: StillOpen, meetings: Iterable[Meeting]) -> Iterator[Urgent]:
    for stated in still_open.tasks:
        if stated.overdue:
            yield Urgent(UrgentKind.TASK, stated.task.text, stated.task.unit, stated.task.due_on)
    for waiting in still_open.disputed:
        yield Urgent(UrgentKind.DISPUTED, waiting.title)
    for item in still_open.postponed:
        yield Urgent(UrgentKind.POSTPONED, item.title, because=item.sentence)
    if still_open.consent_undecided:
        yield Urgent(UrgentKind.CONSENT)
    if not any(each.status in (MeetingStatus.PLANNED, MeetingStatus.RUNNING) for each in meetings):
        yield Urgent(UrgentKind.NO_MEETING)
