"""Rounds of a commune: begin, read, check before submission, submit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from data.errors import NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue
from data.model.people import Commune, Permission, Person
from data.model.result import CheckResult
from data.model.self_check import (
    AnswerSheet,
    NotApplicable,
    NotKnown,
    Perspective,
    SelfCheck,
    SelfCheckStatus,
    replies_of,
)
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules.access import require
from data.rules.scoring import score
from data.services.catalogues import catalogue
from data.storage.database import UnitOfWork, reading, writing

LONGEST_ROUND_NAME = 80


def rounds(acting: Person) -> list[RoundOverview]:
    """All rounds of the own commune, the newest first, each with how much is answered."""
    require(acting, Permission.READ_ROUNDS)
    with reading() as work:
        return [
            RoundOverview(self_check, _scored(work, self_check).coverage)
            for self_check in work.self_checks.of_commune(own_commune(acting).id)
        ]


def begin_round(acting: Person, round_name: str, catalogue_version: str) -> SelfCheck:
    """Begin a round under a name that the commune has not used yet; it keeps its catalogue version for ever.

    Raises Refused for an empty, too long or used name, and while another round is still a draft; NotFound for a
    catalogue version that does not exist.
    """
    require(acting, Permission.BEGIN_ROUND)
    with writing() as work:
        return begin_round_in(work, own_commune(acting), round_name, catalogue_version, by=acting.account_id)


def begin_round_in(
    work: UnitOfWork,
    commune: Commune,
    round_name: str,
    catalogue_version: str,
    *,
    by: int | None,
    at: datetime | None = None,
) -> SelfCheck:
    """Begin a round inside a transaction that is already open; the rules of `begin_round` hold. `at` None: now."""
    name = " ".join(round_name.split())
    if not name or len(name) > LONGEST_ROUND_NAME:
        raise Refused("round_name_length", longest=LONGEST_ROUND_NAME)
    catalogue(catalogue_version)
    work.communes.hold(commune.id)  # otherwise two people could begin at the same moment
    if round_named(work, commune, name) is not None:
        raise Refused("round_name_taken", name=name)
    if any(existing.status is SelfCheckStatus.DRAFT for existing in work.self_checks.of_commune(commune.id)):
        raise Refused("round_still_open")
    begun = work.self_checks.begin(commune.id, name, catalogue_version, at or datetime.now(UTC), by)
    work.audit.record(
        AuditEvent.ROUND_BEGUN,
        account_id=by,
        commune_id=commune.id,
        subject=f"self_check:{begun.id}",
        details=f"catalogue={catalogue_version}",
    )
    return begun


def round_named(work: UnitOfWork, commune: Commune, round_name: str) -> SelfCheck | None:
    """The round of a commune with this name; case and blanks around and between the words do not matter."""
    wanted = " ".join(round_name.split()).casefold()
    rounds_there = work.self_checks.of_commune(commune.id)
    return next((existing for existing in rounds_there if existing.round_name.casefold() == wanted), None)


def current_round(acting: Person) -> SelfCheck | None:
    """The draft that the commune works on, or None."""
    require(acting, Permission.READ_ROUNDS)
    with reading() as work:
        drafts = (
            self_check
            for self_check in work.self_checks.of_commune(own_commune(acting).id)
            if self_check.status is SelfCheckStatus.DRAFT
        )
        return next(drafts, None)


def check_before_submission(acting: Person, self_check_id: int) -> SubmissionCheck:
    """What is still open or unclear in a round, and how it would be scored; for those who read results."""
    require(acting, Permission.READ_RESULTS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        sheet = work.answers.sheet(self_check.id, Perspective.ADMINISTRATION)
        return _checked(self_check, catalogue(self_check.catalogue_version), sheet)


def submit(acting: Person, self_check_id: int, revision: int) -> CheckResult:
    """Submit a draft: freeze it together with its scores.

    Raises ChangedMeanwhile if the round moved on since `revision`, Refused if it is locked, has no answer at all, or
    has a "not applicable" without a reason.
    """
    require(acting, Permission.SUBMIT)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        return submit_in(work, self_check, revision, acting.account_id)


def submit_in(
    work: UnitOfWork, self_check: SelfCheck, revision: int, by: int | None, at: datetime | None = None
) -> CheckResult:
    """Submit inside a transaction that is already open; the rules of `submit` hold. `at` None: now."""
    require_draft(self_check)
    sheet = work.answers.sheet(self_check.id, Perspective.ADMINISTRATION)
    checked = _checked(self_check, catalogue(self_check.catalogue_version), sheet)
    if not checked.result.coverage.answered:
        raise Refused("nothing_answered")
    if checked.without_reason:
        raise Refused("reason_missing", questions=", ".join(checked.without_reason))
    at = at or datetime.now(UTC)
    work.self_checks.submit(replace(self_check, revision=revision), at, by)
    work.results.add(self_check.id, Perspective.ADMINISTRATION, at, checked.result)
    work.audit.record(
        AuditEvent.ROUND_SUBMITTED,
        account_id=by,
        commune_id=self_check.commune_id,
        subject=f"self_check:{self_check.id}",
        details=f"rules={checked.result.rules_version} answered={checked.result.coverage.answered}",
        at=at,
    )
    return checked.result


def own_commune(acting: Person) -> Commune:
    """The commune of the acting person. Raises NotAllowed for the platform team, which has none."""
    if acting.commune is None:
        raise NotAllowed("no_commune")
    return acting.commune


def own_round(work: UnitOfWork, acting: Person, self_check_id: int) -> SelfCheck:
    """A round of the own commune; who writes holds it against other writers.

    Raises NotFound, also for other communes' rounds.
    """
    find = work.self_checks.lock if work.writes else work.self_checks.by_id
    self_check = find(self_check_id)
    if self_check is None or self_check.commune_id != own_commune(acting).id:
        raise NotFound("round_not_found")
    return self_check


def require_draft(self_check: SelfCheck) -> None:
    """Raise Refused unless answers of this round may still change."""
    if self_check.status is not SelfCheckStatus.DRAFT:
        raise Refused("round_locked", name=self_check.round_name)


def _scored(work: UnitOfWork, self_check: SelfCheck) -> CheckResult:
    sheet = work.answers.sheet(self_check.id, Perspective.ADMINISTRATION)
    return score(catalogue(self_check.catalogue_version), replies_of(sheet))


def _checked(self_check: SelfCheck, used: Catalogue, sheet: AnswerSheet) -> SubmissionCheck:
    replies = replies_of(sheet)
    return SubmissionCheck(
        self_check=self_check,
        result=score(used, replies),
        open=tuple(key for key in used.places if key not in replies),
        not_known=tuple(key for key in used.places if isinstance(replies.get(key), NotKnown)),
        without_reason=tuple(
            key
            for key in used.places
            if isinstance(replies.get(key), NotApplicable) and not sheet[key].answer.remark.strip()
        ),
    )
