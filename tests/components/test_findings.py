"""What is worth a look, in words: every kind is counted and says what helps."""

from __future__ import annotations

import pytest
from results_views import AT

from components import findings, round_story, session
from data.model.approval import RoundEvent, RoundStep
from data.model.consistency import Finding, FindingKind


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


@pytest.mark.parametrize("kind", FindingKind)
def test_every_kind_is_counted_and_says_what_helps(kind: FindingKind) -> None:
    assert findings.title(kind, 1).startswith(("Eine ", "Ein "))
    assert findings.title(kind, 12).startswith("12 ")
    assert findings.what_to_do(kind).endswith((".", "?"))


def test_no_two_kinds_are_told_alike() -> None:
    for n in (1, 2):
        assert len({findings.title(kind, n) for kind in FindingKind}) == len(FindingKind)


def test_findings_are_grouped_in_the_given_order() -> None:
    first, second, third = (
        Finding(FindingKind.UNSETTLED, ("MS-01",)),
        Finding(FindingKind.OPEN, ("MS-02",)),
        Finding(FindingKind.OPEN, ("MS-03",)),
    )
    assert findings.grouped([first, second, third]) == [
        (FindingKind.UNSETTLED, [first]),
        (FindingKind.OPEN, [second, third]),
    ]


def test_every_step_of_a_round_has_a_word_of_its_own() -> None:
    assert len({round_story.done(step) for step in RoundStep}) == len(RoundStep)


def test_the_last_of_some_steps_is_the_last_one() -> None:
    first, second, back = (
        RoundEvent(step, AT, "Kim", remark)
        for step, remark in (
            (RoundStep.HAND_IN, "eins"),
            (RoundStep.HAND_IN, "zwei"),
            (RoundStep.TAKE_BACK, ""),
        )
    )
    assert round_story.last([first, second, back], RoundStep.HAND_IN) == second
    assert round_story.last([first], RoundStep.APPROVE) is None


def test_who_keeps_the_program_is_named_where_a_step_was_taken_by_no_account() -> None:
    by_command = RoundEvent(RoundStep.APPROVE, AT, "")
    assert round_story.line(by_command) == "**freigegeben** · 20.11.2026, 01:00 · Die Betreuung dieses Programms"
