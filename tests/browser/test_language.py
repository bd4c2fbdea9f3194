"""The whole program in English: nothing German is left but what people wrote, and files come in English too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.steps import open_path, unfold, wait_idle
from demo_texts import NAMED_BY_PEOPLE
from playwright.sync_api import BrowserContext, Page, expect

from components.network.place import Part as NetworkPart
from components.support.place import Part as SupportPart

pytestmark = pytest.mark.browser

GERMAN = re.compile(
    r"[äöüßÄÖÜ„]|\b(aber|alle|auf|bei|bitte|das|dem|den|der|die|ein|eine|für|haben|ihre|im|ist|kein|keine|mit|nicht|noch|"
    r"oder|sie|sind|und|von|werden|wird|zu|zum|zur)\b",
    re.IGNORECASE,
)
# Names stay as they are: of the original project and its makers, of demo people and communes, of the Länder, of sites.
NAMES = re.compile(
    r"Weltoffene Kommune|Bertelsmann Stiftung|Beispiel\w* [A-Z]\w+|Deutsch|Baden-Württemberg|Thüringen|Stark im Amt"
    r"|[\w@.-]+\.(de|nrw)\b"
)
# What a commune writes beside its answers, in whatever language, and who runs a service.
NOTES = re.compile("^(Remark|Evidence|Responsible unit|Run by): ")
DRAWN = """() => {
  const texts = document.body.innerText.split('\\n');
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
  }
  return texts.map((text) => text.trim()).filter(Boolean);
}"""
PATHS = {
    "leitung": (
        "/",
        "/runden",
        "/einreichen",
        "/ergebnisse",
        "/vergleich",
        "/vergleich-teilnahme",
        "/mein-konto",
        "/hochladen",
    ),
    "sachbearbeitung": (
        "/",
        "/fragen",
        "/zustaendigkeiten",
        "/hochladen",
        "/einreichen",
        "/sitzungen",
        "/vision-2035",
        "/uebergabe",
        "/wissen",
        "/wissen?artikel=world-cafe",
        "/wissen?ansicht=anbieten",
        *(f"/netzwerk?teil={part}" for part in NetworkPart),
    ),
    "steuerung": ("/schwerpunkte", "/massnahmen", "/sitzungen?ansicht=beschluesse", "/roter-faden"),
    "plattform": ("/", "/kommunen", "/fragenkataloge", "/vergleichsdaten", "/wissen-pflegen"),
}
PUBLIC = (
    "/",
    "/anmelden",
    "/leichte-sprache",
    "/barrierefreiheit",
    "/datenschutz",
    "/impressum",
    *(f"/rueckhalt?teil={part}" for part in SupportPart),
)


def german(page: Page) -> list[str]:
    """What of the texts on a page is German."""
    drawn: list[str] = page.evaluate(DRAWN)
    own = [text for text in drawn if not NOTES.search(text)]
    return [text for text in own if GERMAN.search(NAMES.sub("", NAMED_BY_PEOPLE.sub("", text)))]


def switch_to_english(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Deutsch")).to_be_visible()
    wait_idle(page)


@pytest.fixture
def english_page_of(page_of: Callable[..., Page]) -> Iterator[Callable[[str], Page]]:
    """Opens the first page as a demo account, in English; the account speaks German again afterwards."""
    opened: list[Page] = []

    def open_page(username: str) -> Page:
        page = page_of(username, locale="en-GB")
        opened.append(page)
        switch_to_english(page)
        return page

    yield open_page
    for page in opened:
        open_path(page, "/")
        page.get_by_role("button", name="Deutsch").click()
        expect(page.get_by_role("button", name="English")).to_be_visible()


@pytest.mark.parametrize("username", PATHS)
def test_nothing_german_is_left_for_who_is_signed_in(english_page_of: Callable[[str], Page], username: str) -> None:
    page = english_page_of(username)
    left = {}
    for path in PATHS[username]:
        open_path(page, path)
        unfold(page)
        left[path] = german(page)
    assert left == {path: [] for path in PATHS[username]}


def test_nothing_german_is_left_for_who_is_not_signed_in(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(locale="en-GB").new_page()
    open_path(page, "/")
    switch_to_english(page)
    left = {}
    for path in PUBLIC:
        open_path(page, path)
        left[path] = german(page)
    assert left == {path: [] for path in PUBLIC}


def test_a_workbook_is_in_the_language_of_the_session_that_downloads_it(
    english_page_of: Callable[[str], Page],
) -> None:
    page = english_page_of("sachbearbeitung")
    open_path(page, "/hochladen")
    with page.expect_download() as started:
        page.get_by_role("button", name="Text file (csv)").click()
    assert started.value.suggested_filename.startswith("Self-check ")
    assert Path(started.value.path()).read_text(encoding="utf-8-sig").startswith("No.;Action field;Criterion;Question")
