"""Goals of fields: set by the mayor, read by who reads results, between 1 and 100 points."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import Commune, Person, Role
from data.services.goals import field_goals, set_field_goal

FIELD = "fairer_zugang"


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def mayor(town: Commune) -> Person:
    return stored_person(Role.MAYOR, town)


def targets(person: Person) -> dict[str, int]:
    return {key: goal.target for key, goal in field_goals(person).items()}


@pytest.mark.parametrize("target", [1, 70, 100])
def test_a_goal_is_set_changed_and_removed_each_with_its_entry(target: int, town: Commune, mayor: Person) -> None:
    before = len(audit_trail())
    set_field_goal(mayor, FIELD, 55, seen=None)
    set_field_goal(mayor, FIELD, target, seen=55)
    assert targets(mayor) == {FIELD: target}
    set_field_goal(mayor, FIELD, None, seen=target)
    assert targets(mayor) == {}
    assert [
        (event, commune, subject, details) for event, _who, commune, subject, details in audit_trail(but=before)
    ] == [
        ("goal.set", town.id, f"field_goal:{FIELD}", "target=55"),
        ("goal.set", town.id, f"field_goal:{FIELD}", f"target={target}"),
        ("goal.set", town.id, f"field_goal:{FIELD}", "removed"),
    ]


def test_two_tabs_may_set_the_first_goal_of_a_field_at_the_same_moment(any_store: Engine) -> None:
    towns = [stored_commune(ags=f"0999900{number}") for number in range(8)]
    mayors = [stored_person(Role.MAYOR, each) for each in towns]
    with ThreadPoolExecutor(2) as tabs:
        twice = [each for each in mayors for _tab in range(2)]
        list(tabs.map(lambda each: set_field_goal(each, FIELD, 60, seen=None), twice))
    assert [targets(each) for each in mayors] == [{FIELD: 60}] * 8


@pytest.mark.parametrize("target", [80, None])
@pytest.mark.parametrize("meanwhile", [65, None])
def test_a_goal_that_somebody_else_set_or_removed_meanwhile_is_not_overwritten(
    meanwhile: int | None, target: int | None, town: Commune, mayor: Person
) -> None:
    other = stored_person(Role.MAYOR, town, username="vertretung")
    set_field_goal(mayor, FIELD, 60, seen=None)
    set_field_goal(other, FIELD, meanwhile, seen=60)
    if meanwhile == target:
        set_field_goal(mayor, FIELD, target, seen=60)  # both want the same
    else:
        with pytest.raises(ChangedMeanwhile, match="goal_changed_meanwhile"):
            set_field_goal(mayor, FIELD, target, seen=60)
    assert targets(mayor) == ({} if meanwhile is None else {FIELD: meanwhile})


def test_of_two_tabs_that_set_two_goals_at_the_same_moment_one_is_told(any_store: Engine) -> None:
    mayor = stored_person(Role.MAYOR, stored_commune())
    begin, told = threading.Barrier(2), []

    def set_it(target: int) -> None:
        begin.wait()
        try:
            set_field_goal(mayor, FIELD, target, seen=None)
            told.append(target)
        except ChangedMeanwhile as error:
            told.append(error.code)

    with ThreadPoolExecutor(2) as tabs:
        list(tabs.map(set_it, (60, 80)))
    (stored,) = targets(mayor).values()
    assert sorted(map(str, told)) == [str(stored), "goal_changed_meanwhile"]


@pytest.mark.parametrize("target", [0, 101, -5])
def test_a_goal_lies_between_1_and_100_points(target: int, mayor: Person) -> None:
    with pytest.raises(Refused) as refused:
        set_field_goal(mayor, FIELD, target, seen=None)
    assert (refused.value.code, refused.value.details) == ("goal_impossible", {"lowest": 1, "highest": 100})
    assert targets(mayor) == {}


def test_a_goal_is_of_a_field_that_exists(mayor: Person) -> None:
    with pytest.raises(NotFound, match="field_not_found"):
        set_field_goal(mayor, "gibt_es_nicht", 50, seen=None)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.STEERING])
def test_who_reads_results_sees_the_goals_and_does_not_set_them(role: Role, town: Commune, mayor: Person) -> None:
    set_field_goal(mayor, FIELD, 70, seen=None)
    reader = stored_person(role, town)
    assert targets(reader) == {FIELD: 70}
    with pytest.raises(NotAllowed):
        set_field_goal(reader, FIELD, 80, seen=70)


def test_a_neighbours_goals_are_its_own(town: Commune, mayor: Person) -> None:
    neighbour = stored_person(Role.MAYOR, stored_commune(ags="09999002"))
    set_field_goal(mayor, FIELD, 70, seen=None)
    set_field_goal(neighbour, FIELD, 40, seen=None)
    set_field_goal(neighbour, FIELD, None, seen=40)
    assert (targets(mayor), targets(neighbour)) == ({FIELD: 70}, {})


def test_a_failure_on_the_way_leaves_the_goal_as_it_was(mayor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    set_field_goal(mayor, FIELD, 70, seen=None)
    monkeypatch.setattr("data.storage.audit_log.AuditLog.record", broken)
    for target in (80, None):
        with pytest.raises(RuntimeError):
            set_field_goal(mayor, FIELD, target, seen=70)
    monkeypatch.undo()
    assert targets(mayor) == {FIELD: 70}
