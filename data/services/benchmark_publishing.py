"""Publishing a release of the anonymous comparison. The only place where the answers of several communes meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import chain, count

from data.errors import ChangedMeanwhile, Refused
from data.model.audit import AuditEvent
from data.model.benchmark import (
    BenchmarkState,
    DryRun,
    FilterCoverage,
    NewRelease,
    NotCounted,
    PublishOutcome,
    PublishStatus,
    ReleaseHead,
)
from data.model.people import GONE, Commune, Permission, Person
from data.model.progress import Progress, no_progress, part_of
from data.model.releases_view import ReleaseSummary, ReleasesView
from data.rules.access import require
from data.rules.benchmark_filters import VALUES, Groups
from data.rules.benchmark_parameters import Parameters, earliest_after, release_dates_until
from data.rules.benchmark_points import indicators_of
from data.rules.benchmarking import Occasion, Unit, next_release, outside_of_cells, planned_cells
from data.services import benchmarks
from data.services.benchmark_units import Rounds, units
from data.services.catalogues import catalogue, shipped_versions
from data.settings import settings
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import UnitOfWork, reading, writing

KEY_NAME = "benchmark"
PARAMETERS = Parameters()  # checked as this module is imported, which the server does before it serves
SHARE_COMPUTED = 0.55  # of the whole time, as measured
SHARE_BEFORE_READING, SHARE_READ = 0.45, 0.8  # of the time until it is computed
DAYS_TO_CATCH_UP = timedelta(days=7)
NO_KEY_YET = b""  # before the first release; nothing that is made with it is kept


def publish(acting: Person | None, today: date, progress: Progress = no_progress) -> PublishOutcome:
    """Publish the next release if its rules allow one; `acting` is None on the operator's command line.

    Raises Refused on a day before the next release date (1 March, 1 September) that is 120 days or more after the
    newest release (not in demo mode), when the key of earlier releases is missing or another one, and when parameters
    became weaker. Raises ChangedMeanwhile when somebody else published at the same time, or a commune that was to be
    counted withdrew.
    """
    _require_publisher(acting)
    return _published(acting, today, progress)


def publish_if_due(today: date) -> PublishOutcome | None:
    """What `publish` does, for a timer that asks again and again: at most once, in the week that a release date begins.

    None before the first release, which people decide on, in demo mode, outside of that week, and where somebody else
    publishes at the same moment. Not later: a release would follow at once when one commune more has answered, and so
    tell when that was. Where all cells would end and none begin, that is left to people.
    """
    if settings().demo or release_dates_until(today) == release_dates_until(today - DAYS_TO_CATCH_UP):
        return None
    with reading() as work:
        newest = work.benchmark.newest(is_demo=False)
    if newest is None or _not_before(newest, today) is not None:
        return None
    try:
        return _published(None, today, no_progress, leaves_nothing=False)
    except (ChangedMeanwhile, Refused) as error:
        if error.code in ("benchmark_published_meanwhile", "benchmark_changed_meanwhile", "benchmark_not_due"):
            return None
        raise


def preview(acting: Person | None, today: date, progress: Progress = no_progress) -> DryRun:
    """What `publish` would do on this day, without storing anything and without any figure of it.

    Also between two release dates; raises what `publish` raises for its key and parameters.
    """
    _require_publisher(acting)
    with reading() as work:
        plan = _planned(work, today, _key(work.benchmark.key_fingerprint()), progress)
    communes = [commune for commune in plan.communes.values() if commune.is_demo == settings().demo]
    waiting, only_older = outside_of_cells(plan.state, plan.units, plan.new)
    found = DryRun(
        outcome=plan.outcome,
        cells=planned_cells(plan.state, plan.new),
        coverage=_coverage(plan),
        waiting=tuple(sorted(commune.name for commune in waiting)),
        not_counted=_not_counted(communes, plan, waiting, only_older),
        newest=plan.built_on,
        not_before=_not_before(plan.built_on, today) if plan.built_on else None,
        not_yet_version=plan.not_yet_version,
    )
    progress(1.0)
    return found


def releases(acting: Person, today: date) -> ReleasesView:
    """All releases, and when the next one is allowed."""
    require(acting, Permission.PUBLISH_BENCHMARK)
    with reading() as work:
        heads = work.benchmark.heads(is_demo=settings().demo)
        sizes = work.benchmark.sizes(is_demo=settings().demo)
    summaries = []
    for head in heads:
        cells, counted = sizes.get(head.id, (0, 0))
        summaries.append(ReleaseSummary(head, counted, cells))
    return ReleasesView(
        releases=tuple(summaries),
        not_before=_not_before(heads[0], today) if heads else None,
        first_needs=PARAMETERS.n_first,
        then_not_before=None if settings().demo else earliest_after(today),
    )


@dataclass(frozen=True)
class _Plan:
    """A release to be stored, what it was built on, and the key it was made with."""

    new: NewRelease | None
    outcome: PublishOutcome
    built_on: ReleaseHead | None
    occasion: Occasion
    state: BenchmarkState
    communes: Mapping[str, Commune]
    rounds: Rounds
    units: list[Unit]
    not_yet_version: str | None

    def with_key(self, key: bytes) -> _Plan:
        """The same release with this key: only the offsets of its points are others."""
        occasion = replace(self.occasion, key=key)
        new, outcome = next_release(self.state, self.units, occasion, self.communes)
        return replace(self, new=new, outcome=outcome, occasion=occasion)


def _published(
    acting: Person | None, today: date, progress: Progress, *, leaves_nothing: bool = True
) -> PublishOutcome:
    """What `publish` does; a release that `leaves_nothing` to be shown only if that is wanted."""
    with reading() as work:
        _require_due(work, today)
        plan = _planned(work, today, _key(work.benchmark.key_fingerprint()), progress)
    if plan.new is not None and not plan.new.release.cells and not leaves_nothing:
        return replace(plan.outcome, status=PublishStatus.LEFT_TO_PEOPLE, release_id=None)
    if plan.new is not None and plan.occasion.key == NO_KEY_YET:
        plan = plan.with_key(settings().key_made_if_missing(KEY_NAME))
    if plan.new is not None:
        # Alone: official keys stay as they are while it is stored who is counted under which.
        with writing(alone=True) as work:
            _store(work, plan, plan.new, acting, part_of(progress, SHARE_COMPUTED, 1.0))
    progress(1.0)
    return plan.outcome


def _require_publisher(acting: Person | None) -> None:
    if acting is not None:
        require(acting, Permission.PUBLISH_BENCHMARK)


def _require_due(work: UnitOfWork, today: date) -> None:
    newest = work.benchmark.newest(is_demo=settings().demo)
    next_date = _not_before(newest, today) if newest else None
    if next_date is not None:
        raise Refused("benchmark_not_due", next_date=next_date)


def _planned(work: UnitOfWork, today: date, key: bytes, progress: Progress) -> _Plan:
    """The next release: of the first version that comes to one, so that a new one begins only once it can."""
    is_demo = settings().demo
    head = work.benchmark.newest(is_demo=is_demo)
    if head is not None and (weaker := PARAMETERS.weaker_than(head.parameters)):
        raise Refused("benchmark_parameters_weaker", parameters=", ".join(weaker))
    rounds = BenchmarkIntake(work.session).submitted_rounds(is_demo=is_demo)
    communes = {commune.ags: commune for commune in work.communes.all()}
    release_id, versions = _free_id(today, work.benchmark.ids()), _versions(rounds, head)
    for place, version in enumerate(versions):
        so_far, then = (SHARE_COMPUTED * each / len(versions) for each in (place, place + 1))
        of_this = part_of(progress, so_far, then)
        occasion = Occasion(
            release_id=release_id,
            day=today,
            catalogue_version=version,
            indicators=indicators_of(catalogue(version)),
            parameters=PARAMETERS,
            key=key,
        )
        state = work.benchmark.state(is_demo=is_demo, catalogue_version=version)
        of_this(SHARE_BEFORE_READING)
        reading_them = part_of(of_this, SHARE_BEFORE_READING, SHARE_READ)
        found = units(work, communes, rounds, state, occasion, progress=reading_them)
        new, outcome = next_release(state, found, occasion, communes)
        if new is not None:
            break
    progress(SHARE_COMPUTED)
    not_yet = versions[0] if version != versions[0] else None
    return _Plan(new, outcome, head, occasion, state, communes, rounds, found, not_yet)


def _not_before(newest: ReleaseHead, today: date) -> date | None:
    """The day from which the next release is allowed; None where it is allowed today."""
    allowed = newest.date if settings().demo else earliest_after(newest.date)
    return None if allowed <= today else allowed


def _coverage(plan: _Plan) -> tuple[FilterCoverage, ...]:
    """What every single filter would show, and whether the last release offered it."""
    before = benchmarks.groups_of(plan.built_on) if plan.built_on else None
    if plan.new is not None:
        shown = [(cell.attributes, cell.size) for cell in plan.new.release.cells]
        after = Groups(shown, plan.new.profiles, PARAMETERS.coverage)
    elif before is not None:
        after = before
    else:
        return ()
    return tuple(
        FilterCoverage(
            dimension=dimension,
            value=value,
            participating=after.participating(single),
            counted=after.counted(single),
            offered=after.is_offered(single),
            was_offered=before.is_offered(single) if before else None,
        )
        for dimension, values in VALUES.items()
        for value in values
        if after.participating(single := {dimension: frozenset((value,))})
    )


def _not_counted(
    communes: Sequence[Commune], plan: _Plan, waiting: Sequence[Commune], only_older: Sequence[Commune]
) -> dict[NotCounted, int]:
    """For how many communes which reason holds; only reasons that hold."""
    version = plan.outcome.catalogue_version
    scored = {unit.commune.ags for unit in plan.units}
    reasons: Counter[NotCounted] = Counter()
    for commune in communes:
        if not commune.benchmark_consent:
            reasons[NotCounted.NO_CONSENT] += 1
        elif commune.register_standing in GONE:
            reasons[NotCounted.NOT_IN_REGISTER] += 1
        elif commune.ags not in plan.rounds:
            reasons[NotCounted.NO_APPROVED_ROUND] += 1
        elif all(each.catalogue_version != version for each in plan.rounds[commune.ags]):
            reasons[NotCounted.OTHER_VERSION] += 1
        elif commune.ags not in scored:
            reasons[NotCounted.NOT_ALL_FIELDS] += 1
    reasons[NotCounted.ONLY_OLDER_ROUND] = len(only_older)
    reasons[NotCounted.WAITS_FOR_CELL] = len(waiting)
    return {reason: number for reason, number in reasons.items() if number}


def _versions(rounds: Rounds, head: ReleaseHead | None) -> tuple[str, ...]:
    """The catalogue version that most communes answered last, then the one counted now where that is another.

    The newer of equal ones, and never an older one than is counted. Only shipped versions: rounds of an own catalogue
    are not counted at all.
    """
    answered_last = Counter(of_commune[0].catalogue_version for of_commune in rounds.values())
    shipped = shipped_versions()
    possible = shipped if head is None else shipped[shipped.index(head.catalogue_version) :]
    most = max(reversed(possible), key=lambda version: answered_last[version])
    return (most,) if head is None or most == head.catalogue_version else (most, head.catalogue_version)


def _free_id(today: date, taken: Collection[str]) -> str:
    """The day, with a number from the second release of a day on."""
    names = chain([today.isoformat()], (f"{today.isoformat()}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _store(work: UnitOfWork, plan: _Plan, new: NewRelease, acting: Person | None, progress: Progress) -> None:
    is_demo = settings().demo
    # Computing took a while, and nobody was kept from writing meanwhile.
    if work.benchmark.newest(is_demo=is_demo) != plan.built_on:
        raise ChangedMeanwhile("benchmark_published_meanwhile")
    counted = {ags for members in new.members.values() for ags in members}
    if not counted <= BenchmarkIntake(work.session).eligible_keys(is_demo=is_demo):
        raise ChangedMeanwhile("benchmark_changed_meanwhile")
    at = datetime.now(UTC)
    if work.benchmark.key_fingerprint() is None:
        work.benchmark.keep_key_fingerprint(_fingerprint(plan.occasion.key))
    work.benchmark.add(new, at=at, is_demo=is_demo, progress=progress)
    told = plan.outcome
    work.audit.record(
        AuditEvent.BENCHMARK_PUBLISHED,
        account_id=acting.account_id if acting else None,
        subject=f"benchmark_release:{new.release.id}",
        details=f"catalogue={told.catalogue_version} cells={len(new.release.cells)} counted={told.counted}",
        at=at,
    )


def _key(known_fingerprint: str | None) -> bytes:
    """The key of the offsets: the same for all releases. Before the first there may be none, and none is made here."""
    key = settings().key(KEY_NAME)
    if known_fingerprint is None:
        return key or NO_KEY_YET
    if key is None:
        raise Refused("benchmark_key_missing")
    if _fingerprint(key) != known_fingerprint:
        raise Refused("benchmark_key_changed")
    return key


def _fingerprint(key: bytes) -> str:
    return blake2b(b"fingerprint of the benchmark key:" + key, digest_size=16).hexdigest()
