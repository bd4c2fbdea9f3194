"""Where on the other pages something of the thread stands, and where its breaks are mended."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import navigation
from components.language import _
from components.red_thread import words
from components.red_thread.words import Book
from components.vision import place as vision
from data.model.red_thread import Break, BreakKind, Knot, KnotKind

Way = tuple[str, Mapping[str, str]]


def open_link(knot: Knot, book: Book) -> None:
    """The link to the page of a knot; a milestone, an indicator and the goal stand on one page."""
    found = _way(knot, book)
    if found is not None:
        script, query = found
        st.page_link(script, label=_label(knot.kind), icon=":material/arrow_forward:", query_params=query)


def mend_link(broken: Break, book: Book) -> None:
    """The link to where a break is mended."""
    script, query = _mended_at(broken, book)
    st.page_link(script, label=words.mend(broken.kind), icon=":material/build:", query_params=query)


def begin_link(kind: KnotKind) -> None:
    """The link to where something is begun of which the thread holds nothing yet."""
    found = {
        KnotKind.PRIORITY: (navigation.PRIORITIES, BreakKind.CRITERION_WITHOUT_PRIORITY),
        KnotKind.MEASURE: (navigation.MEASURES, BreakKind.PRIORITY_WITHOUT_MEASURE),
        KnotKind.GOAL: (navigation.VISION, BreakKind.MEASURE_WITHOUT_GOAL),
    }.get(kind)
    if found is not None:
        script, mended = found
        st.page_link(script, label=words.mend(mended), icon=":material/build:")


def _way(knot: Knot, book: Book) -> Way | None:
    match knot.kind:
        case KnotKind.QUESTION:
            return navigation.SCORES, {"kriterium": book.catalogue.places[knot.key].criterion.key}
        case KnotKind.CRITERION:
            return navigation.SCORES, {"kriterium": knot.key}
        case KnotKind.DECISION:
            return (navigation.MEETINGS, _in_the_log(knot)) if knot.key in book.decisions else None
        case KnotKind.PRIORITY:
            return navigation.PRIORITIES, {}
        case KnotKind.MEASURE:
            return navigation.MEASURES, {"massnahme": knot.key}
        case KnotKind.GOAL | KnotKind.MILESTONE | KnotKind.INDICATOR:
            return navigation.VISION, _of_field(words.field_of(knot, book))


def _in_the_log(decision: Knot) -> dict[str, str]:
    return {"ansicht": "beschluesse", "suche": decision.key}


def _of_field(field_key: str) -> dict[str, str]:
    return {vision.FIELD: vision.slug(field_key)} if field_key else {}


def _label(kind: KnotKind) -> str:
    if kind in (KnotKind.QUESTION, KnotKind.CRITERION):
        return _("Ergebnis ansehen")
    if kind in (KnotKind.GOAL, KnotKind.MILESTONE, KnotKind.INDICATOR):
        return _("Ziel ansehen")
    return _("{thing} ansehen", thing=words.kind_name(kind))


def _mended_at(broken: Break, book: Book) -> Way:
    if broken.kind is BreakKind.CRITERION_WITHOUT_PRIORITY:
        return navigation.PRIORITIES, {}
    if broken.kind is BreakKind.PRIORITY_WITHOUT_MEASURE:
        return navigation.MEASURES, {"schwerpunkt": broken.knot.key}
    if broken.kind is BreakKind.GOAL_WITHOUT_MEASURE:
        return navigation.MEASURES, {}
    if broken.kind is BreakKind.MEASURE_WITHOUT_GOAL:
        fields = book.view.thread.fields_of[broken.knot]
        return navigation.VISION, _of_field(next(iter(fields), ""))
    return navigation.MEASURES, {"massnahme": broken.knot.key}
