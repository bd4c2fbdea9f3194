"""What is typed and not stored yet: the tab keeps it when its panel is folded or another view is looked at."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import session
from components.session import Key


def text_area(label: str, key: str, longest: int, placeholder: str, start: str = "") -> None:
    """A text that is still there when the panel was folded, or another item was looked at meanwhile."""
    restore(key, start)
    with st.container(key=f"meeting_draft_{key}"):
        st.text_area(
            label, key=key, max_chars=longest, height=110, placeholder=placeholder, on_change=keep, args=(key,)
        )


def text_input(label: str, key: str, longest: int, placeholder: str = "", start: str = "") -> None:
    """The same as one line."""
    restore(key, start)
    with st.container(key=f"meeting_draft_{key}"):
        st.text_input(label, key=key, max_chars=longest, placeholder=placeholder, on_change=keep, args=(key,))


def restore(key: str, start: Any = "") -> None:
    """Have the field that is drawn next show what was typed in it before, else `start`."""
    if not session.has_widget_value(key):
        session.set_widget_value(key, _all().get(key, start))


def kept(key: str) -> str:
    """What was typed in a field of text and not stored yet; empty for nothing."""
    return str(_all().get(key) or "")


def keep(key: str) -> None:
    """Remember what a field holds now. For callbacks."""
    session.put(Key.DRAFTS, {**_all(), key: session.widget_value(key)})


def forget(key: str, start: Any = "") -> None:
    """What a field holds was stored: it begins anew with `start`. For callbacks."""
    session.set_widget_value(key, start)
    drop(key)


def drop(key: str) -> None:
    """What a field held was stored or is not wanted, and the field is not drawn again. For callbacks."""
    session.put(Key.DRAFTS, {name: value for name, value in _all().items() if name != key})


def _all() -> dict[str, Any]:
    found: dict[str, Any] = session.get(Key.DRAFTS, {})
    return found
