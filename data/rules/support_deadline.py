"""Until when a Strafantrag is in time (§ 77b StGB).

Three months from the end of the day on which both the act and the offender are known (§ 77b paragraphs 1 and 2). They
end with the day that bears the same number three months later, or with the last day of a shorter month (§ 188
paragraphs 2 and 3 BGB), and with the next working day if that is a Saturday, Sunday or public holiday.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from data.model.support import LAENDER
from data.model.support_law import Deadline, DeadlineState, MovedBy
from data.rules.support_holidays import is_holiday

MONTHS = 3
LAST_YEAR = 2200
"""Days after it are no days on which somebody learnt of something."""


def deadline(act_known_on: date | None, offender_known_on: date | None, land: str, today: date) -> Deadline:
    """Where the deadline stands today.

    Without a Land only holidays of all Länder move its end: the earliest day that can be right, and so the safe one.
    """
    if act_known_on is None or offender_known_on is None or max(act_known_on, offender_known_on).year > LAST_YEAR:
        return Deadline(DeadlineState.NOT_BEGUN, land)
    known_on = max(act_known_on, offender_known_on)
    regular_end = months_later(known_on, MONTHS)
    ends_on, moved_by = _working_day_from(regular_end, land)
    days_left = (ends_on - today).days
    return Deadline(
        state=_state(days_left),
        land=land,
        known_on=known_on,
        regular_end=regular_end,
        ends_on=ends_on,
        moved_by=moved_by,
        days_left=days_left,
        later_in=() if land else tuple(each for each in LAENDER if _working_day_from(regular_end, each)[0] > ends_on),
    )


def months_later(day: date, months: int) -> date:
    """The day with the same number so many months later, or the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _working_day_from(day: date, land: str) -> tuple[date, tuple[MovedBy, ...]]:
    """The first working day from this one on, and why those before it are none."""
    moved_by = []
    while (why := _no_working_day(day, land)) is not None:
        moved_by.append(why)
        day += timedelta(days=1)
    return day, tuple(moved_by)


def _no_working_day(day: date, land: str) -> MovedBy | None:
    if day.weekday() == calendar.SATURDAY:
        return MovedBy.SATURDAY
    if day.weekday() == calendar.SUNDAY:
        return MovedBy.SUNDAY
    return MovedBy.HOLIDAY if is_holiday(day, land) else None


def _state(days_left: int) -> DeadlineState:
    if days_left < 0:
        return DeadlineState.PASSED
    return DeadlineState.RUNNING if days_left else DeadlineState.LAST_DAY
