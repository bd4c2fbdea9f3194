"""What is due for whom: late, waiting without a day, or within the next 14 days; and when a mail about it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import a_measure
from small_catalogues import a_small_catalogue

from data.errors import Refused
from data.model.meetings import Meeting, MeetingStatus, Task
from data.model.plan import MeasureStatus, MeasureStep
from data.model.questionnaire import (
    Assignee,
    Assignment,
    CriterionProgress,
    ProgressState,
    StatedCriterion,
    StatedField,
    TaskList,
)
from data.model.reminders import Due, DueKind, MailWish
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.rules.plan_states import attention
from data.rules.reminders import (
    digest,
    due_of_criteria,
    due_of_measures,
    due_of_meetings,
    due_of_tasks,
    mail_is_due,
    require_address,
    require_weekday,
    week_begun,
)

TODAY = date(2026, 11, 23)  # a Monday
RUNNING, IDEA, BLOCKED = MeasureStatus.RUNNING, MeasureStatus.IDEA, MeasureStatus.BLOCKED


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_meeting(at: datetime, **changes: Any) -> Meeting:
    values: dict[str, Any] = dict.fromkeys(("place", "chair", "minute_taker", "sentence"), "")
    values |= dict.fromkeys(("item_id", "began_at", "closed_at"))
    values |= {"id": 1, "title": "Steuerungsgruppe", "minutes": 90, "status": MeetingStatus.PLANNED, "revision": 1}
    return Meeting(**{**values, "starts_at": at, **changes})


def told(*dues: Due) -> list[tuple[DueKind, date | None, int]]:
    return [(due.kind, due.day, due.days_late) for due in dues]


def test_a_measure_tells_its_day_its_review_its_open_steps_and_that_it_is_blocked() -> None:
    steps = (
        MeasureStep(1, "Räume suchen", in_days(-3), None),
        MeasureStep(2, "Ausschreiben", in_days(-9), in_days(-8)),  # done
        MeasureStep(3, "Anfangen", None, None),
    )
    measure = a_measure(BLOCKED, due_on=in_days(-2), next_review_on=in_days(5), steps=steps)
    assert told(*due_of_measures([measure], TODAY)) == [
        (DueKind.BLOCKED, None, 0),
        (DueKind.MEASURE, in_days(-2), 2),
        (DueKind.REVIEW, in_days(5), 0),
        (DueKind.STEP, in_days(-3), 3),
    ]


def test_the_review_of_an_idea_is_a_decision() -> None:
    (due,) = due_of_measures([a_measure(IDEA, next_review_on=TODAY)], TODAY)
    assert due.kind is DueKind.DECISION


@pytest.mark.parametrize("status", [MeasureStatus.DONE, MeasureStatus.STOPPED])
def test_what_is_done_or_stopped_reminds_of_nothing(status: MeasureStatus) -> None:
    steps = (MeasureStep(1, "Räume suchen", in_days(-3), None),)
    assert not list(due_of_measures([a_measure(status, due_on=in_days(-1), steps=steps)], TODAY))


@given(
    st.sampled_from(MeasureStatus),
    st.integers(-40, 40).map(in_days) | st.none(),
    st.integers(-40, 40).map(in_days) | st.none(),
)
def test_late_is_exactly_what_the_page_of_the_measures_calls_so(
    status: MeasureStatus, due_on: date | None, review: date | None
) -> None:
    measure = a_measure(status, due_on=due_on, next_review_on=review)
    found = list(due_of_measures([measure], TODAY))
    needs_a_look = attention(measure, TODAY)
    assert needs_a_look.overdue == any(due.kind is DueKind.MEASURE and due.days_late for due in found)
    assert needs_a_look.blocked == any(due.kind is DueKind.BLOCKED for due in found)
    come = [due.kind for due in found if due.day is not None and due.day <= TODAY]
    assert needs_a_look.due_for_decision == (DueKind.DECISION in come)
    assert needs_a_look.due_for_review == (DueKind.REVIEW in come)


def test_a_meeting_stands_on_its_german_day_until_that_day_is_over() -> None:
    late_in_the_evening = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 23:30 in Germany
    after_midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 00:30 on the 24th in Germany
    over = datetime(2026, 11, 22, 12, tzinfo=UTC)
    meetings = [a_meeting(at) for at in (over, late_in_the_evening, after_midnight)]
    assert [due.day for due in due_of_meetings(meetings, TODAY)] == [in_days(0), in_days(1)]


@pytest.mark.parametrize("status", [MeetingStatus.CANCELLED, MeetingStatus.CLOSED])
def test_nobody_is_reminded_of_a_meeting_that_is_cancelled_or_closed(status: MeetingStatus) -> None:
    assert not list(due_of_meetings([a_meeting(datetime(2026, 11, 24, 12, tzinfo=UTC), status=status)], TODAY))


def test_open_tasks_with_a_day_are_due() -> None:
    task = Task(3, 7, 1, "Saal buchen", "Hauptamt", in_days(-1), None, None)
    tasks = [task, replace(task, done_on=TODAY), replace(task, due_on=None)]
    (due,) = due_of_tasks(tasks, TODAY)
    assert (due.kind, due.title, due.days_late, due.subject_id, due.part_id) == (DueKind.TASK, "Saal buchen", 1, 3, 7)


def test_the_criteria_of_one_day_are_told_together_and_only_those_that_are_mine_and_open() -> None:
    catalogue = a_small_catalogue([3, 3])

    def stated(key: str, day: date | None, replied: int = 0, *, mine: bool = True) -> StatedCriterion:
        assignment = Assignment(key, Assignee("Sozialamt", department_id=1), day)
        return StatedCriterion(CriterionProgress(key, 3, replied, assignment=assignment), ProgressState.OPEN, mine)

    criteria = (
        stated("f1c1", in_days(9)),
        stated("b", in_days(2)),
        stated("c", in_days(2), replied=2),
        stated("d", in_days(2), replied=3),  # done
        stated("e", in_days(2), mine=False),
        stated("f", None),
    )
    self_check = SelfCheck(5, 1, "2026", "2021-07", SelfCheckStatus.DRAFT, datetime(2026, 5, 4, tzinfo=UTC), None, 1)
    tasks = TaskList(self_check, (StatedField("x", criteria, ProgressState.OPEN),), {})
    two, one = due_of_criteria(tasks, catalogue, TODAY)
    assert (two.day, two.count, two.part, two.title, two.subject_id) == (in_days(2), 2, "", "2026", 5)
    assert (one.day, one.count, one.part) == (in_days(9), 1, "f1c1")


def test_the_window_is_today_and_the_14_days_after_it() -> None:
    measures = [a_measure(RUNNING, id=days + 99, due_on=in_days(days)) for days in (-1, 0, 14, 15)]
    shown = digest(due_of_measures(measures, TODAY), TODAY)
    assert told(*shown.late) == [(DueKind.MEASURE, in_days(-1), 1)]
    assert [due.day for due in shown.coming] == [in_days(0), in_days(14)]


def test_the_longest_late_comes_first_and_what_comes_stands_in_its_order() -> None:
    measures = [a_measure(RUNNING, id=number, due_on=in_days(days)) for number, days in enumerate((3, -2, 1, -30))]
    blocked = a_measure(BLOCKED, id=9)
    shown = digest(due_of_measures([*measures, blocked], TODAY), TODAY)
    assert [due.day for due in shown] == [in_days(-30), in_days(-2), None, in_days(1), in_days(3)]


def test_of_one_measure_only_the_most_pressing_thing_is_told() -> None:
    steps = (MeasureStep(1, "Räume suchen", in_days(-20), None), MeasureStep(2, "Kurse planen", in_days(4), None))
    late = a_measure(BLOCKED, id=1, due_on=in_days(-1), next_review_on=in_days(2), steps=steps)
    blocked = replace(late, id=2, due_on=None)
    running = replace(late, id=3, due_on=in_days(9), status=RUNNING, steps=steps[1:])
    shown = digest(due_of_measures([late, blocked, running], TODAY), TODAY)
    assert [(due.subject_id, due.kind, due.day) for due in shown] == [
        (1, DueKind.MEASURE, in_days(-1)),  # before blocked, review and the step that is late for longer
        (2, DueKind.BLOCKED, None),
        (3, DueKind.REVIEW, in_days(2)),  # the next that comes
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-40, 40)), max_size=12))
def test_every_measure_with_something_late_or_soon_is_told_exactly_once(pairs: list[tuple[int, int]]) -> None:
    dues = [
        Due(DueKind.STEP, "Kurse", in_days(days), max(0, -days), measure, part_id=place)
        for place, (measure, days) in enumerate(pairs)
    ]
    shown = [due.subject_id for due in digest(dues, TODAY)]
    assert sorted(shown) == sorted({measure for measure, days in pairs if days <= 14})


def test_nothing_due_is_an_empty_digest() -> None:
    assert not digest([], TODAY)


WISH = MailWish(1, "kim@example.org", weekday=0, since=in_days(-3))


def test_the_first_mail_comes_on_the_chosen_weekday_after_the_wish() -> None:
    assert mail_is_due(WISH, TODAY)  # wished on Friday, today is Monday
    assert not mail_is_due(replace(WISH, since=TODAY), TODAY)
    assert mail_is_due(replace(WISH, since=TODAY), in_days(7))


def test_a_mail_is_due_once_a_week_and_a_day_on_which_nothing_ran_is_made_up_for() -> None:
    sent = replace(WISH, sent_on=TODAY)
    assert [mail_is_due(sent, in_days(days)) for days in range(8)] == [False] * 7 + [True]
    assert mail_is_due(WISH, in_days(2))  # Wednesday, because Monday failed
    made_up_for = replace(WISH, sent_on=in_days(2))
    assert not mail_is_due(made_up_for, in_days(6)) and mail_is_due(made_up_for, in_days(7))


@given(st.integers(0, 6), st.integers(0, 400), st.integers(0, 400))
def test_however_often_it_runs_nobody_gets_two_mails_in_the_week_that_begins_with_their_day(
    weekday: int, begin: int, length: int
) -> None:
    wish, sent = MailWish(1, "kim@example.org", weekday, in_days(begin)), []
    for day in (in_days(begin + each) for each in range(length)):
        if mail_is_due(wish, day):
            sent.append(week_begun(weekday, day))
            wish = replace(wish, sent_on=day)
    assert len(sent) == len(set(sent))
    assert all((later - earlier).days == 7 for earlier, later in pairwise(sent))


@pytest.mark.parametrize("address", ["kim@example.org", " kim.muster+x@rathaus.example.org ", "k_m-1@a.de"])
def test_an_address_of_a_mailbox_is_kept_without_blanks_around(address: str) -> None:
    assert require_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "", "kim", "kim@", "@example.org", "kim@example", "kim@example.org, alex@example.org", "Kim <kim@example.org>",
        "kim@example.org\nBcc: x@example.org", "kim\r@example.org", "kim muster@example.org", "kim@exa mple.org",
        "kim@" + "a" * 250 + ".de", "jürgen@example.org", "kim@example.org;x@example.org", '"kim x"@example.org',
        "kim@[127.0.0.1]", "kim`x@example.org", "kim@example..org", "kim@.org", "kim(x)@example.org",
    ],
)  # fmt: skip
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refused:
        require_address(address)
    assert refused.value.code == "mail_address_invalid"


@given(st.text())
def test_whatever_is_taken_as_an_address_is_one_line_with_one_mailbox(typed: str) -> None:
    try:
        taken = require_address(typed)
    except Refused:
        return
    assert taken.isprintable() and taken.count("@") == 1 and not set(taken) & set(" ,;<>")


def test_a_week_has_seven_days() -> None:
    for weekday in range(7):
        require_weekday(weekday)
    for weekday in (-1, 7):
        with pytest.raises(Refused):
            require_weekday(weekday)
