"""The choice of a Land: made once, held for all parts of Rückhalt, in this tab only."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import session
from components.language import _
from components.session import Key
from components.support.desk import land
from data.model.support import SupportLand


def chosen(lands: Sequence[SupportLand], label: str, widget_key: str) -> str:
    """Draw the choice, showing what was chosen elsewhere; the Land, empty for none."""
    names = {"": _("Bitte wählen")} | {each.name: each.name for each in lands}
    if session.widget_value(widget_key) != land():
        session.set_widget_value(widget_key, land() if land() in names else "")
    st.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        key=widget_key,
        on_change=_take_over,
        args=(widget_key,),
    )
    return land()


def redraw_page_after_change() -> None:
    """Run the whole page where the Land was changed: for parts that are not alone with it on their page."""
    if session.take(Key.SUPPORT_LAND_CHANGED):
        st.rerun()


def remark(lands: Sequence[SupportLand]) -> None:
    """What to know when looking for help in the chosen Land; nothing where there is nothing to say."""
    known = next((each for each in lands if each.name == land()), None)
    if known is not None and known.remark:
        st.caption(known.remark)


def _take_over(widget_key: str) -> None:
    session.put(Key.SUPPORT_LAND_CHANGED, True)
    session.put(Key.SUPPORT_LAND, session.widget_value(widget_key) or "")
