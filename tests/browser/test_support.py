"""Rückhalt in a real browser: three clicks on a phone, out in a moment, back through the views, without barriers."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import Watch, main_text, open_path, unfold, wait_idle
from playwright.sync_api import BrowserContext, Page, Route, expect
from running_server import Server

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
ELSEWHERE = "https://www.dwd.de/"
PARTS = (
    *("", "schritte", "beweise", "familie", "konten", "kommunikation", "kollegen", "auf-sich-achten"),
    *("stellen", "recht", "protokoll", "karten", "vorsorge", "fallberatung"),
)
NUMBERS_IN_VIEW = """() => [...document.querySelectorAll('[class*="st-key-call_card_"] a')].map((link) => {
  const { top, bottom, right, height } = link.getBoundingClientRect();
  const inside = top >= 0 && bottom <= innerHeight && right <= innerWidth;
  return { inside, height, scheme: new URL(link.href).protocol };
})"""

HEADINGS = "[...document.querySelectorAll('main :is(h1, h2, h3, h4)')].map((heading) => heading.tagName)"


@pytest.fixture
def weather(watch: Watch) -> Callable[[BrowserContext], None]:
    """Stands in for the page that people leave to."""
    watch.expect(f"foreign request: {ELSEWHERE}")

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Wetter</title><p>Sonne</p>", content_type="text/html")

    return lambda context: context.route(f"{ELSEWHERE}**", answer)


@pytest.fixture
def help_page(
    new_context: Callable[..., BrowserContext], weather: Callable[[BrowserContext], None]
) -> Iterator[Callable[..., Page]]:
    """Opens Rückhalt in a browser of its own, signed out; the browser must ask nothing."""
    asked: list[str] = []

    def opened(path: str = "/rueckhalt", **options: object) -> Page:
        context = new_context(**options)
        weather(context)
        page = context.new_page()
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        open_path(page, path)
        return page

    yield opened
    assert asked == []


def path_of(part: str) -> str:
    return f"/rueckhalt?teil={part}" if part else "/rueckhalt"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_whom_to_call_stands_on_the_first_screen_without_scrolling(
    size: dict[str, int], help_page: Callable[..., Page]
) -> None:
    page = help_page(viewport=size)
    page.locator('[class*="st-key-call_card_"]').nth(5).wait_for()
    links = page.evaluate(NUMBERS_IN_VIEW)
    assert [link["scheme"] for link in links].count("tel:") == 6
    assert [link["scheme"] for link in links].count("mailto:") == 2  # starke Stelle and HateAid
    assert all(link["inside"] for link in links), links
    assert all(link["height"] >= (44 if link["scheme"] == "tel:" else 24) for link in links), links


def test_a_mayor_under_threat_finds_the_contact_of_the_land_in_three_clicks_on_a_phone_signed_out(
    help_page: Callable[..., Page],
) -> None:
    page = help_page(viewport=PHONE, is_mobile=True, has_touch=True)
    page.get_by_role("radio", name="Drohung").tap()
    page.get_by_role("combobox", name="3. In welchem Land?").tap()
    page.get_by_role("option", name="Sachsen", exact=True).tap()
    found = page.locator(".st-key-support_found")
    call = found.get_by_role("link", name="0351 855-2223")
    expect(call).to_have_attribute("href", "tel:03518552223")
    wait_idle(page)
    assert found.locator('[class*="st-key-call_found_"]').count() <= 5
    assert found.locator('[class*="st-key-advice_found_"]').count() <= 5
    assert page.url.endswith("/rueckhalt")  # nothing of the answers
    stored = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    assert not re.search("Sachsen|threat|Drohung", stored)


@pytest.mark.parametrize("part", ["", "protokoll"])
def test_escape_twice_leaves_at_once_and_the_way_back_does_not_lead_to_this_view(
    part: str, help_page: Callable[..., Page]
) -> None:
    page = help_page("/impressum")
    open_path(page, path_of(part))
    expect(page.get_by_role("button", name="Seite schnell verlassen")).to_be_visible()
    if part == "protokoll":  # something that would be lost
        page.get_by_role("button", name="Vorfall eintragen").click()
        page.get_by_role("textbox").first.wait_for()
        page.get_by_role("textbox").last.fill("Erfundenes Beispiel")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1300)  # once is not twice
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert "/rueckhalt" in page.url
    page.keyboard.press("Escape")
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    expect(page.get_by_role("heading", name="Impressum", level=1)).to_be_visible()
    assert "/rueckhalt" not in page.evaluate("Object.keys(localStorage).join()")


def test_the_button_is_the_first_that_the_keyboard_comes_to_and_needs_no_server(
    help_page: Callable[..., Page], own_server: Server
) -> None:
    page = help_page(base_url=own_server.url, viewport=PHONE)
    os.kill(own_server.process_id, signal.SIGKILL)
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    page.locator("body").evaluate("(body) => { document.activeElement.blur(); scrollTo(0, 0); }")
    page.keyboard.press("Tab")
    leave = page.get_by_role("button", name="Seite schnell verlassen")
    expect(leave).to_be_focused()
    box = leave.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    page.keyboard.press("Enter")
    page.wait_for_url(ELSEWHERE)


def test_who_is_offline_leaves_to_an_empty_page(help_page: Callable[..., Page]) -> None:
    page = help_page()
    page.get_by_role("button", name="Seite schnell verlassen").wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Seite schnell verlassen").click()
    page.wait_for_url("about:blank")


def test_the_button_stands_at_the_same_place_on_every_view_covers_nothing_and_is_gone_on_other_pages(
    help_page: Callable[..., Page],
) -> None:
    page = help_page(viewport=PHONE)
    leave = page.get_by_role("button", name="Seite schnell verlassen")
    places = []
    for part in PARTS:
        open_path(page, path_of(part))
        leave.wait_for()
        places.append(leave.bounding_box())
        covered = page.evaluate(
            """() => document.querySelector('[data-testid="stMain"]').getBoundingClientRect().top
              - document.querySelector('.kompass-exit').getBoundingClientRect().bottom"""
        )
        assert covered >= 0, part
        width = page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth")
        assert width <= PHONE["width"], part
    assert all(one == other for one, other in pairwise(places))
    page.locator(".st-key-page_header").get_by_role("link", name="Anmelden").click()
    expect(leave).to_have_count(0)


def test_views_are_reached_by_links_and_the_back_button_leads_through_them(help_page: Callable[..., Page]) -> None:
    page = help_page()
    ways = page.locator(".st-key-support_ways")
    ways.get_by_role("link", name="Frist und Recht").click()
    expect(page.get_by_role("heading", name="Frist und Recht", level=2)).to_be_visible()
    assert page.url.endswith("?teil=recht")
    wait_idle(page)
    ways.get_by_role("link", name="Alle Stellen").click()
    expect(page.get_by_role("heading", name="Alle Stellen", level=2)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Frist und Recht", level=2)).to_be_visible()
    wait_idle(page)
    page.get_by_role("link", name="Zurück zu Hilfe jetzt").click()
    expect(page.get_by_role("heading", name="Wen Sie jetzt anrufen können", level=2)).to_be_visible()
    assert page.url.endswith("/rueckhalt")


@pytest.mark.parametrize("width", [1280, 320])
def test_every_view_is_without_barriers_by_day_and_night(width: int, help_page: Callable[..., Page]) -> None:
    page = help_page(bypass_csp=True, viewport={"width": width, "height": 4000}, color_scheme="light")
    found = {}
    for part in PARTS:
        open_path(page, path_of(part))
        if not part:
            page.get_by_role("radio", name="Drohung").click()
            page.locator(".st-key-support_found").wait_for()
        unfold(page)
        found[part] = violations_by_day_and_night(page)
        assert "nicht geklappt" not in main_text(page), part
        levels = [int(tag[1]) for tag in page.evaluate(HEADINGS)]
        assert all(below <= above + 1 for above, below in pairwise(levels)), (part, levels)
    assert {part: problems for part, problems in found.items() if problems} == {}
