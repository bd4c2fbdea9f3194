"""What people and logs learn of an error."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from components.incidents import without_values


def an_error_about(person: str) -> Exception:
    try:
        try:
            int(person)
        except ValueError as cause:
            raise RuntimeError(f"no number for {person}") from cause
    except RuntimeError as error:
        return error
    raise AssertionError


def test_the_log_says_where_and_what_kind_but_never_quotes() -> None:
    told = without_values(an_error_about("Erika Mustermann"))
    assert "Mustermann" not in told
    assert "RuntimeError" in told
    assert "ValueError" in told  # the cause
    assert "test_incidents.py" in told


def test_the_unexpected_shows_a_number_that_the_log_has_too(store: Engine, caplog: pytest.LogCaptureFixture) -> None:
    def failing() -> None:
        from components import incidents

        incidents.show(ZeroDivisionError("geheim"))

    with caplog.at_level(logging.ERROR, logger="kompass.incidents"):
        (message,) = AppTest.from_function(failing).run().error
    number = message.value.split("**")[1]
    assert len(number) == 6
    assert number in caplog.text
    assert "geheim" not in message.value + caplog.text


def test_a_refusal_is_a_sentence_without_a_number(store: Engine, caplog: pytest.LogCaptureFixture) -> None:
    def refused() -> None:
        from components import incidents
        from data.errors import Refused

        incidents.show(Refused("nothing_answered"))

    (message,) = AppTest.from_function(refused).run().error
    assert message.value == "In dieser Runde ist noch keine Frage beantwortet."
    assert not [record for record in caplog.records if record.name.startswith("kompass")]
