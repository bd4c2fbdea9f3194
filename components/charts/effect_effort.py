"""Effect beside effort: numbered dots on a field of five by five, each with room of its own, corners told in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from math import ceil, sqrt

import plotly.graph_objects as go

from components.charts.theme import Look, base_layout

LARGEST = 32  # of a dot, in pixels
NARROW = 56  # pixels between two places on a phone
HEIGHT = 460
MIDDLE = 3


@dataclass(frozen=True)
class Dot:
    """One thing at its place: effect and effort 1 (small) to 5 (large). Agreed is a full circle, else a square."""

    number: int
    effect: int
    effort: int
    agreed: bool
    hover_text: str


@dataclass(frozen=True)
class MatrixWords:
    """What the field says: the corners (effect first: large-small, large-large, small-small, small-large), the axes."""

    quick: str
    worth_it: str
    on_the_side: str
    think_twice: str
    effect: str
    effort: str


@dataclass(frozen=True)
class Placed:
    """A dot where it is drawn; `size` is its width in pixels."""

    dot: Dot
    x: float
    y: float
    size: float


def effect_effort(dots: Sequence[Dot], look: Look, words: MatrixWords) -> go.Figure:
    """The field with all dots; those of one place stand beside each other."""
    return _drawn(tuple(dots), look, words)


def placed(dots: Sequence[Dot]) -> tuple[Placed, ...]:
    """Where every dot is drawn: in its own place and over no other, also on a phone."""

    def place(dot: Dot) -> tuple[int, int]:
        return dot.effort, dot.effect

    found: list[Placed] = []
    for (effort, effect), here in groupby(sorted(dots, key=lambda dot: (*place(dot), dot.number)), key=place):
        together = list(here)
        side = ceil(sqrt(len(together)))
        rows = ceil(len(together) / side)
        step = 1 / side
        size = min(LARGEST, step * NARROW)
        for at, dot in enumerate(together):
            row, column = divmod(at, side)
            in_row = min(side, len(together) - row * side)
            x = effort + (column - (in_row - 1) / 2) * step
            found.append(Placed(dot, x, effect - (row - (rows - 1) / 2) * step, size))
    return tuple(found)


@lru_cache(maxsize=64)
def _drawn(dots: tuple[Dot, ...], look: Look, words: MatrixWords) -> go.Figure:
    where = placed(dots)
    figure = go.Figure([_marks(where, look, agreed=agreed) for agreed in (True, False)] + [_corners(look, words)])
    _layout(figure, look, words)
    for each in where:
        # A number belongs to its dot in light and in dark: as a text trace it would change its colour with the theme.
        figure.add_annotation(
            x=each.x,
            y=each.y,
            text=f"<b>{each.dot.number}</b>",
            showarrow=False,
            font={"size": max(9, each.size / 2), "color": look.page if each.dot.agreed else look.own},
        )
    return figure


def _marks(where: Sequence[Placed], look: Look, *, agreed: bool) -> go.Scatter:
    mine = [each for each in where if each.dot.agreed is agreed]
    return go.Scatter(
        x=[each.x for each in mine],
        y=[each.y for each in mine],
        mode="markers",
        marker={
            "symbol": "circle" if agreed else "square",
            "size": [each.size - 3 for each in mine],
            "color": look.own if agreed else look.page,
            "opacity": 1,
            "line": {"color": look.own, "width": 2.5},
        },
        text=[each.dot.hover_text for each in mine],
        hovertemplate="%{text}<extra></extra>",
        customdata=[each.dot.number for each in mine],
    )


def _corners(look: Look, words: MatrixWords) -> go.Scatter:
    return go.Scatter(
        x=[0.45, 5.55, 0.45, 5.55],
        y=[5.74, 5.74, 0.26, 0.26],
        mode="text",
        text=[words.quick, words.worth_it, words.on_the_side, words.think_twice],
        textposition=["middle right", "middle left", "middle right", "middle left"],
        textfont={"size": 14, "color": look.quiet},
        hoverinfo="skip",
    )


def _layout(figure: go.Figure, look: Look, words: MatrixWords) -> None:
    axis = {
        "tickvals": [1, 2, 3, 4, 5],
        "tickfont": {"size": 14, "color": look.quiet},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }
    band = {"type": "rect", "layer": "below", "fillcolor": look.track, "line": {"width": 0}}
    figure.update_layout(
        **base_layout(look),
        height=HEIGHT,
        margin={"l": 44, "r": 8, "t": 4, "b": 52},
        shapes=[
            {**band, "x0": MIDDLE - 0.5, "x1": MIDDLE + 0.5, "y0": 0, "y1": 6},
            {**band, "x0": 0.4, "x1": 5.6, "y0": MIDDLE - 0.5, "y1": MIDDLE + 0.5},
            {"type": "rect", "x0": 0.4, "x1": 5.6, "y0": 0, "y1": 6, "line": {"color": look.peers, "width": 1}},
        ],
        xaxis={**axis, "range": [0.4, 5.6], "title": _title(words.effort, look)},
        yaxis={**axis, "range": [0, 6], "title": _title(words.effect, look)},
    )


def _title(text: str, look: Look) -> dict[str, object]:
    return {"text": text, "font": {"size": 14, "color": look.quiet}, "standoff": 6}
