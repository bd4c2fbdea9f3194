"""Scores from 0 to 100 as bars, beside their goals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from components.drawings.signs import BAR, EDGE, GAP, bar_sign, diamond
from components.drawings.words import SMALL, WIDTH, Sign, legend, words_above
from data.model.drawing import Anchor, Box, Colour, Drawing, Label, Line, Shape

SCALE = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class ScoreBar:
    """What is scored, from 0 to 100 or None where nothing is known, its goal if there is one, the score in words."""

    label: str
    score: float | None
    goal: float | None
    value: str


def score_bars(rows: Sequence[ScoreBar], *, own: str, goal: str) -> Drawing:
    """Bars from 0 to 100 with a mark at the goal; a row without a score is an empty track. The words name the signs."""
    shapes: list[Shape] = []
    y = 0.0
    for row in rows:
        y = words_above(shapes, y, row.label, row.value)
        shapes.extend(_score_bar(row, y))
        y += BAR + GAP
    y = max(y - GAP, 0.0)
    y += _scale_below(shapes, y + 2)
    keys: list[tuple[Sign, str]] = [(bar_sign, own)]
    if any(row.goal is not None for row in rows):
        keys.append((diamond, goal))
    return Drawing(WIDTH, legend(shapes, y, keys), tuple(shapes))


def _score_bar(row: ScoreBar, y: float) -> Iterator[Shape]:
    if row.score is None:
        yield Box(0.75, y, WIDTH - 1.5, BAR, None, Colour.GROUP, 2, dashed=True)
    else:
        yield Box(0, y, WIDTH, BAR, Colour.SURFACE, radius=2)
        if row.score > 0:
            yield Box(0, y, _x(row.score), BAR, Colour.OWN, radius=2)
    if row.goal is not None:
        yield diamond(min(max(_x(row.goal), EDGE), WIDTH - EDGE), y + BAR / 2)


def _scale_below(shapes: list[Shape], y: float) -> float:
    """Ticks and numbers from 0 to 100; gives back the height they take."""
    for score in SCALE:
        anchor = {0: Anchor.START, 100: Anchor.END}.get(score, Anchor.MIDDLE)
        x = _x(score)
        shapes.append(Line(x, y, x, y + 3, Colour.GROUP, 0.75))
        shapes.append(Label(x, y + 12, str(score), anchor, SMALL, colour=Colour.MUTED))
    return 28.0


def _x(score: float) -> float:
    return min(max(score, 0), 100) / 100 * WIDTH
