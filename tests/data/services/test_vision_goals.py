"""Milestones and indicators: set by who plans, refused where they say nothing, never overwritten in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine
from visions import FIELD, an_indicator

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import Commune, Person, Role
from data.model.vision import Indicator, Milestone, Reading
from data.services import goals, vision_goals
from data.storage.database import reading

ONE = Milestone(FIELD, 2028, 50, "Ein Satz")
DAY = date(2026, 6, 30)


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


@pytest.fixture
def stranger(town: Commune) -> Person:
    return stored_person(Role.OFFICER, stored_commune(ags="09999002"))


@pytest.fixture
def indicator(officer: Person) -> Indicator:
    return vision_goals.add_indicator(officer, an_indicator())


def milestones(person: Person) -> list[Milestone]:
    assert person.commune is not None
    with reading() as work:
        return work.vision.milestones(person.commune.id)


def now(person: Person, indicator: Indicator) -> Indicator:
    assert person.commune is not None
    with reading() as work:
        found = work.vision.indicator(person.commune.id, indicator.id)
    assert found is not None
    return found


# Milestones


def test_a_milestone_is_set_changed_and_removed_each_with_its_entry(officer: Person, town: Commune) -> None:
    before = len(audit_trail())
    vision_goals.set_milestone(officer, None, replace(ONE, sentence="  Ein Satz "))
    assert milestones(officer) == [ONE]
    vision_goals.set_milestone(officer, ONE, replace(ONE, points=52))
    vision_goals.remove_milestone(officer, replace(ONE, points=52))
    assert milestones(officer) == []
    assert [(event, who, subject, details) for event, who, _commune, subject, details in audit_trail(but=before)] == [
        ("vision.changed", officer.account_id, f"milestone:{FIELD}:2028", "points=50"),
        ("vision.changed", officer.account_id, f"milestone:{FIELD}:2028", "points=52"),
        ("vision.changed", officer.account_id, f"milestone:{FIELD}:2028", "removed"),
    ]


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING])
def test_who_plans_sets_milestones(role: Role, town: Commune) -> None:
    person = stored_person(role, town)
    vision_goals.set_milestone(person, None, ONE)
    assert milestones(person) == [ONE]


def test_what_somebody_else_set_meanwhile_is_not_overwritten(officer: Person) -> None:
    vision_goals.set_milestone(officer, None, ONE)
    for action in (
        lambda: vision_goals.set_milestone(officer, None, replace(ONE, points=55)),
        lambda: vision_goals.set_milestone(officer, replace(ONE, points=40), replace(ONE, points=55)),
        lambda: vision_goals.remove_milestone(officer, replace(ONE, points=40)),
    ):
        with pytest.raises(ChangedMeanwhile, match="milestone_changed_meanwhile"):
            action()
    assert milestones(officer) == [ONE]
    vision_goals.set_milestone(officer, None, ONE)  # both meant the same


def test_a_milestone_lies_between_its_neighbours_and_the_goal(officer: Person, town: Commune) -> None:
    goals.set_field_goal(stored_person(Role.MAYOR, town), FIELD, 60, seen=None)
    vision_goals.set_milestone(officer, None, ONE)
    for points, code in ((61, "milestone_above_goal"), (49, "milestone_below_earlier")):
        with pytest.raises(Refused, match=code):
            vision_goals.set_milestone(officer, None, Milestone(FIELD, 2031, points))
    vision_goals.set_milestone(officer, None, Milestone(FIELD, 2031, 60))
    vision_goals.set_milestone(officer, ONE, replace(ONE, points=45))  # its own earlier points are no neighbour


def test_a_milestone_is_of_a_field_that_exists(officer: Person) -> None:
    with pytest.raises(NotFound, match="field_not_found"):
        vision_goals.set_milestone(officer, None, replace(ONE, field_key="gibt_es_nicht"))


def test_milestones_of_a_neighbour_are_its_own(officer: Person, stranger: Person) -> None:
    vision_goals.set_milestone(officer, None, ONE)
    with pytest.raises(ChangedMeanwhile):
        vision_goals.remove_milestone(stranger, ONE)
    assert (milestones(officer), milestones(stranger)) == ([ONE], [])


# Indicators


def test_an_indicator_is_added_and_edited_part_by_part(officer: Person, indicator: Indicator) -> None:
    vision_goals.edit_indicator(officer, indicator, replace(indicator, unit="Tage"))
    merged = vision_goals.edit_indicator(officer, indicator, replace(indicator, source="Amt"))
    assert (merged.unit, merged.source) == ("Tage", "Amt")
    with pytest.raises(ChangedMeanwhile, match="indicator_changed_meanwhile"):
        vision_goals.edit_indicator(officer, indicator, replace(indicator, unit="Monate"))
    stored = now(officer, indicator)
    assert (stored.unit, stored.source, stored.revision) == ("Tage", "Amt", 3)


def test_an_edit_that_leaves_nothing_to_see_is_refused(officer: Person, indicator: Indicator) -> None:
    with pytest.raises(Refused, match="indicator_without_way"):
        vision_goals.edit_indicator(officer, indicator, replace(indicator, target_value=indicator.start_value))
    with pytest.raises(Refused, match="indicator_name_needed"):
        vision_goals.add_indicator(officer, an_indicator(name=""))
    with pytest.raises(NotFound, match="field_not_found"):
        vision_goals.add_indicator(officer, an_indicator(field_key="gibt_es_nicht"))


def test_readings_are_noted_replaced_and_removed_as_somebody_saw_them(officer: Person, indicator: Indicator) -> None:
    first, second = Reading(DAY, 20.0), Reading(DAY, 18.0)
    vision_goals.set_reading(officer, indicator.id, None, first)
    vision_goals.set_reading(officer, indicator.id, None, first)  # sent twice
    with pytest.raises(ChangedMeanwhile, match="reading_changed_meanwhile"):
        vision_goals.set_reading(officer, indicator.id, None, second)
    vision_goals.set_reading(officer, indicator.id, first, second)
    assert now(officer, indicator).readings == (second,)
    with pytest.raises(ChangedMeanwhile, match="reading_changed_meanwhile"):
        vision_goals.remove_reading(officer, indicator.id, first)
    vision_goals.remove_reading(officer, indicator.id, second)
    assert now(officer, indicator).readings == ()
    with pytest.raises(Refused):
        vision_goals.set_reading(officer, indicator.id, None, Reading(DAY, float("inf")))


def test_a_removed_indicator_keeps_its_readings_and_comes_back(officer: Person, indicator: Indicator) -> None:
    vision_goals.set_reading(officer, indicator.id, None, Reading(DAY, 20.0))
    vision_goals.set_removed(officer, indicator.id, removed=True)
    before = len(audit_trail())
    vision_goals.set_removed(officer, indicator.id, removed=True)  # a second click changes nothing
    assert audit_trail(but=before) == []
    assert now(officer, indicator).is_removed
    vision_goals.set_removed(officer, indicator.id, removed=False)
    assert now(officer, indicator).readings == (Reading(DAY, 20.0),)
    assert not now(officer, indicator).is_removed


def test_an_indicator_of_another_commune_does_not_exist(
    indicator: Indicator, officer: Person, stranger: Person
) -> None:
    actions: tuple[Callable[[], object], ...] = (
        lambda: vision_goals.edit_indicator(stranger, indicator, replace(indicator, unit="x")),
        lambda: vision_goals.set_removed(stranger, indicator.id, removed=True),
        lambda: vision_goals.set_reading(stranger, indicator.id, None, Reading(DAY, 1.0)),
        lambda: vision_goals.remove_reading(stranger, indicator.id, Reading(DAY, 1.0)),
    )
    for action in actions:
        with pytest.raises(NotFound, match="indicator_not_found"):
            action()
    assert now(officer, indicator) == indicator


def test_a_department_changes_nothing(town: Commune, indicator: Indicator) -> None:
    department = stored_person(Role.CONTRIBUTOR, town)
    with pytest.raises(NotAllowed):
        vision_goals.set_milestone(department, None, ONE)
    with pytest.raises(NotAllowed):
        vision_goals.set_reading(department, indicator.id, None, Reading(DAY, 1.0))


def test_a_failure_on_the_way_leaves_everything_as_it_was(
    officer: Person, indicator: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    vision_goals.set_milestone(officer, None, ONE)
    monkeypatch.setattr("data.storage.audit_log.AuditLog.record", broken)
    actions: tuple[Callable[[], object], ...] = (
        lambda: vision_goals.remove_milestone(officer, ONE),
        lambda: vision_goals.set_milestone(officer, None, replace(ONE, year=2030)),
        lambda: vision_goals.set_reading(officer, indicator.id, None, Reading(DAY, 1.0)),
        lambda: vision_goals.edit_indicator(officer, indicator, replace(indicator, unit="x")),
    )
    for action in actions:
        with pytest.raises(RuntimeError):
            action()
    monkeypatch.undo()
    assert (milestones(officer), now(officer, indicator)) == ([ONE], indicator)
