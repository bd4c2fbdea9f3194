"""What needs somebody now, the most pressing first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from results_views import AT, a_view
from small_catalogues import a_small_catalogue, replies

from data.model.cockpit import Task
from data.model.results_view import ResultsView
from data.model.self_check import Reply, SelfCheck, SelfCheckStatus
from data.model.submission import SubmissionCheck
from data.rules.scoring import score
from data.rules.tasks import tasks

TWO_FIELDS = a_small_catalogue([5, 5], [5, 5])
ALL_FOUR = replies(f1c1="44444", f1c2="44444", f2c1="44444", f2c2="44444")


def a_result(given: dict[str, Reply]) -> ResultsView:
    """The newest result of these answers."""
    return a_view(given, TWO_FIELDS)


def a_draft(given: dict[str, Reply], without_reason: tuple[str, ...] = ()) -> SubmissionCheck:
    """A round in work with these answers."""
    draft = SelfCheck(2, 1, "2027", "test", SelfCheckStatus.DRAFT, AT, None, 1)
    return SubmissionCheck(draft, score(TWO_FIELDS, given), (), (), without_reason)


def test_before_anything_else_comes_the_first_round() -> None:
    assert tasks(None, None) == (Task.BEGIN_FIRST_ROUND,)


def test_the_first_round_in_work_is_to_be_filled_in() -> None:
    assert tasks(None, a_draft({})) == (Task.FILL_IN_ROUND,)


@pytest.mark.parametrize(
    ("last_criterion", "task"),
    [
        ("444--", Task.SUBMIT_ROUND),  # 18 of 20 = 90 percent
        ("44---", Task.FILL_IN_ROUND),  # 17 of 20 = 85 percent
        ("444xx", Task.SUBMIT_ROUND),  # 18 of 18 that apply
        ("44??-", Task.FILL_IN_ROUND),  # not known is not answered: 17 of 20
    ],
)
def test_from_ninety_percent_of_what_applies_a_round_is_ready(last_criterion: str, task: Task) -> None:
    given = replies(f1c1="44444", f1c2="44444", f2c1="44444", f2c2=last_criterion)
    assert tasks(None, a_draft(given)) == (task,)


def test_a_missing_reason_is_told_first_and_keeps_a_round_from_being_ready() -> None:
    draft = a_draft(ALL_FOUR, without_reason=("f1c1q1",))
    assert tasks(None, draft) == (Task.MEND_REASONS, Task.FILL_IN_ROUND)


def test_with_a_sure_result_and_nothing_in_work_nothing_stands_open() -> None:
    assert tasks(a_result(ALL_FOUR), None) == ()


def test_chances_are_to_be_talked_about() -> None:
    given = {**ALL_FOUR, **replies(f2c2="11111")}
    assert tasks(a_result(given), None) == (Task.TALK_ABOUT_CHANCES,)


def test_a_provisional_field_is_to_be_clarified_before_talking() -> None:
    # At worst (80 + 60) / 2 = 70, at best 100: 30 points apart.
    given = replies(f1c1="44444", f1c2="11111", f2c1="4444?", f2c2="444--")
    view = a_result(given)
    assert view.insights.standing.provisional == ("f2",)
    assert tasks(view, None) == (Task.CLARIFY_PROVISIONAL, Task.TALK_ABOUT_CHANCES)


def test_a_field_without_a_score_is_to_be_clarified() -> None:
    view = a_result(replies(f1c1="44444", f1c2="44444", f2c1="4----"))
    assert view.insights.standing.scored == ("f1",)
    assert tasks(view, None) == (Task.CLARIFY_PROVISIONAL,)


def test_a_field_that_does_not_apply_at_all_needs_nobody() -> None:
    view = a_result(replies(f1c1="44444", f1c2="44444", f2c1="xxxxx", f2c2="xxxxx"))
    assert view.insights.standing.scored == ("f1",)
    assert tasks(view, None) == ()


def test_open_questions_in_a_sure_field_are_not_pressing() -> None:
    view = a_result(replies(f1c1="44444", f1c2="44444", f2c1="44444", f2c2="4444-"))
    assert view.insights.to_clarify
    assert tasks(view, None) == ()


def test_the_round_in_work_comes_before_the_last_result() -> None:
    view = a_result(replies(f1c1="11111", f1c2="44444", f2c1="4----"))
    assert tasks(view, a_draft({})) == (Task.FILL_IN_ROUND, Task.CLARIFY_PROVISIONAL, Task.TALK_ABOUT_CHANCES)


def test_a_new_round_is_not_asked_for_as_soon_as_there_is_a_result() -> None:
    assert Task.BEGIN_FIRST_ROUND not in tasks(a_result(ALL_FOUR), None)
    assert Task.BEGIN_FIRST_ROUND not in tasks(None, replace(a_draft({})))
