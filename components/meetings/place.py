"""Where somebody is among the meetings: which meeting, which view, which item. It all stands in the address."""

from __future__ import annotations

import re
from enum import StrEnum

import streamlit as st

from components import address, navigation
from components.language import _

MEETING, ITEM, VIEW, ENDS = "sitzung", "punkt", "ansicht", ("ansicht", "punkt")
SEARCH, YEAR, STANDING = "suche", "jahr", "gilt"
A_REFERENCE = re.compile(r"\d{1,9}/\d{4}")


class View(StrEnum):
    """The views beside the list and the meetings."""

    NEW = "neu"
    LOG = "beschluesse"
    CLOSING = "schliessen"


def meeting_asked_for() -> int | None:
    """The meeting that the address names."""
    address.keep()
    return address.number(MEETING)


def item_asked_for() -> int | None:
    """The item that the address names."""
    return address.number(ITEM)


def view_asked_for() -> View | None:
    """The view that the address names."""
    named = address.told(VIEW)
    return next((view for view in View if view.value == named), None)


def go_to_meeting(meeting_id: int) -> None:
    """Have the page show a meeting. For callbacks."""
    st.query_params.from_dict({MEETING: str(meeting_id)})


def follow() -> None:
    """Have the page show the item that is up, not one of one's own choice. For callbacks."""
    for name in ENDS:
        st.query_params.pop(name, None)


def meeting_link(meeting_id: int, label: str, icon: str | None = None, view: View | None = None) -> None:
    """A link to a meeting, or to a view of it."""
    asked = {MEETING: str(meeting_id), **({VIEW: view.value} if view else {})}
    st.page_link(navigation.MEETINGS, label=label, icon=icon, query_params=asked)


def item_link(meeting_id: int, item_id: int, label: str, icon: str) -> None:
    """A link to an item of a running meeting."""
    asked = {MEETING: str(meeting_id), ITEM: str(item_id)}
    st.page_link(navigation.MEETINGS, label=label, icon=icon, query_params=asked)


def view_link(view: View, label: str, icon: str) -> None:
    """A link to a view beside the meetings."""
    st.page_link(navigation.MEETINGS, label=label, icon=icon, query_params={VIEW: view.value})


def back_link() -> None:
    """The way back to all meetings."""
    with st.container(key="meetings_back"):
        st.page_link(navigation.MEETINGS, label=_("Alle Sitzungen"), icon=":material/arrow_back:", query_params={})


def measure_link(measure_id: int, label: str, icon: str | None = None) -> None:
    """A link to a measure."""
    st.page_link(navigation.MEASURES, label=label, icon=icon, query_params={"massnahme": str(measure_id)})


def priorities_link(label: str, icon: str | None = None) -> None:
    """A link to the priorities."""
    st.page_link(navigation.PRIORITIES, label=label, icon=icon, query_params={})


def decision_link(text: str) -> None:
    """A link to the decision that a text names, such as 17/2026; nothing for any other text."""
    reference = text.strip()
    if A_REFERENCE.fullmatch(reference):
        label = _("Beschluss {reference}", reference=reference)
        asked = {VIEW: View.LOG.value, SEARCH: reference}
        st.page_link(navigation.MEETINGS, label=label, icon=":material/gavel:", query_params=asked)
