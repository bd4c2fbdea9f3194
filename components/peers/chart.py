"""The rows of the comparison as a chart, with its title, its words, its table and how it is sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from components import figures, session
from components.charts.peer_ranges import peer_ranges
from components.language import _
from components.peers import row_words
from components.peers.rows import Order, Row, in_order, orders_for
from components.session import Key

FIRST_ORDER = {"fields": Order.CATALOGUE, "criteria": Order.MIDDLE}
CHOICE_OF = {"fields": Key.PEER_FIELD, "criteria": Key.PEER_CRITERION}


def with_order(rows: Sequence[Row], name: str, title: str, of_what: str, beside: Callable[[], None]) -> tuple[Row, ...]:
    """The rows below what they show, with the choice how they are sorted; gives them back as they are sorted.

    `name` is `fields` or `criteria`, `beside` draws a choice that stands with the order.
    """
    st.header(row_words.finding(rows, title))
    with st.container(horizontal=True, vertical_alignment="bottom", key="peer_view"):
        beside()
        order = _order(rows, name)
    shown = in_order(rows, order)
    ranges(shown, of_what, f"peer_{name}", CHOICE_OF[name])
    return shown


def ranges(rows: Sequence[Row], of_what: str, key: str, choice: Key, *, with_legend: bool = True) -> None:
    """The rows as ranges; a click chooses one. Below them how to read them, and their values as a table."""
    drawn = peer_ranges([row_words.drawn(row) for row in rows], figures.look(), _("Punkte (0 bis 100)"))
    figures.chart_to_choose_from(drawn, row_words.summary(rows), f"{key}_chart", lambda row: session.put(choice, row))
    if with_legend:
        st.caption(legend(rows))
    figures.as_table(row_words.columns(of_what, rows), row_words.cells(rows), f"{key}_table")


def legend(rows: Sequence[Row]) -> str:
    """What the marks mean, of those that are drawn."""
    told = [_("● Ihre Kommune")]
    if any(row.provisional for row in rows):
        told.append(_("○ Ihre Kommune, vorläufig"))
    if any(row.figure.median is not None for row in rows):
        told.append(_("■ mittlere Hälfte der Gruppe (ein Viertel liegt darunter, ein Viertel darüber)"))
        told.append(_("┃ Median (die Hälfte liegt darunter, die Hälfte darüber)"))
    if any(row.figure.median is None for row in rows):
        told.append(_("□ Durchschnitt der Gruppe; für Median und mittlere Hälfte sind zu wenige Kommunen gezählt"))
    if any(row.goal is not None for row in rows):
        told.append(_("◇ Ihr Ziel"))
    return " · ".join(told)


def _order(rows: Sequence[Row], name: str) -> Order:
    offered = orders_for(rows)
    if len(offered) == 1:
        return offered[0]
    key = f"peer_order_{name}"
    if session.widget_value(key) not in offered:
        session.set_widget_value(key, FIRST_ORDER[name] if FIRST_ORDER[name] in offered else offered[0])
    words = {
        Order.CATALOGUE: _("Handlungsfeld"),
        Order.MIDDLE: _("Abstand zur Mitte"),
        Order.GOAL: _("Abstand zum Ziel"),
    }
    chosen = st.segmented_control(
        _("Sortieren nach"), list(offered), format_func=words.__getitem__, key=key, required=True, wrap=True
    )
    return Order(str(chosen))
