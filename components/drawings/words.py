"""Words in drawings: how wide they get, where their lines break, how they stand above a bar and below a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.model.drawing import Anchor, Colour, Label, Shape

WIDTH = 467.0
"""Points, between the margins of an A4 page."""

SMALL = 8.0
LEGEND = 8.5
TEXT = 9.5
LEADING = 1.25
NARROW, WIDE = set("iljtfrI.,:;'|!()[] -"), set("mwMW@%…—")

Sign = Callable[[float, float], Shape]
"""A sign around its middle."""


def guessed_width(text: str, size: float) -> float:
    """How wide a text gets at most in the usual fonts of offices, in points."""
    return size * sum(map(_width, text))


def _width(sign: str) -> float:
    if sign in NARROW:
        return 0.36
    return 0.92 if sign in WIDE else 0.7 if sign.isupper() else 0.57


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text on lines that fit, broken between words, and in a word only where it is longer than a line."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if guessed_width(joined, size) <= width:
            lines[-1] = joined
            continue
        pieces = _fitting(word, width, size)
        lines = [*(line for line in lines if line), *pieces]
    return lines


def _fitting(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and guessed_width(pieces[-1] + sign, size) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def words_above(shapes: list[Shape], y: float, label: str, value: str) -> float:
    """Label to the left, value to the right; gives back where the bar below them begins."""
    taken = guessed_width(value, TEXT)
    beside = taken < WIDTH / 3
    lines = wrapped(label, WIDTH - taken - 12 if beside else WIDTH, TEXT)
    below = [] if beside else wrapped(value, WIDTH, TEXT)
    for number, line in enumerate(lines):
        shapes.append(Label(0, y + TEXT + number * TEXT * LEADING, line, size=TEXT))
    if beside:
        shapes.append(Label(WIDTH, y + TEXT, value, Anchor.END, TEXT, True))
    for number, line in enumerate(below, len(lines)):
        shapes.append(Label(0, y + TEXT + number * TEXT * LEADING, line, size=TEXT, strong=True))
    return y + (len(lines) + len(below)) * TEXT * LEADING + 2.5


def legend(shapes: list[Shape], y: float, keys: Sequence[tuple[Sign, str]]) -> float:
    """The signs with their words in a row, in more rows where they do not fit; gives back where the drawing ends."""
    x = 0.0
    for sign, word in keys:
        width = 20 + guessed_width(word, LEGEND)
        if x and x + width > WIDTH:
            x, y = 0.0, y + 13
        shapes.append(sign(x + 7, y + 3.5))
        shapes.append(Label(x + 20, y + 6.5, word, size=LEGEND, colour=Colour.MUTED))
        x += width + 18
    return y + 12
