"""One edit of one answer: stored at once, merged with what others changed meanwhile, or kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, Refused
from data.model.answer_import import LONGEST_NOTE, Note, note_text
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.questionnaire import ProposalOutcome, ProposalSource, Saved, SaveOutcome
from data.model.self_check import Answer, NotApplicable, Part, Perspective, SelfCheck
from data.rules.access import require
from data.rules.answering import changed_parts, merged, with_parts
from data.services.catalogues import catalogue
from data.services.questionnaire import require_in_reach
from data.services.self_checks import own_round, require_draft
from data.storage.database import UnitOfWork, writing


def answer(
    acting: Person,
    self_check_id: int,
    given: Answer,
    based_on: int,
    perspective: Perspective = Perspective.ADMINISTRATION,
) -> Saved:
    """Store an edit that began from revision `based_on` of the answer.

    What others changed meanwhile in other parts of the answer stays. Where somebody else changed the same part to
    something different, nothing is overwritten: the edit is kept as a proposal, to be settled by a person. Raises
    Refused for a locked round or a note that is too long, NotFound for a question that the round does not have,
    NotAllowed for one that is not this person's to answer.
    """
    require(acting, Permission.ANSWER)
    given = replace(given, **{note.value: note_text(getattr(given, note.value)) for note in Note})  # type: ignore[arg-type]
    if any(len(getattr(given, part)) > LONGEST_NOTE for part in Note):
        raise Refused("note_too_long", longest=LONGEST_NOTE)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        require_in_reach(work, acting, self_check, given.question_id, perspective)
        return _Edit(work, acting, self_check, perspective, given, based_on).carried_out()


@dataclass(frozen=True)
class _Edit:
    """An edit inside its transaction."""

    work: UnitOfWork
    acting: Person
    self_check: SelfCheck
    perspective: Perspective
    given: Answer
    based_on: int
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def question_id(self) -> str:
        return self.given.question_id

    def carried_out(self) -> Saved:
        sheet = self.work.answers.sheet(self.self_check.id, self.perspective, [self.question_id])
        stored = sheet.get(self.question_id)
        current, revision = (stored.answer, stored.revision) if stored else (Answer(self.question_id), 0)
        changed_at = stored.changed_at if stored else None
        if self.based_on > revision:
            raise ChangedMeanwhile("answer_changed_meanwhile", question_id=self.question_id)
        question = catalogue(self.self_check.catalogue_version).places[self.question_id].question
        if isinstance(self.given.reply, NotApplicable) and not question.may_not_apply:
            raise Refused("not_applicable_not_allowed", question_id=self.question_id)
        base = current if self.based_on == revision else self._base()
        fitting = merged(base, self.given, current)
        if fitting is None and self._contradicts_only_oneself():
            fitting = with_parts(current, self.given, changed_parts(base, self.given))
        if fitting is None:
            self._keep_beside(base)
            return Saved(SaveOutcome.CONFLICT, revision, changed_at)
        if fitting == current:
            return Saved(SaveOutcome.UNCHANGED, revision, changed_at)
        return Saved(SaveOutcome.SAVED, self._store(fitting, revision, base), self.at)

    def _base(self) -> Answer:
        states = self.work.answers.states_at(self.self_check.id, self.perspective, [(self.question_id, self.based_on)])
        return states.get(self.question_id, Answer(self.question_id))

    def _contradicts_only_oneself(self) -> bool:
        # One's own older click in another tab is no colleague's opinion.
        authors = self.work.answers.authors_since(self.self_check.id, self.perspective, self.question_id, self.based_on)
        return authors <= {self.acting.account_id}

    def _store(self, fitting: Answer, revision: int, base: Answer) -> int:
        new = self.work.answers.save(
            self.self_check.id, self.perspective, fitting, based_on=revision, at=self.at, by=self.acting.account_id
        )
        replies = Part.REPLY in changed_parts(base, self.given)
        if replies and fitting.reply is None:
            self.work.proposals.renew_earlier(self.self_check.id, self.perspective, self.question_id)
        elif replies:
            self.work.proposals.settle_earlier(
                self.self_check.id, self.perspective, self.question_id, at=self.at, by=self.acting.account_id
            )
        self._record(AuditEvent.ANSWER_CHANGED, f"revision={new}")
        return new

    def _keep_beside(self, base: Answer) -> None:
        parts = changed_parts(base, self.given)
        own = self.work.proposals.waiting_of(
            self.acting.account_id, self.self_check.id, self.perspective, self.question_id, ProposalSource.EDIT
        )
        # What only the earlier one proposes would be lost.
        self._settle([p.id for p in own if p.parts <= parts], ProposalOutcome.SUPERSEDED)
        self.work.proposals.add(
            self.self_check.id,
            self.perspective,
            ProposalSource.EDIT,
            [(self.given, parts, "")],
            at=self.at,
            by=self.acting.account_id,
            based_on=self.based_on,
        )
        self._record(AuditEvent.ANSWER_CONTESTED, f"based_on={self.based_on}")

    def _settle(self, proposal_ids: list[int], outcome: ProposalOutcome) -> None:
        self.work.proposals.settle(proposal_ids, outcome, at=self.at, by=self.acting.account_id)

    def _record(self, event: AuditEvent, details: str) -> None:
        self.work.self_checks.note_change(self.self_check.id)
        self.work.audit.record(
            event,
            account_id=self.acting.account_id,
            commune_id=self.self_check.commune_id,
            subject=f"self_check:{self.self_check.id}",
            details=f"question={self.question_id} {details}",
            at=self.at,
        )
