"""Loaded catalogues in the database: a draft may be replaced or discarded, a released version stays for ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from catalogue_files import NEWEST, OWN, an_own_content, with_texts
from conftest import count
from factories import stored_person
from sqlalchemy import Engine, text

from data.errors import ChangedMeanwhile, Refused
from data.model.audit import AuditEvent
from data.model.catalogue_versions import CatalogueContent, CatalogueStatus, CatalogueVersion
from data.model.people import Role
from data.storage.catalogues import fingerprint
from data.storage.database import UnitOfWork, reading, writing

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, tzinfo=UTC)
HELD = an_own_content()
SEEN = fingerprint(HELD)
OTHER = CatalogueContent(with_texts(HELD.catalogue, MS_01="Anders?"), HELD.translations, None, "Andere Quelle")


def kept(held: CatalogueContent = HELD, by: int | None = None) -> None:
    with writing() as work:
        work.catalogues.keep_draft(held, at=AT, by=by)
        audited(work)


def audited(work: UnitOfWork) -> None:
    work.audit.record(AuditEvent.CATALOGUE_UPLOADED)


def released(by: int | None = None) -> None:
    kept(by=by)
    with writing() as work:
        work.catalogues.release(OWN, SEEN, at=LATER, by=by)
        audited(work)


def stored() -> tuple[CatalogueVersion | None, CatalogueContent | None]:
    with reading() as work:
        return work.catalogues.version(OWN), work.catalogues.content(OWN)


def test_what_is_stored_is_read_as_it_was(any_store: Engine) -> None:
    kept()
    assert stored()[1] == HELD


def test_a_draft_says_who_uploaded_it_when_and_how_much_it_holds(any_store: Engine) -> None:
    somebody = stored_person(Role.PLATFORM)
    kept(by=somebody.account_id)
    assert stored()[0] == CatalogueVersion(
        version=OWN,
        title="Selbstcheck 108 Fragen, Stand Juli 2021",
        status=CatalogueStatus.DRAFT,
        questions=108,
        source="Quelle",
        right_of_use="Recht",
        fingerprint=SEEN,
        uploaded_at=AT,
        uploaded_by="Person platform",
    )


def test_a_draft_is_replaced_by_the_next_one_of_its_name_with_its_mapping(any_store: Engine) -> None:
    kept()
    kept(OTHER)
    assert stored()[1] == OTHER
    assert (count(any_store, "catalogue_version"), count(any_store, "catalogue_mapping")) == (1, 0)


def test_a_draft_is_discarded_with_its_mapping(any_store: Engine) -> None:
    kept()
    with writing() as work:
        work.catalogues.discard(OWN, SEEN)
        audited(work)
    assert stored() == (None, None)
    assert count(any_store, "catalogue_mapping") == 0


def test_only_released_versions_are_named_as_such(any_store: Engine) -> None:
    kept(an_own_content("2019-01-alt"))
    with reading() as work:
        assert work.catalogues.released() == []
    released()
    with reading() as work:
        assert work.catalogues.released() == [OWN]
        assert [version.version for version in work.catalogues.versions()] == ["2019-01-alt", OWN]


def test_a_release_says_who_released_it_and_when(any_store: Engine) -> None:
    somebody = stored_person(Role.PLATFORM)
    released(by=somebody.account_id)
    about, _ = stored()
    assert about is not None
    assert (about.status, about.released_at, about.released_by) == (CatalogueStatus.RELEASED, LATER, "Person platform")


def test_a_released_version_is_never_replaced_discarded_or_released_again(any_store: Engine) -> None:
    released()
    before = stored()
    with pytest.raises(Refused, match=r"catalogue_version_taken .version=2021-07-eigen."), writing() as work:
        work.catalogues.keep_draft(OTHER, at=LATER, by=None)
    for change in ("release", "discard"):
        with pytest.raises(ChangedMeanwhile, match="catalogue_changed_meanwhile"), writing() as work:
            if change == "release":
                work.catalogues.release(OWN, SEEN, at=AT, by=None)
            else:
                work.catalogues.discard(OWN, SEEN)
    assert stored() == before
    assert count(any_store, "catalogue_mapping") == 1


@pytest.mark.parametrize("change", ["release", "discard"])
def test_who_saw_another_draft_changes_nothing(change: str, any_store: Engine) -> None:
    kept()
    kept(OTHER)  # somebody else uploads the next one
    with pytest.raises(ChangedMeanwhile, match="catalogue_changed_meanwhile"), writing() as work:
        if change == "release":
            work.catalogues.release(OWN, SEEN, at=LATER, by=None)
        else:
            work.catalogues.discard(OWN, SEEN)
    assert stored()[1] == OTHER


def test_the_fingerprint_changes_with_every_part_of_the_content() -> None:
    changed = [
        CatalogueContent(
            with_texts(HELD.catalogue, MS_01="Anders?"), HELD.translations, HELD.mapping, "Quelle", "Recht"
        ),
        CatalogueContent(HELD.catalogue, {}, HELD.mapping, "Quelle", "Recht"),
        CatalogueContent(HELD.catalogue, HELD.translations, None, "Quelle", "Recht"),
        CatalogueContent(HELD.catalogue, HELD.translations, HELD.mapping, "QuelleRecht", ""),
        an_own_content(MS_01="changed"),
    ]
    assert len({SEEN, *map(fingerprint, changed)}) == 6
    assert fingerprint(an_own_content()) == SEEN


def test_a_mapping_belongs_to_a_loaded_version_and_may_lead_from_a_shipped_one(any_store: Engine) -> None:
    kept()
    with any_store.connect() as connection:
        rows = connection.execute(text("SELECT from_version, to_version FROM catalogue_mapping")).all()
    assert rows == [(NEWEST, OWN)]
