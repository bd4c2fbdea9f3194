"""Where somebody is on the red thread: the starting point, or what measures brought. It all stands in the address."""

from __future__ import annotations

import streamlit as st

from components import address, navigation
from components.language import _
from data.model.red_thread import Knot, KnotKind, Thread

FROM, VIEW, ROUND = "von", "ansicht", "runde"
BROUGHT = "wirkung"
SLUGS = {
    KnotKind.QUESTION: "frage",
    KnotKind.CRITERION: "kriterium",
    KnotKind.DECISION: "beschluss",
    KnotKind.PRIORITY: "schwerpunkt",
    KnotKind.MEASURE: "massnahme",
    KnotKind.GOAL: "ziel",
    KnotKind.MILESTONE: "etappe",
    KnotKind.INDICATOR: "kennzahl",
}


def asked_for() -> str:
    """The starting point that the address names, as it stands there; empty for none."""
    address.keep()
    return st.query_params.get(FROM, "")


def shows_what_measures_brought() -> bool:
    """Whether the address asks for what measures brought."""
    return st.query_params.get(VIEW, "") == BROUGHT


def round_asked_for() -> int | None:
    """The round that the address names."""
    return address.number(ROUND)


def knot_of(named: str, thread: Thread) -> Knot | None:
    """The knot that a starting point in the address names; None where there is none like it."""
    slug, _colon, key = named.partition(":")
    kind = next((each for each, name in SLUGS.items() if name == slug), None)
    found = Knot(kind, key) if kind else None
    return found if found in thread.along else None


def address_of(knot: Knot) -> dict[str, str]:
    """What the address says of a starting point."""
    return {FROM: f"{SLUGS[knot.kind]}:{knot.key}"}


def start_at(named: str | None) -> None:
    """Make something the starting point. For callbacks."""
    st.query_params.from_dict({FROM: named} if named else {})


def link(knot: Knot, label: str, icon: str | None = None) -> None:
    """A link to the thread of something, on this page or from another one."""
    st.page_link(navigation.RED_THREAD, label=label, icon=icon, query_params=address_of(knot))


def link_from(kind: KnotKind, key: str) -> None:
    """The small link to the thread from the page on which something stands."""
    link(Knot(kind, key), _("Roter Faden"), ":material/timeline:")


def overview_link() -> None:
    """The way back to the overview."""
    with st.container(key="thread_back"):
        st.page_link(navigation.RED_THREAD, label=_("Überblick über alle Fäden"), icon=":material/arrow_back:")


def brought_link() -> None:
    """The way to what measures brought."""
    label = _("Was die Maßnahmen gebracht haben")
    with st.container(key="thread_brought"):
        st.page_link(navigation.RED_THREAD, label=label, icon=":material/query_stats:", query_params={VIEW: BROUGHT})
