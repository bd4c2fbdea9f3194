"""Charts of documents as drawings: values and texts in, shapes out. Nothing is told by colour alone.

Every text comes from the caller. Words stand above what they belong to and are broken into lines by a careful guess of
their width, because the font that a reader has is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from data.model.drawing import Anchor, Box, Colour, Dot, Drawing, Label, Line, Path, Shape

WIDTH = 467.0
"""Points, between the margins of an A4 page."""

SMALL = 8.0
LEGEND = 8.5
TEXT = 9.5
LEADING = 1.25
EDGE = 5.0  # half a mark, so that none at 0 or 100 is cut
BAR = 9.0
GAP = 14.0
PLOT = 150.0
SCALE = (0, 25, 50, 75, 100)
QUARTERS_NAMED = 10
YEARS_NAMED = 12
DOTS_IN_A_ROW = 30
NARROW, WIDE = set("iljtfrI.,:;'|!()[] -"), set("mwMW@%…—")

State = Literal["planned", "running", "blocked", "done"]
Sign = Callable[[float, float], Shape]


@dataclass(frozen=True)
class ScoreBar:
    """What is scored, from 0 to 100 or None where nothing is known, its goal if there is one, the score in words."""

    label: str
    score: float | None
    goal: float | None
    value: str


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


@dataclass(frozen=True)
class TimelineBar:
    """What lasts from a day to a day (both included), its state in words and how it is drawn."""

    label: str
    begin: date
    end: date
    state_word: str
    state: State


def score_bars(rows: Sequence[ScoreBar], *, own: str, goal: str) -> Drawing:
    """Bars from 0 to 100 with a mark at the goal; a row without a score is an empty track. The words name the signs."""
    shapes: list[Shape] = []
    y = 0.0
    for row in rows:
        y = _words_above(shapes, y, row.label, row.value)
        shapes.extend(_score_bar(row, y))
        y += BAR + GAP
    y += _scale_below(shapes, y - GAP + 2) - GAP
    keys: list[tuple[Sign, str]] = [(_bar_sign, own)]
    if any(row.goal is not None for row in rows):
        keys.append((_diamond, goal))
    return Drawing(WIDTH, _legend(shapes, y, keys), tuple(shapes))


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
    keys: list[tuple[Sign, str]] = [(_dot_sign, words.past)] if past else []
    keys.append((_diamond, words.way))
    if expected:
        keys.append((_ring_sign, words.expected))
    return Drawing(WIDTH, _legend(shapes, y, keys), tuple(shapes))


def timeline(rows: Sequence[TimelineBar], *, today: date | None = None, today_word: str = "") -> Drawing:
    """What happens when, in whole quarters from the first beginning to the last end; at least one row is needed."""
    begin, end = _quarter_begin(min(row.begin for row in rows)), _next_quarter(max(row.end for row in rows))
    shapes: list[Shape] = []
    marks = list(_calendar(shapes, begin, end))
    now = _day(today, begin, end) if today and begin <= today < end else None
    y = 24.0 if now is None else 36.0
    if now is not None:
        half = guessed_width(today_word, SMALL) / 2
        middle = min(max(now, half), WIDTH - half)
        shapes.append(Label(middle, 31, today_word, Anchor.MIDDLE, SMALL, True, Colour.GOAL))
    for row in rows:
        y = _words_above(shapes, y, row.label, row.state_word)
        shapes.extend(Line(x, y - 1, x, y + BAR + 1, Colour.LINE, 0.5) for x in marks)
        shapes.append(_lasting(row, begin, end, y))
        if now is not None:
            shapes.append(Line(now, y - 3, now, y + BAR + 3, Colour.GOAL, 1.25))
        y += BAR + GAP
    return Drawing(WIDTH, y - GAP + 6, tuple(shapes))


def progress_dots(done: int, total: int, words: str) -> Drawing:
    """As many dots as there are steps, the done ones filled, with the count in words to the right of the last row."""
    shapes: list[Shape] = []
    step, radius = 11.0, 3.5
    for number in range(total):
        row, column = divmod(number, DOTS_IN_A_ROW)
        place = (EDGE + column * step, EDGE + row * step)
        filled = number < done
        shapes.append(Dot(*place, radius, Colour.OWN) if filled else Dot(*place, radius, None, Colour.MUTED))
    rows = max(1, -(-total // DOTS_IN_A_ROW))
    begin = step * min(total, DOTS_IN_A_ROW) + 6 if total else 0
    shapes.append(Label(begin, EDGE + (rows - 1) * step + 3, words, size=TEXT))
    return Drawing(WIDTH, 2 * EDGE + (rows - 1) * step, tuple(shapes))


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


def _words_above(shapes: list[Shape], y: float, label: str, value: str) -> float:
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


def _score_bar(row: ScoreBar, y: float) -> Iterator[Shape]:
    if row.score is None:
        yield Box(0.75, y, WIDTH - 1.5, BAR, None, Colour.GROUP, 2, dashed=True)
    else:
        yield Box(0, y, WIDTH, BAR, Colour.SURFACE, radius=2)
        if row.score > 0:
            yield Box(0, y, _x(row.score), BAR, Colour.OWN, radius=2)
    if row.goal is not None:
        yield _diamond(min(max(_x(row.goal), EDGE), WIDTH - EDGE), y + BAR / 2)


def _scale_below(shapes: list[Shape], y: float) -> float:
    """Ticks and numbers from 0 to 100; gives back the height they take."""
    for score in SCALE:
        anchor = {0: Anchor.START, 100: Anchor.END}.get(score, Anchor.MIDDLE)
        x = _x(score)
        shapes.append(Line(x, y, x, y + 3, Colour.GROUP, 0.75))
        shapes.append(Label(x, y + 12, str(score), anchor, SMALL, colour=Colour.MUTED))
    return 34.0


def _x(score: float) -> float:
    return min(max(score, 0), 100) / 100 * WIDTH


def _diamond(x: float, y: float) -> Path:
    """The goal: a shape of its own with a white edge, so that it can be told apart on a bar and in grey."""
    return Path(((x, y - EDGE), (x + EDGE, y), (x, y + EDGE), (x - EDGE, y)), Colour.PAPER, 1, fill=Colour.GOAL)


def _bar_sign(x: float, y: float) -> Shape:
    return Box(x - 7, y - 3.5, 14, 7, Colour.OWN, radius=1.5)


def _dot_sign(x: float, y: float) -> Shape:
    return Dot(x, y, 3)


def _ring_sign(x: float, y: float) -> Shape:
    return Dot(x, y, 3, Colour.PAPER, Colour.OWN)


def _legend(shapes: list[Shape], y: float, keys: Sequence[tuple[Sign, str]]) -> float:
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
        yield _diamond(*chart.place(point))
        yield from _words_at(chart, point, above=not is_above)
    yield _diamond(*chart.place(target))
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


def _quarter_begin(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _next_quarter(day: date) -> date:
    begin = _quarter_begin(day)
    return date(begin.year + 1, 1, 1) if begin.month == 10 else date(begin.year, begin.month + 3, 1)


def _day(day: date, begin: date, end: date) -> float:
    return WIDTH * (day - begin).days / (end - begin).days


def _calendar(shapes: list[Shape], begin: date, end: date) -> Iterator[float]:
    """Writes years, and quarters where there is room; gives the places of what begins."""
    quarters = [begin]
    while _next_quarter(quarters[-1]) < end:
        quarters.append(_next_quarter(quarters[-1]))
    names_quarters = len(quarters) <= QUARTERS_NAMED
    room = -math.inf
    for quarter in quarters:
        x = _day(quarter, begin, end)
        begins_year = quarter.month == 1
        if (begins_year or quarter == begin) and x >= room and (begins_year or _room_for_year(quarter, begin, end)):
            shapes.append(Label(x, SMALL, str(quarter.year), size=SMALL, strong=True, colour=Colour.MUTED))
            room = x + 24
        if names_quarters:
            shapes.append(Label(x, SMALL + 10, f"Q{quarter.month // 3 + 1}", size=SMALL, colour=Colour.MUTED))
        if names_quarters or begins_year:
            yield x


def _room_for_year(quarter: date, begin: date, end: date) -> bool:
    return _day(date(quarter.year + 1, 1, 1), begin, max(end, date(quarter.year + 1, 1, 1))) >= 24


def _lasting(row: TimelineBar, begin: date, end: date, y: float) -> Shape:
    """The bar of a row, at least so wide that it can be seen; each state has its own look, in grey too."""
    left = _day(row.begin, begin, end)
    width = max(_day(max(row.begin, row.end) + timedelta(days=1), begin, end) - left, 4)
    left = min(left, WIDTH - width)
    match row.state:
        case "planned":
            return Box(left + 0.75, y, width - 1.5, BAR, Colour.PAPER, Colour.OWN, 2)
        case "running":
            return Box(left, y, width, BAR, Colour.OWN, radius=2)
        case "blocked":
            return Box(left + 0.75, y, width - 1.5, BAR, Colour.PAPER, Colour.GOAL, 2, dashed=True)
        case "done":
            return Box(left, y, width, BAR, Colour.GROUP, radius=2)
