"""The path of a field through the years: what was reached, what is needed, what the plan is expected to bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.charts.theme import Look, base_layout

HEIGHT = 360
FIRST_YEAR, LAST_YEAR = 2021, 2035


@dataclass(frozen=True)
class Point:
    """Points (0-100) on a day, with a text that stands beside it and one for the pointer."""

    on: date
    points: float
    text: str
    hover_text: str


@dataclass(frozen=True)
class PathLines:
    """Everything that the chart draws; each part may be empty.

    `reached` are the rounds in pieces: between two pieces the series breaks. `provisional` holds the days of those that
    are drawn as rings. `needed` is the way through the milestones to the goal, the goal last; `expected` what the
    planned measures bring. `wish` is a goal that somebody tries out, reached in a straight line from the newest round.
    """

    reached: tuple[tuple[Point, ...], ...]
    provisional: frozenset[date]
    needed: tuple[Point, ...]
    expected: tuple[Point, ...]
    wish: Point | None = None


def path(lines: PathLines, look: Look, today: date, today_text: str, axis_title: str) -> go.Figure:
    """The years along, points from 0 to 100 up. Never wider than a phone."""
    return _drawn(lines, look, today, today_text, axis_title)


@lru_cache(maxsize=256)
def _drawn(lines: PathLines, look: Look, today: date, today_text: str, axis_title: str) -> go.Figure:
    traces: list[go.Scatter] = [_today(today, look)]
    if lines.expected:
        traces.append(_line(lines.expected, look.peers, width=7, shape="hv"))
    if lines.needed:
        traces.append(_line(lines.needed, look.line, width=2, dash="dot"))
        traces.append(_stages(lines.needed[1:], look))
    if lines.wish is not None:
        traces += _wish(lines, lines.wish, look)
    for piece in lines.reached:
        traces.append(_line(piece, look.own, width=4))
        traces.append(_rounds(piece, lines.provisional, look))
    figure = go.Figure(traces)
    _lay_out(figure, look, _first_year(lines), axis_title)
    figure.add_annotation(
        x=today.isoformat(),
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=today_text,
        font={"size": 13, "color": look.quiet},
    )
    return figure


def _first_year(lines: PathLines) -> int:
    return min([FIRST_YEAR, *(point.on.year for piece in lines.reached for point in piece)])


def _line(points: Sequence[Point], colour: str, width: int, dash: str = "solid", shape: str = "linear") -> go.Scatter:
    return go.Scatter(
        x=[point.on.isoformat() for point in points],
        y=[point.points for point in points],
        mode="lines",
        line={"color": colour, "width": width, "dash": dash, "shape": shape},
        hoverinfo="skip",
    )


def _rounds(points: Sequence[Point], provisional: frozenset[date], look: Look) -> go.Scatter:
    rings = [point.on in provisional for point in points]
    return _marks(
        points,
        {
            "symbol": ["circle-open" if ring else "circle" for ring in rings],
            "size": [13 if ring else 14 for ring in rings],
            "color": look.own,
            "line": {"color": [look.own if ring else look.page for ring in rings], "width": 3},
        },
        look,
        "bottom center",
    )


def _stages(points: Sequence[Point], look: Look) -> go.Scatter:
    """Milestones are full diamonds, the goal is an open one, as everywhere."""
    last = len(points) - 1
    return _marks(
        points,
        {
            "symbol": ["diamond-open" if place == last else "diamond" for place in range(len(points))],
            "size": [16 if place == last else 12 for place in range(len(points))],
            "color": look.line,
            "line": {"width": 2.5, "color": look.line},
        },
        look,
        ["top left" if place == last else "top center" for place in range(len(points))],
    )


def _wish(lines: PathLines, wish: Point, look: Look) -> list[go.Scatter]:
    from_here = lines.reached[-1][-1:] if lines.reached else ()
    return [
        _line((*from_here, wish), look.own, width=2, dash="dash"),
        _marks(
            (wish,),
            {"symbol": "star-open", "size": 18, "color": look.own, "line": {"width": 2.5, "color": look.own}},
            look,
            "top center" if wish.on.year < LAST_YEAR else "top left",
        ),
    ]


def _marks(points: Sequence[Point], marker: dict[str, Any], look: Look, where: str | list[str]) -> go.Scatter:
    return go.Scatter(
        x=[point.on.isoformat() for point in points],
        y=[point.points for point in points],
        mode="markers+text",
        marker={"opacity": 1, **marker},
        text=[point.text for point in points],
        textposition=where,
        textfont={"size": 14, "color": look.text},
        hovertext=[point.hover_text for point in points],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _today(today: date, look: Look) -> go.Scatter:
    return go.Scatter(
        x=[today.isoformat()] * 2,
        y=[0, 100],
        mode="lines",
        line={"color": look.peers, "width": 1},
        hoverinfo="skip",
    )


def _lay_out(figure: go.Figure, look: Look, first_year: int, axis_title: str) -> None:
    tick = {"size": 13, "color": look.quiet}
    years = list(range(LAST_YEAR, first_year - 1, -2))[::-1]
    figure.update_layout(
        **base_layout(look),
        height=HEIGHT,
        margin={"l": 34, "r": 14, "t": 26, "b": 30},
        xaxis={
            "type": "date",
            "range": [date(first_year, 1, 1).isoformat(), date(LAST_YEAR + 1, 3, 1).isoformat()],
            "tickvals": [date(year, 12, 31).isoformat() for year in years],
            "ticktext": [str(year) for year in years],
            "tickangle": 0,
            "tickfont": tick,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={
            "range": [0, 104],
            "tickvals": [0, 20, 40, 60, 80, 100],
            "tickfont": tick,
            "title": {"text": axis_title, "font": {"size": 13, "color": look.quiet}, "standoff": 4},
            "gridcolor": look.track,
            "zeroline": False,
            "fixedrange": True,
        },
    )
