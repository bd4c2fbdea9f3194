"""Streamlit's own texts are German; nothing English is left on any page, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.steps import Watch, open_path, wait_idle
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# Texts and labels that the browser's part of Streamlit draws: everything but what a page writes as Markdown.
DRAWN = """() => {
  const found = new Set();
  const own = '[data-testid="stMarkdownContainer"], [data-testid="stIconMaterial"], td, th, style, svg, noscript';
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = nodes.currentNode; node; node = nodes.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement.closest(own) || node.parentElement.closest('[data-testid="stFileUploader"] button')) {
        found.add(node.nodeValue.trim());
      }
    } else {
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
        found.add(node.getAttribute(name) ?? '');
      }
    }
  }
  return [...found].filter(Boolean);
}"""
ENGLISH = re.compile(
    r"\b(the|and|to|of|is|this|your|file|files|select|choose|close|open|clear|search|upload|drag|browse|press|running|"
    r"loading|show|hide|view|skip|sidebar|help|download|per|page|menu|progress|icon|heading|required|main|collapse)\b",
    re.IGNORECASE,
)
# Material symbols are drawn as words of their own font; the uploader's is one of them.
NAMES_OF_SYMBOLS = re.compile(r"^[a-z_]+$")
PATHS = (
    "/",
    "/anmelden",
    "/runden",
    "/fragen",
    "/fragen?kriterium=sprache",
    "/zustaendigkeiten",
    "/hochladen",
    "/einreichen",
    "/ergebnisse",
    "/vergleich",
    "/mein-konto",
)


def english(page: Page) -> list[str]:
    """What of the built-in texts still looks English."""
    drawn: list[str] = page.evaluate(DRAWN)
    return [text for text in drawn if ENGLISH.search(text) and not NAMES_OF_SYMBOLS.match(text)]


@pytest.mark.parametrize("path", PATHS)
def test_no_built_in_text_is_left_in_english(page_of: Callable[..., Page], path: str) -> None:
    page = page_of("sachbearbeitung", path)
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_have_count(1)
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
