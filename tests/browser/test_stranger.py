"""Who sees what: nothing of any commune for strangers and the platform team, and each role exactly its pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.steps import fill_in, main_text, open_path, sign_in
from factories import PASSWORD
from playwright.sync_api import Page, WebSocket, expect

from data.content.demo import demo_communes
from data.services.demo import ACCOUNTS

pytestmark = pytest.mark.browser

PUBLIC = {
    "/": "Kompass 2035",
    "/anmelden": "Anmelden",
    "/rueckhalt": "Rückhalt bei Anfeindung und Bedrohung",
    "/leichte-sprache": "Leichte Sprache",
    "/barrierefreiheit": "Erklärung zur Barrierefreiheit",
    "/datenschutz": "Datenschutz",
    "/impressum": "Impressum",
}
FOR_SOME = {
    "/runden": "Runden",
    "/fragen": "Fragen",
    "/zustaendigkeiten": "Zuständigkeiten",
    "/hochladen": "Antworten hochladen",
    "/einreichen": "Prüfung und Freigabe",
    "/ergebnisse": "Ergebnisse",
    "/vergleich": "Vergleich",
    "/vergleich-teilnahme": "Teilnahme am Vergleich",
    "/schwerpunkte": "Schwerpunkte",
    "/massnahmen": "Maßnahmen",
    "/sitzungen": "Sitzungen",
    "/vision-2035": "Vision 2035",
    "/roter-faden": "Roter Faden",
    "/uebergabe": "Übergabe",
    "/wissen": "Wissen",
    "/netzwerk": "Netzwerk",
    "/wissen-pflegen": "Wissen pflegen",
    "/kommunen": "Kommunen",
    "/fragenkataloge": "Fragenkataloge",
    "/vergleichsdaten": "Vergleichsdaten",
    "/mein-konto": "Mein Konto",
}
NOT_FOR_YOU = "Diese Seite ist für Ihr Konto nicht vorgesehen"
ABOUT = ["Leichte Sprache", "Barrierefreiheit", "Datenschutz", "Impressum"]
AROUND = (["Überblick"], ["Rückhalt", "Mein Konto", *ABOUT])
PLAN = ("Schwerpunkte", "Maßnahmen", "Sitzungen", "Vision 2035", "Roter Faden", "Übergabe")
RESULTS_PLAN_AND_EXCHANGE = ("Ergebnisse", "Vergleich", "Teilnahme am Vergleich", *PLAN, "Wissen", "Netzwerk")
FOR_STRANGERS = ["Überblick", "Anmelden", "Rückhalt", *ABOUT]
MENU = {
    "leitung": ["Runden", "Fragen", "Prüfung und Freigabe", *RESULTS_PLAN_AND_EXCHANGE],
    "sachbearbeitung": [
        *("Runden", "Fragen", "Zuständigkeiten", "Antworten hochladen", "Prüfung und Freigabe"),
        *RESULTS_PLAN_AND_EXCHANGE,
    ],
    "steuerung": ["Runden", *RESULTS_PLAN_AND_EXCHANGE],
    "fachamt": ["Runden", "Fragen", "Antworten hochladen", "Wissen"],
    "plattform": ["Wissen", "Netzwerk", "Kommunen", "Fragenkataloge", "Vergleichsdaten", "Wissen pflegen"],
}
# Who takes part, and what a commune offers others under its name.
COMMUNES_ARE_NAMED = ("/kommunen", "/wissen", "/netzwerk", "/wissen-pflegen")
OF_A_RESULT = re.compile(r"\d+ Punkte|gut aufgestellt")
OF_A_COMMUNE = re.compile("|".join([*(re.escape(each.name) for each in demo_communes()), OF_A_RESULT.pattern]))
OF_A_PERSON = re.compile("|".join(re.escape(name) for name, _role in ACCOUNTS.values()))


@pytest.fixture
def received() -> list[str]:
    """Everything that the server sent to the pages of this test, drawn or not."""
    return []


@pytest.fixture
def listen(received: list[str]) -> Callable[[Page], Page]:
    """Note what the server sends to a page from its next load on."""

    def on_socket(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: received.append(as_text(frame)))

    def listening(page: Page) -> Page:
        page.on("websocket", on_socket)
        return page

    return listening


def as_text(frame: str | bytes) -> str:
    """The words in a message, without the signs that keep them from being taken for Markdown."""
    text = frame if isinstance(frame, str) else frame.decode("utf-8", errors="replace")
    return text.replace("\\", "")


def menu_of(page: Page) -> list[str]:
    """The entries of the menu, in order."""
    entries = page.get_by_test_id("stSidebarNavLink").get_by_test_id("stMarkdownContainer")
    return entries.all_inner_texts()


def test_a_stranger_sees_public_pages_or_the_form_and_is_sent_nothing_of_anybody(
    page: Page, listen: Callable[[Page], Page], received: list[str]
) -> None:
    listen(page)
    for path, heading in {**PUBLIC, **dict.fromkeys(FOR_SOME, "Anmelden")}.items():
        open_path(page, path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        assert menu_of(page) == FOR_STRANGERS
    sent = "\n".join(received)
    assert "Zugangsdaten" in sent  # the form was there, so this is what was sent
    assert OF_A_COMMUNE.findall(sent) == []
    assert OF_A_PERSON.findall(sent) == []


@pytest.mark.parametrize(("username", "path"), [("leitung", "/ergebnisse"), ("sachbearbeitung", "/hochladen")])
def test_after_signing_in_the_person_is_where_the_link_leads(page: Page, username: str, path: str) -> None:
    open_path(page, path)
    fill_in(page, username, PASSWORD)
    expect(page.get_by_role("heading", name=FOR_SOME[path], level=1)).to_be_visible()
    assert page.url.endswith(path)


@pytest.mark.parametrize("username", MENU)
def test_a_role_has_its_pages_in_the_menu(page_of: Callable[..., Page], username: str) -> None:
    first, last = AROUND
    assert menu_of(page_of(username)) == [*first, *MENU[username], *last]


# The other roles: tests/pages/test_every_page.py.
@pytest.mark.parametrize("username", ["fachamt", "plattform"])
def test_a_role_has_no_other_pages_by_address(page_of: Callable[..., Page], username: str) -> None:
    page = page_of(username)
    for path, heading in FOR_SOME.items():
        open_path(page, path)
        may_open = heading in [*MENU[username], "Mein Konto"]
        expect(page.get_by_role("heading", level=1)).to_have_text(heading if may_open else NOT_FOR_YOU)


def test_the_platform_team_is_sent_nothing_of_any_commune_but_public_facts(
    page: Page, listen: Callable[[Page], Page], received: list[str]
) -> None:
    sign_in(listen(page), "plattform")
    for path in [*PUBLIC, *(path for path in FOR_SOME if path not in COMMUNES_ARE_NAMED)]:
        open_path(page, path)
        assert OF_A_COMMUNE.findall(main_text(page)) == []
    sent = "\n".join(received)
    assert ACCOUNTS["plattform"][0] in sent  # what was sent can be read here
    assert OF_A_COMMUNE.findall(sent) == []
    # What a commune answered is not to be read where communes are named either.
    received.clear()
    for path in COMMUNES_ARE_NAMED:
        open_path(page, path)
        assert OF_A_COMMUNE.findall(main_text(page)) != []
    assert OF_A_RESULT.findall("\n".join(received)) == []


def test_signing_out_takes_everything_off_the_screen(page_of: Callable[..., Page]) -> None:
    page = page_of("leitung", "/ergebnisse")
    assert OF_A_COMMUNE.search(main_text(page))
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name="Anmelden", level=1)).to_be_visible()
    assert OF_A_COMMUNE.findall(page.locator("body").inner_text()) == []
