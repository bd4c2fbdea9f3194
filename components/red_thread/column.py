"""The thread of one starting point as a column to be read from the question down to the goal."""

from __future__ import annotations

import streamlit as st

from components.language import _, plural
from components.plain_text import escaped
from components.red_thread import facts, place, ways, words
from components.red_thread.words import Book
from data.model.red_thread import Knot, KnotKind

AT_ONCE = 5
STATIONS = tuple(KnotKind)
ENDS = (KnotKind.MILESTONE, KnotKind.INDICATOR)


def shown(start: Knot, book: Book) -> None:
    """Every station of the thread; where it holds nothing, the thread says so."""
    with st.container(key="red_thread", gap=None):
        for kind in STATIONS:
            found = book.view.thread.of_kind(start, kind)
            if found or kind not in ENDS:
                _station(kind, found, start, book)


def _station(kind: KnotKind, found: tuple[Knot, ...], start: Knot, book: Book) -> None:
    state = "start" if start.kind is kind else "there" if found else "empty"
    with st.container(key=f"thread_at_{state}_{kind.value}", gap="xsmall"):
        st.header(words.kind_heading(kind, len(found) or 1), anchor=False)
        if not found:
            st.markdown(words.nothing(kind))
            ways.begin_link(kind)
        ordered = sorted(found, key=lambda knot: not _is_close(knot, start, book))
        for knot in ordered[:AT_ONCE]:
            _knot(knot, start, book)
        _more(kind, ordered[AT_ONCE:], start, book)


def _is_close(knot: Knot, start: Knot, book: Book) -> bool:
    """Whether it is read first: of questions those that a measure on the same thread expects a level of."""
    if knot.kind is not KnotKind.QUESTION or start.kind is KnotKind.QUESTION:
        return True
    measures = book.view.thread.of_kind(start, KnotKind.MEASURE)
    return any(knot.key in book.measures[each.key].expected for each in measures)


def _more(kind: KnotKind, rest: list[Knot], start: Knot, book: Book) -> None:
    if not rest:
        return
    label = plural("Eine weitere", "{n} weitere", len(rest))
    with st.expander(label, key=f"thread_more_{kind.value}", on_change="rerun") as folded:
        if folded.open:
            for knot in rest:
                _knot(knot, start, book)


def _knot(knot: Knot, start: Knot, book: Book) -> None:
    is_start = knot == start
    with st.container(key=f"knot_{place.SLUGS[knot.kind]}_{_css(knot.key)}", gap="xxsmall", border=True):
        title = f"### {escaped(words.name(knot, book))}"
        st.markdown(f"{title}\n\n{facts.told(knot, start, book)}", anchors=False)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            ways.open_link(knot, book)
            if is_start:
                st.markdown(_(":violet-badge[:material/my_location: Ausgangspunkt]"))
            else:
                place.link(knot, _("Von hier aus"), ":material/timeline:")


def _css(key: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in key)
