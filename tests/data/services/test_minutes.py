"""Minutes: frozen when the meeting closes, and never changed by what happens to anything in them afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from factories import audit_trail
from plans import stored_measure
from sqlalchemy import Engine
from steering_meetings import ACCEPTED, STARTS, TODAY, about, decide, frozen, items, planned, running, view
from teams import Team, a_team

from data.errors import NotFound, Refused
from data.model.audit import AuditEvent
from data.model.meetings import Addendum, ItemKind, ItemState, Minutes, MinutesItem, Participant, Presence
from data.model.plan import MeasureStatus
from data.services import agendas, measures, meeting_outcomes, meeting_views, meetings, minutes
from data.storage.database import writing

NOW = datetime(2026, 12, 8, 15, 5, tzinfo=UTC)
S = ItemState


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def the_minutes(team: Team, meeting_id: int) -> Minutes:
    return minutes.minutes(team.officer, meeting_id).minutes


def test_minutes_hold_who_was_there_and_of_each_item_what_was_said_decided_and_given(any_store: Engine) -> None:
    team = a_team()
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, title="Dolmetschen")
    meeting_id = planned(team.officer, "Haushalt", "Verschiedenes")
    on_measure = about(team.officer, meeting_id, ItemKind.MEASURE, measure.id)
    meetings.invite(team.officer, meeting_id, "Beirat")
    with time_machine.travel(NOW, tick=False) as clock:
        meetings.begin(team.officer, meeting_id)
        budget, other, _ = items(team.officer, meeting_id)
        agendas.write_note(team.officer, budget.id, "Die Zahlen sind gut.", seen="")
        agendas.write_note(team.mayor, budget.id, "  ", seen="")
        clock.shift(timedelta(seconds=75))
        agendas.settle(team.officer, budget, S.DISCUSSED)
        agendas.settle(team.officer, other, S.DROPPED, "Nichts")
        decision = decide(team.officer, on_measure.id, votes=ACCEPTED)
        meeting_outcomes.give_task(team.officer, on_measure.id, "Vertrag", "Sozialamt", date(2027, 1, 15))
        clock.shift(timedelta(seconds=30))
        meetings.close(team.officer, meeting_id)
    (guest,) = view(team.officer, meeting_id).participants
    (task,) = view(team.officer, meeting_id).items[2].tasks
    assert the_minutes(team, meeting_id) == Minutes(
        commune="Beispielstadt Test",
        title="Steuerungsgruppe",
        starts_at=STARTS,
        began_at=NOW,
        closed_at=NOW + timedelta(seconds=105),
        place="Rathaus, Saal 2",
        chair="Leitung",
        minute_taker="Geschäftsstelle",
        participants=(Participant(guest.id, "Beirat", Presence.INVITED),),
        items=(
            MinutesItem(1, ItemKind.FREE, "Haushalt", S.DISCUSSED, "", "", 75, ("Die Zahlen sind gut.",), (), ()),
            MinutesItem(2, ItemKind.FREE, "Verschiedenes", S.DROPPED, "Nichts", "", 0, (), (), ()),
            MinutesItem(3, ItemKind.MEASURE, "Dolmetschen", S.DISCUSSED, "", "blocked", 30, (), (decision,), (task,)),
        ),
    )


def test_minutes_stay_letter_by_letter_whatever_changes_afterwards(any_store: Engine) -> None:
    team = a_team()
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, title="Dolmetschen")
    meeting_id = planned(team.officer, "Haushalt")
    on_measure = about(team.officer, meeting_id, ItemKind.MEASURE, measure.id)
    meetings.invite(team.officer, meeting_id, "Beirat")
    meetings.begin(team.officer, meeting_id)
    agendas.write_note(team.officer, on_measure.id, "So", seen="")
    decide(team.officer, on_measure.id)
    meeting_outcomes.give_task(team.officer, on_measure.id, "Vertrag", "Sozialamt", None)
    meetings.close(team.officer, meeting_id)
    before, letters = the_minutes(team, meeting_id), frozen(any_store, meeting_id)

    now = measures.measure(team.officer, measure.id)
    measures.edit(team.officer, now, replace(now, title="Ganz anders"))
    measures.set_status(team.officer, now, MeasureStatus.RUNNING, "Weiter")
    (task,) = view(team.officer, meeting_id).items[1].tasks
    meeting_outcomes.change_task(team.officer, task, replace(task, text="Anders", done_on=TODAY))
    later = running(team.officer, "Noch einmal", weeks=4)
    decide(team.officer, items(team.officer, later)[0].id, replaces=1)
    agendas.let_go(team.officer, items(team.officer, meeting_id)[0].id, "Erledigt")
    minutes.add_addendum(team.officer, meeting_id, "Es fehlte ein Wort.")
    with writing() as work:
        work.plan.remove_measure(measure.id)
        work.meetings.uninvite(before.participants[0].id)
        work.audit.record(AuditEvent.PLAN_IMPORT_UNDONE)

    assert the_minutes(team, meeting_id) == before
    assert frozen(any_store, meeting_id) == letters


def test_before_it_closes_and_when_it_is_cancelled_a_meeting_has_no_minutes(team: Team) -> None:
    not_begun, runs, cancelled = planned(team.officer), running(team.officer), planned(team.officer)
    meetings.cancel(team.officer, cancelled, "Ferien")
    for meeting_id in (not_begun, runs, cancelled, 999):
        with pytest.raises(NotFound, match="minutes_not_found"):
            minutes.minutes(team.officer, meeting_id)
        with pytest.raises(NotFound, match="minutes_not_found"):
            minutes.add_addendum(team.officer, meeting_id, "Es fehlte ein Wort.")


def test_a_stranger_reads_and_adds_nothing(team: Team) -> None:
    meeting_id = running(team.officer)
    meetings.close(team.officer, meeting_id)
    with pytest.raises(NotFound, match="minutes_not_found"):
        minutes.minutes(team.stranger, meeting_id)
    with pytest.raises(NotFound, match="minutes_not_found"):
        minutes.add_addendum(team.stranger, meeting_id, "Wir waren auch da.")
    assert minutes.minutes(team.steering, meeting_id).addenda == ()


def test_what_is_added_later_stands_beside_the_minutes_with_who_and_when(any_store: Engine) -> None:
    team = a_team()
    meeting_id = running(team.officer)
    meetings.close(team.officer, meeting_id)
    for text in ("  ", "x" * 2_001):
        with pytest.raises(Refused):
            minutes.add_addendum(team.officer, meeting_id, text)
    trail = len(audit_trail())
    with time_machine.travel(NOW, tick=False):
        minutes.add_addendum(team.steering, meeting_id, " Es fehlte ein Wort. ")
    assert minutes.minutes(team.officer, meeting_id).addenda == (
        Addendum("Es fehlte ein Wort.", NOW, "Person steering"),
    )
    assert audit_trail(but=trail) == [
        ("meeting.changed", team.steering.account_id, team.commune.id, f"meeting:{meeting_id}", "addendum")
    ]


def a_second_meeting(team: Team) -> int:
    """A running meeting with the standing items that a second meeting is proposed: minutes and tasks."""
    first = running(team.officer, "Haushalt")
    (item,) = items(team.officer, first)
    meeting_outcomes.give_task(team.officer, item.id, "Zahlen vorlegen", "", None)
    meetings.close(team.officer, first)
    second = planned(team.officer, weeks=4)
    agendas.take_up(team.officer, second, view(team.officer, second).proposals)
    meetings.begin(team.officer, second)
    assert [each.kind for each in items(team.officer, second)] == [ItemKind.MINUTES, ItemKind.TASKS]
    return second


def test_standing_items_that_nobody_came_to_are_not_in_the_minutes_and_do_not_wait(team: Team) -> None:
    second = a_second_meeting(team)
    meetings.close(team.officer, second)
    assert the_minutes(team, second).items == ()
    assert meeting_views.overview(team.officer, TODAY).waiting == ()


def test_no_decision_task_or_note_under_a_standing_item_is_lost_even_if_nobody_said_it_was_discussed(
    team: Team,
) -> None:
    second = a_second_meeting(team)
    of_minutes, of_tasks = items(team.officer, second)
    decide(team.officer, of_minutes.id, "Das letzte Protokoll gilt.")
    agendas.write_note(team.officer, of_tasks.id, "Noch nicht fertig", seen="")
    meetings.close(team.officer, second)
    found = the_minutes(team, second).items
    assert [(each.number, each.kind, each.state) for each in found] == [
        (1, ItemKind.MINUTES, S.DISCUSSED),
        (2, ItemKind.TASKS, S.DROPPED),
    ]
    assert [each.text for each in found[0].decisions] == ["Das letzte Protokoll gilt."]
    assert found[1].notes == ("Noch nicht fertig",)


def test_a_standing_item_that_was_dropped_for_a_reason_says_so(team: Team) -> None:
    second = a_second_meeting(team)
    agendas.settle(team.officer, items(team.officer, second)[0], S.DROPPED, "Es lag noch nicht vor.")
    meetings.close(team.officer, second)
    assert [(each.kind, each.sentence) for each in the_minutes(team, second).items] == [
        (ItemKind.MINUTES, "Es lag noch nicht vor.")
    ]


def test_minutes_name_what_was_written_and_not_who_wrote_it(team: Team) -> None:
    meeting_id = running(team.officer, "Haushalt")
    agendas.write_note(team.officer, items(team.officer, meeting_id)[0].id, "Die Zahlen sind gut.", seen="")
    meetings.close(team.officer, meeting_id)
    assert "Person officer" not in repr(the_minutes(team, meeting_id))
