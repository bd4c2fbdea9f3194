"""Help against hostility reaches everybody: without an account, without a database, with numbers that may be shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.content import support as content
from data.model.support import Confidence
from data.services import support
from data.storage import database


def test_help_is_there_without_a_database(settings: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "make_engine", lambda _url: pytest.fail("the database was asked"))
    assert [shown.service.key for shown in support.nationwide()] == list(content.EMERGENCY_CARD)


def test_the_police_come_first_and_can_be_dialled() -> None:
    first = support.nationwide()[0]
    assert first.phone is not None
    assert (first.phone.number, first.phone.dial, first.phone.to_verify_as_of) == ("110", "110", None)


def test_a_number_is_shown_as_the_rule_of_display_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = content.service("notruf_110")
    fairly_sure = replace(sure, confidence=Confidence.MEDIUM, source_date="2023-05")
    unsure = replace(sure, confidence=Confidence.LOW)
    monkeypatch.setattr(content, "nationwide_emergency", lambda: (sure, fairly_sure, unsure))
    phones = [shown.phone for shown in support.nationwide()]
    assert [phone.to_verify_as_of if phone else "hidden" for phone in phones] == [None, "2023-05", "hidden"]
