"""What is due for whom: late, waiting, or within the next two weeks. And when a mail about it is due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from data.errors import Refused
from data.model.calendar import TIME_ZONE
from data.model.catalogue import Catalogue
from data.model.exchange_dates import ExchangeDate
from data.model.meetings import Meeting, MeetingStatus, Task
from data.model.plan import Measure, MeasureStatus
from data.model.questionnaire import StatedCriterion, TaskList
from data.model.reminders import OF_A_MEASURE, Digest, Due, DueKind, MailWish
from data.model.self_check import SelfCheck
from data.rules.plan_states import OPEN

SOON = timedelta(days=14)
LONGEST_ADDRESS = 254
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
MAILBOX = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}")
"""What browsers take as an address (RFC 5322 without quotes and comments), with a dot in the name of the domain."""
_RANK = {kind: place for place, kind in enumerate(DueKind)}


def due_of_measures(measures: Iterable[Measure], today: date) -> Iterator[Due]:
    """What open measures ask for: their day, their steps, their review, and that somebody clears what blocks them.

    The review of an idea is a decision on it, as in `plan_states.attention`.
    """
    for measure in measures:
        if measure.status not in OPEN:
            continue
        if measure.status is MeasureStatus.BLOCKED:
            yield Due(DueKind.BLOCKED, measure.title, None, 0, measure.id)
        if measure.due_on is not None:
            yield _due(DueKind.MEASURE, measure.title, measure.due_on, today, measure.id)
        if measure.next_review_on is not None:
            kind = DueKind.DECISION if measure.status is MeasureStatus.IDEA else DueKind.REVIEW
            yield _due(kind, measure.title, measure.next_review_on, today, measure.id)
        for step in measure.steps:
            if step.done_on is None and step.due_on is not None:
                yield _due(
                    DueKind.STEP, measure.title, step.due_on, today, measure.id, part=step.title, part_id=step.id
                )


def due_of_meetings(meetings: Iterable[Meeting], today: date) -> Iterator[Due]:
    """Meetings of today and later that are planned or running. What is over is no reminder."""
    for meeting in meetings:
        day = meeting.starts_at.astimezone(TIME_ZONE).date()
        if meeting.status in (MeetingStatus.PLANNED, MeetingStatus.RUNNING) and day >= today:
            yield Due(DueKind.MEETING, meeting.title, day, 0, meeting.id, starts_at=meeting.starts_at)


def due_of_tasks(tasks: Iterable[Task], today: date) -> Iterator[Due]:
    """Open tasks of meetings that have a day."""
    for task in tasks:
        if task.done_on is None and task.due_on is not None:
            yield _due(DueKind.TASK, task.text, task.due_on, today, task.id, part_id=task.meeting_id)


def due_of_criteria(tasks: TaskList, catalogue: Catalogue, today: date) -> Iterator[Due]:
    """The criteria that are this person's and have a day and open questions: those of one day together."""
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    open_ones = [(day, each) for field in tasks.fields for each in field.criteria if (day := _open_until(each))]
    for day, group in groupby(sorted(open_ones, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        keys = [each.progress.criterion_key for _, each in group]
        part = titles.get(keys[0], "") if len(keys) == 1 else ""
        title, round_id = tasks.self_check.round_name, tasks.self_check.id
        yield _due(DueKind.CRITERIA, title, day, today, round_id, part=part, count=len(keys))


def waiting_for_approval(self_check: SelfCheck) -> Due:
    """That a round waits for who approves it."""
    return Due(DueKind.APPROVAL, self_check.round_name, None, 0, self_check.id)


def waiting_for_consent() -> Due:
    """That nobody decided yet whether the commune takes part in the comparison."""
    return Due(DueKind.CONSENT, "", None, 0, 0)


def waiting_request(commune: str) -> Due:
    """That a commune asks for exchange and waits for an answer."""
    return Due(DueKind.EXCHANGE_REQUEST, commune, None, 0, 0)


def due_of_exchange(dates: Iterable[ExchangeDate], today: date) -> Iterator[Due]:
    """Dates of today and later that somebody has a place at, also those that were called off."""
    for each in dates:
        day = each.wish.starts_at.astimezone(TIME_ZONE).date()
        if day >= today:
            kind = DueKind.EXCHANGE_CANCELLED if each.cancelled else DueKind.EXCHANGE_DATE
            yield Due(kind, each.wish.title, day, 0, each.id, starts_at=each.wish.starts_at)


def digest(dues: Iterable[Due], today: date) -> Digest:
    """What is late, what waits, and what comes today and within 14 days; of one measure one thing only.

    Of a measure that is told is the most pressing thing that is late or waits, else the next that comes.
    """
    found = list(dues)
    late = sorted((due for due in found if due.days_late), key=lambda due: (-due.days_late, _RANK[due.kind]))
    waiting = [due for due in found if due.day is None]
    coming = sorted(
        (due for due in found if due.day is not None and today <= due.day <= today + SOON),
        key=lambda due: (due.day, due.starts_at is None, due.starts_at, _RANK[due.kind]),
    )
    told = _told_of_measures([*sorted([*late, *waiting], key=lambda due: _RANK[due.kind]), *coming])

    def kept(part: Iterable[Due]) -> tuple[Due, ...]:
        return tuple(due for due in part if due.kind not in OF_A_MEASURE or told[due.subject_id] is due)

    return Digest(today, kept(late), kept(waiting), kept(coming))


def require_address(address: str) -> str:
    """The address of one mailbox without blanks around. Raises Refused for what is none."""
    wanted = address.strip()
    if len(wanted) > LONGEST_ADDRESS or not MAILBOX.fullmatch(wanted):
        raise Refused("mail_address_invalid")
    return wanted


def require_weekday(weekday: int) -> None:
    """Raise Refused for what is no day of the week, 0 (Monday) to 6."""
    if weekday not in range(7):
        raise Refused("weekday_unknown")


def mail_is_due(wish: MailWish, today: date) -> bool:
    """Whether this person's mail of this week is still to be dealt with.

    A week begins with the chosen weekday. The first one begins after the day of the wish: nobody is written to at once.
    A day on which nothing ran is made up for within the week.
    """
    begun = week_begun(wish.weekday, today)
    return begun > wish.since and (wish.sent_on is None or wish.sent_on < begun)


def week_begun(weekday: int, today: date) -> date:
    """The last day with this weekday, today included."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _due(kind: DueKind, title: str, day: date, today: date, subject_id: int, **more: object) -> Due:
    return Due(kind, title, day, max(0, (today - day).days), subject_id, **more)  # type: ignore[arg-type]


def _open_until(criterion: StatedCriterion) -> date | None:
    progress = criterion.progress
    is_open = criterion.is_mine and progress.replied < progress.questions
    return progress.assignment.due_on if is_open and progress.assignment is not None else None


def _told_of_measures(pressing_first: Iterable[Due]) -> dict[int, Due]:
    told: dict[int, Due] = {}
    for due in pressing_first:
        if due.kind in OF_A_MEASURE:
            told.setdefault(due.subject_id, due)
    return told
