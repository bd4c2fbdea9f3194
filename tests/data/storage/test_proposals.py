"""Proposed answers, alike on both databases: they wait beside the answer, are settled once, and never go away."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from conftest import count
from factories import stored_commune, stored_person, stored_round
from sqlalchemy import Engine, text

from data.model.audit import AuditEvent
from data.model.people import Person
from data.model.questionnaire import Proposal, ProposalOutcome, ProposalSource
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Perspective, Reply
from data.storage.database import UnitOfWork, reading, writing

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
OWN, COUNCIL = Perspective.ADMINISTRATION, Perspective.COUNCIL
EDIT, FILE, EARLIER = ProposalSource.EDIT, ProposalSource.FILE, ProposalSource.EARLIER_ROUND


@pytest.fixture
def kim(any_store: Engine) -> Person:
    return stored_person(commune=stored_commune(), display_name="Kim Beispiel")


@pytest.fixture
def round_(kim: Person) -> int:
    assert kim.commune is not None
    return stored_round(kim.commune).id


def add(
    work: UnitOfWork,
    round_: int,
    *answers: Answer,
    source: ProposalSource = EDIT,
    by: int | None = 1,
    perspective: Perspective = OWN,
) -> None:
    work.audit.record(AuditEvent.ANSWER_CONTESTED)
    proposed = [(answer, [Part.REPLY], "") for answer in answers]
    work.proposals.add(round_, perspective, source, proposed, at=AT, by=by, based_on=3)


def waiting(round_: int, perspective: Perspective = OWN) -> dict[str, tuple[Proposal, ...]]:
    with reading() as work:
        return work.proposals.open_ones(round_, perspective)


@pytest.mark.parametrize("reply", [Answered(0), Answered(4), NotKnown(), NotApplicable(), None])
def test_a_proposal_comes_back_as_it_was_made_with_who_when_and_on_what(
    round_: int, kim: Person, reply: Reply | None
) -> None:
    answer = Answer("MS-01", reply, "Bemerkung „ß“\nzweite Zeile", "Beschluss", "Hauptamt")
    with writing() as work:
        proposed = [(answer, {Part.REPLY, Part.RESPONSIBLE_UNIT}, "")]
        work.proposals.add(round_, OWN, EDIT, proposed, at=AT, by=kim.account_id, based_on=3)
        work.audit.record(AuditEvent.ANSWER_CONTESTED)
    (proposal,) = waiting(round_)["MS-01"]
    parts = frozenset({Part.REPLY, Part.RESPONSIBLE_UNIT})
    assert proposal == Proposal(proposal.id, EDIT, answer, parts, 3, "Kim Beispiel", AT)


def test_a_proposal_of_an_earlier_round_names_it_and_how_the_questions_relate(kim: Person, round_: int) -> None:
    with writing() as work:
        earlier = work.self_checks.begin(stored_in(work, round_), "2023", "2021-03", AT, None)
        proposed = [(Answer("MS-01", Answered(1)), [Part.REPLY], "changed")]
        work.proposals.add(round_, OWN, EARLIER, proposed, at=AT, by=None, earlier_check_id=earlier.id)
        work.audit.record(AuditEvent.ANSWERS_CARRIED_FORWARD)
    (proposal,) = waiting(round_)["MS-01"]
    assert (proposal.round_name, proposal.mapping_kind, proposal.proposed_by) == ("2023", "changed", "")
    assert not proposal.is_conflict


def stored_in(work: UnitOfWork, round_: int) -> int:
    found = work.self_checks.by_id(round_)
    assert found is not None
    return found.commune_id


def test_what_people_and_files_propose_are_conflicts_and_what_is_left_over_is_none() -> None:
    answer = Answer("MS-01")
    conflicts = {s for s in ProposalSource if Proposal(1, s, answer, frozenset(), 0, "", AT).is_conflict}
    assert conflicts == {EDIT, FILE}


def test_proposals_come_by_question_the_oldest_first_of_all_questions_or_of_some(round_: int) -> None:
    with writing() as work:
        add(work, round_, Answer("MS-02", Answered(1)), Answer("MS-01", Answered(1)))
        add(work, round_, Answer("MS-01", Answered(2)), source=FILE)
    found = waiting(round_)
    assert {key: [p.answer.reply for p in of_one] for key, of_one in found.items()} == {
        "MS-01": [Answered(1), Answered(2)],
        "MS-02": [Answered(1)],
    }
    with reading() as work:
        assert set(work.proposals.open_ones(round_, OWN, ["MS-02", "MS-03"])) == {"MS-02"}
        assert work.proposals.open_ones(round_, OWN, []) == {}


def test_proposals_of_other_sheets_are_apart(round_: int) -> None:
    with writing() as work:
        add(work, round_, Answer("MS-01", Answered(1)))
    (proposal,) = waiting(round_)["MS-01"]
    assert waiting(round_, COUNCIL) == waiting(round_ + 1) == {}
    with reading() as work:
        assert work.proposals.open_one(round_, OWN, proposal.id) == proposal
        assert work.proposals.open_one(round_, COUNCIL, proposal.id) is None
        assert work.proposals.open_one(round_ + 1, OWN, proposal.id) is None
        assert work.proposals.open_one(round_, OWN, proposal.id + 1) is None


@pytest.mark.parametrize("outcome", ProposalOutcome)
def test_a_proposal_is_settled_once_and_stays_stored(
    round_: int, kim: Person, any_store: Engine, outcome: ProposalOutcome
) -> None:
    with writing() as work:
        add(work, round_, Answer("MS-01", Answered(1)), Answer("MS-02", Answered(1)))
    (first,) = waiting(round_)["MS-01"]
    with writing() as work:
        assert work.proposals.settle([first.id], outcome, at=LATER, by=kim.account_id) == 1
        assert work.proposals.settle([first.id], ProposalOutcome.ACCEPTED, at=AT, by=None) == 0
        assert work.proposals.settle([], outcome, at=LATER, by=None) == 0
        work.audit.record(AuditEvent.PROPOSAL_SETTLED)
    assert set(waiting(round_)) == {"MS-02"}
    with reading() as work:
        assert work.proposals.open_one(round_, OWN, first.id) is None
    assert count(any_store, "answer_proposal") == 2
    with any_store.connect() as connection:
        told = connection.execute(text("SELECT outcome, settled_by, points FROM answer_proposal ORDER BY id")).all()
    assert [tuple(row) for row in told] == [(outcome.value, kim.account_id, 1), (None, None, 1)]


def test_what_one_person_proposed_is_found_apart_by_person_sheet_question_and_source(round_: int, kim: Person) -> None:
    assert kim.commune is not None
    robin = stored_person(commune=kim.commune, username="robin")
    with writing() as work:
        add(work, round_, Answer("MS-01", Answered(1)), by=kim.account_id)
        add(work, round_, Answer("MS-01", Answered(2)), by=robin.account_id)
        add(work, round_, Answer("MS-01", Answered(3)), by=kim.account_id, perspective=COUNCIL)
        add(work, round_, Answer("MS-01", Answered(4)), by=kim.account_id, source=FILE)
        add(work, round_, Answer("MS-02", Answered(0)), by=kim.account_id)
    with reading() as work:
        (own,) = work.proposals.waiting_of(kim.account_id, round_, OWN, "MS-01", EDIT)
    assert own.answer.reply == Answered(1)
    with writing() as work:
        work.proposals.settle([own.id], ProposalOutcome.DROPPED, at=LATER, by=None)
        work.audit.record(AuditEvent.PROPOSAL_SETTLED)
    with reading() as work:
        assert work.proposals.waiting_of(kim.account_id, round_, OWN, "MS-01", EDIT) == []


def test_an_import_knows_what_it_proposed_and_nobody_settled(round_: int) -> None:
    with writing() as work:
        work.audit.record(AuditEvent.ANSWERS_IMPORTED)
        import_id = work.answers.begin_import(round_, OWN, file_name="a", sha256="0", answers=2, at=AT, by=1)
        proposed = [(Answer(key, Answered(1)), [Part.REPLY], "") for key in ("MS-01", "MS-02")]
        work.proposals.add(round_, OWN, FILE, proposed, at=AT, by=1, import_id=import_id)
        add(work, round_, Answer("MS-01", Answered(3)))
        first, second = work.proposals.of_import(import_id)
        work.proposals.settle([first], ProposalOutcome.DROPPED, at=LATER, by=1)
    with reading() as work:
        assert work.proposals.of_import(import_id) == [second]
        assert work.proposals.of_import(import_id + 1) == []


def test_the_history_of_an_answer_knows_the_proposal_it_came_from(round_: int, any_store: Engine) -> None:
    with writing() as work:
        add(work, round_, Answer("MS-01", Answered(1)))
        (proposal,) = work.proposals.open_ones(round_, OWN)["MS-01"]
        work.answers.save(round_, OWN, proposal.answer, based_on=0, at=AT, by=1, proposal_id=proposal.id)
    with any_store.connect() as connection:
        assert connection.execute(text("SELECT proposal_id FROM answer_revision")).scalar_one() == proposal.id


def test_a_proposal_that_breaks_off_leaves_nothing(round_: int, any_store: Engine) -> None:
    with pytest.raises(ValueError, match="lost"), writing() as work:
        add(work, round_, Answer("MS-01", Answered(1)))
        raise ValueError("lost")
    assert count(any_store, "answer_proposal") == 0
