"""From a suggestion to an agreed priority in a real browser: two people, one conflict, the story of it, no barriers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import press_slowly, unfold, wait_idle
from playwright.sync_api import Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
TALL = {"width": 1280, "height": 7000}  # axe looks at contrast only where something is on the screen
STEERING, MAYOR = "Beispiel Steuerungsgruppe", "Beispiel Leitung"


@pytest.fixture
def at(page_of: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the priorities in a browser of one's own: `at("leitung")`."""

    def open_page(username: str, **options: object) -> Page:
        given = {"bypass_csp": True, "viewport": TALL, **options}
        return page_of(username, "/schwerpunkte", **given)

    return open_page


@pytest.fixture
def at_own(at: Callable[..., Page], own_server: Server) -> Callable[..., Page]:
    """The same on a program of the test's own, for what changes the demo."""
    return partial(at, base_url=own_server.url)


def card(page: Page, title: str) -> Locator:
    """The card of a priority, whatever its number is."""
    heading = page.get_by_role("heading", level=3).filter(has_text=title)
    return page.locator('[class*="st-key-priority_"][data-testid="stVerticalBlock"]').filter(has=heading)


def open_panel(page: Page, title: str, panel: str) -> Locator:
    """Open what stands below a card."""
    found = card(page, title)
    found.get_by_role("button", name=panel, exact=True).or_(found.get_by_role("radio", name=panel)).first.click()
    wait_idle(page)
    return found


def slide(page: Page, label: str, steps: int) -> None:
    """Move a slider to the right by keyboard."""
    press_slowly(page, page.locator(".st-key-priority_levels").get_by_role("slider", name=label), "ArrowRight", steps)


def test_a_suggestion_is_discussed_agreed_with_a_sentence_and_its_story_is_read(at_own: Callable[..., Page]) -> None:
    page = at_own("steuerung")
    suggested = page.locator('[class*="st-key-suggestion_"]').first
    title = suggested.locator("strong").inner_text()
    suggested.get_by_role("button", name="Vorschlagen").click()
    expect(page.get_by_text(f"„{title}“ steht jetzt bei den Vorschlägen.")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name=f"5 · {title}")).to_be_visible()
    expect(page.locator('[class*="st-key-suggestion_"]').filter(has_text=title)).to_have_count(0)

    talked_about = page.locator(".st-key-priority_levels").get_by_role("combobox")
    expect(talked_about).to_have_value(f"5 · {title}")  # what was just proposed
    slide(page, "Wirkung", 5)
    slide(page, "Aufwand", 1)
    matrix = page.locator(".st-key-priority_matrix [role=figure]").first
    expect(matrix).to_have_attribute("aria-label", re.compile(f"5 {title}: Wirkung 5 von 5, Aufwand 1 von 5, schnell"))
    expect(card(page, title)).to_contain_text("Wirkung 5, Aufwand 1: schnell umsetzbar")

    mayor = at_own("leitung")
    opened = open_panel(mayor, title, "Stand ändern")
    opened.get_by_text("vereinbaren", exact=True).click()
    wait_idle(mayor)
    opened.get_by_label("Warum gerade dieser Schwerpunkt? Ein Satz.").fill("Hier sind wir am weitesten zurück.")
    opened.get_by_role("button", name="Festhalten").click()
    expect(mayor.get_by_text(f"„{title}“ ist jetzt vereinbart.")).to_be_visible()
    expect(mayor.get_by_text("4 Schwerpunkte sind vereinbart, davon 2 in Umsetzung.")).to_be_visible()

    story = open_panel(mayor, title, "Geschichte").locator('[class*="st-key-priority_story_"]')
    for words in (
        f"{STEERING} hat den Schwerpunkt vorgeschlagen.",
        f"{STEERING} hat geändert: Wirkung:",
        f"{MAYOR}: vorgeschlagen → vereinbart",
        "Hier sind wir am weitesten zurück.",
    ):
        expect(story).to_contain_text(words)
    # Who has the page open is told that something changed, and nothing moves under their eyes.
    expect(page.get_by_text("Inzwischen hat jemand etwas geändert.")).to_be_visible(timeout=60_000)  # every 20 s
    expect(page.get_by_text("3 Schwerpunkte sind vereinbart")).to_be_visible()
    page.get_by_role("button", name="Neuen Stand zeigen").click()
    expect(page.get_by_text("4 Schwerpunkte sind vereinbart")).to_be_visible()


def test_two_who_edit_one_priority_see_both_values_and_what_is_typed_is_stored_without_a_click(
    at_own: Callable[..., Page],
) -> None:
    title = "Betriebe von Zugewanderten mitnehmen"
    steering, mayor = at_own("steuerung"), at_own("leitung")
    of_steering, of_mayor = (open_panel(page, title, "Bearbeiten") for page in (steering, mayor))

    reason = of_steering.get_by_label("Begründung")
    reason.click()
    reason.press_sequentially("Von der Gruppe: ")  # sent 1.5 seconds after the last key, the field stays open
    expect(of_steering.locator("p", has_text="Von der Gruppe: ")).to_be_visible()

    of_mayor.get_by_label("Beschluss").fill("Beschluss 2026/30 (Beispiel)")  # another part: no conflict
    of_mayor.get_by_label("Begründung").fill("Von der Leitung neu geschrieben.")
    of_mayor.get_by_label("Titel").click()
    told = of_mayor.locator('[class*="st-key-contest_"][data-testid="stVerticalBlock"]')
    expect(told).to_contain_text("Begründung: zwei verschiedene Angaben. Welche soll gelten?")
    expect(told).to_contain_text("Gespeichert: ")
    expect(told).to_contain_text(re.compile(f"Vorgeschlagen von {MAYOR}, .*: Von der Leitung neu geschrieben"))
    expect(of_mayor.get_by_label("Begründung")).to_have_value(re.compile("Von der Gruppe:"))
    expect(of_mayor.get_by_text("Beschluss 2026/30 (Beispiel)").first).to_be_visible()

    steering.reload()
    wait_idle(steering)
    told = card(steering, title).locator('[class*="st-key-contest_"][data-testid="stVerticalBlock"]')
    expect(told).to_contain_text("zwei verschiedene Angaben")
    assert violations_by_day_and_night(steering) == []
    told.get_by_role("button", name="Vorschlag übernehmen").click()
    expect(told).to_have_count(0)
    expect(card(steering, title)).to_contain_text("Von der Leitung neu geschrieben.")


def test_the_page_with_everything_open_has_no_barrier_in_light_and_dark(at: Callable[..., Page]) -> None:
    page = at("steuerung")
    for title, panel in (
        ("Klar sprechen, Hass nicht hinnehmen", "Stand ändern"),
        ("Eine Verwaltung, die alle erreicht und schützt", "Bearbeiten"),
        ("Betriebe von Zugewanderten mitnehmen", "Geschichte"),
    ):
        open_panel(page, title, panel)
    card(page, "Klar sprechen").get_by_text("als erreicht melden", exact=True).click()
    wait_idle(page)
    unfold(page)
    expect(page.get_by_role("heading", level=3, name="Sportvereine öffnen")).to_be_visible()
    assert violations_by_day_and_night(page) == []


@pytest.mark.parametrize("width", [390, 768])
def test_nothing_stands_beside_the_page_on_a_phone_and_a_tablet(at: Callable[..., Page], width: int) -> None:
    page = at("leitung", viewport={"width": width, "height": 900})
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll('[data-testid="stMain"] :is(h2, h3, p, button, figure)')]
          .filter((e) => e.offsetParent && e.getBoundingClientRect().right > width + 1)
          .filter((e) => !e.closest('table, [data-testid="stTable"]')).map((e) => e.innerText)""",
        width,
    )
    assert wide == []
