"""Where on the other pages something of the thread stands, and where its breaks are mended."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import navigation
from components.language import _
from components.red_thread import words
from data.model.red_thread import Break, BreakKind, Knot, KnotKind

Way = tuple[str, Mapping[str, str]]


def open_link(knot: Knot) -> None:
    """The link to the page of a knot; a milestone, an indicator and the goal stand on one page."""
    found = _way(knot)
    if found is not None:
        script, query = found
        st.page_link(script, label=_label(knot.kind), icon=":material/arrow_forward:", query_params=query)


def mend_link(broken: Break) -> None:
    """The link to where a break is mended."""
    script, query = _mended_at(broken)
    st.page_link(script, label=words.mend(broken.kind), icon=":material/build:", query_params=query)


def _way(knot: Knot) -> Way | None:
    match knot.kind:
        case KnotKind.QUESTION | KnotKind.CRITERION:
            return navigation.SCORES, {}
        case KnotKind.PRIORITY:
            return navigation.PRIORITIES, {}
        case KnotKind.MEASURE:
            return navigation.MEASURES, {"massnahme": knot.key}
        case KnotKind.GOAL | KnotKind.MILESTONE | KnotKind.INDICATOR:
            return navigation.PEERS, {}
        case KnotKind.DECISION:
            return None


def _label(kind: KnotKind) -> str:
    if kind in (KnotKind.QUESTION, KnotKind.CRITERION):
        return _("Ergebnis ansehen")
    if kind in (KnotKind.GOAL, KnotKind.MILESTONE, KnotKind.INDICATOR):
        return _("Ziel ansehen")
    return _("{thing} ansehen", thing=words.kind_name(kind))


def _mended_at(broken: Break) -> Way:
    if broken.kind is BreakKind.CRITERION_WITHOUT_PRIORITY:
        return navigation.PRIORITIES, {}
    if broken.kind is BreakKind.PRIORITY_WITHOUT_MEASURE:
        return navigation.MEASURES, {"schwerpunkt": broken.knot.key}
    if broken.kind is BreakKind.GOAL_WITHOUT_MEASURE:
        return navigation.MEASURES, {}
    if broken.kind is BreakKind.MEASURE_WITHOUT_GOAL:
        return navigation.PEERS, {}
    return navigation.MEASURES, {"massnahme": broken.knot.key}
