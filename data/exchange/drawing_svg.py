"""A drawing as SVG, for print: text stays text, colours hold on white paper and can be told apart in grey."""

from __future__ import annotations

from html import escape

from data.exchange.document_text import one_line
from data.model.drawing import Anchor, Box, Colour, Dot, Drawing, Label, Line, Path, Shape

TONES = {
    Colour.OWN: "#0b4f6c",
    Colour.GROUP: "#8aa2ad",
    Colour.GOAL: "#b4530a",
    Colour.MUTED: "#4a5b64",
    Colour.TEXT: "#14232b",
    Colour.LINE: "#c3ced4",
    Colour.SURFACE: "#e6edf0",
    Colour.PAPER: "#ffffff",
}
"""Text (text, muted, own, goal) has at least 5:1 on white; own, group and surface differ by lightness."""

OUTLINE = 1.25
DASHES = "3 2.5"


def svg_of(drawing: Drawing, fonts: str) -> str:
    """The drawing as an SVG file, its labels in the first of these font families that is there."""
    size = f'width="{_n(drawing.width)}pt" height="{_n(drawing.height)}pt"'
    view = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    shapes = "".join(_element(shape, fonts) for shape in drawing.shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>{shapes}</svg>'


def _element(shape: Shape, fonts: str) -> str:
    match shape:
        case Line(x1, y1, x2, y2, colour, width, dashed):
            ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
            return f"<line {ends} {_stroke(colour, width, dashed)}/>"
        case Box(x, y, width, height, fill, outline, radius, dashed):
            place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"'
            return f"<rect {place} {_fill(fill)} {_stroke(outline, OUTLINE, dashed)}/>"
        case Dot(x, y, radius, fill, outline):
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" {_fill(fill)} {_stroke(outline, OUTLINE)}/>'
        case Path(points, colour, width, dashed, fill):
            steps = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
            closed = "Z" if fill else ""
            return (
                f'<path d="M{steps}{closed}" stroke-linejoin="round" {_fill(fill)} {_stroke(colour, width, dashed)}/>'
            )
        case Label():
            return _text(shape, fonts)


def _text(label: Label, fonts: str) -> str:
    anchor = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}[label.anchor]
    weight = ' font-weight="600"' if label.strong else ""
    look = f'font-family="{escape(fonts)}" font-size="{_n(label.size)}"{weight} {_fill(label.colour)}'
    place = f'x="{_n(label.x)}" y="{_n(label.y)}" text-anchor="{anchor}"'
    return f"<text {place} {look}>{escape(one_line(label.text))}</text>"


def _fill(colour: Colour | None) -> str:
    return f'fill="{TONES[colour]}"' if colour else 'fill="none"'


def _stroke(colour: Colour | None, width: float, dashed: bool = False) -> str:
    if colour is None:
        return ""
    dashes = f' stroke-dasharray="{DASHES}"' if dashed else ""
    return f'stroke="{TONES[colour]}" stroke-width="{_n(width)}"{dashes}'


def _n(number: float) -> str:
    return f"{round(number, 2):g}"
