"""What the agenda of the next meeting could hold: with which reasons, how long, in which order, and nothing twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import a_measure, a_priority
from steering_meetings import STARTS, a_meeting, an_item

from data.model.meetings import AgendaItem, ItemKind, ItemState, Meeting, MeetingStatus, ProposedItem, Reason
from data.model.plan import Attention, Measure, MeasureStatus, MeasureStep, PriorityStatus
from data.rules.agenda import MINUTES, ORDER, STANDING, Grounds, key_of, proposed, waiting
from data.rules.plan_states import attention

R, K, S = Reason, ItemKind, ItemState
TODAY = date(2026, 12, 8)
YESTERDAY, TOMORROW = date(2026, 12, 7), date(2026, 12, 9)
CALM = Attention(overdue=False, blocked=False, due_for_decision=False, due_for_review=False, late_steps=0)


def of_measures(*measures: Measure, disputed: frozenset[int] = frozenset()) -> tuple[ProposedItem, ...]:
    return proposed(Grounds(tuple((m, attention(m, TODAY)) for m in measures), disputed_measures=disputed))


def told(items: tuple[ProposedItem, ...]) -> list[tuple[str, tuple[Reason, ...], int]]:
    return [(item.key, item.reasons, item.minutes) for item in items]


# By example


@pytest.mark.parametrize(
    ("measure", "reason", "minutes"),
    [
        (a_measure(MeasureStatus.BLOCKED), R.BLOCKED, 15),
        (a_measure(next_review_on=TODAY), R.DUE_FOR_DECISION, 15),  # an idea on the day of its review
        (a_measure(MeasureStatus.RUNNING, due_on=YESTERDAY), R.OVERDUE, 10),
        (a_measure(MeasureStatus.RUNNING, next_review_on=TODAY), R.DUE_FOR_REVIEW, 5),
        (a_measure(MeasureStatus.RUNNING, steps=(MeasureStep(1, "Vergabe", YESTERDAY, None),)), R.LATE_STEPS, 5),
    ],
)
def test_a_measure_is_proposed_for_each_reason_with_its_minutes(measure: Measure, reason: Reason, minutes: int) -> None:
    assert told(of_measures(replace(measure, id=7))) == [("measure:7", (reason,), minutes)]


def test_a_measure_in_which_two_values_wait_is_disputed_and_gets_ten_minutes() -> None:
    assert told(of_measures(a_measure(), disputed=frozenset({1}))) == [("measure:1", (R.DISPUTED,), 10)]


@pytest.mark.parametrize(
    "measure",
    [
        a_measure(MeasureStatus.RUNNING, due_on=TODAY, next_review_on=TOMORROW),
        a_measure(MeasureStatus.DONE, due_on=YESTERDAY, next_review_on=YESTERDAY),
        a_measure(MeasureStatus.STOPPED, due_on=YESTERDAY),
    ],
)
def test_a_measure_that_needs_no_look_is_not_proposed(measure: Measure) -> None:
    assert of_measures(measure) == ()


def test_a_measure_with_several_reasons_is_one_item_with_the_longest_minutes_and_the_weightiest_reason_first() -> None:
    measure = a_measure(
        MeasureStatus.BLOCKED,
        due_on=YESTERDAY,
        next_review_on=TODAY,
        steps=(MeasureStep(1, "Vergabe", YESTERDAY, None),),
    )
    reasons = (R.BLOCKED, R.DISPUTED, R.OVERDUE, R.DUE_FOR_REVIEW, R.LATE_STEPS)
    # The longest of 15, 10, 10, 5 and 5 minutes.
    assert told(of_measures(measure, disputed=frozenset({1}))) == [("measure:1", reasons, 15)]


def test_a_proposed_priority_is_due_for_decision_and_others_only_where_they_are_disputed() -> None:
    priorities = tuple(a_priority(id=n, status=status) for n, status in enumerate(PriorityStatus, start=1))
    assert [each.status.value for each in priorities][:3] == ["proposed", "agreed", "running"]
    found = proposed(Grounds(priorities=priorities, disputed_priorities=frozenset({1, 3})))
    assert told(found) == [
        ("priority:1", (R.DUE_FOR_DECISION, R.DISPUTED), 15),
        ("priority:3", (R.DISPUTED,), 10),
    ]


def test_the_minutes_of_the_last_meeting_come_first_and_then_its_open_tasks_without_titles_of_their_own() -> None:
    found = proposed(Grounds(open_tasks=3, last_minutes=True))
    assert found == (
        ProposedItem("minutes", K.MINUTES, "", None, (R.LAST_MINUTES,), 5),
        ProposedItem("tasks", K.TASKS, "", None, (R.OPEN_TASKS,), 10),
    )
    assert proposed(Grounds()) == ()


def test_what_was_postponed_keeps_its_minutes_and_its_sentence_and_names_the_item_it_continues() -> None:
    left = an_item(id=41, title="Haushalt", minutes=25, state=S.POSTPONED, sentence="Die Zahlen fehlen.")
    (again,) = proposed(Grounds(waiting=(left,)))
    assert again == ProposedItem(
        "item:41", K.FREE, "Haushalt", None, (R.POSTPONED,), 25, postponed_from=41, sentence="Die Zahlen fehlen."
    )


def test_an_item_without_minutes_gets_ten_when_it_is_proposed_again() -> None:
    assert proposed(Grounds(waiting=(an_item(minutes=0, state=S.POSTPONED),)))[0].minutes == 10


def test_a_postponed_measure_is_one_item_with_what_else_is_to_say_about_it() -> None:
    measure = a_measure(MeasureStatus.BLOCKED, id=7, title="Neuer Titel")
    left = an_item(K.MEASURE, 7, id=41, title="Alter Titel", minutes=20, state=S.POSTPONED, sentence="Keine Zeit.")
    (again,) = proposed(Grounds(((measure, attention(measure, TODAY)),), waiting=(left,)))
    assert again == ProposedItem(
        "measure:7",
        K.MEASURE,
        "Neuer Titel",
        7,
        (R.POSTPONED, R.BLOCKED),
        20,
        postponed_from=41,
        sentence="Keine Zeit.",
    )


def test_a_measure_that_was_postponed_is_proposed_again_even_if_nothing_else_is_to_say_about_it() -> None:
    left = an_item(K.MEASURE, 7, id=41, state=S.POSTPONED)
    assert told(proposed(Grounds(((a_measure(id=7), CALM),), waiting=(left,)))) == [("measure:7", (R.POSTPONED,), 10)]


def test_items_come_in_the_order_of_their_weightiest_reason() -> None:
    measures = (
        a_measure(MeasureStatus.RUNNING, id=1, steps=(MeasureStep(1, "Vergabe", YESTERDAY, None),)),
        a_measure(MeasureStatus.RUNNING, id=2, next_review_on=TODAY),
        a_measure(MeasureStatus.RUNNING, id=3, due_on=YESTERDAY),
        a_measure(id=4),
        a_measure(id=5, next_review_on=TODAY),
        a_measure(MeasureStatus.BLOCKED, id=6),
    )
    grounds = Grounds(
        tuple((m, attention(m, TODAY)) for m in measures),
        priorities=(a_priority(id=1),),
        disputed_measures=frozenset({4}),
        waiting=(an_item(id=41, state=S.POSTPONED),),
        open_tasks=1,
        last_minutes=True,
    )
    assert [item.key for item in proposed(grounds)] == [
        "minutes",
        "tasks",
        "item:41",
        "measure:6",  # blocked
        "measure:5",  # due for decision
        "priority:1",  # due for decision as well, behind the measures
        "measure:4",  # disputed
        "measure:3",  # overdue
        "measure:2",  # due for review
        "measure:1",  # late steps
    ]


def test_what_is_on_the_agenda_is_not_proposed() -> None:
    measure = a_measure(MeasureStatus.BLOCKED, id=7)
    left = an_item(id=41, state=S.POSTPONED)
    grounds = Grounds(
        ((measure, attention(measure, TODAY)),), (a_priority(id=7),), waiting=(left,), open_tasks=1, last_minutes=True
    )
    on_it = [an_item(K.MINUTES), an_item(K.TASKS), an_item(K.MEASURE, 7), an_item(id=50, postponed_from=41)]
    assert [item.key for item in proposed(grounds, on_it)] == ["priority:7"]  # the same number, another thing


@pytest.mark.parametrize(
    ("item", "key"),
    [
        (an_item(K.MEASURE, 7), "measure:7"),
        (an_item(K.PRIORITY, 7), "priority:7"),
        (an_item(K.MINUTES), "minutes"),
        (an_item(K.TASKS), "tasks"),
        (an_item(id=9), "item:9"),
    ],
)
def test_the_same_thing_has_the_same_key_on_every_agenda(item: AgendaItem, key: str) -> None:
    assert key_of(item) == key


# What waits


def meeting(number: int, status: MeetingStatus) -> Meeting:
    """Meetings four weeks apart, in the order of their numbers."""
    return a_meeting(status, id=number, starts_at=STARTS + timedelta(weeks=4 * number))


CLOSED, CANCELLED = MeetingStatus.CLOSED, MeetingStatus.CANCELLED
PLANNED, RUNNING = MeetingStatus.PLANNED, MeetingStatus.RUNNING


def on(number: int, kind: ItemKind = K.FREE, subject_id: int | None = None, **changes: Any) -> AgendaItem:
    """The item of a meeting that has the meeting's number ten times."""
    return an_item(kind, subject_id, **{"id": number * 10, "meeting_id": number, "state": S.POSTPONED, **changes})


def ids(meetings: list[Meeting], *items: AgendaItem) -> list[int]:
    return [item.id for item in waiting(meetings, items)]


@pytest.mark.parametrize(
    ("status", "state", "waits"),
    [
        (CLOSED, S.POSTPONED, True),
        (CLOSED, S.DISCUSSED, False),
        (CLOSED, S.DROPPED, False),
        (CANCELLED, S.OPEN, True),
        (CANCELLED, S.DROPPED, False),  # somebody let it go since
        (PLANNED, S.OPEN, False),
        (RUNNING, S.OPEN, False),
        (RUNNING, S.POSTPONED, False),  # until the meeting is closed
    ],
)
def test_what_waits_is_what_a_closed_meeting_postponed_and_what_a_cancelled_one_left(
    status: MeetingStatus, state: ItemState, waits: bool
) -> None:
    assert bool(ids([meeting(1, status)], on(1, state=state))) is waits


@pytest.mark.parametrize("kind", sorted(STANDING))
def test_standing_items_wait_never_because_every_meeting_has_them_anew(kind: ItemKind) -> None:
    assert ids([meeting(1, CLOSED)], on(1, kind)) == []


@pytest.mark.parametrize("status", [PLANNED, RUNNING, CLOSED])
def test_what_a_later_meeting_took_up_waits_no_longer(status: MeetingStatus) -> None:
    meetings = [meeting(1, CLOSED), meeting(2, status)]
    assert ids(meetings, on(1), on(2, state=S.DISCUSSED, postponed_from=10)) == []


def test_what_is_postponed_a_second_time_waits_once_where_it_was_left_last() -> None:
    assert ids([meeting(1, CLOSED), meeting(2, CLOSED)], on(1), on(2, postponed_from=10)) == [20]


def test_what_a_cancelled_meeting_wanted_to_continue_waits_once_where_it_was_postponed() -> None:
    meetings = [meeting(1, CLOSED), meeting(2, CANCELLED)]
    assert ids(meetings, on(1), on(2, state=S.OPEN, postponed_from=10)) == [10]


def test_a_measure_that_stood_on_a_later_agenda_waits_no_longer_from_the_one_before() -> None:
    meetings = [meeting(1, CLOSED), meeting(2, CLOSED)]
    # The second agenda held it before the first meeting postponed it, so that it names nothing that it continues.
    assert ids(meetings, on(1, K.MEASURE, 7), on(2, K.MEASURE, 7, state=S.DISCUSSED)) == []
    assert ids(meetings, on(1, K.MEASURE, 7), on(2, K.MEASURE, 7)) == [20]
    assert ids(meetings, on(1, K.MEASURE, 7), on(2, K.PRIORITY, 7, state=S.DISCUSSED)) == [10]
    assert ids([meeting(1, CLOSED), meeting(2, CANCELLED)], on(1, K.MEASURE, 7), on(2, K.MEASURE, 8)) == [10]


def test_an_earlier_agenda_takes_nothing_up() -> None:
    meetings = [meeting(1, CLOSED), meeting(2, CLOSED)]
    assert ids(meetings, on(1, K.MEASURE, 7, state=S.DISCUSSED), on(2, K.MEASURE, 7)) == [20]


def test_the_oldest_waits_first_whatever_number_its_meeting_has() -> None:
    early = a_meeting(CLOSED, id=9, starts_at=STARTS)
    left = [on(1, position=2), on(1, id=11, position=1), on(9)]
    assert ids([meeting(1, CLOSED), early], *left) == [90, 11, 10]


# By property

ATTENTIONS = st.builds(Attention, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 2))
SOME_IDS = st.frozensets(st.integers(1, 6))


@st.composite
def some_grounds(draw: st.DrawFn) -> Grounds:
    measures = [(a_measure(id=n), draw(ATTENTIONS)) for n in sorted(draw(SOME_IDS))]
    priorities = [a_priority(id=n, status=draw(st.sampled_from(PriorityStatus))) for n in sorted(draw(SOME_IDS))]
    left = [
        an_item(kind, None if kind is K.FREE else draw(st.integers(1, 6)), id=40 + n, state=S.POSTPONED)
        for n, kind in enumerate(draw(st.lists(st.sampled_from([K.FREE, K.MEASURE, K.PRIORITY]), max_size=5)))
    ]
    return Grounds(
        tuple(measures),
        tuple(priorities),
        draw(SOME_IDS) & {measure.id for measure, _ in measures},
        draw(SOME_IDS) & {priority.id for priority in priorities},
        tuple(left),
        draw(st.integers(0, 2)),
        draw(st.booleans()),
    )


def grounds_by_key(grounds: Grounds) -> set[str]:
    """The key of everything that there is a ground for."""
    return {
        *(f"measure:{m.id}" for m, told in grounds.measures if told != CALM or m.id in grounds.disputed_measures),
        *(f"priority:{p.id}" for p in grounds.priorities if p.status is PriorityStatus.PROPOSED),
        *(f"priority:{number}" for number in grounds.disputed_priorities),
        *(key_of(item) for item in grounds.waiting),
        *(["minutes"] if grounds.last_minutes else []),
        *(["tasks"] if grounds.open_tasks else []),
    }


def as_taken_up(items: tuple[ProposedItem, ...]) -> list[AgendaItem]:
    return [
        an_item(item.kind, item.subject_id, id=100 + n, reasons=item.reasons, postponed_from=item.postponed_from)
        for n, item in enumerate(items)
    ]


@given(some_grounds())
def test_every_ground_leads_to_exactly_one_item_and_nothing_else_is_proposed(grounds: Grounds) -> None:
    assert Counter(item.key for item in proposed(grounds)) == Counter(grounds_by_key(grounds))


@given(some_grounds())
def test_every_item_says_why_each_reason_once_and_the_weightiest_first(grounds: Grounds) -> None:
    found = proposed(grounds)
    for item in found:
        assert list(item.reasons) == sorted(set(item.reasons), key=ORDER.index) != []
        assert item.minutes in set(MINUTES.values())
        assert (R.POSTPONED in item.reasons) == (item.postponed_from is not None)
    first = [ORDER.index(item.reasons[0]) for item in found]
    assert first == sorted(first)


@given(some_grounds(), st.data())
def test_what_was_taken_up_is_proposed_no_more_and_the_rest_as_before(grounds: Grounds, data: st.DataObject) -> None:
    found = proposed(grounds)
    taken = tuple(item for item in found if data.draw(st.booleans()))
    assert proposed(grounds, as_taken_up(taken)) == tuple(item for item in found if item not in taken)


@given(some_grounds())
def test_who_takes_up_everything_leaves_nothing(grounds: Grounds) -> None:
    assert proposed(grounds, as_taken_up(proposed(grounds))) == ()
