"""The way of a round to its approval: check it, hand it in, send it back, approve and freeze it, open it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from data.errors import Refused
from data.model.answer_import import note_text
from data.model.approval import RoundStep
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.result import CheckResult
from data.model.self_check import Perspective, SelfCheck, replies_of
from data.model.submission import SubmissionCheck
from data.rules.access import require
from data.rules.consistency import findings
from data.rules.round_states import IN_WORK, TRANSITIONS, status_after, steps_for
from data.rules.scoring import score
from data.services.catalogues import catalogue, contradiction_pairs
from data.services.self_checks import own_round
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION
EVENTS = {
    RoundStep.HAND_IN: AuditEvent.ROUND_HANDED_IN,
    RoundStep.TAKE_BACK: AuditEvent.ROUND_TAKEN_BACK,
    RoundStep.SEND_BACK: AuditEvent.ROUND_SENT_BACK,
    RoundStep.APPROVE: AuditEvent.ROUND_APPROVED,
    RoundStep.REOPEN: AuditEvent.ROUND_REOPENED,
    RoundStep.DISCARD: AuditEvent.ROUND_DISCARDED,
    RoundStep.RESTORE: AuditEvent.ROUND_RESTORED,
}


def check(acting: Person, self_check_id: int, language: str = "de") -> SubmissionCheck:
    """What is worth a look in a round, how it would be scored, its story and what may be done with it now.

    The reasons of contradictions are in `language`.
    """
    require(acting, Permission.CHECK_ROUND)
    with reading() as work:
        checked = _checked(work, own_round(work, acting, self_check_id), language)
    return replace(checked, steps=steps_for(acting, checked.self_check))


def hand_in(acting: Person, self_check_id: int, revision: int, remark: str = "") -> SelfCheck:
    """Hand a draft in for approval: from now on its answers stay as they are.

    Raises ChangedMeanwhile if the round moved on since `revision`; Refused where it is no draft, has no answer at all,
    or has findings that stand in the way.
    """
    require(acting, Permission.HAND_IN)
    with writing() as work:
        self_check = _seen(own_round(work, acting, self_check_id), revision)
        _require_ready(_checked(work, self_check))
        return _moved(work, self_check, RoundStep.HAND_IN, remark, by=acting.account_id)


def take_back(acting: Person, self_check_id: int, revision: int, remark: str = "") -> SelfCheck:
    """Take back what was handed in and not decided yet. Raises ChangedMeanwhile or Refused."""
    return _step(acting, self_check_id, revision, RoundStep.TAKE_BACK, remark)


def send_back(acting: Person, self_check_id: int, revision: int, remark: str) -> SelfCheck:
    """Give a round back with a remark on what to mend. Raises ChangedMeanwhile, or Refused without a remark."""
    return _step(acting, self_check_id, revision, RoundStep.SEND_BACK, remark)


def approve(acting: Person, self_check_id: int, revision: int, remark: str = "") -> CheckResult:
    """Approve what was handed in: freeze its answers with scores, rules and catalogue version as a new version.

    Raises ChangedMeanwhile if the round moved on since `revision`, Refused where it was not handed in.
    """
    require(acting, Permission.APPROVE)
    with writing() as work:
        self_check = _seen(own_round(work, acting, self_check_id), revision)
        return _approved(work, self_check, remark, at=datetime.now(UTC), by=acting.account_id)


def reopen(acting: Person, self_check_id: int, revision: int, reason: str) -> SelfCheck:
    """Open an approved round again, for a reason; the frozen version stays, and counts until the next approval.

    Raises ChangedMeanwhile, or Refused without a reason and while another round is in work.
    """
    return _step(acting, self_check_id, revision, RoundStep.REOPEN, reason)


def discard(acting: Person, self_check_id: int, revision: int, remark: str = "") -> SelfCheck:
    """Put a draft aside that was begun by mistake; nothing of it is removed. Raises ChangedMeanwhile or Refused."""
    return _step(acting, self_check_id, revision, RoundStep.DISCARD, remark)


def restore(acting: Person, self_check_id: int, revision: int, remark: str = "") -> SelfCheck:
    """Go on with a discarded round. Raises ChangedMeanwhile, or Refused while another round is in work."""
    return _step(acting, self_check_id, revision, RoundStep.RESTORE, remark)


def hand_in_and_approve_in(
    work: UnitOfWork, self_check: SelfCheck, by: int | None = None, at: datetime | None = None
) -> CheckResult:
    """Both steps at once, inside a transaction that is already open; for the operator's command line."""
    at = at or datetime.now(UTC)
    _require_ready(_checked(work, self_check))
    handed_in = _moved(work, self_check, RoundStep.HAND_IN, "", at=at, by=by)
    return _approved(work, handed_in, "", at=at, by=by)


def _step(acting: Person, self_check_id: int, revision: int, step: RoundStep, remark: str = "") -> SelfCheck:
    (permission,) = {transition.permission for (_, known), transition in TRANSITIONS.items() if known is step}
    require(acting, permission)
    with writing() as work:
        self_check = _seen(own_round(work, acting, self_check_id), revision)
        return _moved(work, self_check, step, remark, by=acting.account_id)


def _seen(self_check: SelfCheck, revision: int) -> SelfCheck:
    # Whoever decides must have seen what they decide on.
    return replace(self_check, revision=revision)


def _moved(
    work: UnitOfWork,
    self_check: SelfCheck,
    step: RoundStep,
    remark: str,
    *,
    by: int | None,
    at: datetime | None = None,
    frozen: bool = False,
) -> SelfCheck:
    remark = note_text(remark)
    status = status_after(self_check, step, remark)
    if status in IN_WORK and self_check.status not in IN_WORK:
        work.communes.hold(self_check.commune_id)
        if any(other.status in IN_WORK for other in work.self_checks.of_commune(self_check.commune_id)):
            raise Refused("round_still_open")
    at = at or datetime.now(UTC)
    moved = work.self_checks.move(self_check, status, step, remark, at=at, by=by, frozen=frozen)
    work.audit.record(
        EVENTS[step],
        account_id=by,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"version={moved.versions}" if frozen else "",
        at=at,
    )
    return moved


def _approved(work: UnitOfWork, self_check: SelfCheck, remark: str, *, at: datetime, by: int | None) -> CheckResult:
    sheet = work.answers.sheet(self_check.id, PERSPECTIVE)
    result = score(catalogue(self_check.catalogue_version), replies_of(sheet))
    moved = _moved(work, self_check, RoundStep.APPROVE, remark, at=at, by=by, frozen=True)
    work.results.add(self_check.id, PERSPECTIVE, at, result, sheet=sheet, version=moved.versions)
    return result


def _require_ready(checked: SubmissionCheck) -> None:
    if not checked.coverage.answered:
        raise Refused("nothing_answered")
    if checked.without_reason:
        raise Refused("reason_missing", questions=", ".join(checked.without_reason))
    if checked.in_the_way:
        questions = {question_id for finding in checked.in_the_way for question_id in finding.question_ids}
        raise Refused("questions_to_settle", questions=", ".join(sorted(questions)))


def _checked(work: UnitOfWork, self_check: SelfCheck, language: str = "de") -> SubmissionCheck:
    used = catalogue(self_check.catalogue_version)
    states = work.question_states.of_sheet(self_check.id, PERSPECTIVE)
    sheet = {key: state.stored for key, state in states.items() if state.stored is not None}
    return SubmissionCheck(
        self_check=self_check,
        result=score(used, replies_of(sheet)),
        findings=findings(
            used,
            sheet,
            contradiction_pairs(self_check.catalogue_version, language),
            marked={key for key, state in states.items() if state.marked},
            unsettled={key for key, state in states.items() if any(p.is_conflict for p in state.proposals)},
            discussed={key for key, state in states.items() if state.discussion.is_open},
        ),
        events=work.self_checks.events([self_check.id]).get(self_check.id, ()),
    )
