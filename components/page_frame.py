"""What stands around every page: help, language and sign-out above, the honest word and the legal pages below."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import streamlit as st

from components import language, navigation, session
from components.language import _
from components.plain_text import escaped
from data.model.people import Person

LOGO = str(Path(__file__).resolve().parents[1] / "serving" / "static" / "logo.svg")


def header(person: Person | None) -> None:
    """The name above the menu, and one row on top of every page: whose data these are, help, language, sign-out."""
    st.logo(LOGO, size="large")
    with st.container(horizontal=True, vertical_alignment="center", key="page_header"):
        if person is not None and person.commune is not None:
            sample = " " + _(":gray-badge[:material/science: Beispieldaten]") if person.commune.is_demo else ""
            st.markdown(f"**{escaped(person.commune.name)}**{sample}", width="stretch")
        else:
            st.markdown("**Kompass 2035**", width="stretch")
        st.page_link(navigation.SUPPORT, label=_("Rückhalt"), icon=":material/shield_with_heart:")
        other = "en" if language.current() == "de" else "de"
        st.button(
            language.LANGUAGES[other],
            key="switch_language",
            type="tertiary",
            icon=":material/translate:",
            on_click=session.set_language,
            args=(other,),
        )
        if session.sign_in_is_unknown():
            st.caption(":material/cloud_off: " + _("Anmeldung gerade nicht möglich"), width="content")
        elif person is None:
            st.page_link(navigation.SIGN_IN, label=_("Anmelden"), icon=":material/login:")
        else:
            st.button(
                _("Abmelden"), key="sign_out", type="tertiary", icon=":material/logout:", on_click=session.sign_out
            )


def footer() -> None:
    """The last line of every page. The legal pages stand in the menu."""
    with st.container(key="page_footer"):
        st.caption(
            _(
                "Die mitgelieferten Fragen und die Auswertung sind eigene Formulierungen und Regeln dieses Projekts, "
                "nicht der offizielle Fragebogen des Projekts „Weltoffene Kommune“ von Bertelsmann Stiftung und PHINEO."
            )
        )


def support_link() -> None:
    """The way to help, offered where a page could not come."""
    st.markdown(_("Hilfe bei Anfeindung und Bedrohung geht auch so:"))
    st.page_link(navigation.SUPPORT, label=_("Zu Rückhalt"), icon=":material/shield_with_heart:")


class PageEnd(Exception):
    """A page has nothing more to show."""


def end_page() -> NoReturn:
    """End the page here, but not what stands around it: `st.stop` would leave out footer and session watch."""
    raise PageEnd


def lead(sentence: str) -> None:
    """The one sentence of a page that everybody shall read; once a page."""
    with st.container(key="lead"):
        st.markdown(sentence)


def empty_state(
    title: str,
    what_to_do: str,
    script: str | None = None,
    label: str = "",
    query_params: Mapping[str, str] | None = None,
) -> None:
    """A page without data: says why it is empty and what to do first, with the link that does it."""
    with st.container(border=True, key="empty_state"):
        st.header(title)
        st.markdown(what_to_do)
        if script is not None:
            st.page_link(script, label=label, icon=":material/arrow_forward:", query_params=query_params)
