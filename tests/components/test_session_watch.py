"""The warning before a sign-in ends by itself."""

from __future__ import annotations

import pytest
from factories import a_commune
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from components.session import Key
from data import settings as settings_module
from data.model.audit import AuditEvent
from data.model.people import Role
from data.services import accounts
from data.storage.database import writing


@pytest.fixture
def session_id(store: Engine, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(accounts, "BCRYPT_COST", 4)
    with writing() as work:
        work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    account_id = accounts.add_account(
        None, username="amt", display_name="Amt", role=Role.OFFICER, ags="09999001", password="Kastanie+Rad 7"
    )
    return accounts.begin_session(account_id)[0]


def watched(session_id: str) -> AppTest:
    def look() -> None:
        from components import session_watch

        session_watch.until_signed_out()

    app = AppTest.from_function(look)
    app.session_state[Key.SIGN_IN] = session_id
    app.session_state[Key.LANGUAGE] = "de"
    return app.run()


def idle_minutes(settings: pytest.MonkeyPatch, minutes: int) -> None:
    settings.setenv("KOMPASS_SESSION_IDLE_MINUTES", str(minutes))
    settings_module.settings.cache_clear()


def test_five_minutes_before_the_end_people_are_warned_and_can_stay(
    session_id: str, settings: pytest.MonkeyPatch
) -> None:
    idle_minutes(settings, 5)
    app = watched(session_id)
    assert [warning.value for warning in app.warning] == [
        "Sie werden in 5 Minuten abgemeldet. Alles Gespeicherte bleibt erhalten."
    ]
    assert [button.label for button in app.button] == ["Angemeldet bleiben"]


def test_earlier_nobody_is_disturbed(session_id: str, settings: pytest.MonkeyPatch) -> None:
    idle_minutes(settings, 7)
    app = watched(session_id)
    assert not app.warning
    assert not app.button
