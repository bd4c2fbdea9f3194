"""The red thread of the own commune: what is planned and decided, held against the newest approved round."""

from __future__ import annotations

import pytest
from app_tab import demo_person
from factories import a_person, audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from plans import stored_measure, stored_priority
from sqlalchemy import Engine

from data.errors import NotAllowed
from data.model.people import Person, Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.model.red_thread import BreakKind, Knot, KnotKind
from data.services import goals, red_thread, vision_goals
from data.services.catalogues import shipped_versions


@pytest.fixture
def mayor(store: Engine) -> Person:
    return stored_person(Role.MAYOR, stored_commune())


def test_before_there_is_anything_the_thread_holds_the_newest_catalogue_alone(mayor: Person) -> None:
    view = red_thread.view(mayor)
    assert view.catalogue_version == shipped_versions()[-1]
    assert {knot.kind for knot in view.thread.knots} == {KnotKind.QUESTION, KnotKind.CRITERION}
    assert (len(view.thread.knots), view.plan.round_name, view.outcomes) == (108 + 35, "", {})
    assert [each.breaks for each in view.fields] == [()] * 7


def test_it_joins_what_is_planned_with_the_newest_result(mayor: Person) -> None:
    town = mayor.commune
    assert town is not None
    stored_round(town, replies_to_all(2), submitted=True)
    priority = stored_priority(town, status=PriorityStatus.RUNNING)  # sprache, fairer_zugang
    measure = stored_measure(
        town, status=MeasureStatus.RUNNING, priority_id=priority.id, expected={"FZ-06": 3}, decision="vom Rat"
    )
    goals.set_field_goal(mayor, "fairer_zugang", 60, seen=None)
    view = red_thread.view(mayor)
    start = Knot(KnotKind.QUESTION, "FZ-06")
    assert [(knot.kind.value, knot.key) for knot in view.thread.along[start]] == [
        ("criterion", "sprache"),
        ("decision", "vom Rat"),
        ("priority", str(priority.id)),
        ("measure", str(measure.id)),
        ("goal", "fairer_zugang"),
    ]
    assert view.plan.scores["sprache"].percent == 50
    field = next(each for each in view.fields if each.field_key == "fairer_zugang")
    assert field.unbroken == (Knot(KnotKind.MEASURE, str(measure.id)),)
    # Every criterion stands at 50 points, and one of the field's has a priority.
    assert {each.kind for each in field.breaks} == {BreakKind.CRITERION_WITHOUT_PRIORITY}
    assert sum(len(each.breaks) for each in view.fields) == 35 - 1


def test_an_indicator_that_was_removed_lies_on_no_thread(demo_store: Engine) -> None:
    officer = demo_person(Role.OFFICER)
    before = red_thread.view(officer).plan.indicators
    vision_goals.set_removed(demo_person(Role.MAYOR), before[0].id, removed=True)
    assert red_thread.view(officer).plan.indicators == before[1:]


def test_the_demo_tells_what_earlier_measures_brought(demo_store: Engine) -> None:
    outcomes = red_thread.view(demo_person(Role.STEERING)).outcomes.values()
    told = [(each.attainment.value, each.round_name, each.note is not None) for each in outcomes]
    assert told == [("reached", "2025", True), ("partly", "2025", True)]


def test_nobody_sees_anything_of_another_commune(mayor: Person) -> None:
    stranger = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))
    assert mayor.commune is not None
    stored_round(mayor.commune, replies_to_all(2), submitted=True)
    stored_priority(mayor.commune)
    stored_measure(mayor.commune)
    plan = red_thread.view(stranger).plan
    assert (plan.scores, plan.priorities, plan.measures, plan.decisions, plan.targets) == ({}, (), (), (), {})


def test_looking_at_it_leaves_no_trace_and_needs_the_permission(mayor: Person) -> None:
    before = len(audit_trail())
    red_thread.view(mayor)
    assert audit_trail(but=before) == []
    for role in (Role.CONTRIBUTOR, Role.PLATFORM):
        with pytest.raises(NotAllowed):
            red_thread.view(a_person(role))
