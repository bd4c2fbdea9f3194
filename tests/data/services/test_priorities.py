"""Priorities as people work at them: proposed, edited by two, agreed with a sentence, at most five at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from conftest import count
from factories import audit_trail, stored_person
from plans import CRITERION, FIELD, OTHER_CRITERION, stored_priority
from sqlalchemy import Engine
from teams import Team, a_team, failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, KompassError, NotAllowed, NotFound, Refused
from data.model.people import Person, Role
from data.model.plan import Contest, PartConflict, PlanEvent, PlanEventKind, PlanSaved, Priority, PriorityStatus
from data.rules.plan_editing import open_contests
from data.rules.plan_states import CHOSEN
from data.services import priorities

NOW = datetime(2026, 11, 22, 14, 32, tzinfo=UTC)
WHY = "Einstimmig beschlossen"
KIND, P = PlanEventKind, PriorityStatus


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


@pytest.fixture
def proposed(team: Team) -> Priority:
    return priorities.propose(team.officer, "Sprache von Anfang an", "Die Wartezeit ist lang.", (CRITERION,))


def stored(of: Priority, team: Team) -> Priority:
    return next(each for each in priorities.priorities(team.officer) if each.id == of.id)


def contests(of: Priority, team: Team) -> tuple[Contest, ...]:
    return open_contests(stored(of, team), priorities.story(team.officer, of.id))


def told(of: Priority, team: Team) -> list[tuple[str, str, str, str, str]]:
    story = priorities.story(team.officer, of.id)
    return [(event.kind.value, event.part, event.before, event.after, event.sentence) for event in story]


# Proposing


def test_whoever_plans_proposes_with_a_story_and_an_entry_in_the_log(any_store: Engine) -> None:
    team = a_team()
    trail = len(audit_trail())
    with time_machine.travel(NOW, tick=False):
        made = priorities.propose(team.steering, "  Sprache  ", " Weil es fehlt. ", (CRITERION,))
    assert made == Priority(1, "Sprache", "Weil es fehlt.", (CRITERION,), FIELD, None, None, P.PROPOSED, "", 1)
    assert priorities.priorities(team.mayor) == [made]
    assert priorities.story(team.mayor, made.id) == [PlanEvent(KIND.ADDED, NOW, "Person steering", after="Sprache")]
    assert audit_trail(but=trail) == [
        ("plan.added", team.steering.account_id, team.commune.id, f"priority:{made.id}", "")
    ]


@pytest.mark.parametrize(
    ("criteria", "field_key"),
    [((CRITERION, OTHER_CRITERION), FIELD), ((CRITERION, "daten_und_wirkung"), ""), ((), "")],
)
def test_it_serves_the_goal_of_a_field_only_where_all_criteria_are_of_that_field(
    team: Team, criteria: tuple[str, ...], field_key: str
) -> None:
    assert priorities.propose(team.officer, "Titel", criteria=criteria).field_key == field_key


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (("  ",), "plan_title_needed"),
        (("x" * 201,), "plan_text_too_long"),
        (("Titel", "x" * 4_001), "plan_text_too_long"),
        (("Titel", "", ("gibt_es_nicht",)), "criterion_not_found"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(team: Team, given: tuple[Any, ...], error: str) -> None:
    trail = len(audit_trail())
    with pytest.raises(KompassError, match=error):
        priorities.propose(team.officer, *given)
    assert priorities.priorities(team.officer) == []
    assert len(audit_trail()) == trail


def test_a_suggestion_is_proposed_once_whoever_clicks_and_whatever_became_of_it(team: Team) -> None:
    made = priorities.propose_once(team.officer, CRITERION, "Sprache", "44 Punkte")
    assert (made.title, made.criteria, made.field_key) == ("Sprache", (CRITERION,), FIELD)
    for acting in (team.officer, team.mayor):
        with pytest.raises(Refused, match=r"criterion_has_priority .title=Sprache."):
            priorities.propose_once(acting, CRITERION, "Sprache", "44 Punkte")
    priorities.set_status(team.mayor, made, P.STOPPED, "Der Kreis tut es schon")
    with pytest.raises(Refused, match="criterion_has_priority"):
        priorities.propose_once(team.officer, CRITERION, "Sprache", "44 Punkte")
    assert len(priorities.priorities(team.officer)) == 1


def test_after_a_priority_was_reached_its_criterion_may_be_proposed_anew(team: Team) -> None:
    stored_priority(team.commune, status=P.REACHED, criteria=(CRITERION,))
    assert priorities.propose_once(team.officer, CRITERION, "Sprache", "").status is P.PROPOSED


def test_of_four_who_click_a_suggestion_at_the_same_moment_one_proposes_it(any_store: Engine) -> None:
    team = a_team()
    people = [stored_person(Role.STEERING, team.commune, username=f"s{n}") for n in range(4)]

    def click(number: int) -> str:
        try:
            priorities.propose_once(people[number], CRITERION, "Sprache", "")
        except Refused as error:
            return error.code
        return "proposed"

    with ThreadPoolExecutor(4) as at_once:
        assert sorted(at_once.map(click, range(4))) == ["criterion_has_priority"] * 3 + ["proposed"]
    assert count(any_store, "action_priority") == 1


# Editing


def test_an_edit_stores_what_changed_and_tells_it_part_by_part(any_store: Engine) -> None:
    team = a_team()
    seen = priorities.propose(team.officer, "Sprache", "Weil es fehlt.", (CRITERION,))
    trail = len(audit_trail())
    wished = replace(seen, title="Sprache zuerst", effect=5, criteria=(CRITERION, OTHER_CRITERION))
    assert priorities.edit(team.mayor, seen, wished) == PlanSaved(("title", "criteria", "effect"), ())
    assert stored(seen, team) == replace(wished, revision=2)
    assert told(seen, team)[1:] == [
        ("changed", "title", "Sprache", "Sprache zuerst", ""),
        ("changed", "criteria", "sprache", "sprache, wohnen", ""),
        ("changed", "effect", "", "5", ""),
    ]
    # Names of parts, never what was written.
    assert audit_trail(but=trail) == [
        (
            "plan.changed",
            team.mayor.account_id,
            team.commune.id,
            f"priority:{seen.id}",
            "title,criteria,effect",
        )
    ]


def test_an_edit_that_changes_nothing_writes_nothing(team: Team, proposed: Priority) -> None:
    trail = len(audit_trail())
    assert priorities.edit(team.officer, proposed, proposed) == PlanSaved((), ())
    assert stored(proposed, team) == proposed
    assert len(audit_trail()) == trail


def test_two_who_edit_different_parts_both_get_what_they_wished(team: Team, proposed: Priority) -> None:
    assert priorities.edit(team.officer, proposed, replace(proposed, effect=5)).conflicts == ()
    assert priorities.edit(team.mayor, proposed, replace(proposed, effort=2)).conflicts == ()
    now = stored(proposed, team)
    assert (now.effect, now.effort, now.revision) == (5, 2, 3)


def test_of_two_who_edit_one_part_the_second_wish_waits_beside_the_first(any_store: Engine) -> None:
    team = a_team()
    seen = priorities.propose(team.officer, "Sprache")
    priorities.edit(team.officer, seen, replace(seen, title="Sprache zuerst"))
    trail = len(audit_trail())
    with time_machine.travel(NOW, tick=False):
        saved = priorities.edit(team.mayor, seen, replace(seen, title="Sprache für alle", decision="2026/14"))
    assert saved == PlanSaved(("decision",), (PartConflict("title", "Sprache zuerst", "Sprache für alle"),))
    assert (stored(seen, team).title, stored(seen, team).decision) == ("Sprache zuerst", "2026/14")
    assert contests(seen, team) == (Contest("title", "Sprache zuerst", "Sprache für alle", NOW, "Person mayor"),)
    assert [(event, details) for event, _, _, _, details in audit_trail(but=trail)] == [
        ("plan.contested", "title"),
        ("plan.changed", "decision"),
    ]


def test_the_same_wish_waits_once(team: Team, proposed: Priority) -> None:
    priorities.edit(team.officer, proposed, replace(proposed, effect=2))
    for _again in range(2):
        priorities.edit(team.mayor, proposed, replace(proposed, effect=5))
    assert [each.wished for each in contests(proposed, team)] == ["5"]


def a_contest(team: Team, of: Priority) -> Contest:
    """The officer stored another effect than the mayor wishes."""
    priorities.edit(team.officer, of, replace(of, effect=2))
    priorities.edit(team.mayor, of, replace(of, effect=5))
    (waiting,) = contests(of, team)
    return waiting


def test_who_takes_the_waiting_value_stores_it(team: Team, proposed: Priority) -> None:
    waiting = a_contest(team, proposed)
    priorities.settle(team.steering, proposed.id, waiting, take=True)
    assert stored(proposed, team).effect == 5
    assert contests(proposed, team) == ()
    assert told(proposed, team)[-1] == ("changed", "effect", "2", "5", "")


def test_who_drops_it_keeps_what_is_stored_and_the_story_tells_both(team: Team, proposed: Priority) -> None:
    waiting = a_contest(team, proposed)
    trail = len(audit_trail())
    priorities.settle(team.steering, proposed.id, waiting, take=False)
    assert stored(proposed, team).effect == 2
    assert contests(proposed, team) == ()
    assert told(proposed, team)[-1] == ("settled", "effect", "5", "2", "")
    assert [(event, details) for event, _, _, _, details in audit_trail(but=trail)] == [("plan.settled", "effect")]


def test_criteria_that_wait_come_back_as_criteria(team: Team, proposed: Priority) -> None:
    priorities.edit(team.officer, proposed, replace(proposed, criteria=()))
    priorities.edit(team.mayor, proposed, replace(proposed, criteria=(CRITERION, OTHER_CRITERION)))
    (waiting,) = contests(proposed, team)
    priorities.settle(team.officer, proposed.id, waiting, take=True)
    assert stored(proposed, team).criteria == (CRITERION, OTHER_CRITERION)


def test_a_value_is_settled_once(team: Team, proposed: Priority) -> None:
    waiting = a_contest(team, proposed)
    priorities.settle(team.officer, proposed.id, waiting, take=False)
    for take in (True, False):
        with pytest.raises(NotFound, match="contest_not_found"):
            priorities.settle(team.mayor, proposed.id, waiting, take=take)


@pytest.mark.parametrize("take", [True, False])
def test_who_saw_another_stored_value_looks_again_before_they_settle(
    team: Team, proposed: Priority, take: bool
) -> None:
    waiting = a_contest(team, proposed)
    priorities.edit(team.officer, stored(proposed, team), replace(stored(proposed, team), effect=3))
    with pytest.raises(ChangedMeanwhile, match="plan_part_changed_meanwhile"):
        priorities.settle(team.mayor, proposed.id, waiting, take=take)
    (now,) = contests(proposed, team)
    assert (now.stored, now.wished) == ("3", "5")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": " "}, "plan_title_needed"),
        ({"effect": 6}, "plan_level_impossible"),
        ({"criteria": ("gibt_es_nicht",)}, "criterion_not_found"),
        ({"field_key": "gibt_es_nicht"}, "field_not_found"),
    ],
)
def test_an_impossible_edit_is_refused_as_a_whole(
    team: Team, proposed: Priority, change: dict[str, Any], error: str
) -> None:
    with pytest.raises(KompassError, match=error):
        priorities.edit(team.officer, proposed, replace(proposed, decision="2026/14", **change))
    assert stored(proposed, team) == proposed


def test_status_id_and_commune_are_no_parts_that_an_edit_could_change(team: Team, proposed: Priority) -> None:
    sneaky = replace(proposed, status=P.AGREED, revision=99)
    assert priorities.edit(team.officer, proposed, sneaky) == PlanSaved((), ())
    assert stored(proposed, team).status is P.PROPOSED


# Steps


def test_a_step_is_taken_with_its_sentence(any_store: Engine) -> None:
    team = a_team()
    seen = priorities.propose(team.officer, "Sprache")
    trail = len(audit_trail())
    moved = priorities.set_status(team.mayor, seen, P.AGREED, f"  {WHY}\n")
    assert (moved.status, moved.revision) == (P.AGREED, 2)
    assert stored(seen, team) == moved
    assert told(seen, team)[-1] == ("status", "", "proposed", "agreed", WHY)
    assert audit_trail(but=trail) == [
        (
            "plan.status_set",
            team.mayor.account_id,
            team.commune.id,
            f"priority:{seen.id}",
            "proposed>agreed",
        )
    ]


def test_a_step_without_a_sentence_or_one_that_does_not_exist_changes_nothing(team: Team, proposed: Priority) -> None:
    trail = len(audit_trail())
    for to, sentence, error in ((P.AGREED, " ", "status_sentence_needed"), (P.REACHED, WHY, "plan_step_impossible")):
        with pytest.raises(Refused, match=error):
            priorities.set_status(team.mayor, proposed, to, sentence)
    assert stored(proposed, team) == proposed
    assert len(audit_trail()) == trail


def test_who_saw_an_older_state_looks_again_first(team: Team, proposed: Priority) -> None:
    priorities.set_status(team.mayor, proposed, P.STOPPED, "Der Kreis tut es schon")
    with pytest.raises(ChangedMeanwhile, match="plan_status_changed_meanwhile"):
        priorities.set_status(team.steering, proposed, P.AGREED, WHY)
    assert stored(proposed, team).status is P.STOPPED


def test_an_edit_meanwhile_does_not_hinder_a_step_nor_get_lost_by_it(team: Team, proposed: Priority) -> None:
    priorities.edit(team.officer, proposed, replace(proposed, effect=5))
    priorities.set_status(team.mayor, proposed, P.AGREED, WHY)
    priorities.edit(team.steering, proposed, replace(proposed, effort=2))
    now = stored(proposed, team)
    assert (now.status, now.effect, now.effort) == (P.AGREED, 5, 2)


def test_a_sixth_is_refused_until_one_has_ended(team: Team) -> None:
    running = [stored_priority(team.commune, title=f"Läuft {n}", status=P.RUNNING) for n in range(5)]
    sixth = priorities.propose(team.officer, "Der sechste")
    with pytest.raises(Refused, match=r"too_many_priorities .most=5."):
        priorities.set_status(team.mayor, sixth, P.AGREED, WHY)
    priorities.set_status(team.mayor, running[0], P.REACHED, "Das Ziel ist erreicht")
    assert priorities.set_status(team.mayor, sixth, P.AGREED, WHY).status is P.AGREED


def test_of_four_who_agree_on_a_fifth_at_the_same_moment_one_does(any_store: Engine) -> None:
    team = a_team()
    for number in range(4):
        stored_priority(team.commune, title=f"Läuft {number}", status=P.RUNNING)
    waiting = [stored_priority(team.commune, title=f"Neu {number}") for number in range(4)]
    people = [stored_person(Role.STEERING, team.commune, username=f"s{n}") for n in range(4)]

    def agree(number: int) -> str:
        try:
            priorities.set_status(people[number], waiting[number], P.AGREED, WHY)
        except Refused as error:
            return error.code
        return "agreed"

    with ThreadPoolExecutor(4) as at_once:
        assert sorted(at_once.map(agree, range(4))) == ["agreed"] + ["too_many_priorities"] * 3
    assert sum(each.status in CHOSEN for each in priorities.priorities(team.mayor)) == 5


def test_four_who_edit_one_part_at_the_same_moment_lose_nothing(any_store: Engine) -> None:
    team = a_team()
    seen = priorities.propose(team.officer, "Sprache")
    people = [stored_person(Role.STEERING, team.commune, username=f"s{n}") for n in range(4)]
    with ThreadPoolExecutor(4) as at_once:
        saved = list(at_once.map(lambda n: priorities.edit(people[n], seen, replace(seen, effect=n + 1)), range(4)))
    assert sum(bool(each.changed) for each in saved) == 1
    said = {str(stored(seen, team).effect)} | {each.wished for each in contests(seen, team)}
    assert said == {"1", "2", "3", "4"}


# Remarks


def test_a_remark_joins_the_story_and_needs_a_sentence(team: Team, proposed: Priority) -> None:
    priorities.remark(team.steering, proposed.id, "  Erst den Nahverkehrsplan abwarten.  ")
    assert told(proposed, team)[-1] == ("remark", "", "", "", "Erst den Nahverkehrsplan abwarten.")
    for sentence in ("", "  ", "x" * 501):
        with pytest.raises(Refused, match=r"plan_remark_length .longest=500."):
            priorities.remark(team.steering, proposed.id, sentence)
    assert len(told(proposed, team)) == 2


# Strangers, failures


def every_way_to_a_priority(of: Priority, waiting: Contest) -> dict[str, Callable[[Person], object]]:
    return {
        "edit": lambda acting: priorities.edit(acting, of, replace(of, title="Fremd")),
        "settle": lambda acting: priorities.settle(acting, of.id, waiting, take=True),
        "set_status": lambda acting: priorities.set_status(acting, of, P.AGREED, WHY),
        "remark": lambda acting: priorities.remark(acting, of.id, "Fremd"),
        "story": lambda acting: priorities.story(acting, of.id),
    }


WAYS = ("edit", "settle", "set_status", "remark", "story")


@pytest.mark.parametrize("way", WAYS)
def test_the_priority_of_another_commune_is_as_if_it_did_not_exist(team: Team, proposed: Priority, way: str) -> None:
    waiting = a_contest(team, proposed)
    before, trail = stored(proposed, team), len(audit_trail())
    with pytest.raises(NotFound) as foreign:
        every_way_to_a_priority(proposed, waiting)[way](team.stranger)
    with pytest.raises(NotFound) as missing:
        every_way_to_a_priority(replace(proposed, id=12_345), waiting)[way](team.officer)
    assert str(foreign.value) == str(missing.value) == "priority_not_found"
    assert priorities.priorities(team.stranger) == []
    assert (stored(proposed, team), len(audit_trail())) == (before, trail)


@pytest.mark.parametrize("way", WAYS)
def test_the_owner_gets_where_the_stranger_does_not(team: Team, proposed: Priority, way: str) -> None:
    # Otherwise the test above would hold for the wrong reason.
    waiting = a_contest(team, proposed)
    every_way_to_a_priority(stored(proposed, team), waiting)[way](team.steering)


@pytest.mark.parametrize("way", WAYS)
def test_a_department_neither_reads_nor_plans(team: Team, proposed: Priority, way: str) -> None:
    waiting = a_contest(team, proposed)
    with pytest.raises(NotAllowed):
        every_way_to_a_priority(proposed, waiting)[way](team.contributor)
    with pytest.raises(NotAllowed):
        priorities.priorities(team.contributor)


def test_a_priority_of_the_neighbour_says_nothing_about_ours(team: Team) -> None:
    stored_priority(team.commune, criteria=(CRITERION,))
    assert priorities.propose_once(team.stranger, CRITERION, "Sprache", "").criteria == (CRITERION,)


def test_where_the_log_fails_nothing_is_stored(any_store: Engine) -> None:
    team = a_team()
    seen = priorities.propose(team.officer, "Sprache")
    waiting = a_contest(team, seen)
    before, story = stored(seen, team), told(seen, team)
    ways = every_way_to_a_priority(before, waiting) | {
        "propose": lambda acting: priorities.propose(acting, "Neu"),
        "propose_once": lambda acting: priorities.propose_once(acting, CRITERION, "Neu", ""),
    }
    del ways["story"]
    for way in ways.values():
        with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
            way(team.officer)
    assert priorities.priorities(team.officer) == [before]
    assert told(seen, team) == story
