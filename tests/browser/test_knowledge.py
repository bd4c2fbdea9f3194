"""Wissen in a real browser: from a low criterion to a method, edits that are read at once, practice without a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.barriers import violations
from browser.steps import open_path, wait_idle
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser

LOW = "/ergebnisse?kriterium=schutz_vor_rassismus_und_diskriminierung"
SENTENCE = "Die Adresse ist neu"


@pytest.fixture
def page_at(own_server: Server, page_of: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page of this test's own program as a demo account."""
    return lambda username, path: page_of(username, path, base_url=own_server.url)


def test_from_a_low_criterion_to_an_article_and_a_measure_and_an_edit_that_is_read_at_once(
    page_at: Callable[..., Page],
) -> None:
    officer = page_at("sachbearbeitung", LOW)
    officer.get_by_role("link", name="Dazu passt").first.click()
    expect(officer.get_by_role("heading", name="Passt zu")).to_be_visible()
    title = officer.get_by_role("heading", level=1).inner_text()
    assert "kriterium=schutz_vor_rassismus_und_diskriminierung" in officer.url
    with officer.expect_download() as download:
        officer.get_by_role("button", name="Als PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    officer.get_by_role("button", name="Maßnahme daraus machen").click()
    officer.get_by_role("link", name="Zur neuen Maßnahme").click()
    expect(officer.get_by_role("heading", level=1, name=title)).to_be_visible()

    editor = page_at("plattform", "/wissen-pflegen")
    editor.get_by_label("Artikel suchen").fill(title)
    editor.get_by_label("Artikel suchen").press("Enter")
    editor.get_by_role("link", name=title).click()
    expect(editor.get_by_role("heading", level=1, name=title)).to_be_visible()
    body = editor.get_by_role("textbox", name="Text in Markdown")
    body.press("Control+End")
    body.press_sequentially("\n\n## Quittentest\n\nEin **neuer** Satz.")
    preview = editor.locator(".st-key-article_preview")
    expect(preview.get_by_role("heading", name="Quittentest")).to_be_visible()  # while one types
    editor.get_by_label("Was ist neu?").fill(SENTENCE)
    editor.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(editor.get_by_text("Fassung 1 ist gespeichert und wird jetzt gelesen.")).to_be_visible()

    open_path(officer, "/wissen?suche=Quittentest")
    officer.get_by_role("link", name=title).click()
    expect(officer.get_by_role("heading", name="Quittentest")).to_be_visible()


def test_a_commune_offers_unnamed_the_platform_team_releases_and_another_reads_it_without_a_name(
    page_at: Callable[..., Page],
) -> None:
    officer = page_at("sachbearbeitung", "/wissen?ansicht=anbieten")
    for label, text in (
        ("Titel", "Kochen am Donnerstag"),
        ("Wie war die Ausgangslage?", "Kaum Kontakt im Viertel."),
        ("Was haben Sie getan?", "Ein Kochabend im Monat."),
        ("Was hat es gebracht?", "Zwölf neue Bekanntschaften."),
    ):
        officer.get_by_label(label, exact=True).fill(text)
    preview = officer.locator('[class*="st-key-practice_preview_"]')
    expect(preview.get_by_text("Zwölf neue Bekanntschaften.")).to_be_visible()  # without leaving the field
    officer.get_by_text("Ungenannt", exact=True).click()
    expect(preview.get_by_text("Eine Kommune, die ungenannt bleibt")).to_be_visible()
    officer.get_by_role("combobox", name="Zu welchen Kriterien passt das?").fill("Sport")
    officer.get_by_role("option", name="Fairer Zugang: Sport").click()
    officer.keyboard.press("Escape")
    officer.get_by_role("button", name="Anbieten", exact=True).click()
    expect(officer.get_by_text("liegt jetzt beim Plattform-Team")).to_be_visible()

    editor = page_at("plattform", "/wissen-pflegen")
    card = editor.locator('[class*="st-key-offer_"]').filter(has_text="Kochen am Donnerstag").first
    expect(card.get_by_text("Musterstadt, will ungenannt bleiben")).to_be_visible()
    card.get_by_role("button", name="Freigeben").click()
    expect(editor.get_by_text("ist freigegeben")).to_be_visible()

    reader = page_at("fachamt", "/wissen?suche=Kochen")
    reader.get_by_role("link", name="Kochen am Donnerstag").click()
    expect(reader.get_by_role("heading", name="Was hat es gebracht?")).to_be_visible()
    article = reader.locator('[data-testid="stMain"]').inner_text().partition("Alle Artikel")[2]
    assert "Musterstadt" not in article
    assert "Eine Kommune, die ungenannt bleibt" in article

    open_path(officer, "/wissen?ansicht=anbieten")
    officer.get_by_role("button", name="Zurückziehen").first.click()
    expect(officer.get_by_text("Niemand sonst kann es mehr lesen.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="Diesen Artikel gibt es nicht")).to_be_visible()


def test_who_clicks_sees_why_it_was_refused_and_what_they_typed(page_at: Callable[..., Page]) -> None:
    for username, path, field, button, refusal in (
        ("sachbearbeitung", "/wissen?ansicht=anbieten", "Titel", "Anbieten", "Bitte beantworten Sie die ersten drei"),
        ("plattform", "/wissen-pflegen?ansicht=neu", "Was ist neu?", "Veröffentlichen", "Der Titel braucht"),
    ):
        page = page_at(username, path)
        page.get_by_label(field, exact=True).fill("Kochen am Donnerstag")
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_text(refusal)).to_be_visible()
        expect(page.get_by_label(field, exact=True)).to_have_value("Kochen am Donnerstag")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_the_knowledge_base_are_without_barriers_on_a_phone(
    page_of: Callable[..., Page], theme: str
) -> None:
    found = {}
    for username, paths in (
        ("sachbearbeitung", ("/wissen?suche=Stelle", "/wissen?artikel=praxis-1", "/wissen?ansicht=anbieten")),
        ("plattform", ("/wissen-pflegen", "/wissen-pflegen?artikel=leitbild-in-drei-sitzungen")),
    ):
        page = page_of(username, "/", bypass_csp=True, viewport={"width": 390, "height": 6000}, color_scheme=theme)
        for path in paths:
            open_path(page, path)
            wait_idle(page)
            found[path] = violations(page)
    assert {path: told for path, told in found.items() if told} == {}
