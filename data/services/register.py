"""The official register: importing it, looking things up in it, and communes that take part following it.

Its entries are public facts, published by the Federal Statistical Office. `acting` None is the operator's command line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from data.errors import Refused, UnreadableFile
from data.exchange.register_file import read_register
from data.model.audit import AuditEvent
from data.model.people import Commune, Permission, Person
from data.model.progress import Progress, no_progress
from data.model.register import (
    CommuneNews,
    EntryVersion,
    FollowedCommune,
    ImportStatus,
    RegisterChanges,
    RegisterFile,
    RegisterHit,
    RegisterImport,
    RegisterState,
)
from data.rules.access import require
from data.rules.benchmark_cells import attributes_of
from data.rules.register import compared, following, in_force, looks_incomplete, news_of
from data.storage.database import UnitOfWork, reading, writing

STORED_AT_ONCE = 1_000
LONGEST_FILE_NAME = 200
MOST_AHEAD = timedelta(days=366)  # an edition may come out before its borders begin; a year too many is a slip

Item = TypeVar("Item")


def import_register(
    acting: Person | None,
    data: bytes,
    file_name: str,
    *,
    partial: bool = False,
    dry_run: bool = False,
    borders_on: date | None = None,
    progress: Progress = no_progress,
) -> RegisterImport:
    """Take a file of the register over; communes that take part follow it, each with its entry in the log.

    With problems in the file nothing is stored, unless it is `partial`: then it changes what it tells and nothing else.
    `borders_on` is the day of a file that does not tell its own; `dry_run` tells what would happen. The same file twice
    changes nothing. Raises UnreadableFile for what is no register file, Refused for one that is older than the register
    or far ahead, that tells no day where the register has one, or, unless `partial`, holds only a part of it.
    """
    if acting is not None:
        require(acting, Permission.MANAGE_COMMUNES)
    file = read_register(data)
    file = replace(file, borders_on=file.borders_on or borders_on)
    if file.problems and not (partial and file.entries):
        return _told(ImportStatus.HAS_PROBLEMS, file, RegisterChanges((), (), (), (), 0), ())
    if not file.entries:
        raise UnreadableFile("register_file_empty")
    digest = sha256(data).hexdigest()
    if dry_run:
        with reading() as work:
            return _planned(work, file, digest, partial=partial).outcome
    with writing(alone=True) as work:
        plan = _planned(work, file, digest, partial=partial)
        if plan.outcome.status is ImportStatus.IMPORTED:
            _store(work, plan, _Import(acting, file, file_name, digest, partial), progress)
    return plan.outcome


def state(acting: Person) -> RegisterState | None:
    """The newest edition and how many entries are in force; None before the first import."""
    require(acting, Permission.MANAGE_COMMUNES)
    with reading() as work:
        edition = work.register.newest_edition()
        return RegisterState(edition, work.register.count()) if edition else None


def search(acting: Person, words: str, *, offset: int = 0, limit: int = 10) -> tuple[int, list[RegisterHit]]:
    """How many entries match all words by name, district, Land or key, and some of them; nothing without a word."""
    require(acting, Permission.MANAGE_COMMUNES)
    if not words.strip():
        return 0, []
    with reading() as work:
        return work.register.search(words, offset=offset, limit=limit)


def history(acting: Person, ags: str) -> list[EntryVersion]:
    """What an official key stood for, the newest state first."""
    require(acting, Permission.MANAGE_COMMUNES)
    with reading() as work:
        return work.register.versions(ags)


def profiles() -> tuple[tuple[Mapping[str, str], int], ...]:
    """How many communes there are in Germany with the same public attributes; empty without a whole register."""
    with reading() as work:
        edition = work.register.newest_edition()
        is_whole = work.register.is_whole()
    return _profiles(edition.id, edition.imported_at) if edition and is_whole else ()


# An edition never changes what was imported before it; the moment tells editions of two databases apart.
@lru_cache(maxsize=2)
def _profiles(_edition_id: int, _imported_at: datetime) -> tuple[tuple[Mapping[str, str], int], ...]:
    with reading() as work:
        entries = work.register.in_force().values()
    alike = Counter(tuple(attributes_of(entry).items()) for entry in entries)
    return tuple((dict(attributes), number) for attributes, number in sorted(alike.items()))


@dataclass(frozen=True)
class _Import:
    """Who imports what."""

    acting: Person | None
    file: RegisterFile
    file_name: str
    digest: str
    partial: bool


@dataclass(frozen=True)
class _Plan:
    """What an import changes: in the register (with a new edition or not) and of the communes that take part."""

    changes: RegisterChanges
    is_new_edition: bool
    communes: tuple[tuple[Commune, FollowedCommune], ...]
    outcome: RegisterImport


def _planned(work: UnitOfWork, file: RegisterFile, digest: str, *, partial: bool) -> _Plan:
    _require_newer(work, file)
    known = work.register.in_force()
    changes = compared(known, file.entries, partial=partial)
    if looks_incomplete(known, changes.gone):
        raise Refused("register_incomplete", missing=len(changes.gone), known=len(known))
    if file.borders_on is None and (newest := work.register.newest_day()) is not None:
        raise Refused("register_day_needed", known=newest)
    register = in_force(known, changes)
    checked = set() if partial else {ags[:2] for ags in register}
    followed = []
    for commune in work.communes.all():
        now = following(commune, register, checked)
        if (news := news_of(commune, now)) is not None:
            followed.append((now, news))
    edition = work.register.newest_edition()
    is_known = edition is not None and (edition.sha256, edition.borders_on) == (digest, file.borders_on)
    is_new_edition = bool(changes) or not is_known or (edition is not None and edition.partial and not partial)
    status = ImportStatus.IMPORTED if is_new_edition or followed else ImportStatus.NOTHING_NEW
    outcome = _told(status, file, changes, tuple(news for _now, news in followed))
    return _Plan(changes, is_new_edition, tuple(followed), outcome)


def _require_newer(work: UnitOfWork, file: RegisterFile) -> None:
    newest = work.register.newest_day()
    if file.borders_on is not None and file.borders_on > datetime.now(UTC).date() + MOST_AHEAD:
        raise Refused("register_day_ahead", found=file.borders_on)  # no edition after it could be taken over
    if newest is not None and file.borders_on is not None and file.borders_on < newest:
        raise Refused("register_older", found=file.borders_on, known=newest)


def _store(work: UnitOfWork, plan: _Plan, what: _Import, progress: Progress) -> None:
    at, by = datetime.now(UTC), what.acting.account_id if what.acting else None
    changes, done = plan.changes, 0
    total = len(changes.new) + len(changes.changed) + len(changes.renamed) + len(plan.communes)
    edition = work.register.newest_edition()
    edition_id = edition.id if edition else 0
    if plan.is_new_edition:
        edition_id = work.register.add_edition(
            borders_on=what.file.borders_on,
            at=at,
            by=by,
            file_name=what.file_name[-LONGEST_FILE_NAME:],
            file_format=what.file.file_format,
            sha256=what.digest,
            entries=len(what.file.entries),
            partial=what.partial,
        )
    work.register.end([*changes.gone, *(e.ags for e in (*changes.changed, *changes.renamed))], edition_id)
    for entries in _portions((*changes.new, *changes.changed, *changes.renamed)):
        work.register.add_entries(entries, edition_id)
        progress((done := done + len(entries)) / total)
    for followed in _portions(plan.communes):
        work.communes.follow_register([commune for commune, _news in followed])
        for _commune, news in followed:
            _record_followed(work, news, edition_id, by, at)
        progress((done := done + len(followed)) / total)
    work.audit.record(
        AuditEvent.REGISTER_IMPORTED,
        account_id=by,
        subject=f"register_edition:{edition_id}",
        details=f"new={len(changes.new)} changed={len(changes.changed)} renamed={len(changes.renamed)} "
        f"gone={len(changes.gone)} communes={len(plan.communes)}",
        at=at,
    )


def _record_followed(work: UnitOfWork, news: FollowedCommune, edition_id: int, by: int | None, at: datetime) -> None:
    missing = news.news is CommuneNews.MISSING
    work.audit.record(
        AuditEvent.COMMUNE_MISSING if missing else AuditEvent.COMMUNE_CHANGED,
        account_id=by,
        commune_id=news.commune_id,
        subject=f"commune:{news.commune_id}",
        details=f"edition={edition_id} facts={','.join(news.facts)}",
        at=at,
    )


def _told(
    status: ImportStatus, file: RegisterFile, changes: RegisterChanges, communes: tuple[FollowedCommune, ...]
) -> RegisterImport:
    return RegisterImport(
        status=status,
        file_format=file.file_format,
        borders_on=file.borders_on,
        entries=len(file.entries),
        new=len(changes.new),
        changed=len(changes.changed),
        renamed=len(changes.renamed),
        gone=len(changes.gone),
        unchanged=changes.unchanged,
        skipped=file.skipped,
        communes=communes,
        problems=file.problems,
        remarks=file.remarks,
    )


def _portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + STORED_AT_ONCE] for start in range(0, len(items), STORED_AT_ONCE))
