"""Colours and common layout of all charts, for light and dark. Contrast with the page is checked by a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

FONT = '"Source Sans", "Source Sans Pro", system-ui, sans-serif'


HALF_HEIGHT = 0.13  # of a bar, where a row has the height 1
AIR = 0.03  # between a bar and its words


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
        track="#e9eff2",
        own="#0b4f6c",
        own_provisional="#6b8590",
        peers="#6f8a96",
        line="#1f323b",
    ),
    "dark": Look(
        page="#10191f",
        text="#eef4f6",
        quiet="#b3c3ca",
        track="#24363f",
        own="#6bbfdc",
        own_provisional="#8fa6af",
        peers="#668390",
        line="#dbe6ea",
    ),
}


def base_layout(look: Look) -> dict[str, Any]:
    """What all charts have in common: their font and colours, no legend, and nothing to drag by accident."""
    font = {"family": FONT, "size": 14, "color": look.text}
    return {
        "template": go.layout.Template(),  # every value is set here; Plotly's own would be sent with every chart
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": font,
        "hoverlabel": {"font": font, "bgcolor": look.page, "align": "left"},
    }


def plain_layout(figure: go.Figure, height: int, look: Look, axis_title: str) -> go.Figure:
    """Lay a figure out over a scale of 0 to 100 points; nothing can be zoomed or dragged by accident."""
    figure.update_layout(
        **base_layout(look),
        height=height,
        margin={"l": 8, "r": 14, "t": 2, "b": 50},
        separators=",.",
        xaxis={
            "range": [0, 100],
            "tickvals": [0, 20, 40, 60, 80, 100],
            "tickfont": {"size": 13, "color": look.quiet},
            "title": {"text": axis_title, "font": {"size": 13, "color": look.quiet}, "standoff": 6},
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    )
    return figure


def rows_layout(figure: go.Figure, rows: int, look: Look, axis_title: str, row_height: int = 72) -> go.Figure:
    """Lay a figure out as horizontal rows on one scale of 0 to 100 points; row 0 is on top. Labels stand above rows."""
    plain_layout(figure, rows * row_height + 54, look, axis_title)
    figure.update_layout(
        barmode="overlay",
        clickmode="event+select",
        yaxis={"range": [rows - 0.56, -0.5], "visible": False, "fixedrange": True},
    )
    return figure


def steady() -> dict[str, object]:
    """What keeps all marks as they are when one is clicked: what is chosen is told elsewhere."""
    return {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}


def own_marker(provisional: Sequence[bool], look: Look) -> dict[str, object]:
    """The look of the own bars: filled, or hatched and paler where a result is provisional."""
    return {
        "color": [look.own_provisional if each else look.own for each in provisional],
        "pattern": {
            "shape": ["/" if each else "" for each in provisional],
            "fillmode": "overlay",
            "fgcolor": look.page,
            "fgopacity": 0.7,
            "solidity": 0.35,
            "size": 8,
        },
        "line": {"width": 0},
    }


def words(
    rows: Sequence[tuple[str, str, str]], look: Look, left: float | str = 0, right: float | str = 100
) -> go.Scatter:
    """The words of all rows: name and value above the bar, a short line below it. Never wider than a phone.

    `left` and `right` are the ends of the scale. One trace of texts: annotations would double the time to draw.
    """
    count = len(rows)
    names, values, below = zip(*rows, strict=True) if rows else ((), (), ())
    return go.Scatter(
        x=[left] * count + [right] * count + [left] * count,
        y=[row - HALF_HEIGHT - AIR for row in range(count)] * 2 + [row + HALF_HEIGHT + 2 * AIR for row in range(count)],
        mode="text",
        text=[*names, *(f"<b>{value}</b>" for value in values), *below],
        textposition=["top right"] * count + ["top left"] * count + ["bottom right"] * count,
        textfont={
            "size": [15] * count + [17] * count + [13] * count,
            "color": [look.text] * count * 2 + [look.quiet] * count,
        },
        unselected={"textfont": {"color": look.text}},  # plotly would let the names of all other rows fade
        cliponaxis=False,
        hoverinfo="skip",
    )


def step_gaps(rows: int, look: Look) -> go.Scatter:
    """Thin gaps that part every track into the five bands of 20 points."""
    x: list[int | None] = []
    y: list[float | None] = []
    for row in range(rows):
        for at in (20, 40, 60, 80):
            x += [at, at, None]
            y += [row - HALF_HEIGHT, row + HALF_HEIGHT, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": look.page, "width": 2}, hoverinfo="skip")
