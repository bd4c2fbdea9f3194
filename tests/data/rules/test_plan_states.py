"""The ways of priorities and measures: both tables, any walk through them, and what needs a look on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from plans import a_measure, a_priority

from data.errors import Refused
from data.model.plan import Attention, MeasureStatus, MeasureStep, Priority, PriorityStatus
from data.rules.plan_states import (
    CHOSEN,
    FEWEST_AGREED,
    LONGEST_SENTENCE,
    MEASURE_STEPS,
    MOST_AGREED,
    OPEN,
    PRIORITY_STEPS,
    attention,
    require_measure_step,
    require_priority_step,
)

P, M = PriorityStatus, MeasureStatus
WHY = "Weil die Steuerungsgruppe es so will"
TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

WAYS_OF_PRIORITIES = {
    (P.PROPOSED, P.AGREED),
    (P.PROPOSED, P.STOPPED),
    (P.AGREED, P.RUNNING),
    (P.AGREED, P.PROPOSED),
    (P.AGREED, P.STOPPED),
    (P.RUNNING, P.REACHED),
    (P.RUNNING, P.STOPPED),
    (P.REACHED, P.RUNNING),
    (P.STOPPED, P.PROPOSED),
}
WAYS_OF_MEASURES = {
    (M.IDEA, M.PLANNED),
    (M.IDEA, M.STOPPED),
    (M.PLANNED, M.RUNNING),
    (M.PLANNED, M.BLOCKED),
    (M.PLANNED, M.IDEA),
    (M.PLANNED, M.STOPPED),
    (M.RUNNING, M.DONE),
    (M.RUNNING, M.BLOCKED),
    (M.RUNNING, M.PLANNED),
    (M.RUNNING, M.STOPPED),
    (M.BLOCKED, M.RUNNING),
    (M.BLOCKED, M.PLANNED),
    (M.BLOCKED, M.STOPPED),
    (M.DONE, M.RUNNING),
    (M.STOPPED, M.IDEA),
}
"""The tables written out once more, so that a slip in either is seen."""


@pytest.mark.parametrize(("of", "to"), [(of, to) for of in P for to in P])
def test_a_priority_goes_exactly_where_the_table_says(of: P, to: P) -> None:
    if (of, to) in WAYS_OF_PRIORITIES:
        require_priority_step(a_priority(status=of), to, WHY, [])
    else:
        with pytest.raises(Refused, match=r"plan_step_impossible .title=Sprache von Anfang an."):
            require_priority_step(a_priority(status=of), to, WHY, [])


@pytest.mark.parametrize(("of", "to"), [(of, to) for of in M for to in M])
def test_a_measure_goes_exactly_where_the_table_says(of: M, to: M) -> None:
    if (of, to) in WAYS_OF_MEASURES:
        require_measure_step(a_measure(of), to, WHY)
    else:
        with pytest.raises(Refused, match="plan_step_impossible"):
            require_measure_step(a_measure(of), to, WHY)


def _reachable(steps: Mapping[StrEnum, tuple[StrEnum, ...]], begin: StrEnum) -> set[StrEnum]:
    found, ahead = {begin}, [begin]
    while ahead:
        for to in steps[ahead.pop()]:
            if to not in found:
                found.add(to)
                ahead.append(to)
    return found


@pytest.mark.parametrize("begin", P)
def test_from_every_state_of_a_priority_every_other_can_be_reached_again(begin: P) -> None:
    assert _reachable(PRIORITY_STEPS, begin) == set(P)  # type: ignore[arg-type]


@pytest.mark.parametrize("begin", M)
def test_from_every_state_of_a_measure_every_other_can_be_reached_again(begin: M) -> None:
    assert _reachable(MEASURE_STEPS, begin) == set(M)  # type: ignore[arg-type]


@pytest.mark.parametrize("sentence", ["", "   ", "\n\t"])
def test_a_step_without_a_sentence_is_refused(sentence: str) -> None:
    with pytest.raises(Refused, match="status_sentence_needed"):
        require_priority_step(a_priority(), P.AGREED, sentence, [])
    with pytest.raises(Refused, match="status_sentence_needed"):
        require_measure_step(a_measure(), M.PLANNED, sentence)


def test_a_sentence_may_have_500_characters_and_not_one_more() -> None:
    assert LONGEST_SENTENCE == 500
    require_measure_step(a_measure(), M.PLANNED, "x" * 500)
    with pytest.raises(Refused, match=r"status_sentence_too_long .longest=500."):
        require_measure_step(a_measure(), M.PLANNED, "x" * 501)


# Three to five at a time


def _others(*states: P) -> list[Priority]:
    return [a_priority(id=number, status=state) for number, state in enumerate(states, start=10)]


def test_three_to_five_are_advised_and_a_sixth_is_refused() -> None:
    assert (FEWEST_AGREED, MOST_AGREED) == (3, 5)
    require_priority_step(a_priority(), P.AGREED, WHY, _others(*[P.AGREED] * 2, *[P.RUNNING] * 2))  # the fifth
    with pytest.raises(Refused, match=r"too_many_priorities .most=5."):
        require_priority_step(a_priority(), P.AGREED, WHY, _others(*[P.AGREED] * 2, *[P.RUNNING] * 3))


def test_what_is_proposed_reached_or_stopped_takes_no_place() -> None:
    others = _others(*[P.PROPOSED] * 4, *[P.REACHED] * 4, *[P.STOPPED] * 4, *[P.RUNNING] * 4)
    require_priority_step(a_priority(), P.AGREED, WHY, others)


def test_a_reached_one_is_taken_up_again_only_where_there_is_a_place() -> None:
    with pytest.raises(Refused, match="too_many_priorities"):
        require_priority_step(a_priority(status=P.REACHED), P.RUNNING, WHY, _others(*[P.AGREED] * 5))


def test_an_agreed_one_that_begins_keeps_its_own_place() -> None:
    agreed = a_priority(status=P.AGREED)
    require_priority_step(agreed, P.RUNNING, WHY, [agreed, *_others(*[P.RUNNING] * 4)])


class Walk(RuleBasedStateMachine):
    """Priorities that take any steps: there are never more than five at a time, and never none that can go on."""

    @initialize(count=st.integers(6, 9))
    def propose(self, count: int) -> None:
        self.priorities = [a_priority(id=number) for number in range(count)]

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(self.priorities) - 1))
        here = self.priorities[at]
        to = data.draw(st.sampled_from(PRIORITY_STEPS[here.status]))
        chosen = sum(each.status in CHOSEN for each in self.priorities)
        is_full = to in CHOSEN and here.status not in CHOSEN and chosen == MOST_AGREED
        try:
            require_priority_step(here, to, WHY, self.priorities)
        except Refused as error:
            assert is_full and error.code == "too_many_priorities"
        else:
            assert not is_full
            self.priorities[at] = replace(here, status=to)

    @invariant()
    def there_are_never_six(self) -> None:
        assert sum(each.status in CHOSEN for each in self.priorities) <= MOST_AGREED

    @invariant()
    def each_has_a_way_on(self) -> None:
        # Where all places are taken, a reached one waits; all others still have a step.
        for each in self.priorities:
            ways = [to for to in PRIORITY_STEPS[each.status] if _is_open(each, to, self.priorities)]
            assert ways or each.status is P.REACHED

    def teardown(self) -> None:
        """Nothing to close."""


def _is_open(priority: Priority, to: P, others: list[Priority]) -> bool:
    try:
        require_priority_step(priority, to, WHY, others)
    except Refused:
        return False
    return True


TestWalk = Walk.TestCase


# What needs a look

NOTHING = Attention(overdue=False, blocked=False, due_for_decision=False, due_for_review=False, late_steps=0)


@pytest.mark.parametrize("status", M)
@pytest.mark.parametrize(("due_on", "is_late"), [(None, False), (YESTERDAY, True), (TODAY, False), (TOMORROW, False)])
def test_overdue_is_what_is_open_and_was_due_before_today(status: M, due_on: date | None, is_late: bool) -> None:
    assert attention(a_measure(status, due_on=due_on), TODAY).overdue is (is_late and status in OPEN)


def test_done_and_stopped_measures_need_no_look_whatever_their_days_say() -> None:
    late = {"due_on": YESTERDAY, "next_review_on": YESTERDAY, "steps": (MeasureStep(1, "x", YESTERDAY, None),)}
    for status in (M.DONE, M.STOPPED):
        assert attention(a_measure(status, **late), TODAY) == NOTHING
        assert not attention(a_measure(status, **late), TODAY)


def test_a_blocked_measure_needs_a_look_by_itself() -> None:
    assert attention(a_measure(M.BLOCKED), TODAY) == replace(NOTHING, blocked=True)
    assert attention(a_measure(M.BLOCKED), TODAY)


@pytest.mark.parametrize(("day", "has_come"), [(YESTERDAY, True), (TODAY, True), (TOMORROW, False), (None, False)])
def test_an_idea_whose_review_has_come_is_due_for_decision_and_any_other_for_review(
    day: date | None, has_come: bool
) -> None:
    idea, running = (attention(a_measure(status, next_review_on=day), TODAY) for status in (M.IDEA, M.RUNNING))
    assert (idea.due_for_decision, idea.due_for_review) == (has_come, False)
    assert (running.due_for_decision, running.due_for_review) == (False, has_come)


def test_late_steps_are_those_not_done_and_due_before_today() -> None:
    steps = (
        MeasureStep(1, "zu spät", YESTERDAY, None),
        MeasureStep(2, "auch zu spät", date(2026, 1, 1), None),
        MeasureStep(3, "getan", YESTERDAY, YESTERDAY),
        MeasureStep(4, "heute", TODAY, None),
        MeasureStep(5, "ohne Tag", None, None),
    )
    told = attention(a_measure(M.RUNNING, steps=steps), TODAY)
    assert told.late_steps == 2
    assert told


@given(
    status=st.sampled_from(M),
    due_on=st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    review=st.none() | st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    first=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    days=st.integers(0, 400),
)
def test_what_needs_a_look_still_needs_it_the_day_after(
    status: M, due_on: date | None, review: date | None, first: date, days: int
) -> None:
    measure = a_measure(status, due_on=due_on, next_review_on=review, steps=(MeasureStep(1, "x", due_on, None),))
    before, after = attention(measure, first), attention(measure, first + timedelta(days=days))
    for name in ("overdue", "blocked", "due_for_decision", "due_for_review", "late_steps"):
        assert getattr(after, name) >= getattr(before, name)
