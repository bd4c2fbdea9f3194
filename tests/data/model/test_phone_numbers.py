"""A number is what one can dial: every usual spelling of one number, and never two numbers in one."""

from __future__ import annotations

import pytest

from data.model.phone_numbers import dial, is_number

DIALLED = {
    "110": "110",
    "030 23125-001": "03023125001",
    "0800.300.9944": "08003009944",
    "(0711) 5401-3003": "071154013003",
    "0711/5401-3003": "071154013003",
    "0711 / 5401-3003": "071154013003",
    "0711/5401-0": "071154010",
    "+49 711 5401-3003": "+4971154013003",
}


@pytest.mark.parametrize(("written", "called"), DIALLED.items())
def test_a_number_is_dialled_without_its_blanks_and_strokes(written: str, called: str) -> None:
    assert (is_number(written), dial(written)) == (True, called)


@pytest.mark.parametrize(
    "written", ["+49 (0)711 5401-3003", "+49(0)711/5401-3003", "+49 (0711) 5401-3003", "+49 0711 5401-3003"]
)
def test_the_zero_of_the_area_code_is_not_dialled_after_the_country_code(written: str) -> None:
    assert dial(written) == "+4971154013003"
    assert dial(written.replace("+", "00")) == "004971154013003"


@pytest.mark.parametrize(("written", "called"), [("+43 (0)1 4000", "+4314000"), ("+39 06 4000", "+39064000")])
def test_other_countries_keep_their_zero_unless_it_stands_in_brackets(written: str, called: str) -> None:
    assert dial(written) == called


@pytest.mark.parametrize(
    "written",
    [
        "0711 5401-3003 / 0171 123456",  # 12 + 10 digits
        "0711 123/0711 124",  # 7 + 7 digits
        "0711 123 / (0711) 124",
        "030 23125 001 oder 002",
        "030 23125 001,,9",
    ],
)
def test_two_numbers_are_no_number(written: str) -> None:
    assert (is_number(written), dial(written)) == (False, "")


@pytest.mark.parametrize("written", ["", "12", "1-1", "++49", "anrufen", "tel:110", "030 +49 123", f"030{' ' * 38}1"])
def test_what_nobody_can_dial_is_no_number(written: str) -> None:
    assert (is_number(written), dial(written)) == (False, "")


def test_a_number_has_3_to_15_digits_not_counting_the_00_before_a_country() -> None:
    assert is_number("+" + "1" * 15) and is_number("00" + "1" * 15) and is_number("111")
    assert not is_number("+" + "1" * 16) and not is_number("00" + "1" * 16)
