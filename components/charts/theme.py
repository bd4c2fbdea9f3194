"""Colours and common layout of all charts, for light and dark. Contrast with the page is checked by a test."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'


HALF_HEIGHT = 0.13  # of a bar, where a row has the height 1


@dataclass(frozen=True)
class Look:
    """The colours of one theme: page and text, the own commune, the peers, the empty track of a scale."""

    page: str
    text: str
    quiet: str
    track: str
    own: str
    own_provisional: str
    peers: str
    line: str


LOOKS = {
    "light": Look(
        page="#ffffff",
        text="#14232b",
        quiet="#4a5b64",
        track="#e4ebee",
        own="#0b4f6c",
        own_provisional="#6b8590",
        peers="#a9bfc8",
        line="#2f434d",
    ),
    "dark": Look(
        page="#10191f",
        text="#eef4f6",
        quiet="#b3c3ca",
        track="#24363f",
        own="#6bbfdc",
        own_provisional="#8fa6af",
        peers="#5b7480",
        line="#dbe6ea",
    ),
}


def rows_layout(figure: go.Figure, rows: int, look: Look, axis_title: str, row_height: int = 72) -> go.Figure:
    """Lay a figure out as horizontal rows on one scale of 0 to 100 points; row 0 is on top. Labels stand above rows."""
    figure.update_layout(
        barmode="overlay",
        height=rows * row_height + 54,
        margin={"l": 8, "r": 14, "t": 2, "b": 50},
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        separators=",.",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": look.text},
        hoverlabel={"font": {"family": FONT, "size": 14, "color": look.text}, "bgcolor": look.page, "align": "left"},
        clickmode="event+select",
        xaxis={
            "range": [0, 100],
            "tickvals": [0, 20, 40, 60, 80, 100],
            "tickfont": {"size": 13, "color": look.quiet},
            "title": {"text": axis_title, "font": {"size": 13, "color": look.quiet}, "standoff": 6},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={"range": [rows - 0.56, -0.5], "visible": False, "fixedrange": True},
    )
    return figure


def row_texts(row: int, name: str, value: str, below: str, look: Look) -> list[dict[str, object]]:
    """The words of a row: its name and its value above the bar, a short line below it. Never wider than a phone."""
    above: dict[str, object] = {
        "y": row - HALF_HEIGHT,
        "yref": "y",
        "yanchor": "bottom",
        "showarrow": False,
        "xref": "paper",
    }
    under: dict[str, object] = {**above, "y": row + HALF_HEIGHT, "yanchor": "top"}
    return [
        {**above, "text": name, "x": 0, "xanchor": "left", "font": {"size": 15, "color": look.text}},
        {**above, "text": f"<b>{value}</b>", "x": 1, "xanchor": "right", "font": {"size": 17, "color": look.text}},
        {**under, "text": below, "x": 0, "xanchor": "left", "font": {"size": 13, "color": look.quiet}},
    ]


def step_gaps(rows: int, look: Look) -> list[dict[str, object]]:
    """Thin gaps that part every track into the five bands of 20 points."""
    return [
        {
            "type": "line",
            "x0": at,
            "x1": at,
            "y0": row - HALF_HEIGHT,
            "y1": row + HALF_HEIGHT,
            "line": {"color": look.page, "width": 2},
            "layer": "above",
        }
        for row in range(rows)
        for at in (20, 40, 60, 80)
    ]
