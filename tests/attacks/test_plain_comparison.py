"""What is published is exactly what the rule says: a second, plain implementation follows whole series of releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from random import Random

import numpy as np
import pytest
from plain_comparison import PlainRule, PlainState, PlainUnit, plain_attributes
from release_series import NOTHING_YET, after
from synthetic_communes import a_moment, communes

from data.model.benchmark import CountedRound, NewRelease
from data.model.people import Commune
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import MISSING, Indicator
from data.rules.benchmarking import Occasion, Unit, next_release

DAYS = [date(2027 + half // 2, (3, 9)[half % 2], 1) for half in range(6)]
INDICATORS = {"f1": False, "f2": False, "c1": False, "c2": False, "q1": True, "q2": True}
SIZES = (25, 35, 60, 120)


class Life:
    """Communes that join, repeat the check with gaps in their answers, and leave, from one release date to the next."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        number = self.draw.choice(SIZES)
        self.waiting = [self._placed(commune, place, seed) for place, commune in enumerate(communes(2 * number, seed))]
        self.here: dict[str, PlainUnit] = {}
        self._join(number, a_moment(2026, 11))

    def until(self, day: date) -> None:
        """What happens in the half year before a release date."""
        at = datetime.combine(day, time(12), a_moment(2026, 11).tzinfo)
        for ags in self.draw.sample(sorted(self.here), int(0.06 * len(self.here))):
            self.waiting.append(self.here.pop(ags).commune)
        for ags in self.draw.sample(sorted(self.here), int(0.4 * len(self.here))):
            self.here[ags] = self._unit(self.here[ags].commune, at)
        self._join(self.draw.choice((0, 6, 12, 20)), at)

    def stored(self) -> dict[str, Commune]:
        """Everybody who is known; of those who are not here half, as the others are erased."""
        known = [*(unit.commune for unit in self.here.values()), *self.waiting[::2]]
        return {commune.ags: commune for commune in known}

    def _join(self, number: int, at: datetime) -> None:
        for commune in self.waiting[:number]:
            self.here[commune.ags] = self._unit(commune, at)
        self.waiting = self.waiting[number:]

    def _placed(self, commune: Commune, place: int, seed: int) -> Commune:
        """Some share a district or a consultant, some publish their results."""
        shares = seed % 2 and len(commune.ags) == 8
        return replace(
            commune,
            ags=f"{commune.ags[:2]}0{self.draw.randint(10, 39)}{place:03}" if shares else commune.ags,
            public_results=self.draw.random() < 0.08,
            trust_domain="consultant" if self.draw.random() < 0.1 else None,
        )

    def _unit(self, commune: Commune, at: datetime) -> PlainUnit:
        values = [
            None
            if is_gap and self.draw.random() < 0.15
            else 2_500 * self.draw.randint(0, 4)
            if is_question
            else min(10_000, max(0, round(self.draw.gauss(5_000, 2_000))))
            for indicator, is_question in INDICATORS.items()
            for is_gap in [indicator[0] != "f"]
        ]
        return PlainUnit(commune, (self.draw.randint(1, 10**9), at), values)


def as_unit(unit: PlainUnit) -> Unit:
    values = np.array([MISSING if value is None else value for value in unit.values], dtype=np.int16)
    return Unit(unit.commune, CountedRound(*unit.round), values)


def told(new: NewRelease) -> dict[str, object]:
    """A release in the words of the plain implementation."""
    return {
        cell.id: {
            "size": cell.size,
            "attributes": {
                name: {in_plain_words(name, word) for word in words} for name, words in cell.attributes.items()
            },
            "points": {i: [(point.weight, point.value) for point in points] for i, points in cell.points.items()},
        }
        for cell in new.release.cells
    }


NAMES = {
    "band": ("under_5k", "5k_20k", "20k_100k", "from_100k"),
    "size_class": (
        *("under_2k", "2k_5k", "5k_10k", "10k_20k", "20k_50k"),
        *("50k_100k", "100k_200k", "200k_500k", "from_500k"),
    ),
}


def in_plain_words(dimension: str, word: str) -> str | int:
    """A published attribute as the plain implementation has it."""
    return NAMES[dimension].index(word) if dimension in NAMES else {"not_classified": "none"}.get(word, word)


@pytest.mark.parametrize("seed", range(50))
def test_every_release_of_a_series_is_the_one_that_the_plain_rule_gives(seed: int) -> None:
    life, key = Life(seed), Random(seed).randbytes(32)
    state, plain_state, releases = NOTHING_YET, PlainState(), 0
    indicators = [Indicator(name, is_question) for name, is_question in INDICATORS.items()]
    for day in DAYS[: 3 + seed % 4]:
        if day != DAYS[0]:
            life.until(day)
        people = list(life.here.values())
        occasion = Occasion(day.isoformat(), day, "test", indicators, Parameters(), key)
        stored = life.stored()
        new, _ = next_release(state, [as_unit(unit) for unit in people], occasion, stored)
        names = {frozenset(members): cell_id for cell_id, members in new.members.items()} if new else {}
        plain = PlainRule(INDICATORS, key, names.__getitem__).release(plain_state, people, day, stored)
        assert (new is None) == (plain is None)
        if new is not None and plain is not None:
            state, plain_state, releases = after(state, new), plain, releases + 1
            assert told(new) == {cell.id: cell.shown for cell in plain.cells}
            assert {cell.cell.id: set(cell.members) for cell in state.cells} == {
                cell.id: set(cell.members) for cell in plain.cells
            }
    assert releases >= 2


def test_the_plain_rule_knows_every_dimension() -> None:
    assert list(plain_attributes(communes(1)[0])) == ["type", "east_west", "band", "region", "land", "size_class"]
