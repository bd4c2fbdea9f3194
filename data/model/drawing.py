"""A drawing of a few plain shapes, as documents show charts: no fonts, no hex colours, no file format.

Lengths are points (1/72 inch); the origin is the top left corner, y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """What a colour means; who writes the file gives it a tone that can be told apart on white paper, in grey too."""

    OWN = "own"
    GROUP = "group"
    GOAL = "goal"
    MUTED = "muted"
    TEXT = "text"
    LINE = "line"
    SURFACE = "surface"
    PAPER = "paper"


class Anchor(StrEnum):
    """Which part of a label stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour = Colour.LINE
    width: float = 0.75
    dashed: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle with its top left corner, rounded by a radius; filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = Colour.SURFACE
    outline: Colour | None = None
    radius: float = 0
    dashed: bool = False


@dataclass(frozen=True)
class Dot:
    """A circle around its middle; filled, outlined or both."""

    x: float
    y: float
    radius: float
    fill: Colour | None = Colour.OWN
    outline: Colour | None = None


@dataclass(frozen=True)
class Path:
    """Straight lines from point to point; closed to an area when it has a filling."""

    points: tuple[tuple[float, float], ...]
    colour: Colour | None = Colour.OWN
    width: float = 1.5
    dashed: bool = False
    fill: Colour | None = None


@dataclass(frozen=True)
class Label:
    """One line of text on its baseline; the size is that of its letters in points."""

    x: float
    y: float
    text: str
    anchor: Anchor = Anchor.START
    size: float = 9
    strong: bool = False
    colour: Colour = Colour.TEXT


Shape = Line | Box | Dot | Path | Label


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet of this size, the later ones above the earlier ones."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
