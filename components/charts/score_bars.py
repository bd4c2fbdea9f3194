"""Scores as horizontal bars with number, band in words and steps, and the range that unknown answers leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from components.charts.theme import HALF_HEIGHT, Look, own_marker, rows_layout, steady, step_gaps, words


@dataclass(frozen=True)
class ScoreBar:
    """One bar: `percent` 0-100 or None when not scored; `low` and `high` bound it; texts are ready to show."""

    key: str
    label: str
    percent: float | None
    low: float | None
    high: float | None
    value_text: str
    below_text: str
    hover_text: str
    provisional: bool


def score_bars(bars: Sequence[ScoreBar], look: Look, axis_title: str) -> go.Figure:
    """The bars in the given order, the first on top; each point carries its bar's key as custom data."""
    return _drawn(tuple(bars), look, axis_title)


@lru_cache(maxsize=256)
def _drawn(bars: tuple[ScoreBar, ...], look: Look, axis_title: str) -> go.Figure:
    places = list(range(len(bars)))
    place = {"y": places, "orientation": "h", "width": 2 * HALF_HEIGHT}
    figure = go.Figure(
        [
            go.Bar(
                x=[100] * len(bars),
                marker={"color": look.track, "line": {"width": 0}},
                text=[bar.hover_text for bar in bars],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
                customdata=[bar.key for bar in bars],
                **steady(),
                **place,
            ),
            go.Bar(
                x=[bar.percent or 0 for bar in bars],
                marker=own_marker([bar.provisional for bar in bars], look),
                hoverinfo="skip",  # hover and click go to the track below, which is as long as the scale
                **steady(),
                **place,
            ),
            step_gaps(len(bars), look),
            _ranges(bars, places, look.page, width=6),
            _ranges(bars, places, look.line, width=2),
            words([(bar.label, bar.value_text, bar.below_text) for bar in bars], look),
        ]
    )
    rows_layout(figure, len(bars), look, axis_title)
    return figure


def _ranges(bars: Sequence[ScoreBar], places: Sequence[int], colour: str, width: int) -> go.Scatter:
    # Drawn twice, first wide in the colour of the page, so that the line stands out from the bar below it.
    x: list[float | None] = []
    y: list[float | None] = []
    for bar, place in zip(bars, places, strict=True):
        if bar.low is not None and bar.high is not None and bar.high - bar.low >= 1:
            x += [bar.low, bar.high, None]
            y += [place, place, None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line={"color": colour, "width": width},
        marker={"symbol": "line-ns", "size": 9, "line": {"color": colour, "width": width}},
        hoverinfo="skip",
    )
