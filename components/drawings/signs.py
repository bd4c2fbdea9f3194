"""Signs that mean the same in every drawing."""

from __future__ import annotations

from data.model.drawing import Box, Colour, Dot, Path, Shape

EDGE = 5.0
"""Half a mark."""

BAR = 9.0
GAP = 14.0
"""How high a bar is, and how much room is below it."""


def diamond(x: float, y: float) -> Path:
    """The goal: a shape of its own with a white edge, so that it can be told apart on a bar and in grey."""
    return Path(((x, y - EDGE), (x + EDGE, y), (x, y + EDGE), (x - EDGE, y)), Colour.PAPER, 1, fill=Colour.GOAL)


def bar_sign(x: float, y: float) -> Shape:
    """A short bar."""
    return Box(x - 7, y - 3.5, 14, 7, Colour.OWN, radius=1.5)


def dot_sign(x: float, y: float) -> Shape:
    """A filled dot."""
    return Dot(x, y, 3)


def ring_sign(x: float, y: float) -> Shape:
    """An empty dot."""
    return Dot(x, y, 3, Colour.PAPER, Colour.OWN)
