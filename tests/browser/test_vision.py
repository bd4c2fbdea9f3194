"""The vision in a real browser: two people write, a goal is tried out and stored, nothing stands beside the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import click_bar, open_path, press_slowly, unfold, wait_idle
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
TALL = {"width": 1280, "height": 5000}  # axe looks at contrast only where something is on the screen
KK = "/vision-2035?feld=kommunikation-konflikt"


@pytest.fixture
def at(page_of: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the vision in a browser of one's own: `at("leitung")`."""

    def open_page(username: str, path: str = "/vision-2035", **options: object) -> Page:
        given = {"bypass_csp": True, "viewport": TALL, **options}
        return page_of(username, path, **given)

    return open_page


@pytest.fixture
def at_own(at: Callable[..., Page], own_server: Server) -> Callable[..., Page]:
    """The same on a program of the test's own, for what changes the demo."""
    return partial(at, base_url=own_server.url)


def panel(page: Page, name: str) -> None:
    """Open what stands below the statement."""
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("radio", name=name)).first.click()
    wait_idle(page)


def slide(page: Page, label: str, key: str, times: int) -> None:
    """Move a slider by keyboard."""
    press_slowly(page, page.get_by_role("slider", name=label), key, times)


def test_what_is_typed_is_stored_without_a_click_and_two_who_write_lose_nothing(at_own: Callable[..., Page]) -> None:
    steering, mayor = at_own("steuerung"), at_own("leitung")
    for page in (steering, mayor):
        panel(page, "Vision schreiben")
    typed = steering.get_by_label("Unsere Vision 2035")
    typed.click()
    typed.press("Control+Home")
    typed.press_sequentially("Gemeinsam: ")  # sent 1.5 seconds after the last key, the field stays open
    expect(steering.locator(".st-key-vision_statement")).to_contain_text("Gemeinsam: 2035 findet")

    mayor.get_by_label("Unsere Vision 2035").fill("Von der Leitung ganz neu.")
    mayor.get_by_label("Wozu braucht unsere Kommune Weltoffenheit?").click()
    told = mayor.locator('[class*="st-key-contest_"][data-testid="stVerticalBlock"]')
    expect(told).to_contain_text("Unsere Vision 2035: zwei verschiedene Angaben. Welche soll gelten?")
    expect(mayor.get_by_label("Unsere Vision 2035")).to_have_value("Von der Leitung ganz neu.")

    expect(steering.get_by_text("Inzwischen hat jemand etwas geändert.")).to_be_visible(timeout=60_000)  # every 20 s
    assert violations_by_day_and_night(mayor) == []
    told.get_by_role("button", name="Vorschlag übernehmen").click()
    expect(told).to_have_count(0)
    expect(mayor.locator(".st-key-vision_statement")).to_contain_text("Von der Leitung ganz neu.")
    panel(mayor, "Frühere Fassungen")
    expect(mayor.locator(".st-key-vision_versions")).to_contain_text("Gemeinsam: 2035 findet")


def test_a_click_on_a_field_shows_its_path_and_the_way_back_leads_to_all(at: Callable[..., Page]) -> None:
    page = at("steuerung")
    click_bar(page, "vision_fields_chart", 6)
    expect(page.get_by_role("heading", name="Kommunikation und Konfliktmanagement", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("feld=kommunikation-konflikt"))
    page.get_by_role("link", name="Vision und alle Handlungsfelder").click()
    expect(page.get_by_role("heading", name="Vision 2035", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Fairer Zugang").click()
    expect(page.get_by_role("heading", name="Fairer Zugang und Teilhabe", level=1)).to_be_visible()


def test_a_goal_is_tried_out_by_keyboard_kept_over_a_reload_and_stored_by_the_mayor(
    at_own: Callable[..., Page],
) -> None:
    page = at_own("leitung", KK)
    slide(page, "Punkte", "ArrowRight", 5)
    slide(page, "zu erreichen bis Ende", "ArrowLeft", 4)
    numbers = page.locator(".st-key-vision_demand")
    expect(numbers).to_contain_text("Weg bis 2031")
    expect(numbers).to_contain_text("45 Punkte")  # 65 - 20
    expect(page).to_have_url(re.compile("punkte=65&jahr=2031"))
    figure = page.locator(".st-key-vision_path").get_by_role("figure")
    expect(figure).to_have_accessible_name(re.compile("ausprobiert 2031: 65"))
    page.reload()
    wait_idle(page)
    expect(numbers).to_contain_text("45 Punkte")
    # 65 points would lie above the goal of 60: refused, and what was tried out stays.
    page.get_by_role("button", name="Als Etappe 2031 speichern: 65 Punkte").click()
    expect(page.get_by_text("Das Ziel 2035 sind 60 Punkte. Eine Etappe liegt nicht darüber.")).to_be_visible()
    slide(page, "zu erreichen bis Ende", "ArrowRight", 4)
    page.get_by_role("button", name="Als Ziel 2035 speichern: 65 Punkte").click()
    expect(page.get_by_text("Das Ziel 2035 sind jetzt 65 Punkte.")).to_be_visible()
    expect(figure).to_have_accessible_name(re.compile("Ziel 2035: 65"))


def test_a_value_of_an_indicator_is_noted_and_moves_its_line(at_own: Callable[..., Page]) -> None:
    page = at_own("sachbearbeitung", KK)
    card = page.locator('[class*="st-key-vision_indicator_"][data-testid="stVerticalBlock"]').first
    card.get_by_role("button", name="Wert eintragen").click()
    page.get_by_label("Wert in %").fill("56")
    page.get_by_label("Wert in %").press("Tab")
    wait_idle(page)
    page.get_by_role("button", name="Wert speichern").click()
    expect(card).to_contain_text("50 % des Weges")  # from 22 to 90: 34 of 68


@pytest.mark.parametrize("path", ["/vision-2035", KK])
def test_the_page_with_everything_open_has_no_barrier_in_light_and_dark(path: str, at: Callable[..., Page]) -> None:
    page = at("leitung", path)
    unfold(page)
    assert violations_by_day_and_night(page) == []


@pytest.mark.parametrize("path", ["/vision-2035", KK])
@pytest.mark.parametrize("width", [390, 768])
def test_nothing_stands_beside_the_page_on_a_phone_and_a_tablet(path: str, width: int, at: Callable[..., Page]) -> None:
    page = at("leitung", path, viewport={"width": width, "height": 900})
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll('[data-testid="stMain"] :is(h2, h3, p, button, figure)')]
          .filter((e) => e.offsetParent && e.getBoundingClientRect().right > width + 1)
          .filter((e) => !e.closest('table, [data-testid="stTable"]')).map((e) => e.innerText)""",
        width,
    )
    assert wide == []


def test_a_department_gets_nothing_of_it(at: Callable[..., Page]) -> None:
    page = at("fachamt")
    expect(page.get_by_text("2035 findet in Musterstadt")).to_have_count(0)
    open_path(page, KK)
    expect(page.get_by_role("heading", name="Kommunikation und Konfliktmanagement")).to_have_count(0)
