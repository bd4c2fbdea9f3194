"""The own value beside the middle half, the median and the own goal, one row per field or criterion, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from components.charts.theme import HALF_HEIGHT, Look, rows_layout, steady, words

OWN, OWN_PROVISIONAL, GOAL, MEDIAN, MEAN = "circle", "circle-open", "diamond-open", "line-ns", "square-open"
DENSE_FROM = 12
DENSE_HEIGHT, ROW_HEIGHT = 62, 72


@dataclass(frozen=True)
class PeerRow:
    """One row in points 0-100. What the number of communes counted forbids is None; texts are ready to show.

    `goal` is what the own commune wants to reach; a `provisional` own value is drawn as a ring.
    """

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
    goal: int | None = None
    provisional: bool = False


def peer_ranges(rows: Sequence[PeerRow], look: Look, axis_title: str) -> go.Figure:
    """The rows in the given order, the first on top; each track carries its row's key as custom data.

    Band from quartile to quartile with a line at the median, or a square at the mean alone; own dot, own goal.
    """
    return _drawn(tuple(rows), look, axis_title)


@lru_cache(maxsize=512)
def _drawn(rows: tuple[PeerRow, ...], look: Look, axis_title: str) -> go.Figure:
    places = list(range(len(rows)))
    bar = {"y": places, "orientation": "h", "width": 2 * HALF_HEIGHT, **steady()}
    medians = [row.median for row in rows]
    means = [row.mean if row.median is None else None for row in rows]
    goals = [row.goal for row in rows]
    height = DENSE_HEIGHT if len(rows) >= DENSE_FROM else ROW_HEIGHT
    scale = height / ROW_HEIGHT  # no mark is so much higher than its bar that it would touch the words
    figure = go.Figure(
        [
            go.Bar(
                x=[100] * len(rows),
                marker={"color": look.track, "line": {"width": 0}},
                text=[row.hover_text for row in rows],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
                customdata=[row.key for row in rows],
                **bar,
            ),
            go.Bar(
                base=[row.q25 for row in rows],
                x=[_width(row) for row in rows],
                marker={"color": look.peers, "line": {"width": 0}},
                hoverinfo="skip",  # pointer and click go to the track below, which is as long as the scale
                **bar,
            ),
            _marks(medians, {"symbol": MEDIAN, "size": 15 * scale, "line": {"color": look.line, "width": 3}}),
            _marks(means, {"symbol": MEAN, "size": 13 * scale, "color": look.line, "line": {"width": 2.5}}),
            # Drawn twice, first wide in the colour of the page, so that it stands out from what lies below it.
            _marks(goals, {"symbol": GOAL, "size": 16 * scale, "color": look.page, "line": {"width": 6}}),
            _marks(goals, {"symbol": GOAL, "size": 16 * scale, "color": look.line, "line": {"width": 2.5}}),
            _marks([row.own for row in rows], _own(rows, look, scale)),
            words([(row.label, row.value_text, row.below_text) for row in rows], look),
        ]
    )
    rows_layout(figure, len(rows), look, axis_title, height)
    return figure


def _width(row: PeerRow) -> float | None:
    # A middle half of no width is still a place on the scale: draw it as wide as it was rounded.
    return max(row.q75 - row.q25, 1) if row.q25 is not None and row.q75 is not None else None


def _own(rows: Sequence[PeerRow], look: Look, scale: float) -> dict[str, object]:
    """The look of the own value: a dot with a ring in the colour of the page, or a ring where it is provisional."""
    return {
        "symbol": [OWN_PROVISIONAL if row.provisional else OWN for row in rows],
        "size": [(14 if row.provisional else 17) * scale for row in rows],
        "color": look.own,
        "line": {"color": [look.own if row.provisional else look.page for row in rows], "width": 3},
    }


def _marks(values: Sequence[float | None], marker: dict[str, object]) -> go.Scatter:
    """One mark in every row that has a value; plotly would draw marks of several sizes half transparent."""
    return go.Scatter(
        x=list(values),
        y=list(range(len(values))),
        mode="markers",
        marker={"opacity": 1, **marker},
        cliponaxis=False,  # at 0 and at 100 a mark is as large as elsewhere
        hoverinfo="skip",
        **steady(),
    )
