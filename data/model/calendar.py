"""What a calendar program is given: entries with a name that never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Europe/Berlin")
"""The time of every commune."""


@dataclass(frozen=True)
class CalendarEntry:
    """One entry of a calendar: from `begins` to `ends`, or all day where `begins` is a day.

    `uid` names it for ever: the same `uid` with a higher `sequence` replaces what the calendar holds already. Moments
    are UTC. A cancelled entry is kept and shown as cancelled.
    """

    uid: str
    title: str
    begins: datetime | date
    ends: datetime | None = None
    description: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
