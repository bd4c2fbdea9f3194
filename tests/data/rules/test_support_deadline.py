"""Until when a Strafantrag is in time: three months, short months, weekends and holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.support import LAENDER
from data.model.support_law import DeadlineState, MovedBy
from data.rules.support_deadline import deadline, months_later
from data.rules.support_holidays import is_holiday

SAT, SUN, HOLIDAY = MovedBy.SATURDAY, MovedBy.SUNDAY, MovedBy.HOLIDAY
LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 11, 23)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("known", "regular", "ends", "moved_by"),
    [
        ("2026-05-04", "2026-08-04", "2026-08-04", ()),  # Mon 4 May + 3 months = Tue 4 August
        ("2026-11-30", "2027-02-28", "2027-03-01", (SUN,)),  # February has 28 days, the 28th is a Sunday
        ("2025-11-30", "2026-02-28", "2026-03-02", (SAT, SUN)),  # the 28th is a Saturday
        ("2027-11-30", "2028-02-29", "2028-02-29", ()),  # a leap year, a Tuesday
        ("2026-11-28", "2027-02-28", "2027-03-01", (SUN,)),  # the 28th bears the same number
        ("2026-01-31", "2026-04-30", "2026-04-30", ()),  # April has 30 days, a Thursday
        ("2026-02-28", "2026-05-28", "2026-05-28", ()),  # not the last day of May: the number counts
        ("2026-01-03", "2026-04-03", "2026-04-07", (HOLIDAY, SAT, SUN, HOLIDAY)),  # Good Friday ... Easter Monday
        ("2026-09-25", "2026-12-25", "2026-12-28", (HOLIDAY, SAT, SUN)),  # Christmas Day, a Friday
        ("2026-10-01", "2027-01-01", "2027-01-04", (HOLIDAY, SAT, SUN)),  # New Year's Day, a Friday
    ],
)
def test_it_ends_three_months_later_or_on_the_next_working_day(known, regular, ends, moved_by):
    found = deadline(day(known), LONG_AGO, "", TODAY)
    assert (found.known_on, found.regular_end, found.ends_on) == (day(known), day(regular), day(ends))
    assert found.moved_by == moved_by


def test_the_later_of_both_knowledges_counts_whichever_it_is():
    assert deadline(day("2026-02-01"), day("2026-05-04"), "", TODAY).ends_on == day("2026-08-04")
    assert deadline(day("2026-05-04"), day("2026-02-01"), "", TODAY).ends_on == day("2026-08-04")


@pytest.mark.parametrize(("act", "offender"), [(TODAY, None), (None, TODAY), (None, None)])
def test_while_act_or_offender_is_unknown_no_deadline_runs(act, offender):
    found = deadline(act, offender, "Bayern", TODAY)
    assert found.state is DeadlineState.NOT_BEGUN
    assert (found.known_on, found.regular_end, found.ends_on, found.days_left) == (None, None, None, None)


def test_a_holiday_of_the_land_moves_the_end_and_without_a_land_it_is_told_where_it_would():
    # 4 March + 3 months = Thursday 4 June 2026, Corpus Christi in six Länder
    known = day("2026-03-04")
    assert deadline(known, known, "Bayern", TODAY).ends_on == day("2026-06-05")
    assert deadline(known, known, "Berlin", TODAY).ends_on == day("2026-06-04")
    nowhere = deadline(known, known, "", TODAY)
    assert nowhere.ends_on == day("2026-06-04")
    assert nowhere.later_in == (
        "Baden-Württemberg",
        "Bayern",
        "Hessen",
        "Nordrhein-Westfalen",
        "Rheinland-Pfalz",
        "Saarland",
    )
    assert deadline(known, known, "Bayern", TODAY).later_in == ()


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [
        ("2026-05-04", DeadlineState.RUNNING, 92),  # 27 days of May + 30 of June + 31 of July + 4 of August
        ("2026-08-03", DeadlineState.RUNNING, 1),
        ("2026-08-04", DeadlineState.LAST_DAY, 0),
        ("2026-08-05", DeadlineState.PASSED, -1),
    ],
)
def test_the_days_left_are_counted_from_today_and_the_last_day_still_counts(today, state, left):
    found = deadline(day("2026-05-04"), day("2026-05-04"), "", day(today))
    assert (found.state, found.days_left) == (state, left)


def test_a_day_that_no_calendar_needs_begins_no_deadline():
    assert deadline(date.max, date.max, "Bayern", TODAY).state is DeadlineState.NOT_BEGUN


DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))
LANDS = st.sampled_from(["", *LAENDER])


@given(DAYS, LANDS)
def test_the_end_is_a_working_day_and_every_day_before_it_back_to_the_regular_end_is_none(known, land):
    found = deadline(known, known, land, TODAY)
    assert found.ends_on.weekday() < 5 and not is_holiday(found.ends_on, land)
    skipped = [found.regular_end + timedelta(days=n) for n in range((found.ends_on - found.regular_end).days)]
    assert len(skipped) == len(found.moved_by)
    assert all(each.weekday() >= 5 or is_holiday(each, land) for each in skipped)
    # three months have 89 to 92 days: 30.11. to 28.02. are 90, 1.12. to 1.3. 90, 30.1. to 30.4. 90, 1.2. to 1.5. 89
    assert 89 <= (found.regular_end - known).days <= 92


@given(DAYS)
def test_without_a_land_the_end_is_the_earliest_of_all_laender_so_it_is_never_too_late(known):
    nowhere = deadline(known, known, "", TODAY)
    ends = {land: deadline(known, known, land, TODAY).ends_on for land in LAENDER}
    assert nowhere.ends_on <= min(ends.values())
    assert nowhere.later_in == tuple(land for land, end in ends.items() if end > nowhere.ends_on)


@given(DAYS, DAYS, LANDS)
def test_who_learns_later_never_has_an_earlier_end(one, other, land):
    first, second = sorted([one, other])
    assert deadline(first, first, land, TODAY).ends_on <= deadline(second, second, land, TODAY).ends_on


@given(DAYS, st.integers(0, 36))
def test_months_later_keep_the_number_of_the_day_or_take_the_last_of_a_shorter_month(start, months):
    end = months_later(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)
