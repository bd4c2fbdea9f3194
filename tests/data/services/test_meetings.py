"""Meetings from the plan to the end: planned from the last one, begun, taken back, cancelled, closed, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from conftest import count
from factories import audit_trail, stored_person
from sqlalchemy import Engine
from steering_meetings import STARTS, TODAY, a_meeting, an_item, decide, items, planned, running, view, waiting
from teams import Team, a_team, failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.calendar import TIME_ZONE
from data.model.meetings import ItemState, Meeting, MeetingStatus, Presence
from data.model.people import Person, Role
from data.rules import meeting_states
from data.services import agendas, meeting_outcomes, meeting_views, meetings

S = MeetingStatus
NOW = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def stored(team: Team, meeting_id: int) -> Meeting:
    return view(team.officer, meeting_id).meeting


def invited(team: Team, meeting_id: int) -> list[tuple[str, Presence]]:
    return [(each.name, each.presence) for each in view(team.officer, meeting_id).participants]


# Planning


def test_a_planned_meeting_is_stored_without_spaces_around_its_texts_and_with_an_entry_in_the_log(
    any_store: Engine,
) -> None:
    team = a_team()
    trail = len(audit_trail())
    wished = a_meeting(title=" Steuerungsgruppe ", place=" Saal ", chair=" Leitung ", minute_taker=" Büro ")
    meeting_id = meetings.add(team.steering, wished)
    assert stored(team, meeting_id) == a_meeting(id=meeting_id, place="Saal", chair="Leitung", minute_taker="Büro")
    assert audit_trail(but=trail) == [
        ("meeting.added", team.steering.account_id, team.commune.id, f"meeting:{meeting_id}", "")
    ]


def test_only_what_can_be_edited_counts_of_a_meeting_that_is_planned(team: Team) -> None:
    wished = a_meeting(S.CLOSED, id=77, sentence="x", item_id=5, began_at=NOW, closed_at=NOW, revision=9)
    meeting_id = meetings.add(team.officer, wished)
    assert stored(team, meeting_id) == a_meeting(id=meeting_id)


def test_a_meeting_that_cannot_be_is_refused_and_leaves_nothing(any_store: Engine) -> None:
    team = a_team()
    trail = len(audit_trail())
    with pytest.raises(Refused, match="meeting_text_needed"):
        meetings.add(team.officer, a_meeting(title=" "))
    assert (count(any_store, "meeting"), len(audit_trail())) == (0, trail)


def test_the_first_draft_is_in_two_weeks_at_four_in_the_afternoon_for_ninety_minutes(team: Team) -> None:
    # 22 November 2026, 14:32 UTC and two weeks: 6 December, 16:00 in Germany, which is 15:00 UTC in winter.
    draft = meetings.draft(team.officer, "Steuerungsgruppe", NOW)
    starts_at = datetime(2026, 12, 6, 15, tzinfo=UTC)
    assert draft == replace(a_meeting(), id=0, place="", chair="", minute_taker="", starts_at=starts_at)
    assert meeting_views.overview(team.officer, TODAY).coming == ()


def test_the_next_draft_begins_from_the_last_meeting_four_weeks_later(team: Team) -> None:
    planned(team.officer)
    draft = meetings.draft(team.officer, "Anders", NOW)
    assert draft == replace(a_meeting(), id=0, starts_at=datetime(2027, 1, 5, 15, tzinfo=UTC))


def test_a_cancelled_meeting_is_no_model_for_the_next_one(team: Team) -> None:
    meetings.cancel(team.officer, planned(team.officer), "Niemand kann")
    assert meetings.draft(team.officer, "Anders", NOW).title == "Anders"


@pytest.mark.parametrize(
    ("last", "now", "following"),
    [
        # Four weeks later the clock shows 16:00 again, before and after both changes of time.
        (datetime(2026, 12, 8, 15), datetime(2026, 12, 8, 17), datetime(2027, 1, 5, 15)),
        (datetime(2027, 3, 9, 15), datetime(2027, 3, 9, 17), datetime(2027, 4, 6, 14)),
        (datetime(2026, 10, 6, 14), datetime(2026, 10, 6, 17), datetime(2026, 11, 3, 15)),
        # Long ago: the first Tuesday that is still to come.
        (datetime(2026, 5, 12, 14), datetime(2026, 11, 22, 12), datetime(2026, 11, 24, 15)),
        # A minute too late for today, and just in time.
        (datetime(2026, 10, 27, 15), datetime(2026, 11, 24, 15), datetime(2026, 12, 1, 15)),
        (datetime(2026, 10, 27, 15), datetime(2026, 11, 24, 14, 59), datetime(2026, 11, 24, 15)),
    ],
)
def test_the_next_meeting_is_on_the_same_weekday_at_the_same_time_of_the_clock(
    last: datetime, now: datetime, following: datetime
) -> None:
    found = meetings.next_start(last.replace(tzinfo=UTC), now.replace(tzinfo=UTC))
    assert found == following.replace(tzinfo=UTC)
    assert (found.astimezone(TIME_ZONE).hour, found.astimezone(TIME_ZONE).weekday()) == (16, 1)


def test_who_was_invited_last_is_invited_again_whether_they_came_or_not(team: Team) -> None:
    first = planned(team.officer)
    for name in ("Beirat", " Volkshochschule "):
        meetings.invite(team.officer, first, name)
    excused = view(team.officer, first).participants[1]
    meetings.set_presence(team.officer, first, excused.id, Presence.EXCUSED)
    second = planned(team.officer, weeks=4)
    assert invited(team, second) == [("Beirat", Presence.INVITED), ("Volkshochschule", Presence.INVITED)]
    meetings.cancel(team.officer, second, "Ferien")
    meetings.invite(team.officer, first, "Polizei")
    assert len(invited(team, planned(team.officer, weeks=8))) == 3  # of the first one: the second was cancelled


# Editing


def test_an_edit_stores_what_changed_and_names_the_parts_alone(team: Team) -> None:
    meeting_id = planned(team.officer)
    seen, trail = stored(team, meeting_id), len(audit_trail())
    meetings.edit(team.mayor, seen, replace(seen, place=" Bürgerhaus ", minutes=60, status=S.CLOSED))
    assert stored(team, meeting_id) == replace(seen, place="Bürgerhaus", minutes=60, revision=2)
    assert audit_trail(but=trail) == [
        ("meeting.changed", team.mayor.account_id, team.commune.id, f"meeting:{meeting_id}", "minutes,place")
    ]


def test_an_edit_that_changes_nothing_writes_nothing(team: Team) -> None:
    seen, trail = stored(team, planned(team.officer)), len(audit_trail())
    meetings.edit(team.officer, seen, seen)
    assert (stored(team, seen.id), len(audit_trail())) == (seen, trail)


def test_two_who_edit_different_parts_both_get_what_they_wished_and_of_one_part_the_first(any_store: Engine) -> None:
    team = a_team()
    seen = stored(team, planned(team.officer))
    meetings.edit(team.officer, seen, replace(seen, place="Bürgerhaus"))
    meetings.edit(team.mayor, seen, replace(seen, minutes=60))
    meetings.edit(team.mayor, seen, replace(seen, place="Bürgerhaus"))  # the same wish is no contest
    with pytest.raises(ChangedMeanwhile, match="meeting_changed_meanwhile"):
        meetings.edit(team.mayor, seen, replace(seen, place="Schule", chair="Rat"))
    assert stored(team, seen.id) == replace(seen, place="Bürgerhaus", minutes=60, revision=3)


# People


def test_somebody_is_invited_once_whatever_the_letters(team: Team) -> None:
    meeting_id = planned(team.officer)
    meetings.invite(team.officer, meeting_id, "Beirat")
    for name, error in ((" beirat", "participant_is_invited"), ("  ", "meeting_text_needed"), ("x" * 201, "too_long")):
        with pytest.raises(Refused, match=error):
            meetings.invite(team.officer, meeting_id, name)
    assert invited(team, meeting_id) == [("Beirat", Presence.INVITED)]


def test_at_most_two_hundred_are_invited(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    assert meeting_states.MOST_PARTICIPANTS == 200
    monkeypatch.setattr(meeting_states, "MOST_PARTICIPANTS", 1)
    meeting_id = planned(team.officer)
    meetings.invite(team.officer, meeting_id, "Beirat")
    with pytest.raises(Refused, match=r"too_many_participants .most=1."):
        meetings.invite(team.officer, meeting_id, "Polizei")


def test_who_is_added_while_the_meeting_runs_is_there(team: Team) -> None:
    meeting_id = running(team.officer)
    meetings.invite(team.officer, meeting_id, "Beirat")
    assert invited(team, meeting_id) == [("Beirat", Presence.PRESENT)]


def test_presence_and_leaving_the_list_raise_the_revision_and_name_nobody_in_the_log(team: Team) -> None:
    meeting_id = planned(team.officer)
    meetings.invite(team.officer, meeting_id, "Frau Beispiel")
    (guest,) = view(team.officer, meeting_id).participants
    before = meeting_views.revision(team.officer, meeting_id)
    meetings.set_presence(team.officer, meeting_id, guest.id, Presence.PRESENT)
    meetings.set_presence(team.officer, meeting_id, guest.id, Presence.PRESENT)  # changes nothing
    assert invited(team, meeting_id) == [("Frau Beispiel", Presence.PRESENT)]
    meetings.uninvite(team.officer, meeting_id, guest.id)
    assert invited(team, meeting_id) == []
    assert meeting_views.revision(team.officer, meeting_id) == before + 2
    assert "Beispiel" not in str(audit_trail())
    with pytest.raises(NotFound, match="participant_not_found"):
        meetings.set_presence(team.officer, meeting_id, guest.id, Presence.EXCUSED)


def test_that_all_others_are_there_holds_for_those_of_whom_nothing_is_noted(any_store: Engine) -> None:
    team = a_team()
    meeting_id = planned(team.officer)
    for name in ("Beirat", "Polizei", "Volkshochschule"):
        meetings.invite(team.officer, meeting_id, name)
    meetings.begin(team.officer, meeting_id)
    before = meeting_views.revision(team.officer, meeting_id)
    excused = view(team.officer, meeting_id).participants[1]
    meetings.set_presence(team.mayor, meeting_id, excused.id, Presence.EXCUSED)  # a moment ago, in another tab
    meetings.note_rest_present(team.officer, meeting_id)
    there = [("Beirat", Presence.PRESENT), ("Polizei", Presence.EXCUSED), ("Volkshochschule", Presence.PRESENT)]
    assert invited(team, meeting_id) == there
    meetings.note_rest_present(team.officer, meeting_id)  # changes nothing
    assert meeting_views.revision(team.officer, meeting_id) == before + 2


def test_a_participant_of_another_meeting_is_none_of_this_one(team: Team) -> None:
    first, second = planned(team.officer), planned(team.officer, weeks=4)
    meetings.invite(team.officer, first, "Beirat")
    (guest,) = view(team.officer, first).participants
    with pytest.raises(NotFound, match="participant_not_found"):
        meetings.uninvite(team.officer, second, guest.id)
    assert invited(team, first) == [("Beirat", Presence.INVITED)]


# Steps


def test_a_meeting_begins_with_its_first_item_and_the_clock_runs(any_store: Engine) -> None:
    team = a_team()
    meeting_id = planned(team.officer, "Erstes", "Zweites")
    trail = len(audit_trail())
    with time_machine.travel(NOW, tick=False):
        meetings.begin(team.steering, meeting_id)
    first, second = items(team.officer, meeting_id)
    begun = stored(team, meeting_id)
    assert (begun.status, begun.began_at, begun.item_id) == (S.RUNNING, NOW, first.id)
    assert (first.entered_at, second.entered_at) == (NOW, None)
    assert audit_trail(but=trail) == [
        ("meeting.status_set", team.steering.account_id, team.commune.id, f"meeting:{meeting_id}", "planned>running")
    ]


def test_a_meeting_without_agenda_begins_with_nothing_up(team: Team) -> None:
    assert view(team.officer, running(team.officer)).current is None


def test_what_began_by_mistake_goes_back_to_the_plan_with_an_agenda_as_if_it_had_not(team: Team) -> None:
    meeting_id = running(team.officer, "Erstes", "Zweites")
    first, second = items(team.officer, meeting_id)
    agendas.settle(team.officer, first, ItemState.DROPPED, "Unnötig")
    agendas.write_note(team.officer, second.id, "Das bleibt", seen="")
    meetings.back_to_plan(team.officer, meeting_id)
    now = view(team.officer, meeting_id)
    assert (now.meeting.status, now.meeting.began_at, now.meeting.item_id) == (S.PLANNED, None, None)
    assert [(i.item.state, i.item.sentence, i.item.entered_at, i.item.spent) for i in now.items] == [
        (ItemState.OPEN, "", None, 0)
    ] * 2
    assert [note.text for note in now.items[1].notes] == ["Das bleibt"]


def test_a_meeting_that_decided_or_gave_a_task_does_not_go_back(team: Team) -> None:
    meeting_id = running(team.officer, "Erstes")
    (item,) = items(team.officer, meeting_id)
    task_id = meeting_outcomes.give_task(team.officer, item.id, "Zahlen vorlegen", "", None)
    with pytest.raises(Refused, match="meeting_has_decided"):
        meetings.back_to_plan(team.officer, meeting_id)
    task = view(team.officer, meeting_id).items[0].tasks[0]
    assert task.id == task_id
    meeting_outcomes.remove_task(team.officer, task)
    meeting_outcomes.withdraw_decision(team.officer, decide(team.officer, item.id), "Ein Irrtum")
    with pytest.raises(Refused, match="meeting_has_decided"):  # the number of a withdrawn decision is given as well
        meetings.back_to_plan(team.officer, meeting_id)
    assert stored(team, meeting_id).status is S.RUNNING


def test_a_cancelled_meeting_says_why_and_comes_back_without_the_sentence(team: Team) -> None:
    meeting_id = planned(team.officer, "Erstes")
    with pytest.raises(Refused, match="meeting_text_needed"):
        meetings.cancel(team.officer, meeting_id, "  ")
    meetings.cancel(team.officer, meeting_id, " Die Leitung ist krank. ")
    assert (stored(team, meeting_id).status, stored(team, meeting_id).sentence) == (
        S.CANCELLED,
        "Die Leitung ist krank.",
    )
    assert waiting(team.officer) == ["Erstes"]
    meetings.reinstate(team.officer, meeting_id)
    assert (stored(team, meeting_id).status, stored(team, meeting_id).sentence) == (S.PLANNED, "")
    assert waiting(team.officer) == []


def test_a_cancelled_meeting_whose_agenda_was_taken_up_elsewhere_still_loses_an_item(any_store: Engine) -> None:
    team = a_team()
    cancelled, later = planned(team.officer, "Erstes"), planned(team.officer, weeks=4)
    meetings.cancel(team.officer, cancelled, "Ferien")
    agendas.take_up(team.officer, later, view(team.officer, later).proposals)
    meetings.reinstate(team.officer, cancelled)
    agendas.remove_item(team.officer, items(team.officer, cancelled)[0].id)
    assert [(each.title, each.postponed_from) for each in items(team.officer, later)] == [("Erstes", None)]


def test_a_meeting_that_takes_place_after_all_tells_what_stands_on_another_agenda_meanwhile(any_store: Engine) -> None:
    team = a_team()
    first = running(team.officer, "Vertagt")
    meetings.close(team.officer, first)
    cancelled = planned(team.officer, "Erstes", "Zweites", weeks=4)
    agendas.take_up(team.officer, cancelled, [each for each in view(team.officer, cancelled).proposals if each.minutes])
    meetings.cancel(team.officer, cancelled, "Ferien")
    later = planned(team.officer, weeks=8)
    wished = [each for each in view(team.officer, later).proposals if each.title in ("Erstes", "Vertagt")]
    assert agendas.take_up(team.officer, later, wished) == 2
    assert view(team.officer, cancelled).also_on == {}  # it is over
    meetings.reinstate(team.officer, cancelled)
    now = view(team.officer, cancelled)
    eight_weeks_later = STARTS + timedelta(weeks=8)
    by_title = {each.item.title: now.also_on.get(each.item.id) for each in now.items}
    expected = {"Erstes": eight_weeks_later, "Zweites": None, "": None, "Vertagt": eight_weeks_later}
    assert by_title == expected  # the minutes of the last meeting have no title of their own
    meetings.cancel(team.officer, later, "Doch nicht")
    assert view(team.officer, cancelled).also_on == {}


STEPS: dict[str, Callable[[Person, int], None]] = {
    "begin": meetings.begin,
    "back_to_plan": meetings.back_to_plan,
    "cancel": lambda acting, meeting_id: meetings.cancel(acting, meeting_id, "Ferien"),
    "reinstate": meetings.reinstate,
    "close": meetings.close,
}
BROUGHT_BY = {S.PLANNED: [], S.RUNNING: ["begin"], S.CLOSED: ["begin", "close"], S.CANCELLED: ["cancel"]}
WAYS = {
    (S.PLANNED, "begin"): S.RUNNING,
    (S.PLANNED, "cancel"): S.CANCELLED,
    (S.RUNNING, "back_to_plan"): S.PLANNED,
    (S.RUNNING, "close"): S.CLOSED,
    (S.CANCELLED, "reinstate"): S.PLANNED,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", S)
def test_every_step_is_taken_from_one_state_alone_and_is_refused_elsewhere(
    team: Team, status: MeetingStatus, step: str
) -> None:
    meeting_id = planned(team.officer)
    for earlier in BROUGHT_BY[status]:
        STEPS[earlier](team.officer, meeting_id)
    trail = len(audit_trail())
    if (status, step) in WAYS:
        STEPS[step](team.officer, meeting_id)
        assert stored(team, meeting_id).status is WAYS[status, step]
    else:
        with pytest.raises(Refused, match="meeting_step_impossible"):
            STEPS[step](team.officer, meeting_id)
        assert (stored(team, meeting_id).status, len(audit_trail())) == (status, trail)


def test_closing_stops_the_clock_and_postpones_what_nobody_came_to(any_store: Engine) -> None:
    team = a_team()
    meeting_id = planned(team.officer, "Erstes", "Zweites", "Drittes")
    with time_machine.travel(NOW, tick=False) as clock:
        meetings.begin(team.officer, meeting_id)
        clock.shift(timedelta(minutes=4))
        agendas.settle(team.officer, items(team.officer, meeting_id)[0], ItemState.DISCUSSED)
        clock.shift(timedelta(seconds=90))
        meetings.close(team.officer, meeting_id)
    closed = stored(team, meeting_id)
    assert (closed.status, closed.item_id, closed.closed_at) == (S.CLOSED, None, NOW + timedelta(seconds=330))
    assert [(each.state, each.spent, each.entered_at) for each in items(team.officer, meeting_id)] == [
        (ItemState.DISCUSSED, 240, None),
        (ItemState.POSTPONED, 90, None),
        (ItemState.POSTPONED, 0, None),
    ]
    assert waiting(team.officer) == ["Zweites", "Drittes"]


def test_what_led_to_a_decision_or_a_task_is_discussed_even_if_nobody_said_so(team: Team) -> None:
    meeting_id = running(team.officer, "Mit Beschluss", "Mit Aufgabe", "Mit nichts")
    with_decision, with_task, _ = items(team.officer, meeting_id)
    decide(team.officer, with_decision.id)
    meeting_outcomes.give_task(team.officer, with_task.id, "Zahlen vorlegen", "", None)
    meetings.close(team.officer, meeting_id)
    states = [each.state for each in items(team.officer, meeting_id)]
    assert states == [ItemState.DISCUSSED, ItemState.DISCUSSED, ItemState.POSTPONED]
    assert waiting(team.officer) == ["Mit nichts"]


CHANGES_OF_A_MEETING: dict[str, Callable[[Person, int, int, int], Any]] = {
    "edit": lambda p, m, _i, _g: meetings.edit(p, a_meeting(id=m), a_meeting(id=m, minutes=30)),
    "invite": lambda p, m, _i, _g: meetings.invite(p, m, "Polizei"),
    "set_presence": lambda p, m, _i, g: meetings.set_presence(p, m, g, Presence.EXCUSED),
    "note_rest_present": lambda p, m, _i, _g: meetings.note_rest_present(p, m),
    "uninvite": lambda p, m, _i, g: meetings.uninvite(p, m, g),
    "add_item": lambda p, m, _i, _g: agendas.add_item(p, m, "Neu", 5),
    "take_up": lambda p, m, _i, _g: agendas.take_up(p, m, ()),
    "put_in_order": lambda p, m, i, _g: agendas.put_in_order(p, m, [i]),
    "remove_item": lambda p, _m, i, _g: agendas.remove_item(p, i),
    "go_to": lambda p, _m, i, _g: agendas.go_to(p, i),
    "settle": lambda p, _m, i, _g: agendas.settle(p, an_item(id=i), ItemState.DISCUSSED),
    "write_note": lambda p, _m, i, _g: agendas.write_note(p, i, "Neu", seen=""),
    "decide": lambda p, _m, i, _g: decide(p, i),
    "give_task": lambda p, _m, i, _g: meeting_outcomes.give_task(p, i, "Neu", "", None),
    "cancel": lambda p, m, _i, _g: meetings.cancel(p, m, "Ferien"),
    "begin": lambda p, m, _i, _g: meetings.begin(p, m),
}


@pytest.mark.parametrize("change", CHANGES_OF_A_MEETING)
def test_a_closed_meeting_takes_no_change(team: Team, change: str) -> None:
    meeting_id = planned(team.officer, "Erstes")
    meetings.invite(team.officer, meeting_id, "Beirat")
    meetings.begin(team.officer, meeting_id)
    meetings.close(team.officer, meeting_id)
    before, trail = view(team.officer, meeting_id), len(audit_trail())
    with pytest.raises(Refused):
        CHANGES_OF_A_MEETING[change](team.officer, meeting_id, before.items[0].item.id, before.participants[0].id)
    assert (view(team.officer, meeting_id), len(audit_trail())) == (before, trail)


# Whose, and by whom


@pytest.mark.parametrize("change", CHANGES_OF_A_MEETING)
def test_a_stranger_finds_none_of_it_as_if_it_did_not_exist(team: Team, change: str) -> None:
    meeting_id = planned(team.officer, "Erstes")
    meetings.invite(team.officer, meeting_id, "Beirat")
    before, trail = view(team.officer, meeting_id), len(audit_trail())
    found = []
    for ids in ((meeting_id, before.items[0].item.id, before.participants[0].id), (999, 999, 999)):
        with pytest.raises(NotFound) as error:
            CHANGES_OF_A_MEETING[change](team.stranger, *ids)
        found.append(str(error.value))
    assert found[0] == found[1]
    assert (view(team.officer, meeting_id), len(audit_trail())) == (before, trail)


@pytest.mark.parametrize("change", CHANGES_OF_A_MEETING)
@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM])
def test_departments_and_the_platform_team_change_nothing(team: Team, role: Role, change: str) -> None:
    acting = team.contributor if role is Role.CONTRIBUTOR else stored_person(Role.PLATFORM)
    with pytest.raises(NotAllowed, match="not_allowed"):
        CHANGES_OF_A_MEETING[change](acting, planned(team.officer), 1, 1)


def test_a_draft_tells_a_stranger_nothing_of_the_last_meeting(team: Team) -> None:
    planned(team.officer)
    draft = meetings.draft(team.stranger, "Unsere", NOW)
    assert (draft.title, draft.place, draft.chair) == ("Unsere", "", "")
    second = meetings.add(team.stranger, draft)
    assert view(team.stranger, second).participants == ()


# A failure in the middle

IN_PLAN = (
    "edit",
    "invite",
    "set_presence",
    "note_rest_present",
    "uninvite",
    "add_item",
    "put_in_order",
    "remove_item",
    "write_note",
)


@pytest.mark.parametrize("change", [*IN_PLAN, "begin", "cancel", "go_to", "settle", "decide", "give_task", "close"])
def test_a_failure_in_the_middle_leaves_nothing_half_stored(any_store: Engine, change: str) -> None:
    team = a_team()
    meeting_id = planned(team.officer, "Erstes", "Zweites")
    meetings.invite(team.officer, meeting_id, "Beirat")
    if change not in (*IN_PLAN, "begin", "cancel"):
        meetings.begin(team.officer, meeting_id)
    before, trail = view(team.officer, meeting_id), len(audit_trail())
    act = {**CHANGES_OF_A_MEETING, "close": lambda p, m, _i, _g: meetings.close(p, m)}[change]
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        act(team.officer, meeting_id, before.items[0].item.id, before.participants[0].id)
    assert (view(team.officer, meeting_id), len(audit_trail())) == (before, trail)
    act(team.officer, meeting_id, before.items[0].item.id, before.participants[0].id)  # otherwise it held by chance
    assert len(audit_trail()) > trail


def test_the_log_names_nothing_that_somebody_typed(team: Team) -> None:
    typed = "Geheim"
    meeting_id = meetings.add(team.officer, a_meeting(title=typed, place=typed, chair=typed, minute_taker=typed))
    meetings.invite(team.officer, meeting_id, typed)
    item_id = agendas.add_item(team.officer, meeting_id, typed, 5)
    meetings.begin(team.officer, meeting_id)
    agendas.write_note(team.officer, item_id, typed, seen="")
    decision = decide(team.officer, item_id, typed)
    meeting_outcomes.withdraw_decision(team.officer, decision, typed)
    meeting_outcomes.give_task(team.officer, item_id, typed, typed, date(2027, 1, 1))
    agendas.settle(team.officer, items(team.officer, meeting_id)[0], ItemState.POSTPONED, typed)
    meetings.close(team.officer, meeting_id)
    agendas.let_go(team.officer, item_id, typed)
    meetings.cancel(team.officer, planned(team.officer, typed), typed)
    assert typed not in str(audit_trail())
