"""The whole program in German: no English word is left, neither Streamlit's nor ours, also where things unfold."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from answer_files import table_of
from browser.steps import Watch, expect_counts, open_path, unfold, upload, wait_idle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

WORDS = """() => {
  const said = new Set();
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = nodes.currentNode; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      // Symbols are words of a font of their own.
      if (!node.parentElement.closest('[data-testid="stIconMaterial"], [translate="no"], style, script, noscript')) {
        said.add(node.nodeValue.trim());
      }
    } else {
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
        said.add(node.getAttribute(name) ?? '');
      }
    }
  }
  return [...said].filter(Boolean);
}"""
ENGLISH = re.compile(
    r"\b(the|and|of|to|for|with|your|you|this|that|is|are|none|true|false|nan|"
    r"file|files|select|choose|upload|search|show|hide|open|close|help|loading|running|page|results?|"
    r"questions?|answers?|answered|fields?|criteria|criterion|scores?|points|round|draft|submitted|unknown|"
    r"commune|remark|evidence|row|column|sheet|found|expected|error|warning|success|failed|change[ds]?|kept|"
    r"clear|drag|browse|press|view|skip|sidebar|download|menu|progress|icon|heading|required|main|collapse)\b",
    re.IGNORECASE,
)
# Names: a role in the law of the EU, the other language, a command to type.
NAMES = re.compile(r"Trusted Flagger|English|python -m data --help")
PARTS_OF_SUPPORT = ("schritte", "stellen", "recht", "protokoll", "karten", "vorsorge", "fallberatung")
PUBLIC = (
    *("/", "/anmelden", "/rueckhalt", "/leichte-sprache", "/barrierefreiheit", "/datenschutz", "/impressum"),
    *(f"/rueckhalt?teil={part}" for part in PARTS_OF_SUPPORT),
)
SIGNED_IN = {
    "sachbearbeitung": (
        "/",
        "/runden",
        "/fragen",
        "/fragen?kriterium=sprache",
        "/zustaendigkeiten",
        "/hochladen",
        "/einreichen",
        "/ergebnisse",
        "/vergleich",
        "/vergleich-teilnahme",
        "/schwerpunkte",
        "/massnahmen",
        "/sitzungen",
        "/sitzungen?ansicht=neu",
        "/sitzungen?ansicht=beschluesse",
        "/vision-2035",
        "/vision-2035?feld=kommunikation-konflikt",
        "/roter-faden",
        "/uebergabe",
        "/wissen",
        "/wissen?artikel=leitbild-in-drei-sitzungen",
        "/wissen?ansicht=anbieten",
        "/netzwerk",
        "/netzwerk?teil=eigene",
        "/netzwerk?teil=anfragen",
        "/netzwerk?teil=termine",
        "/netzwerk?teil=termine&ansicht=neu",
        "/netzwerk?teil=kontakte",
        "/mein-konto",
        "/kommunen",  # not for this account
    ),
    "plattform": (
        "/",
        "/wissen",
        "/netzwerk",
        "/netzwerk?teil=termine",
        "/netzwerk?teil=termine&ansicht=neu",
        "/kommunen",
        "/fragenkataloge",
        "/vergleichsdaten",
        "/wissen-pflegen",
        "/wissen-pflegen?artikel=leitbild-in-drei-sitzungen",
        "/wissen-pflegen?ansicht=neu",
        "/mein-konto",
    ),
}


def english(page: Page) -> list[str]:
    """What of everything that the page says has an English word in it."""
    unfold(page)
    said: list[str] = page.evaluate(WORDS)
    return [text for text in said if ENGLISH.search(NAMES.sub("", text))]


def test_nothing_english_is_left_for_who_is_not_signed_in(page: Page) -> None:
    left = {}
    for path in PUBLIC:
        open_path(page, path)
        left[path] = english(page)
    assert left == {path: [] for path in PUBLIC}


@pytest.mark.parametrize("username", SIGNED_IN)
def test_nothing_english_is_left_for_who_is_signed_in(page_of: Callable[..., Page], username: str) -> None:
    page = page_of(username)
    left = {}
    for path in SIGNED_IN[username]:
        open_path(page, path)
        expect(page.get_by_role("link", name="Zum Inhalt springen")).to_have_count(1)
        left[path] = english(page)
    assert left == {path: [] for path in SIGNED_IN[username]}


def test_nothing_english_is_left_in_a_preview_with_problems_and_its_choices(page_of: Callable[..., Page]) -> None:
    tall = {"width": 1280, "height": 2600}  # a list that unfolds closes again when the page moves
    page = page_of("sachbearbeitung", "/hochladen", viewport=tall)
    upload(page, "Antworten.xlsx", table_of(3, "vielleicht", "=1+1", 2, "nicht zutreffend"))
    expect_counts(page, neu=3, Probleme=3)  # "nicht zutreffend" is taken over, and a reason asked for
    assert english(page) == []
    page.get_by_role("combobox", name="Diese Fragen nicht übernehmen").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("log").first).to_contain_text("Möglichkeiten verfügbar")  # said to screen readers only
    assert english(page) == []
    page.keyboard.press("Escape")
    upload(page, "Bericht.pdf", b"%PDF-1.7")
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    assert english(page) == []


def test_the_dialog_for_a_page_that_does_not_exist_is_german(page: Page, watch: Watch) -> None:
    watch.expect("The page that you have requested does not seem to exist")
    open_path(page, "/gibt-es-nicht")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Diese Seite gibt es nicht")).to_be_visible()
    expect(dialog.get_by_role("button", name="Schließen")).to_be_visible()


def test_in_english_the_built_in_texts_are_english_again(page_of: Callable[..., Page]) -> None:
    page = page_of("plattform", "/mein-konto")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="Skip to main content")).to_have_count(1)
    expect(page.get_by_role("button", name="Show password").first).to_be_visible()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_have_count(1)
    wait_idle(page)
    assert english(page) == []
