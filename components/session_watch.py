"""Notices within a minute that a sign-in has ended, and warns before it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from components import session
from components.language import _, plural
from data.errors import OutOfReach

WARNED_BEFORE = timedelta(minutes=5)


@st.fragment(run_every="60s")
def until_signed_out() -> None:
    """Look once a minute, without counting as use; the page disappears when the sign-in has ended elsewhere."""
    if session.is_looked_up():
        return
    try:
        sign_in = session.still_signed_in()
    except OutOfReach:
        return  # nothing is known: what is on the screen stays
    if sign_in is None:
        st.rerun()
        return
    left = sign_in.ends_at - datetime.now(UTC)
    if left <= WARNED_BEFORE:
        minutes = max(1, round(left.total_seconds() / 60))
        st.warning(
            plural("Sie werden in {n} Minute abgemeldet.", "Sie werden in {n} Minuten abgemeldet.", minutes)
            + " "
            + _("Alles Gespeicherte bleibt erhalten.")
        )
        st.button(_("Angemeldet bleiben"), key="stay_signed_in", on_click=session.stay_signed_in)
