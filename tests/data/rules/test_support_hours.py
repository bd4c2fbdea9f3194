"""Whether somebody answers now, and when again: German time, holidays, both changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.calendar import TIME_ZONE
from data.model.support import LAENDER, Channel, Opening, OpeningSpan, Reach
from data.rules.support_holidays import holiday_in, is_holiday
from data.rules.support_hours import reachability

WORKDAYS = frozenset(range(5))
OFFICE = Opening(Channel.PHONE, spans=(OpeningSpan(WORKDAYS, time(9), time(16), on_holidays=False),))
DAILY = Opening(Channel.PHONE, spans=(OpeningSpan(frozenset(range(7)), time(7), time(22), on_holidays=True),))
WITH_CORPUS_CHRISTI = (
    "Baden-Württemberg",
    "Bayern",
    "Hessen",
    "Nordrhein-Westfalen",
    "Rheinland-Pfalz",
    "Saarland",
)


def german(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TIME_ZONE)


def told(opening: Opening, now: datetime, seat: str = "") -> tuple[str, str]:
    """The state, and the moment that is told with it as day and clock with offset."""
    found = reachability(opening, now, seat)
    moment = found.until or found.again_at
    return found.state.value, moment.isoformat(timespec="minutes") if moment else ""


@pytest.mark.parametrize(
    ("day", "clock", "state", "moment"),
    [
        ("2026-11-23", "08:59", "later", "2026-11-23T09:00+01:00"),  # Monday
        ("2026-11-23", "09:00", "now", "2026-11-23T16:00+01:00"),
        ("2026-11-23", "15:59", "now", "2026-11-23T16:00+01:00"),
        ("2026-11-23", "16:00", "later", "2026-11-24T09:00+01:00"),
        ("2026-11-27", "16:00", "later", "2026-11-30T09:00+01:00"),  # Friday, so Monday
        ("2026-12-24", "17:00", "later", "2026-12-28T09:00+01:00"),  # Thu; Fri 25 holiday, 26 Sat, 27 Sun, Mon 28
        ("2026-04-02", "16:00", "later", "2026-04-07T09:00+02:00"),  # Good Friday, weekend, Easter Monday
        ("2026-05-01", "10:00", "later", "2026-05-04T09:00+02:00"),  # a Friday and holiday everywhere
    ],
)
def test_an_office_is_open_until_it_closes_and_again_on_the_next_working_day(day, clock, state, moment):
    assert told(OFFICE, german(day, clock)) == (state, moment)


def test_what_is_daily_is_open_on_holidays_too():
    assert told(DAILY, german("2026-12-25", "10:00")) == ("now", "2026-12-25T22:00+01:00")


def test_around_the_clock_needs_no_moment_and_no_hours_need_no_guess():
    always = reachability(Opening(Channel.FORM, always=True), german("2026-12-25", "03:00"))
    assert (always.state, always.channel, always.until, always.again_at) == (Reach.ALWAYS, Channel.FORM, None, None)
    assert reachability(Opening(Channel.PHONE), german("2026-12-25", "03:00")).state is Reach.UNKNOWN


def test_a_holiday_of_some_laender_is_told_where_nobody_knows_the_seat():
    # Corpus Christi, Thursday 4 June 2026, is a holiday in six Länder.
    found = reachability(OFFICE, german("2026-06-04", "10:00"))
    assert (found.state, found.maybe_closed_in) == (Reach.NOW, WITH_CORPUS_CHRISTI)
    evening_before = reachability(OFFICE, german("2026-06-03", "18:00"))
    assert (evening_before.state, evening_before.maybe_closed_in) == (Reach.LATER, WITH_CORPUS_CHRISTI)
    assert reachability(OFFICE, german("2026-06-02", "10:00")).maybe_closed_in == ()
    assert reachability(DAILY, german("2026-06-04", "10:00")).maybe_closed_in == ()


def test_a_known_seat_follows_the_holidays_of_its_land():
    assert told(OFFICE, german("2026-06-04", "10:00"), "Bayern") == ("later", "2026-06-05T09:00+02:00")
    assert told(OFFICE, german("2026-06-04", "10:00"), "Berlin") == ("now", "2026-06-04T16:00+02:00")
    assert reachability(OFFICE, german("2026-06-04", "10:00"), "Berlin").maybe_closed_in == ()


@pytest.mark.parametrize("seat", ["", "Berlin"])
@pytest.mark.parametrize(
    ("day", "clock", "state", "is_unsure"),
    [
        ("2026-12-24", "10:00", Reach.NOW, True),  # a Thursday, as is the 31st
        ("2026-12-31", "10:00", Reach.NOW, True),
        ("2026-12-23", "18:00", Reach.LATER, True),  # again on the 24th
        ("2026-12-24", "17:00", Reach.LATER, False),  # again on Monday the 28th
        ("2026-12-30", "10:00", Reach.NOW, False),
        ("2026-11-24", "10:00", Reach.NOW, False),
    ],
)
def test_whether_an_office_is_open_on_24_and_31_december_nobody_knows(day, clock, state, is_unsure, seat):
    found = reachability(OFFICE, german(day, clock), seat)
    assert (found.state, found.maybe_closed_on_eve) == (state, is_unsure)


def test_what_is_daily_or_around_the_clock_is_open_on_24_and_31_december_too():
    for opening in (DAILY, Opening(Channel.PHONE, always=True)):
        assert not reachability(opening, german("2026-12-24", "10:00")).maybe_closed_on_eve


@pytest.mark.parametrize(
    ("utc", "state", "moment"),
    [
        ("2026-03-28T05:59", "later", "2026-03-28T07:00+01:00"),  # 06:59, still winter
        ("2026-03-29T04:59", "later", "2026-03-29T07:00+02:00"),  # 06:59, the clock went forward at two
        ("2026-03-29T05:00", "now", "2026-03-29T22:00+02:00"),
        ("2026-10-24T05:00", "now", "2026-10-24T22:00+02:00"),  # 07:00, still summer
        ("2026-10-25T05:00", "later", "2026-10-25T07:00+01:00"),  # 06:00, the clock went back at three
        ("2026-10-25T06:00", "now", "2026-10-25T22:00+01:00"),
    ],
)
def test_the_hours_follow_the_german_clock_through_both_changes(utc, state, moment):
    assert told(DAILY, datetime.fromisoformat(utc).replace(tzinfo=UTC)) == (state, moment)


def test_spans_that_touch_are_one_and_a_break_is_a_break():
    def opening(second: time) -> Opening:
        days = frozenset({0})
        morning, afternoon = OpeningSpan(days, time(9), time(12), False), OpeningSpan(days, second, time(16), False)
        return Opening(Channel.PHONE, spans=(afternoon, morning))

    assert told(opening(time(12)), german("2026-11-23", "10:00")) == ("now", "2026-11-23T16:00+01:00")
    assert told(opening(time(13)), german("2026-11-23", "10:00")) == ("now", "2026-11-23T12:00+01:00")
    assert told(opening(time(13)), german("2026-11-23", "12:30")) == ("later", "2026-11-23T13:00+01:00")


CLOCKS = st.integers(0, 23 * 60).map(lambda minutes: time(minutes // 60, minutes % 60))


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    spans = []
    for _ in range(draw(st.integers(1, 4))):
        begins, ends = sorted(draw(st.lists(CLOCKS, min_size=2, max_size=2, unique=True)))
        days = draw(st.frozensets(st.integers(0, 6), min_size=1))
        spans.append(OpeningSpan(days, begins, ends, draw(st.booleans())))
    return Opening(Channel.PHONE, spans=tuple(spans))


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))


@given(openings(), MOMENTS, st.sampled_from(["", "Bayern", "Berlin", "Sachsen"]))
def test_what_is_told_holds_open_means_open_until_then_and_again_means_open_then(opening, now, seat):
    found = reachability(opening, now, seat)
    if found.state is Reach.NOW:
        assert found.until > now
        assert reachability(opening, found.until - timedelta(microseconds=1), seat).until == found.until
        assert reachability(opening, found.until, seat).state is Reach.LATER
    elif found.state is Reach.LATER:
        assert found.again_at > now
        between = now + (found.again_at - now) / 2
        assert reachability(opening, between, seat).again_at == found.again_at
        # a span inside the hour that the clock skips in spring is over as it begins
        if found.again_at.astimezone(UTC).astimezone(TIME_ZONE).time() == found.again_at.time():
            assert reachability(opening, found.again_at, seat).state is Reach.NOW


@given(openings(), MOMENTS)
def test_on_a_weekday_that_is_a_holiday_everywhere_only_what_says_so_is_open(opening, now):
    found = reachability(opening, now)
    if found.state is Reach.NOW:
        day = now.astimezone(TIME_ZONE).date()
        open_today = [span for span in opening.spans if day.weekday() in span.weekdays]
        assert any(span.on_holidays or not is_holiday(day) for span in open_today)


def test_the_laender_have_the_holidays_that_their_laws_name():
    assert holiday_in(date(2026, 3, 8)) == ("Berlin", "Mecklenburg-Vorpommern")  # Women's Day
    assert holiday_in(date(2026, 11, 18)) == ("Sachsen",)  # Day of Repentance
    assert holiday_in(date(2026, 10, 3)) == tuple(LAENDER)
    assert is_holiday(date(2026, 10, 3))
    assert not is_holiday(date(2026, 11, 18))
    assert is_holiday(date(2026, 11, 18), "Sachsen")
