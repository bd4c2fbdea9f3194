"""Meetings in the database, alike on SQLite and PostgreSQL: stored as given, apart by commune, in their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from factories import stored_commune, stored_person
from plans import stored_measure
from sqlalchemy import Engine
from steering_meetings import STARTS, a_meeting, an_item

from data.model.audit import AuditEvent
from data.model.meetings import (
    Addendum,
    Decision,
    ItemKind,
    ItemState,
    Meeting,
    MeetingStatus,
    Minutes,
    MinutesItem,
    Note,
    Participant,
    Presence,
    Reason,
    Task,
    Votes,
)
from data.model.people import Commune
from data.storage.database import UnitOfWork, reading, writing

AT = datetime(2026, 12, 8, 16, 30, 15, tzinfo=UTC)
FULL = a_meeting(
    MeetingStatus.RUNNING,
    title="Größe & „Haltung“",
    sentence="Wegen Glätte",
    item_id=3,
    began_at=AT,
    closed_at=AT + timedelta(hours=1),
)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


def change(work: UnitOfWork) -> None:
    """Every write has its entry in the log."""
    work.audit.record(AuditEvent.MEETING_CHANGED)


def stored(town: Commune, meeting: Meeting = FULL) -> Meeting:
    with writing() as work:
        meeting_id = work.meetings.add(town.id, meeting)
        change(work)
    return replace(meeting, id=meeting_id, revision=1)


def test_a_meeting_is_stored_with_everything_and_found_by_its_commune_alone(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    kept = stored(town)
    with reading() as work:
        assert work.meetings.meeting(town.id, kept.id) == kept
        assert work.meetings.all(town.id) == [kept]
        assert work.meetings.meeting(neighbour.id, kept.id) is None
        assert work.meetings.meeting(town.id, 999) is None
        assert work.meetings.all(neighbour.id) == []


def test_meetings_come_by_when_they_begin_and_not_by_when_they_were_planned(town: Commune) -> None:
    late, early = stored(town), stored(town, a_meeting(starts_at=STARTS - timedelta(days=1)))
    with reading() as work:
        assert [each.id for each in work.meetings.all(town.id)] == [early.id, late.id]


def test_the_revision_rises_with_every_change_and_is_never_what_somebody_says(town: Commune) -> None:
    kept = stored(town)
    with writing() as work:
        work.meetings.change(replace(kept, title="Neu", revision=77))
        work.meetings.touch(kept.id)
        change(work)
    with reading() as work:
        assert work.meetings.meeting(town.id, kept.id) == replace(kept, title="Neu", revision=3)


def test_participants_stay_in_the_order_in_which_they_were_invited(town: Commune) -> None:
    kept = stored(town)
    with writing() as work:
        for name in ("Volkshochschule", "Beirat", "Polizei"):
            work.meetings.invite(kept.id, name)
        vhs, beirat, polizei = work.meetings.participants(kept.id)
        work.meetings.set_presence(vhs.id, Presence.EXCUSED)
        work.meetings.uninvite(beirat.id)
        work.meetings.invite(kept.id, "Feuerwehr", Presence.PRESENT)
        change(work)
    with reading() as work:
        found = work.meetings.participants(kept.id)
    assert found == [
        Participant(vhs.id, "Volkshochschule", Presence.EXCUSED),
        Participant(polizei.id, "Polizei", Presence.INVITED),
        Participant(found[2].id, "Feuerwehr", Presence.PRESENT),
    ]


def test_an_item_is_stored_with_everything_and_agendas_come_in_their_order(town: Commune) -> None:
    kept, other = stored(town), stored(town)
    with writing() as work:
        measure = an_item(
            ItemKind.MEASURE,
            7,
            meeting_id=kept.id,
            position=2,
            reasons=(Reason.BLOCKED, Reason.OVERDUE),
            state=ItemState.POSTPONED,
            sentence="Keine Zeit",
            entered_at=AT,
            spent=61,
        )
        measure = replace(measure, id=work.meetings.add_item(measure))
        free = an_item(meeting_id=kept.id, position=1)
        free = replace(free, id=work.meetings.add_item(free))
        next_time = an_item(meeting_id=other.id, postponed_from=measure.id)
        next_time = replace(next_time, id=work.meetings.add_item(next_time))
        change(work)
    with reading() as work:
        assert work.meetings.items(kept.id) == [free, measure]
        assert work.meetings.items_of([other.id, kept.id]) == [free, measure, next_time]
        assert work.meetings.items_of([]) == []
        assert work.meetings.item(measure.id) == measure
        assert work.meetings.item(999) is None
        assert (work.meetings.last_position(kept.id), work.meetings.last_position(999)) == (2, 0)


def test_agendas_are_read_as_they_are_now_also_within_a_transaction(town: Commune) -> None:
    kept = stored(town)
    with writing() as work:
        item = an_item(meeting_id=kept.id)
        item = replace(item, id=work.meetings.add_item(item))
        assert work.meetings.items(kept.id) == [item]
        work.meetings.change_item(replace(item, state=ItemState.DISCUSSED, spent=9))
        assert work.meetings.items(kept.id) == [replace(item, state=ItemState.DISCUSSED, spent=9)]
        change(work)


def test_what_continues_a_removed_item_continues_what_that_one_continued(town: Commune) -> None:
    kept = stored(town)
    with writing() as work:
        first = work.meetings.add_item(an_item(meeting_id=kept.id))
        second = work.meetings.add_item(an_item(meeting_id=kept.id, postponed_from=first))
        third = work.meetings.add_item(an_item(meeting_id=kept.id, postponed_from=second))
        work.meetings.remove_item(second)
        assert [(each.id, each.postponed_from) for each in work.meetings.items(kept.id)] == [
            (first, None),
            (third, first),
        ]
        work.meetings.remove_item(first)
        assert {each.id: each.postponed_from for each in work.meetings.items(kept.id)} == {third: None}
        change(work)


def test_the_number_of_a_removed_item_participant_or_task_names_nothing_else_later(town: Commune) -> None:
    # Somebody may still look at the removed one, and write or click there.
    kept = stored(town)
    task = Task(0, kept.id, 0, "Zahlen vorlegen", "", None, None, None)
    with writing() as work:
        item_id = work.meetings.add_item(an_item(meeting_id=kept.id))
        work.meetings.remove_item(item_id)
        again = work.meetings.add_item(an_item(meeting_id=kept.id))
        task_id = work.decisions.add_task(town.id, replace(task, item_id=again))
        work.decisions.remove_task(task_id)
        assert work.decisions.add_task(town.id, replace(task, item_id=again)) > task_id
        work.meetings.invite(kept.id, "Beirat")
        (invited,) = work.meetings.participants(kept.id)
        work.meetings.uninvite(invited.id)
        work.meetings.invite(kept.id, "Polizei")
        assert work.meetings.participants(kept.id)[0].id > invited.id
        change(work)
    assert again > item_id


def test_items_and_tasks_about_a_removed_measure_stay_and_name_it_no_more(town: Commune) -> None:
    # SQLite may give its number to the next measure.
    kept, gone, other = stored(town), stored_measure(town), stored_measure(town)
    with writing() as work:
        item_id = work.meetings.add_item(an_item(ItemKind.MEASURE, gone.id, meeting_id=kept.id, title="Abendkurse"))
        work.meetings.add_item(an_item(ItemKind.MEASURE, other.id, meeting_id=kept.id, position=2))
        work.meetings.add_item(an_item(ItemKind.PRIORITY, gone.id, meeting_id=kept.id, position=3))
        work.decisions.add_task(town.id, Task(0, kept.id, item_id, "Zahlen vorlegen", "", None, None, gone.id))
        work.plan.remove_measure(gone.id)
        change(work)
    with reading() as work:
        assert [(each.kind, each.subject_id) for each in work.meetings.items(kept.id)] == [
            (ItemKind.FREE, None),
            (ItemKind.MEASURE, other.id),
            (ItemKind.PRIORITY, gone.id),
        ]
        assert [each.measure_id for each in work.decisions.tasks_of_meeting(kept.id)] == [None]


def test_each_person_has_one_text_about_an_item_and_an_empty_one_removes_it(town: Commune) -> None:
    kept = stored(town)
    officer, mayor = stored_person(commune=town), stored_person(commune=town, username="m", display_name="Leitung")
    with writing() as work:
        item_id = work.meetings.add_item(an_item(meeting_id=kept.id))
        work.meetings.write_note(item_id, mayor.account_id, "Ja", at=AT)
        work.meetings.write_note(item_id, officer.account_id, "Nein", at=AT)
        work.meetings.write_note(item_id, mayor.account_id, "Ja, aber", at=AT + timedelta(seconds=1))
        assert work.meetings.note(item_id, mayor.account_id) == "Ja, aber"
        change(work)
    with reading() as work:
        assert work.meetings.notes(kept.id) == [
            Note(item_id, officer.account_id, "Person officer", "Nein", AT),
            Note(item_id, mayor.account_id, "Leitung", "Ja, aber", AT + timedelta(seconds=1)),
        ]
    with writing() as work:
        work.meetings.write_note(item_id, mayor.account_id, "", at=AT)
        assert work.meetings.note(item_id, mayor.account_id) == ""
        work.meetings.remove_item(item_id)
        assert work.meetings.notes(kept.id) == []
        change(work)


def test_minutes_come_back_exactly_as_they_were_frozen(town: Commune) -> None:
    kept = stored(town)
    decision = Decision(4, 17, kept.id, 3, "Ja „so“", Votes(5, 4, 1), 3, None, "", AT.date())
    task = Task(2, kept.id, 3, "Zahlen vorlegen", "Kämmerei", AT.date(), None, 7)
    item = MinutesItem(
        1, ItemKind.MEASURE, "Abendkurse", ItemState.DISCUSSED, "", "running", 61, ("Ä" * 20_000,), (decision,), (task,)
    )
    minutes = Minutes(
        "Beispielstadt",
        "Größe",
        STARTS,
        AT,
        AT,
        "Saal",
        "Leitung",
        "",
        (Participant(1, "Beirat", Presence.PRESENT),),
        (item,),
    )
    with writing() as work:
        assert work.meetings.minutes(kept.id) is None
        work.meetings.freeze(kept.id, minutes)
        change(work)
    with reading() as work:
        assert work.meetings.minutes(kept.id) == minutes


def test_what_is_added_to_minutes_comes_in_its_order_with_who_added_it(town: Commune) -> None:
    kept, officer = stored(town), stored_person(commune=town)
    with writing() as work:
        work.meetings.add_addendum(kept.id, "Erst", at=AT, by=officer.account_id)
        work.meetings.add_addendum(kept.id, "Dann", at=AT, by=None)
        change(work)
    with reading() as work:
        assert work.meetings.addenda(kept.id) == [Addendum("Erst", AT, "Person officer"), Addendum("Dann", AT, "")]
