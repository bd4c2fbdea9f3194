"""Public holidays of the Länder, as the library `holidays` knows them.

It knows the holidays that hold in a whole Land: Assumption Day only in part of Bavaria, the Peace Festival in Augsburg
and Corpus Christi in some communes of Saxony and Thuringia are not among them.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays

from data.model.support import LAENDER


def holiday_in(day: date) -> tuple[str, ...]:
    """The names of the Länder in which this day is a public holiday, in the order of `LAENDER`."""
    return tuple(land for land in LAENDER if day in _holidays(land, day.year))


def is_holiday(day: date, land: str = "") -> bool:
    """Whether the day is a public holiday in this Land; without a Land, in all 16."""
    if land:
        return day in _holidays(land, day.year)
    return all(day in _holidays(each, day.year) for each in LAENDER)


@lru_cache(maxsize=256)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=LAENDER[land], years=year))
