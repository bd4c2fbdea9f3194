"""Made-up worlds to attack: public facts, scores without ties and without gaps, and what happens to them over time.

Missing answers and ties make any system look safer than it is, so there are none here. Everything follows from a seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import numpy as np
from numpy.typing import NDArray
from synthetic_communes import a_moment, communes

from data.model.people import Commune
from data.rules.benchmark_points import Indicator

FIELDS = 7
CRITERIA_OF_A_FIELD = 2
INDICATORS = (
    *(Indicator(f"f{field}") for field in range(FIELDS)),
    *(Indicator(f"f{field}-c{place}") for field in range(FIELDS) for place in range(CRITERIA_OF_A_FIELD)),
)
RELEASE_DAYS = tuple(date(2027 + half // 2, (3, 9)[half % 2], 1) for half in range(12))

Values = NDArray[np.int16]
"""Hundredths of a point (0 to 10,000): one row per round, one column per indicator."""


@dataclass(frozen=True)
class Round:
    """A round that a commune handed in: the place of the commune in the world, and when."""

    commune: int
    submitted_at: datetime


@dataclass(frozen=True)
class Moment:
    """A day and the newest round of everybody who takes part then, by their places in the world."""

    day: date
    rounds: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class World:
    """Communes, every round they ever handed in with its values, and the moments at which somebody may look."""

    communes: tuple[Commune, ...]
    rounds: tuple[Round, ...]
    values: Values
    moments: tuple[Moment, ...]

    @property
    def truth(self) -> NDArray[np.float64]:
        """What nobody may find out: the scores in points, by round and indicator."""
        return self.values / 100

    def rounds_of(self, members: set[int]) -> list[int]:
        """All rounds of these communes."""
        return [place for place, round_ in enumerate(self.rounds) if round_.commune in members]


def still(number: int, seed: int = 0) -> World:
    """So many communes with one round each, at one moment."""
    first = _Story(number, number, seed)
    first.look(RELEASE_DAYS[0])
    return first.world()


def history(number: int, seed: int = 0, releases: int = 4, growth: float = 0.4, repeat: float = 0.35) -> World:
    """A moment at every release date: between two of them some join, some repeat the check and some leave."""
    story = _Story(number, int(number * (1 + growth * releases)), seed)
    story.look(RELEASE_DAYS[0])
    for before, day in pairwise(RELEASE_DAYS[:releases]):
        story.leave(0.04)
        story.repeat(repeat, before)
        story.join(int(number * growth), before)
        story.look(day)
    return story.world()


def watched(number: int, seed: int = 0, submissions: int = 12) -> World:
    """A moment after every single submission: by turns somebody repeats the check and somebody joins."""
    story = _Story(number, number + submissions, seed)
    story.look(RELEASE_DAYS[0])
    for turn in range(submissions):
        day = RELEASE_DAYS[0] + timedelta(days=turn + 1)
        if turn % 2:
            story.join(1, day)
        else:
            story.repeat(0, day, at_least=1)
        story.look(day)
    return story.world()


class _Story:
    """A world in the making."""

    def __init__(self, number: int, at_most: int, seed: int) -> None:
        self._draw = Random(seed)
        self._numbers = np.random.default_rng([number, seed])
        self._communes = communes(at_most, seed)
        self._levels = self._numbers.normal(5_000, 1_200, at_most)
        self._taken: list[set[int]] = [set() for _ in INDICATORS]
        self._rounds: list[Round] = []
        self._values: list[list[int]] = []
        self._newest: dict[int, int] = {}
        self._moments: list[Moment] = []
        self._joined = 0
        self.join(number, a_moment(2026, 11).date())

    def join(self, number: int, day: date) -> None:
        """The next communes hand in their first round."""
        for commune in range(self._joined, min(self._joined + number, len(self._communes))):
            self._submit(commune, day)
            self._joined = commune + 1

    def repeat(self, share: float, day: date, at_least: int = 0) -> None:
        """Some hand in a newer round, a little better than the one before."""
        here = sorted(self._newest)
        for commune in self._draw.sample(here, max(at_least, int(share * len(here)))):
            self._levels[commune] += self._numbers.normal(400, 600)
            self._submit(commune, day)

    def leave(self, share: float) -> None:
        """Some are gone."""
        here = sorted(self._newest)
        for commune in self._draw.sample(here, round(share * len(here))):
            del self._newest[commune]

    def look(self, day: date) -> None:
        """A moment at which somebody may look."""
        self._moments.append(Moment(day, tuple(self._newest[commune] for commune in sorted(self._newest))))

    def world(self) -> World:
        """What came of it."""
        values = np.array(self._values, dtype=np.int16)
        return World(tuple(self._communes), tuple(self._rounds), values, tuple(self._moments))

    def _submit(self, commune: int, day: date) -> None:
        fields, criteria = [], []
        for field in range(FIELDS):
            score, parts = self._field(commune, field)
            fields.append(score)
            criteria += parts
        self._newest[commune] = len(self._rounds)
        self._rounds.append(Round(commune, a_moment(day.year, day.month, day.day) + timedelta(seconds=commune)))
        self._values.append([*fields, *criteria])

    def _field(self, commune: int, field: int) -> tuple[int, list[int]]:
        """A field and its two criteria, of which it is the mean; nobody else has any of the three values."""
        columns = (field, FIELDS + 2 * field, FIELDS + 2 * field + 1)
        while True:
            score = round(self._numbers.normal(self._levels[commune], 1_000))
            apart = round(abs(self._numbers.normal(0, 800)))
            found = (score, score - apart, score + apart)
            free = all(0 <= v <= 10_000 and v not in self._taken[c] for v, c in zip(found, columns, strict=True))
            if free and apart:
                for value, column in zip(found, columns, strict=True):
                    self._taken[column].add(value)
                return score, [score - apart, score + apart]
