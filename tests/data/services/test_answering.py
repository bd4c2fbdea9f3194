"""One edit of one answer: stored at once, together with what others changed, or kept beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from conftest import count
from factories import audit_trail, stored_person, stored_round
from sqlalchemy import Engine
from synthetic_communes import a_moment
from teams import OWN, Team, a_team, answers, assign_to_department, failing_at_the_audit_entry, give, waiting

from data.content.catalogues import catalogue
from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import Person, Role
from data.model.questionnaire import ProposalSource, Saved, SaveOutcome
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Perspective, Reply
from data.services import catalogues, proposals
from data.services.answering import answer
from data.storage.database import reading

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
FIRST = catalogue("2021-07").places["MS-01"].criterion.key
ELSEWHERE = next(c for c in catalogue("2021-07").criteria if c.key != FIRST).questions[0].id
SAVED, UNCHANGED, CONFLICT = SaveOutcome.SAVED, SaveOutcome.UNCHANGED, SaveOutcome.CONFLICT


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team()


@pytest.fixture
def kim(team: Team) -> Person:
    """A second officer of the team."""
    return stored_person(Role.OFFICER, team.commune, username="kim", display_name="Kim")


def told(team: Team, question_id: str = "MS-01") -> Answer:
    return answers(team.round_id)[question_id].answer


# Alone.


@pytest.mark.parametrize("reply", [Answered(0), Answered(4), NotKnown(), NotApplicable(), None])
def test_an_answer_is_stored_at_the_moment_it_is_given(any_store: Engine, reply: Reply | None) -> None:
    team = a_team()
    trail, before = len(audit_trail()), team.revision
    given = Answer("MS-01", reply, "Bemerkung", "§ 7", "Amt 50")
    with time_machine.travel(NOW, tick=False):
        assert answer(team.officer, team.round_id, given, 0) == Saved(SAVED, 1, NOW)
    stored = answers(team.round_id)["MS-01"]
    assert (stored.answer, stored.revision, stored.changed_by, stored.changed_at) == (given, 1, "Person officer", NOW)
    assert audit_trail(but=trail) == [
        (
            "answer.changed",
            team.officer.account_id,
            team.commune.id,
            f"self_check:{team.round_id}",
            "question=MS-01 revision=1",
        )
    ]
    assert team.revision == before + 1  # so that nobody hands in what they did not see


def test_the_same_again_is_no_change_and_leaves_no_entry(team: Team) -> None:
    first = give(team.officer, team.round_id, "MS-01", 2)
    trail, before = len(audit_trail()), team.revision
    assert give(team.officer, team.round_id, "MS-01", 2, based_on=1) == Saved(UNCHANGED, 1, first.at)
    assert answer(team.officer, team.round_id, Answer("MS-02"), 0) == Saved(UNCHANGED, 0, None)
    assert (len(audit_trail()), team.revision) == (trail, before)


def test_an_answer_can_be_taken_away_and_its_history_stays(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    assert answer(team.officer, team.round_id, Answer("MS-01"), 1).revision == 2
    with reading() as work:
        history = work.answers.history(team.round_id, OWN, "MS-01")
    assert [(state.revision, state.answer.reply) for state in history] == [(1, Answered(2)), (2, None)]


def test_sheets_of_other_perspectives_are_answered_apart(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    saved = answer(team.officer, team.round_id, Answer("MS-01", Answered(4)), 0, Perspective.COUNCIL)
    assert (saved.outcome, saved.revision) == (SAVED, 1)
    assert told(team).reply == Answered(2)


# Two people.


def test_two_who_change_different_parts_are_both_kept(team: Team, kim: Person) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    give(team.officer, team.round_id, "MS-01", 3, based_on=1)
    saved = answer(kim, team.round_id, Answer("MS-01", Answered(2), remark="Siehe Amt 50"), 1)
    assert (saved.outcome, saved.revision) == (SAVED, 3)
    assert told(team) == Answer("MS-01", Answered(3), remark="Siehe Amt 50")
    assert waiting(team.round_id, "MS-01") == ()


def test_two_who_change_the_same_part_make_a_conflict_with_both_values_and_nothing_is_overwritten(
    any_store: Engine,
) -> None:
    team = a_team()
    kim = stored_person(Role.OFFICER, team.commune, username="kim", display_name="Kim")
    with time_machine.travel(NOW, tick=False):
        first = give(team.officer, team.round_id, "MS-01", 2)
        trail, before = len(audit_trail()), team.revision
        assert give(kim, team.round_id, "MS-01", 4, remark="anders") == Saved(CONFLICT, first.revision, first.at)
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(2))
    (proposal,) = waiting(team.round_id, "MS-01")
    assert (proposal.source, proposal.answer) == (ProposalSource.EDIT, Answer("MS-01", Answered(4), remark="anders"))
    assert (proposal.parts, proposal.based_on) == ({Part.REPLY, Part.REMARK}, 0)
    assert (proposal.proposed_by, proposal.proposed_at) == ("Kim", NOW)
    assert audit_trail(but=trail) == [
        (
            "answer.contested",
            kim.account_id,
            team.commune.id,
            f"self_check:{team.round_id}",
            "question=MS-01 based_on=0",
        )
    ]
    assert team.revision == before + 1


def test_two_who_say_the_same_agree(team: Team, kim: Person) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    assert give(kim, team.round_id, "MS-01", 2).outcome is UNCHANGED
    assert waiting(team.round_id, "MS-01") == ()


def test_at_the_same_moment_one_is_stored_and_the_other_kept_beside(any_store: Engine) -> None:
    team = a_team()
    people = [stored_person(Role.OFFICER, team.commune, username=f"o{n}") for n in range(4)]
    with ThreadPoolExecutor(4) as at_once:
        saved = list(at_once.map(lambda n: give(people[n], team.round_id, "MS-01", n), range(4)))
    assert sorted(each.outcome for each in saved) == [CONFLICT, CONFLICT, CONFLICT, SAVED]
    said = {told(team).reply} | {proposal.answer.reply for proposal in waiting(team.round_id, "MS-01")}
    assert said == {Answered(n) for n in range(4)}


def test_who_contradicts_again_replaces_the_own_proposal_and_not_that_of_others(team: Team, kim: Person) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    robin = stored_person(Role.OFFICER, team.commune, username="robin")
    for person, points in ((kim, 3), (robin, 1), (kim, 4)):
        assert give(person, team.round_id, "MS-01", points).outcome is CONFLICT
    assert [proposal.answer.reply for proposal in waiting(team.round_id, "MS-01")] == [Answered(1), Answered(4)]


def test_an_own_proposal_for_another_part_keeps_waiting(team: Team, kim: Person) -> None:
    answer(team.officer, team.round_id, Answer("MS-01", Answered(2), remark="unsere"), 0)
    assert answer(kim, team.round_id, Answer("MS-01", remark="meine"), 0).outcome is CONFLICT
    assert answer(kim, team.round_id, Answer("MS-01", Answered(4)), 0).outcome is CONFLICT
    assert [proposal.parts for proposal in waiting(team.round_id, "MS-01")] == [{Part.REMARK}, {Part.REPLY}]


def test_an_own_proposal_of_another_sheet_is_left_alone(team: Team, kim: Person) -> None:
    for perspective in (Perspective.COUNCIL, OWN):
        answer(team.officer, team.round_id, Answer("MS-01", Answered(2)), 0, perspective)
        assert answer(kim, team.round_id, Answer("MS-01", Answered(4)), 0, perspective).outcome is CONFLICT
    with reading() as work:
        assert len(work.proposals.open_ones(team.round_id, Perspective.COUNCIL)["MS-01"]) == 1


# One person, two tabs.


def test_ones_own_older_click_in_another_tab_is_no_conflict(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    assert give(team.officer, team.round_id, "MS-01", 3).outcome is SAVED
    assert told(team).reply == Answered(3)
    assert waiting(team.round_id, "MS-01") == ()


def test_the_remark_of_the_other_tab_stays_when_this_one_changes_the_level(team: Team) -> None:
    answer(team.officer, team.round_id, Answer("MS-01", Answered(2), remark="aus dem anderen Fenster"), 0)
    assert give(team.officer, team.round_id, "MS-01", 3).outcome is SAVED
    assert told(team) == Answer("MS-01", Answered(3), remark="aus dem anderen Fenster")


def test_a_colleague_in_between_makes_it_a_conflict_also_for_who_was_first(team: Team, kim: Person) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    give(kim, team.round_id, "MS-01", 3, based_on=1)
    assert give(team.officer, team.round_id, "MS-01", 4, based_on=1).outcome is CONFLICT
    assert told(team).reply == Answered(3)


def test_an_edit_from_a_state_that_never_was_is_looked_at_again(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 2)
    with pytest.raises(ChangedMeanwhile, match=r"answer_changed_meanwhile .question_id=MS-01."):
        give(team.officer, team.round_id, "MS-01", 3, based_on=2)


# What is refused.


@pytest.mark.parametrize("note", ["remark", "evidence", "responsible_unit"])
def test_a_note_has_at_most_10000_characters(team: Team, note: str) -> None:
    with pytest.raises(Refused, match=r"note_too_long .longest=10000."):
        give(team.officer, team.round_id, "MS-01", 2, **{note: "x" * 10_001})
    assert answers(team.round_id) == {}
    assert give(team.officer, team.round_id, "MS-01", 2, **{note: "x" * 10_000}).outcome is SAVED


def test_a_note_is_stored_as_every_file_and_database_can_carry_it(any_store: Engine) -> None:
    team = a_team()
    assert give(team.officer, team.round_id, "MS-01", 2, remark="  erste\r\nzweite\tZeile\x00\ud800 ").outcome is SAVED
    assert told(team).remark == "erste\nzweite Zeile"
    assert give(team.officer, team.round_id, "MS-01", 2, based_on=1, remark="erste\nzweite Zeile ").outcome is UNCHANGED


def test_a_question_that_the_round_does_not_have_is_not_found(store: Engine) -> None:
    team = a_team(version="2021-03")
    for question_id in ("FZ-05", "XX-99", ""):  # FZ-05 came with the 108 questions
        with pytest.raises(NotFound, match="question_not_found"):
            give(team.officer, team.round_id, question_id, 2)


def test_an_edit_that_breaks_off_leaves_nothing(any_store: Engine) -> None:
    team = a_team({"MS-01": Answered(1)})
    before, of_round = answers(team.round_id), team.stored
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        give(team.officer, team.round_id, "MS-01", 2, based_on=1)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        give(team.officer, team.round_id, "MS-01", 3, based_on=0)  # a conflict
    assert (answers(team.round_id), team.stored) == (before, of_round)
    assert (count(any_store, "answer_revision"), count(any_store, "answer_proposal")) == (1, 0)


# Who may.


def test_a_department_answers_what_is_assigned_to_it_and_nothing_else(team: Team) -> None:
    assign_to_department(team, FIRST)
    assert give(team.contributor, team.round_id, "MS-01", 2).outcome is SAVED
    with pytest.raises(NotAllowed, match="not_assigned"):
        give(team.contributor, team.round_id, ELSEWHERE, 2)
    assert set(answers(team.round_id)) == {"MS-01"}


def test_who_changed_the_department_answers_there_no_longer(team: Team) -> None:
    assign_to_department(team, FIRST)
    with pytest.raises(NotAllowed, match="not_assigned"):
        give(replace(team.contributor, department_id=None), team.round_id, "MS-01", 2)


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING])
def test_who_decides_or_steers_does_not_answer(team: Team, role: Role) -> None:
    with pytest.raises(NotAllowed):
        give(team.members[role], team.round_id, "MS-01", 2)


def test_a_stranger_finds_no_such_round(team: Team) -> None:
    with pytest.raises(NotFound, match="round_not_found"):
        give(team.stranger, team.round_id, "MS-01", 2)


# Beside what was carried forward.


def test_answering_otherwise_settles_what_was_carried_forward_and_a_note_does_not(store: Engine) -> None:
    team = a_team({"MS-01": Answered(1)}, at=a_moment(2025, 1), submitted=True)
    draft = stored_round(team.commune, name="neu").id
    assert proposals.carry_forward(team.officer, draft) == 1
    answer(team.officer, draft, Answer("MS-01", remark="Ich frage nach"), 0)
    assert len(waiting(draft, "MS-01")) == 1
    give(team.officer, draft, "MS-01", 3, based_on=1, remark="Ich frage nach")
    assert waiting(draft, "MS-01") == ()


def test_not_applicable_is_refused_where_the_question_does_not_allow_it(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = catalogues.catalogue("2021-07")
    strict = replace(used.places["MS-01"], question=replace(used.places["MS-01"].question, may_not_apply=False))
    monkeypatch.setitem(used.places, "MS-01", strict)
    with pytest.raises(Refused, match="not_applicable_not_allowed"):
        answer(team.officer, team.round_id, Answer("MS-01", NotApplicable(), "Kreis"), 0)
    assert answers(team.round_id) == {}
