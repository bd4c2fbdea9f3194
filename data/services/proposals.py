"""Proposed answers: carry those of an earlier round forward, settle what waits beside an answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.questionnaire import Proposal, ProposalOutcome, ProposalSource
from data.model.result import SubmittedResult
from data.model.self_check import Answer, Part, Perspective, SelfCheck
from data.model.submission import EarlierAnswers
from data.rules.access import require
from data.rules.answering import accepted
from data.rules.carrying_forward import CarriedAnswer, carried_forward, sources_of
from data.rules.round_states import answers_may_change
from data.services.catalogues import catalogue, mapping
from data.services.questionnaire import question_ids_of, require_in_reach
from data.services.self_checks import begin_round_in, own_commune, own_round, require_draft
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION


def earlier_round(acting: Person, catalogue_version: str) -> str | None:
    """The name of the round whose answers a new round with this catalogue could begin with; None if there is none."""
    require(acting, Permission.BEGIN_ROUND)
    with reading() as work:
        earlier = _earlier(work, own_commune(acting).id, catalogue_version)
    return earlier.round_name if earlier else None


def earlier_answers(acting: Person, self_check_id: int) -> EarlierAnswers | None:
    """What an earlier round brings for a draft, offered or proposed already.

    None if there is no earlier round, and for a round that was approved before: it has its own answers.
    """
    require(acting, Permission.BEGIN_ROUND)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        earlier = _earlier(work, self_check.commune_id, self_check.catalogue_version, but=self_check.id)
        if earlier is None or self_check.versions or not answers_may_change(self_check.status):
            return None
        now = _said(work, self_check)
        carried = {each.answer.question_id for each in _carried(work, self_check, earlier, now)}
        # As if nothing had been said since: a remark of today does not make open what was answered then.
        then = _carried(work, self_check, earlier, {})
        waiting = _waiting(work, self_check)
        done = work.proposals.was_carried_forward(self_check.id, PERSPECTIVE)
    used = catalogue(self_check.catalogue_version)
    known = sources_of(mapping(earlier.result.catalogue_version, self_check.catalogue_version))
    replied = {key for key, answer in now.items() if answer.reply is not None}
    answered_then = {each.answer.question_id for each in then if each.answer.reply is not None}
    without = [key for key in used.places if key not in {*carried, *waiting, *replied}]
    return EarlierAnswers(
        round_name=earlier.round_name,
        offered=0 if done else len(carried),
        waiting=len(waiting),
        new=tuple(key for key in without if key not in known),
        unanswered=tuple(key for key in without if key in known and key not in answered_then),
    )


def begin_round_with_proposals(acting: Person, round_name: str, catalogue_version: str) -> SelfCheck:
    """Begin a round and propose the answers of the last approved one for it: both, or nothing.

    Raises what `self_checks.begin_round` and `carry_forward` raise.
    """
    require(acting, Permission.BEGIN_ROUND)
    with writing() as work:
        begun = begin_round_in(work, own_commune(acting), round_name, catalogue_version, by=acting.account_id)
        carry_forward_in(work, begun, acting.account_id)
    return begun


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
    earlier = _earlier(work, self_check.commune_id, self_check.catalogue_version, but=self_check.id)
    if earlier is None:
        raise NotFound("no_earlier_round")
    carried = _carried(work, self_check, earlier, _said(work, self_check))
    replaced = [proposal.id for proposal in _waiting(work, self_check).values()]
    work.proposals.settle(replaced, ProposalOutcome.SUPERSEDED, at=at, by=by)
    work.proposals.add(
        self_check.id,
        PERSPECTIVE,
        ProposalSource.EARLIER_ROUND,
        [(each.answer, each.parts, each.mapping_kind) for each in carried],
        at=at,
        by=by,
        earlier_check_id=earlier.self_check_id,
    )
    work.audit.record(
        AuditEvent.ANSWERS_CARRIED_FORWARD,
        account_id=by,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"from={earlier.self_check_id} proposals={len(carried)}",
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

    A question that got a reply, one of the proposed notes or a conflict meanwhile is left alone. Raises NotFound for a
    criterion that the round does not have, NotAllowed for one that is not this person's, Refused for a locked round.
    """
    require(acting, Permission.ANSWER)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        ids = question_ids_of(self_check, criterion_key)
        require_in_reach(work, acting, self_check, ids[0], PERSPECTIVE)
        stored = work.answers.sheet(self_check.id, PERSPECTIVE, ids)
        confirmed = 0
        for question_id, waiting in work.proposals.open_ones(self_check.id, PERSPECTIVE, ids).items():
            proposal = waiting[0]
            current = stored[question_id].answer if question_id in stored else Answer(question_id)
            is_open = not any(getattr(current, part) for part in {Part.REPLY, *proposal.parts})
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


def _carried(
    work: UnitOfWork, self_check: SelfCheck, earlier: SubmittedResult, now: Mapping[str, Answer]
) -> tuple[CarriedAnswer, ...]:
    """The answers of an earlier round that may still hold, for the questions without an answer in `now`."""
    then = work.answers.states_at(earlier.self_check_id, PERSPECTIVE, list(earlier.revisions.items()))
    between = mapping(earlier.result.catalogue_version, self_check.catalogue_version)
    return carried_forward(catalogue(self_check.catalogue_version), between, then, now)


def _said(work: UnitOfWork, self_check: SelfCheck) -> dict[str, Answer]:
    """What is stored as answer now, by question id."""
    return {key: stored.answer for key, stored in work.answers.sheet(self_check.id, PERSPECTIVE).items()}


def _waiting(work: UnitOfWork, self_check: SelfCheck) -> dict[str, Proposal]:
    """What was carried forward and waits to be settled, by question id."""
    open_ones = work.proposals.open_ones(self_check.id, PERSPECTIVE)
    return {key: each for key, waiting in open_ones.items() for each in waiting if not each.is_conflict}


def _earlier(
    work: UnitOfWork, commune_id: int, catalogue_version: str, but: int | None = None
) -> SubmittedResult | None:
    """The newest approved round of a commune, but for one, whose questions lead to those of a catalogue."""
    for frozen in work.results.of_commune(commune_id):
        with suppress(NotFound):
            if frozen.self_check_id != but:
                mapping(frozen.result.catalogue_version, catalogue_version)
                return frozen
    return None
