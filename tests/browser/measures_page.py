"""What the browser tests do on the page of the measures."""

from __future__ import annotations

import re

from browser.steps import open_path, wait_idle
from playwright.sync_api import Locator, Page, expect

LIST = "/massnahmen"


def main(page: Page) -> Locator:
    """The page without the menu."""
    return page.get_by_role("main")


def row(page: Page, title: str) -> Locator:
    """The row of a measure in the list."""
    return page.locator('[class*="st-key-measure_row_"]').filter(has_text=title)


def open_measure(page: Page, title: str) -> None:
    """Open a measure from whatever view is shown."""
    main(page).get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    wait_idle(page)


def add(page: Page, title: str) -> None:
    """Add a measure in one line and wait until the page says so."""
    page.get_by_label("Neue Maßnahme").fill(title)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_text(f"Aufgenommen als Idee: „{title}“.")).to_be_visible()


def field(page: Page, part: str) -> Locator:
    """Where a part of a measure is edited, with what waits beside it."""
    return page.locator(f".st-key-measure_part_{part}").first


def write(page: Page, part: str, text: str) -> None:
    """Type into the one field of a part and go on; it is stored when one leaves it."""
    box = field(page, part).locator("input, textarea").first
    box.fill(text)
    box.press("Tab")
    wait_idle(page)


def saved(page: Page) -> Locator:
    """Where a measure says what was stored last."""
    return page.locator(".st-key-saved_measure").first


def choice(page: Page, name: str) -> Locator:
    """One of several steps or parts to choose from."""
    return page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("radio", name=name, exact=True)).first


def move(page: Page, step: str, sentence: str, now: str) -> None:
    """Take a step with a sentence and wait until the page says where the measure stands."""
    choice(page, step).click()
    box = page.locator('[class*="st-key-status_sentence_"] input')
    box.fill(sentence)
    page.get_by_role("button", name=re.compile("^Stand „.+“ speichern$")).click()
    expect(page.get_by_text(f"Der Stand ist jetzt „{now}“.")).to_be_visible()


def choose_day(page: Page, place: Locator, day: str) -> None:
    """Type a day such as 31.12.2027 into the parts of a date."""
    parts = place.get_by_role("spinbutton")
    expect(parts).to_have_count(3)
    for part, value in zip(parts.all(), day.split("."), strict=True):
        part.click()
        part.press_sequentially(value)
    parts.last.press("Tab")
    if page.get_by_role("grid").count():  # a day that was there unfolds its calendar, and is stored when that closes
        page.keyboard.press("Escape")
    wait_idle(page)


def pick(page: Page, title: str) -> None:
    """Select a measure in the list."""
    row(page, title).get_by_test_id("stCheckbox").locator("label").first.click()
    expect(row(page, title).get_by_role("checkbox")).to_be_checked()
    wait_idle(page)


def open_list(page: Page, query: str = "") -> None:
    """Open the list, with filters."""
    open_path(page, LIST + query)
