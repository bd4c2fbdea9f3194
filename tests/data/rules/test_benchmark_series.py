"""A series of releases stays what it was to the last point: published tables are immutable, so are the rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from hashlib import sha256
from random import Random

import numpy as np
from release_series import NOTHING_YET, after
from synthetic_communes import CATALOGUE, a_moment, communes

from data.content.catalogues import catalogue
from data.model.benchmark import CountedRound, NewRelease, PublishOutcome
from data.model.people import Commune
from data.model.reply_codes import REPLIES
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import indicators_of
from data.rules.benchmark_scores import values_of_sheets
from data.rules.benchmarking import Occasion, Unit, next_release

KEY = b"the key of one series, for ever"
USED = catalogue(CATALOGUE)
DAYS = [date(year, month, 1) for year in range(2027, 2032) for month in (3, 9)]
SERIES = "7a9c9cf4187ac90ba4d23db22262a74b27b5ff9f5cceba13db3fe557d59274c6"
"""The releases, members, profiles and outcomes of the series below, as they were first computed."""


def answered(members: Sequence[Commune], at: datetime, draw: Random) -> dict[str, Unit]:
    """Everybody with a new round; levels lie around one of their own, and some are missing or do not apply."""
    codes = range(len(REPLIES))
    sheets = []
    for _ in members:
        own = draw.gauss(2, 0.7)
        sheet = [min(4, max(0, round(draw.gauss(own, 1)))) for _ in USED.questions]
        sheets.append([draw.choice(codes) if draw.random() < 0.08 else level for level in sheet])
    values, all_scored = values_of_sheets(USED, np.array(sheets, dtype=np.int8))
    return {
        commune.ags: Unit(commune, CountedRound(draw.randrange(10**9), at), of_commune)
        for commune, of_commune, is_scored in zip(members, values, all_scored.tolist(), strict=True)
        if is_scored
    }


def a_crowd() -> list[Commune]:
    """Four hundred communes; some share a district or a consultant, a few show their results anyway."""
    draw = Random(35)
    return [
        replace(
            commune,
            public_results=draw.random() < 0.05,
            trust_domain="consultant" if draw.random() < 0.05 else None,
            ags=f"{commune.ags[:2]}0{draw.randint(10, 49)}{number:03}" if number % 2 else commune.ags,
        )
        for number, commune in enumerate(communes(400, 7))
    ]


def a_series() -> list[tuple[NewRelease | None, PublishOutcome]]:
    """Ten releases: communes come, repeat the check, leave (known or erased), and after three years nobody repeats."""
    draw, crowd = Random(2035), a_crowd()
    pool = answered(crowd[:250], a_moment(2026, 11), draw)
    state, told = NOTHING_YET, []
    for number, day in enumerate(DAYS):
        occasion = Occasion(day.isoformat(), day, CATALOGUE, indicators_of(USED), Parameters(), KEY)
        known = {commune.ags: commune for commune in crowd if commune.ags[-1] != "7"}
        new, outcome = next_release(state, draw.sample(list(pool.values()), len(pool)), occasion, known)
        state = after(state, new) if new else state
        told.append((new, outcome))
        at = a_moment(day.year, day.month + 2)
        if number < 4:
            come = crowd[250 + 30 * number : 280 + 30 * number]
            again = [unit.commune for unit in pool.values() if draw.random() < 0.3 and unit.commune.ags < "10"]
            for ags in draw.sample(sorted(pool), 12):
                del pool[ags]
            pool |= answered([*come, *(commune for commune in again if commune.ags in pool)], at, draw)
    return told


def as_text(new: NewRelease | None, outcome: PublishOutcome) -> str:
    return json.dumps([asdict(new) if new else None, asdict(outcome)], default=str, sort_keys=True)


def test_the_same_communes_answers_and_key_give_the_same_series_of_releases() -> None:
    told = a_series()
    # The series goes every way that a cell can go.
    assert {"created", "refreshed", "unchanged", "retired", "waiting"} <= {
        what for _, outcome in told for what, number in asdict(outcome).items() if isinstance(number, int) and number
    }
    digest = sha256("\n".join(as_text(*each) for each in told).encode()).hexdigest()
    assert digest == SERIES
