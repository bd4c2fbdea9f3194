"""From the consent of the mayor to the release that counts the commune, and back out; each step without barriers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import downloaded, main_text, open_path, unfold, wait_idle
from conftest import installation
from playwright.sync_api import Page, expect
from running_server import Server
from synthetic_communes import replies_of_a_commune, submit_all

from data.storage.database import reading

pytestmark = pytest.mark.browser

CONSENT, RELEASES = "/vergleich-teilnahme", "/vergleichsdaten"
TALL = {"width": 1280, "height": 3600}  # axe looks at contrast only where something is on the screen
NARROW = {"width": 390, "height": 6000}


def today() -> str:
    """Today as German pages write it."""
    return f"{datetime.now(ZoneInfo('Europe/Berlin')):%d.%m.%Y}"


def all_the_others_answer_again(server: Server) -> None:
    """Every demo commune but Musterstadt approves a newer round, so that all cells can be computed anew."""
    with installation(server.folder, KOMPASS_DEMO="1"):
        with reading() as work:
            others = [commune for commune in work.communes.all() if commune.name != "Musterstadt"]
        draw = Random(1)
        newer = datetime.now(UTC) - timedelta(days=1)
        submit_all([(commune, replies_of_a_commune(draw)) for commune in others], newer)


def withdraw(mayor: Page) -> None:
    """Take the consent back, after reading what that brings about."""
    mayor.get_by_role("button", name="Einwilligung zurücknehmen").click()
    expect(mayor.get_by_text("Was dann gilt:")).to_be_visible()
    mayor.get_by_role("button", name="Ja, zurücknehmen").click()
    expect(mayor.get_by_text("Musterstadt nimmt nicht mehr am anonymen Vergleich teil.")).to_be_visible()
    wait_idle(mayor)


def consent(mayor: Page) -> None:
    """Consent, after saying that the text was read."""
    button = mayor.get_by_role("button", name="Am Vergleich teilnehmen")
    expect(button).to_be_disabled()
    mayor.get_by_text("Ich habe den Text gelesen und stimme für unsere Kommune zu.").click()
    expect(button).to_be_enabled()
    button.click()
    expect(mayor.get_by_text(f"Musterstadt nimmt seit dem {today()} am anonymen Vergleich teil.")).to_be_visible()
    expect(mayor.get_by_text("Ihre Kommune nimmt jetzt am Vergleich teil.")).to_be_visible()
    wait_idle(mayor)


def test_the_mayor_consents_the_platform_team_publishes_and_the_mayor_sees_the_comparison(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    given = {"base_url": own_server.url, "bypass_csp": True, "viewport": TALL}
    mayor = page_of("leitung", CONSENT, **given)
    assert violations_by_day_and_night(mayor) == []
    withdraw(mayor)
    unfold(mayor)
    assert violations_by_day_and_night(mayor) == []
    consent(mayor)
    all_the_others_answer_again(own_server)

    team = page_of("plattform", RELEASES, **given)
    expect(team.get_by_text("Gezeigt wird die Veröffentlichung vom 01.03.2026.")).to_be_visible()
    team.get_by_role("button", name="Probelauf starten").click()
    expect(team.get_by_text("5 Zellen mit zusammen 40 Kommunen: 5 neu gerechnet.")).to_be_visible()
    unfold(team)
    assert violations_by_day_and_night(team) == []
    team.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(team.get_by_text("Was veröffentlicht ist, lässt sich nicht ändern und nicht zurückholen.")).to_be_visible()
    assert violations_by_day_and_night(team) == []
    team.get_by_role("button", name="Ja, jetzt veröffentlichen").click()
    expect(team.get_by_text(f"Gezeigt wird die Veröffentlichung vom {today()}.")).to_be_visible()
    expect(team.locator(".st-key-notice_top")).to_contain_text("Veröffentlicht. 5 Zellen mit zusammen 40 Kommunen")
    everything = json.loads(downloaded(team, "Alles Veröffentlichte herunterladen (json)"))
    assert everything == json.loads(own_server.command("published-benchmark", "--json"))
    assert len(everything["releases"]) == 2

    open_path(mayor, "/vergleich")
    assert today() in main_text(mayor)
    open_path(mayor, CONSENT)
    expect(mayor.get_by_text(f"In den Vergleichsdaten vom {today()} zählt Ihre Kommune")).to_be_visible()
    withdraw(mayor)
    expect(mayor.get_by_text("Dort bleiben Ihre Werte in den gerundeten Durchschnitten")).to_be_visible()


def test_on_a_phone_both_pages_are_without_barriers_and_nothing_sticks_out(page_of: Callable[..., Page]) -> None:
    for user, path in (("steuerung", CONSENT), ("plattform", RELEASES)):
        page = page_of(user, path, bypass_csp=True, viewport=NARROW)
        unfold(page)
        assert violations_by_day_and_night(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], path
