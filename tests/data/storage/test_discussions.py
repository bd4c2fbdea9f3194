"""Marks and discussions of questions, alike on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from conftest import count
from factories import stored_commune, stored_person, stored_round
from sqlalchemy import Engine

from data.model.audit import AuditEvent
from data.model.people import Person
from data.model.questionnaire import Comment, CommentKind, DiscussionState
from data.model.self_check import Perspective
from data.storage.database import UnitOfWork, reading, writing
from data.storage.discussions import Discussions

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OWN, COUNCIL = Perspective.ADMINISTRATION, Perspective.COUNCIL
SAID, DONE, REOPENED = CommentKind.SAID, CommentKind.DONE, CommentKind.REOPENED


@pytest.fixture
def kim(any_store: Engine) -> Person:
    return stored_person(commune=stored_commune(), display_name="Kim Beispiel")


@pytest.fixture
def round_(kim: Person) -> int:
    assert kim.commune is not None
    return stored_round(kim.commune).id


def mark(round_: int, question_id: str, marked: bool = True, perspective: Perspective = OWN) -> None:
    with writing() as work:
        work.discussions.set_mark(round_, perspective, question_id, marked=marked, at=AT, by=1)
        work.audit.record(AuditEvent.ANSWER_MARKED)


def add(
    work: UnitOfWork, round_: int, question_id: str, kind: CommentKind, words: str = "", by: int | None = 1
) -> None:
    work.discussions.add(round_, OWN, question_id, kind=kind, text=words, at=AT, by=by)
    work.audit.record(AuditEvent.DISCUSSION_CONTINUED)


def test_a_mark_is_set_once_and_taken_away(round_: int, any_store: Engine) -> None:
    for question_id in ("MS-01", "MS-02", "MS-01"):
        mark(round_, question_id)
    assert count(any_store, "question_mark") == 2
    mark(round_, "MS-01", False)
    mark(round_, "MS-03", False)
    with reading() as work:
        assert work.discussions.marked(round_, OWN) == {"MS-02"}


def test_marks_are_told_of_all_questions_or_of_some_and_of_one_sheet(round_: int) -> None:
    mark(round_, "MS-01")
    mark(round_, "MS-02")
    mark(round_, "MS-03", perspective=COUNCIL)
    with reading() as work:
        assert work.discussions.marked(round_, OWN) == {"MS-01", "MS-02"}
        assert work.discussions.marked(round_, OWN, ["MS-02", "MS-03"]) == {"MS-02"}
        assert work.discussions.marked(round_, OWN, []) == frozenset()
        assert work.discussions.marked(round_, COUNCIL) == {"MS-03"}
        assert work.discussions.marked(round_ + 1, OWN) == frozenset()


def test_a_discussion_comes_in_order_with_who_and_when(round_: int) -> None:
    with writing() as work:
        add(work, round_, "MS-01", SAID, "Wer weiß das?\nIch nicht – „ß“.")
        add(work, round_, "MS-02", SAID, "anderswo")
        add(work, round_, "MS-01", DONE, by=None)
    with reading() as work:
        assert work.discussions.of_question(round_, OWN, "MS-01") == [
            Comment(SAID, "Wer weiß das?\nIch nicht – „ß“.", "Kim Beispiel", AT),
            Comment(DONE, "", "", AT),
        ]
        assert work.discussions.of_question(round_, COUNCIL, "MS-01") == []
        assert work.discussions.of_question(round_, OWN, "MS-03") == []


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([SAID], DiscussionState(1, True)),
        ([SAID, SAID, DONE], DiscussionState(2, False)),
        ([SAID, DONE, REOPENED], DiscussionState(1, True)),
        ([SAID, DONE, SAID], DiscussionState(2, True)),
        ([SAID, DONE, REOPENED, DONE], DiscussionState(1, False)),
        ([DONE], DiscussionState(0, False)),
    ],
)
def test_a_discussion_is_open_until_it_is_done_and_counts_what_was_said(
    round_: int, kinds: list[CommentKind], state: DiscussionState
) -> None:
    with writing() as work:
        add(work, round_, "MS-09", SAID, "anderswo")
        for kind in kinds:
            add(work, round_, "MS-01", kind, "Wort" if kind is SAID else "")
    with reading() as work:
        assert work.discussions.states(round_, OWN) == {"MS-01": state, "MS-09": DiscussionState(1, True)}
        assert work.discussions.states(round_, OWN, ["MS-01", "MS-02"]) == {"MS-01": state}
        assert work.discussions.states(round_, COUNCIL) == {}


def test_the_order_is_that_of_the_entries_and_not_of_the_clocks(round_: int) -> None:
    with writing() as work:
        add(work, round_, "MS-01", SAID, "zuerst")
        earlier = AT - timedelta(minutes=5)
        work.discussions.add(round_, OWN, "MS-01", kind=DONE, text="", at=earlier, by=1)
    with reading() as work:
        assert work.discussions.states(round_, OWN)["MS-01"].is_open is False


def test_there_is_no_way_to_change_or_remove_what_was_said() -> None:
    ways = {name for name in vars(Discussions) if not name.startswith("_")}
    assert ways == {"add", "marked", "of_question", "set_mark", "states"}
