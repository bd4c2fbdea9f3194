"""The sign-in form: the form of streamlit-authenticator, over accounts in the database and sessions on the server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st
from streamlit_authenticator import Authenticate
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel

from components import session
from components.language import _
from data.services import accounts

# The library wants a key for its own cookie and its mails, which are never used here.
UNUSED_KEY = secrets.token_hex(32)


def form() -> None:
    """Draw the form; after the right password the page starts anew, signed in."""
    authenticator = _Authenticate()
    with st.container(key="sign_in"):
        authenticator.login(
            key="sign_in_form",
            fields={
                "Form name": _("Zugangsdaten"),
                "Username": _("Benutzername"),
                "Password": _("Passwort"),
                "Login": _("Anmelden"),
            },
        )
        if authenticator.authentication_controller.refused:
            st.error(
                _(
                    "Benutzername oder Passwort stimmt nicht, oder es gab zu viele Versuche. "
                    "Bitte warten Sie kurz und versuchen Sie es noch einmal."
                ),
                icon=":material/error:",
            )
    if session.sign_in_id() is not None:
        st.rerun()


def demo_accounts() -> None:
    """In demo mode, the accounts that everybody may try, with what each of them is; nothing otherwise."""
    offered = accounts.demo_sign_ins()
    if not offered:
        return
    st.header(_("Zum Ausprobieren"))
    st.markdown(
        _(
            "Alle Angaben sind erfunden. Das Passwort ist bei allen Konten `{password}`.",
            password=accounts.DEMO_PASSWORD,
        )
    )
    described = {
        "leitung": _("Leitung: sieht, wo die Kommune steht, gibt Runden frei, setzt Ziele"),
        "sachbearbeitung": _("Sachbearbeitung: sammelt Antworten, lädt hoch, legt zur Freigabe vor"),
        "steuerung": _("Steuerungsgruppe: arbeitet an Schwerpunkten, Maßnahmen, Sitzungen und Vision"),
        "fachamt": _("Fachamt (Sozialamt): beantwortet, was ihm zugewiesen ist"),
        "plattform": _("Plattform-Team: pflegt Kataloge, Vergleichsdaten und Wissen, sieht keine Antworten"),
    }
    st.markdown("\n".join(f"- `{name}` – {described[name]}" for name in offered))


class _AccountsByName(Mapping[str, dict[str, Any]]):
    """The accounts as the library wants them, loaded one at a time by name."""

    def __getitem__(self, username: str) -> dict[str, Any]:
        name = accounts.display_name_of(username)
        if name is None:
            raise KeyError(username)
        return {"name": name, "email": None, "roles": None}

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError("all accounts are never loaded")

    def __len__(self) -> int:
        raise RuntimeError("all accounts are never counted")


class _Model(AuthenticationModel):  # type: ignore[misc]
    """Checks a password at constant cost and leaves counting failures to the database."""

    def __init__(self) -> None:
        super().__init__({"usernames": {}}, auto_hash=False, api_key=None, secret_key=UNUSED_KEY)
        self.credentials = {"usernames": _AccountsByName()}
        self.account_id: int | None = None

    def check_credentials(self, username: str, password: str) -> bool:
        self.account_id = accounts.check_password(username, password, session.address())
        return self.account_id is not None

    def _record_failed_login_attempts(self, username: str, reset: bool = False) -> None:
        pass


class _Controller(AuthenticationController):  # type: ignore[misc]
    """Remembers whether this run refused somebody."""

    def __init__(self, model: _Model) -> None:
        self.authentication_model = model
        self.refused = False

    def login(self, *args: Any, **kwargs: Any) -> bool | None:
        signed_in: bool | None = super().login(*args, **kwargs)
        self.refused = not signed_in
        return signed_in


class _ServerSession:
    """Stands where the library keeps its own cookie, which would outlive sign-out and a new password."""

    def __init__(self, model: _Model) -> None:
        self._model = model

    def get_cookie(self) -> None:
        """Give nothing: who comes with a cookie is signed in before the form is drawn."""

    def set_cookie(self) -> None:
        """Begin a session on the server."""
        if self._model.account_id is not None:
            session.begin(self._model.account_id)

    def delete_cookie(self) -> None:
        """End the session on the server."""
        session.sign_out()


class _Authenticate(Authenticate):  # type: ignore[misc]
    """The library's views without its constructor: no cookie by script, no mail service, no waiting."""

    def __init__(self) -> None:
        model = _Model()
        self.api_key = self.path = None
        self.attrs = {"login_sleep_time": 0}
        self.secret_key = UNUSED_KEY
        self.cookie_controller = _ServerSession(model)
        self.authentication_controller = _Controller(model)
