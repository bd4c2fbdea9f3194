"""People talk about a question until it is done, and again if somebody has more to say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from conftest import count
from factories import audit_trail
from sqlalchemy import Engine
from teams import Team, a_team, assign_to_department, failing_at_the_audit_entry

from data.content.catalogues import catalogue
from data.errors import NotAllowed, NotFound, Refused
from data.model.people import Role
from data.model.questionnaire import Comment, CommentKind, DiscussionState
from data.model.self_check import Answered, Perspective
from data.services.discussions import of_question, say, set_done
from data.services.questionnaire import question_state

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
FIRST = catalogue("2021-07").places["MS-01"].criterion.key
ELSEWHERE = next(c for c in catalogue("2021-07").criteria if c.key != FIRST).questions[0].id


@pytest.fixture
def team(store: Engine) -> Team:
    return a_team({"MS-01": Answered(2)})


def state(team: Team) -> DiscussionState:
    return question_state(team.officer, team.round_id, "MS-01").discussion


def test_what_people_say_stands_in_order_with_who_and_when(any_store: Engine) -> None:
    team = a_team()
    trail, revision = len(audit_trail()), team.revision
    with time_machine.travel(NOW, tick=False):
        say(team.officer, team.round_id, "MS-01", "  Wer weiß das?\n")
        say(team.mayor, team.round_id, "MS-01", "Amt 50.")
    assert of_question(team.mayor, team.round_id, "MS-01") == [
        Comment(CommentKind.SAID, "Wer weiß das?", "Person officer", NOW),
        Comment(CommentKind.SAID, "Amt 50.", "Person mayor", NOW),
    ]
    subject = f"self_check:{team.round_id}"
    assert audit_trail(but=trail) == [
        ("discussion.continued", person.account_id, team.commune.id, subject, "question=MS-01 kind=said")
        for person in (team.officer, team.mayor)
    ]
    assert team.revision == revision  # talking changes no answer


def test_a_discussion_is_open_done_and_open_again(team: Team) -> None:
    assert state(team) == DiscussionState(0, False)
    say(team.officer, team.round_id, "MS-01", "Wer weiß das?")
    assert state(team) == DiscussionState(1, True)
    set_done(team.mayor, team.round_id, "MS-01", True)
    assert state(team) == DiscussionState(1, False)
    set_done(team.officer, team.round_id, "MS-01", False)
    assert state(team) == DiscussionState(1, True)
    set_done(team.officer, team.round_id, "MS-01", True)
    say(team.mayor, team.round_id, "MS-01", "Doch noch etwas.")
    assert state(team) == DiscussionState(2, True)
    kinds = [comment.kind.value for comment in of_question(team.officer, team.round_id, "MS-01")]
    assert kinds == ["said", "done", "reopened", "done", "said"]


@pytest.mark.parametrize("words", ["", " \n\t ", "\x00", "x" * 4_001])
def test_a_comment_has_1_to_4000_characters(team: Team, words: str, store: Engine) -> None:
    with pytest.raises(Refused, match=r"comment_length .longest=4000."):
        say(team.officer, team.round_id, "MS-01", words)
    assert count(store, "question_comment") == 0
    say(team.officer, team.round_id, "MS-01", "x" * 4_000)
    assert count(store, "question_comment") == 1


def test_discussions_of_other_perspectives_are_apart(team: Team) -> None:
    say(team.officer, team.round_id, "MS-01", "Im Rat", Perspective.COUNCIL)
    assert of_question(team.officer, team.round_id, "MS-01") == []
    assert len(of_question(team.officer, team.round_id, "MS-01", Perspective.COUNCIL)) == 1


def test_a_comment_that_breaks_off_leaves_nothing(any_store: Engine) -> None:
    team = a_team()
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        say(team.officer, team.round_id, "MS-01", "Wer weiß das?")
    assert count(any_store, "question_comment") == 0


def test_a_question_that_the_round_does_not_have_is_not_found(team: Team) -> None:
    for ask in (of_question, lambda *arguments: say(*arguments, "Text"), lambda *arguments: set_done(*arguments, True)):
        with pytest.raises(NotFound, match="question_not_found"):
            ask(team.officer, team.round_id, "XX-99")


def test_a_department_talks_about_its_own_questions_only(team: Team) -> None:
    assign_to_department(team, FIRST)
    say(team.contributor, team.round_id, "MS-01", "Wir fragen nach.")
    set_done(team.contributor, team.round_id, "MS-01", True)
    assert len(of_question(team.contributor, team.round_id, "MS-01")) == 2
    say(team.officer, team.round_id, ELSEWHERE, "Nicht für das Jugendamt")
    with pytest.raises(NotAllowed, match="not_assigned"):
        of_question(team.contributor, team.round_id, ELSEWHERE)
    with pytest.raises(NotAllowed, match="not_assigned"):
        say(team.contributor, team.round_id, ELSEWHERE, "Was steht da?")
    with pytest.raises(NotAllowed, match="not_assigned"):
        set_done(team.contributor, team.round_id, ELSEWHERE, True)


def test_who_steers_and_who_is_of_elsewhere_takes_no_part(team: Team) -> None:
    say(team.officer, team.round_id, "MS-01", "Vertraulich")
    assert Role.STEERING in team.members
    with pytest.raises(NotAllowed):
        of_question(team.steering, team.round_id, "MS-01")
    with pytest.raises(NotAllowed):
        say(team.steering, team.round_id, "MS-01", "Ich auch")
    with pytest.raises(NotFound, match="round_not_found"):
        of_question(team.stranger, team.round_id, "MS-01")
    with pytest.raises(NotFound, match="round_not_found"):
        say(team.stranger, team.round_id, "MS-01", "Ich auch")
