"""What waits beside an answer: carried forward from an earlier round, or said by somebody else; settled by a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import count
from factories import audit_trail, replies_to_all, stored_person, stored_round
from sqlalchemy import Engine, text
from synthetic_communes import a_moment
from teams import Team, a_team, answers, assign_to_department, failing_at_the_audit_entry, give, waiting

from data.content.catalogues import catalogue
from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import Role
from data.model.questionnaire import ProposalSource, SaveOutcome
from data.model.self_check import Answer, Answered, NotKnown, Part, Reply
from data.services import approval, questionnaire
from data.services.answering import answer
from data.services.proposals import (
    begin_round_with_proposals,
    carry_forward,
    confirm_criterion,
    earlier_answers,
    earlier_round,
    settle,
)

FIRST = catalogue("2021-07").places["MS-01"].criterion
OF_FIRST = [question.id for question in FIRST.questions]
OTHER = next(criterion for criterion in catalogue("2021-07").criteria if criterion.key != FIRST.key)


def a_second_round(replies: dict[str, Reply] | None = None, version: str = "2021-07", **notes: str) -> Team:
    """A team whose round of 2025 is approved, with a draft of 2026 that nobody touched."""
    earlier = a_team(replies or replies_to_all(3), name="2025", at=a_moment(2025, 1), submitted=True, **notes)
    return replace(earlier, round_id=stored_round(earlier.commune, name="2026", version=version).id)


@pytest.fixture
def team(store: Engine) -> Team:
    return a_second_round()


def outcomes(on: Engine) -> dict[str | None, int]:
    with on.connect() as connection:
        rows = connection.execute(text("SELECT outcome, count(*) AS number FROM answer_proposal GROUP BY outcome"))
        return {row.outcome: row.number for row in rows}


def only(team: Team, question_id: str = "MS-01") -> int:
    """The id of the one proposal that waits for a question."""
    (proposal,) = waiting(team.round_id, question_id)
    return proposal.id


# Carrying forward.


def test_the_answers_of_the_last_approved_round_wait_to_be_confirmed(any_store: Engine) -> None:
    team = a_second_round({"MS-01": Answered(3), "MS-02": NotKnown()}, remark="Stand 2025")
    trail, before = len(audit_trail()), answers(team.round_id)
    assert earlier_round(team.officer, "2021-07") == "2025"
    assert carry_forward(team.officer, team.round_id) == 2
    (proposal,) = waiting(team.round_id, "MS-01")
    assert (proposal.source, proposal.round_name, proposal.mapping_kind) == (
        ProposalSource.EARLIER_ROUND,
        "2025",
        "equal",
    )
    assert (proposal.answer, proposal.parts) == (
        Answer("MS-01", Answered(3), "Stand 2025"),
        {Part.REPLY, Part.REMARK},
    )
    assert answers(team.round_id) == before == {}  # an old answer is no answer until somebody says so
    earlier = team.round_id - 1
    assert audit_trail(but=trail) == [
        (
            "answers.carried_forward",
            team.officer.account_id,
            team.commune.id,
            f"self_check:{team.round_id}",
            f"from={earlier} proposals=2",
        )
    ]


def test_from_105_questions_105_of_the_108_are_proposed(store: Engine) -> None:
    earlier = a_team(
        dict(replies_to_all(2, "2021-03")), name="2023", version="2021-03", at=a_moment(2023, 1), submitted=True
    )
    team = replace(earlier, round_id=stored_round(earlier.commune, name="2026").id)
    assert carry_forward(team.officer, team.round_id) == 105
    for question_id in ("FZ-05", "EB-08", "KK-04"):  # came with the 108
        assert waiting(team.round_id, question_id) == ()


def test_what_was_said_since_the_approval_is_not_carried(team: Team) -> None:
    earlier = replace(team, round_id=team.round_id - 1)
    approval.discard(team.officer, team.round_id, team.revision)
    approval.reopen(team.mayor, earlier.round_id, earlier.revision, "Fehler")
    give(team.officer, earlier.round_id, "MS-01", 0, based_on=1)
    approval.hand_in(team.officer, earlier.round_id, earlier.revision)  # not approved yet
    approval.take_back(team.officer, earlier.round_id, earlier.revision)
    with pytest.raises(Refused, match="round_still_open"):
        begin_round_with_proposals(team.officer, "2027", "2021-07")
    approval.hand_in(team.officer, earlier.round_id, earlier.revision)
    approval.approve(team.mayor, earlier.round_id, earlier.revision)
    begun = begin_round_with_proposals(team.officer, "2027", "2021-07")
    (proposal,) = waiting(begun.id, "MS-01")
    assert proposal.answer.reply == Answered(0)  # of the newest version


def test_carrying_forward_twice_replaces_what_waits_and_leaves_what_is_answered(team: Team, store: Engine) -> None:
    assert carry_forward(team.officer, team.round_id) == 108
    give(team.officer, team.round_id, "MS-01", 1)
    settle(team.officer, team.round_id, only(team, "MS-02"), accept=True, based_on=0)
    assert carry_forward(team.officer, team.round_id) == 106
    assert outcomes(store) == {"changed": 1, "accepted": 1, "superseded": 106, None: 106}
    assert {key: len(waiting(team.round_id, key)) for key in ("MS-01", "MS-02", "MS-03")} == {
        "MS-01": 0,
        "MS-02": 0,
        "MS-03": 1,
    }


def test_what_was_dropped_is_proposed_again_when_somebody_asks_again(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    settle(team.officer, team.round_id, only(team), accept=False, based_on=0)
    assert waiting(team.round_id, "MS-01") == ()
    assert carry_forward(team.officer, team.round_id) == 108


def test_a_conflict_stays_beside_what_is_carried_forward(team: Team) -> None:
    a_conflict(team)
    carry_forward(team.officer, team.round_id)
    assert [proposal.source for proposal in waiting(team.round_id, "MS-01")] == [ProposalSource.EDIT]


def a_conflict(team: Team) -> None:
    """The officer says 4, Kim says 0, both from the beginning."""
    kim = stored_person(Role.OFFICER, team.commune, username="kim", display_name="Kim")
    give(team.officer, team.round_id, "MS-01", 4)
    assert give(kim, team.round_id, "MS-01", 0, remark="Kims Grund").outcome is SaveOutcome.CONFLICT


def test_without_an_approved_round_there_is_nothing_to_carry(store: Engine) -> None:
    team = a_team()
    assert earlier_round(team.officer, "2021-07") is None
    assert earlier_answers(team.officer, team.round_id) is None
    with pytest.raises(NotFound, match="no_earlier_round"):
        carry_forward(team.officer, team.round_id)
    with pytest.raises(NotFound, match="no_earlier_round"):
        approval.discard(team.officer, team.round_id, team.revision)
        begin_round_with_proposals(team.officer, "Neu", "2021-07")
    assert count(store, "self_check") == 1  # both, or nothing


def test_the_rounds_of_the_neighbour_are_not_carried(team: Team) -> None:
    assert earlier_round(team.stranger, "2021-07") is None


def test_a_carrying_forward_that_breaks_off_leaves_nothing(any_store: Engine) -> None:
    team = a_second_round()
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        carry_forward(team.officer, team.round_id)
    assert count(any_store, "answer_proposal") == 0


def test_what_the_earlier_round_brings_is_told_before_and_after(store: Engine) -> None:
    given = {key: reply for key, reply in replies_to_all(3).items() if key != "MS-05"}
    team = a_second_round(given)
    give(team.officer, team.round_id, "MS-01", 2)
    before = earlier_answers(team.officer, team.round_id)
    assert before is not None
    assert (before.round_name, before.offered, before.waiting, before.new) == ("2025", 106, 0, ())
    assert before.unanswered == ("MS-05",)
    carry_forward(team.officer, team.round_id)
    after = earlier_answers(team.officer, team.round_id)
    assert after is not None and (after.offered, after.waiting) == (0, 106)


def test_what_was_answered_then_is_not_called_open_then_although_a_remark_keeps_it_from_being_proposed(
    store: Engine,
) -> None:
    given = {key: reply for key, reply in replies_to_all(3).items() if key != "MS-05"}
    team = a_second_round(given)
    for question_id in ("MS-01", "MS-05"):
        answer(team.officer, team.round_id, Answer(question_id, remark="Ich frage nach"), 0)
    told = earlier_answers(team.officer, team.round_id)
    assert told is not None
    assert (told.offered, told.waiting, told.unanswered) == (106, 0, ("MS-05",))  # 107 were answered, but for MS-01


# An answer taken back.


def test_who_takes_an_answer_back_is_asked_again_whether_the_earlier_one_still_holds(any_store: Engine) -> None:
    team = a_second_round(remark="Stand 2025")
    carry_forward(team.officer, team.round_id)
    (before,) = waiting(team.round_id, "MS-01")
    give(team.officer, team.round_id, "MS-01", 1)
    assert waiting(team.round_id, "MS-01") == ()
    trail = len(audit_trail())
    answer(team.officer, team.round_id, Answer("MS-01"), 1)
    (again,) = waiting(team.round_id, "MS-01")
    assert again == replace(before, id=again.id) and again.id != before.id  # a copy: what is settled stays settled
    assert outcomes(any_store) == {"changed": 1, None: 108}
    assert [event for event, *_ in audit_trail(but=trail)] == ["answer.changed"]
    assert settle(team.officer, team.round_id, again.id, accept=True, based_on=2) == 3
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(3), "Stand 2025")


def test_only_the_question_whose_answer_is_taken_back_is_asked_again_and_only_once(team: Team, store: Engine) -> None:
    carry_forward(team.officer, team.round_id)
    for question_id in ("MS-01", "MS-02"):
        give(team.officer, team.round_id, question_id, 1)
    answer(team.officer, team.round_id, Answer("MS-01"), 1)
    answer(team.officer, team.round_id, Answer("MS-01", remark="Ich frage nach"), 2)  # still open
    assert [len(waiting(team.round_id, key)) for key in ("MS-01", "MS-02")] == [1, 0]
    give(team.officer, team.round_id, "MS-01", 2, based_on=3)
    answer(team.officer, team.round_id, Answer("MS-01"), 4)
    assert len(waiting(team.round_id, "MS-01")) == 1
    assert outcomes(store) == {"changed": 3, None: 107}  # of the 108 two are answered; of the two copies one


def test_an_answer_that_becomes_another_one_asks_nothing_again(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    give(team.officer, team.round_id, "MS-01", 1)
    give(team.officer, team.round_id, "MS-01", 2, based_on=1)
    assert waiting(team.round_id, "MS-01") == ()


@pytest.mark.parametrize("accept", [True, False])
def test_what_somebody_confirmed_or_dropped_does_not_wait_again(team: Team, accept: bool) -> None:
    carry_forward(team.officer, team.round_id)
    revision = settle(team.officer, team.round_id, only(team), accept=accept, based_on=0)
    revision = give(team.officer, team.round_id, "MS-01", 1, based_on=revision).revision
    answer(team.officer, team.round_id, Answer("MS-01"), revision)
    assert waiting(team.round_id, "MS-01") == ()


# Settling.


def test_an_accepted_proposal_becomes_the_answer_of_who_accepts_it(any_store: Engine) -> None:
    team = a_second_round()
    carry_forward(team.officer, team.round_id)
    proposal_id, trail, before = only(team), len(audit_trail()), team.revision
    assert settle(team.officer, team.round_id, proposal_id, accept=True, based_on=0) == 1
    stored = answers(team.round_id)["MS-01"]
    assert (stored.answer.reply, stored.revision, stored.changed_by) == (Answered(3), 1, "Person officer")
    assert audit_trail(but=trail) == [
        (
            "proposal.settled",
            team.officer.account_id,
            team.commune.id,
            f"self_check:{team.round_id}",
            f"question=MS-01 proposal={proposal_id} outcome=accepted",
        )
    ]
    assert team.revision == before + 1
    with any_store.connect() as connection:
        told = "SELECT proposal_id FROM answer_revision WHERE question_id = 'MS-01' AND self_check_id = :id"
        assert connection.execute(text(told), {"id": team.round_id}).scalar_one() == proposal_id


def test_a_dropped_proposal_changes_nothing_and_stays_on_record(team: Team, store: Engine) -> None:
    a_conflict(team)
    before = answers(team.round_id)
    assert settle(team.officer, team.round_id, only(team), accept=False, based_on=1) == 1
    assert (answers(team.round_id), waiting(team.round_id, "MS-01")) == (before, ())
    with store.connect() as connection:
        told = connection.execute(text("SELECT points, remark, outcome FROM answer_proposal")).one()
    assert tuple(told) == (0, "Kims Grund", "dropped")


def test_what_still_holds_takes_no_note_away_that_was_written_since(store: Engine) -> None:
    team = a_second_round({"MS-01": Answered(3)}, remark="alt")
    carry_forward(team.officer, team.round_id)
    answer(team.officer, team.round_id, Answer("MS-01", None, "neu"), 0)
    settle(team.officer, team.round_id, only(team), accept=True, based_on=1)
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(3), "neu")


def test_accepting_a_conflict_changes_its_parts_and_keeps_the_others(team: Team) -> None:
    give(team.officer, team.round_id, "MS-01", 4)
    kim = stored_person(Role.OFFICER, team.commune, username="kim", display_name="Kim")
    give(kim, team.round_id, "MS-01", 0)
    answer(team.officer, team.round_id, Answer("MS-01", Answered(4), evidence="§ 7"), 1)
    assert settle(team.officer, team.round_id, only(team), accept=True, based_on=2) == 3
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(0), evidence="§ 7")


def test_accepting_what_is_the_answer_already_makes_no_revision(team: Team, store: Engine) -> None:
    a_conflict(team)
    answer(team.officer, team.round_id, Answer("MS-01", Answered(0), "Kims Grund"), 1)
    assert settle(team.officer, team.round_id, only(team), accept=True, based_on=2) == 2
    assert outcomes(store) == {"accepted": 1}


@pytest.mark.parametrize("accept", [True, False])
def test_who_did_not_see_the_newest_answer_looks_again_first(team: Team, accept: bool) -> None:
    a_conflict(team)
    answer(team.officer, team.round_id, Answer("MS-01", Answered(2)), 1)
    with pytest.raises(ChangedMeanwhile, match=r"answer_changed_meanwhile .question_id=MS-01."):
        settle(team.officer, team.round_id, only(team), accept=accept, based_on=1)
    assert answers(team.round_id)["MS-01"].answer.reply == Answered(2)
    assert len(waiting(team.round_id, "MS-01")) == 1


def test_a_proposal_is_settled_once(team: Team) -> None:
    a_conflict(team)
    proposal_id = only(team)
    settle(team.officer, team.round_id, proposal_id, accept=True, based_on=1)
    for accept in (True, False):
        with pytest.raises(NotFound, match="proposal_settled"):
            settle(team.officer, team.round_id, proposal_id, accept=accept, based_on=2)


def test_a_proposal_of_another_round_is_not_found(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    proposal_id = only(team)
    approval.discard(team.officer, team.round_id, team.revision)
    begun = begin_round_with_proposals(team.officer, "Neu", "2021-07")
    with pytest.raises(NotFound, match="proposal_settled"):
        settle(team.officer, begun.id, proposal_id, accept=True, based_on=0)


def test_a_settling_that_breaks_off_leaves_the_proposal_waiting(any_store: Engine) -> None:
    team = a_second_round()
    carry_forward(team.officer, team.round_id)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        settle(team.officer, team.round_id, only(team), accept=True, based_on=0)
    assert answers(team.round_id) == {}
    assert len(waiting(team.round_id, "MS-01")) == 1


# A criterion at once.


def shown(team: Team) -> list[int]:
    """The ids of the proposals that the screen shows for the first criterion."""
    return [proposal.id for key in OF_FIRST for proposal in waiting(team.round_id, key)]


def test_all_proposals_of_a_criterion_are_confirmed_at_once(any_store: Engine) -> None:
    team = a_second_round()
    carry_forward(team.officer, team.round_id)
    trail = len(audit_trail())
    assert confirm_criterion(team.officer, team.round_id, FIRST.key, shown(team)) == len(OF_FIRST) > 1
    assert {key: stored.answer.reply for key, stored in answers(team.round_id).items()} == dict.fromkeys(
        OF_FIRST, Answered(3)
    )
    assert [event for event, *_ in audit_trail(but=trail)] == ["proposal.settled"] * len(OF_FIRST)
    assert confirm_criterion(team.officer, team.round_id, FIRST.key, []) == 0
    assert len(audit_trail()) == trail + len(OF_FIRST)


@pytest.mark.parametrize(
    "meanwhile", [{"reply": Answered(0)}, {"remark": "Ich frage nach"}], ids=["a level", "a proposed note"]
)
def test_what_somebody_said_since_the_look_is_never_overwritten(store: Engine, meanwhile: dict[str, Any]) -> None:
    team = a_second_round(remark="Stand 2025")
    carry_forward(team.officer, team.round_id)
    seen = shown(team)
    said = Answer("MS-01", **meanwhile)
    answer(team.officer, team.round_id, said, 0)
    kim = stored_person(Role.OFFICER, team.commune, username="kim")
    assert confirm_criterion(kim, team.round_id, FIRST.key, seen) == len(OF_FIRST) - 1
    assert answers(team.round_id)["MS-01"].answer == said


def test_a_note_that_nothing_was_proposed_for_stays_beside_the_confirmed_level(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    answer(team.officer, team.round_id, Answer("MS-01", evidence="§ 7"), 0)
    assert confirm_criterion(team.officer, team.round_id, FIRST.key, shown(team)) == len(OF_FIRST)
    assert answers(team.round_id)["MS-01"].answer == Answer("MS-01", Answered(3), evidence="§ 7")


def test_only_what_was_on_the_screen_is_confirmed(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    old = shown(team)
    carry_forward(team.officer, team.round_id)  # somebody else asked anew
    assert confirm_criterion(team.officer, team.round_id, FIRST.key, old) == 0
    assert confirm_criterion(team.officer, team.round_id, FIRST.key, shown(team)[:1]) == 1


def test_a_conflict_is_never_confirmed_with_the_rest(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    a_conflict(team)
    answer(team.officer, team.round_id, Answer("MS-01"), 1)  # open again, and the conflict still waits
    confirm_criterion(team.officer, team.round_id, FIRST.key, shown(team))
    assert answers(team.round_id)["MS-01"].answer.reply is None


def test_a_criterion_that_the_round_does_not_have_is_not_found(team: Team) -> None:
    with pytest.raises(NotFound, match="criterion_not_found"):
        confirm_criterion(team.officer, team.round_id, "unknown", [])


# Who may.


def test_a_department_settles_and_confirms_its_own_criteria_only(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    assign_to_department(team, FIRST.key)
    elsewhere = OTHER.questions[0].id
    with pytest.raises(NotAllowed, match="not_assigned"):
        settle(team.contributor, team.round_id, only(team, elsewhere), accept=True, based_on=0)
    with pytest.raises(NotAllowed, match="not_assigned"):
        confirm_criterion(team.contributor, team.round_id, OTHER.key, [only(team, elsewhere)])
    assert settle(team.contributor, team.round_id, only(team), accept=True, based_on=0) == 1
    assert confirm_criterion(team.contributor, team.round_id, FIRST.key, shown(team)) == len(OF_FIRST) - 1
    assert set(answers(team.round_id)) == set(OF_FIRST)
    assert questionnaire.question_state(team.contributor, team.round_id, "MS-01").stored is not None


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING, Role.CONTRIBUTOR])
def test_only_who_begins_rounds_carries_forward(team: Team, role: Role) -> None:
    for ask in (carry_forward, earlier_answers):
        with pytest.raises(NotAllowed):
            ask(team.members[role], team.round_id)
    with pytest.raises(NotAllowed):
        begin_round_with_proposals(team.members[role], "Neu", "2021-07")
    with pytest.raises(NotAllowed):
        earlier_round(team.members[role], "2021-07")


@pytest.mark.parametrize("role", [Role.MAYOR, Role.STEERING])
def test_who_does_not_answer_settles_nothing(team: Team, role: Role) -> None:
    carry_forward(team.officer, team.round_id)
    with pytest.raises(NotAllowed):
        settle(team.members[role], team.round_id, only(team), accept=True, based_on=0)
    with pytest.raises(NotAllowed):
        confirm_criterion(team.members[role], team.round_id, FIRST.key, shown(team))


def test_a_stranger_settles_nothing(team: Team) -> None:
    carry_forward(team.officer, team.round_id)
    with pytest.raises(NotFound, match="round_not_found"):
        settle(team.stranger, team.round_id, only(team), accept=True, based_on=0)
    with pytest.raises(NotFound, match="round_not_found"):
        carry_forward(team.stranger, team.round_id)
