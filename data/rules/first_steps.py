"""What somebody who takes over does in the first 30 days: it follows from what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from data.model.calendar import TIME_ZONE
from data.model.field_path import Course
from data.model.handover import Agreed, FirstStep, Standing, StepKind, StillOpen, WhoKnows, WordsView
from data.model.meetings import Meeting, MeetingStatus
from data.model.self_check import SelfCheckStatus

UNITS_TO_MEET = 3
BEHIND = (Course.AT_RISK, Course.OFF_TRACK)


def first_steps(
    standing: Standing,
    agreed: Agreed,
    still_open: StillOpen,
    *,
    people: WhoKnows,
    words: WordsView,
    coming: Iterable[Meeting],
) -> tuple[FirstStep, ...]:
    """The steps in the order of their weeks; a step that nothing asks for is left out.

    Week 1 is for understanding, week 2 for what presses, week 3 for the steering group, the rest for what carries on.
    """
    return (
        *_understand(still_open, people, words),
        *_what_presses(still_open),
        *_steering_group(still_open, coming),
        *_carry_on(standing, agreed, still_open),
    )


def _understand(still_open: StillOpen, people: WhoKnows, words: WordsView) -> Iterator[FirstStep]:
    written = len(words.written)
    yield FirstStep(StepKind.READ_WORDS if written else StepKind.ASK_FOR_WORDS, 1, count=written)
    busy = tuple(unit.name for unit in people.units if unit.weight)
    if busy:
        yield FirstStep(StepKind.MEET_UNITS, 1, busy[:UNITS_TO_MEET], len(busy))
    if people.told_of_people:
        yield FirstStep(StepKind.CHECK_ACCOUNTS, 1, count=len(people.accounts))
    working_on = still_open.round
    if working_on is not None and working_on.self_check.status is SelfCheckStatus.HANDED_IN:
        yield FirstStep(StepKind.APPROVE_ROUND, 1, (working_on.self_check.round_name,))


def _what_presses(still_open: StillOpen) -> Iterator[FirstStep]:
    looks = still_open.measures
    titles = {
        StepKind.UNBLOCK: [each.measure.title for each in looks if each.attention.blocked],
        StepKind.NEW_DAYS: [e.measure.title for e in looks if e.attention.overdue and not e.attention.blocked],
        StepKind.DECIDE: [each.measure.title for each in looks if each.attention.due_for_decision],
        StepKind.SETTLE: list(dict.fromkeys(each.title for each in still_open.disputed)),
        StepKind.TASKS: [each.task.text for each in still_open.tasks if each.overdue],
    }
    for kind, found in titles.items():
        if found:
            yield FirstStep(kind, 2, tuple(found), len(found))


def _steering_group(still_open: StillOpen, coming: Iterable[Meeting]) -> Iterator[FirstStep]:
    planned = [each for each in coming if each.status is MeetingStatus.PLANNED]
    waiting = len(still_open.postponed)
    if planned:
        first = min(planned, key=lambda meeting: meeting.starts_at)
        day: date = first.starts_at.astimezone(TIME_ZONE).date()
        yield FirstStep(StepKind.PREPARE_MEETING, 3, (first.title,), waiting, day)
    else:
        yield FirstStep(StepKind.SET_MEETING, 3, count=waiting)
    if still_open.consent_undecided:
        yield FirstStep(StepKind.CONSENT, 3)


def _carry_on(standing: Standing, agreed: Agreed, still_open: StillOpen) -> Iterator[FirstStep]:
    working_on = still_open.round
    if working_on is not None and working_on.self_check.status is SelfCheckStatus.DRAFT:
        missing = working_on.coverage.open + working_on.coverage.not_known
        yield FirstStep(StepKind.ROUND, 4, (working_on.self_check.round_name,), missing)
    if working_on is None and standing.results is None:
        yield FirstStep(StepKind.BEGIN_ROUND, 4)
    if standing.results is None:
        return
    if not any(group.priority for group in agreed.chosen):
        yield FirstStep(StepKind.AGREE_PRIORITIES, 4, count=len(agreed.proposed))
    fields = standing.vision.fields
    aimless = tuple(field.key for field in fields if field.plan.target is None)
    if aimless:
        yield FirstStep(StepKind.SET_GOALS, 4, count=len(aimless), field_keys=aimless)
    behind = tuple(field.key for field in fields if field.path.judgement.course in BEHIND)
    if behind:
        yield FirstStep(StepKind.COVER_GOALS, 4, count=len(behind), field_keys=behind)
