"""What a meeting leads to: decisions with numbers for ever, steps of the plan, tasks; also by two meetings at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import count
from factories import audit_trail, stored_person
from plans import a_priority, stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import (
    ACCEPTED,
    REJECTED,
    TIED,
    TODAY,
    about,
    decide,
    item_view,
    items,
    numbers,
    planned,
    running,
    view,
)
from teams import Team, a_team, failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.meetings import Decision, DecisionWish, ItemKind, Task, Votes
from data.model.people import Role
from data.model.plan import Measure, MeasureStatus, Priority, PriorityStatus
from data.services import measures, meeting_outcomes, meeting_views, meetings, priorities
from data.storage.communes import Communes

K = ItemKind


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


@pytest.fixture
def item_id(team: Team) -> int:
    """The only item of a running meeting."""
    return items(team.officer, running(team.officer, "Haushalt"))[0].id


def log(team: Team) -> dict[int, Decision]:
    return {each.decision.number: each.decision for each in meeting_views.decisions(team.officer)}


def in_force(team: Team) -> list[int]:
    return sorted(number for number, decision in log(team).items() if decision.in_force)


def about_a_measure(team: Team, **changes: Any) -> tuple[Measure, int]:
    """A blocked measure and the id of its item in a running meeting."""
    measure = stored_measure(team.commune, **{"status": MeasureStatus.BLOCKED, **changes})
    meeting_id = planned(team.officer)
    item = about(team.officer, meeting_id, K.MEASURE, measure.id)
    meetings.begin(team.officer, meeting_id)
    return measure, item.id


def about_a_priority(team: Team, **changes: Any) -> tuple[Priority, int]:
    """A proposed priority and the id of its item in a running meeting."""
    priority = stored_priority(team.commune, **changes)
    meeting_id = planned(team.officer)
    item = about(team.officer, meeting_id, K.PRIORITY, priority.id)
    meetings.begin(team.officer, meeting_id)
    return priority, item.id


def the_priority(team: Team, priority: Priority) -> Priority:
    return next(each for each in priorities.priorities(team.officer) if each.id == priority.id)


# Numbers


def test_numbers_run_through_meetings_and_years_and_apart_by_commune(any_store: Engine) -> None:
    team = a_team()
    first = items(team.officer, running(team.officer, "A"))[0].id
    second = items(team.officer, running(team.officer, "B"))[0].id
    theirs = items(team.stranger, running(team.stranger, "C"))[0].id
    wish = DecisionWish(" Ja. ", ACCEPTED)
    days = [date(2026, 12, 8), date(2026, 12, 8), date(2027, 1, 5)]
    given = [
        meeting_outcomes.decide(team.officer, of, wish, day)
        for of, day in zip((first, second, first), days, strict=True)
    ]
    assert [each.reference for each in given] == ["1/2026", "2/2026", "3/2027"]
    assert given[0] == log(team)[1]
    assert (given[0].text, given[0].votes) == ("Ja.", Votes(7, 2, 5))
    assert decide(team.stranger, theirs).number == 1
    assert (numbers(team.officer), numbers(team.stranger)) == ([1, 2, 3], [1])


def test_a_rejected_decision_has_its_number_as_well_and_a_withdrawn_one_keeps_it(team: Team, item_id: int) -> None:
    decide(team.officer, item_id, votes=TIED)
    meeting_outcomes.withdraw_decision(team.mayor, decide(team.officer, item_id), " Ein Irrtum. ")
    assert decide(team.officer, item_id).number == 3
    assert log(team)[2].withdrawn_because == "Ein Irrtum."
    assert [log(team)[number].accepted for number in (1, 2, 3)] == [False, True, True]
    assert in_force(team) == [3]


def test_two_meetings_that_decide_at_the_same_moment_leave_no_gap_and_no_double(any_store: Engine) -> None:
    team = a_team()
    of = [items(team.officer, running(team.officer, "A"))[0].id for _ in range(2)]
    people = [stored_person(Role.STEERING, team.commune, username=f"s{n}") for n in range(6)]

    def five_times(number: int) -> list[int]:
        return [decide(people[number], of[number % 2]).number for _ in range(5)]

    with ThreadPoolExecutor(6) as at_once:
        given = list(at_once.map(five_times, range(6)))
    assert sorted(number for each in given for number in each) == list(range(1, 31))
    assert all(each == sorted(each) for each in given)  # for everybody they rise with time
    assert numbers(team.officer) == list(range(1, 31))


def test_a_decision_stands_in_the_log_by_its_number_alone(team: Team, item_id: int) -> None:
    trail = len(audit_trail())
    given = decide(team.officer, item_id, "Geheim")
    meeting_outcomes.change_decision(team.officer, given, DecisionWish("Anders"))
    meeting_outcomes.withdraw_decision(team.officer, replace(given, text="Anders"), "Geheim")
    meeting = ("meeting:1", "number=1")
    assert [(event, *rest) for event, _, _, *rest in audit_trail(but=trail)] == [
        ("decision.taken", *meeting),
        ("decision.changed", *meeting),
        ("decision.withdrawn", *meeting),
    ]


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (DecisionWish("  "), "meeting_text_needed"),
        (DecisionWish("Ja", Votes(0, 0, 0)), "votes_impossible"),
        (DecisionWish("Ja", replaces=1), "decision_not_found"),  # there is none yet
    ],
)
def test_what_cannot_be_decided_takes_no_number(team: Team, item_id: int, wish: DecisionWish, error: str) -> None:
    with pytest.raises((Refused, NotFound), match=error):
        meeting_outcomes.decide(team.officer, item_id, wish, TODAY)
    assert decide(team.officer, item_id).number == 1


# Changed and withdrawn in its own meeting


def test_a_change_stores_text_votes_and_what_is_replaced_and_keeps_number_and_day(team: Team, item_id: int) -> None:
    first, second = decide(team.officer, item_id), decide(team.officer, item_id)
    meeting_outcomes.change_decision(team.mayor, second, DecisionWish(" Anders. ", ACCEPTED, replaces=1))
    assert log(team)[2] == replace(second, text="Anders.", votes=ACCEPTED, replaces=1)
    assert log(team)[1] == replace(first, replaced_by=2)


def test_of_two_who_change_a_decision_the_second_is_told(any_store: Engine) -> None:
    team = a_team()
    seen = decide(team.officer, items(team.officer, running(team.officer, "A"))[0].id)
    meeting_outcomes.change_decision(team.officer, seen, DecisionWish("Anders"))
    for late in (
        lambda: meeting_outcomes.change_decision(team.mayor, seen, DecisionWish("Ganz anders")),
        lambda: meeting_outcomes.withdraw_decision(team.mayor, seen, "Ein Irrtum"),
    ):
        with pytest.raises(ChangedMeanwhile, match="decision_changed_meanwhile"):
            late()
    assert (log(team)[1].text, log(team)[1].withdrawn_because) == ("Anders", "")


def test_a_withdrawn_decision_is_changed_and_withdrawn_no_more(team: Team, item_id: int) -> None:
    seen = decide(team.officer, item_id)
    with pytest.raises(Refused, match="meeting_text_needed"):
        meeting_outcomes.withdraw_decision(team.officer, seen, " ")
    meeting_outcomes.withdraw_decision(team.officer, seen, "Ein Irrtum")
    for late in (
        lambda: meeting_outcomes.change_decision(team.mayor, seen, DecisionWish("Anders")),
        lambda: meeting_outcomes.withdraw_decision(team.mayor, seen, "Doch"),
    ):
        with pytest.raises(Refused, match=r"decision_is_withdrawn .number=1."):
            late()


def test_after_its_meeting_a_decision_stays_as_it_is(team: Team, item_id: int) -> None:
    seen = decide(team.officer, item_id)
    meetings.close(team.officer, seen.meeting_id)
    for late in (
        lambda: meeting_outcomes.change_decision(team.mayor, seen, DecisionWish("Anders")),
        lambda: meeting_outcomes.withdraw_decision(team.mayor, seen, "Doch"),
    ):
        with pytest.raises(Refused, match="meeting_is_over"):
            late()
    assert log(team)[1] == seen


# Replaced


def test_an_accepted_decision_takes_the_place_of_an_earlier_one_for_good(team: Team, item_id: int) -> None:
    decide(team.officer, item_id)
    decide(team.officer, item_id, replaces=1)
    decide(team.officer, item_id, replaces=2, votes=ACCEPTED)
    assert {number: each.replaced_by for number, each in log(team).items()} == {1: 2, 2: 3, 3: None}
    assert in_force(team) == [3]
    with pytest.raises(NotFound, match=r"decision_not_found .number=1."):  # it is not in force any more
        decide(team.officer, item_id, replaces=1)


@pytest.mark.parametrize("votes", [TIED, REJECTED])
def test_a_rejected_decision_replaces_nothing_until_its_votes_are_put_right(
    team: Team, item_id: int, votes: Votes
) -> None:
    decide(team.officer, item_id)
    rejected = decide(team.officer, item_id, replaces=1, votes=votes)
    assert in_force(team) == [1]
    meeting_outcomes.change_decision(team.officer, rejected, DecisionWish("Ja", ACCEPTED, replaces=1))
    assert in_force(team) == [2]


def test_a_withdrawn_decision_gives_back_what_it_replaced(team: Team, item_id: int) -> None:
    decide(team.officer, item_id)
    meeting_outcomes.withdraw_decision(team.officer, decide(team.officer, item_id, replaces=1), "Ein Irrtum")
    assert in_force(team) == [1]
    decide(team.officer, item_id, replaces=1)
    assert in_force(team) == [3]


def test_one_decision_is_replaced_by_one_alone_even_if_votes_are_put_right_later(team: Team, item_id: int) -> None:
    decide(team.officer, item_id)
    rejected = decide(team.officer, item_id, replaces=1, votes=REJECTED)
    decide(team.officer, item_id, replaces=1)
    with pytest.raises(NotFound, match=r"decision_not_found .number=1."):
        meeting_outcomes.change_decision(team.officer, rejected, DecisionWish("Ja", ACCEPTED, replaces=1))
    assert log(team)[1].replaced_by == 3
    meeting_outcomes.change_decision(team.officer, rejected, DecisionWish("Nein, wirklich", REJECTED, replaces=1))


def test_a_decision_replaces_neither_itself_nor_a_later_one_nor_a_foreign_one(team: Team, item_id: int) -> None:
    first = decide(team.officer, item_id)
    decide(team.officer, item_id)
    for number in (1, 2, 3):
        with pytest.raises(NotFound, match="decision_not_found"):
            meeting_outcomes.change_decision(team.officer, first, DecisionWish("Ja", replaces=number))
    theirs = items(team.stranger, running(team.stranger, "C"))[0].id
    with pytest.raises(NotFound, match=r"decision_not_found .number=2."):
        decide(team.stranger, theirs, replaces=2)


def test_of_two_meetings_that_replace_the_same_decision_at_once_one_does(any_store: Engine) -> None:
    team = a_team()
    of = [items(team.officer, running(team.officer, "A"))[0].id for _ in range(2)]
    decide(team.officer, of[0])

    def replace_the_first(number: int) -> bool:
        try:
            decide(team.officer, of[number], replaces=1)
        except NotFound:
            return False
        return True

    with ThreadPoolExecutor(2) as at_once:
        assert sorted(at_once.map(replace_the_first, range(2))) == [False, True]
    assert (numbers(team.officer), in_force(team)) == ([1, 2], [2])


# What follows from a decision in the plan


def test_a_decision_that_another_meeting_withdraws_at_the_same_moment_is_not_replaced_any_more(
    postgresql_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = a_team()
    meetings_of = [running(team.officer, "Punkt", weeks=weeks) for weeks in range(3)]
    first, second, third = (items(team.officer, each)[0].id for each in meetings_of)
    decide(team.officer, first)
    replacing = decide(team.officer, second, replaces=1)
    changed = decide(team.officer, third)
    hold, turns = Communes.hold, iter(["withdraw"])

    def hold_after_another_one(communes: Communes, commune_id: int) -> None:
        if next(turns, ""):
            meeting_outcomes.withdraw_decision(team.mayor, replacing, "Doch nicht.")
        hold(communes, commune_id)

    monkeypatch.setattr(Communes, "hold", hold_after_another_one)
    with pytest.raises(NotFound, match="decision_not_found"):
        meeting_outcomes.change_decision(team.officer, changed, DecisionWish("Neu", None, replaces=2))


def test_an_accepted_decision_stands_in_the_measure_with_its_step_and_its_story(any_store: Engine) -> None:
    team = a_team()
    measure, item_id = about_a_measure(team)
    trail = len(audit_trail())
    wish = DecisionWish("Es geht weiter." + "x" * 600)
    given = meeting_outcomes.decide(team.steering, item_id, wish, TODAY, MeasureStatus.RUNNING)
    now = measures.measure(team.officer, measure.id)
    assert (now.decision, now.status, now.blocked_because) == ("1/2026", MeasureStatus.RUNNING, "")
    story = measures.story(team.officer, measure.id)
    assert [(event.kind.value, event.before, event.after, event.sentence) for event in story] == [
        ("decided", "", "1/2026", given.text),
        ("status", "blocked", "running", given.text[:500]),  # the longest sentence of a step
    ]
    assert [(event, details) for event, _, _, _, details in audit_trail(but=trail)] == [
        ("decision.taken", "number=1"),
        ("plan.changed", "decision"),
        ("plan.status_set", "blocked>running"),
    ]


def test_an_accepted_decision_agrees_a_priority(team: Team) -> None:
    priority, item_id = about_a_priority(team)
    meeting_outcomes.decide(team.steering, item_id, DecisionWish("Ja", ACCEPTED), TODAY, PriorityStatus.AGREED)
    now = the_priority(team, priority)
    assert (now.decision, now.status) == ("1/2026", PriorityStatus.AGREED)
    told = [(event.kind.value, event.after, event.sentence) for event in priorities.story(team.officer, priority.id)]
    assert told == [("decided", "1/2026", "Ja"), ("status", "agreed", "Ja")]


def references(team: Team, measure: Measure) -> tuple[str, list[tuple[str, str]]]:
    """To which decision a measure refers, and of each that was told what it took the place of, and its own."""
    told = [
        (event.before, event.after) for event in measures.story(team.officer, measure.id) if event.kind == "decided"
    ]
    return measures.measure(team.officer, measure.id).decision, told


def test_what_the_council_decided_stays_in_the_measure_whatever_else_is_decided_under_it(any_store: Engine) -> None:
    team = a_team()
    measure, item_id = about_a_measure(team, decision="Ratsbeschluss 34/2025 vom 3.2.")
    decide(team.officer, item_id, "Der Flyer wird blau.")
    assert references(team, measure) == ("Ratsbeschluss 34/2025 vom 3.2.", [("", "1/2026")])
    rejected = decide(team.officer, item_id, "Er wird rot.", votes=REJECTED)
    meeting_outcomes.change_decision(team.officer, rejected, DecisionWish("Er wird rot.", ACCEPTED))
    assert references(team, measure) == ("Ratsbeschluss 34/2025 vom 3.2.", [("", "1/2026"), ("", "2/2026")])


def test_a_decision_with_a_step_takes_the_place_in_the_measure_and_the_story_keeps_what_stood_there(
    any_store: Engine,
) -> None:
    team = a_team()
    measure, item_id = about_a_measure(team, decision="Ratsbeschluss 34/2025 vom 3.2.")
    meeting_outcomes.decide(team.officer, item_id, DecisionWish("Weiter"), TODAY, MeasureStatus.RUNNING)
    assert references(team, measure) == ("1/2026", [("Ratsbeschluss 34/2025 vom 3.2.", "1/2026")])


def test_a_decision_that_replaces_the_one_in_the_measure_takes_its_place_there(team: Team) -> None:
    measure, item_id = about_a_measure(team)
    decide(team.officer, item_id, "Der Flyer wird blau.")
    decide(team.officer, item_id, "Er wird gedruckt.")
    decide(team.officer, item_id, "Er wird von einer Druckerei gedruckt.", replaces=2)  # not the one in the measure
    assert references(team, measure)[0] == "1/2026"
    decide(team.officer, item_id, "Der Flyer wird rot.", replaces=1)
    told = [("", "1/2026"), ("", "2/2026"), ("", "3/2026"), ("1/2026", "4/2026")]
    assert references(team, measure) == ("4/2026", told)


def test_a_priority_names_the_decision_that_agreed_it_whatever_is_decided_before_and_after(any_store: Engine) -> None:
    team = a_team()
    priority, item_id = about_a_priority(team)
    decide(team.officer, item_id, "Wir holen Zahlen ein.")
    assert the_priority(team, priority).decision == "1/2026"  # there was none
    meeting_outcomes.decide(team.officer, item_id, DecisionWish("Ja"), TODAY, PriorityStatus.AGREED)
    assert the_priority(team, priority).decision == "2/2026"
    decide(team.officer, item_id, "Die Presse wird eingeladen.")
    meeting_outcomes.decide(team.officer, item_id, DecisionWish("Los"), TODAY, PriorityStatus.RUNNING)
    now = the_priority(team, priority)
    assert (now.decision, now.status) == ("2/2026", PriorityStatus.RUNNING)
    story = [event for event in priorities.story(team.officer, priority.id) if event.kind == "decided"]
    told = [("", "1/2026"), ("1/2026", "2/2026"), ("", "3/2026"), ("", "4/2026")]
    assert [(event.before, event.after) for event in story] == told


def test_a_rejected_decision_leaves_the_plan_alone_until_its_votes_are_put_right(team: Team) -> None:
    measure, item_id = about_a_measure(team)
    wish = DecisionWish("Weiter", TIED)
    rejected = meeting_outcomes.decide(team.officer, item_id, wish, TODAY, MeasureStatus.RUNNING)
    assert measures.measure(team.officer, measure.id) == measure
    meeting_outcomes.change_decision(team.officer, rejected, DecisionWish("Weiter", ACCEPTED))
    now = measures.measure(team.officer, measure.id)
    assert (now.decision, now.status) == ("1/2026", MeasureStatus.BLOCKED)  # the step is somebody's to take
    meeting_outcomes.change_decision(team.officer, log(team)[1], DecisionWish("Weiter so", ACCEPTED))
    assert [event.kind for event in measures.story(team.officer, measure.id)] == ["decided"]


def test_what_followed_stays_when_a_decision_is_withdrawn(team: Team) -> None:
    measure, item_id = about_a_measure(team)
    given = meeting_outcomes.decide(team.officer, item_id, DecisionWish("Weiter"), TODAY, MeasureStatus.RUNNING)
    meeting_outcomes.withdraw_decision(team.officer, given, "Ein Irrtum")
    now = measures.measure(team.officer, measure.id)
    assert (now.decision, now.status) == ("1/2026", MeasureStatus.RUNNING)


def test_a_sixth_agreed_priority_is_refused_and_no_number_is_used(any_store: Engine) -> None:
    team = a_team()
    for number in range(5):
        stored_priority(team.commune, title=f"P{number}", status=PriorityStatus.AGREED)
    sixth, item_id = about_a_priority(team)
    trail = len(audit_trail())
    with pytest.raises(Refused, match=r"too_many_priorities .most=5."):
        meeting_outcomes.decide(team.officer, item_id, DecisionWish("Auch das"), TODAY, PriorityStatus.AGREED)
    assert the_priority(team, sixth) == a_priority(id=sixth.id)
    assert (numbers(team.officer), len(audit_trail())) == ([], trail)
    assert decide(team.officer, item_id).number == 1


@pytest.mark.parametrize("step", [MeasureStatus.DONE, PriorityStatus.AGREED])
def test_a_step_that_a_measure_cannot_take_leaves_no_decision(team: Team, step: Any) -> None:
    measure, item_id = about_a_measure(team)
    with pytest.raises(Refused, match="plan_step_impossible"):
        meeting_outcomes.decide(team.officer, item_id, DecisionWish("Fertig"), TODAY, step)
    assert (numbers(team.officer), measures.measure(team.officer, measure.id)) == ([], measure)


@pytest.mark.parametrize("step", [MeasureStatus.RUNNING, PriorityStatus.AGREED])
def test_an_item_about_nothing_of_the_plan_takes_no_step(team: Team, item_id: int, step: Any) -> None:
    with pytest.raises(Refused, match="plan_step_impossible"):
        meeting_outcomes.decide(team.officer, item_id, DecisionWish("Weiter"), TODAY, step)
    assert numbers(team.officer) == []


@pytest.mark.parametrize("step", [None, MeasureStatus.RUNNING])
def test_a_failure_in_the_middle_leaves_neither_a_number_nor_a_step(any_store: Engine, step: Any) -> None:
    team = a_team()
    measure, item_id = about_a_measure(team)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        meeting_outcomes.decide(team.officer, item_id, DecisionWish("Weiter"), TODAY, step)
    assert (numbers(team.officer), measures.measure(team.officer, measure.id)) == ([], measure)
    assert (count(any_store, "decision"), count(any_store, "plan_event")) == (0, 0)


def test_two_meetings_that_agree_on_a_fifth_priority_at_once_agree_on_one(any_store: Engine) -> None:
    team = a_team()
    for number in range(4):
        stored_priority(team.commune, title=f"P{number}", status=PriorityStatus.AGREED)
    of = [about_a_priority(team, title=title)[1] for title in ("A", "B")]

    def agree(number: int) -> str:
        try:
            meeting_outcomes.decide(team.officer, of[number], DecisionWish("Ja"), TODAY, PriorityStatus.AGREED)
        except Refused as error:
            return error.code
        return "agreed"

    with ThreadPoolExecutor(2) as at_once:
        assert sorted(at_once.map(agree, range(2))) == ["agreed", "too_many_priorities"]
    assert numbers(team.officer) == [1]


# Tasks


def tasks(team: Team) -> list[Task]:
    return [each.task for each in meeting_views.tasks(team.officer, TODAY)]


def a_task(team: Team, item_id: int) -> Task:
    meeting_outcomes.give_task(team.officer, item_id, "Zahlen vorlegen", "Kämmerei", date(2027, 1, 15))
    return tasks(team)[-1]


def test_a_task_has_unit_and_day_and_names_the_measure_of_its_item(any_store: Engine) -> None:
    team = a_team()
    measure, item_id = about_a_measure(team)
    trail = len(audit_trail())
    task_id = meeting_outcomes.give_task(team.steering, item_id, " Zahlen vorlegen ", " Kämmerei ", date(2027, 1, 15))
    meeting_id = item_view(team.officer, 1).item.meeting_id
    expected = Task(task_id, meeting_id, item_id, "Zahlen vorlegen", "Kämmerei", date(2027, 1, 15), None, measure.id)
    assert tasks(team) == [expected] == list(item_view(team.officer, meeting_id).tasks)
    assert [(event, details) for event, _, _, _, details in audit_trail(but=trail)] == [
        ("task.given", f"task={task_id}")
    ]
    for text, unit, due_on in (("  ", "", None), ("x", "x" * 201, None), ("x", "", date(1999, 1, 1))):
        with pytest.raises(Refused):
            meeting_outcomes.give_task(team.steering, item_id, text, unit, due_on)
    assert tasks(team) == [expected]


def test_a_task_is_changed_and_done_also_after_its_meeting(team: Team, item_id: int) -> None:
    seen = a_task(team, item_id)
    meetings.close(team.officer, seen.meeting_id)
    trail = len(audit_trail())
    wished = replace(seen, text=" Zahlen erklären ", unit="", done_on=date(2027, 1, 10), measure_id=77)
    meeting_outcomes.change_task(team.mayor, seen, wished)
    assert tasks(team) == [replace(seen, text="Zahlen erklären", unit="", done_on=date(2027, 1, 10))]
    assert [(event, details) for event, _, _, _, details in audit_trail(but=trail)] == [
        ("task.changed", f"task={seen.id} text,unit,done_on")
    ]
    meeting_outcomes.change_task(team.mayor, tasks(team)[0], tasks(team)[0])
    assert len(audit_trail()) == trail + 1


def test_two_who_change_different_parts_of_a_task_both_get_them_and_of_one_part_the_first(any_store: Engine) -> None:
    team = a_team()
    seen = a_task(team, items(team.officer, running(team.officer, "A"))[0].id)
    meeting_outcomes.change_task(team.officer, seen, replace(seen, due_on=TODAY))
    meeting_outcomes.change_task(team.mayor, seen, replace(seen, unit="Sozialamt"))
    with pytest.raises(ChangedMeanwhile, match="task_changed_meanwhile"):
        meeting_outcomes.change_task(team.mayor, seen, replace(seen, due_on=None, text="Anders"))
    assert tasks(team) == [replace(seen, due_on=TODAY, unit="Sozialamt")]


def test_a_task_is_taken_back_while_its_meeting_runs_as_it_was_seen(team: Team, item_id: int) -> None:
    seen = a_task(team, item_id)
    meeting_outcomes.change_task(team.officer, seen, replace(seen, unit="Sozialamt"))
    with pytest.raises(ChangedMeanwhile, match="task_changed_meanwhile"):
        meeting_outcomes.remove_task(team.mayor, seen)
    meeting_outcomes.remove_task(team.mayor, replace(seen, unit="Sozialamt"))
    assert tasks(team) == []
    for late in (
        lambda: meeting_outcomes.remove_task(team.mayor, seen),
        lambda: meeting_outcomes.change_task(team.mayor, seen, replace(seen, text="Neu")),
    ):
        with pytest.raises(NotFound, match="task_not_found"):
            late()
    other = a_task(team, item_id)
    meetings.close(team.officer, other.meeting_id)
    with pytest.raises(Refused, match="meeting_is_over"):
        meeting_outcomes.remove_task(team.mayor, other)


def test_changes_and_removals_at_the_same_moment_never_lock_each_other(any_store: Engine) -> None:
    team = a_team()
    meeting_id = running(team.officer, "A")
    (item,) = items(team.officer, meeting_id)
    given = [a_task(team, item.id) for _ in range(12)]

    def act(number: int) -> str:
        seen = given[number // 2]
        try:
            if number % 2:
                meeting_outcomes.remove_task(team.officer, seen)
                return "removed"
            meeting_outcomes.change_task(team.mayor, seen, replace(seen, unit="Sozialamt"))
        except (ChangedMeanwhile, NotFound) as error:
            return error.code
        return "changed"

    before = view(team.officer, meeting_id).meeting.revision
    with ThreadPoolExecutor(6) as at_once:
        done = list(at_once.map(act, range(24)))
    for changed, removed in zip(done[::2], done[1::2], strict=True):
        assert (changed, removed) in {("changed", "task_changed_meanwhile"), ("task_not_found", "removed")}
    assert view(team.officer, meeting_id).meeting.revision == before + 12  # none is lost


# A stranger


def test_decisions_and_tasks_of_another_commune_are_as_if_they_did_not_exist(team: Team, item_id: int) -> None:
    decision, task = decide(team.officer, item_id), a_task(team, item_id)
    theirs = items(team.stranger, running(team.stranger, "C"))[0].id
    tries = [
        lambda: meeting_outcomes.change_decision(team.stranger, decision, DecisionWish("Anders")),
        lambda: meeting_outcomes.change_decision(
            team.stranger, replace(decision, item_id=theirs), DecisionWish("Nein")
        ),
        lambda: meeting_outcomes.withdraw_decision(team.stranger, decision, "Weg"),
        lambda: meeting_outcomes.withdraw_decision(team.stranger, replace(decision, item_id=theirs), "Weg"),
        lambda: meeting_outcomes.change_task(team.stranger, task, replace(task, text="Anders")),
        lambda: meeting_outcomes.remove_task(team.stranger, task),
        lambda: meeting_outcomes.remove_task(team.stranger, replace(task, item_id=theirs)),
    ]
    trail = len(audit_trail())
    for attempt in tries:
        with pytest.raises(NotFound):
            attempt()
    assert (meeting_views.decisions(team.stranger), meeting_views.tasks(team.stranger, TODAY)) == ((), ())
    assert (log(team)[1], tasks(team), len(audit_trail())) == (decision, [task], trail)


def test_a_decision_is_changed_under_its_own_item_alone(team: Team) -> None:
    meeting_id = running(team.officer, "A", "B")
    first, second = items(team.officer, meeting_id)
    seen = decide(team.officer, first.id)
    with pytest.raises(NotFound, match=r"decision_not_found .number=1."):
        meeting_outcomes.change_decision(team.officer, replace(seen, item_id=second.id), DecisionWish("Anders"))


# A measure that came up


def test_a_measure_that_came_up_is_an_idea_under_the_priority_of_its_item_with_its_sentence(any_store: Engine) -> None:
    team = a_team()
    priority, of_priority = about_a_priority(team)
    free = items(team.officer, running(team.officer, "Verschiedenes"))[0].id
    for item_id, under in ((of_priority, priority.id), (free, None)):
        added = meeting_outcomes.add_measure(team.steering, item_id, "Nachtbus", "Kam in der Sitzung auf.")
        found = measures.measure(team.officer, added.id)
        assert (found.title, found.status, found.priority_id) == ("Nachtbus", MeasureStatus.IDEA, under)
        story = [(event.kind.value, event.sentence) for event in measures.story(team.officer, added.id)]
        assert story == [("added", ""), ("remark", "Kam in der Sitzung auf.")]
    assert "Nachtbus" not in str(audit_trail())


def test_a_measure_without_title_or_sentence_in_a_foreign_or_a_closed_meeting_is_not_added(any_store: Engine) -> None:
    team = a_team()
    (item,) = items(team.officer, running(team.officer, "Haushalt"))
    for title, sentence in (("  ", "Weil."), ("Nachtbus", "  ")):
        with pytest.raises(Refused):
            meeting_outcomes.add_measure(team.officer, item.id, title, sentence)
    with pytest.raises(NotFound, match="agenda_item_not_found"):
        meeting_outcomes.add_measure(team.stranger, item.id, "Nachtbus", "Weil.")
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        meeting_outcomes.add_measure(team.officer, item.id, "Nachtbus", "Weil.")
    meetings.close(team.officer, item.meeting_id)
    with pytest.raises(Refused, match="meeting_is_over"):
        meeting_outcomes.add_measure(team.officer, item.id, "Nachtbus", "Weil.")
    assert (count(any_store, "measure"), count(any_store, "plan_event")) == (0, 0)
