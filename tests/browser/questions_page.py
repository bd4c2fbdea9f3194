"""What the browser tests do on the questions page: one card for each question."""

from __future__ import annotations

import re

from browser.steps import open_path
from playwright.sync_api import Locator, Page, expect

LEVELS = (
    "0 – nicht vorhanden",
    "1 – in Planung",
    "2 – in Umsetzung begonnen",
    "3 – weitgehend umgesetzt",
    "4 – fest verankert",
)
SAVED = re.compile(r"gespeichert \d\d:\d\d$")


def open_criterion(page: Page, criterion_key: str) -> None:
    """Open one criterion by its address."""
    open_path(page, f"/fragen?kriterium={criterion_key}")


def card(page: Page, question_id: str) -> Locator:
    """Everything about one question."""
    return page.locator(f".st-key-question_{question_id}").first  # while a page is redrawn, the old one is still there


def saved(page: Page, question_id: str) -> Locator:
    """Where a question says what is stored."""
    return page.locator(f".st-key-saved_{question_id}").first


def radio(page: Page, question_id: str, label: str) -> Locator:
    """One of the replies to a question."""
    return card(page, question_id).get_by_role("radio", name=re.compile(f"^{re.escape(label)}"))


def choose(page: Page, question_id: str, label: str) -> None:
    """Click a reply, whatever comes of it."""
    card(page, question_id).get_by_test_id("stRadio").get_by_text(label, exact=True).click()


def answer(page: Page, question_id: str, label: str) -> None:
    """Click the first reply to an open question and wait until the page says that it is stored."""
    expect(saved(page, question_id)).to_have_text("noch offen")
    choose(page, question_id, label)
    expect(saved(page, question_id)).to_have_text(SAVED)


def open_panel(page: Page, question_id: str, name: str) -> None:
    """Open one of the panels below an answer."""
    card(page, question_id).get_by_role("button", name=name, exact=True).click()


def history(page: Page, question_id: str) -> Locator:
    """The lines of an open history, the newest first."""
    return card(page, question_id).locator(f".st-key-beside_{question_id} li")
