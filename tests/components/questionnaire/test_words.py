"""The words of the questions page: each thing has one of its own, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
import time_machine

from components import session
from components.questionnaire import words
from data.content.catalogues import catalogue
from data.model.questionnaire import Assignee, Assignment, Presence, ProgressState, QuestionFilter
from data.model.self_check import Part

NEWEST = catalogue("2021-07")
SEEN = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("told", "things"),
    [
        (words.state, ProgressState),
        (words.state_badge, ProgressState),
        (words.filter_name, QuestionFilter),
        (words.next_of, QuestionFilter),
        (words.nothing_left, QuestionFilter),
        (words.part, Part),
    ],
)
def test_everything_has_a_word_of_its_own(
    told: Callable[[StrEnum], str], things: type[StrEnum], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "language", lambda: language)
    found = [told(thing) for thing in things]
    assert all(found)
    assert len(set(found)) == len(found)


def test_a_state_is_told_by_icon_and_word_and_never_by_its_colour_alone() -> None:
    assert len({words.STATE_ICONS[state] for state in ProgressState}) == len(ProgressState)
    assert words.state_badge(ProgressState.DONE) == ":green-badge[:material/check_circle: fertig]"


@pytest.mark.parametrize(
    ("assignment", "told"),
    [
        (None, ""),
        (Assignment("sprache", Assignee("Sozialamt", department_id=1)), "Sozialamt"),
        (Assignment("sprache", Assignee("Amt *1*", department_id=1), date(2026, 12, 4)), r"Amt \*1\*, bis 04.12.2026"),
    ],
)
def test_who_is_responsible_is_told_with_the_due_date_if_there_is_one(assignment: Assignment | None, told: str) -> None:
    assert words.responsible(assignment) == told


@pytest.mark.parametrize(
    ("now", "overdue"),
    [
        ("2026-12-04T22:59:00Z", False),  # in Berlin one minute before midnight of the due date
        ("2026-12-04T23:00:00Z", True),
    ],
)
def test_the_due_date_ends_at_midnight_in_germany(now: str, overdue: bool) -> None:
    due = Assignment("sprache", Assignee("Sozialamt", department_id=1), date(2026, 12, 4))
    with time_machine.travel(now, tick=False):
        assert words.is_overdue(due) == overdue
        assert not words.is_overdue(None)
        assert not words.is_overdue(Assignment("sprache", Assignee("Sozialamt", department_id=1)))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-11-23T22:59:00Z", "14:32"),
        ("2026-11-23T23:00:00Z", "23.11.2026, 14:32"),  # in Berlin the next day
    ],
)
def test_of_today_the_time_is_enough(now: str, told: str) -> None:
    with time_machine.travel(now, tick=False):
        assert words.when(SEEN) == told


def someone(name: str, criterion_key: str) -> Presence:
    return Presence(1, name, criterion_key, "", SEEN)


def test_who_is_here_is_told_with_where_and_nobody_with_nothing() -> None:
    others = (someone("Kim", "sprache"), someone("Jo *", "wohnen"), someone("Ada", "not in this catalogue"))
    told = r"Gerade dabei: Kim (auch hier), Jo \* (Wohnen) und Ada (Aufgabenliste)"
    assert words.who_is_here(others, "sprache", NEWEST) == told
    assert words.who_is_here(others[:1], None, NEWEST) == "Gerade dabei: Kim (Sprache)"
    assert words.who_is_here((), "sprache", NEWEST) == ""
