"""The hand-over: nothing but what the acting person may see, words that are never lost, few statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from app_tab import demo_person
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from steering_meetings import a_meeting, statements
from teams import Team, a_team, assign_to_department, failing_at_the_audit_entry, give

from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.handover import Handover, OwnWords, StepKind
from data.model.people import Permission, Person, Role
from data.model.plan import MeasureStatus, PriorityStatus
from data.model.self_check import SelfCheckStatus
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules import access
from data.rules.access import PERMISSIONS
from data.services import approval, handover, meetings, priorities
from data.storage.database import writing

TODAY = date(2026, 11, 23)
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
WORKS = OwnWords.WORKS.value


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


def told_to(person: Person) -> Handover:
    return handover.handover(person, TODAY)


def text(person: Person, part: str = WORKS) -> str:
    return handover.words(person).text(part)


@pytest.mark.parametrize("missing", [Permission.READ_PLAN, Permission.READ_RESULTS])
def test_who_lacks_one_of_both_permissions_reads_nothing(
    missing: Permission, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(access.PERMISSIONS, Role.MAYOR, PERMISSIONS[Role.MAYOR] - {missing})
    with pytest.raises(NotAllowed):
        told_to(team.mayor)


def test_a_department_and_the_platform_team_read_and_write_nothing(team: Team) -> None:
    for person in (team.contributor, stored_person(Role.PLATFORM)):
        with pytest.raises(NotAllowed):
            told_to(person)
        with pytest.raises(NotAllowed):
            handover.words(person)
        with pytest.raises(NotAllowed):
            handover.write_words(person, WORKS, "", "Hallo")


def test_a_commune_that_begins_has_a_hand_over_that_says_what_to_begin_with(store: Engine) -> None:
    told = told_to(stored_person(Role.MAYOR, stored_commune()))
    assert (told.standing.results, told.measures, told.calendar[1:], told.words.written) == (None, (), (), ())
    assert [step.kind for step in told.first_steps] == [
        StepKind.ASK_FOR_WORDS,
        StepKind.CHECK_ACCOUNTS,
        StepKind.SET_MEETING,
        StepKind.CONSENT,
        StepKind.BEGIN_ROUND,
    ]


def test_a_neighbour_reads_nothing_of_it(team: Team) -> None:
    priority = stored_priority(team.commune, status=PriorityStatus.AGREED)
    stored_measure(team.commune, priority_id=priority.id, responsible_unit="Sozialamt", due_on=TODAY)
    meetings.add(team.officer, a_meeting())
    handover.write_words(team.officer, WORKS, "", "Nur für uns")
    give(team.officer, team.round_id, "MS-01", 2)
    told = told_to(team.stranger)
    assert (told.agreed.chosen, told.open.measures, told.people.units, told.people.meetings) == ((), (), (), ())
    assert (told.words.written, told.people.answered, told.open.round) == ((), (), None)
    assert [each.display_name for each in told.people.accounts] == [team.stranger.display_name]


def test_measures_stand_under_their_priorities_and_the_others_last(team: Team) -> None:
    chosen = stored_priority(team.commune, title="Vereinbart", status=PriorityStatus.AGREED)
    ended = stored_priority(team.commune, title="Erreicht", status=PriorityStatus.REACHED)
    for title, priority_id in (("A", chosen.id), ("B", ended.id), ("C", None)):
        stored_measure(team.commune, title=title, priority_id=priority_id)
    agreed = told_to(team.steering).agreed
    assert [
        (group.priority.title if group.priority else "", [each.measure.title for each in group.measures])
        for group in agreed.chosen
    ] == [("Vereinbart", ["A"]), ("", ["B", "C"])]
    assert [each.title for each in agreed.ended] == ["Erreicht"]


def test_who_answers_what_and_who_has_an_account_is_told_to_who_may_read_answers(team: Team) -> None:
    assign_to_department(team, "sprache")
    give(team.officer, team.round_id, "MS-01", 2)
    for reader in (team.mayor, team.officer):
        people = told_to(reader).people
        assert [(each.role, each.department) for each in people.accounts] == [
            (Role.MAYOR, ""),
            (Role.OFFICER, ""),
            (Role.STEERING, ""),
            (Role.CONTRIBUTOR, "Jugendamt"),
        ]
        assert [(unit.name, unit.criteria) for unit in people.units] == [("Jugendamt", ("sprache",))]
        assert ([each.by for each in people.answered], people.answers_of) == ([team.officer.display_name], "2026")
    people = told_to(team.steering).people
    assert (people.told_of_people, people.accounts, people.units, people.answered) == (False, (), (), ())


def test_a_round_that_has_only_just_begun_leaves_the_word_to_the_one_before(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    with writing() as work:
        approval.hand_in_and_approve_in(work, team.stored)
        work.audit.record(AuditEvent.ROUND_APPROVED, commune_id=team.commune.id)
    stored_round(team.commune, name="2028")
    told = told_to(team.mayor)
    assert told.people.answers_of == "2026"
    assert told.open.round is not None and told.open.round.self_check.round_name == "2028"


def test_of_the_round_in_work_the_steering_group_is_told_only_how_far_it_is(team: Team) -> None:
    assert isinstance(told_to(team.mayor).open.round, SubmissionCheck)
    found = told_to(team.steering).open.round
    assert isinstance(found, RoundOverview)
    assert (found.self_check.status, found.coverage.answered, found.events) == (SelfCheckStatus.DRAFT, 0, ())


def test_a_value_that_waits_beside_a_stored_one_is_open(team: Team) -> None:
    seen = stored_priority(team.commune)
    priorities.edit(team.mayor, seen, replace(seen, title="So"))
    priorities.edit(team.officer, seen, replace(seen, title="Anders"))
    (found,) = told_to(team.steering).open.disputed
    assert (found.of_measure, found.title, found.contest.wished) == (False, "So", "Anders")


@pytest.mark.parametrize("part", OwnWords)
def test_words_are_stored_as_they_were_typed_with_who_and_an_entry_that_does_not_repeat_them(
    part: OwnWords, team: Team
) -> None:
    before = len(audit_trail())
    assert handover.write_words(team.mayor, part.value, "", "Frau A. & „alle“\n\nZeile")
    (written,) = handover.words(team.steering).written
    assert (written.part, written.text, written.by) == (part, "Frau A. & „alle“\n\nZeile", team.mayor.display_name)
    assert audit_trail(but=before) == [
        ("handover.changed", team.mayor.account_id, team.commune.id, f"handover_text:{part.value}", ""),
    ]


def test_words_that_meet_others_wait_beside_them_until_somebody_settles_it(team: Team) -> None:
    handover.write_words(team.mayor, WORKS, "", "Die Leitung")
    assert not handover.write_words(team.officer, WORKS, "", "Die Sachbearbeitung")
    (contest,) = handover.words(team.steering).contests[WORKS]
    assert (contest.stored, contest.wished, contest.by) == (
        "Die Leitung",
        "Die Sachbearbeitung",
        team.officer.display_name,
    )
    handover.settle_words(team.steering, contest, take=True)
    assert text(team.mayor) == "Die Sachbearbeitung"
    assert handover.words(team.mayor).contests[WORKS] == ()
    with pytest.raises(NotFound):
        handover.settle_words(team.mayor, contest, take=False)


def test_words_that_wait_can_be_dropped_and_are_not_settled_over_a_newer_text(team: Team) -> None:
    handover.write_words(team.mayor, WORKS, "", "Eins")
    handover.write_words(team.officer, WORKS, "", "Zwei")
    (contest,) = handover.words(team.mayor).contests[WORKS]
    handover.write_words(team.mayor, WORKS, "Eins", "Drei")
    with pytest.raises(ChangedMeanwhile):
        handover.settle_words(team.mayor, contest, take=True)
    (contest,) = handover.words(team.mayor).contests[WORKS]
    handover.settle_words(team.mayor, contest, take=False)
    assert (text(team.mayor), handover.words(team.mayor).contests[WORKS]) == ("Drei", ())


def test_an_unknown_part_and_a_text_that_is_too_long_are_refused(team: Team) -> None:
    with pytest.raises(NotFound):
        handover.write_words(team.mayor, "statement", "", "Hallo")
    with pytest.raises(Refused):
        handover.write_words(team.mayor, WORKS, "", "x" * 4_001)
    assert handover.words(team.mayor).texts == {}


def test_a_lost_connection_leaves_neither_a_word_nor_an_entry(team: Team, store: Engine) -> None:
    before = audit_trail()
    with failing_at_the_audit_entry(store), pytest.raises(ConnectionError):
        handover.write_words(team.mayor, WORKS, "", "Weg")
    assert (text(team.mayor), audit_trail()) == ("", before)


def test_the_number_of_statements_does_not_grow_with_what_is_stored(team: Team, store: Engine) -> None:
    def filled(number: int) -> None:
        for each in range(number):
            priority = stored_priority(team.commune, title=f"{each}", status=PriorityStatus.RUNNING)
            stored_measure(
                team.commune,
                priority_id=priority.id,
                status=MeasureStatus.BLOCKED,
                responsible_unit=f"Amt {each}",
                due_on=TODAY - timedelta(days=1),
            )
            priorities.edit(team.mayor, priority, replace(priority, title="So"))
            priorities.edit(team.officer, priority, replace(priority, title="Anders"))
            meetings.add(team.officer, a_meeting(title=f"Sitzung {each}"))
            handover.write_words(team.officer, list(OwnWords)[each % 5].value, "", f"Text {each}")

    filled(1)
    told_to(team.mayor)
    with statements(store) as few:
        told_to(team.mayor)
    filled(6)
    with statements(store) as many:
        told = told_to(team.mayor)
    assert len(told.open.disputed) == 7
    assert len(many) == len(few)


@pytest.mark.parametrize("role", READERS)
def test_the_demo_has_everything_that_a_hand_over_holds(role: Role, demo_store: Engine) -> None:
    told = told_to(demo_person(role))
    assert told.commune.name == "Musterstadt"
    assert told.standing.results is not None and told.standing.peers is not None
    assert len([group for group in told.agreed.chosen if group.priority]) >= 3
    assert len(told.urgent) == 5
    assert told.calendar and told.people.units


def test_answers_of_a_round_count_for_the_standing_once_it_is_approved(store: Engine) -> None:
    town = stored_commune()
    stored_round(town, replies_to_all(3), submitted=True)
    told = told_to(stored_person(Role.MAYOR, town))
    assert told.standing.results is not None
    assert told.standing.results.current.result.overall == 75.0  # level 3 of 4
