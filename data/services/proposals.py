"""Proposed answers: carry those of an earlier round forward, settle what waits beside an answer."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue
from data.model.people import Permission, Person
from data.model.questionnaire import Proposal, ProposalOutcome, ProposalSource
from data.model.result import SubmittedResult
from data.model.self_check import Answer, Perspective, SelfCheck
from data.rules.access import require
from data.rules.answering import accepted
from data.rules.carrying_forward import carried_forward
from data.services.catalogues import catalogue, mapping
from data.services.questionnaire import questions_in_reach, require_in_reach
from data.services.self_checks import own_round, require_draft
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION


def earlier_round(acting: Person, self_check_id: int) -> str | None:
    """The name of the round whose answers can be carried forward into this one; None if there is none."""
    require(acting, Permission.BEGIN_ROUND)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        earlier = _earlier(work, self_check)
    return earlier.round_name if earlier else None


def carry_forward(acting: Person, self_check_id: int) -> int:
    """Propose the answers of the last approved round for every question that is still open; how many there are.

    Open proposals of an earlier round are replaced. Raises NotFound if there is no earlier round that leads here,
    Refused for a locked round.
    """
    require(acting, Permission.BEGIN_ROUND)
    with writing() as work:
        return carry_forward_in(work, own_round(work, acting, self_check_id), acting.account_id)


def carry_forward_in(work: UnitOfWork, self_check: SelfCheck, by: int | None, at: datetime | None = None) -> int:
    """What `carry_forward` does, inside a transaction that is already open. `at` None: now."""
    require_draft(self_check)
    at = at or datetime.now(UTC)
    frozen = _earlier(work, self_check)
    if frozen is None:
        raise NotFound("no_earlier_round")
    earlier = work.answers.states_at(frozen.self_check_id, PERSPECTIVE, list(frozen.revisions.items()))
    now = {key: stored.answer for key, stored in work.answers.sheet(self_check.id, PERSPECTIVE).items()}
    between = mapping(frozen.result.catalogue_version, self_check.catalogue_version)
    carried = carried_forward(catalogue(self_check.catalogue_version), between, earlier, now)
    waiting = work.proposals.open_ones(self_check.id, PERSPECTIVE)
    replaced = [proposal.id for of_one in waiting.values() for proposal in of_one if not proposal.is_conflict]
    work.proposals.settle(replaced, ProposalOutcome.SUPERSEDED, at=at, by=by)
    work.proposals.add(
        self_check.id,
        PERSPECTIVE,
        ProposalSource.EARLIER_ROUND,
        [(each.answer, each.parts, each.mapping_kind) for each in carried],
        at=at,
        by=by,
        earlier_check_id=frozen.self_check_id,
    )
    work.audit.record(
        AuditEvent.ANSWERS_CARRIED_FORWARD,
        account_id=by,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"from={frozen.self_check_id} proposals={len(carried)}",
        at=at,
    )
    return len(carried)


def settle(acting: Person, self_check_id: int, proposal_id: int, *, accept: bool, based_on: int) -> int:
    """Take a proposal as it is, or drop it; the revision that the answer has then.

    `based_on` is the revision of the answer that the person saw beside the proposal. Raises ChangedMeanwhile if there
    is a newer one, NotFound if the proposal was settled before.
    """
    require(acting, Permission.ANSWER)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        proposal = work.proposals.open_one(self_check.id, PERSPECTIVE, proposal_id)
        if proposal is None:
            raise NotFound("proposal_settled")
        require_in_reach(work, acting, self_check, proposal.answer.question_id, PERSPECTIVE)
        return _settled(work, acting, self_check, proposal, accept=accept, based_on=based_on)


def confirm_criterion(acting: Person, self_check_id: int, criterion_key: str, proposal_ids: Collection[int]) -> int:
    """Confirm the shown proposals of an earlier round for all open questions of a criterion; how many there were.

    A question that got an answer or a conflict meanwhile is left alone.
    """
    require(acting, Permission.ANSWER)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        ids = _questions_of(catalogue(self_check.catalogue_version), criterion_key)
        reach = [key for key in ids if key in questions_in_reach(work, acting, self_check)]
        stored = work.answers.sheet(self_check.id, PERSPECTIVE, reach)
        confirmed = 0
        for question_id, waiting in work.proposals.open_ones(self_check.id, PERSPECTIVE, reach).items():
            proposal = waiting[0]
            is_open = question_id not in stored or stored[question_id].answer.reply is None
            if len(waiting) == 1 and not proposal.is_conflict and proposal.id in proposal_ids and is_open:
                revision = stored[question_id].revision if question_id in stored else 0
                _settled(work, acting, self_check, proposal, accept=True, based_on=revision)
                confirmed += 1
        return confirmed


def _settled(
    work: UnitOfWork, acting: Person, self_check: SelfCheck, proposal: Proposal, *, accept: bool, based_on: int
) -> int:
    question_id, at = proposal.answer.question_id, datetime.now(UTC)
    stored = work.answers.sheet(self_check.id, PERSPECTIVE, [question_id]).get(question_id)
    current, revision = (stored.answer, stored.revision) if stored else (Answer(question_id), 0)
    if revision != based_on:
        raise ChangedMeanwhile("answer_changed_meanwhile", question_id=question_id)
    outcome = ProposalOutcome.ACCEPTED if accept else ProposalOutcome.DROPPED
    settled_answer = accepted(current, proposal) if accept else current
    if settled_answer != current:
        revision = work.answers.save(
            self_check.id,
            PERSPECTIVE,
            settled_answer,
            based_on=revision,
            at=at,
            by=acting.account_id,
            proposal_id=proposal.id,
        )
    work.proposals.settle([proposal.id], outcome, at=at, by=acting.account_id)
    work.self_checks.note_change(self_check.id)
    work.audit.record(
        AuditEvent.PROPOSAL_SETTLED,
        account_id=acting.account_id,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"question={question_id} proposal={proposal.id} outcome={outcome.value}",
        at=at,
    )
    return revision


def _questions_of(used: Catalogue, criterion_key: str) -> list[str]:
    found = next((criterion for criterion in used.criteria if criterion.key == criterion_key), None)
    if found is None:
        raise NotFound("criterion_not_found")
    return [question.id for question in found.questions]


def _earlier(work: UnitOfWork, self_check: SelfCheck) -> SubmittedResult | None:
    """The newest approved other round whose questions lead to those of this one."""
    for frozen in work.results.of_commune(self_check.commune_id):
        with suppress(NotFound):
            if frozen.self_check_id != self_check.id:
                mapping(frozen.result.catalogue_version, self_check.catalogue_version)
                return frozen
    return None
