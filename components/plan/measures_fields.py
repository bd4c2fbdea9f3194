"""Fields that several forms of the measures share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from components import session
from components.language import _

DAY_FORMAT = "DD.MM.YYYY"
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def unit_field(
    label: str,
    units: Sequence[str],
    key: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[object, ...] = (),
    *,
    disabled: bool = False,
) -> None:
    """A responsible unit: one of those in use, or a new one that is typed."""
    now = session.widget_value(key)
    known = [*units, *([now] if now and now not in units else [])]
    st.selectbox(
        label,
        known,
        index=None,
        key=key,
        accept_new_options=True,
        placeholder=_("Wählen oder eintippen"),
        on_change=on_change,
        args=args,
        disabled=disabled,
    )
