"""What taking a file over stores, and what taking that back does: parts of `uploads`, inside its transactions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from data.model.answer_import import AnswerImport, ChangeKind, ImportChange, ImportReceipt, UploadedSheet, Uploader
from data.model.audit import AuditEvent
from data.model.questionnaire import Proposal, ProposalOutcome, ProposalSource
from data.model.self_check import Answer, Part, Perspective, SelfCheck
from data.rules.answering import accepted
from data.storage.database import UnitOfWork

PERSPECTIVE = Perspective.ADMINISTRATION


def store_import_in(
    work: UnitOfWork,
    self_check: SelfCheck,
    uploaded: UploadedSheet,
    changes: Sequence[ImportChange],
    contested: Sequence[ImportChange],
    *,
    by: int | None,
    clear_empty: bool,
) -> ImportReceipt:
    """Store the changes as one import, and keep what is contested beside the stored answers.

    What the same person proposed by file before gives way to what this file says of the same parts; the same again is
    proposed once.
    """
    questions = [change.question_id for change in (*changes, *contested)]
    waiting = work.proposals.open_ones(self_check.id, PERSPECTIVE, questions)
    own = _own_of_files(work, self_check, waiting, by)
    contested = [change for change in contested if not _is_proposed(change, own.get(change.question_id, ()))]
    if not changes and not contested:
        return ImportReceipt(import_id=None)
    at = datetime.now(UTC)
    import_id = work.answers.begin_import(
        self_check.id,
        PERSPECTIVE,
        file_name=uploaded.file_name,
        sha256=uploaded.sha256,
        answers=len(changes),
        at=at,
        by=by,
    )
    for change in changes:
        work.answers.save(
            self_check.id,
            PERSPECTIVE,
            change.without_emptied if clear_empty else change.proposed,
            based_on=change.stored_revision,
            at=at,
            by=by,
            import_id=import_id,
        )
    # What only the earlier one proposes would be lost.
    followed = [p.id for c in (*changes, *contested) for p in own.get(c.question_id, ()) if p.parts <= c.parts]
    work.proposals.settle(followed, ProposalOutcome.SUPERSEDED, at=at, by=by)
    answered = {change.question_id for change in changes if Part.REPLY in change.parts}
    carried = [p.id for key in answered for p in waiting.get(key, ()) if not p.is_conflict]
    work.proposals.settle(carried, ProposalOutcome.CHANGED, at=at, by=by)
    _keep_beside(work, self_check, contested, import_id, at=at, by=by)
    receipt = _receipt(import_id, changes, len(contested))
    _record(work, AuditEvent.ANSWERS_IMPORTED, self_check, receipt, at=at, by=by)
    return receipt


def undo_import_in(work: UnitOfWork, self_check: SelfCheck, last: AnswerImport, uploader: Uploader) -> ImportReceipt:
    """Bring back the answers as they were before an import, as new revisions, and withdraw what it proposed.

    What waited beside these answers before waits again. What somebody changed since stays, and so does what is not
    this person's to answer any more.
    """
    at, by, import_id = datetime.now(UTC), uploader.account_id, last.id
    made = work.answers.revisions_of_import(import_id)
    now = work.answers.sheet(self_check.id, PERSPECTIVE)
    imported = work.answers.states_at(self_check.id, PERSPECTIVE, list(made.items()))
    before = work.answers.states_at(
        self_check.id, PERSPECTIVE, [(question_id, revision - 1) for question_id, revision in made.items()]
    )
    changed = cleared = 0
    kept = []
    for question_id in made:
        if now[question_id].answer != imported[question_id] or not uploader.reaches(question_id):
            kept.append(question_id)
            continue
        earlier = before.get(question_id, Answer(question_id))
        work.answers.save(self_check.id, PERSPECTIVE, earlier, based_on=now[question_id].revision, at=at, by=by)
        changed += not earlier.is_empty
        cleared += earlier.is_empty
    # Dropped, not superseded: nothing newer follows what somebody takes back.
    proposed = work.proposals.of_import(import_id)
    waiting = work.proposals.open_ones(self_check.id, PERSPECTIVE)
    contested = {key for key, proposals in waiting.items() if any(p.id in proposed for p in proposals)}
    withdrawn = work.proposals.settle(proposed, ProposalOutcome.DROPPED, at=at, by=by)
    again = contested.union(made).difference(kept)
    work.proposals.renew(self_check.id, PERSPECTIVE, again, at=last.imported_at, by=last.imported_by_id)
    work.answers.mark_undone(import_id, at)
    receipt = ImportReceipt(import_id, changed=changed, cleared=cleared, kept=tuple(sorted(kept)), withdrawn=withdrawn)
    _record(work, AuditEvent.IMPORT_UNDONE, self_check, receipt, at=at, by=by)
    return receipt


def _keep_beside(
    work: UnitOfWork,
    self_check: SelfCheck,
    contested: Collection[ImportChange],
    import_id: int,
    *,
    at: datetime,
    by: int | None,
) -> None:
    for change in contested:
        work.proposals.add(
            self_check.id,
            PERSPECTIVE,
            ProposalSource.FILE,
            [(change.proposed, change.parts, "")],
            at=at,
            by=by,
            based_on=change.based_on or 0,
            import_id=import_id,
        )


def _own_of_files(
    work: UnitOfWork, self_check: SelfCheck, waiting: Mapping[str, Collection[Proposal]], by: int | None
) -> dict[str, list[Proposal]]:
    """What this person proposed by file and nobody settled yet, by question."""
    if by is None:
        return {}
    found = {}
    for question_id, proposals in waiting.items():
        if any(proposal.source is ProposalSource.FILE for proposal in proposals):
            source = ProposalSource.FILE
            found[question_id] = work.proposals.waiting_of(by, self_check.id, PERSPECTIVE, question_id, source)
    return found


def _is_proposed(change: ImportChange, own: Collection[Proposal]) -> bool:
    """Whether accepting one of the proposals would store what the file says."""
    assert change.stored is not None  # nothing contradicts an answer that was never stored
    return any(accepted(change.stored.answer, proposal) == change.proposed for proposal in own)


def _receipt(import_id: int, changes: Collection[ImportChange], proposed: int) -> ImportReceipt:
    """How many answers were new, changed or cleared; a conflict decided for the file counts as what it did."""
    cleared = sum(change.proposed.is_empty or change.kind is ChangeKind.CLEARED for change in changes)
    new = sum(
        not change.proposed.is_empty and (change.stored is None or change.stored.answer.is_empty) for change in changes
    )
    return ImportReceipt(import_id, new=new, changed=len(changes) - new - cleared, cleared=cleared, proposed=proposed)


def _record(
    work: UnitOfWork, event: AuditEvent, self_check: SelfCheck, receipt: ImportReceipt, *, at: datetime, by: int | None
) -> None:
    work.self_checks.note_change(self_check.id)
    counts = f"new={receipt.new} changed={receipt.changed} cleared={receipt.cleared} kept={len(receipt.kept)}"
    work.audit.record(
        event,
        account_id=by,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"import={receipt.import_id} {counts} proposed={receipt.proposed} withdrawn={receipt.withdrawn}",
        at=at,
    )
