"""Shows a chart together with what it needs beside it: a text summary and, on demand, the same values as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import streamlit as st

from components import session
from components.charts.theme import LOOKS, Look
from components.language import _
from components.session import Key

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


def look() -> Look:
    """The colours for the theme this person sees."""
    return LOOKS["dark" if st.context.theme.type == "dark" else "light"]


def chart(figure: go.Figure, summary: str, key: str) -> None:
    """A chart with its text summary as alternative text."""
    st.plotly_chart(figure, key=key, config=CONFIG, alt=summary, theme=None)


def clickable_chart(figure: go.Figure, summary: str, key: str) -> str | None:
    """A chart whose rows can be clicked; gives back the key of the row that was clicked last, if any.

    The figure must not depend on what was clicked: a changed figure takes the click back (streamlit 1.67).
    """
    event = st.plotly_chart(
        figure, key=key, config=CONFIG, alt=summary, theme=None, on_select="rerun", selection_mode="points"
    )
    points = event["selection"]["points"]
    return _row_of(points[0]) if points else None


def chart_to_choose_from(figure: go.Figure, summary: str, key: str, chosen: Callable[[str], None]) -> None:
    """A chart whose rows can be clicked; `chosen` gets the key of the row before the page is drawn anew.

    Unlike `clickable_chart` it may change between two clicks: sorted otherwise, or for another group.
    """
    st.plotly_chart(
        figure,
        key=key,
        config=CONFIG,
        alt=summary,
        theme=None,
        on_select=lambda: _clicked(key, chosen),
        selection_mode="points",
    )


def _clicked(key: str, chosen: Callable[[str], None]) -> None:
    points = session.widget_value(key)["selection"]["points"]
    before: dict[str, str] = session.get(Key.CLICKED_ROWS, {})
    # A second click on the same row takes the first back (streamlit 1.67): it means this row as well.
    meant = _row_of(points[0]) if points else before.get(key)
    if meant is not None:
        session.put(Key.CLICKED_ROWS, {**before, key: meant})
        chosen(meant)


def _row_of(point: dict[str, object]) -> str | None:
    found = point.get("customdata")
    return found[0] if isinstance(found, list) else found  # type: ignore[return-value]


def as_table(columns: Sequence[str], rows: Sequence[Sequence[str]], key: str) -> None:
    """The values of a chart as a table, folded away; drawn only once it is opened."""
    with st.expander(_("Werte als Tabelle"), key=key, on_change="rerun", icon=":material/table:") as opened:
        if opened.open:
            table(columns, rows)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A small table of ready texts; the first column names the row."""
    st.table({name: [row[place] for row in rows] for place, name in enumerate(columns)}, hide_index=True)
