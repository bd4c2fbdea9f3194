"""The path of an action field to its goal: where it stands, what is needed, what is planned, how that is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.model.insights import Lever


class Course(StrEnum):
    """How a field stands on the way to its goal."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    UNKNOWN = "unknown"


class Because(StrEnum):
    """The one reason for a judgement that is told first."""

    REACHED = "reached"
    AS_NEEDED = "as_needed"
    TENDENCY_BEHIND = "tendency_behind"
    CLEARLY_BEHIND = "clearly_behind"
    NOT_COVERED = "not_covered"
    NO_ROUND = "no_round"
    NO_GOAL = "no_goal"
    NOT_SCORED = "not_scored"
    PROVISIONAL = "provisional"


@dataclass(frozen=True)
class Stage:
    """Points (0-100) to have by a day: a milestone, or the goal itself where `is_goal`."""

    on: date
    points: int
    is_goal: bool


@dataclass(frozen=True)
class Standpoint:
    """The score (0-100, unrounded) of a round, and the day of its approval. None: not scored."""

    on: date
    round_name: str
    score: float | None
    provisional: bool


@dataclass(frozen=True)
class Expected:
    """The score (0-100, unrounded) once all measures have done their part that end until a day."""

    until: date
    score: float


@dataclass(frozen=True)
class Way:
    """Everything the rule looks at for a field.

    `start` is the round that the path begins with, `now` the newest; both None before there is one. `stages` lie in
    the order of their days, the goal last; none before there is a goal. `uncertainty` is the change in points that a
    repeated check could show by itself. `expected` lie in the order of their days.
    """

    start: Standpoint | None
    now: Standpoint | None
    stages: tuple[Stage, ...]
    uncertainty: float
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Judgement:
    """What the rule says: the course, the reason told first, and the numbers it rests on (points, None if unknown).

    `needed` is where the path stood on the day of the newest round, `behind` how far the score was below it. `next`
    is the next stage after today; `expected` what is expected by then, `missing` the whole points that stay uncovered.
    """

    course: Course
    because: Because
    needed: float | None = None
    behind: float | None = None
    uncertainty: float | None = None
    next: Stage | None = None
    expected: float | None = None
    missing: int | None = None


@dataclass(frozen=True)
class Demand:
    """What reaching some points by the end of a year asks for, from today's score on.

    `points` in all and `per_year` until then (both 0 where they are reached already); `measures_bring` of these the
    planned measures, `gap` stays. `rises` are the answers that would have to rise by one level each to close all of
    it, in the order of their gain, `gap_rises` those that close the gap once the measures have done their part;
    `enough` and `gap_enough`: whether that closes it at all, for answers that are open cannot rise.
    """

    target: int
    year: int
    today: float
    points: int
    per_year: float
    measures_bring: int
    gap: int
    rises: tuple[Lever, ...]
    enough: bool
    gap_rises: tuple[Lever, ...]
    gap_enough: bool


@dataclass(frozen=True)
class FieldPath:
    """One field on its way: all rounds so far, the way, and the judgement of today.

    `breaks` holds the days of rounds that cannot be compared with the round before them. `total` is what the goal asks
    for from today on; None before there is a goal and a firm or provisional score.
    """

    field_key: str
    rounds: tuple[Standpoint, ...]
    breaks: frozenset[date]
    way: Way
    judgement: Judgement
    total: Demand | None
