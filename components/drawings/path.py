"""The way of one score to its goal, by years."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from components.drawings.signs import diamond, dot_sign, ring_sign
from components.drawings.words import LEGEND, SMALL, WIDTH, Sign, guessed_width, legend
from data.model.drawing import Anchor, Colour, Dot, Drawing, Label, Line, Path, Shape

PLOT = 150.0
SCALE = (0, 25, 50, 75, 100)
YEARS_NAMED = 12


@dataclass(frozen=True)
class YearPoint:
    """A score (0 to 100) at a time (2026.5 is the middle of 2026), with the words at it, which may be empty."""

    year: float
    score: float
    label: str


@dataclass(frozen=True)
class PathWords:
    """What the three lines of a path are called, and the unit of its scale."""

    past: str
    way: str
    expected: str
    unit: str


def path_to_goal(
    past: Sequence[YearPoint],
    milestones: Sequence[YearPoint],
    target: YearPoint,
    expected: YearPoint | None,
    words: PathWords,
) -> Drawing:
    """The scores so far, the way from the last one over the milestones to the target, and what measures should bring.

    Without a score so far the way begins at the first milestone. Points of each kind are given in order of time.
    """
    first = min(point.year for point in (*past, *milestones, target))
    chart = _Plot(min(first, target.year - 1), target.year, 16.0)
    shapes = list(chart.frame(words.unit))
    way = (*past[-1:], *milestones, target)
    shapes.append(Path(tuple(map(chart.place, way)), Colour.GOAL, 1.25, dashed=True))
    shapes.extend(_marks(chart, past, milestones, target, expected))
    y = chart.bottom + 26
    keys: list[tuple[Sign, str]] = [(dot_sign, words.past)] if past else []
    keys.append((diamond, words.way))
    if expected:
        keys.append((ring_sign, words.expected))
    return Drawing(WIDTH, legend(shapes, y, keys), tuple(shapes))


@dataclass(frozen=True)
class _Plot:
    """Years to the right and scores upwards on a part of the sheet."""

    first: float
    last: float
    top: float

    left = 26.0
    right = WIDTH - 14

    @property
    def bottom(self) -> float:
        return self.top + PLOT

    def x(self, year: float) -> float:
        share = (year - self.first) / (self.last - self.first)
        return self.left + 10 + min(max(share, 0), 1) * (self.right - self.left - 10)

    def place(self, point: YearPoint) -> tuple[float, float]:
        return self.x(point.year), self.bottom - min(max(point.score, 0), 100) / 100 * PLOT

    def frame(self, unit: str) -> Iterator[Shape]:
        """Lines with their scores, years below; as many years as have room, the last one among them."""
        for score in SCALE:
            y = self.bottom - score / 100 * PLOT
            yield Line(self.left, y, self.right, y, Colour.LINE if score else Colour.GROUP, 0.5)
            yield Label(self.left - 5, y + 3, str(score), Anchor.END, SMALL, colour=Colour.MUTED)
        yield Label(0, self.top - 8, unit, size=SMALL, colour=Colour.MUTED)
        last = int(self.last)
        step = max(1, round((self.last - self.first) / YEARS_NAMED))
        for year in range(last, math.ceil(self.first) - 1, -step):
            yield Line(self.x(year), self.bottom, self.x(year), self.bottom + 3, Colour.GROUP, 0.5)
            yield Label(self.x(year), self.bottom + 13, str(year), Anchor.MIDDLE, SMALL, colour=Colour.MUTED)


def _marks(
    chart: _Plot,
    past: Sequence[YearPoint],
    milestones: Sequence[YearPoint],
    target: YearPoint,
    expected: YearPoint | None,
) -> Iterator[Shape]:
    """Points with their words; what is expected has its words on the other side of the way than the milestones."""
    if len(past) > 1:
        yield Path(tuple(map(chart.place, past)), Colour.OWN, 1.75)
    is_above = expected is not None and expected.score >= _on_the_way((*past[-1:], *milestones, target), expected.year)
    if expected:
        if past:
            yield Path((chart.place(past[-1]), chart.place(expected)), Colour.OWN, 1, dashed=True)
        yield Dot(*chart.place(expected), 3.5, Colour.PAPER, Colour.OWN)
        yield from _words_at(chart, expected, is_above)
    for point in past:
        yield Dot(*chart.place(point), 3.5)
        yield from _words_at(chart, point, above=True)
    for point in milestones:
        yield diamond(*chart.place(point))
        yield from _words_at(chart, point, above=not is_above)
    yield diamond(*chart.place(target))
    yield from _words_at(chart, target, above=True)


def _on_the_way(way: Sequence[YearPoint], year: float) -> float:
    """The score of the way at a time; before its begin that of its begin, after its end that of its end."""
    for begin, end in pairwise(way):
        if begin.year <= year <= end.year and begin.year < end.year:
            return begin.score + (end.score - begin.score) * (year - begin.year) / (end.year - begin.year)
    return way[0].score if year < way[0].year else way[-1].score


def _words_at(chart: _Plot, point: YearPoint, above: bool) -> Iterator[Shape]:
    if not point.label:
        return
    x, y = chart.place(point)
    half = guessed_width(point.label, LEGEND) / 2
    middle = min(max(x, chart.left + half), WIDTH - half)
    yield Label(middle, y - 8 if above else y + 14, point.label, Anchor.MIDDLE, LEGEND, strong=True)
