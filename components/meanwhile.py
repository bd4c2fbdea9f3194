"""What others changed since the page was drawn: looked up quietly, shown when somebody wants it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from components import session
from components.language import _
from components.questionnaire import redraw
from data.errors import KompassError


@st.fragment(run_every="15s")
def told(changes: Callable[[], str]) -> None:
    """A line as soon as somebody else changed something; fields do not change under somebody's hands.

    `changes` looks up what is stored and says in a sentence how it differs from what was drawn; empty for not at all.
    """
    if not session.is_looked_up():
        try:
            with session.only_looking():  # otherwise a page that is left open would stay signed in
                sentence = changes()
        except KompassError:
            st.rerun()
        if sentence:
            offered(sentence, _("Neuen Stand zeigen"))
    redraw.rest()


def offered(sentence: str, label: str) -> None:
    """The line, with the button that draws the page anew."""
    with st.container(horizontal=True, vertical_alignment="center", key="changed_meanwhile"):
        st.markdown(sentence)
        show = partial(redraw.wanted, redraw.PAGE)
        st.button(label, icon=":material/refresh:", key="show_changes", on_click=show)
