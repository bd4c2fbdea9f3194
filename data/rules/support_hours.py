"""Whether somebody answers now, and when again: a number that nobody picks up costs time that people do not have.

Hours are German time. A weekday that is a public holiday is closed where the hours do not say otherwise: where the seat
of a service is known, by the holidays of its Land; elsewhere by those that all Länder share, and the Länder that have
one of their own are told. On 24 and 31 December, which are no holidays, offices are usually closed; no source says it
of these services, so their hours are told with this doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from data.model.calendar import TIME_ZONE
from data.model.support import Opening, Reach, Reachability
from data.rules.support_holidays import holiday_in, is_holiday

DAYS_AHEAD = 21
"""How far the next opening is looked for: more than any row of closed days."""
EVES = ((12, 24), (12, 31))


def reachability(opening: Opening, now: datetime, seat: str = "") -> Reachability:
    """Whether the channel is open at `now` (aware), and until or from when; `seat` is a Land or empty."""
    if opening.always:
        return Reachability(Reach.ALWAYS, opening.channel)
    now = now.astimezone(UTC)  # moments of one time zone are compared by the clock, which shows an hour twice in autumn
    for begins, ends in _open_times(opening, now.astimezone(TIME_ZONE).date(), seat):
        if now < ends:
            told = (
                Reachability(Reach.LATER, opening.channel, again_at=begins)
                if now < begins
                else Reachability(Reach.NOW, opening.channel, until=ends)
            )
            return _with_doubts(told, opening, begins.date(), seat)
    return Reachability(Reach.UNKNOWN, opening.channel)


def _open_times(opening: Opening, first: date, seat: str) -> Iterator[tuple[datetime, datetime]]:
    """When it is open from this day on, in order; spans that touch are one."""
    for day in (first + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)):
        merged: list[tuple[datetime, datetime]] = []
        for begins, ends in sorted(
            (_at(day, span.begins), _at(day, span.ends))
            for span in opening.spans
            if day.weekday() in span.weekdays and (span.on_holidays or not is_holiday(day, seat))
        ):
            if merged and begins <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
            else:
                merged.append((begins, ends))
        yield from merged


def _with_doubts(told: Reachability, opening: Opening, day: date, seat: str) -> Reachability:
    """The same with why it may not be so: only where the hours do not hold on holidays too."""
    if all(span.on_holidays for span in opening.spans if day.weekday() in span.weekdays):
        return told
    lands = () if seat else holiday_in(day)
    return replace(told, maybe_closed_in=lands, maybe_closed_on_eve=(day.month, day.day) in EVES)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, TIME_ZONE)
