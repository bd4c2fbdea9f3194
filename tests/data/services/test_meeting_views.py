"""What the page of the meetings shows: each commune its own, and at a price that does not grow with what is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from factories import stored_person
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import (
    STARTS,
    TODAY,
    a_meeting,
    about,
    decide,
    item_view,
    items,
    planned,
    running,
    statements,
    view,
    waiting,
)
from teams import Team, a_team

from data.errors import NotAllowed, NotFound
from data.model.meetings import ItemKind, ItemState
from data.model.meetings_view import ListedMeeting
from data.model.people import Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.services import agendas, meeting_outcomes, meeting_views, meetings

K = ItemKind


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def told(listed: tuple[ListedMeeting, ...]) -> list[tuple[str, int, int, int]]:
    return [(each.meeting.title, each.items, each.decisions, each.open_tasks) for each in listed]


def named(team: Team, title: str, weeks: int, *titles: str) -> int:
    meeting_id = meetings.add(team.officer, a_meeting(title=title, starts_at=STARTS + timedelta(weeks=weeks)))
    for each in titles:
        agendas.add_item(team.officer, meeting_id, each, 10)
    return meeting_id


def test_the_list_has_the_next_first_and_of_the_past_the_newest(any_store: Engine) -> None:
    team = a_team()
    late, soon = named(team, "Spät", 8), named(team, "Bald", 4, "A", "B")
    for title, weeks in (("Alt", -8), ("Neuer", -4)):
        meeting_id = named(team, title, weeks, "A")
        meetings.begin(team.officer, meeting_id)
        item = items(team.officer, meeting_id)[0]
        decide(team.officer, item.id)
        for _ in range(2):
            task_id = meeting_outcomes.give_task(team.officer, item.id, "Zahlen", "", date(2026, 12, 7))
        task = next(each for each in item_view(team.officer, meeting_id).tasks if each.id == task_id)
        meeting_outcomes.change_task(team.officer, task, replace(task, done_on=TODAY))
        meetings.close(team.officer, meeting_id)
    meetings.cancel(team.officer, named(team, "Abgesagt", -1, "C"), "Ferien")
    meetings.begin(team.officer, soon)
    found = meeting_views.overview(team.officer, TODAY)
    assert told(found.coming) == [("Bald", 2, 0, 0), ("Spät", 0, 0, 0)]
    assert told(found.past) == [("Abgesagt", 1, 0, 0), ("Neuer", 1, 1, 1), ("Alt", 1, 1, 1)]
    assert [each.title for each in found.waiting] == ["C"]
    assert [(each.meeting_title, each.overdue) for each in found.open_tasks] == [("Alt", True), ("Neuer", True)]
    assert found.may_plan
    assert late != soon


def test_a_commune_without_meetings_has_an_empty_list(team: Team) -> None:
    planned(team.officer, "Geheim")
    found = meeting_views.overview(team.stranger, TODAY)
    assert (found.coming, found.past, found.waiting, found.open_tasks, found.may_plan) == ((), (), (), (), True)
    assert meeting_views.decisions(team.stranger) == ()
    assert meeting_views.tasks(team.stranger, TODAY) == ()


def test_another_communes_meeting_is_as_if_it_did_not_exist(team: Team) -> None:
    meeting_id = planned(team.officer)
    found = []
    for wanted in (meeting_id, 999):
        for ask in (partial(meeting_views.detail, today=TODAY), meeting_views.revision):
            with pytest.raises(NotFound) as error:
                ask(team.stranger, wanted)
            found.append(str(error.value))
    assert set(found) == {"meeting_not_found"}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PLATFORM])
def test_departments_and_the_platform_team_read_nothing(team: Team, role: Role) -> None:
    acting = team.contributor if role is Role.CONTRIBUTOR else stored_person(Role.PLATFORM)
    meeting_id = planned(team.officer)
    for ask in (
        lambda: meeting_views.overview(acting, TODAY),
        lambda: meeting_views.detail(acting, meeting_id, TODAY),
        lambda: meeting_views.revision(acting, meeting_id),
        lambda: meeting_views.decisions(acting),
        lambda: meeting_views.tasks(acting, TODAY),
    ):
        with pytest.raises(NotAllowed, match="not_allowed"):
            ask()


def test_an_item_comes_with_its_measure_or_priority_as_it_is_now_and_where_it_may_go(any_store: Engine) -> None:
    team = a_team()
    measure = stored_measure(team.commune, status=MeasureStatus.BLOCKED, responsible_unit="Sozialamt")
    priority = stored_priority(team.commune)
    meeting_id = planned(team.officer, "Haushalt")
    about(team.officer, meeting_id, K.MEASURE, measure.id)
    about(team.officer, meeting_id, K.PRIORITY, priority.id)
    found = view(team.officer, meeting_id)
    assert [(each.measure, each.priority, each.may_become) for each in found.items] == [
        (None, None, ()),
        (measure, None, (MeasureStatus.RUNNING, MeasureStatus.PLANNED, MeasureStatus.STOPPED)),
        (None, priority, (PriorityStatus.AGREED, PriorityStatus.STOPPED)),
    ]
    assert (found.planned_minutes, found.current) == (10 + 15 + 15, None)
    assert len(found.still_open) == 3
    assert found.units == ("Sozialamt",)


def test_a_running_meeting_shows_the_open_tasks_of_others_and_proposes_nothing(team: Team) -> None:
    stored_measure(team.commune, status=MeasureStatus.BLOCKED)
    first = running(team.officer, "A")
    item_id = items(team.officer, first)[0].id
    meeting_outcomes.give_task(team.officer, item_id, "Früher", "Bauamt", None)
    decide(team.officer, item_id)
    second = running(team.officer, "B", weeks=4)
    meeting_outcomes.give_task(team.officer, items(team.officer, second)[0].id, "Jetzt", "", None)
    found = view(team.officer, second)
    assert [each.task.text for each in found.earlier_tasks] == ["Früher"]
    assert (found.proposals, found.units, found.last_decision) == ((), ("Bauamt",), 1)
    assert found.current is not None
    assert [each.text for each in found.current.tasks] == ["Jetzt"]


def test_the_revision_rises_with_everything_that_belongs_to_a_meeting(team: Team) -> None:
    meeting_id = running(team.officer, "A", "B")
    first, second = items(team.officer, meeting_id)
    (decision,) = [decide(team.officer, first.id)]
    meeting_outcomes.give_task(team.officer, first.id, "Zahlen", "", None)
    (task,) = item_view(team.officer, meeting_id).tasks
    seen = meeting_views.revision(team.officer, meeting_id)
    for change in (
        lambda: agendas.write_note(team.mayor, first.id, "So", seen=""),
        lambda: agendas.go_to(team.mayor, second.id),
        lambda: agendas.settle(team.mayor, first, ItemState.DISCUSSED),
        lambda: agendas.put_in_order(team.mayor, meeting_id, [second.id]),
        lambda: agendas.edit_item(team.mayor, second, "C", 5),
        lambda: decide(team.mayor, second.id),
        lambda: meeting_outcomes.withdraw_decision(team.mayor, decision, "Ein Irrtum"),
        lambda: meeting_outcomes.change_task(team.mayor, task, replace(task, unit="Bauamt")),
        lambda: meetings.invite(team.mayor, meeting_id, "Beirat"),
        lambda: meetings.close(team.mayor, meeting_id),
    ):
        change()
        now = meeting_views.revision(team.officer, meeting_id)
        assert now > seen
        seen = now


# What it costs


def a_year(team: Team, meetings_held: int, items_each: int) -> None:
    """So many closed meetings with so many items each, of which one has a decision, one a task and one waits."""
    for number in range(meetings_held):
        meeting_id = planned(team.officer, *[f"{number}/{n}" for n in range(items_each)], weeks=number)
        meetings.begin(team.officer, meeting_id)
        first, second = items(team.officer, meeting_id)[:2]
        decide(team.officer, first.id)
        meeting_outcomes.give_task(team.officer, second.id, "Zahlen", "", None)
        meetings.close(team.officer, meeting_id)


def test_statements_do_not_grow_with_meetings_items_and_the_plan(store: Engine, team: Team) -> None:
    counts = []
    for more in (2, 38):
        a_year(team, 2, more)
        for _ in range(more):
            stored_measure(team.commune, status=MeasureStatus.BLOCKED)
            stored_priority(team.commune)
        now_planned = planned(team.officer, weeks=200 + more)
        agendas.take_up(team.officer, now_planned, view(team.officer, now_planned).proposals[-more:])
        runs = planned(team.officer, weeks=100 + more)
        agendas.take_up(team.officer, runs, view(team.officer, runs).proposals[-more:])
        meetings.begin(team.officer, runs)
        agendas.write_note(team.officer, items(team.officer, runs)[0].id, "So", seen="")
        counted = []
        for ask in (
            lambda: meeting_views.overview(team.officer, TODAY),
            partial(meeting_views.detail, team.officer, now_planned, TODAY),
            partial(meeting_views.detail, team.officer, runs, TODAY),
            partial(meeting_views.revision, team.officer, runs),
            partial(meeting_views.stamp, team.officer, runs),
            lambda: meeting_views.decisions(team.officer),
            lambda: meeting_views.tasks(team.officer, TODAY),
        ):
            with statements(store) as found:
                ask()
            counted.append(len(found))
        counts.append(counted)
    assert len(waiting(team.officer)) > 40
    assert counts[0] == counts[1]
    assert counts[0][3:] == [2, 4, 2, 2]  # one of each begins the transaction
    assert max(counts[0]) < 30


def test_a_running_meeting_that_is_asked_every_few_seconds_reads_no_other_meetings(store: Engine, team: Team) -> None:
    a_year(team, 1, 3)
    runs = running(team.officer, "A", weeks=9)
    with statements(store) as found:
        view(team.officer, runs)
    assert not [each for each in found if "FROM meeting" in each and "WHERE meeting.commune_id = " in each]
    agendas_read = [each for each in found if "FROM agenda_item" in each and "position" in each]
    assert len(agendas_read) == 1


def test_frozen_minutes_are_read_where_they_are_shown_alone(store: Engine, team: Team) -> None:
    a_year(team, 2, 3)  # a year of minutes with every look at a meeting would be megabytes
    now_planned = planned(team.officer, weeks=9)
    with statements(store) as found:
        meeting_views.overview(team.officer, TODAY)
        view(team.officer, now_planned)
        meeting_views.decisions(team.officer)
        meeting_views.tasks(team.officer, TODAY)
        agendas.add_item(team.officer, now_planned, "A", 5)
    assert found != []
    assert not [each for each in found if "meeting.frozen" in each]
