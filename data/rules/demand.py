"""What it asks for to reach some points in a field by the end of a year: docs/vision.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from heapq import heapify, heappop, heappush

from data.model.catalogue import Catalogue
from data.model.field_path import Demand
from data.model.insights import Lever
from data.model.result import shown
from data.model.self_check import Reply
from data.rules.field_path import last_day
from data.rules.insights import all_levers
from data.rules.scoring import HIGHEST_LEVEL

DAYS_OF_A_YEAR = 365.25
ROUNDED_UP = 0.5  # points that a whole number shows too many at most: 59.5 is shown as 60 and is enough for it
ROUNDING = 1e-9  # of sums of gains, which are floats


def demand(
    catalogue: Catalogue,
    field_key: str,
    *,
    target: int,
    year: int,
    today: date,
    score: float,
    replies: Mapping[str, Reply],
    expected: float,
    replies_then: Mapping[str, Reply],
) -> Demand:
    """What `target` points by the end of `year` ask for.

    `score` and `replies` are those of the newest round, `expected` and `replies_then` what they are once the measures
    that end by then have done their part. All are compared as the whole points that people see.
    """
    points = max(0, target - shown(score))
    brings = max(0, shown(expected) - shown(score))
    gap = max(0, points - brings)
    enough_from = target - ROUNDED_UP
    rises, enough = rising(catalogue, replies, field_key, enough_from - score if points else 0)
    gap_rises, gap_enough = rising(catalogue, replies_then, field_key, enough_from - expected if gap else 0)
    return Demand(
        target=target,
        year=year,
        today=score,
        points=points,
        per_year=points / max(1.0, (last_day(year) - today).days / DAYS_OF_A_YEAR),
        measures_bring=brings,
        gap=gap,
        rises=rises,
        enough=enough,
        gap_rises=gap_rises,
        gap_enough=gap_enough,
    )


def rising(
    catalogue: Catalogue, replies: Mapping[str, Reply], field_key: str, missing: float
) -> tuple[tuple[Lever, ...], bool]:
    """The answers of a field that rise by one level each until the missing points are there, and whether they suffice.

    Always the one next whose rise brings most, of equal ones the lowest level; one answer may rise several times.
    """
    waiting = [
        (-lever.gain, lever.points, place, lever)
        for place, lever in enumerate(each for each in all_levers(catalogue, replies) if each.field_key == field_key)
    ]
    heapify(waiting)
    taken: list[Lever] = []
    while missing > ROUNDING and waiting:
        gain, points, place, lever = heappop(waiting)
        taken.append(lever)
        missing -= lever.gain
        if points + 1 < HIGHEST_LEVEL:
            higher = Lever(lever.field_key, lever.criterion_key, lever.question_id, points + 1, lever.gain)
            heappush(waiting, (gain, points + 1, place, higher))
    return tuple(taken), missing <= ROUNDING
