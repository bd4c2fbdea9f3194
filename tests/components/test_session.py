"""The state of one tab: who is signed in, at which cost, in which language, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from factories import a_commune
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from components import session
from components.session import Key
from data.model.audit import AuditEvent
from data.model.people import Role
from data.services import accounts
from data.storage.database import reading, writing

OWN = "Kastanie+Rad 7"


@pytest.fixture
def officer(store: Engine, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(accounts, "BCRYPT_COST", 4)
    with writing() as work:
        work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    return accounts.add_account(
        None, username="amt", display_name="Amt", role=Role.OFFICER, ags="09999001", password=OWN
    )


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies that the browser sent when the tab connected."""
    sent: dict[str, str] = {}
    monkeypatch.setattr(session, "cookie", sent.get)
    return sent


@pytest.fixture
def statements(store: Engine) -> Iterator[list[str]]:
    """Everything sent to the database, without BEGIN and COMMIT."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(store, "before_cursor_execute", note)
    yield sent
    event.remove(store, "before_cursor_execute", note)


def a_run_that_asks_often() -> None:
    import streamlit as st

    from components import session

    with session.one_run() as person:
        for _ in range(5):
            assert session.signed_in_person() == person
        st.button("Aufgabe", on_click=session.signed_in_person)
        st.button("Abmelden", on_click=session.sign_out)
        st.button("English", on_click=session.set_language, args=("en",))
        st.write(person.username if person else "niemand")
        st.write(session.language())


def tab(run: Callable[[], None] = a_run_that_asks_often) -> AppTest:
    return AppTest.from_function(run).run()


def shown(app: AppTest) -> list[str]:
    assert not app.exception
    return [element.value for element in app.markdown]


def tab_of(account_id: int) -> AppTest:
    app = AppTest.from_function(a_run_that_asks_often)
    app.session_state[Key.SIGN_IN] = accounts.begin_session(account_id)[0]
    return app.run()


def test_a_signed_in_run_costs_one_statement_however_often_it_asks(officer: int, statements: list[str]) -> None:
    app = tab_of(officer)
    statements.clear()
    app.run()
    assert shown(app)[0] == "amt"
    assert len(statements) == 1


def test_a_run_without_sign_in_costs_no_statement(officer: int, cookies: dict[str, str], statements: list[str]) -> None:
    statements.clear()
    assert shown(tab())[0] == "niemand"
    assert statements == []


def test_a_callback_looks_again_because_the_sign_in_may_have_ended(officer: int, statements: list[str]) -> None:
    app = tab_of(officer)
    statements.clear()
    app.button[0].click().run()
    assert len(statements) == 2  # one for the callback, one for the run


def test_a_browser_with_the_cookie_is_signed_in(officer: int, cookies: dict[str, str]) -> None:
    _, ticket = accounts.begin_session(officer)
    cookies["kompass_session"] = accounts.redeem_ticket(ticket)
    assert shown(tab())[0] == "amt"


def test_a_sign_in_that_ended_elsewhere_leaves_nothing_in_the_tab(officer: int) -> None:
    app = tab_of(officer)
    app.session_state[Key.UPLOADED_SHEET] = "Antworten der Kommune"
    accounts.end_session(app.session_state[Key.SIGN_IN])
    app.run()
    assert shown(app)[0] == "niemand"
    assert Key.UPLOADED_SHEET not in app.session_state
    assert Key.SIGN_IN not in app.session_state


def test_signing_out_ends_the_session_and_tells_the_browser_to_drop_its_cookie(officer: int) -> None:
    app = tab_of(officer)
    session_id = app.session_state[Key.SIGN_IN]
    app.session_state[Key.UPLOADED_SHEET] = "Antworten der Kommune"
    app.button[1].click().run()
    assert shown(app)[0] == "niemand"
    assert accounts.sign_in_of_session(session_id) is None
    assert app.session_state[Key.FORGET_COOKIE] is True
    assert Key.UPLOADED_SHEET not in app.session_state


def test_who_must_be_signed_in_and_is_not_is_refused(store: Engine, cookies: dict[str, str]) -> None:
    def demanding() -> None:
        import streamlit as st

        from components import session
        from data.errors import NotAllowed

        try:
            session.require_person()
        except NotAllowed as error:
            st.write(error.code)

    assert shown(tab(demanding)) == ["sign_in_needed"]


def test_german_is_the_language_unless_another_was_chosen(store: Engine, cookies: dict[str, str]) -> None:
    assert shown(tab())[1] == "de"
    cookies["kompass_language"] = "en"
    assert shown(tab())[1] == "en"
    cookies["kompass_language"] = "tlh"
    assert shown(tab())[1] == "de"


def test_the_account_remembers_the_chosen_language_for_the_next_sign_in(officer: int, cookies: dict[str, str]) -> None:
    app = tab_of(officer)
    assert shown(app)[1] == "de"
    app.button[2].click().run()
    assert shown(app)[1] == "en"
    with reading() as work:
        person = work.accounts.person(officer)
    assert person is not None
    assert person.language == "en"
    assert shown(tab_of(officer))[1] == "en"


def test_the_language_outlives_signing_out(officer: int) -> None:
    app = tab_of(officer)
    app.button[2].click().run()
    app.button[1].click().run()
    assert shown(app) == ["niemand", "en"]


@pytest.mark.parametrize(("again", "kept"), [(True, True), (False, False)])
def test_what_was_kept_when_a_sign_in_ended_is_for_the_same_person_alone(
    officer: int, cookies: dict[str, str], again: bool, kept: bool
) -> None:
    def signing_in() -> None:
        import streamlit as st

        from components import session

        with session.one_run():
            if "as" in st.session_state:
                session.begin(st.session_state.pop("as"))

    other = accounts.add_account(
        None, username="kim", display_name="Kim", role=Role.OFFICER, ags="09999001", password=OWN
    )
    app = AppTest.from_function(signing_in)
    app.session_state["as"] = officer
    app.run()
    accounts.end_session(app.session_state[Key.SIGN_IN])
    app.run()
    app.session_state[Key.QUESTION_PROBLEMS] = {"MS-01": "Nicht gespeichert: „vertraulich“"}  # the callback came after
    app.session_state["as"] = officer if again else other
    app.run()
    assert Key.SIGN_IN in app.session_state
    assert (Key.QUESTION_PROBLEMS in app.session_state) is kept


def test_words_can_be_in_a_language_where_no_run_is_and_nobody_is_signed_in() -> None:
    # A file is made at the click: after the run, in another thread, in the language that the page had.
    with session.speaking("en"):
        assert (session.language(), session.signed_in_person()) == ("en", None)
        with session.speaking("de"):
            assert session.language() == "de"
        assert session.language() == "en"
