"""The platform team loads a catalogue: template, upload, checks, release. Nobody else sees a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from answer_files import csv_of
from app_tab import App, AppAs
from catalogue_files import OWN, a_file, an_own_content, loaded, released, row_with, rows_of, with_texts
from conftest import count
from sqlalchemy import Engine

from data.model.catalogue_versions import CatalogueContent
from data.model.people import Role
from data.services import catalogues

HELD = an_own_content(MS_01="changed", MS_02="changed")
RELEASE = r"2021\-07\-eigen freigeben"
WITH_ERROR = replace(HELD, catalogue=with_texts(HELD.catalogue, MS_01="<b>Gibt es das</b>?", MS_02="Es gibt das."))


@pytest.fixture
def page(new_app_as: AppAs) -> App:
    return new_app_as(Role.PLATFORM, "fragenkataloge")


def upload(page: App, data: bytes, name: str = "katalog.xlsx") -> App:
    page.tab.file_uploader[0].upload(name, data)
    return page.run()


def counts(page: App) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.tab.metric}


def table_with(page: App, heading: str) -> list[list[str]]:
    """The rows of the one table that has a column of this name."""
    (found,) = (table.value for table in page.tab.table if heading in table.value.columns)
    return [list(row) for row in found.to_numpy()]


def buttons(page: App) -> dict[str, bool]:
    """The keys of all buttons without the content they are about, and whether each can be clicked."""
    return {(button.key or "").rpartition("_")[0]: not button.disabled for button in page.tab.button}


def tick_the_right(page: App) -> App:
    (box,) = page.tab.checkbox
    assert box.label == "Wir haben das Recht, diesen Wortlaut zu verwenden."
    box.check()
    return page.run()


def test_at_first_there_are_the_shipped_versions_the_template_and_the_way_to_load_one(page: App) -> None:
    assert table_with(page, "Stand") == [
        [r"**2021\-07**", "Selbstcheck 108 Fragen, Stand Juli 2021", "mitgeliefert", "108", "Kompass 2035"],
        [r"**2021\-03**", "Selbstcheck 105 Fragen, Stand März 2021", "mitgeliefert", "105", "Kompass 2035"],
    ]
    assert [button.label for button in page.tab.get("download_button")] == [
        "Vorlage für Excel und LibreOffice (xlsx)",
        "Textdatei (csv)",
        "YAML",
    ]
    assert "release_catalogue" not in buttons(page)


def test_an_uploaded_file_becomes_a_draft_that_is_shown_with_its_extent_and_mapping(page: App, store: Engine) -> None:
    upload(page, a_file(HELD))
    assert [success.value for success in page.tab.success] == [
        r"Als Entwurf abgelegt: 2021\-07\-eigen.",
        "Alle Prüfungen sind bestanden.",
    ]
    assert counts(page) == {
        "Handlungsfelder": "7",
        "Kriterien": "35",
        "Fragen": "108",
        "Fehler": "0",
        "Hinweise": "0",
    }
    assert r"Gegenüber 2021\-07: 106 gleich und 2 geändert." in page.text
    assert table_with(page, "Art") == [["MS\\-01", "MS\\-01", "geändert"], ["MS\\-02", "MS\\-02", "geändert"]]
    assert table_with(page, "Kriterien")[0] == ["Management und Steuerung", "5", "13"]
    assert count(store, "catalogue_version") == 1
    assert page.tab.file_uploader[0].value is None


def test_what_is_wrong_in_a_file_is_told_with_its_place_and_nothing_is_kept(page: App, store: Engine) -> None:
    rows = rows_of()
    row_with(rows, "MS-02")[5] = "vielleicht|nie"
    upload(page, csv_of(rows), "katalog.csv")
    number = 1 + rows.index(row_with(rows, "MS-02"))
    assert table_with(page, "Was zu tun ist") == [
        ["–", str(number), "F", r"vielleicht\|nie", "Erwartet wird: ja, nein."]
    ]
    assert count(store, "catalogue_version") == 0
    assert page.run().tab.table  # still told, and the file is not read again


def test_what_is_no_catalogue_at_all_is_told_in_one_sentence(page: App) -> None:
    upload(page, b"%PDF-1.7", "katalog.pdf")
    (error,) = page.tab.error
    assert error.value.startswith("Dateien im Format pdf werden nicht gelesen.")
    upload(page, b"version: [", "katalog.yaml")
    assert "Der erste Fehler steht in Zeile" in page.tab.error[0].value


def test_errors_keep_a_draft_from_being_released_and_notes_do_not(page: App) -> None:
    upload(page, a_file(WITH_ERROR))
    assert (counts(page)["Fehler"], counts(page)["Hinweise"]) == ("1", "1")
    (found, noted) = [table.value.iloc[0].tolist() for table in page.tab.table if "Prüfung" in table.value.columns]
    assert found[:3] == ["K19", r"MS\-01", r"\<b\>Gibt es das\</b\>?"]
    assert noted == ["K10", r"MS\-02", r"Es gibt das\.", "Fragen enden mit einem Fragezeichen."]
    assert buttons(page)["release_catalogue"] is False
    assert page.tab.checkbox[0].disabled


def test_a_draft_is_released_once_somebody_says_that_its_wording_may_be_used(page: App) -> None:
    upload(page, a_file(HELD))
    assert buttons(page)["release_catalogue"] is False
    tick_the_right(page).click(RELEASE)
    assert [success.value for success in page.tab.success] == ["Freigegeben: 2021-07-eigen."]
    assert catalogues.versions()[0] == OWN
    assert "freigegeben am" in table_with(page, "Stand")[0][2]
    assert "release_catalogue" not in buttons(page)
    # The same file once more is told, not taken.
    upload(page, a_file(HELD))
    assert "gibt es schon" in page.tab.error[0].value


def test_a_draft_that_a_colleague_replaced_meanwhile_is_not_released(page: App) -> None:
    upload(page, a_file(HELD))
    tick_the_right(page)
    loaded(an_own_content())
    page.click(RELEASE)
    assert catalogues.versions() == ("2021-07", "2021-03")
    assert "Gegenüber 2021\\-07: 108 gleich" in page.text  # the new state is shown, and its tick is not set
    assert page.tab.checkbox[0].value is False


def test_a_draft_is_discarded_after_asking(page: App, store: Engine) -> None:
    upload(page, a_file(HELD))
    page.click("Ja, verwerfen")
    assert [success.value for success in page.tab.success] == ["Verworfen: 2021-07-eigen."]
    assert count(store, "catalogue_version") == 0


def test_of_several_drafts_one_is_chosen(page: App) -> None:
    loaded(HELD)
    loaded(CatalogueContent(an_own_content("2022-01-neu").catalogue, source="Quelle"))
    page.run()
    assert "Diese Fassung ist keiner früheren zugeordnet." in page.text  # the newest first
    page.tab.selectbox(key="catalogue_draft").select(OWN)
    assert "106 gleich" in page.run().text


def test_an_officer_can_choose_a_released_version_and_no_draft(new_app_as: AppAs) -> None:
    released()
    loaded(an_own_content("2022-01-entwurf"))
    app = new_app_as(Role.OFFICER, "runden")
    (choice,) = app.tab.selectbox
    assert [option.split(" ")[0] for option in choice.options] == [OWN, "2021-07", "2021-03"]


def test_the_page_speaks_english_too(page: App) -> None:
    upload(page, a_file(WITH_ERROR))
    english = page.click("switch_language").text
    for words in (
        "Catalogues",
        "One error stands in the way",
        "Compared with",
        "We have the right to use this wording",
    ):
        assert words in english
    assert "Prüfung" not in english
