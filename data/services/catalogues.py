"""The catalogues: the one way for all services and pages to get one, and to load one of one's own.

A catalogue comes with the program, or the platform team loaded and released it. Reading one needs no permission: they
are public content. Whoever loads one has the right to use its wording.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from data.content import catalogues as content
from data.content import contradictions
from data.errors import NotFound, Refused
from data.exchange import catalogue_file, catalogue_template
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue, CatalogueCandidate, CatalogueMapping, QuestionMapping
from data.model.catalogue_versions import (
    CatalogueContent,
    CatalogueDraft,
    CatalogueFormat,
    CatalogueStatus,
    CatalogueVersion,
    UploadedCatalogue,
)
from data.model.consistency import ContradictionPair
from data.model.people import Permission, Person
from data.rules.access import require
from data.rules.catalogue_checks import problems
from data.services.readiness import database_is_ready
from data.storage.database import UnitOfWork, is_made, reading, writing

GERMAN, ENGLISH = "de", "en"
EXAMPLE_SUFFIX = "-eigen"
OUR_SOURCE = "Kompass 2035"
OUR_RIGHT = "EUPL-1.2"


# What everybody may read


def catalogue(version: str, language: str = GERMAN) -> Catalogue:
    """One released catalogue in one language; German where there is no translation. Raises NotFound."""
    if version in content.versions():
        return content.catalogue(version, language)
    loaded = _released(version)
    return loaded.translations.get(language, loaded.catalogue)


def versions() -> tuple[str, ...]:
    """All released versions, shipped and loaded ones, the newest first; never a draft."""
    return tuple(sorted((*content.versions(), *_names_of_released()), reverse=True))


def shipped_versions() -> tuple[str, ...]:
    """The released versions that come with the program, the oldest first; the comparison knows these alone."""
    return content.versions()


def mapping(from_version: str, to_version: str) -> CatalogueMapping:
    """How the questions of one version relate to those of another, whichever of the two is the older.

    A version maps to itself. Raises NotFound if nobody wrote how the two relate.
    """
    if from_version == to_version:
        same = (QuestionMapping(key, key, "equal") for key in catalogue(from_version).places)
        return CatalogueMapping(from_version, to_version, tuple(same))
    if (written := _written_mapping(from_version, to_version)) is not None:
        return written
    if (written := _written_mapping(to_version, from_version)) is not None:
        return written.reversed
    raise NotFound("mapping_not_found", from_version=from_version, to_version=to_version)


def contradiction_pairs(version: str, language: str = GERMAN) -> tuple[ContradictionPair, ...]:
    """The pairs of answers that contradict each other; a loaded version takes over those of its equal questions."""
    if version in content.versions():
        return contradictions.contradiction_pairs(version, language)
    written = _released(version).mapping
    if written is None:
        return ()
    return contradictions.carried_over(contradiction_pairs(written.from_version, language), written.comparable)


def _written_mapping(earlier: str, later: str) -> CatalogueMapping | None:
    if later in content.versions():
        try:
            return content.mapping(earlier, later)
        except NotFound:
            return None
    written = _released(later).mapping
    return written if written is not None and written.from_version == earlier else None


# A released version never changes, so it stays in memory; what does not exist is asked for again.
@lru_cache(maxsize=32)
def _released(version: str) -> CatalogueContent:
    if version not in _names_of_released():
        raise NotFound("catalogue_not_found", version=version)
    with reading() as work:
        held = work.catalogues.content(version)
    assert held is not None  # a released version stays for ever
    return held


def _names_of_released() -> list[str]:
    """The loaded and released versions; none while there is no database, so that files can be scored without one."""
    if not is_made():
        return []
    try:
        with reading() as work:
            return work.catalogues.released()
    except Exception:
        if database_is_ready():
            raise
        return []


# What the platform team may do; `acting` is None on the operator's command line


def overview(acting: Person | None, language: str = GERMAN) -> list[CatalogueVersion]:
    """All versions, shipped, released and drafts, the newest first; titles in a language but for drafts."""
    _require(acting)
    shipped = [
        CatalogueVersion(version, known.title, CatalogueStatus.SHIPPED, len(known), OUR_SOURCE)
        for version in content.versions()
        for known in (content.catalogue(version, language),)
    ]
    with reading() as work:
        loaded = work.catalogues.versions()
    titled = [
        replace(about, title=catalogue(about.version, language).title)
        if about.status is CatalogueStatus.RELEASED
        else about
        for about in loaded
    ]
    return sorted((*shipped, *titled), key=lambda about: about.version, reverse=True)


def template(acting: Person | None, file_format: CatalogueFormat, language: str = GERMAN) -> bytes:
    """A file to edit, with the newest shipped catalogue as an example."""
    _require(acting)
    newest = content.versions()[-1]
    version = newest + EXAMPLE_SUFFIX
    german, english = (replace(content.catalogue(newest, tongue), version=version) for tongue in (GERMAN, ENGLISH))
    same = replace(mapping(newest, newest), to_version=version)
    example = CatalogueContent(german, {ENGLISH: english}, same, OUR_SOURCE, OUR_RIGHT)
    return catalogue_template.write(example, file_format, language)


def upload_draft(acting: Person | None, data: bytes, file_name: str) -> UploadedCatalogue:
    """Read a catalogue file and keep it as a draft, in place of an earlier draft of this version.

    With problems in the file nothing is stored. Raises UnreadableFile for what is no spreadsheet and no YAML, Refused
    if the version is released already.
    """
    _require(acting)
    defaults = {language: content.catalogue(content.versions()[-1], language) for language in (GERMAN, ENGLISH)}
    uploaded = catalogue_file.read(data, file_name, defaults, versions())
    if uploaded.content is None:
        return uploaded
    version = uploaded.content.catalogue.version
    _require_free(version)
    with writing() as work:
        at, by = datetime.now(UTC), acting.account_id if acting else None
        work.catalogues.keep_draft(uploaded.content, at=at, by=by)
        kept = _draft(work, version)
        _record(work, AuditEvent.CATALOGUE_UPLOADED, kept, acting, at)
    return uploaded


def draft(acting: Person | None, version: str) -> CatalogueDraft:
    """A draft with everything that its checks found. Raises NotFound if there is no draft of this version."""
    _require(acting)
    with reading() as work:
        return _draft(work, version)


def release(acting: Person | None, version: str, fingerprint: str, *, may_be_used: bool) -> CatalogueVersion:
    """Release a draft: from now on communes can begin rounds with it, and it is never changed again.

    `fingerprint` names the content that the person saw, `may_be_used` is their word that its wording may be used here.
    Raises Refused without that word and while a check finds errors, ChangedMeanwhile if the draft is another by now,
    NotFound if there is none.
    """
    _require(acting)
    if not may_be_used:
        raise Refused("right_of_use_missing")
    _require_free(version)
    with writing() as work:
        seen = _draft(work, version)
        if seen.about.fingerprint == fingerprint and seen.errors:
            raise Refused("catalogue_has_errors", count=len(seen.errors))
        at = datetime.now(UTC)
        work.catalogues.release(version, fingerprint, at=at, by=acting.account_id if acting else None)
        _record(work, AuditEvent.CATALOGUE_RELEASED, seen, acting, at)
        released = work.catalogues.version(version)
    assert released is not None
    return released


def discard_draft(acting: Person | None, version: str, fingerprint: str) -> None:
    """Throw a draft away. Raises NotFound if there is none, ChangedMeanwhile if it is another than the one seen."""
    _require(acting)
    with writing() as work:
        seen = _draft(work, version)
        work.catalogues.discard(version, fingerprint)
        _record(work, AuditEvent.CATALOGUE_DISCARDED, seen, acting, datetime.now(UTC))


def _require(acting: Person | None) -> None:
    if acting is not None:
        require(acting, Permission.MANAGE_CATALOGUES)


def _require_free(version: str) -> None:
    if version in versions():
        raise Refused("catalogue_version_taken", version=version)


def _draft(work: UnitOfWork, version: str) -> CatalogueDraft:
    about, held = work.catalogues.version(version), work.catalogues.content(version)
    if about is None or held is None or about.status is not CatalogueStatus.DRAFT:
        raise NotFound("catalogue_draft_not_found", version=version)
    return CatalogueDraft(about, held, problems(_candidate(held)))


def _candidate(held: CatalogueContent) -> CatalogueCandidate:
    """What the checks read of a loaded version."""
    others = tuple(catalogue(version, language) for version in versions() for language in (GERMAN, ENGLISH))
    earlier = catalogue(held.mapping.from_version) if held.mapping else None
    return CatalogueCandidate(held.catalogue, held.translations, earlier, held.mapping, is_own=True, others=others)


def _record(work: UnitOfWork, event: AuditEvent, seen: CatalogueDraft, acting: Person | None, at: datetime) -> None:
    about = seen.about
    work.audit.record(
        event,
        account_id=acting.account_id if acting else None,
        subject=f"catalogue:{about.version}",
        details=f"questions={about.questions} errors={len(seen.errors)} fingerprint={about.fingerprint[:16]}",
        at=at,
    )
