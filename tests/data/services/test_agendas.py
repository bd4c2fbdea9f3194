"""Agendas: proposed and taken up, changed by hand, gone through while the meeting runs, postponed until taken up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from factories import audit_trail, stored_person
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import about, an_item, item_view, items, planned, running, view, waiting
from teams import Team, a_team

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.meetings import ItemKind, ItemState, ProposedItem, Reason
from data.model.people import Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.rules import meeting_states
from data.services import agendas, measures, meetings
from data.storage.database import writing

K, R, S = ItemKind, Reason, ItemState
NOW = datetime(2026, 12, 8, 15, tzinfo=UTC)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def titles(team: Team, meeting_id: int) -> list[str]:
    return [each.title for each in items(team.officer, meeting_id)]


def proposals(team: Team, meeting_id: int) -> tuple[ProposedItem, ...]:
    return view(team.officer, meeting_id).proposals


def left_behind(team: Team, title: str = "Haushalt") -> int:
    """An item that a closed meeting postponed; its id."""
    meeting_id = running(team.officer, title)
    (item,) = items(team.officer, meeting_id)
    agendas.settle(team.officer, item, S.POSTPONED, "Die Zahlen fehlen.")
    meetings.close(team.officer, meeting_id)
    return item.id


# Proposed and taken up


def test_the_plan_proposes_what_is_blocked_overdue_disputed_and_due_for_decision(any_store: Engine) -> None:
    team = a_team()
    stored_measure(team.commune, title="Ruhig")
    blocked = stored_measure(team.commune, title="Blockiert", status=MeasureStatus.BLOCKED, due_on=date(2026, 12, 7))
    disputed = stored_measure(team.commune, title="Strittig")
    measures.edit(team.officer, disputed, replace(disputed, budget_euro=1))
    measures.edit(team.mayor, disputed, replace(disputed, budget_euro=2))
    settled = stored_measure(team.commune, title="Beigelegt")
    measures.edit(team.officer, settled, replace(settled, budget_euro=1))
    measures.edit(team.mayor, settled, replace(settled, budget_euro=2))
    measures.edit(team.officer, measures.measure(team.officer, settled.id), replace(settled, budget_euro=2))
    idea = stored_priority(team.commune, title="Vorgeschlagen")
    stored_priority(team.commune, title="Vereinbart", status=PriorityStatus.AGREED)
    assert proposals(team, planned(team.officer)) == (
        ProposedItem(f"measure:{blocked.id}", K.MEASURE, "Blockiert", blocked.id, (R.BLOCKED, R.OVERDUE), 15),
        ProposedItem(f"priority:{idea.id}", K.PRIORITY, "Vorgeschlagen", idea.id, (R.DUE_FOR_DECISION,), 15),
        ProposedItem(f"measure:{disputed.id}", K.MEASURE, "Strittig", disputed.id, (R.DISPUTED,), 10),
    )


def test_what_is_taken_up_comes_last_as_it_is_called_now_and_is_proposed_no_more(any_store: Engine) -> None:
    team = a_team()
    blocked = stored_measure(team.commune, title="Alter Titel", status=MeasureStatus.BLOCKED)
    meeting_id = planned(team.officer, "Begrüßung")
    seen = proposals(team, meeting_id)
    measures.edit(team.officer, blocked, replace(blocked, title="Neuer Titel"))
    trail = len(audit_trail())
    agendas.take_up(team.steering, meeting_id, seen)
    assert items(team.officer, meeting_id)[1] == replace(
        an_item(K.MEASURE, blocked.id, title="Neuer Titel", minutes=15, reasons=(R.BLOCKED,)),
        id=items(team.officer, meeting_id)[1].id,
        meeting_id=meeting_id,
        position=2,
    )
    assert proposals(team, meeting_id) == ()
    assert audit_trail(but=trail) == [
        ("meeting.agenda_changed", team.steering.account_id, team.commune.id, f"meeting:{meeting_id}", "added")
    ]


def test_what_is_on_the_agenda_is_not_put_on_again_by_whoever_saw_it_before(team: Team) -> None:
    stored_measure(team.commune, status=MeasureStatus.BLOCKED)
    left_behind(team)
    meeting_id = planned(team.officer)
    seen = proposals(team, meeting_id)
    agendas.take_up(team.officer, meeting_id, [*seen, *seen])
    agendas.take_up(team.mayor, meeting_id, seen)
    assert [each.kind for each in items(team.officer, meeting_id)] == [K.MINUTES, K.FREE, K.MEASURE]
    assert proposals(team, meeting_id) == ()


def test_of_four_who_take_up_the_same_at_once_one_does(any_store: Engine) -> None:
    team = a_team()
    left_behind(team)
    meeting_ids = [planned(team.officer, weeks=4), planned(team.officer, weeks=8)]
    people = [stored_person(Role.STEERING, team.commune, username=f"s{n}") for n in range(4)]
    seen = [each for each in proposals(team, meeting_ids[0]) if each.kind is K.FREE]

    def click(number: int) -> None:
        agendas.take_up(people[number], meeting_ids[number % 2], seen)

    with ThreadPoolExecutor(4) as at_once:
        list(at_once.map(click, range(4)))
    assert [title for meeting_id in meeting_ids for title in titles(team, meeting_id)] == ["Haushalt"]


def test_taking_up_says_how_many_were_put_on_the_agenda(any_store: Engine) -> None:
    team = a_team()
    stored_measure(team.commune, status=MeasureStatus.BLOCKED)
    left_behind(team)
    first, second = planned(team.officer, weeks=4), planned(team.officer, weeks=8)
    seen = proposals(team, first)
    assert len(seen) == 3  # the last minutes, what was postponed, the blocked measure
    assert agendas.take_up(team.mayor, second, [each for each in seen if each.kind is K.FREE]) == 1
    assert agendas.take_up(team.officer, first, seen) == 2
    assert agendas.take_up(team.officer, first, seen) == 0
    assert [each.kind for each in items(team.officer, first)] == [K.MINUTES, K.MEASURE]


@pytest.mark.parametrize("waits_no_longer", ["taken up elsewhere", "let go"])
def test_a_measure_that_waits_no_longer_is_taken_up_for_its_other_reasons(
    any_store: Engine, waits_no_longer: str
) -> None:
    team = a_team()
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, title="Dolmetschen")
    earlier = planned(team.officer)
    left = about(team.officer, earlier, K.MEASURE, measure.id)
    meetings.begin(team.officer, earlier)
    meetings.close(team.officer, earlier)
    meeting_id = planned(team.officer, weeks=4)
    (seen,) = [each for each in proposals(team, meeting_id) if each.kind is K.MEASURE]
    assert (seen.reasons, seen.postponed_from) == ((R.POSTPONED, R.BLOCKED), left.id)
    if waits_no_longer == "let go":
        agendas.let_go(team.mayor, left.id, "Das regelt das Amt.")
    else:
        agendas.take_up(team.mayor, planned(team.officer, weeks=8), [seen])
    assert agendas.take_up(team.officer, meeting_id, [seen]) == 1
    (item,) = items(team.officer, meeting_id)
    assert (item.title, item.reasons, item.postponed_from) == ("Dolmetschen", (R.BLOCKED,), None)


def test_a_stranger_takes_up_nothing_of_ours_and_we_nothing_of_theirs(team: Team) -> None:
    measure = stored_measure(team.commune, title="Geheim")
    priority = stored_priority(team.commune, title="Geheim")
    item_id = left_behind(team, "Geheim")
    theirs = planned(team.stranger)
    forged = [
        ProposedItem("a", K.MEASURE, "", measure.id, (R.BLOCKED,), 5),
        ProposedItem("b", K.PRIORITY, "", priority.id, (R.DISPUTED,), 5),
    ]
    for each in forged:
        with pytest.raises(NotFound, match="_not_found"):
            agendas.take_up(team.stranger, theirs, [each])
    agendas.take_up(team.stranger, theirs, [ProposedItem("c", K.FREE, "", None, (R.POSTPONED,), 5, item_id)])
    assert view(team.stranger, theirs).items == ()


# What was postponed


def test_what_was_postponed_is_proposed_until_it_is_taken_up_and_again_when_it_is_postponed_again(
    any_store: Engine,
) -> None:
    team = a_team()
    item_id = left_behind(team)
    second = planned(team.officer, weeks=4)
    assert waiting(team.officer) == ["Haushalt"]
    (again,) = [each for each in proposals(team, second) if each.kind is K.FREE]
    assert (again.postponed_from, again.sentence, again.minutes) == (item_id, "Die Zahlen fehlen.", 10)
    agendas.take_up(team.officer, second, [again])
    assert waiting(team.officer) == []
    meetings.begin(team.officer, second)
    meetings.close(team.officer, second)  # nobody came to it
    assert waiting(team.officer) == ["Haushalt"]
    third = planned(team.officer, weeks=8)
    (again,) = [each for each in proposals(team, third) if each.kind is K.FREE]
    assert again.postponed_from == items(team.officer, second)[0].id


def test_what_waits_is_let_go_with_a_sentence_and_proposed_no_more(any_store: Engine) -> None:
    team = a_team()
    item_id = left_behind(team)
    with pytest.raises(Refused, match="meeting_text_needed"):
        agendas.let_go(team.officer, item_id, " ")
    trail = len(audit_trail())
    agendas.let_go(team.steering, item_id, " Hat sich erledigt. ")
    assert waiting(team.officer) == []
    meeting_id = view(team.officer, planned(team.officer, weeks=4)).meeting.id
    assert [each.kind for each in proposals(team, meeting_id)] == [K.MINUTES]
    assert audit_trail(but=trail)[0][-1] == "let_go"
    with pytest.raises(NotFound, match="agenda_item_not_found"):  # it waits no longer
        agendas.let_go(team.officer, item_id, "Noch einmal")


def test_only_what_waits_is_let_go_and_only_by_its_own_commune(team: Team) -> None:
    on_agenda = items(team.officer, running(team.officer, "Läuft"))[0].id
    item_id = left_behind(team)
    for acting, of in ((team.officer, on_agenda), (team.stranger, item_id), (team.officer, 999)):
        with pytest.raises(NotFound, match="agenda_item_not_found"):
            agendas.let_go(acting, of, "Weg damit")
    assert waiting(team.officer) == ["Haushalt"]


def test_a_postponed_measure_is_proposed_once_however_often_it_was_left(team: Team) -> None:
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, title="Dolmetschen")
    first, second = planned(team.officer), planned(team.officer, weeks=4)
    for meeting_id in (first, second):  # the second agenda holds it before the first meeting postpones it
        about(team.officer, meeting_id, K.MEASURE, measure.id)
    for meeting_id in (first, second):
        meetings.begin(team.officer, meeting_id)
        meetings.close(team.officer, meeting_id)
    assert waiting(team.officer) == ["Dolmetschen"]
    third = planned(team.officer, weeks=8)
    item = about(team.officer, third, K.MEASURE, measure.id)
    assert item.postponed_from == items(team.officer, second)[0].id
    assert item.reasons == (R.POSTPONED, R.BLOCKED)
    meetings.begin(team.officer, third)
    agendas.settle(team.officer, item, S.DISCUSSED)
    meetings.close(team.officer, third)
    assert waiting(team.officer) == []


def test_the_agenda_of_a_cancelled_meeting_is_proposed_to_the_next_one_each_item_once(any_store: Engine) -> None:
    team = a_team()
    left_behind(team)
    cancelled = planned(team.officer, "Neues", weeks=4)
    agendas.take_up(team.officer, cancelled, [each for each in proposals(team, cancelled) if each.kind is K.FREE])
    meetings.cancel(team.officer, cancelled, "Ferien")
    assert waiting(team.officer) == ["Haushalt", "Neues"]
    later = planned(team.officer, weeks=8)
    agendas.take_up(team.officer, later, proposals(team, later))
    assert titles(team, later) == ["", "Haushalt", "Neues"]  # the minutes have no title of their own
    assert (waiting(team.officer), proposals(team, later)) == ([], ())


def test_a_postponed_item_about_a_measure_that_was_removed_is_an_item_of_its_own(team: Team) -> None:
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, title="Aus Versehen eingelesen")
    first = planned(team.officer)
    about(team.officer, first, K.MEASURE, measure.id)
    meetings.begin(team.officer, first)
    with writing() as work:
        work.plan.remove_measure(measure.id)
        work.audit.record(AuditEvent.PLAN_IMPORT_UNDONE)
    meetings.close(team.officer, first)
    stored_measure(team.commune, title="Ganz anderes")  # SQLite gives it the same number
    second = planned(team.officer, weeks=4)
    agendas.take_up(team.officer, second, proposals(team, second))
    assert [(each.kind, each.title, each.subject_id) for each in items(team.officer, second)] == [
        (K.MINUTES, "", None),
        (K.FREE, "Aus Versehen eingelesen", None),
    ]


# By hand


def test_an_item_of_ones_own_comes_last_also_while_the_meeting_runs(team: Team) -> None:
    meeting_id = planned(team.officer, "Erstes")
    agendas.add_item(team.steering, meeting_id, "  Zweites ", 0)
    meetings.begin(team.officer, meeting_id)
    agendas.add_item(team.steering, meeting_id, "Drittes", 480)
    assert [(each.title, each.position, each.minutes) for each in items(team.officer, meeting_id)] == [
        ("Erstes", 1, 10),
        ("Zweites", 2, 0),
        ("Drittes", 3, 480),
    ]
    for title, minutes in (("  ", 5), ("x" * 201, 5), ("Viertes", 481)):
        with pytest.raises(Refused):
            agendas.add_item(team.steering, meeting_id, title, minutes)
    assert len(titles(team, meeting_id)) == 3


def test_an_agenda_has_at_most_a_hundred_items(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    assert meeting_states.MOST_ITEMS == 100
    monkeypatch.setattr(meeting_states, "MOST_ITEMS", 2)
    left_behind(team)
    meeting_id = planned(team.officer, "Erstes", weeks=4)
    with pytest.raises(Refused, match=r"agenda_too_long .most=2."):
        agendas.take_up(team.officer, meeting_id, proposals(team, meeting_id))  # minutes and what was postponed
    assert titles(team, meeting_id) == ["Erstes"]


def test_an_edit_changes_title_and_minutes_of_an_own_item_and_only_the_minutes_of_others(team: Team) -> None:
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, title="Dolmetschen")
    meeting_id = planned(team.officer, "Erstes")
    own, other = items(team.officer, meeting_id)[0], about(team.officer, meeting_id, K.MEASURE, measure.id)
    agendas.edit_item(team.officer, own, " Zuerst ", 20)
    agendas.edit_item(team.officer, other, "Anders", 25)
    assert [(each.title, each.minutes) for each in items(team.officer, meeting_id)] == [
        ("Zuerst", 20),
        ("Dolmetschen", 25),
    ]
    with pytest.raises(Refused, match="meeting_text_needed"):
        agendas.edit_item(team.officer, items(team.officer, meeting_id)[0], " ", 20)


def test_of_two_who_edit_an_item_the_second_is_told(any_store: Engine) -> None:
    team = a_team()
    (seen,) = items(team.officer, planned(team.officer, "Erstes"))
    agendas.edit_item(team.officer, seen, "Zuerst", 20)
    trail = len(audit_trail())
    agendas.edit_item(team.mayor, seen, "Zuerst", 20)  # the same wish is none, and writes nothing
    with pytest.raises(ChangedMeanwhile, match="agenda_changed_meanwhile"):
        agendas.edit_item(team.mayor, seen, "Erstes", 30)
    assert len(audit_trail()) == trail


def test_an_order_holds_for_the_items_it_names_and_the_rest_follows(team: Team) -> None:
    meeting_id = planned(team.officer, "A", "B", "C", "D")
    a, _b, c, _d = [each.id for each in items(team.officer, meeting_id)]
    agendas.put_in_order(team.steering, meeting_id, [c, a])
    assert titles(team, meeting_id) == ["C", "A", "B", "D"]
    assert [each.position for each in items(team.officer, meeting_id)] == [1, 2, 3, 4]
    foreign = items(team.officer, planned(team.officer, "E", weeks=4))[0].id
    with pytest.raises(NotFound, match="agenda_item_not_found"):
        agendas.put_in_order(team.steering, meeting_id, [foreign, a])
    assert titles(team, meeting_id) == ["C", "A", "B", "D"]


def test_an_item_is_taken_off_until_the_meeting_begins(team: Team) -> None:
    meeting_id = planned(team.officer, "Erstes", "Zweites")
    first, second = items(team.officer, meeting_id)
    agendas.remove_item(team.steering, first.id)
    assert titles(team, meeting_id) == ["Zweites"]
    meetings.begin(team.officer, meeting_id)
    with pytest.raises(Refused, match="meeting_has_begun"):
        agendas.remove_item(team.steering, second.id)
    with pytest.raises(NotFound, match="agenda_item_not_found"):
        agendas.edit_item(team.officer, first, "Neu", 5)


def test_an_item_with_notes_from_a_beginning_that_was_taken_back_is_not_taken_off(team: Team) -> None:
    meeting_id = running(team.officer, "Erstes", "Zweites")
    first, second = items(team.officer, meeting_id)
    agendas.write_note(team.mayor, first.id, "Wichtig.", seen="")
    meetings.back_to_plan(team.officer, meeting_id)
    with pytest.raises(Refused, match="agenda_item_has_notes"):
        agendas.remove_item(team.officer, first.id)
    agendas.remove_item(team.officer, second.id)
    agendas.write_note(team.mayor, first.id, "", seen="Wichtig.")
    agendas.remove_item(team.officer, first.id)
    assert titles(team, meeting_id) == []


# While it runs


def test_going_to_another_item_stops_one_clock_and_starts_the_other(any_store: Engine) -> None:
    team = a_team()
    meeting_id = planned(team.officer, "Erstes", "Zweites")
    with time_machine.travel(NOW, tick=False) as clock:
        meetings.begin(team.officer, meeting_id)
        first, second = items(team.officer, meeting_id)
        clock.shift(timedelta(seconds=61))
        agendas.go_to(team.steering, second.id)
        clock.shift(timedelta(seconds=10))
        agendas.go_to(team.steering, second.id)  # is up already
        clock.shift(timedelta(seconds=10))
        agendas.go_to(team.steering, first.id)
        clock.shift(timedelta(seconds=1))
        agendas.go_to(team.steering, second.id)
    assert [(each.spent, each.entered_at) for each in items(team.officer, meeting_id)] == [
        (62, None),  # 61 and 1
        (20, NOW + timedelta(seconds=82)),
    ]
    assert view(team.officer, meeting_id).meeting.item_id == second.id


def test_what_is_settled_gives_way_to_the_next_open_item_and_behind_the_last_to_the_first(team: Team) -> None:
    meeting_id = running(team.officer, "A", "B", "C")
    a, b, c = [each.id for each in items(team.officer, meeting_id)]
    agendas.go_to(team.officer, b)
    for item_id, then_up in ((b, c), (c, a), (a, None)):
        agendas.settle(team.officer, an_item(id=item_id), S.DISCUSSED)
        assert view(team.officer, meeting_id).meeting.item_id == then_up
    assert view(team.officer, meeting_id).still_open == ()
    agendas.settle(team.officer, items(team.officer, meeting_id)[1], S.OPEN)
    assert view(team.officer, meeting_id).meeting.item_id == b


def test_what_is_settled_while_another_is_up_leaves_that_one_up(team: Team) -> None:
    meeting_id = running(team.officer, "A", "B")
    a, b = items(team.officer, meeting_id)
    agendas.settle(team.officer, b, S.DROPPED, "Unnötig")
    assert view(team.officer, meeting_id).meeting.item_id == a.id
    assert [(each.state, each.sentence) for each in items(team.officer, meeting_id)] == [
        (S.OPEN, ""),
        (S.DROPPED, "Unnötig"),
    ]


@pytest.mark.parametrize("state", [S.POSTPONED, S.DROPPED])
def test_who_postpones_or_drops_says_why(team: Team, state: ItemState) -> None:
    meeting_id = running(team.officer, "A")
    (item,) = items(team.officer, meeting_id)
    with pytest.raises(Refused, match="meeting_text_needed"):
        agendas.settle(team.officer, item, state, "  ")
    agendas.settle(team.officer, item, state, " Weil. ")
    assert (item_view(team.officer, meeting_id).item.state, waiting(team.officer)) == (state, [])
    agendas.settle(team.officer, items(team.officer, meeting_id)[0], S.OPEN)
    assert item_view(team.officer, meeting_id).item.sentence == ""


def test_of_two_who_settle_an_item_differently_the_second_is_told_and_the_sentence_of_the_first_stays(
    any_store: Engine,
) -> None:
    team = a_team()
    meeting_id = running(team.officer, "A", "B")
    seen = items(team.officer, meeting_id)[0]
    agendas.settle(team.officer, seen, S.POSTPONED, "Das Angebot fehlt.")
    before, trail = view(team.officer, meeting_id), len(audit_trail())
    for state, sentence in ((S.DISCUSSED, ""), (S.DROPPED, "Unnötig"), (S.POSTPONED, "Keine Zeit")):
        with pytest.raises(ChangedMeanwhile, match="agenda_changed_meanwhile"):
            agendas.settle(team.mayor, seen, state, sentence)
    agendas.settle(team.mayor, seen, S.POSTPONED, " Das Angebot fehlt. ")  # the same wish is none, and writes nothing
    assert (view(team.officer, meeting_id), len(audit_trail())) == (before, trail)
    meetings.close(team.officer, meeting_id)
    assert waiting(team.officer) == ["A", "B"]


def test_who_takes_an_item_up_again_that_somebody_settled_anew_is_told(team: Team) -> None:
    meeting_id = running(team.officer, "A")
    agendas.settle(team.officer, items(team.officer, meeting_id)[0], S.DISCUSSED)
    (seen,) = items(team.officer, meeting_id)
    agendas.settle(team.mayor, seen, S.DROPPED, "Unnötig")
    with pytest.raises(ChangedMeanwhile, match="agenda_changed_meanwhile"):
        agendas.settle(team.officer, seen, S.OPEN)
    assert item_view(team.officer, meeting_id).item.sentence == "Unnötig"


def test_before_it_begins_a_meeting_has_nothing_up_and_settles_nothing(team: Team) -> None:
    (item,) = items(team.officer, planned(team.officer, "A"))
    for act in (
        lambda: agendas.go_to(team.officer, item.id),
        lambda: agendas.settle(team.officer, item, S.DISCUSSED),
    ):
        with pytest.raises(Refused, match="meeting_not_running"):
            act()


# Notes


def test_each_has_one_text_about_an_item_and_all_see_all(any_store: Engine) -> None:
    team = a_team()
    meeting_id = running(team.officer, "A")
    (item,) = items(team.officer, meeting_id)
    trail = len(audit_trail())
    agendas.write_note(team.officer, item.id, "Wir brauchen Zahlen", seen="")
    agendas.write_note(team.mayor, item.id, "Bis Januar", seen="")
    agendas.write_note(team.mayor, item.id, "Bis Februar", seen="Bis Januar")
    agendas.write_note(team.mayor, item.id, "Bis Februar", seen="")  # it is stored already
    assert sorted((note.by, note.text) for note in item_view(team.steering, meeting_id).notes) == [
        ("Person mayor", "Bis Februar"),
        ("Person officer", "Wir brauchen Zahlen"),
    ]
    assert [(event, details) for event, _, _, _, details in audit_trail(but=trail)] == [
        ("meeting.note_written", f"item={item.id}")
    ] * 3
    agendas.write_note(team.mayor, item.id, "", seen="Bis Februar")
    assert [note.by for note in item_view(team.steering, meeting_id).notes] == ["Person officer"]


def test_who_writes_in_two_tabs_is_told_and_loses_neither_text(team: Team) -> None:
    meeting_id = running(team.officer, "A")
    (item,) = items(team.officer, meeting_id)
    agendas.write_note(team.officer, item.id, "Am Rechner", seen="")
    with pytest.raises(ChangedMeanwhile, match="note_changed_meanwhile"):
        agendas.write_note(team.officer, item.id, "Am Telefon", seen="")
    assert [note.text for note in item_view(team.officer, meeting_id).notes] == ["Am Rechner"]


def test_six_who_write_at_the_same_moment_all_keep_what_they_wrote(any_store: Engine) -> None:
    team = a_team()
    meeting_id = running(team.officer, "A")
    (item,) = items(team.officer, meeting_id)
    before = view(team.officer, meeting_id).meeting.revision
    people = [stored_person(Role.STEERING, team.commune, username=f"s{n}", display_name=f"S {n}") for n in range(6)]

    def write(number: int) -> None:
        text = ""
        for letter in "Zahlen":
            agendas.write_note(people[number], item.id, text + letter, seen=text)
            text += letter

    with ThreadPoolExecutor(6) as at_once:
        list(at_once.map(write, range(6)))
    found = item_view(team.officer, meeting_id)
    assert sorted((note.by, note.text) for note in found.notes) == [(f"S {n}", "Zahlen") for n in range(6)]
    assert view(team.officer, meeting_id).meeting.revision == before + 36  # 6 people, 6 letters
