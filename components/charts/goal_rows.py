"""Every field on its way to its goal: today, what is planned, milestones and the goal on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from components.charts.theme import HALF_HEIGHT, Look, own_marker, rows_layout, steady, step_gaps, words

MILESTONE, GOAL = "diamond", "diamond-open"


@dataclass(frozen=True)
class GoalRow:
    """One row in points 0-100; what is not known is None. Texts are ready to show."""

    key: str
    label: str
    now: float | None
    provisional: bool
    expected: float | None
    milestones: tuple[int, ...]
    goal: int | None
    value_text: str
    below_text: str
    hover_text: str


def goal_rows(rows: Sequence[GoalRow], look: Look, axis_title: str) -> go.Figure:
    """The rows in the given order, the first on top; each track carries its row's key as custom data."""
    return _drawn(tuple(rows), look, axis_title)


@lru_cache(maxsize=256)
def _drawn(rows: tuple[GoalRow, ...], look: Look, axis_title: str) -> go.Figure:
    bar = {"y": list(range(len(rows))), "orientation": "h", **steady()}
    goals = [(place, row.goal) for place, row in enumerate(rows) if row.goal is not None]
    milestones = [(place, points) for place, row in enumerate(rows) for points in row.milestones]
    figure = go.Figure(
        [
            go.Bar(
                x=[100] * len(rows),
                width=2 * HALF_HEIGHT,
                marker={"color": look.track, "line": {"width": 0}},
                text=[row.hover_text for row in rows],
                textposition="none",
                hovertemplate="%{text}<extra></extra>",
                customdata=[row.key for row in rows],
                **bar,
            ),
            go.Bar(
                x=[row.now or 0 for row in rows],
                width=2 * HALF_HEIGHT,
                marker=own_marker([row.provisional for row in rows], look),
                hoverinfo="skip",  # pointer and click go to the track below, which is as long as the scale
                **bar,
            ),
            step_gaps(len(rows), look),
            go.Bar(
                base=[row.now for row in rows],
                x=[_brings(row) for row in rows],
                width=0.8 * HALF_HEIGHT,
                marker={"color": look.peers, "line": {"width": 0}},
                hoverinfo="skip",
                **bar,
            ),
            # Drawn twice, first wide in the colour of the page, so that a mark stands out from what lies below it.
            _marks(goals, {"symbol": GOAL, "size": 16, "color": look.page, "line": {"width": 6}}),
            _marks(milestones, {"symbol": MILESTONE, "size": 15, "color": look.page}),
            _marks(milestones, {"symbol": MILESTONE, "size": 10, "color": look.line}),
            _marks(goals, {"symbol": GOAL, "size": 16, "color": look.line, "line": {"width": 2.5}}),
            words([(row.label, row.value_text, row.below_text) for row in rows], look),
        ]
    )
    rows_layout(figure, len(rows), look, axis_title)
    return figure


def _brings(row: GoalRow) -> float | None:
    return None if row.now is None or row.expected is None else max(0.0, row.expected - row.now)


def _marks(places: Sequence[tuple[int, int]], marker: dict[str, object]) -> go.Scatter:
    return go.Scatter(
        x=[points for _row, points in places],
        y=[row for row, _points in places],
        mode="markers",
        marker={"opacity": 1, **marker},
        cliponaxis=False,  # at 0 and at 100 a mark is as large as elsewhere
        hoverinfo="skip",
        **steady(),
    )
