"""What the page of the priorities shows: in which order, with which counts, scores, medians and goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from app_tab import demo_person
from factories import replies_to_all, stored_commune, stored_person, stored_round
from plans import CRITERION, stored_measure, stored_priority
from sqlalchemy import Engine

from data.errors import NotAllowed
from data.model.people import Commune, Person, Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.model.priorities_view import MeasureCounts, PrioritiesView
from data.model.self_check import Answered
from data.services import goals, priorities, priority_views
from data.storage.database import reading

TODAY = date(2026, 11, 22)
P, M = PriorityStatus, MeasureStatus
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


def overview(acting: Person) -> PrioritiesView:
    return priority_views.overview(acting, TODAY)


def test_a_commune_that_begins_sees_nothing_yet_and_what_is_advised(officer: Person) -> None:
    view = overview(officer)
    assert (view.priorities, view.suggestions, view.scores, view.medians, view.goals) == ((), (), {}, {}, {})
    assert (view.round_name, view.release_date, view.catalogue_version) == ("", None, "2021-07")
    assert (view.fewest, view.most, view.may_plan) == (3, 5, True)


def test_what_is_worked_on_comes_first_then_proposals_and_what_has_ended_last(town: Commune, officer: Person) -> None:
    for number, status in enumerate((P.STOPPED, P.PROPOSED, P.RUNNING, P.REACHED, P.AGREED, P.PROPOSED)):
        stored_priority(town, title=f"{number} {status}", status=status)
    view = overview(officer)
    assert [(each.number, each.priority.title) for each in view.priorities] == [
        (1, "2 running"),
        (2, "4 agreed"),
        (3, "1 proposed"),
        (4, "5 proposed"),
        (None, "3 reached"),
        (None, "0 stopped"),
    ]
    assert [len(part) for part in (view.chosen, view.proposed, view.ended)] == [2, 2, 2]
    assert [each.may_become for each in view.chosen] == [(P.REACHED, P.STOPPED), (P.RUNNING, P.PROPOSED, P.STOPPED)]


def test_measures_are_counted_by_priority_without_the_stopped_ones(town: Commune, officer: Person) -> None:
    first, second = stored_priority(town), stored_priority(town, title="Zweiter")
    for status in (M.IDEA, M.DONE, M.STOPPED, M.BLOCKED):
        stored_measure(town, status=status, priority_id=first.id)
    stored_measure(town, status=M.RUNNING, priority_id=first.id, due_on=date(2026, 11, 21))  # since yesterday
    stored_measure(town, status=M.RUNNING, priority_id=second.id, due_on=TODAY)
    stored_measure(town, status=M.BLOCKED)  # under none
    counts = [each.counts for each in overview(officer).priorities]
    assert counts == [MeasureCounts(measures=4, done=1, need_look=2), MeasureCounts(measures=1, done=0, need_look=0)]


def test_story_and_waiting_values_come_with_their_priority(officer: Person, town: Commune) -> None:
    mayor = stored_person(Role.MAYOR, town)
    seen, other = priorities.propose(officer, "Sprache"), priorities.propose(officer, "Wohnen")
    priorities.edit(officer, seen, replace(seen, effect=2))
    priorities.edit(mayor, seen, replace(seen, effect=5))
    first, second = overview(mayor).priorities
    assert [event.kind for event in first.story] == ["added", "changed", "contested"]
    assert [(contest.part, contest.stored, contest.wished) for contest in first.contests] == [("effect", "2", "5")]
    assert (second.priority, len(second.story), second.contests) == (other, 1, ())


def test_own_scores_goals_and_suggestions_come_from_the_newest_approved_round(town: Commune, officer: Person) -> None:
    low = {f"FZ-0{n}": Answered(1) for n in (6, 7, 8, 9)}  # all of sprache: 25 points
    stored_round(town, replies_to_all(3) | low, name="2026", submitted=True)
    goals.set_field_goal(stored_person(Role.MAYOR, town), "fairer_zugang", 80, seen=None)
    view = overview(officer)
    assert view.scores[CRITERION].percent == 25
    assert dict(view.goals) == {"fairer_zugang": 80}
    assert view.round_name == "2026"
    assert [(each.criterion_key, each.lowest, each.median) for each in view.suggestions] == [(CRITERION, True, None)]
    priorities.propose_once(officer, CRITERION, "Sprache", "")
    assert overview(officer).suggestions == ()


def test_without_a_release_there_is_no_median_and_no_day_of_one(town: Commune, officer: Person) -> None:
    stored_round(town, replies_to_all(1), submitted=True)
    view = overview(officer)
    assert (dict(view.medians), view.release_date) == ({}, None)
    assert not any(each.below_group for each in view.suggestions)


def test_in_the_demo_own_scores_stand_beside_the_published_medians(demo_store: Engine) -> None:
    view = overview(demo_person(Role.STEERING))
    assert view.release_date == date(2026, 3, 1)
    assert len(view.medians) == 7 + 35  # all fields and criteria
    assert all(median % 5 == 0 for median in view.medians.values())  # as coarse as it was published
    assert [each.priority.status for each in view.chosen] == [P.RUNNING, P.RUNNING, P.AGREED]
    assert [each.counts.need_look for each in view.chosen] == [1, 2, 0]
    assert len(view.suggestions) >= 3
    taken = {key for each in view.priorities for key in each.priority.criteria if each.priority.status is not P.REACHED}
    assert not {each.criterion_key for each in view.suggestions} & taken


def test_who_answered_another_catalogue_is_not_held_beside_the_release(demo_store: Engine) -> None:
    with reading() as work:
        neighbour = work.communes.all()[1]  # Musterstadt has a round in work
    stored_round(neighbour, replies_to_all(1, "2021-03"), name="Nachtrag", version="2021-03", submitted=True)
    view = overview(stored_person(Role.MAYOR, neighbour))
    assert view.catalogue_version == "2021-03"
    assert (dict(view.medians), view.release_date) == ({}, None)
    assert all(each.median is None and not each.below_group for each in view.suggestions)


@pytest.mark.parametrize("role", Role)
def test_mayor_officer_and_steering_group_plan_and_nobody_else_reads(town: Commune, role: Role) -> None:
    person = stored_person(role, None if role is Role.PLATFORM else town)
    if role in READERS:
        assert overview(person).may_plan
    else:
        with pytest.raises(NotAllowed):
            overview(person)


def test_the_neighbour_sees_nothing_of_ours(town: Commune) -> None:
    stored_priority(town)
    stored_measure(town)
    stranger = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))
    assert overview(stranger).priorities == ()
