"""What the address names is read as it is meant, and nothing else is."""

from __future__ import annotations

import pytest
import streamlit as st

from components import address


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the address names, instead of a browser's."""
    found: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", found)
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("007", 7), ("123456789", 123_456_789), ("1234567890", None), ("", None), ("-1", None), ("7.0", None)],
)
def test_a_number_has_at_most_nine_digits_and_nothing_else(
    text: str, number: int | None, named: dict[str, str]
) -> None:
    named["sitzung"] = text
    assert address.number("sitzung") == number


def test_digits_of_other_scripts_are_no_number(named: dict[str, str]) -> None:
    named["sitzung"] = "٣"
    assert address.number("sitzung") is None


def test_a_number_that_cannot_be_is_none(named: dict[str, str]) -> None:
    named["jahr"] = "2036"
    assert address.number("jahr", range(2027, 2036)) is None
    assert address.number("jahr", range(2027, 2037)) == 2036


def test_what_is_told_as_empty_is_taken_out(named: dict[str, str]) -> None:
    address.tell("suche", "Sprache")
    assert address.told("suche") == "Sprache"
    address.tell("suche", "")
    address.tell("suche", "")
    assert (named, address.told("suche")) == ({}, "")
