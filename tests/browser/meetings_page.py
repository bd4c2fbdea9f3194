"""What the browser tests do on the pages of the meetings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from browser.measures_page import choose_day
from browser.steps import downloaded, open_path, upload, wait_idle
from measure_lists import filled_in
from playwright.sync_api import Locator, Page, expect

MEETINGS = "/sitzungen"
FREE_ROW = 40  # of a list with fewer measures
SLOW_LINE = """() => {
  const bytes = (text) => [...new TextEncoder().encode(text)].join();
  window.onlyWith = '';
  window.WebSocket = class extends WebSocket {
    send(data) {
      if (window.onlyWith) {
        if (![...new Uint8Array(data)].join().includes(bytes(window.onlyWith))) return;
        window.onlyWith = '';
      }
      super.send(data);
    }
  };
}"""


def may_be_slow(page: Page) -> None:
    """Let a tab be told later that its line is slow; before its page is opened."""
    page.add_init_script(f"({SLOW_LINE})()")
    page.reload()
    wait_idle(page)


def is_slow(page: Page, until: str) -> None:
    """From now on this tab hears nothing of what others do, until it sends something that holds this text."""
    page.evaluate("(text) => { window.onlyWith = text; }", until)


def import_measures(page: Page, *measures: Mapping[str, Any]) -> None:
    """Take over new measures from the list; each has values by column."""
    open_path(page, "/massnahmen?ansicht=datei")
    rows = ({"row": place, **values} for place, values in enumerate(measures, start=FREE_ROW))
    upload(page, "Maßnahmen.xlsx", filled_in(downloaded(page, "Excel (xlsx)"), *rows))
    page.get_by_role("button", name=re.compile(r"^\d+ Maßnahmen? übernehmen$|^Eine Maßnahme übernehmen$")).click()
    expect(page.get_by_text("Gespeichert: ")).to_be_visible()


def plan(page: Page, title: str, **facts: str) -> None:
    """Plan a meeting with the form for a new one; `facts` are further texts by their label."""
    open_path(page, f"{MEETINGS}?ansicht=neu")
    form = page.locator(".st-key-new_meeting_form")
    form.get_by_label("Titel").fill(title)
    for label, text in facts.items():
        form.get_by_label(label, exact=True).fill(text)
    choose_day(page, form.get_by_test_id("stDateInput"), f"{today_on(page):%d.%m.%Y}")
    make(page)


def today_on(page: Page) -> date:
    """The day in the browser, whose clock is the German one."""
    return date.fromisoformat(page.evaluate("() => new Date().toLocaleDateString('sv')"))


def make(page: Page) -> None:
    """Send off the form for a new meeting."""
    page.get_by_role("button", name="Sitzung anlegen").click()
    expect(page.get_by_text("Die Sitzung ist angelegt.")).to_be_visible()
    wait_idle(page)


def proposal(page: Page, title: str) -> Locator:
    """One of the items that the agenda could still hold."""
    return page.locator('[class*="st-key-proposal_row_"]').filter(has_text=title)


def take_up(page: Page, titles: Sequence[str]) -> None:
    """Tick proposals and put them on the agenda."""
    for title in titles:
        proposal(page, title).get_by_test_id("stCheckbox").locator("label").first.click()
        expect(proposal(page, title).get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Ausgewählte übernehmen").click()
    for title in titles:
        expect(agenda_row(page, title)).to_be_visible()
    wait_idle(page)


def agenda_row(page: Page, title: str) -> Locator:
    """An item of the agenda of a meeting that is planned."""
    return page.locator('[class*="st-key-agenda_row_"]').filter(has_text=title)


def add_item(page: Page, title: str) -> None:
    """Put an item of one's own on the agenda."""
    form = page.get_by_test_id("stForm").filter(has=page.get_by_label("Eigener Punkt"))
    form.get_by_label("Eigener Punkt").fill(title)
    form.get_by_role("button", name="Ergänzen").click()
    expect(agenda_row(page, title)).to_be_visible()
    wait_idle(page)


def begin(page: Page, first: str) -> None:
    """Begin a meeting and wait for its first item."""
    page.get_by_role("button", name="Sitzung beginnen").click()
    expect_up(page, first)


def expect_up(page: Page, title: str) -> None:
    """Wait until an item is large on the screen."""
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    wait_idle(page)


def open_panel(page: Page, name: str) -> Locator:
    """Open what can be done with the item, and give back where."""
    found = page.locator(".st-key-item_actions")
    found.get_by_role("button", name=name, exact=True).or_(found.get_by_role("radio", name=name, exact=True)).click()
    wait_idle(page)
    return page.locator('[class*="st-key-item_panel_body_"]')


def note(page: Page) -> Locator:
    """The field for one's own note."""
    return page.get_by_label("Ihre Notiz zu diesem Punkt")


def type_note(page: Page, text: str) -> None:
    """Type on as people do, without leaving the field: it is stored after a pause."""
    note(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def others_notes(page: Page) -> Locator:
    """What others wrote down."""
    return page.locator('[class*="st-key-note_of_"]')


def decide(page: Page, text: str, votes: Sequence[int] = (), step: str = "") -> None:
    """Take a decision; `votes` are yes, no and abstained, `step` is what the priority or measure does with it."""
    panel = open_panel(page, "Beschließen")
    panel.get_by_label("Was wird beschlossen?").fill(text)
    if votes:
        panel.get_by_text("Es wurde abgestimmt").click()
        for label, counted in zip(("Ja", "Nein", "Enthaltungen"), votes, strict=True):
            panel.get_by_label(label, exact=True).fill(str(counted))
    if step:
        panel.get_by_text(step, exact=True).click()
    wait_idle(page)
    panel.get_by_role("button", name="Beschluss festhalten").click()


def give_task(page: Page, text: str, unit: str, due_on: date) -> None:
    """Give a unit a task and wait until the page says so."""
    panel = open_panel(page, "Aufgabe geben")
    panel.get_by_label("Was ist zu tun?").fill(text)
    box = panel.get_by_role("combobox", name="Zuständige Stelle")
    box.fill(unit)
    box.press("Enter")
    choose_day(page, panel.get_by_test_id("stDateInput"), f"{due_on:%d.%m.%Y}")
    panel.get_by_role("button", name="Aufgabe festhalten").click()
    expect(page.get_by_text(f"Aufgabe festgehalten: „{text}“")).to_be_visible()


def discussed(page: Page) -> None:
    """Say that the item is done with."""
    page.get_by_role("button", name="Besprochen", exact=True).click()


def to_closing(page: Page) -> None:
    """Go to what is looked at before the meeting is closed."""
    page.get_by_role("link", name=re.compile("^Sitzung schließen")).first.click()
    page.get_by_role("heading", name="Sitzung schließen", level=1).wait_for()
    wait_idle(page)


def close(page: Page) -> None:
    """Close the meeting for ever."""
    page.get_by_role("button", name="Schließen und Protokoll festschreiben").click()


def paper(page: Page) -> Locator:
    """The minutes as they stand on the page."""
    return page.locator(".st-key-paper_minutes")
