"""Whom one can assign to, and what stands for a choice of the form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from components import assignment_board, session
from data.content.catalogues import catalogue
from data.model.questionnaire import Assignee, AssignmentBoard, Colleague, Department
from data.model.self_check import SelfCheck, SelfCheckStatus

NEWEST = catalogue("2021-07")
ROUND = SelfCheck(1, 1, "2026", "2021-07", SelfCheckStatus.DRAFT, datetime(2026, 1, 1, tzinfo=UTC), None, 1)


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def test_departments_come_before_persons_and_nobody_comes_last() -> None:
    board = AssignmentBoard(ROUND, (), (Department(3, "Sozialamt"),), (Colleague(9, "Kim"),))
    assert assignment_board.assignees(board) == [
        Assignee("Sozialamt", department_id=3),
        Assignee("Kim", account_id=9),
        assignment_board.NOBODY,
    ]


def test_a_whole_field_stands_for_its_criteria_and_each_criterion_for_itself() -> None:
    choices = assignment_board._choices(NEWEST)
    assert len(choices) == 7 + 35  # fields and criteria
    assert choices["management_steuerung"] == (
        "Ganzes Feld: Management und Steuerung",
        tuple(criterion.key for criterion in NEWEST.fields[0].criteria),
    )
    assert choices["sprache"] == ("Fairer Zugang: Sprache", ("sprache",))
    assert len({label for label, _criteria in choices.values()}) == len(choices)
