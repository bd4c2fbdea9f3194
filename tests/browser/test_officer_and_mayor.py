"""The main journey: the officer fills in the workbook with an office program, the mayor sees where they stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from answer_files import CATALOGUE, saved_by_office
from browser.steps import downloaded, expect_counts, filled_in, open_path, upload
from playwright.sync_api import Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser

FIRST_FIELD = [key for key, place in CATALOGUE.places.items() if place.field.key == "management_steuerung"]
# Level 3 is 75 points: "gut aufgestellt" from 60 to 80. Level 1 is 25 points: "erste Schritte" from 20 to 40.
ALL = {
    key: 1 if place.field.key == "kommunikation_konflikt" else "3 – weitgehend umgesetzt"
    for key, place in CATALOGUE.places.items()
}


def take_over(page: Page, label: str) -> Locator:
    """Take over what the preview offers, and give back the receipt."""
    page.get_by_role("button", name=label, exact=True).click()
    receipt = page.locator(".st-key-receipt")
    receipt.wait_for()
    return receipt


def test_the_officer_uploads_what_the_office_program_saved_and_the_mayor_sees_the_scores(
    page_of: Callable[..., Page], own_server: Server, tmp_path: Path
) -> None:
    officer = page_of("sachbearbeitung", base_url=own_server.url)
    officer.get_by_role("link", name="Antworten hochladen").click()
    officer.get_by_role("heading", name="Antworten hochladen", level=1).wait_for()
    template = downloaded(officer, "Excel (xlsx)")

    first_part = filled_in(
        template, dict.fromkeys(FIRST_FIELD, 2), {"MS-01": "Läuft über das Ämternetz, größtenteils."}
    )
    upload(officer, "Rücklauf Hauptamt.xlsx", saved_by_office(first_part, "xlsx", "xlsx", tmp_path))
    expect_counts(officer, neu=13, offen=95)  # 13 questions in the first field, 108 - 13 = 95 elsewhere
    expect(take_over(officer, "13 Antworten übernehmen")).to_contain_text("Gespeichert: 13 neue Antworten.")

    officer.get_by_role("button", name="Letzte Übernahme rückgängig machen").click()
    expect(officer.get_by_text("„Rücklauf Hauptamt.xlsx“, übernommen am")).to_contain_text("13 Antworten")
    officer.get_by_role("button", name="Ja, rückgängig machen").click()
    expect(officer.locator(".st-key-receipt")).to_contain_text("Gespeichert: 13 gelöschte Antworten.")
    expect(officer.get_by_role("button", name="Letzte Übernahme rückgängig machen")).to_have_count(0)

    everything = saved_by_office(filled_in(downloaded(officer, "Excel (xlsx)"), ALL), "xlsx", "ods", tmp_path)
    upload(officer, "Alle Ämter.ods", everything)
    expect_counts(officer, neu=108)
    receipt = take_over(officer, "108 Antworten übernehmen")
    expect(receipt).to_contain_text("Gespeichert: 108 neue Antworten.")

    upload(officer, "Alle Ämter noch einmal.ods", everything)
    expect_counts(officer, unverändert=108)
    expect(officer.get_by_text("Diese Datei ändert nichts")).to_be_visible()
    expect(officer.locator(".st-key-take_over")).to_have_count(0)

    hand_in(officer)
    mayor = page_of("leitung", base_url=own_server.url)
    approve(mayor)
    the_mayor_sees_it(mayor)


def hand_in(officer: Page) -> None:
    """Look at the round once more and hand it in."""
    open_path(officer, "/einreichen")
    expect(officer.get_by_text("108 von 108 zutreffenden Fragen beantwortet")).to_be_visible()
    expect(officer.get_by_role("button", name="Zur Freigabe vorlegen")).to_be_disabled()
    officer.get_by_label("Nachricht an die Leitung (freiwillig)").fill("Alle Ämter haben geantwortet.")
    officer.get_by_text("Die Antworten sind mit den Fachämtern abgestimmt.").click()
    officer.get_by_role("button", name="Zur Freigabe vorlegen").click()
    expect(officer.get_by_text("Die Runde ist zur Freigabe vorgelegt.")).to_be_visible()


def approve(mayor: Page) -> None:
    """Follow the first task of the cockpit, read what was said, and approve."""
    mayor.get_by_role("link", name="Ansehen und entscheiden").click()
    mayor.get_by_role("heading", name="Prüfung und Freigabe", level=1).wait_for()
    expect(mayor.get_by_text("Alle Ämter haben geantwortet.")).to_be_visible()
    mayor.get_by_text("Ich habe das Ergebnis angesehen und gebe es frei.").click()
    mayor.get_by_role("button", name="Runde freigeben").click()
    mayor.get_by_role("heading", name="Ergebnisse", level=1).wait_for()


def the_mayor_sees_it(mayor: Page) -> None:
    """The sentence, the scores and the comparison of the round just approved."""
    mayor.get_by_role("link", name="Überblick").click()
    mayor.get_by_role("heading", name="Überblick", level=1).wait_for()
    expect(mayor.get_by_text("Musterstadt ist in 6 von 7 Handlungsfeldern gut aufgestellt")).to_contain_text(
        "Das ist gut abgesichert: 100\u00a0% der zutreffenden Fragen sind beantwortet."
    )
    expect(mayor.get_by_role("figure")).to_have_accessible_name(
        "Management und Steuerung: 75 Punkte, gut aufgestellt; Interkulturelle Öffnung und Antirassismus: 75 Punkte, "
        "gut aufgestellt; Fairer Zugang und Teilhabe: 75 Punkte, gut aufgestellt; Arbeit und wirtschaftliche "
        "Entwicklung: 75 Punkte, gut aufgestellt; Engagement und Beteiligung: 75 Punkte, gut aufgestellt; Zusammenhalt "
        "und Begegnung: 75 Punkte, gut aufgestellt; Kommunikation und Konfliktmanagement: 25 Punkte, erste Schritte."
    )
    mayor.get_by_role("link", name="Vergleich", exact=True).click()
    mayor.get_by_role("heading", name="Vergleich", level=1).wait_for()
    expect(mayor.get_by_text("40 von 40 teilnehmenden Kommunen gezählt")).to_be_visible()
    mayor.get_by_text("Werte als Tabelle").first.click()
    row = mayor.get_by_role("row").filter(has_text="Kommunikation und Konfliktmanagement")
    expect(row.get_by_role("cell").nth(1)).to_have_text("25")


def test_a_csv_file_that_the_office_program_saved_brings_umlauts_and_semicolons_along(
    page_of: Callable[..., Page], own_server: Server, tmp_path: Path
) -> None:
    remark = "Ämter; Träger; „größere“ Straßenfeste"
    officer = page_of("sachbearbeitung", "/hochladen", base_url=own_server.url)
    answered = filled_in(downloaded(officer, "Excel (xlsx)"), {"MS-01": "nicht bekannt", "MS-02": 4}, {"MS-02": remark})
    upload(officer, "Antworten.csv", saved_by_office(answered, "xlsx", "csv", tmp_path))
    expect_counts(officer, neu=2, offen=106)
    expect(officer.get_by_role("row").filter(has_text="MS-02")).to_contain_text(f"4 – fest verankert ({remark})")
    expect(take_over(officer, "2 Antworten übernehmen")).to_contain_text("Gespeichert: 2 neue Antworten.")
    stored = csv.DictReader(io.StringIO(downloaded(officer, "Textdatei (csv)").decode("utf-8-sig")), delimiter=";")
    assert {row["Nr."]: row["Bemerkung"] for row in stored}["MS-02"] == remark
