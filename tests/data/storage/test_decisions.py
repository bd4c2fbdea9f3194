"""Decisions and tasks in the database, alike on both: one number each, apart by commune, with what replaced them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from factories import stored_commune
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from steering_meetings import ACCEPTED, REJECTED, STARTS, TIED, a_meeting, an_item

from data.model.audit import AuditEvent
from data.model.meetings import Decision, ItemKind, Task
from data.model.people import Commune
from data.storage.database import UnitOfWork, reading, writing

DAY = date(2026, 12, 8)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


def change(work: UnitOfWork) -> None:
    """Every write has its entry in the log."""
    work.audit.record(AuditEvent.DECISION_CHANGED)


def an_item_of(town: Commune, **changes: Any) -> tuple[int, int]:
    """The ids of a meeting and of its only item."""
    with writing() as work:
        meeting_id = work.meetings.add(town.id, a_meeting(began_at=STARTS + timedelta(minutes=5)))
        item_id = work.meetings.add_item(an_item(**{"meeting_id": meeting_id, **changes}))
        change(work)
    return meeting_id, item_id


def a_decision(meeting_id: int, item_id: int, number: int = 1, **changes: Any) -> Decision:
    return replace(Decision(0, number, meeting_id, item_id, "Ja", None, None, None, "", DAY), **changes)


def test_a_decision_is_stored_with_everything_and_found_by_its_commune_alone(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    meeting_id, item_id = an_item_of(town)
    wished = a_decision(
        meeting_id, item_id, 17, text="Ä" * 2_000, votes=ACCEPTED, replaces=3, withdrawn_because="Irrtum"
    )
    with writing() as work:
        kept = replace(wished, id=work.decisions.add(town.id, wished))
        change(work)
    with reading() as work:
        assert work.decisions.decision(town.id, kept.id) == work.decisions.by_number(town.id, 17) == kept
        assert work.decisions.of_meeting(town.id, meeting_id) == [kept]
        assert work.decisions.last_number(town.id) == 17
        assert work.decisions.decision(neighbour.id, kept.id) is None
        assert work.decisions.by_number(neighbour.id, 17) is None
        assert work.decisions.log(neighbour.id) == []
        assert work.decisions.last_number(neighbour.id) == 0


def test_the_database_itself_takes_no_number_twice_in_a_commune(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    of_town, of_neighbour = an_item_of(town), an_item_of(neighbour)
    with writing() as work:
        work.decisions.add(town.id, a_decision(*of_town, 1))
        work.decisions.add(neighbour.id, a_decision(*of_neighbour, 1))
        change(work)
    with pytest.raises(IntegrityError), writing() as work:
        work.decisions.add(town.id, a_decision(*of_town, 1))


@pytest.mark.parametrize(
    ("changes", "replaced_by"),
    [
        ({}, 2),
        ({"votes": ACCEPTED}, 2),
        ({"votes": TIED}, None),
        ({"votes": REJECTED}, None),
        ({"withdrawn_because": "Irrtum"}, None),
    ],
)
def test_only_an_accepted_decision_that_was_not_withdrawn_replaces_another(
    town: Commune, changes: dict[str, Any], replaced_by: int | None
) -> None:
    of = an_item_of(town)
    with writing() as work:
        first = work.decisions.add(town.id, a_decision(*of, 1))
        work.decisions.add(town.id, a_decision(*of, 2, replaces=1, **changes))
        change(work)
    with reading() as work:
        found = work.decisions.decision(town.id, first)
        assert found is not None
        assert found.replaced_by == replaced_by
        assert work.decisions.log(town.id)[-1].decision == found
        assert work.decisions.of_meeting(town.id, of[0])[0] == found


def test_the_log_has_the_newest_first_with_meeting_item_and_what_it_is_about(town: Commune) -> None:
    of_measure = an_item_of(town, kind=ItemKind.MEASURE, subject_id=7, title="Abendkurse")
    of_priority = an_item_of(town, kind=ItemKind.PRIORITY, subject_id=8, title="Sprache")
    free = an_item_of(town)
    with writing() as work:
        for number, of in enumerate((of_measure, of_priority, free), start=1):
            work.decisions.add(town.id, a_decision(*of, number))
        change(work)
    with reading() as work:
        log = work.decisions.log(town.id)
    assert [(e.decision.number, e.item_title, e.priority_id, e.measure_id) for e in log] == [
        (3, "Verschiedenes", None, None),
        (2, "Sprache", 8, None),
        (1, "Abendkurse", None, 7),
    ]
    assert (log[0].meeting_title, log[0].meeting_starts_at) == ("Steuerungsgruppe", STARTS)


def test_tasks_come_by_their_day_those_without_last_and_are_overdue_from_the_day_after(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    meeting_id, item_id = an_item_of(town)
    of_day = {"Ohne": None, "Morgen": DAY + timedelta(days=1), "Heute": DAY, "Gestern": DAY - timedelta(days=1)}
    with writing() as work:
        for text, due_on in of_day.items():
            work.decisions.add_task(town.id, Task(0, meeting_id, item_id, text, "Amt", due_on, None, None))
        done = Task(0, meeting_id, item_id, "Erledigt", "Amt", DAY - timedelta(days=9), None, 7)
        done = replace(done, id=work.decisions.add_task(town.id, done), done_on=DAY)
        work.decisions.change_task(done)
        change(work)
    with reading() as work:
        found = work.decisions.tasks(town.id, DAY)
        assert [(each.task.text, each.overdue) for each in found] == [
            ("Erledigt", False),
            ("Gestern", True),
            ("Heute", False),
            ("Morgen", False),
            ("Ohne", False),
        ]
        assert found[0].task == done == work.decisions.task(town.id, done.id)
        assert (found[0].meeting_title, found[0].given_at) == ("Steuerungsgruppe", STARTS + timedelta(minutes=5))
        assert [each.text for each in work.decisions.tasks_of_meeting(meeting_id)] == [*of_day, "Erledigt"]
        assert work.decisions.task(neighbour.id, done.id) is None
        assert work.decisions.tasks(neighbour.id, DAY) == []
