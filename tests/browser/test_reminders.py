"""The calendar link in the browser: made once, read by a calendar program that is not signed in, ended."""

from __future__ import annotations

from collections.abc import Callable

import httpx2
import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import open_path, wait_idle
from icalendar import Calendar
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser


def asked(url: str) -> httpx2.Response:
    """What a calendar program gets, which has no cookie."""
    return httpx2.get(url, trust_env=False)


def test_a_link_is_made_read_by_a_calendar_program_and_ended(page_of: Callable[..., Page], server: Server) -> None:
    page = page_of("steuerung")
    open_path(page, "/mein-konto")
    page.get_by_role("button", name="Link anlegen").click()
    wait_idle(page)
    url = page.locator("code", has_text="/kalender/").inner_text().replace("\n", "").strip()
    assert url.startswith(f"{server.url}/kalender/")
    assert violations_by_day_and_night(page) == []
    titles = [str(event["summary"]) for event in Calendar.from_ical(asked(url).content).walk("VEVENT")]
    assert [title for title in titles if title.startswith("Maßnahme fällig: ")]
    page.reload()
    wait_idle(page)
    expect(page.get_by_text("Ihr Link gilt seit dem")).to_be_visible()
    expect(page.get_by_text("/kalender/")).to_have_count(0)
    page.get_by_role("button", name="Link beenden").click()
    expect(page.get_by_text("Der Kalender-Link gilt nicht mehr.")).to_be_visible()
    assert asked(url).status_code == 404


def test_a_line_of_the_first_page_leads_to_its_measure(page_of: Callable[..., Page]) -> None:
    page = page_of("leitung")
    open_path(page, "/")
    block = page.locator(".st-key-digest")
    expect(block).to_be_visible()
    assert violations_by_day_and_night(page) == []
    line = block.get_by_role("link").filter(has_text="Maßnahme").first
    title = line.inner_text().rpartition(": ")[2].strip()
    line.click()
    expect(page.get_by_role("heading", name=title).first).to_be_visible()
    assert "massnahme=" in page.url
