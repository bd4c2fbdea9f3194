"""Signing in on its page: into the page that was asked for, for real accounts and for those of the demo."""

from __future__ import annotations

import pytest
from app_tab import App, AppAs

from data.model.people import Role


def sign_in(app: App, username: str, password: str) -> App:
    app.tab.text_input[0].set_value(username)
    app.tab.text_input[1].set_value(password)
    # The page link in the frame bears the same name; the button of the form has it too.
    (button,) = (each for each in app.tab.button if each.label == "Anmelden")
    button.click()
    return app.run()


@pytest.mark.parametrize(
    ("username", "title"),
    [("leitung", "Überblick"), ("sachbearbeitung", "Überblick"), ("fachamt", "Willkommen, Beispiel Fachamt")],
)
def test_after_signing_in_the_start_page_opens(username: str, title: str, app_as: AppAs) -> None:
    app = sign_in(app_as(None, "anmelden"), username, "Kompass-2035!")
    assert app.title == title
    assert "Abmelden" in [button.label for button in app.tab.button]


def test_a_bookmark_leads_on_to_its_page_after_signing_in(app_as: AppAs) -> None:
    app = app_as(None, "ergebnisse")
    assert app.title == "Anmelden"
    assert sign_in(app, "leitung", "Kompass-2035!").title == "Ergebnisse"


def test_a_wrong_password_keeps_people_on_the_form_and_the_right_one_then_opens(app_as: AppAs) -> None:
    app = sign_in(app_as(None, "anmelden"), "leitung", "falsch")
    assert app.title == "Anmelden"
    assert len(app.tab.error) == 1
    assert sign_in(app, "leitung", "Kompass-2035!").title == "Überblick"


def test_the_accounts_of_the_demo_are_told_on_its_page(app_as: AppAs) -> None:
    text = app_as(None, "anmelden").text
    assert "`Kompass-2035!`" in text
    assert all(f"`{name}`" in text for name in ("leitung", "sachbearbeitung", "steuerung", "fachamt", "plattform"))


def test_a_real_installation_tells_no_account_and_no_password(new_app_as: AppAs) -> None:
    app = new_app_as(None, "anmelden")
    assert "Kompass-2035!" not in app.text
    assert "leitung" not in app.text
    assert [words for level, words in app.headings if level == 2] == ["Mit Ihrem Konto"]


def test_after_signing_out_another_person_sees_their_own_page(app_as: AppAs) -> None:
    app = app_as(Role.MAYOR, "ergebnisse")
    app.click("sign_out")
    assert sign_in(app.open("anmelden"), "plattform", "Kompass-2035!").title.startswith("Willkommen")
    assert "Musterstadt" not in app.text
