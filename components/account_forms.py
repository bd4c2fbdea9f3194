"""The parts of the page on one's own account."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components import language, session, texts
from components.language import _, plural
from components.plain_text import escaped
from data.model.people import Person


@dataclass(frozen=True)
class PasswordWish:
    """The old and the new password as typed."""

    old: str
    new: str


def who_i_am(person: Person) -> None:
    """Name, user name, role and commune of the person signed in."""
    commune = escaped(person.commune.name) if person.commune else _("keine (Plattform-Team)")
    st.markdown(
        "\n".join(
            f"- {label}: **{value}**"
            for label, value in (
                (_("Name"), escaped(person.display_name)),
                (_("Benutzername"), escaped(person.username)),
                (_("Rolle"), texts.role(person.role)),
                (_("Kommune"), commune),
            )
        )
    )


def language_choice() -> None:
    """The language of the program; it is remembered in the account."""
    chosen = st.segmented_control(
        _("Sprache des Programms"),
        list(language.LANGUAGES),
        format_func=language.LANGUAGES.__getitem__,
        default=language.current(),
        required=True,
        label_visibility="collapsed",
    )
    if chosen is not None and chosen != language.current():
        session.set_language(chosen)
        st.rerun()


def password_form() -> PasswordWish | None:
    """The form for a new password; what was typed when it was sent off with the same new password twice."""
    with st.form("change_password", clear_on_submit=True):
        old = st.text_input(_("Bisheriges Passwort"), type="password", autocomplete="current-password")
        new = st.text_input(_("Neues Passwort"), type="password", autocomplete="new-password")
        again = st.text_input(_("Neues Passwort noch einmal"), type="password", autocomplete="new-password")
        sent = st.form_submit_button(_("Passwort ändern"), type="primary")
    if sent and new != again:
        st.error(_("Die beiden neuen Passwörter sind verschieden. Es wurde nichts geändert."), icon=":material/error:")
        return None
    return PasswordWish(old, new) if sent else None


def end_others_button() -> bool:
    """Whether all other sign-ins shall end now."""
    return st.button(_("Überall sonst abmelden"), key="end_others")


def say_how_many_ended(ended: int) -> None:
    """Say how many other sign-ins ended."""
    if ended:
        st.success(
            plural("Eine andere Anmeldung ist beendet.", "{n} andere Anmeldungen sind beendet.", ended),
            icon=":material/check:",
        )
    else:
        st.info(_("Sie sind nirgends sonst angemeldet."))
