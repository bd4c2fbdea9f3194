"""The own value beside the middle half and the median of the peers, one row per field, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from components.charts.theme import HALF_HEIGHT, Look, rows_layout, words


@dataclass(frozen=True)
class PeerRow:
    """One row in points 0-100. What the number of communes counted forbids is None; texts are ready to show."""

    key: str
    label: str
    own: float | None
    mean: int | None
    q25: int | None
    median: int | None
    q75: int | None
    value_text: str
    below_text: str
    hover_text: str


def peer_ranges(rows: Sequence[PeerRow], look: Look, axis_title: str) -> go.Figure:
    """The rows in the given order, the first on top: band from quartile to quartile, line at the median, own dot."""
    return _drawn(tuple(rows), look, axis_title)


@lru_cache(maxsize=256)
def _drawn(rows: tuple[PeerRow, ...], look: Look, axis_title: str) -> go.Figure:
    places = list(range(len(rows)))
    keys = [row.key for row in rows]
    bar = {"y": places, "orientation": "h", "width": 2 * HALF_HEIGHT, "customdata": keys}
    figure = go.Figure(
        [
            go.Bar(
                x=[100] * len(rows),
                marker={"color": look.track, "line": {"width": 0}},
                text=[row.hover_text for row in rows],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
                **bar,
            ),
            go.Bar(
                base=[row.q25 for row in rows],
                x=[_width(row) for row in rows],
                marker={"color": look.peers, "line": {"width": 0}},
                hoverinfo="skip",
                **bar,
            ),
            _middle_marks(rows, places, look),
            go.Scatter(
                x=[row.own for row in rows],
                y=places,
                mode="markers",
                marker={"symbol": "circle", "size": 17, "color": look.own, "line": {"color": look.page, "width": 3}},
                text=[row.hover_text for row in rows],
                hovertemplate="%{text}<extra></extra>",
                customdata=keys,
            ),
            words([(row.label, row.value_text, row.below_text) for row in rows], look),
        ]
    )
    rows_layout(figure, len(rows), look, axis_title)
    return figure


def _width(row: PeerRow) -> float | None:
    # A middle half of no width is still a place on the scale: draw it as wide as it was rounded.
    return max(row.q75 - row.q25, 1) if row.q25 is not None and row.q75 is not None else None


def _middle_marks(rows: Sequence[PeerRow], places: Sequence[int], look: Look) -> go.Scatter:
    return go.Scatter(
        x=[row.median if row.median is not None else row.mean for row in rows],
        y=places,
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"color": look.line, "width": 3}},
        hoverinfo="skip",
    )
