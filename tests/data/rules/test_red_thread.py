"""The red thread: what lies on whose thread, that it holds both ways, and where it breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import a_measure, a_priority
from small_catalogues import a_small_catalogue

from data.model.meetings import Decision, Votes
from data.model.meetings_view import LoggedDecision
from data.model.plan import Measure, MeasureStatus, Priority, PriorityStatus
from data.model.red_thread import Break, BreakKind, Knot, KnotKind, PlanInWords
from data.model.result import Score
from data.model.vision import Indicator, Milestone
from data.rules.red_thread import breaks, by_field, decisions_of, thread

USED = a_small_catalogue([2, 1], [1])  # f1 with f1c1 (q1, q2) and f1c2 (q1); f2 with f2c1 (q1)
AT = datetime(2026, 5, 12, 14, tzinfo=UTC)
COUNTING = (MeasureStatus.PLANNED, MeasureStatus.RUNNING, MeasureStatus.BLOCKED, MeasureStatus.DONE)

question, criterion, decision, priority, measure, goal, milestone, indicator = (
    lambda key, kind=kind: Knot(kind, str(key)) for kind in KnotKind
)


def scored(percent: float | None) -> Score:
    return Score(percent, percent, percent, "under_way", False)


def a_plan(**parts: Any) -> PlanInWords:
    values: dict[str, Any] = {
        "round_name": "2025",
        "scores": {},
        "replies": {},
        "priorities": (),
        "measures": (),
        "decisions": (),
        "targets": {},
        "milestones": (),
        "indicators": (),
    }
    return PlanInWords(**{**values, **parts})


def in_f1(**changes: Any) -> Priority:
    values: dict[str, Any] = {"criteria": ("f1c1",), "field_key": "f1", "status": PriorityStatus.RUNNING}
    return a_priority(**{**values, **changes})


def planned(id_: int = 1, **changes: Any) -> Measure:
    values: dict[str, Any] = {"id": id_, "priority_id": 1, "decision": "Beschluss 1/2026", "expected": {"f1c1q1": 3}}
    return a_measure(**{"status": MeasureStatus.RUNNING, **values, **changes})


def logged(number: int = 1, *, about_priority: int | None = None, about: int | None = None, **changes: Any):
    values: dict[str, Any] = {
        "id": number,
        "number": number,
        "meeting_id": 1,
        "item_id": 1,
        "text": "So machen wir es.",
        "votes": None,
        "replaces": None,
        "replaced_by": None,
        "withdrawn_because": "",
        "decided_on": date(2026, 5, 12),
    }
    return LoggedDecision(Decision(**{**values, **changes}), "1. Sitzung", AT, "Thema", about_priority, about)


AN_INDICATOR = Indicator(5, "f1", "Anteil", "%", "Zählung", 10, date(2026, 1, 1), 40, 2035)
WHOLE = a_plan(
    scores={"f1": scored(50), "f1c1": scored(40)},
    priorities=(in_f1(),),
    measures=(planned(), planned(2, expected={"f1c2q1": 4})),
    decisions=(logged(2, about_priority=1), logged(1)),
    targets={"f1": 60},
    milestones=(Milestone("f1", 2028, 55),),
    indicators=(AN_INDICATOR,),
)


def along(start: Knot, plan: PlanInWords = WHOLE) -> set[Knot]:
    return set(thread(USED, plan).along[start])


ENDS = {goal("f1"), milestone("f1-2028"), indicator(5)}
DECISIONS = {decision("1/2026"), decision("2/2026")}


def test_from_a_question_the_thread_leads_to_the_measures_that_expect_something_of_it():
    found = along(question("f1c1q1"))
    assert found == {criterion("f1c1"), *DECISIONS, priority(1), measure(1), *ENDS}


def test_a_question_that_no_measure_touches_lies_on_the_thread_of_its_priority_alone():
    assert along(question("f1c1q2")) == {criterion("f1c1"), decision("2/2026"), priority(1), *ENDS}


def test_a_measure_brings_its_priority_to_criteria_that_this_one_does_not_name():
    assert along(question("f1c2q1")) == {criterion("f1c2"), *DECISIONS, priority(1), measure(2), *ENDS}


def test_a_criterion_holds_its_questions_and_every_measure_of_its_priority():
    found = along(criterion("f1c1"))
    assert found == {
        *(question("f1c1q1"), question("f1c1q2")),
        *(priority(1), measure(1), measure(2)),
        *(*DECISIONS, *ENDS),
    }


def test_from_a_measure_the_thread_leads_back_to_its_own_questions_and_not_to_its_siblings():
    found = along(measure(2))
    assert found == {question("f1c2q1"), criterion("f1c1"), criterion("f1c2"), *DECISIONS, priority(1), *ENDS}


def test_a_decision_about_a_priority_holds_all_of_it_and_one_that_measures_refer_to_these():
    assert {measure(1), measure(2), priority(1), question("f1c1q2")} <= along(decision("2/2026"))
    plan = replace(WHOLE, measures=(planned(), planned(2, expected={"f1c2q1": 4}, decision="")))
    assert measure(2) not in along(decision("1/2026"), plan)
    assert {measure(1), priority(1), question("f1c1q1")} <= along(decision("1/2026"), plan)


def test_a_goal_holds_its_field_and_nothing_of_another():
    found = along(goal("f1"))
    assert {each.key for each in found if each.kind is KnotKind.QUESTION} == {"f1c1q1", "f1c1q2", "f1c2q1"}
    assert found >= {milestone("f1-2028"), indicator(5), measure(1), measure(2), *DECISIONS}
    assert not {question("f2c1q1"), criterion("f2c1")} & found


def test_a_field_without_a_goal_has_none_on_its_thread():
    assert along(question("f2c1q1")) == {criterion("f2c1")}


def test_a_priority_that_serves_the_goal_of_another_field_lies_in_both():
    plan = a_plan(priorities=(in_f1(field_key="f2"),), targets={"f1": 60, "f2": 70})
    assert along(priority(1), plan) >= {goal("f1"), goal("f2")}
    assert thread(USED, plan).fields_of[priority(1)] == ("f2", "f1")  # the field that it serves first


def test_what_the_catalogue_does_not_have_is_left_out():
    plan = a_plan(priorities=(in_f1(criteria=("gone",)),), measures=(planned(expected={"GONE": 3}),))
    joined = thread(USED, plan)
    assert {each.key for each in joined.knots if each.kind in (KnotKind.QUESTION, KnotKind.CRITERION)} == {
        *("f1c1", "f1c2", "f2c1"),
        *("f1c1q1", "f1c1q2", "f1c2q1", "f2c1q1"),
    }


def test_knots_are_told_in_the_order_of_reading():
    kinds = [each.kind for each in thread(USED, WHOLE).along[priority(1)]]
    assert kinds == sorted(kinds, key=list(KnotKind).index)


# Decisions


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("17/2026", ["17/2026"]),
        ("Beschluss 17/2026 vom 12.05.2026", ["17/2026"]),
        ("17/2026, 3/2025", ["17/2026", "3/2025"]),
        ("Beschluss 117/2026", ["Beschluss 117/2026"]),  # another one, not of this log
        ("Beschluss 2026/17", ["Beschluss 2026/17"]),
        ("  vom Rat  ", ["vom Rat"]),
        ("", []),
    ],
)
def test_a_decision_is_found_by_its_reference_and_noted_words_stand_for_themselves(written: str, found: list[str]):
    plan = a_plan(decisions=(logged(17), logged(3, decided_on=date(2025, 2, 1))))
    assert decisions_of(planned(decision=written), plan) == tuple(decision(key) for key in found)


def test_a_decision_about_the_measure_itself_is_found_without_any_words():
    plan = a_plan(decisions=(logged(17, about=1), logged(18, about_priority=1)))
    assert decisions_of(planned(decision=""), plan) == (decision("17/2026"),)
    assert decisions_of(in_f1(), plan) == (decision("18/2026"),)


def test_a_decision_that_is_about_nothing_stands_for_itself():
    assert along(decision("9/2026"), a_plan(decisions=(logged(9),))) == set()


# Breaks


def told(plan: PlanInWords) -> list[tuple[str, str]]:
    return [(each.kind.value, each.knot.key) for each in breaks(USED, plan, thread(USED, plan))]


def test_a_thread_without_a_break_tells_none():
    assert told(replace(WHOLE, scores={"f1": scored(50), "f1c1": scored(40), "f1c2": scored(60)})) == []


@pytest.mark.parametrize(
    ("percent", "status", "breaks_there"),
    [
        (59.9, PriorityStatus.RUNNING, False),
        (59.9, PriorityStatus.STOPPED, False),  # it was decided
        (59.9, PriorityStatus.REACHED, True),  # and is below again
        (60, PriorityStatus.REACHED, False),
        (None, PriorityStatus.REACHED, False),  # not scored
    ],
)
def test_a_criterion_below_60_points_needs_a_priority(
    percent: float | None, status: PriorityStatus, breaks_there: bool
):
    plan = a_plan(scores={"f1c1": scored(percent)}, priorities=(in_f1(status=status),), measures=(planned(),))
    assert (("criterion_without_priority", "f1c1") in told(plan)) == breaks_there


@pytest.mark.parametrize("status", PriorityStatus)
def test_a_priority_that_is_worked_on_needs_a_measure_that_was_not_stopped(status: PriorityStatus):
    chosen = status in (PriorityStatus.AGREED, PriorityStatus.RUNNING)
    stopped = planned(status=MeasureStatus.STOPPED)
    assert (("priority_without_measure", "1") in told(a_plan(priorities=(in_f1(status=status),)))) == chosen
    plan = a_plan(priorities=(in_f1(status=status),), measures=(stopped,))
    assert (("priority_without_measure", "1") in told(plan)) == chosen
    plan = a_plan(priorities=(in_f1(status=status),), measures=(planned(status=MeasureStatus.IDEA),))
    assert ("priority_without_measure", "1") not in told(plan)


@pytest.mark.parametrize("status", MeasureStatus)
def test_a_measure_that_is_planned_needs_priority_question_decision_and_goal(status: MeasureStatus):
    bare = a_plan(measures=(planned(status=status, priority_id=None, decision="", expected={}),))
    missing = ["priority", "question", "decision", "goal"] if status in COUNTING else []
    assert told(bare) == [(f"measure_without_{each}", "1") for each in missing]


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn_because": "Es fehlte die Mehrheit."},
        {"votes": Votes(2, 2, 0)},
        {"replaced_by": 4},
    ],
)
def test_a_decision_that_is_not_in_force_carries_no_measure(changes: dict[str, Any]):
    plan = replace(WHOLE, measures=(planned(),), decisions=(logged(1, **changes),))
    assert ("measure_without_decision", "1") in told(plan)


@pytest.mark.parametrize(
    ("percent", "status", "breaks_there"),
    [
        (50, MeasureStatus.RUNNING, False),
        (50, MeasureStatus.PLANNED, False),
        (50, MeasureStatus.DONE, True),  # what it brought is in the score already
        (50, MeasureStatus.IDEA, True),
        (None, MeasureStatus.IDEA, True),
        (59.5, MeasureStatus.IDEA, False),  # shown as 60: the goal is reached
        (60, MeasureStatus.DONE, False),
    ],
)
def test_a_goal_that_is_not_reached_needs_a_measure_in_work(
    percent: float | None, status: MeasureStatus, breaks_there: bool
):
    plan = replace(WHOLE, scores={"f1": scored(percent)}, measures=(planned(status=status),))
    assert (("goal_without_measure", "f1") in told(plan)) == breaks_there


def test_every_field_tells_its_measures_its_unbroken_threads_and_its_breaks():
    plan = replace(WHOLE, measures=(*WHOLE.measures, planned(3, priority_id=None, decision="", expected={})))
    first, second, nowhere = by_field(USED, plan, thread(USED, plan))
    assert (first.field_key, first.measures, first.unbroken) == (
        "f1",
        (measure(1), measure(2)),
        (measure(1), measure(2)),
    )
    assert (second.field_key, second.measures, second.breaks) == ("f2", (), ())
    assert (nowhere.field_key, nowhere.measures, nowhere.unbroken) == ("", (measure(3),), ())
    assert {each.kind for each in nowhere.breaks} == {
        BreakKind.MEASURE_WITHOUT_PRIORITY,
        BreakKind.MEASURE_WITHOUT_QUESTION,
        BreakKind.MEASURE_WITHOUT_DECISION,
        BreakKind.MEASURE_WITHOUT_GOAL,
    }


# Whatever is planned

QUESTIONS = [*USED.places, "GONE"]
CRITERIA = [*(each.key for each in USED.criteria), "gone"]
FIELDS = ["f1", "f2", ""]
NOTED = ["", "1/2026", "2/2026 und 1/2026", "vom Rat"]


@st.composite
def plans(draw: st.DrawFn) -> PlanInWords:
    priorities = tuple(
        in_f1(
            id=id_,
            criteria=tuple(draw(st.lists(st.sampled_from(CRITERIA), unique=True, max_size=3))),
            field_key=draw(st.sampled_from(FIELDS)),
            status=draw(st.sampled_from(PriorityStatus)),
            decision=draw(st.sampled_from(NOTED)),
        )
        for id_ in range(1, draw(st.integers(0, 3)) + 1)
    )
    under = [None, *(each.id for each in priorities)]
    measures = tuple(
        planned(
            id_,
            priority_id=draw(st.sampled_from(under)),
            status=draw(st.sampled_from(MeasureStatus)),
            decision=draw(st.sampled_from(NOTED)),
            expected=draw(st.dictionaries(st.sampled_from(QUESTIONS), st.integers(0, 4), max_size=3)),
        )
        for id_ in range(1, draw(st.integers(0, 4)) + 1)
    )
    goals = draw(st.dictionaries(st.sampled_from(["f1", "f2"]), st.integers(1, 100)))
    about = draw(st.sampled_from([None, *(each.id for each in measures)]))
    return a_plan(
        scores={key: scored(draw(st.sampled_from([None, 30, 80]))) for key in ("f1", "f2", *CRITERIA[:-1])},
        priorities=priorities,
        measures=measures,
        decisions=(logged(2), logged(1, about=about)),
        targets=goals,
        milestones=tuple(Milestone(key, 2028, 10) for key in goals),
        indicators=(AN_INDICATOR,) if draw(st.booleans()) else (),
    )


@given(plans())
def test_what_lies_on_the_thread_of_something_has_that_on_its_own(plan: PlanInWords):
    joined = thread(USED, plan)
    for start, others in joined.along.items():
        assert start not in others
        for other in others:
            assert start in joined.along[other]


@given(plans())
def test_nothing_lies_on_a_thread_that_does_not_exist(plan: PlanInWords):
    joined = thread(USED, plan)
    exist = {question(key) for key in USED.places} | {criterion(each.key) for each in USED.criteria}
    exist |= {priority(each.id) for each in plan.priorities} | {measure(each.id) for each in plan.measures}
    exist |= {goal(key) for key in plan.targets} | {milestone(f"{key}-2028") for key in plan.targets}
    exist |= {indicator(each.id) for each in plan.indicators}
    noted = {each.decision for each in (*plan.priorities, *plan.measures)} & {"vom Rat"}
    exist |= {decision(key) for key in ("1/2026", "2/2026", *noted)}
    assert set(joined.knots) == exist == set(joined.along)
    assert {each for others in joined.along.values() for each in others} <= exist


@given(plans())
def test_the_breaks_are_exactly_what_is_missing(plan: PlanInWords):
    joined = thread(USED, plan)
    found = set(breaks(USED, plan, joined))
    for each in plan.measures:
        kinds = {knot.kind for knot in joined.along[measure(each.id)]}
        counts = each.status in COUNTING
        missing = {
            BreakKind.MEASURE_WITHOUT_PRIORITY: KnotKind.PRIORITY not in kinds,
            BreakKind.MEASURE_WITHOUT_QUESTION: not set(each.expected) & set(USED.places),
            BreakKind.MEASURE_WITHOUT_DECISION: not decisions_of(each, plan),
            BreakKind.MEASURE_WITHOUT_GOAL: KnotKind.GOAL not in kinds,
        }
        for kind, is_missing in missing.items():
            assert (Break(kind, measure(each.id)) in found) == (counts and is_missing)
    told_by_field = [each for field in by_field(USED, plan, joined) for each in field.breaks]
    assert len(told_by_field) == len(found)
    assert set(told_by_field) == found
