"""What the demo's showcase plans: every state once, every story one that the rules allow, and visibly made up."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from data.content.catalogues import catalogue
from data.content.demo_plan import demo_plan
from data.model.plan import MeasureStatus, PlanEventKind, Priority, PriorityStatus
from data.rules.plan_editing import require_possible, require_possible_step
from data.rules.plan_states import CHOSEN, MEASURE_STEPS, PRIORITY_STEPS, attention
from data.services.accounts import DEMO_USERNAMES

PLAN = demo_plan()
EVERYTHING = [(each.priority, each.story) for each in PLAN.priorities] + [
    (each.measure, each.story) for each in PLAN.measures
]


def test_six_priorities_stand_in_every_state_and_three_of_them_are_worked_on():
    states = [each.priority.status for each in PLAN.priorities]
    assert len(states) == 6
    assert set(states) == set(PriorityStatus)
    assert sum(state in CHOSEN for state in states) == 3


def test_eleven_measures_stand_in_every_state():
    assert Counter(each.measure.status for each in PLAN.measures) == {
        MeasureStatus.RUNNING: 3,
        MeasureStatus.PLANNED: 2,
        MeasureStatus.DONE: 3,
        MeasureStatus.BLOCKED: 1,
        MeasureStatus.IDEA: 1,
        MeasureStatus.STOPPED: 1,
    }


def test_one_is_overdue_with_two_late_steps_one_blocked_with_its_reason_and_one_due_for_decision():
    told = {each.measure.title: attention(each.measure, date(2026, 11, 22)) for each in PLAN.measures}
    assert [(title, found.late_steps) for title, found in told.items() if found.overdue] == [
        ("Verbindlicher Ablauf bei Anfeindungen und Bedrohungen", 2)
    ]
    assert [title for title, found in told.items() if found.blocked] == ["Sprachmittlung für alle Ämter"]
    assert [title for title, found in told.items() if found.due_for_decision] == [
        "Vertrauliche Beschwerdestelle für Beschäftigte"
    ]
    blocked = next(each.measure for each in PLAN.measures if each.measure.status is MeasureStatus.BLOCKED)
    assert blocked.blocked_because == "Die Mittel sind bis zum Nachtragshaushalt gesperrt."


@pytest.mark.parametrize(("planned", "story"), EVERYTHING, ids=lambda value: getattr(value, "title", ""))
def test_every_story_begins_with_the_idea_runs_forward_and_takes_only_steps_that_there_are(planned, story):
    table = PRIORITY_STEPS if isinstance(planned, Priority) else MEASURE_STEPS
    steps = {status.value: nexts for status, nexts in table.items()}
    assert story[0].kind is PlanEventKind.ADDED
    assert [event.at for event in story] == sorted(event.at for event in story)
    assert {event.by for event in story} <= set(DEMO_USERNAMES)
    taken = [event for event in story if event.kind is PlanEventKind.STATUS]
    for event in taken:
        assert event.after in steps[event.before]
        assert event.sentence
    assert taken[-1].after == planned.status if taken else planned.status in {"proposed", "idea"}


@pytest.mark.parametrize("planned", [planned for planned, _story in EVERYTHING], ids=lambda planned: planned.title)
def test_everything_in_it_could_have_been_typed_on_the_pages(planned):
    require_possible(planned)
    for step in getattr(planned, "steps", ()):
        require_possible_step(step.title, step.due_on)


def test_priorities_measures_and_goals_name_only_what_the_newest_catalogue_has():
    newest = catalogue("2021-07")
    fields = {field.key for field in newest.fields}
    assert {key for each in PLAN.priorities for key in each.priority.criteria} <= {c.key for c in newest.criteria}
    assert {each.priority.field_key for each in PLAN.priorities} | set(PLAN.goals) <= fields
    assert {question_id for each in PLAN.measures for question_id in each.measure.expected} <= set(newest.places)
    assert {level for each in PLAN.measures for level in each.measure.expected.values()} <= {0, 1, 2, 3, 4}
    assert {each.priority_key for each in PLAN.measures} <= {each.key for each in PLAN.priorities}


def test_every_decision_says_that_it_is_an_example():
    decisions = [planned.decision for planned, _story in EVERYTHING if planned.decision]
    assert len(decisions) == 4 + 9
    assert all(decision.endswith("(Beispiel)") for decision in decisions)
