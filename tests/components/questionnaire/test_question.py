"""The fields of one question: the codes of replies, and when a field follows what is stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from components.questionnaire import question
from components.session import Key
from data.model.questionnaire import QuestionState
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Reply, StoredAnswer

NOW = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a tab remembers."""
    remembered: dict[str, Any] = {}
    monkeypatch.setattr(question.session.st, "session_state", remembered)
    return remembered


@pytest.mark.parametrize("reply", [None, *map(Answered, range(5)), NotKnown(), NotApplicable()])
def test_every_reply_has_a_code_that_leads_back_to_it(reply: Reply | None) -> None:
    assert question._reply_of(question._code_of(reply)) == reply


def test_every_reply_has_a_code_of_its_own() -> None:
    replies: list[Reply | None] = [None, *map(Answered, range(5)), NotKnown(), NotApplicable()]
    assert len({question._code_of(reply) for reply in replies}) == 8


def state(reply: Reply | None, remark: str = "", revision: int = 1) -> QuestionState:
    return QuestionState("MS-01", StoredAnswer(Answer("MS-01", reply, remark), revision, "Kim", NOW))


def draw(stored: QuestionState) -> None:
    """Bring the fields for reply and remark in step, as a card does that draws both."""
    changed = question._changed_since_shown(stored)
    for part in (Part.REPLY, Part.REMARK):
        question._in_step(stored, part, changed)


def test_a_new_tab_shows_what_is_stored(tab: dict[str, Any]) -> None:
    draw(state(Answered(3), "Seit 2024", revision=5))
    assert (tab["reply_MS-01"], tab["remark_MS-01"]) == ("3", "Seit 2024")
    assert tab[Key.SHOWN_ANSWERS] == {"MS-01": (Answer("MS-01", Answered(3), "Seit 2024"), 5)}


def test_a_field_follows_only_where_the_stored_value_changed_so_that_nobody_loses_what_they_are_writing(
    tab: dict[str, Any],
) -> None:
    draw(state(Answered(3), "Seit 2024"))
    tab["remark_MS-01"] = "Seit 2024, und nun"  # typed, not sent yet
    draw(state(Answered(1), "Seit 2024", revision=2))  # a colleague changed the reply
    assert (tab["reply_MS-01"], tab["remark_MS-01"]) == ("1", "Seit 2024, und nun")


def test_a_field_that_was_away_for_a_while_is_filled_again(tab: dict[str, Any]) -> None:
    draw(state(Answered(3), "Seit 2024"))
    del tab["remark_MS-01"]
    draw(state(Answered(3), "Seit 2024"))
    assert tab["remark_MS-01"] == "Seit 2024"


def test_a_field_that_is_not_drawn_gets_no_value_that_would_outlive_what_is_typed_there_later(
    tab: dict[str, Any],
) -> None:
    draw(state(NotApplicable()))
    assert "evidence_MS-01" not in tab


def test_what_the_tab_knows_of_other_questions_stays(tab: dict[str, Any]) -> None:
    other = (Answer("MS-02", Answered(0)), 4)
    tab[Key.SHOWN_ANSWERS] = {"MS-02": other}
    draw(state(None))
    assert tab[Key.SHOWN_ANSWERS]["MS-02"] == other
