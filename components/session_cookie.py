"""Lets the browser fetch or drop the cookie of a sign-in; no script ever sees its content."""

from __future__ import annotations

import streamlit as st

from components import session
from components.session import Key

# serving/static/browser.js reads these marks: a ticket is exchanged for the cookie once, an empty one drops it.
TICKET = '<span hidden data-kompass-ticket="{ticket}"></span>'


def keep_in_step() -> None:
    """Draw what makes the browser's cookie follow the sign-in of this tab; nothing when it does already."""
    ticket: str | None = session.get(Key.TICKET, None)
    if ticket is not None:
        st.html(TICKET.format(ticket=ticket))
    elif session.take(Key.FORGET_COOKIE):
        st.html(TICKET.format(ticket=""))
