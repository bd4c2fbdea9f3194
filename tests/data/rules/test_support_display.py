"""Which phone number may be shown: sure ones plainly, fairly sure ones with a date, unsure ones never."""

from __future__ import annotations

import pytest

from data.model.support import Confidence, ShownPhone, SupportService
from data.rules.support_display import phone


def a_service(confidence: Confidence, number: str = "0711 5401-3003", source_date: str = "2024-05") -> SupportService:
    rest = dict.fromkeys(("key", "name", "carrier", "offer", "audience", "scope", "email", "web", "hours"), "")
    return SupportService(**rest, phone=number, anonymous="", source="", source_date=source_date, confidence=confidence)


def test_a_sure_number_is_shown_without_a_date_and_dials_its_digits_only():
    assert phone(a_service(Confidence.HIGH)) == ShownPhone("0711 5401-3003", "071154013003", None)


def test_a_fairly_sure_number_is_shown_with_the_date_of_its_source():
    assert phone(a_service(Confidence.MEDIUM)) == ShownPhone("0711 5401-3003", "071154013003", "2024-05")


def test_an_unsure_number_is_never_shown():
    assert phone(a_service(Confidence.LOW)) is None


@pytest.mark.parametrize("confidence", list(Confidence))
def test_without_a_number_there_is_nothing_to_show(confidence):
    assert phone(a_service(confidence, number="")) is None


@pytest.mark.parametrize(
    ("source_date", "shown"),
    [
        ("2019-10-10", "2019-10-10"),
        ("2024-05 (Nummer: 2019-07-19)", "2019-07-19"),  # the service was confirmed later than its number
        ("unknown", ""),
        ("unknown (Portal: 2025-07)", ""),  # the date of the web portal says nothing about the number
    ],
)
def test_the_date_shown_is_that_of_the_number_and_empty_where_nobody_knows_it(source_date, shown):
    result = phone(a_service(Confidence.MEDIUM, source_date=source_date))
    assert result is not None and result.to_verify_as_of == shown
