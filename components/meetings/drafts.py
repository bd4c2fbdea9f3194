"""Longer texts that are typed in a panel of a running meeting: the tab keeps them when the panel is folded."""

from __future__ import annotations

import streamlit as st

from components import session
from components.session import Key


def text_area(label: str, key: str, longest: int, placeholder: str) -> None:
    """A text that is still there when the panel was folded, or another item was looked at meanwhile."""
    kept: dict[str, str] = session.get(Key.MEETING_DRAFTS, {})
    if not session.has_widget_value(key):
        session.set_widget_value(key, kept.get(key, ""))
    with st.container(key=f"meeting_draft_{key}"):
        st.text_area(
            label, key=key, max_chars=longest, height=110, placeholder=placeholder, on_change=_keep, args=(key,)
        )


def forget(key: str) -> None:
    """A text was stored: the next one begins empty. For callbacks."""
    session.set_widget_value(key, "")
    kept: dict[str, str] = session.get(Key.MEETING_DRAFTS, {})
    session.put(Key.MEETING_DRAFTS, {name: text for name, text in kept.items() if name != key})


def _keep(key: str) -> None:
    kept: dict[str, str] = session.get(Key.MEETING_DRAFTS, {})
    session.put(Key.MEETING_DRAFTS, {**kept, key: session.widget_value(key) or ""})
