"""What of a service may be shown: sure numbers plainly, fairly sure ones with a date, unsure ones never."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data.model.support import (
    Channel,
    CheckState,
    Confidence,
    Opening,
    Reach,
    ShownPhone,
    SupportService,
)
from data.rules.support_display import answers_around_the_clock, check_state, phone, shown

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ALWAYS = Opening(Channel.PHONE, always=True)


def a_service(confidence: Confidence, number: str = "0711 5401-3003", source_date: str = "2024-05") -> SupportService:
    rest = dict.fromkeys(("key", "name", "carrier", "offer", "audience", "scope", "email", "web", "hours"), "")
    return SupportService(**rest, phone=number, anonymous="", source="", source_date=source_date, confidence=confidence)


def test_a_sure_number_is_shown_without_a_date_and_dials_its_digits_only():
    assert phone(a_service(Confidence.HIGH)) == ShownPhone("0711 5401-3003", "071154013003", None)


def test_a_fairly_sure_number_is_shown_with_the_date_of_its_source():
    assert phone(a_service(Confidence.MEDIUM)) == ShownPhone("0711 5401-3003", "071154013003", "2024-05")


def test_an_unsure_number_is_never_shown():
    assert phone(a_service(Confidence.LOW)) is None


def test_an_unsure_number_is_not_even_given_back_with_the_service():
    unsure = replace(a_service(Confidence.LOW), further_phones=("116 123",))
    given = shown(unsure, NOW)
    assert (given.service.phone, given.service.further_phones, given.further_phones) == ("", (), ())


def test_further_numbers_are_shown_as_the_first_one_is():
    given = shown(replace(a_service(Confidence.MEDIUM), further_phones=("116 123",)), NOW)
    assert given.further_phones == (ShownPhone("116 123", "116123", "2024-05"),)


@pytest.mark.parametrize("confidence", list(Confidence))
def test_without_a_number_there_is_nothing_to_show(confidence):
    assert phone(a_service(confidence, number="")) is None


@pytest.mark.parametrize(
    ("source_date", "shown_date"),
    [
        ("2019-10-10", "2019-10-10"),
        ("2024-05 (Nummer: 2019-07-19)", "2019-07-19"),  # the service was confirmed later than its number
        ("unknown", ""),
        ("unknown (Portal: 2025-07)", ""),  # the date of the web portal says nothing about the number
    ],
)
def test_the_date_shown_is_that_of_the_number_and_empty_where_nobody_knows_it(source_date, shown_date):
    result = phone(a_service(Confidence.MEDIUM, source_date=source_date))
    assert result is not None and result.to_verify_as_of == shown_date


@pytest.mark.parametrize(
    ("days", "is_due"),
    [(0, False), (180, False), (181, True)],  # 180 days are still within, the 181st is not
)
def test_an_entry_is_due_when_its_last_check_is_more_than_180_days_ago(days, is_due):
    checked_on = TODAY - timedelta(days=days)
    assert check_state(checked_on, TODAY) == CheckState(checked_on, is_due)


def test_an_entry_that_nobody_ever_checked_is_due():
    assert check_state(None, TODAY) == CheckState(None, True)


def test_the_day_of_a_check_is_counted_in_german_time():
    # 23:30 UTC on 23 November is 00:30 on the 24th in Germany: 180 days after 28 May, 181 after the 27th
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert shown(replace(a_service(Confidence.HIGH), checked_on=date(2026, 5, 28)), late).check.is_due is False
    assert shown(replace(a_service(Confidence.HIGH), checked_on=date(2026, 5, 27)), late).check.is_due is True


def test_the_reach_is_that_of_the_phone_and_the_other_channels_stand_beside_it():
    form = Opening(Channel.FORM, always=True)
    given = shown(replace(a_service(Confidence.HIGH), openings=(form, ALWAYS)), NOW)
    assert (given.reach.channel, [each.channel for each in given.further_reach]) == (Channel.PHONE, [Channel.FORM])
    assert shown(a_service(Confidence.HIGH), NOW).reach.state is Reach.UNKNOWN


def test_somebody_answers_around_the_clock_only_on_a_number_that_may_be_shown():
    assert answers_around_the_clock(shown(replace(a_service(Confidence.MEDIUM), openings=(ALWAYS,)), NOW))
    assert not answers_around_the_clock(shown(replace(a_service(Confidence.LOW), openings=(ALWAYS,)), NOW))
    assert not answers_around_the_clock(shown(replace(a_service(Confidence.HIGH, ""), openings=(ALWAYS,)), NOW))
