"""What publishing does or did, in one sentence that is right before and after."""

from __future__ import annotations

from typing import Any

import pytest

from components import dry_run, session
from data.model.benchmark import FilterCoverage, PublishOutcome, PublishStatus


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def an_outcome(**changes: Any) -> PublishOutcome:
    values: dict[str, Any] = {
        "status": PublishStatus.PUBLISHED,
        "release_id": None,
        "catalogue_version": "2021-07",
        "counted": 1_234,
        "waiting": 0,
        "created": 0,
        "refreshed": 0,
        "unchanged": 0,
        "retired": 0,
    }
    return PublishOutcome(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"created": 5}, "5 Zellen mit zusammen 1.234 Kommunen: 5 neu."),
        ({"unchanged": 1, "counted": 9}, "Eine Zelle mit zusammen 9 Kommunen: 1 unverändert."),
        (
            {"created": 1, "refreshed": 2, "unchanged": 3, "waiting": 1},
            "6 Zellen mit zusammen 1.234 Kommunen: 1 neu, 2 neu gerechnet und 3 unverändert. Eine Kommune wartet.",
        ),
        (
            {"refreshed": 2, "retired": 1, "waiting": 7},
            "2 Zellen mit zusammen 1.234 Kommunen: 2 neu gerechnet. Eine Zelle endet. 7 Kommunen warten.",
        ),
        (
            {"retired": 2, "counted": 0, "waiting": 3},
            "Alle 2 Zellen enden: Danach zeigt der Vergleich keine Zahlen mehr, bis genügend Kommunen eine neue Runde "
            "freigegeben haben. 3 Kommunen warten.",
        ),
        (
            {"status": PublishStatus.TOO_FEW, "waiting": 19},
            "Für die erste Veröffentlichung sind es noch zu wenige Kommunen. 19 Kommunen warten.",
        ),
        ({"status": PublishStatus.NOTHING_CHANGED}, "Nichts zu veröffentlichen: Keine Zelle ändert sich."),
    ],
)
def test_an_outcome_is_one_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert dry_run.outcome_sentence(an_outcome(**changes)) == sentence


@pytest.mark.parametrize(
    ("offered", "before", "words"),
    [
        (True, None, "ja"),
        (False, None, "nein"),
        (True, True, "ja"),
        (False, False, "nein"),
        (True, False, "**ja**, bisher nein"),
        (False, True, "**nein**, bisher ja"),
    ],
)
def test_a_filter_tells_whether_it_is_offered_and_what_changed(offered: bool, before: bool | None, words: str) -> None:
    assert dry_run._offered(FilterCoverage("land", "Sachsen", 9, 7, offered, before)) == words


def test_filters_that_are_won_and_lost_are_named_and_those_of_a_first_release_are_not() -> None:
    won, lost = (
        FilterCoverage("east_west", "east", 9, 7, True, False),
        FilterCoverage("land", "Hessen", 9, 1, False, True),
    )
    assert dry_run._what_changes([won, lost]) == [
        r"**Neu angeboten:** Kommunen, Ost.",
        r"**Nicht mehr angeboten:** Kommunen, Hessen.",
    ]
    assert dry_run._what_changes([FilterCoverage("land", "Hessen", 9, 9, True, None)]) == []
