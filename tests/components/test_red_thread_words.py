"""What the red thread says of a decision of the own log: what it holds by now, with every typed sign as typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from components import session
from components.red_thread import facts, words
from components.red_thread.words import Book
from data.content.catalogues import catalogue
from data.model.meetings import Decision, Votes
from data.model.meetings_view import LoggedDecision
from data.model.red_thread import Knot, KnotKind, PlanInWords, ThreadView
from data.rules.red_thread import by_field, thread

USED = catalogue("2021-07")
START = Knot(KnotKind.DECISION, "17/2026")


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def a_book(**changes: Any) -> Book:
    values: dict[str, Any] = {
        "id": 1,
        "number": 17,
        "meeting_id": 1,
        "item_id": 1,
        "text": "Wir *beginnen* im Mai.",
        "votes": None,
        "replaces": None,
        "replaced_by": None,
        "withdrawn_because": "",
        "decided_on": date(2026, 5, 12),
    }
    decision = Decision(**{**values, **changes})
    logged = LoggedDecision(decision, "3. Sitzung", datetime(2026, 5, 12, tzinfo=UTC), "Thema", None, None)
    plan = PlanInWords("", {}, {}, (), (), (logged,), {}, (), ())
    joined = thread(USED, plan)
    return Book(ThreadView(USED.version, plan, joined, by_field(USED, plan, joined)), USED)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "in Kraft"),
        ({"votes": Votes(7, 2, 1)}, "in Kraft"),
        ({"votes": Votes(2, 2, 6)}, "abgelehnt"),  # a tie rejects
        ({"replaced_by": 21}, "ersetzt durch Nr. 21"),
        ({"withdrawn_because": "Es fehlte etwas."}, "zurückgezogen"),
    ],
)
def test_a_decision_says_what_it_holds_by_now(changes: dict[str, Any], told: str) -> None:
    written = facts.told(START, START, a_book(**changes))
    assert written == r"> Wir \*beginnen\* im Mai\." + "\n\n" + rf"{told} · 3\. Sitzung"


def test_a_decision_is_called_by_number_and_day_and_found_by_its_words() -> None:
    assert words.name(START, a_book()) == "Beschluss 17/2026 vom 12.05.2026"
    assert words.label(START, a_book()) == "Beschluss: Beschluss 17/2026 vom 12.05.2026: Wir *beginnen* im Mai."
