"""Measures as bars from begin to due day on one scale of quarters, their steps as marks, and a line for today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from components.charts.theme import HALF_HEIGHT, Look, base_layout, steady, words

ROW_HEIGHT = 92  # two lines of a name, the bar, one line below
MILLISECONDS_OF_A_DAY = 86_400_000
OVERHANG = 0.03  # of the line for today over a bar, less than the words are away
HEAD, FOOT = 46, 8  # points above the first row for the names of the quarters, and below the last


class Shape(Enum):
    """How a bar looks: still open, perhaps one day, held up, over."""

    OPEN = "open"
    IDEA = "idea"
    BLOCKED = "blocked"
    OVER = "over"


@dataclass(frozen=True)
class Mark:
    """A step of a measure on its day."""

    on: date
    is_done: bool


@dataclass(frozen=True)
class Span:
    """One row; at least one of `begins` and `ends` is told. Texts are ready to show."""

    key: str
    label: str
    begins: date | None
    ends: date | None
    shape: Shape
    below_text: str
    hover_text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Scale:
    """The days that are shown, both ends included; `by_quarter`: each quarter has its name, else each year."""

    first: date
    last: date
    by_quarter: bool


def timeline(spans: Sequence[Span], look: Look, scale: Scale, today: date, today_text: str) -> go.Figure:
    """The rows in the given order, the first on top; each point carries its row's key as custom data."""
    return _drawn(tuple(spans), look, scale, today, today_text)


@lru_cache(maxsize=64)
def _drawn(spans: tuple[Span, ...], look: Look, scale: Scale, today: date, today_text: str) -> go.Figure:
    figure = go.Figure(
        [
            _tracks(spans, look, scale),
            _bars(spans, look),
            _gaps(len(spans), look, [on for on in _quarters(scale) if on.month != 1 or scale.by_quarter], 1),
            _gaps(len(spans), look, [on for on in _quarters(scale) if on.month == 1], 3),
            _lone_days(spans, look, scale),
            _marks(spans, look),
            # Drawn twice, first wide in the colour of the page, so that today stands out from the bar below it.
            _across(len(spans), [today], HALF_HEIGHT + OVERHANG, {"color": look.page, "width": 7}),
            _across(len(spans), [today], HALF_HEIGHT + OVERHANG, {"color": look.text, "width": 3}),
            words(
                [(span.label, "", span.below_text) for span in spans],
                look,
                scale.first.isoformat(),
                scale.last.isoformat(),
            ),
        ]
    )
    _lay_out(figure, len(spans), look, scale)
    _name_today(figure, look, today, today_text)
    return figure


def _days(begins: date, ends: date) -> int:
    """A stretch of days, both included, as the axis counts it."""
    return ((ends - begins).days + 1) * MILLISECONDS_OF_A_DAY


def _tracks(spans: Sequence[Span], look: Look, scale: Scale) -> go.Bar:
    return go.Bar(
        base=[scale.first.isoformat()] * len(spans),
        x=[_days(scale.first, scale.last)] * len(spans),
        y=list(range(len(spans))),
        orientation="h",
        width=2 * HALF_HEIGHT,
        marker={"color": look.track, "line": {"width": 0}},
        text=[span.hover_text for span in spans],
        textposition="none",
        hovertemplate="%{text}<extra></extra>",
        customdata=[span.key for span in spans],
        **steady(),
    )


def _bars(spans: Sequence[Span], look: Look) -> go.Bar:
    drawn = [(row, span.begins, span.ends, span) for row, span in enumerate(spans)]
    whole = [(row, begins, ends, span) for row, begins, ends, span in drawn if begins and ends]
    colours = {Shape.OPEN: look.own, Shape.BLOCKED: look.own, Shape.IDEA: look.own_provisional, Shape.OVER: look.peers}
    return go.Bar(
        base=[begins.isoformat() for _row, begins, _ends, _span in whole],
        x=[_days(begins, ends) for _row, begins, ends, _span in whole],
        y=[row for row, _begins, _ends, _span in whole],
        orientation="h",
        width=2 * HALF_HEIGHT,
        marker={
            "color": [colours[span.shape] for *_place, span in whole],
            "pattern": {
                "shape": [{Shape.IDEA: "/", Shape.BLOCKED: "x"}.get(span.shape, "") for *_place, span in whole],
                "fillmode": "overlay",
                "fgcolor": look.page,
                "fgopacity": 0.7,
                "solidity": 0.35,
                "size": 8,
            },
            "line": {"width": 0},
        },
        hoverinfo="skip",  # hover and click go to the track below, which is as long as the scale
        **steady(),
    )


def _lone_days(spans: Sequence[Span], look: Look, scale: Scale) -> go.Scatter:
    """A triangle that points to where time is open: a begin without an end, an end without a begin.

    What lies outside of the scale has one at its edge.
    """
    found: list[tuple[int, date, str]] = []
    for row, span in enumerate(spans):
        first, last = span.begins or span.ends, span.ends or span.begins
        assert first is not None and last is not None
        if last < scale.first:
            found.append((row, scale.first, "triangle-left"))
        elif first > scale.last:
            found.append((row, scale.last, "triangle-right"))
        elif span.begins is None:
            found.append((row, last, "triangle-left"))
        elif span.ends is None:
            found.append((row, first, "triangle-right"))
    return go.Scatter(
        x=[on.isoformat() for _row, on, _symbol in found],
        y=[row for row, _on, _symbol in found],
        mode="markers",
        marker={"symbol": [symbol for *_place, symbol in found], "size": 15, "color": look.own, "line": {"width": 0}},
        hoverinfo="skip",
    )


def _marks(spans: Sequence[Span], look: Look) -> go.Scatter:
    """Steps: a full diamond is done, an open one is not."""
    found = [(row, mark) for row, span in enumerate(spans) for mark in span.marks]
    return go.Scatter(
        x=[mark.on.isoformat() for _row, mark in found],
        y=[row for row, _mark in found],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": [look.line if mark.is_done else look.page for _row, mark in found],
            "line": {"color": look.line, "width": 2},
        },
        hoverinfo="skip",
        **steady(),
    )


def _lay_out(figure: go.Figure, rows: int, look: Look, scale: Scale) -> None:
    named = [(on, text) for on, text in _named_days(scale) if scale.first <= on <= scale.last]
    figure.update_layout(
        **base_layout(look),
        barmode="overlay",
        height=round((rows + 0.22) * ROW_HEIGHT) + HEAD + FOOT,
        margin={"l": 8, "r": 14, "t": HEAD, "b": FOOT},
        clickmode="event+select",
        xaxis={
            "type": "date",
            "range": [scale.first.isoformat(), scale.last.isoformat()],
            "tickvals": [on.isoformat() for on, _text in named],
            "ticktext": [text for _on, text in named],
            "tickangle": 0,
            "ticklabelposition": "outside right",
            "tickfont": {"size": 13, "color": look.quiet},
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={"range": [rows - 0.42, -0.64], "visible": False, "fixedrange": True},
    )


def _gaps(rows: int, look: Look, days: Sequence[date], width: int) -> go.Scatter:
    """Thin gaps that part every track at these days; lines through the whole chart would cross its words."""
    return _across(rows, days, HALF_HEIGHT, {"color": look.page, "width": width})


def _across(rows: int, days: Sequence[date], half: float, line: dict[str, Any]) -> go.Scatter:
    x: list[str | None] = []
    y: list[float | None] = []
    for row in range(rows):
        for on in days:
            x += [on.isoformat(), on.isoformat(), None]
            y += [row - half, row + half, None]
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _name_today(figure: go.Figure, look: Look, today: date, text: str) -> None:
    figure.add_annotation(
        x=today.isoformat(),
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=22,
        showarrow=False,
        text=f"<b>{text}</b>",
        font={"size": 13, "color": look.text},
    )


def _quarters(scale: Scale) -> Iterator[date]:
    """The first day of every quarter that the scale shows."""
    for year in range(scale.first.year, scale.last.year + 1):
        for month in (1, 4, 7, 10):
            if scale.first <= date(year, month, 1) <= scale.last:
                yield date(year, month, 1)


def _named_days(scale: Scale) -> Iterator[tuple[date, str]]:
    """The days below which a name stands: each quarter with its year, or each year."""
    for on in _quarters(scale):
        if scale.by_quarter:
            yield on, f"Q{(on.month + 2) // 3}/{on.year % 100:02d}"
        elif on.month == 1:
            yield on, str(on.year)
