"""The page of the red thread: the search, the thread of the starting point, or the overview."""

from __future__ import annotations

import streamlit as st

from components import session
from components.language import _
from components.page_frame import empty_state, lead
from components.plain_text import escaped
from components.red_thread import column, overview, place, words
from components.red_thread.words import Book
from data.model.red_thread import Knot

SEARCH = "thread_search"


def shown(book: Book, asked: str) -> Knot | None:
    """The whole page below its title; gives back the starting point, if there is one."""
    start = place.knot_of(asked, book.view.thread)
    if asked:
        place.overview_link()
    _search(book)
    if asked and start is None:
        empty_state(
            _("Das gibt es hier nicht"),
            _("Ihr Link nennt etwas, das nicht mehr da ist oder nicht zu Ihrer Kommune gehört."),
        )
    elif start is None:
        place.brought_link()
        overview.shown(book)
    else:
        about = escaped(words.name(start, book))
        lead(_("{kind} **{name}**: von der Frage bis zum Ziel 2035.", kind=words.kind_name(start.kind), name=about))
        column.shown(start, book)
    return start


def _search(book: Book) -> None:
    labels = {_address(knot): words.label(knot, book) for knot in book.view.thread.knots}
    # What was found becomes the address: the field is empty again for the next search.
    session.set_widget_value(SEARCH, None)
    st.selectbox(
        _("Ausgangspunkt wählen"),
        list(labels),
        format_func=labels.__getitem__,
        key=SEARCH,
        placeholder=_("Stichwort oder Nummer: Frage, Kriterium, Beschluss, Schwerpunkt, Maßnahme, Ziel"),
        on_change=_found,
    )


def _found() -> None:
    place.start_at(session.widget_value(SEARCH))


def _address(knot: Knot) -> str:
    return place.address_of(knot)[place.FROM]
