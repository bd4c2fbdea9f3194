"""The way out of a page in a moment, and what it can and cannot hide."""

from __future__ import annotations

from html import escape

import streamlit as st

from components.language import _


def button(address: str) -> None:
    """Have the browser keep the button to leave on top of this page, for as long as it is drawn.

    `address` is where the button leads; empty: an empty page. The button and Escape twice need no answer of the server.
    """
    label = escape(_("Seite schnell verlassen"), quote=True)
    # serving/static/quick_exit.js reads this mark.
    st.html(f'<span hidden data-kompass-exit="{escape(address, quote=True)}" data-kompass-exit-label="{label}"></span>')


def offered(address: str) -> None:
    """The button, how else to leave, and what remains all the same."""
    button(address)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="exit_hint"):
        st.caption(_("Schnell weg: Knopf oben rechts oder zweimal Escape."), width="content")
        with st.popover(_("Der Verlauf bleibt: Spuren vermeiden"), type="tertiary", key="exit_advice"):
            st.markdown(
                _(
                    "**Der Knopf** verbirgt die Seite sofort und öffnet eine unverfängliche. Er löscht nichts: Im "
                    "Verlauf des Browsers und im Netz Ihres Hauses bleibt sichtbar, dass Sie hier waren.\n\n"
                    "**Sicherer** ist ein privates Fenster (Chrome, Edge: Strg+Umschalt+N, Firefox: "
                    "Strg+Umschalt+P) auf einem Gerät, das sonst niemand nutzt, nicht auf dem Familienrechner oder dem "
                    "Diensthandy.\n\n"
                    "**Diese Seite** speichert nicht, was Sie hier wählen oder schreiben. Eine Minute nachdem Sie den "
                    "Tab schließen, kommt über das Programm niemand mehr daran."
                )
            )


def offered_in_easy_words(address: str) -> None:
    """The same in Leichte Sprache: one sentence in one line."""
    button(address)
    st.markdown(
        "  \n".join(
            (
                _("Oben rechts ist ein Knopf."),
                _("Mit dem Knopf ist diese Seite sofort weg."),
                _("Ihr Browser merkt sich die Seite aber."),
            )
        )
    )
