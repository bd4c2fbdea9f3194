"""The states of a meeting, what may stand in it, how votes are counted, and how long an item was up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steering_meetings import STARTS, a_meeting, an_item

from data.errors import Refused
from data.model.meetings import Decision, DecisionWish, MeetingStatus, Task, Votes
from data.rules import meeting_states
from data.rules.meeting_states import LONGEST, MEETING_STEPS

S = MeetingStatus
WAYS = {
    (S.PLANNED, S.RUNNING),
    (S.PLANNED, S.CANCELLED),
    (S.RUNNING, S.CLOSED),
    (S.RUNNING, S.PLANNED),  # begun by mistake
    (S.CANCELLED, S.PLANNED),
}
"""The table written out once more, so that a slip in either is seen."""


@pytest.mark.parametrize("to", S)
@pytest.mark.parametrize("status", S)
def test_a_meeting_goes_exactly_where_the_table_says(status: MeetingStatus, to: MeetingStatus) -> None:
    if (status, to) in WAYS:
        meeting_states.require_step(a_meeting(status), to)
    else:
        with pytest.raises(Refused, match=r"meeting_step_impossible .title=Steuerungsgruppe."):
            meeting_states.require_step(a_meeting(status), to)


def test_a_closed_meeting_stays_closed_and_every_state_is_in_the_table() -> None:
    assert {(status, to) for status, ways in MEETING_STEPS.items() for to in ways} == WAYS
    assert set(MEETING_STEPS) == set(S)
    assert MEETING_STEPS[S.CLOSED] == ()


@pytest.mark.parametrize("status", S)
def test_what_is_closed_or_cancelled_cannot_be_changed_and_only_what_runs_decides(status: MeetingStatus) -> None:
    refused = {
        check.__name__
        for check in (meeting_states.require_changeable, meeting_states.require_running)
        if is_refused(check, a_meeting(status))
    }
    over, not_running = {"require_changeable", "require_running"}, {"require_running"}
    assert refused == {S.PLANNED: not_running, S.RUNNING: set(), S.CLOSED: over, S.CANCELLED: over}[status]


def is_refused(check: Any, *given_to_it: Any) -> bool:
    try:
        check(*given_to_it)
    except Refused:
        return True
    return False


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": "  "}, "meeting_text_needed"),
        ({"title": "x" * 201}, r"meeting_text_too_long .longest=200."),
        ({"place": "x" * 201}, "meeting_text_too_long"),
        ({"chair": "x" * 201}, "meeting_text_too_long"),
        ({"minute_taker": "x" * 201}, "meeting_text_too_long"),
        ({"minutes": 4}, r"meeting_minutes_impossible .fewest=5, most=1440."),
        ({"minutes": 1_441}, "meeting_minutes_impossible"),
        ({"starts_at": datetime(1999, 12, 31, 12, tzinfo=UTC)}, "plan_day_impossible"),
        ({"starts_at": datetime(2100, 1, 1, 12, tzinfo=UTC)}, "plan_day_impossible"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(changes: dict[str, Any], error: str) -> None:
    with pytest.raises(Refused, match=error):
        meeting_states.require_possible(a_meeting(**changes))


def test_a_meeting_of_five_minutes_or_a_whole_day_without_place_and_people_can_be() -> None:
    for minutes in (5, 24 * 60):
        meeting_states.require_possible(
            a_meeting(title="x" * 200, minutes=minutes, place="", chair="", minute_taker="")
        )


@pytest.mark.parametrize(("minutes", "possible"), [(-1, False), (0, True), (480, True), (481, False)])
def test_an_item_takes_up_to_eight_hours_or_no_time_of_its_own(minutes: int, possible: bool) -> None:
    assert is_refused(meeting_states.require_possible_item, "Haushalt", minutes) is not possible


@pytest.mark.parametrize("part", sorted(LONGEST))
def test_every_text_has_its_longest_and_is_needed_unless_it_may_be_empty(part: str) -> None:
    meeting_states.require_text(part, "x" * LONGEST[part])
    meeting_states.require_text(part, "  ", empty=True)
    assert is_refused(meeting_states.require_text, part, "x" * (LONGEST[part] + 1))
    assert is_refused(meeting_states.require_text, part, " \n ")


@pytest.mark.parametrize(
    ("votes", "accepted"),
    [
        (Votes(1, 0, 0), True),
        (Votes(5, 4, 0), True),
        (Votes(1, 0, 20), True),  # abstentions do not count
        (Votes(4, 4, 1), False),  # a tie rejects
        (Votes(4, 5, 0), False),
        (Votes(0, 0, 9), False),
    ],
)
def test_more_yes_than_no_accepts_a_tie_rejects_and_abstentions_do_not_count(votes: Votes, accepted: bool) -> None:
    assert votes.accepted is accepted


@pytest.mark.parametrize("votes", [Votes(0, 0, 0), Votes(-1, 2, 0), Votes(1, 0, -1), Votes(100_001, 0, 0)])
def test_votes_that_nobody_gave_are_refused(votes: Votes) -> None:
    with pytest.raises(Refused, match=r"votes_impossible .most=100000."):
        meeting_states.require_possible_decision(DecisionWish("Ja", votes))


def test_a_decision_needs_a_text_and_no_votes() -> None:
    meeting_states.require_possible_decision(DecisionWish("Ja"))
    assert is_refused(meeting_states.require_possible_decision, DecisionWish("  "))
    assert is_refused(meeting_states.require_possible_decision, DecisionWish("x" * 2_001))


DECISION = Decision(1, 17, 1, 1, "Ja", None, None, None, "", date(2026, 12, 8))


@pytest.mark.parametrize(
    ("decision", "accepted", "in_force"),
    [
        (DECISION, True, True),  # by consent
        (replace(DECISION, votes=Votes(5, 4, 0)), True, True),
        (replace(DECISION, votes=Votes(4, 4, 0)), False, False),
        (replace(DECISION, withdrawn_because="Ein Irrtum"), True, False),
        (replace(DECISION, replaced_by=18), True, False),
    ],
)
def test_in_force_is_what_was_accepted_and_neither_withdrawn_nor_replaced(
    decision: Decision, accepted: bool, in_force: bool
) -> None:
    assert (decision.accepted, decision.in_force) == (accepted, in_force)


def test_a_decision_is_named_by_its_number_and_its_year() -> None:
    assert DECISION.reference == "17/2026"


TASK = Task(1, 1, 1, "Zahlen vorlegen", "Kämmerei", date(2027, 1, 15), None, None)


@pytest.mark.parametrize(
    ("task", "possible"),
    [
        (TASK, True),
        (replace(TASK, unit="", due_on=None), True),
        (replace(TASK, done_on=date(2026, 12, 9)), True),
        (replace(TASK, text=" "), False),
        (replace(TASK, text="x" * 501), False),
        (replace(TASK, unit="x" * 201), False),
        (replace(TASK, due_on=date(1999, 12, 31)), False),
        (replace(TASK, done_on=date(2100, 1, 1)), False),
    ],
)
def test_a_task_needs_a_text_and_days_between_2000_and_2099(task: Task, possible: bool) -> None:
    assert is_refused(meeting_states.require_possible_task, task) is not possible


def test_an_item_that_is_up_adds_the_seconds_since_then() -> None:
    item = an_item(entered_at=STARTS, spent=30)
    assert item.spent_until(STARTS + timedelta(seconds=90)) == 120
    assert replace(item, entered_at=None).spent_until(STARTS) == 30


@given(st.integers(0, 10_000), st.lists(st.integers(-600, 600), max_size=8))
def test_time_spent_falls_never_even_if_the_clock_is_put_back(spent: int, moves: list[int]) -> None:
    item, now = an_item(entered_at=STARTS, spent=spent), STARTS
    for seconds in moves:
        now += timedelta(seconds=seconds)
        later = replace(item, spent=item.spent_until(now), entered_at=now)
        assert later.spent >= item.spent
        item = later
