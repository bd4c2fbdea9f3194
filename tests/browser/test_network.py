"""Two communes agree to talk, each in a browser of its own: hidden before, open after, for these two only."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from browser.barriers import violations_by_day_and_night
from browser.steps import open_path, unfold
from playwright.sync_api import Page, expect
from running_server import Server

pytestmark = pytest.mark.browser

TALL = {"width": 1280, "height": 3600}  # axe looks at contrast only where something is on the screen
MESSAGE = "Wir moderieren seit Jahren Streit im Stadtteil und erzählen gern, wie es anfing."
ASKING, ANSWERING, THIRD = "netz-lindenwarte", "sachbearbeitung", "netz-saalegrund"
THEIR_PHONE, OUR_MAIL = "030 23125 212", "sachbearbeitung@kommune.example"


@pytest.fixture
def at(page_of: Callable[..., Page], own_server: Server) -> Callable[[str, str], Page]:
    """Opens an address of the network in a browser of its own."""

    def open_page(username: str, query: str) -> Page:
        page = page_of(username, base_url=own_server.url, bypass_csp=True, viewport=TALL)
        open_path(page, f"/netzwerk?{query}")
        return page

    return open_page


def words(page: Page) -> str:
    """What stands on the page, without the menu."""
    return page.get_by_test_id("stMain").inner_text()


def test_two_communes_agree_to_talk(at: Callable[[str, str], Page]) -> None:
    asking = at(ASKING, "thema=konfliktbearbeitung&art=sucht")
    expect(asking.get_by_text("Ein Eintrag", exact=True)).to_be_visible()
    assert "Musterstadt" not in words(asking)
    asking.get_by_role("link", name="Ins Gespräch kommen").click()
    asking.get_by_label("Ihre Nachricht").fill(MESSAGE)
    asking.get_by_role("button", name="Anfrage senden").click()
    expect(asking.get_by_text("Die Anfrage ist gesendet")).to_be_visible()
    expect(asking.get_by_text("eine Kommune, die anonym bleibt")).to_be_visible()
    assert "Musterstadt" not in words(asking)
    assert violations_by_day_and_night(asking) == []

    answering = at(ANSWERING, "teil=anfragen")
    card = answering.locator("[class*=st-key-network_received_]").filter(has_text="Beispielstadt Lindenwarte")
    expect(card.get_by_text(MESSAGE)).to_be_visible()
    assert THEIR_PHONE not in words(answering)
    card.get_by_role("button", name="Zustimmen").click()
    answering.get_by_role("button", name="Dem Gespräch zustimmen").click()
    expect(answering.get_by_text("Sie haben zugestimmt.")).to_be_visible()
    expect(answering.get_by_role("link", name=THEIR_PHONE)).to_be_visible()
    unfold(answering)
    assert violations_by_day_and_night(answering) == []

    asking.reload()
    expect(asking.get_by_role("link", name=OUR_MAIL)).to_be_visible()
    expect(asking.get_by_text("Ihr Gegenüber bei Musterstadt")).to_be_visible()
    third = at(THIRD, "thema=konfliktbearbeitung&art=sucht")
    expect(third.get_by_text("anonym", exact=False).first).to_be_visible()
    assert "Musterstadt" not in words(third) and "Lindenwarte" not in words(third)
