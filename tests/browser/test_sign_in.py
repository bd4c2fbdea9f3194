"""Signing in and out, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from browser.steps import fill_in, open_path, wait_idle
from factories import PASSWORD
from playwright.sync_api import BrowserContext, Locator, Page, expect
from running_server import Server

pytestmark = pytest.mark.browser
NEW_PASSWORD = "lila Hefter im Flur"
REFUSED = "Benutzername oder Passwort stimmt nicht"


def sign_out_button(page: Page) -> Locator:
    """Only who is signed in has it."""
    return page.get_by_role("button", name="Abmelden", exact=True)


def test_the_right_password_after_a_wrong_one_signs_in(page: Page) -> None:
    open_path(page, "/anmelden")
    fill_in(page, "leitung", "falsch, aber lang genug")
    expect(page.get_by_text(REFUSED)).to_be_visible()
    fill_in(page, "leitung", PASSWORD)
    expect(sign_out_button(page)).to_be_visible()
    expect(page.get_by_text(REFUSED)).to_have_count(0)


def test_an_unknown_name_gets_the_same_sentence(page: Page) -> None:
    open_path(page, "/anmelden")
    fill_in(page, "gibt es nicht", "falsch, aber lang genug")
    expect(page.get_by_text(REFUSED)).to_be_visible()


def test_the_browser_stays_signed_in_after_a_reload_and_in_a_second_tab(page_of: Callable[..., Page]) -> None:
    page = page_of("leitung")
    page.reload()
    expect(sign_out_button(page)).to_be_visible()
    second = page.context.new_page()
    second.goto("/mein-konto")
    expect(second.get_by_role("heading", name="Mein Konto")).to_be_visible()


def test_no_script_can_read_the_cookie_of_a_sign_in(page_of: Callable[..., Page]) -> None:
    page = page_of("leitung")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert (cookies["kompass_session"]["httpOnly"], cookies["kompass_session"]["sameSite"]) == (True, "Strict")
    assert (cookies["kompass_browser"]["httpOnly"], cookies["kompass_browser"]["sameSite"]) == (True, "Strict")
    assert "kompass_session" not in page.evaluate("document.cookie")


def test_signing_out_ends_the_other_tab_at_its_next_run(page_of: Callable[..., Page]) -> None:
    first = page_of("leitung", "/mein-konto")
    second = first.context.new_page()
    open_path(second, "/mein-konto")
    sign_out_button(first).click()
    expect(sign_out_button(first)).to_have_count(0)
    second.get_by_role("button", name="Überall sonst abmelden").click()
    expect(sign_out_button(second)).to_have_count(0)
    expect(second.get_by_text("Beispiel Leitung")).to_have_count(0)


def test_a_copied_cookie_is_worthless_after_signing_out(
    page_of: Callable[..., Page], new_context: Callable[..., BrowserContext]
) -> None:
    page = page_of("leitung")
    copied = [cookie for cookie in page.context.cookies() if cookie["name"] == "kompass_session"]
    thief = new_context()
    thief.add_cookies(copied)  # type: ignore[arg-type]
    stolen = thief.new_page()
    open_path(stolen, "/")
    expect(sign_out_button(stolen)).to_be_visible()  # as long as the person is signed in

    with page.expect_response(lambda response: response.url.endswith("/kompass/session")):
        sign_out_button(page).click()
    expect(sign_out_button(page)).to_have_count(0)
    assert "kompass_session" not in {cookie["name"] for cookie in page.context.cookies()}

    stolen.reload()
    wait_idle(stolen)
    stolen.get_by_role("heading", level=1).first.wait_for()
    assert sign_out_button(stolen).count() == 0


def test_a_new_password_ends_the_other_sessions_and_keeps_the_own(
    page_of: Callable[..., Page], own_server: Server
) -> None:
    own = page_of("steuerung", "/mein-konto", base_url=own_server.url)
    other = page_of("steuerung", "/mein-konto", base_url=own_server.url)
    change_password(own, PASSWORD, NEW_PASSWORD)
    own.reload()
    expect(sign_out_button(own)).to_be_visible()
    other.get_by_role("button", name="Überall sonst abmelden").click()
    expect(sign_out_button(other)).to_have_count(0)
    open_path(other, "/anmelden")
    fill_in(other, "steuerung", PASSWORD)
    expect(other.get_by_text(REFUSED)).to_be_visible()
    fill_in(other, "steuerung", NEW_PASSWORD)
    expect(sign_out_button(other)).to_be_visible()


def change_password(page: Page, old: str, new: str) -> None:
    page.get_by_label("Bisheriges Passwort", exact=True).fill(old)
    page.get_by_label("Neues Passwort", exact=True).fill(new)
    page.get_by_label("Neues Passwort noch einmal", exact=True).fill(new)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Passwort ändern").click()
    expect(page.get_by_text("Das neue Passwort gilt ab jetzt")).to_be_visible()


def test_a_stranger_who_follows_a_deep_link_signs_in_first_and_is_then_where_the_link_leads(page: Page) -> None:
    open_path(page, "/mein-konto")
    expect(page.get_by_role("heading", name="Anmelden", level=1)).to_be_visible()
    assert page.get_by_text("Passwort ändern").count() == 0
    assert page.get_by_test_id("stSidebarNav").get_by_role("link", name="Mein Konto").count() == 0
    fill_in(page, "leitung", PASSWORD)
    expect(page.get_by_role("heading", name="Mein Konto", level=1)).to_be_visible()


def test_password_managers_find_the_fields(page: Page) -> None:
    open_path(page, "/anmelden")
    assert page.get_by_label("Benutzername", exact=True).get_attribute("autocomplete") == "username"
    assert page.get_by_label("Passwort", exact=True).get_attribute("autocomplete") == "current-password"


def test_the_language_changes_without_a_reload_and_is_kept(page: Page) -> None:
    open_path(page, "/anmelden")
    assert page.evaluate("document.documentElement.lang") == "de"
    page.evaluate("window.notReloaded = true")
    expect(page.get_by_role("button", name="Passwort anzeigen")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Show password")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("window.notReloaded")
    page.reload()
    wait_idle(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("button", name="Passwort anzeigen")).to_be_visible()


def test_nothing_personal_is_logged(page_of: Callable[..., Page], page: Page, server: Server) -> None:
    page_of("leitung")
    open_path(page, "/anmelden")
    fill_in(page, "erika.mustermann", "falsch, aber lang genug")
    expect(page.get_by_text(REFUSED)).to_be_visible()
    logged = server.log.read_text()
    assert not re.findall(r"leitung|erika|mustermann|falsch|127\.0\.0\.1:\d+ - ", logged.replace(server.url, ""))
