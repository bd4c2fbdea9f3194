"""Made-up parts of a vision, each with sensible values that a test may overrule."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.model.field_path import Expected, Stage, Standpoint, Way
from data.model.vision import Indicator

FIELD, OTHER_FIELD = "fairer_zugang", "zusammenhalt_begegnung"
BEGUN, NEWEST = date(2024, 12, 31), date(2026, 12, 31)


def a_stand(score: float | None = 40.0, on: date = NEWEST, **changes: Any) -> Standpoint:
    """The result of a round."""
    return Standpoint(**{"on": on, "round_name": str(on.year), "score": score, "provisional": False, **changes})


def a_goal(points: int = 60) -> Stage:
    """The goal for 2035."""
    return Stage(date(2035, 12, 31), points, is_goal=True)


def a_milestone(year: int, points: int) -> Stage:
    """Points by the end of a year."""
    return Stage(date(year, 12, 31), points, is_goal=False)


def a_way(**changes: Any) -> Way:
    """From 40 points in 2024 to 60 in 2035, at 40 in 2026, with measures that bring all of it by 2035."""
    values: dict[str, Any] = {
        "start": a_stand(40.0, BEGUN),
        "now": a_stand(),
        "stages": (a_goal(),),
        "uncertainty": 10.0,
        "expected": (Expected(date(2035, 12, 31), 60.0),),
    }
    return Way(**{**values, **changes})


def an_indicator(**changes: Any) -> Indicator:
    """Weeks that somebody waits for a course: 26 at the beginning, 4 by 2031."""
    values: dict[str, Any] = {
        "id": 0,
        "field_key": FIELD,
        "name": "Wartezeit auf einen Sprachkurs",
        "unit": "Wochen",
        "source": "Volkshochschule",
        "start_value": 26.0,
        "start_on": date(2024, 6, 30),
        "target_value": 4.0,
        "target_year": 2031,
    }
    return Indicator(**{**values, **changes})
