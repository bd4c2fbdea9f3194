"""Along the red thread in a real browser: found by a word, followed to the goal and back, a reason written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import wait_idle
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
TALL = {"width": 1280, "height": 7000}  # axe looks at contrast only where something is on the screen
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def at(page_of: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page of the red thread in a browser of one's own: `at("leitung", "?von=frage:KK-12")`."""

    def open_page(username: str, query: str = "", **options: object) -> Page:
        given = {"bypass_csp": True, "viewport": TALL, **options}
        return page_of(username, f"/roter-faden{query}", **given)

    return open_page


@pytest.fixture
def at_own(at: Callable[..., Page], own_server: Server) -> Callable[..., Page]:
    """The same on a program of the test's own, for what changes the demo."""
    return partial(at, base_url=own_server.url)


def test_somebody_finds_a_question_follows_its_thread_and_comes_back(at: Callable[..., Page]) -> None:
    page = at("steuerung")
    search = page.get_by_role("combobox", name="Ausgangspunkt wählen")
    search.fill("KK-12")
    page.get_by_role("option", name="Frage: KK-12").click()
    wait_idle(page)
    page.wait_for_url(lambda url: "von=frage" in url and "KK-12" in url)
    measure = page.locator('[class*="st-key-knot_massnahme_"]').first
    expect(measure.get_by_role("heading", level=3)).to_have_text(
        "Verbindlicher Ablauf bei Anfeindungen und Bedrohungen"
    )
    measure.get_by_role("link", name="Von hier aus").click()
    wait_idle(page)
    expect(page.locator(".st-key-thread_at_start_measure")).to_be_visible()
    page.reload()
    wait_idle(page)
    expect(page.locator(".st-key-thread_at_start_measure")).to_be_visible()
    page.go_back()
    expect(page.locator(".st-key-thread_at_start_question")).to_be_visible()
    page.get_by_role("link", name="Überblick über alle Fäden").click()
    expect(page.get_by_text("sind durchgehend verbunden")).to_be_visible()


def test_from_the_thread_to_the_criterion_in_the_results_and_back_to_its_thread(at: Callable[..., Page]) -> None:
    page = at("leitung", "?von=kriterium:sport")
    page.get_by_role("link", name="Ergebnis ansehen").first.click()
    expect(page.get_by_role("heading", level=4, name="Sport")).to_be_in_viewport()
    page.locator(".st-key-criterion").get_by_role("link", name="Roter Faden").click()
    expect(page.locator(".st-key-thread_at_start_criterion")).to_be_visible()


def test_a_reason_is_written_where_it_was_missing_and_read_by_all(at_own: Callable[..., Page]) -> None:
    page = at_own("sachbearbeitung", "?ansicht=wirkung")
    card = page.locator('[class*="st-key-outcome_11_"]')
    card.get_by_text("Grund ändern").click()
    card.get_by_role("textbox", name="Warum ist es so gekommen? Ein Satz.").fill("Jetzt wissen wir es genauer.")
    card.get_by_role("button", name="Festhalten").click()
    wait_idle(page)
    expect(card.get_by_text("Jetzt wissen wir es genauer.", exact=True).first).to_be_visible()
    expect(card.get_by_text("Beispiel Sachbearbeitung", exact=False)).to_be_visible()
    reader = at_own("leitung", "?von=massnahme:11")
    expect(reader.get_by_text("Jetzt wissen wir es genauer.")).to_be_visible()


def test_pdf_and_word_file_come_at_a_click(at: Callable[..., Page]) -> None:
    page = at("steuerung", "?von=massnahme:11")
    for label, name in (("Als PDF", "roter-faden-musterstadt"), ("Als Word-Datei", "roter-faden-musterstadt")):
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename.startswith(name)
        assert download.value.path().stat().st_size > 5_000


@pytest.mark.parametrize("query", ["", "?von=massnahme:11", "?von=kriterium:bildung", "?ansicht=wirkung"])
def test_nothing_stands_in_the_way_by_day_and_by_night_and_on_a_phone(query: str, at: Callable[..., Page]) -> None:
    page = at("steuerung", query)
    assert violations_by_day_and_night(page) == []
    page.set_viewport_size(PHONE)
    wait_idle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
