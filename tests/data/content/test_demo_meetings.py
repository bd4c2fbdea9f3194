"""The meetings of the demo's showcase: visibly made up, and one story with what it plans."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from data.content.demo_meetings import DemoItem, DemoMeeting, demo_meetings
from data.content.demo_plan import demo_plan
from data.model.meetings import ItemKind, ItemState, MeetingStatus, Votes
from data.model.plan import PlanEventKind
from data.rules import meeting_states
from data.services.accounts import DEMO_USERNAMES

MEETINGS = demo_meetings()
ITEMS = [(meeting, item) for meeting in MEETINGS for item in meeting.items]
DECISIONS = [
    (number, *rest)
    for number, rest in enumerate(
        ((meeting, item, wish, withdrawn) for meeting, item in ITEMS for wish, withdrawn in item.decisions), start=1
    )
]
PLAN = demo_plan()


def test_four_meetings_are_closed_and_one_is_to_come() -> None:
    assert [(each.day, each.meeting.status.value) for each in MEETINGS] == [
        (date(2024, 2, 20), "closed"),
        (date(2025, 12, 9), "closed"),
        (date(2026, 5, 12), "closed"),
        (date(2026, 10, 6), "closed"),
        (date(2026, 12, 8), "planned"),
    ]


@pytest.mark.parametrize("meeting", MEETINGS, ids=lambda meeting: str(meeting.day))
def test_everything_in_it_could_have_been_typed_on_the_page(meeting: DemoMeeting) -> None:
    meeting_states.require_possible(meeting.meeting)
    assert "(Beispiel)" in meeting.meeting.title
    for each in meeting.items:
        meeting_states.require_possible_minutes(each.item.minutes)
        assert set(each.notes) <= set(DEMO_USERNAMES)
        for wish, withdrawn in each.decisions:
            meeting_states.require_possible_decision(wish)
            meeting_states.require_text("sentence", withdrawn, empty=True)
        for task in each.tasks:
            meeting_states.require_possible_task(task)
            assert task.unit
            assert task.due_on is not None
            assert task.due_on > meeting.day


@pytest.mark.parametrize("meeting", [each for each in MEETINGS if each.meeting.began_at], ids=lambda m: str(m.day))
def test_a_closed_meeting_lasted_as_long_as_its_items_or_a_little_longer(meeting: DemoMeeting) -> None:
    began, closed = meeting.meeting.began_at, meeting.meeting.closed_at
    assert began is not None
    assert closed is not None
    spent = timedelta(seconds=sum(each.item.spent for each in meeting.items))
    assert timedelta(0) <= closed - began - spent <= timedelta(minutes=10)
    voters = len(meeting.participants)
    for _, of, _, wish, _ in DECISIONS:
        if of is meeting and wish.votes:
            assert sum((wish.votes.yes, wish.votes.no, wish.votes.abstained)) >= voters - 2


def test_every_decision_that_the_plan_names_was_taken_on_that_day_about_what_names_it() -> None:
    by_number = {number: (meeting, item) for number, meeting, item, _, _ in DECISIONS}
    priorities = {each.key: each.priority for each in PLAN.priorities}
    named = [(each.priority.decision, each.priority.title, each.key) for each in PLAN.priorities]
    named += [(each.measure.decision, each.measure.title, each.priority_key) for each in PLAN.measures]
    checked = 0
    for decision, title, priority_key in named:
        if not decision:
            continue
        number, year, day = re.fullmatch(r"Beschluss (\d+)/(\d{4}) vom ([\d.]+) \(Beispiel\)", decision).groups()  # type: ignore[union-attr]
        meeting, item = by_number[int(number)]
        assert (f"{meeting.day:%d.%m.%Y}", str(meeting.day.year)) == (day, year)
        assert item.subject in {title, priority_key}
        assert priority_key in priorities
        checked += 1
    assert checked == 4 + 9


def test_what_was_decided_about_a_priority_is_the_step_that_its_story_tells_of_that_day() -> None:
    stories = {each.key: each.story for each in PLAN.priorities}
    told = set()
    for number, meeting, item, wish, _ in DECISIONS:
        if item.item.kind is ItemKind.PRIORITY:
            steps = {
                e.after for e in stories[item.subject] if e.kind is PlanEventKind.STATUS and e.at.date() == meeting.day
            }
            # A tie rejects: nothing follows from it.
            assert bool(steps) == (wish.votes is None or wish.votes.accepted), number
            told |= {(item.subject, step) for step in steps}
    assert told == {
        ("beteiligung", "agreed"),
        ("beteiligung", "reached"),
        ("kommunikation", "agreed"),
        ("oeffnung", "agreed"),
        ("wirtschaft", "agreed"),
        ("sport", "stopped"),
    }


def test_every_step_of_a_story_on_the_day_of_a_meeting_falls_into_it() -> None:
    days = {each.day: each.meeting for each in MEETINGS}
    events = [e for each in (*PLAN.priorities, *PLAN.measures) for e in each.story if e.kind is PlanEventKind.STATUS]
    found = [(event, days[event.at.date()]) for event in events if event.at.date() in days]
    assert len(found) > 15
    for event, meeting in found:
        assert meeting.closed_at is not None
        assert meeting.starts_at <= event.at <= meeting.closed_at


def test_there_is_one_of_everything_that_the_log_can_show() -> None:
    assert len(DECISIONS) == 15
    assert [number for number, _, _, wish, _ in DECISIONS if wish.votes is None] != []
    assert [number for number, _, _, wish, _ in DECISIONS if wish.votes == Votes(5, 5, 1)] == [13]
    assert [(number, wish.replaces) for number, _, _, wish, _ in DECISIONS if wish.replaces] == [(14, 5)]
    assert [number for number, _, _, _, withdrawn in DECISIONS if withdrawn] == [15]


def test_of_what_was_postponed_one_comes_up_again_and_one_waits() -> None:
    postponed = [(meeting.day, each) for meeting, each in ITEMS if each.item.state is ItemState.POSTPONED]
    continued = [each for _, each in ITEMS if each.continues]
    assert [each.subject or each.item.title for _, each in postponed] == [
        "Vertrauliche Beschwerdestelle für Beschäftigte",
        "Öffentlichkeitsarbeit zu den Schwerpunkten",
    ]
    assert [(each.continues, each.subject) for each in continued] == [(postponed[0][0], postponed[0][1].subject)]
    assert all(each.item.sentence for _, each in postponed)


def test_every_day_of_autumn_and_later_has_an_overdue_task_and_most_tasks_are_done() -> None:
    tasks: list[DemoItem] = [each for _, each in ITEMS if each.tasks]
    given = [task for each in tasks for task in each.tasks]
    still_open = [task for task in given if task.done_on is None]
    assert len(given) - len(still_open) > len(still_open) == 2
    for today in (date(2026, 11, 22), date(2027, 12, 31)):
        assert [task for task in still_open if task.due_on is not None and task.due_on < today] != []


def test_the_meeting_to_come_is_not_the_model_of_a_state_that_it_cannot_have() -> None:
    (to_come,) = [each for each in MEETINGS if each.meeting.status is MeetingStatus.PLANNED]
    assert {each.item.state for each in to_come.items} == {ItemState.OPEN}
    assert not [each for each in to_come.items if each.decisions or each.tasks or each.item.spent]
