"""Nothing that was acknowledged is lost: a browser killed while somebody answers, a reload, a lost connection."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from browser.questions_page import (
    LEVELS,
    SAVED,
    answer,
    card,
    choose,
    history,
    open_criterion,
    open_panel,
    radio,
    saved,
)
from browser.steps import sign_in, wait_idle
from playwright.sync_api import Browser, Locator, Page, expect
from running_server import Server, serving

pytestmark = pytest.mark.browser
CONNECTED = '[data-test-connection-state="CONNECTED"]'
REMEMBER_SOCKETS = """() => {
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); window.sockets.push(this); }
  };
}"""


@pytest.fixture
def officer_at(page_of: Callable[..., Page], team_server: Server) -> Callable[[str], Page]:
    """Opens a criterion in a browser of its own."""

    def open_page(criterion_key: str) -> Page:
        page = page_of("sachbearbeitung", base_url=team_server.url)
        open_criterion(page, criterion_key)
        return page

    return open_page


def remark(page: Page, question_id: str) -> Locator:
    """The field for a remark."""
    return card(page, question_id).get_by_label("Bemerkung", exact=True)


def type_remark(page: Page, question_id: str, text: str) -> None:
    """Type in the field for a remark as people do, without leaving it."""
    remark(page, question_id).focus()
    page.keyboard.press("End")
    page.keyboard.type(text)


def kill(browser: Browser) -> None:
    """End a browser as a power cut does."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    os.kill(next(process["id"] for process in processes if process["type"] == "browser"), signal.SIGKILL)


def test_a_browser_killed_while_somebody_types_has_lost_nothing_but_the_words_since_the_last_pause(
    mortal_browser: Browser, team_server: Server, officer_at: Callable[[str], Page]
) -> None:
    page = mortal_browser.new_context(base_url=team_server.url, locale="de-DE").new_page()
    sign_in(page, "sachbearbeitung")
    open_criterion(page, "wohnen")
    answer(page, "FZ-13", LEVELS[2])
    open_panel(page, "FZ-13", "Bemerkung und Nachweis")
    open_panel(page, "FZ-13", "Verlauf")
    type_remark(page, "FZ-13", "Bis zur Pause.")
    expect(history(page, "FZ-13")).to_have_count(2)
    answer(page, "FZ-14", "nicht bekannt")
    type_remark(page, "FZ-13", " Danach")
    choose(page, "FZ-15", LEVELS[1])
    kill(mortal_browser)

    again = officer_at("wohnen")
    expect(radio(again, "FZ-13", LEVELS[2])).to_be_checked()
    expect(radio(again, "FZ-14", "nicht bekannt")).to_be_checked()
    expect(saved(again, "FZ-14")).to_have_text(SAVED)
    assert remark(again, "FZ-13").input_value() in ("Bis zur Pause.", "Bis zur Pause. Danach")
    open_panel(again, "FZ-13", "Verlauf")
    expect(history(again, "FZ-13").filter(has_text="Bemerkung: – → „Bis zur Pause.“")).to_have_count(1)


def test_who_reloads_or_closes_the_tab_in_the_middle_of_a_word_is_asked_and_finds_it_again(
    officer_at: Callable[[str], Page],
) -> None:
    page = officer_at("sport")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    answer(page, "FZ-24", LEVELS[1])
    open_panel(page, "FZ-24", "Bemerkung und Nachweis")
    type_remark(page, "FZ-24", "Zwei Hall")
    page.reload()
    expect(remark(page, "FZ-24")).to_have_value("Zwei Hall")
    expect(radio(page, "FZ-24", LEVELS[1])).to_be_checked()

    type_remark(page, "FZ-24", "en und ein B")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload", "beforeunload"]
    expect(remark(officer_at("sport"), "FZ-24")).to_have_value("Zwei Hallen und ein B")


def test_a_lost_connection_is_taken_up_again_and_brings_what_was_typed_meanwhile(
    page_of: Callable[..., Page], team_server: Server, officer_at: Callable[[str], Page]
) -> None:
    page = page_of("sachbearbeitung", base_url=team_server.url)
    page.add_init_script(f"({REMEMBER_SOCKETS})()")
    open_criterion(page, "kultur")
    answer(page, "FZ-22", LEVELS[3])
    open_panel(page, "FZ-22", "Bemerkung und Nachweis")
    type_remark(page, "FZ-22", "Offene Bühne")
    page.evaluate("() => window.sockets.forEach((socket) => socket.close())")
    expect(page.locator(CONNECTED)).to_have_count(1)
    open_panel(page, "FZ-22", "Verlauf")
    expect(history(page, "FZ-22").first).to_contain_text("Bemerkung: – → „Offene Bühne“")
    expect(remark(officer_at("kultur"), "FZ-22")).to_have_value("Offene Bühne")


def test_a_server_that_does_not_answer_acknowledges_nothing_and_stores_it_as_soon_as_it_does(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    page = page_of("sachbearbeitung", base_url=own_server.url)
    open_criterion(page, "transport")
    os.kill(own_server.process_id, signal.SIGSTOP)
    try:
        choose(page, "FZ-20", LEVELS[2])
        choose(page, "FZ-21", LEVELS[4])
        expect(radio(page, "FZ-21", LEVELS[4])).to_be_checked()
        expect(saved(page, "FZ-20")).to_have_text("noch offen")
    finally:
        os.kill(own_server.process_id, signal.SIGCONT)
    for question_id, level in (("FZ-20", LEVELS[2]), ("FZ-21", LEVELS[4])):
        expect(saved(page, question_id)).to_contain_text("gespeichert")
        expect(radio(page, question_id, level)).to_be_checked()


def test_while_the_server_is_gone_the_page_says_so_and_takes_nothing_and_afterwards_shows_what_is_stored(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    page = page_of("sachbearbeitung", base_url=own_server.url)
    open_criterion(page, "transport")
    answer(page, "FZ-20", LEVELS[2])
    os.kill(own_server.process_id, signal.SIGKILL)
    expect(page.get_by_role("dialog")).to_contain_text("Keine Verbindung")
    expect(radio(page, "FZ-20", LEVELS[3])).to_be_disabled()
    with serving(own_server):
        expect(page.locator(CONNECTED)).to_have_count(1, timeout=60_000)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(radio(page, "FZ-20", LEVELS[2])).to_be_checked()
        expect(saved(page, "FZ-20")).to_have_text(SAVED)
        wait_idle(page)
        answer(page, "FZ-21", LEVELS[1])
