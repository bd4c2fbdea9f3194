"""Publishing a release of the anonymous comparison. The only place where the answers of several communes meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import chain, count

from data.errors import ChangedMeanwhile, Refused
from data.model.audit import AuditEvent
from data.model.benchmark import NewRelease, PublishOutcome, ReleaseHead, SubmittedRound
from data.model.people import Permission, Person
from data.rules.access import require
from data.rules.benchmark_parameters import Parameters, next_release_date, release_dates_until
from data.rules.benchmark_points import indicators_of, values_of
from data.rules.benchmarking import Occasion, Unit, next_release
from data.rules.scoring import score
from data.services.catalogues import catalogue, shipped_versions
from data.settings import settings
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import UnitOfWork, reading, writing

KEY_NAME = "benchmark"
NO_KEY_YET = b""  # a preview of the first release; nothing of it is kept

Rounds = Mapping[str, Sequence[SubmittedRound]]
"""The submitted rounds by official key, the newest first."""


def publish(acting: Person | None, today: date) -> PublishOutcome:
    """Publish the next release if its rules allow one; `acting` is None on the operator's command line.

    Raises Refused when a release was published since the last release date (1 March, 1 September; not in demo mode),
    when the key of earlier releases is missing or another one, and when parameters became weaker. Raises
    ChangedMeanwhile when somebody else published at the same time.
    """
    _require_publisher(acting)
    with reading() as work:
        plan = _planned(work, today, _key(work.benchmark.key_fingerprint()))
    if plan.new is None:
        return plan.outcome
    with writing() as work:
        _store(work, plan, plan.new, acting)
    return plan.outcome


def preview(acting: Person | None, today: date) -> PublishOutcome:
    """What `publish` would do, without storing anything; raises the same."""
    _require_publisher(acting)
    with reading() as work:
        known = work.benchmark.key_fingerprint()
        return _planned(work, today, _key(known) if known else NO_KEY_YET).outcome


@dataclass(frozen=True)
class _Plan:
    """A release to be stored, what it was built on, and the key it was made with."""

    new: NewRelease | None
    outcome: PublishOutcome
    built_on: ReleaseHead | None
    key: bytes


def _require_publisher(acting: Person | None) -> None:
    if acting is not None:
        require(acting, Permission.PUBLISH_BENCHMARK)


def _planned(work: UnitOfWork, today: date, key: bytes) -> _Plan:
    is_demo = settings().demo
    parameters = Parameters()
    head = work.benchmark.newest(is_demo=is_demo)
    if head is not None:
        _require_due(head.date, today, is_demo)
        if weaker := parameters.weaker_than(head.parameters):
            raise Refused("benchmark_parameters_weaker", parameters=", ".join(weaker))
    rounds = BenchmarkIntake(work.session).submitted_rounds(is_demo=is_demo)
    version = _version(rounds, head)
    occasion = Occasion(
        release_id=_free_id(today, work.benchmark.ids()),
        day=today,
        catalogue_version=version,
        indicators=indicators_of(catalogue(version)),
        parameters=parameters,
        key=key,
    )
    state = work.benchmark.state(is_demo=is_demo, catalogue_version=version)
    new, outcome = next_release(state, _units(work, version, rounds), occasion)
    return _Plan(new, outcome, head, key)


def _require_due(newest: date, today: date, is_demo: bool) -> None:
    is_due = newest <= today if is_demo else release_dates_until(newest) < release_dates_until(today)
    if not is_due:
        raise Refused("benchmark_not_due", next_date=next_release_date(max(newest, today)))


def _version(rounds: Rounds, head: ReleaseHead | None) -> str:
    """The catalogue version that most communes answered last, the newer of equal ones; never back to an older one.

    Only shipped versions: rounds of an own catalogue are not counted at all.
    """
    answered_last = Counter(of_commune[0].catalogue_version for of_commune in rounds.values())
    shipped = shipped_versions()
    possible = shipped if head is None else shipped[shipped.index(head.catalogue_version) :]
    return max(reversed(possible), key=lambda version: answered_last[version])


def _units(work: UnitOfWork, version: str, rounds: Rounds) -> Iterator[Unit]:
    """Every commune with its latest eligible round: answered under this version, with all fields scored."""
    used, intake = catalogue(version), BenchmarkIntake(work.session)
    communes = {commune.ags: commune for commune in work.communes.all()}
    left = {
        ags: [r.counted for r in of_commune if r.catalogue_version == version] for ags, of_commune in rounds.items()
    }
    while left := {ags: candidates for ags, candidates in left.items() if candidates}:
        newest = {candidates[0].self_check_id: ags for ags, candidates in left.items()}
        for self_check_id, replies in intake.replies(newest):
            result = score(used, replies)
            if result.overall is not None:
                ags = newest[self_check_id]
                yield Unit(communes[ags], left.pop(ags)[0], values_of(used, result, replies))
        left = {ags: older for ags, (_, *older) in left.items()}


def _free_id(today: date, taken: Collection[str]) -> str:
    """The day, with a number from the second release of a day on."""
    names = chain([today.isoformat()], (f"{today.isoformat()}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _store(work: UnitOfWork, plan: _Plan, new: NewRelease, acting: Person | None) -> None:
    is_demo = settings().demo
    # Computing took a while, and nobody was kept from writing meanwhile.
    if work.benchmark.newest(is_demo=is_demo) != plan.built_on:
        raise ChangedMeanwhile("benchmark_published_meanwhile")
    at = datetime.now(UTC)
    if work.benchmark.key_fingerprint() is None:
        work.benchmark.keep_key_fingerprint(_fingerprint(plan.key))
    work.benchmark.add(new, at=at, is_demo=is_demo)
    told = plan.outcome
    work.audit.record(
        AuditEvent.BENCHMARK_PUBLISHED,
        account_id=acting.account_id if acting else None,
        subject=f"benchmark_release:{new.release.id}",
        details=f"catalogue={told.catalogue_version} cells={len(new.release.cells)} counted={told.counted}",
        at=at,
    )


def _key(known_fingerprint: str | None) -> bytes:
    """The key of the offsets: made for the first release, and the same for all later ones."""
    if known_fingerprint is None:
        return settings().key_made_if_missing(KEY_NAME)
    key = settings().key(KEY_NAME)
    if key is None:
        raise Refused("benchmark_key_missing")
    if _fingerprint(key) != known_fingerprint:
        raise Refused("benchmark_key_changed")
    return key


def _fingerprint(key: bytes) -> str:
    return blake2b(b"fingerprint of the benchmark key:" + key, digest_size=16).hexdigest()
