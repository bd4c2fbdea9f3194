"""The history of an answer and the entries of a discussion, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from components import session
from components.questionnaire import conversation
from data.content.catalogues import catalogue
from data.model.questionnaire import Comment, CommentKind
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, StoredAnswer

NEWEST = catalogue("2021-07")
NOW = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)
OPEN = Answer("MS-01")


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (OPEN, Answer("MS-01", Answered(0)), "Antwort: **offen** → **0 – nicht vorhanden**"),
        (Answer("MS-01", Answered(0)), Answer("MS-01", NotKnown()), "**0 – nicht vorhanden** → **nicht bekannt**"),
        (Answer("MS-01", NotApplicable(), "Kreis"), OPEN, "**nicht zutreffend** → **offen**; Bemerkung: „Kreis“ → –"),
        (OPEN, Answer("MS-01", responsible_unit="*Amt*"), r"Zuständige Stelle: – → „\*Amt\*“"),
        (OPEN, OPEN, "bestätigt"),
    ],
)
def test_a_change_is_told_part_by_part_from_the_old_to_the_new_value(old: Answer, new: Answer, told: str) -> None:
    with time_machine.travel(NOW, tick=False):
        line = conversation._change(old, StoredAnswer(new, 2, "Kim _", NOW, 1), NEWEST)
    assert line.startswith(r"14:32, Kim \_: ")
    assert line.endswith(told)


def test_a_change_by_the_command_line_names_who_keeps_the_program() -> None:
    line = conversation._change(OPEN, StoredAnswer(Answer("MS-01", Answered(1)), 1, "", NOW), NEWEST)
    assert "Betreuung des Programms" in line


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (CommentKind.SAID, "\n\n> Ja \\*\\\n> und nein"),
        (CommentKind.DONE, "*hat das Gespräch abgeschlossen*"),
        (CommentKind.REOPENED, "*hat das Gespräch wieder geöffnet*"),
    ],
)
def test_every_entry_says_who_when_and_what(kind: CommentKind, told: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert conversation._entry(Comment(kind, "Ja *\nund nein", "Kim", NOW)) == f"**Kim**, 14:32: {told}"
        assert conversation._entry(Comment(kind, "Ja *", "", NOW)).startswith("**unbekannt**")
