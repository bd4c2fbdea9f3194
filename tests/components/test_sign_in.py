"""The sign-in form: one sentence for every refusal, no account loaded but the one asked for, nothing sent anywhere."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from factories import PASSWORD, a_commune
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from components import session
from components.session import Key
from components.sign_in import _AccountsByName
from data import settings as settings_module
from data.model.audit import AuditEvent
from data.model.people import Role
from data.services import accounts
from data.storage.database import writing

OWN = "Kastanie+Rad 7"
REFUSED = (
    "Benutzername oder Passwort stimmt nicht, oder es gab zu viele Versuche. "
    "Bitte warten Sie kurz und versuchen Sie es noch einmal."
)


@pytest.fixture(autouse=True)
def house(store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """One commune with one account; passwords are cheap; nobody speaks to the outside."""
    monkeypatch.setattr(accounts, "BCRYPT_COST", 4)
    monkeypatch.setattr(session, "cookie", lambda _name: None)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a call to the outside"))
    with writing() as work:
        work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    add("amt")


def add(username: str, **changes: object) -> None:
    values = {"display_name": "Amt", "role": Role.OFFICER, "ags": "09999001", "password": OWN, **changes}
    accounts.add_account(None, username=username, **values)  # type: ignore[arg-type]


def the_form() -> None:
    import streamlit as st

    from components import session, sign_in

    with session.one_run() as person:
        if person is None:
            sign_in.form()
            sign_in.demo_accounts()
        else:
            st.write(person.username)


def attempt(app: AppTest, username: str, password: str) -> AppTest:
    app.text_input[0].set_value(username)
    app.text_input[1].set_value(password)
    return app.button[0].click().run()


@pytest.fixture
def form() -> AppTest:
    return AppTest.from_function(the_form).run()


def test_the_form_is_german(form: AppTest) -> None:
    assert [field.label for field in form.text_input] == ["Benutzername", "Passwort"]
    assert [button.label for button in form.button] == ["Anmelden"]
    assert not form.error


def test_the_right_password_signs_in_and_the_cookie_can_be_fetched(form: AppTest) -> None:
    attempt(form, "Amt", OWN)
    assert not form.exception
    assert [element.value for element in form.markdown] == ["amt"]
    assert accounts.redeem_ticket(form.session_state[Key.TICKET])


@pytest.mark.parametrize(
    ("username", "password"), [("amt", "falsch"), ("gibt es nicht", "falsch"), ("amt", ""), ("", "falsch"), ("", "")]
)
def test_every_refusal_is_the_same_sentence(form: AppTest, username: str, password: str) -> None:
    attempt(form, username, password)
    assert not form.exception
    assert [message.value for message in form.error] == [REFUSED]
    assert session.Key.SIGN_IN not in form.session_state


def test_after_a_wrong_password_the_right_one_counts_at_once(form: AppTest) -> None:
    attempt(form, "amt", "falsch")
    attempt(form, "amt", OWN)
    assert [element.value for element in form.markdown] == ["amt"]


def test_after_five_wrong_ones_even_the_right_one_gets_the_same_sentence_in_a_new_tab(form: AppTest) -> None:
    for _ in range(5):
        attempt(form, "amt", "falsch")
    another = attempt(AppTest.from_function(the_form).run(), "amt", OWN)
    assert [message.value for message in another.error] == [REFUSED]


def test_showing_the_form_asks_the_database_nothing(store: Engine) -> None:
    sent: list[str] = []
    note: Callable[..., None] = lambda *given: sent.append(given[2])  # noqa: E731
    event.listen(store, "before_cursor_execute", note)
    AppTest.from_function(the_form).run()
    event.remove(store, "before_cursor_execute", note)
    assert sent == []


def test_the_library_can_load_one_account_but_never_all() -> None:
    known = _AccountsByName()
    assert known["amt"]["name"] == "Amt"
    assert "gibt es nicht" not in known
    with pytest.raises(RuntimeError):
        list(known)
    with pytest.raises(RuntimeError):
        len(known)


def test_the_library_keeps_neither_password_nor_hash(form: AppTest) -> None:
    attempt(form, "amt", OWN)
    library = ("name", "username", "email", "roles", "authentication_status", "logout")
    kept = str([form.session_state[key] for key in library])
    assert OWN not in kept
    assert "$2b$" not in kept


def test_demo_accounts_are_offered_with_their_password_in_demo_mode_only(settings: pytest.MonkeyPatch) -> None:
    add("leitung", role=Role.MAYOR, password=PASSWORD, is_demo=True)
    assert PASSWORD not in drawn(AppTest.from_function(the_form).run())
    settings.setenv("KOMPASS_DEMO", "1")
    settings_module.settings.cache_clear()
    offered = drawn(AppTest.from_function(the_form).run())
    assert "`leitung`" in offered
    assert PASSWORD in offered
    assert "`plattform`" not in offered  # it does not exist here


def drawn(app: AppTest) -> str:
    assert not app.exception
    return " ".join(element.value for element in app.markdown)
