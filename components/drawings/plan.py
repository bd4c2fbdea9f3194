"""What lasts from when to when, by quarters."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from components.drawings.signs import BAR, GAP
from components.drawings.words import SMALL, WIDTH, guessed_width, words_above
from data.model.drawing import Anchor, Box, Colour, Drawing, Label, Line, Shape

QUARTERS_NAMED = 10
YEAR = 20.0
"""The width of its four digits."""

State = Literal["planned", "running", "blocked", "done"]


@dataclass(frozen=True)
class TimelineBar:
    """What lasts from a day to a day (both included), its state in words and how it is drawn."""

    label: str
    begin: date
    end: date
    state_word: str
    state: State


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
        y = words_above(shapes, y, row.label, row.state_word)
        shapes.extend(Line(x, y - 1, x, y + BAR + 1, Colour.LINE, 0.5) for x in marks)
        shapes.append(_lasting(row, begin, end, y))
        if now is not None:
            shapes.append(Line(now, y - 3, now, y + BAR + 3, Colour.GOAL, 1.25))
        y += BAR + GAP
    return Drawing(WIDTH, y - GAP + 6, tuple(shapes))


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
        if (
            (begins_year or quarter == begin)
            and min(x, WIDTH - YEAR) >= room
            and (begins_year or _room_for_year(quarter, begin, end))
        ):
            shapes.append(
                Label(min(x, WIDTH - YEAR), SMALL, str(quarter.year), size=SMALL, strong=True, colour=Colour.MUTED)
            )
            room = x + YEAR + 4
        if names_quarters:
            shapes.append(Label(x, SMALL + 10, f"Q{quarter.month // 3 + 1}", size=SMALL, colour=Colour.MUTED))
        if names_quarters or begins_year:
            yield x


def _room_for_year(quarter: date, begin: date, end: date) -> bool:
    return _day(date(quarter.year + 1, 1, 1), begin, max(end, date(quarter.year + 1, 1, 1))) >= YEAR + 4


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
