"""A real server and a real browser: pages of people who are signed in, watched for errors and foreign requests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.steps import PATIENCE_MS, Watch, open_path, sign_in
from factories import PASSWORD
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect, sync_playwright
from running_server import Server, started, with_demo

CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
TOWN_PASSWORD = "Am-Fluss-liegt-Neubeginn-7"
HOW_TO_INSTALL = "Chromium is missing: install it (Debian: apt-get install chromium) or set CHROMIUM to its path"


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo that the operator's commands made, which every program gets a copy of."""
    return with_demo(tmp_path_factory.mktemp("demo")).folder


@pytest.fixture(scope="session")
def server(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running program, with the demo communes and accounts."""
    with started(tmp_path_factory.mktemp("server"), made_demo) as running:
        yield running


@pytest.fixture
def own_server(made_demo: Path, tmp_path: Path) -> Iterator[Server]:
    """A program of this test's own: whatever the test changes, no other test sees."""
    with started(tmp_path, made_demo) as running:
        yield running


@pytest.fixture(scope="module")
def team_server(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program whose round 2026 the tests of one module fill in, each at questions of its own."""
    with started(tmp_path_factory.mktemp("team"), made_demo) as running:
        yield running


@pytest.fixture(scope="module")
def town(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A program with a town beside the demo, without plan and meetings, and three accounts named as their roles."""
    folder = tmp_path_factory.mktemp("town")
    secret = folder / "secret"
    secret.write_text(TOWN_PASSWORD)
    with started(folder, made_demo) as running:
        running.command("add-commune", "09999991", "Neubeginn", "--land", "Bayern", "--population", "20000")
        for role in ("mayor", "officer", "steering"):
            given = ("--role", role, "--commune", "09999991", "--password-file", str(secret))
            running.command("add-account", role, "--name", f"Person {role}", *given)
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from CHROMIUM or the PATH."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        launched = launch(playwright.chromium)
        yield launched
        launched.close()


@pytest.fixture
def mortal_browser(browser: Browser) -> Iterator[Browser]:
    """A second Chromium with processes of its own, which a test may kill."""
    launched = launch(browser.browser_type)
    yield launched
    if launched.is_connected():
        launched.close()


def launch(chromium: BrowserType) -> Browser:
    """Start a Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path is not None, HOW_TO_INSTALL
    return chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test if a page of it showed an error or left this machine."""
    made = Watch()
    yield made
    assert made.unexpected() == []


@pytest.fixture
def new_context(server: Server, browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers with cookies of their own; options of Playwright's `new_context` may be given."""
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        given = {"locale": "de-DE", "timezone_id": "Europe/Berlin", "base_url": server.url, **options}
        context = browser.new_context(**given)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.on("page", watch.on)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty tab of somebody who is not signed in."""
    return new_context().new_page()


@pytest.fixture
def page_of(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens a page as a demo account, in a browser of its own: `page_of("leitung", "/ergebnisse")`."""

    def open_page(username: str, path: str = "/", password: str = PASSWORD, **options: object) -> Page:
        tab = new_context(**options).new_page()
        sign_in(tab, username, password)
        if path != "/":
            open_path(tab, path)
        return tab

    return open_page


@pytest.fixture
def in_town(page_of: Callable[..., Page], town: Server) -> Callable[..., Page]:
    """Opens a page as somebody of the town without plan and meetings: `in_town("officer", "/sitzungen")`."""

    def open_page(role: str, path: str = "/", **options: object) -> Page:
        return page_of(role, path, TOWN_PASSWORD, **{"base_url": town.url, **options})

    return open_page
