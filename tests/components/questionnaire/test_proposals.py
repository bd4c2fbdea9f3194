"""What is said beside an answer: two values that contradict each other, and what held in an earlier round."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from components import session
from components.questionnaire import proposals
from data.content.catalogues import catalogue
from data.model.questionnaire import Proposal, ProposalSource, QuestionState
from data.model.self_check import Answer, Answered, Part, StoredAnswer

NEWEST = catalogue("2021-07")
NOW = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)
CARRIED = Proposal(
    id=7,
    source=ProposalSource.EARLIER_ROUND,
    answer=Answer("MS-01", Answered(2), "Seit *2024*"),
    parts=frozenset({Part.REPLY, Part.REMARK}),
    based_on=0,
    proposed_by="",
    proposed_at=NOW,
    round_name="2025 *",
    mapping_kind="equal",
)
CONTESTED = replace(
    CARRIED, source=ProposalSource.EDIT, parts=frozenset({Part.REMARK}), proposed_by="Kim", round_name=""
)
OPEN = QuestionState("MS-01")


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every line that is written on the page."""
    lines: list[str] = []
    monkeypatch.setattr(proposals.st, "markdown", lambda text: lines.extend(text.split("  \n")))
    return lines


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Every button with what it would confirm."""
    buttons: list[tuple[str, Any]] = []
    monkeypatch.setattr(proposals.st, "button", lambda label, **given: buttons.append((label, given["args"][2])))
    return buttons


def test_what_held_earlier_is_asked_with_round_reply_and_notes(written: list[str]) -> None:
    proposals._earlier(CARRIED, NEWEST)
    assert written == [
        r"In der Runde 2025 \* galt:",
        "**2 – in Umsetzung begonnen**",
        r"Bemerkung: Seit \*2024\*",
        "**Gilt das noch?**",
    ]


def test_a_question_that_changed_since_then_says_so(written: list[str]) -> None:
    proposals._earlier(replace(CARRIED, mapping_kind="changed"), NEWEST)
    assert written[-2:] == [
        "Die Frage hat sich seither geändert; bitte lesen Sie sie genau.",
        "**Gilt das noch?**",
    ]


@pytest.mark.parametrize(
    ("source", "told"), [(ProposalSource.EDIT, "eingegeben"), (ProposalSource.FILE, "aus einer Datei")]
)
def test_a_conflict_shows_only_the_contested_part_of_both_with_who_when_and_from_where(
    source: ProposalSource, told: str, written: list[str]
) -> None:
    stored = StoredAnswer(Answer("MS-01", Answered(4)), 3, "Ada *", NOW)
    with time_machine.travel(NOW, tick=False):
        proposals._conflict(replace(OPEN, stored=stored), replace(CONTESTED, source=source), NEWEST)
    assert written[1:] == [
        r"Gespeichert von Ada \*, 14:32:",
        "Bemerkung: –",
        f"Vorgeschlagen von Kim, 14:32, {told}:",
        r"Bemerkung: Seit \*2024\*",
    ]


def test_a_conflict_whose_people_are_gone_is_told_too(written: list[str]) -> None:
    with time_machine.travel(NOW, tick=False):
        proposals._conflict(OPEN, replace(CONTESTED, proposed_by=""), NEWEST)
    assert written[1] == "Gespeichert von unbekannt, –:"
    assert written[3] == "Vorgeschlagen von unbekannt, 14:32, eingegeben:"


def carried(number: int) -> QuestionState:
    return QuestionState(f"MS-0{number}", proposals=(replace(CARRIED, id=number),))


def test_all_are_confirmed_at_once_only_where_there_are_several_and_nothing_else_waits(
    offered: list[tuple[str, Any]],
) -> None:
    answered = replace(carried(3), stored=StoredAnswer(Answer("MS-03", Answered(1)), 1, "Kim", NOW))
    contested = replace(carried(4), proposals=(replace(CARRIED, id=4), replace(CONTESTED, id=5)))
    proposals.confirm_all(None, "x", [carried(1), answered, contested, OPEN])  # type: ignore[arg-type]
    assert offered == []
    proposals.confirm_all(None, "x", [carried(1), carried(2), answered, contested, OPEN])  # type: ignore[arg-type]
    assert offered == [(r"Alle 2 Antworten aus 2025 \* bestätigen", [1, 2])]
