"""Help against hostility reaches everybody: without an account, without a database, with numbers that may be shown."""

from __future__ import annotations

import pytest

from data.content import support as content
from data.services import support
from data.storage import database


def test_help_is_there_without_a_database(settings: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "make_engine", lambda _url: pytest.fail("the database was asked"))
    assert [shown.service.key for shown in support.nationwide()] == list(content.EMERGENCY_CARD)


def test_the_police_come_first_and_can_be_dialled() -> None:
    first = support.nationwide()[0]
    assert first.phone is not None
    assert (first.phone.number, first.phone.dial, first.phone.to_verify_as_of) == ("110", "110", None)
