"""The vision alike on both databases: stored as given, apart by commune, with a story that only grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from factories import stored_commune, stored_person
from sqlalchemy import Engine
from visions import FIELD, OTHER_FIELD, an_indicator

from data.model.audit import AuditEvent
from data.model.people import Commune, Role
from data.model.plan import PlanEvent, PlanEventKind
from data.model.vision import STATEMENT, Milestone, Reading
from data.storage.database import UnitOfWork, reading, writing

AT, LATER = datetime(2026, 11, 23, 9, 30, tzinfo=UTC), datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def neighbour(any_store: Engine) -> Commune:
    return stored_commune(ags="09999002", name="Nachbarstadt")


def noted(work: UnitOfWork) -> None:
    """Every write has its entry in the log."""
    work.audit.record(AuditEvent.VISION_CHANGED)


def test_what_happened_to_a_text_is_told_in_order_with_names_and_apart_by_commune(
    town: Commune, neighbour: Commune
) -> None:
    mayor = stored_person(Role.MAYOR, town, display_name="Frau Ä")
    first = PlanEvent(PlanEventKind.CHANGED, AT, "ignored", STATEMENT, "", "Eins\n\n„Zwei“ & ß")
    second = PlanEvent(PlanEventKind.CONTESTED, LATER, "", STATEMENT, "Eins", "Drei")
    with writing() as work:
        work.vision.tell(town.id, first, by=mayor.account_id)
        work.vision.tell(town.id, second, by=None)
        work.vision.tell(neighbour.id, replace(first, after="anderswo"), by=None)
        noted(work)
    with reading() as work:
        assert work.vision.stories(town.id) == {STATEMENT: [replace(first, by="Frau Ä"), second]}
        assert work.vision.stories(neighbour.id)[STATEMENT][0].after == "anderswo"


def test_a_milestone_is_set_changed_and_removed(town: Commune, neighbour: Commune) -> None:
    one, other = Milestone(FIELD, 2028, 50, "Sätze & Zeichen"), Milestone(OTHER_FIELD, 2028, 70)
    with writing() as work:
        for milestone in (one, other, Milestone(FIELD, 2031, 55), replace(one, points=52)):
            work.vision.set_milestone(town.id, milestone)
        work.vision.set_milestone(neighbour.id, one)
        noted(work)
    with reading() as work:
        assert work.vision.milestones(town.id) == [replace(one, points=52), Milestone(FIELD, 2031, 55), other]
    with writing() as work:
        work.vision.remove_milestone(town.id, FIELD, 2028)
        noted(work)
    with reading() as work:
        assert work.vision.milestones(town.id) == [Milestone(FIELD, 2031, 55), other]
        assert work.vision.milestones(neighbour.id) == [one]


def test_an_indicator_is_stored_as_given_with_readings_in_the_order_of_their_days(
    town: Commune, neighbour: Commune
) -> None:
    readings = (Reading(date(2025, 6, 30), 0.1), Reading(date(2026, 6, 30), -1_000_000_000.5))
    given = an_indicator(start_value=0.3, target_value=1e12, readings=readings[::-1])
    with writing() as work:
        added = work.vision.add_indicator(town.id, given)
        noted(work)
    stored = replace(given, id=added, readings=readings)
    with reading() as work:
        assert work.vision.indicator(town.id, added) == stored
        assert work.vision.indicators(town.id) == [stored]
        assert work.vision.indicator(neighbour.id, added) is None
        assert work.vision.indicators(neighbour.id) == []


def test_a_change_of_an_indicator_leaves_its_readings_and_counts(town: Commune) -> None:
    with writing() as work:
        added = work.vision.add_indicator(town.id, an_indicator(readings=(Reading(date(2025, 6, 30), 20.0),)))
        stored = work.vision.indicator(town.id, added, hold=True)
        assert stored is not None
        work.vision.change_indicator(replace(stored, name="Anders", is_removed=True, readings=()))
        noted(work)
    with reading() as work:
        now = work.vision.indicator(town.id, added)
    assert now == replace(stored, name="Anders", is_removed=True, revision=2)


def test_a_reading_of_a_day_is_replaced_and_removed(town: Commune) -> None:
    day = date(2026, 3, 1)
    with writing() as work:
        added = work.vision.add_indicator(town.id, an_indicator())
        work.vision.set_reading(added, Reading(day, 1.5))
        work.vision.set_reading(added, Reading(day, 2.5))
        noted(work)
    with reading() as work:
        assert work.vision.indicators(town.id)[0].readings == (Reading(day, 2.5),)
    with writing() as work:
        work.vision.remove_reading(added, day)
        work.vision.remove_reading(added, day)  # one that is not there
        noted(work)
    with reading() as work:
        assert work.vision.indicators(town.id)[0].readings == ()


def test_a_goal_that_is_moved_began_when_the_first_was_set(town: Commune) -> None:
    with writing() as work:
        work.goals.set_of_field(town.id, FIELD, 60, at=AT, by=None)
        work.goals.set_of_field(town.id, FIELD, 70, at=LATER, by=None)
        noted(work)
    with reading() as work:
        goal = work.goals.of_fields(town.id)[FIELD]
    assert (goal.target, goal.begun_at, goal.changed_at) == (70, AT, LATER)
    with writing() as work:
        work.goals.remove_of_field(town.id, FIELD)
        work.goals.set_of_field(town.id, FIELD, 50, at=LATER, by=None)
        noted(work)
    with reading() as work:
        assert work.goals.of_fields(town.id)[FIELD].begun_at == LATER  # a new goal, a new way
