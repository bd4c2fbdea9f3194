"""What somebody changed and the screen does not show yet.

The browser sends edits that follow each other closely as one message, and has only the part of the page drawn that the
first of them belongs to: what somebody types in one question and clicks in the next, or after it to go on.
"""

from __future__ import annotations

import streamlit as st

from components import session
from components.session import Key

PAGE = ""
"""Stands for everything, where a question's id stands for its card."""


def wanted(part: str) -> None:
    """A part of the page, a question's id or PAGE, has to be drawn anew. For callbacks."""
    session.put(Key.TO_DRAW, session.get(Key.TO_DRAW, frozenset()) | {part})


def drawn(part: str) -> None:
    """A part of the page is being drawn; with PAGE everything is."""
    session.put(Key.TO_DRAW, frozenset() if part == PAGE else session.get(Key.TO_DRAW, frozenset()) - {part})


def rest() -> None:
    """Draw the whole page if something changed in another part than the one that was drawn alone."""
    if session.get(Key.TO_DRAW, frozenset()) and not session.is_looked_up():
        # Runs that follow each other closely reach the browser in parts only: every field is filled anew.
        session.take(Key.SHOWN_ANSWERS)
        st.rerun()
