"""A few values over time as a small line to a target: to see the direction, not to read numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import plotly.graph_objects as go

from components.charts.theme import Look, base_layout

HEIGHT = 96


@dataclass(frozen=True)
class SmallLine:
    """Days with values in their order, the start first; texts name the first, the last and the target."""

    values: tuple[tuple[date, float], ...]
    target_on: date
    target: float
    first_text: str
    last_text: str
    target_text: str


@lru_cache(maxsize=256)
def small_line(line: SmallLine, look: Look) -> go.Figure:
    """The values as a line, the target as an open diamond where a dotted line leads to."""
    days = [on.isoformat() for on, _value in line.values]
    values = [value for _on, value in line.values]
    several = len(values) > 1
    figure = go.Figure(
        [
            go.Scatter(
                x=[days[0], line.target_on.isoformat()],
                y=[values[0], line.target],
                mode="lines",
                line={"color": look.line, "width": 2, "dash": "dot"},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=days,
                y=values,
                mode="lines+markers+text",
                line={"color": look.own, "width": 3},
                marker={"size": 9, "color": look.own},
                text=[line.first_text, *[""] * (len(values) - 2), line.last_text] if several else [line.first_text],
                textposition="top center",
                textfont={"size": 13, "color": look.text},
                cliponaxis=False,
                hoverinfo="skip",
            ),
            go.Scatter(
                x=[line.target_on.isoformat()],
                y=[line.target],
                mode="markers+text",
                marker={"symbol": "diamond-open", "size": 13, "color": look.line, "line": {"width": 2.5}},
                text=[line.target_text],
                textposition="top center",
                textfont={"size": 13, "color": look.text},
                cliponaxis=False,
                hoverinfo="skip",
            ),
        ]
    )
    figure.update_layout(
        **base_layout(look) | {"hovermode": False},
        height=HEIGHT,
        margin={"l": 26, "r": 26, "t": 26, "b": 14},
        xaxis={"type": "date", "visible": False, "fixedrange": True},
        yaxis={"visible": False, "fixedrange": True},
    )
    return figure
