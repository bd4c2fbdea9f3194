"""Lets the browser fetch or drop the cookie of a sign-in; scripts never see its content."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from components import session
from components.session import Key

SCRIPT = """
const asked = new Set();
export default function ({ data }) {
  const { ticket } = data;
  if (asked.has(ticket)) return;
  asked.add(ticket);
  fetch(new URL('kompass/session', document.baseURI), {
    method: ticket ? 'POST' : 'DELETE',
    headers: { 'X-Requested-With': 'kompass' },
    body: ticket || undefined,
  }).finally(() => ticket || asked.delete(ticket));
}
"""


@cache
def _fetching() -> ComponentRenderer:
    return st.components.v2.component("session_cookie", js=SCRIPT)


def keep_in_step() -> None:
    """Draw what makes the browser's cookie follow the sign-in of this tab; nothing when it does already."""
    ticket: str | None = session.get(Key.TICKET, None)
    if ticket is not None:
        _fetching()(key="fetch_cookie", data={"ticket": ticket}, height="content")
    elif session.take(Key.FORGET_COOKIE):
        _fetching()(key="drop_cookie", data={"ticket": ""}, height="content")
