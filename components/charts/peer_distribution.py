"""How the counted communes are spread over the scale, in ten bars of ten points, with the own value marked."""

from __future__ import annotations

from functools import lru_cache

import plotly.graph_objects as go

from components.charts.theme import Look, plain_layout

HEIGHT = 250


def peer_distribution(
    percents: tuple[int, ...], own: float | None, own_text: str, look: Look, axis_title: str
) -> go.Figure:
    """Ten bars with their whole percents above; a line with a dot at the own value (0-100), named by `own_text`."""
    return _drawn(percents, own, own_text, look, axis_title)


@lru_cache(maxsize=512)
def _drawn(percents: tuple[int, ...], own: float | None, own_text: str, look: Look, axis_title: str) -> go.Figure:
    tallest = max(*percents, 1)
    figure = go.Figure(
        go.Bar(
            x=[10 * place + 5 for place in range(len(percents))],
            y=list(percents),
            width=9,
            marker={"color": look.peers, "line": {"width": 0}},
            text=[str(percent) if percent else "" for percent in percents],
            textposition="outside",
            textfont={"size": 13, "color": look.quiet},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    if own is not None:
        top = 1.3 * tallest
        figure.add_scatter(
            x=[own, own],
            y=[0, top],
            mode="lines+markers+text",
            line={"color": look.own, "width": 3},
            marker={"symbol": "circle", "size": [0, 13], "opacity": 1, "color": look.own},
            text=["", f"<b>{own_text}</b>"],
            textposition="top right" if own < 20 else "top left" if own > 80 else "top center",
            textfont={"size": 14, "color": look.text},
            cliponaxis=False,
            hoverinfo="skip",
        )
    plain_layout(figure, HEIGHT, look, axis_title)
    figure.update_layout(yaxis={"range": [0, 1.55 * tallest], "visible": False, "fixedrange": True})
    return figure
