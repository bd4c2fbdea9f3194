"""Where the threads of all fields hold and where they break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import streamlit as st

from components import texts
from components.language import _, plural
from components.page_frame import lead
from components.plain_text import escaped
from components.red_thread import place, ways, words
from components.red_thread.words import Book
from data.model.red_thread import Break, BreakKind, FieldThreads, Knot

OVER_ONE_PAGE = frozenset({BreakKind.CRITERION_WITHOUT_PRIORITY})
"""Breaks that are all mended at the same place: one way for all of them."""


def shown(book: Book) -> None:
    """The sentence about all of them, and each field with its unbroken threads and its breaks."""
    fields = book.view.fields
    lead(sentence(fields))
    quiet = [each for each in fields if not each.measures and not each.breaks]
    with st.container(key="thread_fields"):
        for each in fields:
            if each not in quiet:
                _field(each, book)
    if quiet:
        names = texts.listed([book.fields[each.field_key].short_title for each in quiet])
        st.markdown(_("Ohne Maßnahme und ohne Bruch: {names}.", names=names))


def sentence(fields: Sequence[FieldThreads]) -> str:
    """How many threads hold, and at how many places they break."""
    measures = sum(len(each.measures) for each in fields)
    unbroken = sum(len(each.unbroken) for each in fields)
    found = sum(len(each.breaks) for each in fields)
    if not measures:
        told = _("Noch ist keine Maßnahme geplant, die von einer Frage zum Ziel führt.")
    elif measures == unbroken:
        told = plural(
            "Die eine geplante Maßnahme ist durchgehend verbunden: von der Frage bis zum Ziel 2035.",
            "Alle {n} geplanten Maßnahmen sind durchgehend verbunden: von der Frage bis zum Ziel 2035.",
            measures,
        )
    else:
        told = _(
            "{unbroken} von {measures} geplanten Maßnahmen sind durchgehend verbunden: von der Frage bis zum Ziel "
            "2035.",
            unbroken=unbroken,
            measures=measures,
        )
    if not found:
        return told
    return f"{told} " + plural("An einer Stelle reißt der Faden.", "An {n} Stellen reißt der Faden.", found)


def _field(field: FieldThreads, book: Book) -> None:
    with st.container(border=True, key=f"thread_field_{field.field_key or 'none'}", gap="small"):
        title = book.fields[field.field_key].title if field.field_key else _("Ohne Handlungsfeld")
        st.header(title, anchor=False)
        _goal(field, book)
        if field.unbroken:
            st.subheader(_("Durchgehend verbunden"), anchor=False)
            _links(field.unbroken, book, ":material/check:")
        for kind, found in groupby(field.breaks, key=lambda each: each.kind):
            _breaks(kind, list(found), book)


def _goal(field: FieldThreads, book: Book) -> None:
    if field.field_key in book.view.plan.targets:
        st.markdown(_("Ziel: {goal}", goal=words.goal(field.field_key, book)))
    elif field.field_key:
        st.markdown(_("Noch kein Ziel für 2035."))


def _breaks(kind: BreakKind, found: list[Break], book: Book) -> None:
    st.subheader(words.breaks(kind, len(found)), anchor=False)
    if kind in OVER_ONE_PAGE:
        _links((each.knot for each in found), book, ":material/link_off:")
        ways.mend_link(found[0], book)
        return
    for each in found:
        with st.container(horizontal=True, gap="small"):
            place.link(each.knot, escaped(words.short(each.knot, book)), ":material/link_off:")
            ways.mend_link(each, book)


def _links(knots: Iterable[Knot], book: Book, icon: str) -> None:
    with st.container(gap="xsmall"):
        for knot in knots:
            place.link(knot, escaped(words.short(knot, book)), icon)
