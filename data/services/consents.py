"""Whether the own commune takes part in the anonymous comparison, and what of it goes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from data.content import consent as content
from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.benchmark import NotCounted, ReleaseHead
from data.model.consent import ConsentView, ContributedRound, CountedIn
from data.model.people import GONE, Commune, Permission, Person
from data.model.result import SubmittedResult
from data.model.self_check import Answered, Perspective, replies_of
from data.rules.access import may, require
from data.rules.benchmark_cells import attributes_of
from data.rules.benchmark_parameters import earliest_after, next_release_date
from data.services.catalogues import shipped_versions
from data.services.self_checks import own_commune
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing

PERSPECTIVE = Perspective.ADMINISTRATION


def overview(acting: Person, today: date, language: str = "de") -> ConsentView:
    """Where the own commune stands: its consent, exactly what the next release would count, where it is counted now."""
    require(acting, Permission.READ_BENCHMARK)
    with reading() as work:
        commune = _stored(work, acting)
        head = work.benchmark.newest(is_demo=settings().demo)
        last_counted = work.benchmark.last_counted(commune.ags, is_demo=settings().demo)
        approved = work.results.of_commune(commune.id, PERSPECTIVE)
        round_ = _contributed(work, approved, head.catalogue_version if head else None)
        counted_in = _counted_in(work, commune, head, last_counted)
        return ConsentView(
            given=commune.benchmark_consent,
            public_results=commune.public_results,
            text=content.consent_text(content.versions()[-1], language),
            steps=tuple(work.consents.of_commune(commune.id)),
            attributes=attributes_of(commune),
            round=round_,
            counted_in=counted_in,
            not_counted=None if counted_in else _why_not(commune, approved, round_, head, last_counted),
            next_date=_next_date(head, today),
            may_decide=may(acting, Permission.DECIDE_CONSENT),
        )


def is_open(acting: Person) -> bool:
    """Whether this person decides for a commune of which nobody ever noted a decision on the comparison."""
    if not may(acting, Permission.DECIDE_CONSENT):
        return False
    with reading() as work:
        return not work.consents.of_commune(own_commune(acting).id)


def give(acting: Person, text_version: str) -> None:
    """Consent to the text of this version, which must be the newest: what was read is what is agreed.

    Raises Refused for another version, and where consent to it was given already.
    """
    require(acting, Permission.DECIDE_CONSENT)
    if text_version != content.versions()[-1]:
        raise Refused("consent_text_changed")
    with writing() as work:
        commune = _held(work, acting)
        last = next(iter(work.consents.of_commune(commune.id)), None)
        if commune.benchmark_consent and last is not None and last.text_version == text_version:
            raise Refused("consent_given_already")
        _decide(work, commune, given=True, by=acting)


def withdraw(acting: Person) -> None:
    """Withdraw the consent: from the next release on nothing new is counted. Raises Refused where there is none."""
    require(acting, Permission.DECIDE_CONSENT)
    with writing() as work:
        commune = _held(work, acting)
        if not commune.benchmark_consent:
            raise Refused("consent_not_given")
        _decide(work, commune, given=False, by=acting)


def set_public_results(acting: Person, public_results: bool) -> None:
    """Tell whether the own commune publishes its results itself: then no other commune can hide behind it."""
    require(acting, Permission.DECIDE_CONSENT)
    with writing() as work:
        commune = _stored(work, acting)
        work.communes.set_public_results(commune.id, public_results)
        work.audit.record(
            AuditEvent.PUBLIC_RESULTS_SET,
            account_id=acting.account_id,
            commune_id=commune.id,
            subject=f"commune:{commune.id}",
            details=f"public={public_results}",
        )


def note_in(work: UnitOfWork, commune_id: int, *, by: int | None, at: datetime | None = None) -> None:
    """Note that a commune consents to the newest text, inside a transaction that is already open and has its entry.

    For consent that was given on paper, and for the demo.
    """
    work.consents.note(commune_id, given=True, text_version=content.versions()[-1], at=at or datetime.now(UTC), by=by)


def _decide(work: UnitOfWork, commune: Commune, *, given: bool, by: Person) -> None:
    version = content.versions()[-1]
    work.consents.note(commune.id, given=given, text_version=version, at=datetime.now(UTC), by=by.account_id)
    work.audit.record(
        AuditEvent.CONSENT_GIVEN if given else AuditEvent.CONSENT_WITHDRAWN,
        account_id=by.account_id,
        commune_id=commune.id,
        subject=f"commune:{commune.id}",
        details=f"text={version}",
    )


def _held(work: UnitOfWork, acting: Person) -> Commune:
    """The own commune as it is now, until the transaction ends: of two tabs the second sees what the first decided."""
    work.communes.hold(own_commune(acting).id)
    return _stored(work, acting)


def _stored(work: UnitOfWork, acting: Person) -> Commune:
    """The own commune as it is stored now, not as it was when the person signed in."""
    commune = work.communes.by_id(own_commune(acting).id)
    assert commune is not None
    return commune


def _next_date(head: ReleaseHead | None, today: date) -> date:
    """The next release date that may bring a release; the demo's own releases come at will and close none."""
    following = next_release_date(today)
    return following if head is None or settings().demo else max(following, earliest_after(head.date))


def _contributed(
    work: UnitOfWork, approved: Sequence[SubmittedResult], counted_version: str | None
) -> ContributedRound | None:
    """The newest round with all fields scored, of the version that releases count now if there is one."""
    possible = [
        each
        for each in approved
        if each.result.overall is not None and each.result.catalogue_version in shipped_versions()
    ]
    chosen = next((each for each in possible if each.result.catalogue_version == counted_version), None)
    frozen = chosen or next(iter(possible), None)
    if frozen is None:
        return None
    replies = replies_of(work.answers.sheet_at(frozen.self_check_id, PERSPECTIVE, list(frozen.revisions.items())))
    levels = {key: reply.points for key, reply in replies.items() if isinstance(reply, Answered)}
    return ContributedRound(frozen.round_name, frozen.submitted_at, frozen.result, levels)


def _counted_in(
    work: UnitOfWork, commune: Commune, head: ReleaseHead | None, last_counted: datetime | None
) -> CountedIn | None:
    cell_id = work.benchmark.cell_of(commune.ags, head.id) if head else None
    if head is None or cell_id is None or last_counted is None:
        return None
    cell = next(cell for cell in work.benchmark.cells_without_points(head.id) if cell.id == cell_id)
    return CountedIn(head.date, cell.size, cell.attributes, last_counted)


def _why_not(
    commune: Commune,
    approved: Sequence[SubmittedResult],
    round_: ContributedRound | None,
    head: ReleaseHead | None,
    last_counted: datetime | None,
) -> NotCounted:
    """Why the newest release does not count the commune: the first reason that holds."""
    if not commune.benchmark_consent:
        return NotCounted.NO_CONSENT
    if commune.register_standing in GONE:
        return NotCounted.NOT_IN_REGISTER
    if round_ is None:
        return NotCounted.NOT_ALL_FIELDS if approved else NotCounted.NO_APPROVED_ROUND
    if head is not None and round_.result.catalogue_version != head.catalogue_version:
        return NotCounted.OTHER_VERSION
    if last_counted is not None and last_counted >= round_.approved_at:
        return NotCounted.ONLY_OLDER_ROUND
    return NotCounted.WAITS_FOR_CELL
