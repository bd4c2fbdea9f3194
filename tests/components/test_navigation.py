"""One site map: the menu shows what somebody may open, every address answers, and addresses never change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browser import test_accessibility, test_german, test_language, test_stranger
from conftest import ROOT
from factories import a_person

from components import navigation, session
from components.navigation import NO_ACCESS, OUT_OF_REACH, PAGES, SIGN_IN, START, site_map
from data.model.people import Permission, Role
from data.services.demo import ACCOUNTS
from pages import test_every_page

EVERYBODY = {"", "rueckhalt", "leichte-sprache", "barrierefreiheit", "datenschutz", "impressum"}
READER = EVERYBODY | {"runden", "ergebnisse", "vergleich", "vergleich-teilnahme", "mein-konto"}
EXCHANGE = {"wissen", "netzwerk"}
PLAN = {"schwerpunkte", "massnahmen", "sitzungen", "vision-2035", "roter-faden", "uebergabe"}
MENU = {
    None: EVERYBODY | {"anmelden"},
    Role.MAYOR: READER | PLAN | EXCHANGE | {"fragen", "einreichen"},
    Role.OFFICER: READER | PLAN | EXCHANGE | {"fragen", "zustaendigkeiten", "hochladen", "einreichen"},
    Role.STEERING: READER | PLAN | EXCHANGE,
    Role.CONTRIBUTOR: EVERYBODY | {"runden", "fragen", "hochladen", "wissen", "mein-konto"},
    Role.PLATFORM: EVERYBODY
    | EXCHANGE
    | {"mein-konto", "kommunen", "fragenkataloge", "vergleichsdaten", "wissen-pflegen"},
}
ADDRESSES = READER | {"anmelden", "fragen", "zustaendigkeiten", "hochladen", "einreichen", "fragenkataloge"}
ADDRESSES |= PLAN | EXCHANGE | {"kommunen", "vergleichsdaten", "wissen-pflegen"}
# What the tests of all pages open, each for another reason.
OPENED_BY = {
    "test_stranger": (*test_stranger.PUBLIC, *test_stranger.FOR_SOME),
    "test_accessibility": (
        *test_accessibility.PUBLIC,
        *test_accessibility.SIGNED_IN,
        *test_accessibility.OF_THE_PLATFORM,
    ),
    "test_german": (*test_german.PUBLIC, *(path for paths in test_german.SIGNED_IN.values() for path in paths)),
    "test_language": (*test_language.PUBLIC, *(path for paths in test_language.PATHS.values() for path in paths)),
    "test_every_page": ("", "anmelden", *test_every_page.TITLES),
}


class Shown:
    """A page as Streamlit was asked to show it."""

    def __init__(self, script: str, title: str, url_path: str, visibility: str, default: bool, icon: str) -> None:
        self.script, self.title, self.url_path = script, title, url_path
        self.visibility, self.default, self.icon = visibility, default, icon


Menu = dict[str, list[Shown]]


@pytest.fixture
def menu_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Role | None], Menu]:
    """The menu that Streamlit is asked to show to somebody."""
    asked: list[Menu] = []

    def navigation_of(menu: Menu) -> Shown:
        asked.append(menu)
        return next(page for pages in menu.values() for page in pages if page.default)

    monkeypatch.setattr(session, "language", lambda: "de")
    monkeypatch.setattr(navigation.st, "Page", Shown)
    monkeypatch.setattr(navigation.st, "navigation", navigation_of)
    navigation._made.cache_clear()

    def opened(role: Role | None) -> Menu:
        navigation.page_for(None if role is None else a_person(role))
        return asked[-1]

    yield opened
    navigation._made.cache_clear()


def pages(menu: Menu) -> dict[str, Shown]:
    return {page.url_path: page for entries in menu.values() for page in entries}


@pytest.mark.parametrize("role", MENU)
def test_the_menu_shows_exactly_the_pages_that_somebody_may_open(
    role: Role | None, menu_of: Callable[[Role | None], Menu]
) -> None:
    shown = {path for path, page in pages(menu_of(role)).items() if page.visibility == "visible"}
    assert shown == MENU[role]


@pytest.mark.parametrize("role", MENU)
def test_every_address_answers_everybody_and_no_script_runs_for_somebody_who_may_not_open_it(
    role: Role | None, menu_of: Callable[[Role | None], Menu]
) -> None:
    found = pages(menu_of(role))
    assert set(found) == ADDRESSES
    for path in ADDRESSES - MENU[role]:
        assert found[path].visibility == "hidden"
        assert found[path].script == (SIGN_IN if role is None else NO_ACCESS), path


@pytest.mark.parametrize("role", MENU)
def test_a_heading_of_the_menu_stands_over_something(role: Role | None, menu_of: Callable[[Role | None], Menu]) -> None:
    for heading, entries in menu_of(role).items():
        assert any(page.visibility == "visible" for page in entries), heading


def test_the_start_page_is_the_one_default(menu_of: Callable[[Role | None], Menu]) -> None:
    defaults = [page for page in pages(menu_of(None)).values() if page.default]
    assert [(page.url_path, page.script) for page in defaults] == [("", START)]


def entries() -> list[navigation.Entry]:
    return [entry for section in site_map() for entry in section.entries]


@pytest.fixture
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def test_addresses_are_the_ones_that_people_bookmarked(in_german: None) -> None:
    assert {entry.url_path for entry in entries()} == ADDRESSES
    assert len(entries()) == len(ADDRESSES)


def test_every_script_is_on_the_map_and_exists(in_german: None) -> None:
    on_the_map = {Path(entry.script) for entry in entries()} | {Path(NO_ACCESS), Path(OUT_OF_REACH)}
    assert on_the_map == set((ROOT / "pages").rglob("*.py"))
    assert ROOT / "pages" == PAGES


def test_everything_but_public_pages_asks_for_a_permission(in_german: None) -> None:
    for entry in entries():
        is_public = Path(entry.script).parent.name == "public"
        assert (entry.permission is None) == is_public, entry.url_path


def test_the_map_asks_for_the_permission_that_the_services_of_the_page_ask_for(in_german: None) -> None:
    asked = {entry.url_path: entry.permission for entry in entries() if entry.permission is not None}
    assert asked == {
        "runden": Permission.READ_ROUNDS,
        "fragen": Permission.READ_ANSWERS,
        "zustaendigkeiten": Permission.ASSIGN,
        "hochladen": Permission.UPLOAD_ANSWERS,
        "einreichen": Permission.CHECK_ROUND,
        "ergebnisse": Permission.READ_RESULTS,
        "vergleich": Permission.READ_BENCHMARK,
        "vergleich-teilnahme": Permission.READ_BENCHMARK,
        "schwerpunkte": Permission.READ_PLAN,
        "massnahmen": Permission.READ_PLAN,
        "sitzungen": Permission.READ_PLAN,
        "vision-2035": Permission.READ_PLAN,
        "roter-faden": Permission.READ_PLAN,
        "uebergabe": Permission.READ_PLAN,
        "wissen": Permission.READ_KNOWLEDGE,
        "netzwerk": Permission.READ_NETWORK,
        "wissen-pflegen": Permission.EDIT_KNOWLEDGE,
        "fragenkataloge": Permission.MANAGE_CATALOGUES,
        "kommunen": Permission.MANAGE_COMMUNES,
        "vergleichsdaten": Permission.PUBLISH_BENCHMARK,
        "mein-konto": Permission.USE_OWN_ACCOUNT,
    }


def test_icons_come_with_streamlit_and_from_no_other_server(in_german: None) -> None:
    assert all(entry.icon.startswith(":material/") and entry.icon.endswith(":") for entry in entries())


@pytest.mark.parametrize("opened", OPENED_BY.values(), ids=OPENED_BY)
def test_every_address_is_opened_by_the_tests_of_all_pages(opened: tuple[str, ...]) -> None:
    assert {path.lstrip("/").partition("?")[0] for path in opened} == ADDRESSES


@pytest.mark.parametrize("username", [None, *ACCOUNTS])
def test_the_browser_expects_the_menu_that_a_role_has(
    username: str | None, menu_of: Callable[[Role | None], Menu]
) -> None:
    first, last = test_stranger.AROUND
    expected = test_stranger.FOR_STRANGERS if username is None else [*first, *test_stranger.MENU[username], *last]
    shown = pages(menu_of(username and ACCOUNTS[username][1])).values()
    assert [page.title for page in shown if page.visibility == "visible"] == expected
