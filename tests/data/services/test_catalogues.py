"""Catalogues are public content, shipped ones and those that the platform team loaded and released."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from answer_files import csv_of
from catalogue_files import NEWEST, OWN, a_file, an_own_content, loaded, released, row_with, rows_of, with_texts
from conftest import count
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from sqlalchemy import Engine
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from data.content import catalogues as content
from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused, UnreadableFile
from data.model.answer_import import FileFormat
from data.model.catalogue_versions import CatalogueFormat, CatalogueStatus, FileProblemKind
from data.model.people import Role
from data.services import approval, benchmark_publishing, catalogues, results, self_checks, uploads
from data.storage.database import is_made, writing

SHIPPED = ("2021-07", "2021-03")
WITH_ERROR = replace(an_own_content(), catalogue=with_texts(an_own_content().catalogue, MS_01="<b>Gibt es das</b>?"))


# What everybody may read


def test_versions_come_newest_first(store: Engine) -> None:
    assert catalogues.versions() == SHIPPED
    assert catalogues.shipped_versions() == SHIPPED[::-1]


@pytest.mark.parametrize("version", SHIPPED)
def test_every_version_can_be_read_in_both_languages(version: str) -> None:
    german, english = (catalogues.catalogue(version, language) for language in ("de", "en"))
    assert list(german.places) == list(english.places)
    assert catalogues.catalogue(version) is german
    assert len(german.fields) == 7


def test_a_version_that_does_not_exist_is_not_found(store: Engine) -> None:
    with pytest.raises(NotFound, match=r"catalogue_not_found .version=1999-01."):
        catalogues.catalogue("1999-01")


def test_a_path_is_no_version(store: Engine) -> None:
    with pytest.raises(NotFound):
        catalogues.catalogue("../demo")


def test_without_a_database_there_are_the_shipped_versions_and_none_is_made(settings: pytest.MonkeyPatch) -> None:
    assert catalogues.versions() == SHIPPED
    with pytest.raises(NotFound, match="catalogue_not_found"):
        catalogues.catalogue(OWN)
    assert not is_made()


def test_a_released_version_is_a_version_like_the_others(any_store: Engine) -> None:
    held = an_own_content()
    released(held)
    assert catalogues.versions() == (OWN, *SHIPPED)
    assert catalogues.catalogue(OWN) == held.catalogue
    assert catalogues.catalogue(OWN, "en") == held.translations["en"]
    assert catalogues.shipped_versions() == SHIPPED[::-1]


def test_a_draft_is_no_version(any_store: Engine) -> None:
    loaded()
    assert catalogues.versions() == SHIPPED
    with pytest.raises(NotFound, match="catalogue_not_found"):
        catalogues.catalogue(OWN)
    with pytest.raises(NotFound, match="catalogue_not_found"):
        catalogues.mapping(NEWEST, OWN)


def test_german_is_shown_where_a_released_version_has_no_translation(store: Engine) -> None:
    held = replace(an_own_content(), translations={})
    released(held)
    assert catalogues.catalogue(OWN, "en") is catalogues.catalogue(OWN)


def test_a_mapping_is_found_from_both_sides(store: Engine) -> None:
    released(an_own_content(MS_01="changed"))
    there, back = catalogues.mapping(NEWEST, OWN), catalogues.mapping(OWN, NEWEST)
    assert (there.from_version, there.to_version) == (back.to_version, back.from_version) == (NEWEST, OWN)
    assert back == there.reversed
    assert len(there.comparable) == 107
    assert catalogues.mapping("2021-07", "2021-03") == content.mapping("2021-03", "2021-07").reversed
    assert len(catalogues.mapping(OWN, OWN).comparable) == 108


@pytest.mark.parametrize("pair", [("2021-03", OWN), (OWN, "2021-03")])
def test_versions_that_nobody_related_to_each_other_have_no_mapping(pair: tuple[str, str], store: Engine) -> None:
    released()
    with pytest.raises(NotFound, match="mapping_not_found"):
        catalogues.mapping(*pair)


def test_a_loaded_version_takes_over_the_contradictions_of_its_equal_questions(store: Engine) -> None:
    pairs = catalogues.contradiction_pairs(NEWEST)
    first = pairs[0]
    released(an_own_content(**{first.if_question.replace("-", "_"): "changed"}))
    concerned = [p for p in pairs if first.if_question in (p.if_question, p.then_question)]
    assert len(catalogues.contradiction_pairs(OWN)) == len(pairs) - len(concerned)
    released(replace(an_own_content("2021-07-ohne"), mapping=None))
    assert catalogues.contradiction_pairs("2021-07-ohne") == ()


# What the platform team may do


def test_a_draft_is_kept_with_everything_its_checks_found(any_store: Engine) -> None:
    loaded(WITH_ERROR)
    draft = catalogues.draft(None, OWN)
    assert draft.content == WITH_ERROR
    assert [(p.check, p.where) for p in draft.errors] == [("K19", "MS-01")]
    assert draft.notes == ()
    assert draft.about.status is CatalogueStatus.DRAFT


def test_the_list_shows_shipped_released_and_draft_versions(any_store: Engine) -> None:
    somebody = stored_person(Role.PLATFORM)
    released()
    loaded(an_own_content("2022-01-entwurf"), somebody)
    shown = [(v.version, v.status.value, v.questions, v.uploaded_by) for v in catalogues.overview(somebody)]
    assert shown == [
        ("2022-01-entwurf", "draft", 108, "Person platform"),
        (OWN, "released", 108, ""),
        ("2021-07", "shipped", 108, ""),
        ("2021-03", "shipped", 105, ""),
    ]


def test_a_file_with_problems_leaves_no_trace(any_store: Engine) -> None:
    rows = rows_of()
    row_with(rows, "MS-01")[1] = "gibt_es_nicht"
    uploaded = catalogues.upload_draft(None, csv_of(rows), "katalog.csv")
    assert [problem.kind for problem in uploaded.problems] == [FileProblemKind.UNKNOWN_CRITERION]
    assert (count(any_store, "catalogue_version"), count(any_store, "audit_entry")) == (0, 0)
    with pytest.raises(UnreadableFile, match="not_a_spreadsheet"):
        catalogues.upload_draft(None, b"%PDF-1.7", "katalog.pdf")


def test_the_next_upload_of_a_version_replaces_its_draft(any_store: Engine) -> None:
    loaded(WITH_ERROR)
    loaded()
    assert catalogues.draft(None, OWN).errors == ()
    assert count(any_store, "catalogue_version") == 1


@pytest.mark.parametrize("version", [NEWEST, OWN])
def test_no_file_takes_the_name_of_a_released_version(version: str, any_store: Engine) -> None:
    released()
    mapped = replace(an_own_content(version), mapping=None)
    with pytest.raises(Refused, match=rf"catalogue_version_taken .version={version}."):
        catalogues.upload_draft(None, a_file(mapped), "katalog.xlsx")


def test_a_released_version_never_changes(any_store: Engine) -> None:
    seen = loaded()
    catalogues.release(None, OWN, seen, may_be_used=True)
    before = (catalogues.overview(None), catalogues.catalogue(OWN))
    for change in (
        lambda: catalogues.upload_draft(None, a_file(WITH_ERROR), "katalog.xlsx"),
        lambda: catalogues.release(None, OWN, seen, may_be_used=True),
        lambda: catalogues.discard_draft(None, OWN, seen),
    ):
        with pytest.raises((Refused, NotFound)):
            change()
    catalogues._released.cache_clear()  # as another process would see it
    assert (catalogues.overview(None), catalogues.catalogue(OWN)) == before


def test_nothing_is_released_with_errors_or_without_the_right_to_use_its_wording(any_store: Engine) -> None:
    seen = loaded(WITH_ERROR)
    with pytest.raises(Refused, match=r"catalogue_has_errors .count=1."):
        catalogues.release(None, OWN, seen, may_be_used=True)
    seen = loaded()
    with pytest.raises(Refused, match="right_of_use_missing"):
        catalogues.release(None, OWN, seen, may_be_used=False)
    assert catalogues.versions() == SHIPPED


@pytest.mark.parametrize("what", ["release", "discard"])
def test_who_looked_at_an_older_draft_neither_releases_nor_discards_the_newer_one(what: str, any_store: Engine) -> None:
    seen = loaded(WITH_ERROR)
    loaded()  # a colleague uploads the mended file
    with pytest.raises(ChangedMeanwhile, match="catalogue_changed_meanwhile"):
        if what == "release":
            catalogues.release(None, OWN, seen, may_be_used=True)
        else:
            catalogues.discard_draft(None, OWN, seen)
    assert catalogues.draft(None, OWN).errors == ()


def test_a_discarded_draft_is_gone(any_store: Engine) -> None:
    catalogues.discard_draft(None, OWN, loaded())
    assert count(any_store, "catalogue_version") == 0
    for action in (
        lambda: catalogues.draft(None, OWN),
        lambda: catalogues.release(None, OWN, "", may_be_used=True),
        lambda: catalogues.discard_draft(None, OWN, ""),
    ):
        with pytest.raises(NotFound, match="catalogue_draft_not_found"):
            action()


def test_every_step_stands_in_the_log_with_counts_and_fingerprint(store: Engine) -> None:
    somebody = stored_person(Role.PLATFORM)
    seen = loaded(WITH_ERROR, somebody)
    catalogues.discard_draft(somebody, OWN, seen)
    mended = loaded(None, somebody)
    catalogues.release(somebody, OWN, mended, may_be_used=True)
    me, subject = somebody.account_id, f"catalogue:{OWN}"
    assert audit_trail(but=1) == [
        ("catalogue.uploaded", me, None, subject, f"questions=108 errors=1 fingerprint={seen[:16]}"),
        ("catalogue.discarded", me, None, subject, f"questions=108 errors=1 fingerprint={seen[:16]}"),
        ("catalogue.uploaded", me, None, subject, f"questions=108 errors=0 fingerprint={mended[:16]}"),
        ("catalogue.released", me, None, subject, f"questions=108 errors=0 fingerprint={mended[:16]}"),
    ]


def test_a_release_that_cannot_be_logged_does_not_happen(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = loaded()
    monkeypatch.setattr("data.storage.audit_log.AuditLog.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        catalogues.release(None, OWN, seen, may_be_used=True)
    assert catalogues.versions() == SHIPPED


@pytest.mark.parametrize("file_format", CatalogueFormat)
def test_the_template_can_be_loaded_as_it_is(file_format: CatalogueFormat, store: Engine) -> None:
    template = catalogues.template(None, file_format)
    assert catalogues.upload_draft(None, template, f"vorlage.{file_format}").problems == ()
    draft = catalogues.draft(None, OWN)
    assert draft.problems == ()
    assert (draft.about.source, draft.about.right_of_use) == ("Kompass 2035", "EUPL-1.2")


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING, Role.CONTRIBUTOR])
def test_nobody_of_a_commune_sees_a_draft(role: Role, store: Engine) -> None:
    loaded()
    somebody = stored_person(role, stored_commune())
    for look in (catalogues.overview, lambda acting: catalogues.draft(acting, OWN)):
        with pytest.raises(NotAllowed, match="not_allowed"):
            look(somebody)


# A round with a loaded version


def submit_now(self_check_id: int) -> None:
    with writing() as work:
        self_check = work.self_checks.lock(self_check_id)
        assert self_check is not None
        approval.hand_in_and_approve_in(work, self_check)


def test_a_round_of_a_loaded_version_is_begun_filled_in_by_file_scored_and_compared_by_its_mapping(
    any_store: Engine,
) -> None:
    released(an_own_content(MS_01="changed"))
    commune = stored_commune()
    officer = stored_person(Role.OFFICER, commune)
    stored_round(commune, replies_to_all(1), name="2025", at=datetime(2025, 5, 4, 8, tzinfo=UTC), submitted=True)

    begun = self_checks.begin_round(officer, "2026", OWN)
    workbook = uploads.template(officer, begun.id, FileFormat.XLSX)
    assert uploads.read_file(officer, begun.id, workbook, "vorlage.xlsx").catalogue_version == OWN
    answers = csv_of([["Nr.", "Antwort"], *([key, 3] for key in begun_with(OWN))])
    uploaded = uploads.read_file(officer, begun.id, answers, "antworten.csv")
    assert uploaded.catalogue_version == OWN  # the file does not say so, but it is for this round
    chosen = [change.question_id for change in uploads.preview(officer, begun.id, uploaded).changes]
    assert uploads.take_over(officer, begun.id, uploaded, chosen, dict.fromkeys(chosen, 0)).new == 108
    submit_now(begun.id)

    view = results.latest(officer)
    assert view is not None and view.previous is not None
    assert view.current.result.catalogue_version == OWN
    # level 1 of 4 is 25 points, level 3 is 75
    assert (view.previous.result.overall, view.current.result.overall) == (25, 75)
    assert {change.difference for change in view.changes} == {50}
    # the first field has 13 questions; MS-01 means something else by now
    assert view.changes[0].common == 12


def begun_with(version: str) -> list[str]:
    """The ids of the questions of a version."""
    return list(catalogues.catalogue(version).places)


def test_a_loaded_version_without_a_mapping_is_scored_and_compared_with_nothing(store: Engine) -> None:
    released(replace(an_own_content(), mapping=None))
    commune = stored_commune()
    stored_round(commune, replies_to_all(1), name="2025", at=datetime(2025, 5, 4, 8, tzinfo=UTC), submitted=True)
    stored_round(commune, replies_to_all(3), name="2026", version=OWN, submitted=True)
    view = results.latest(stored_person(Role.OFFICER, commune))
    assert view is not None
    assert (view.current.result.overall, view.changes) == (75, ())


def test_an_answer_file_that_names_a_loaded_version_brings_only_equal_questions_to_a_shipped_one(store: Engine) -> None:
    released(an_own_content(MS_01="changed"))
    commune = stored_commune()
    officer = stored_person(Role.OFFICER, commune)
    begun = self_checks.begin_round(officer, "2026", NEWEST)
    file = csv_of([["Nr.", "Antwort", "Fragenkatalog"], ["MS-01", 3, OWN], ["MS-02", 3, OWN]])
    uploaded = uploads.read_file(officer, begun.id, file, "antworten.csv")
    assert uploaded.catalogue_version == OWN
    assert [change.question_id for change in uploads.preview(officer, begun.id, uploaded).changes] == ["MS-02"]


def test_no_round_begins_with_a_draft(store: Engine) -> None:
    loaded()
    with pytest.raises(NotFound, match="catalogue_not_found"):
        self_checks.begin_round(stored_person(Role.OFFICER, stored_commune()), "2026", OWN)


def test_rounds_of_a_loaded_version_never_enter_the_comparison_between_communes(any_store: Engine) -> None:
    released()
    towns = communes(24)
    draw = Random(3)
    submit_all([(town, replies_of_a_commune(draw)) for town in towns], a_moment(2026, 6))
    # Most communes answered the loaded version last, and two more know only that one.
    later = [*towns[:20], *communes(26)[24:]]
    submit_all([(town, replies_of_a_commune(draw)) for town in later], a_moment(2026, 12), version=OWN)
    outcome = benchmark_publishing.publish(None, date(2027, 3, 1))
    assert (outcome.catalogue_version, outcome.counted) == (NEWEST, 24)
    # Nor do they end a series that has begun.
    submit_all([(town, replies_of_a_commune(draw)) for town in towns], a_moment(2027, 6), version=OWN)
    outcome = benchmark_publishing.publish(None, date(2027, 9, 1))
    assert (outcome.catalogue_version, outcome.counted) == (NEWEST, 24)


def test_a_catalogue_keeps_its_name_apart_from_what_later_programs_ship(store: Engine) -> None:
    plain = replace(an_own_content("2030-01"), mapping=None)
    seen = loaded(plain)
    assert [p.check for p in catalogues.draft(None, "2030-01").errors] == ["K24"]
    with pytest.raises(Refused, match="catalogue_has_errors"):
        catalogues.release(None, "2030-01", seen, may_be_used=True)
