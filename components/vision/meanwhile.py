"""That others changed something since the page was drawn: looked up quietly, shown when one wants it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import session
from components.language import _
from components.questionnaire import redraw
from components.vision.desk import Desk
from data.errors import KompassError
from data.model.vision_view import VisionView


@st.fragment(run_every="20s")
def shown(desk: Desk, view: VisionView) -> None:
    """A line as soon as somebody else changed the vision; fields do not change under somebody's hands."""
    if not session.is_looked_up():
        try:
            with session.only_looking():  # otherwise a page that is left open would stay signed in
                latest = desk.overview()
        except KompassError:
            st.rerun()
        if _state(latest) != _state(view):
            with st.container(horizontal=True, vertical_alignment="center", key="changed_meanwhile"):
                st.markdown(_("Inzwischen hat jemand etwas geändert."))
                show = partial(redraw.wanted, redraw.PAGE)
                st.button(_("Neuen Stand zeigen"), icon=":material/refresh:", key="show_changes", on_click=show)
    redraw.rest()


def _state(view: VisionView) -> tuple[object, ...]:
    texts = tuple((part, len(text.story)) for part, text in sorted(view.texts.items()))
    return (*texts, *((each.plan, each.path.way) for each in view.fields))
