"""What needs somebody now, the most pressing first."""

from __future__ import annotations

import pytest
from results_views import AT, a_view
from small_catalogues import a_small_catalogue, replies

from data.model.approval import RoundEvent, RoundStep
from data.model.cockpit import Task
from data.model.consistency import Finding, FindingKind
from data.model.results_view import ResultsView
from data.model.self_check import Reply, SelfCheck, SelfCheckStatus
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules.scoring import score
from data.rules.tasks import tasks

TWO_FIELDS = a_small_catalogue([5, 5], [5, 5])
ALL_FOUR = replies(f1c1="44444", f1c2="44444", f2c1="44444", f2c2="44444")


def a_result(given: dict[str, Reply]) -> ResultsView:
    """The newest result of these answers."""
    return a_view(given, TWO_FIELDS)


OFFICER = (RoundStep.HAND_IN, RoundStep.DISCARD)
READER = ()
"""What the mayor may do with a draft: read it."""


def a_draft(
    given: dict[str, Reply],
    *found: FindingKind,
    steps: tuple[RoundStep, ...] = OFFICER,
    events: tuple[RoundEvent, ...] = (),
    status: SelfCheckStatus = SelfCheckStatus.DRAFT,
) -> SubmissionCheck:
    """A round in work with these answers and one finding of each kind, as somebody sees it who may take these steps."""
    draft = SelfCheck(2, 1, "2027", "test", status, AT, None, 1)
    findings = tuple(Finding(kind, ("f1c1q1",)) for kind in found)
    return SubmissionCheck(draft, score(TWO_FIELDS, given), findings, events, steps)


def handed_in(steps: tuple[RoundStep, ...]) -> SubmissionCheck:
    """A complete round that waits for its approval."""
    return a_draft(ALL_FOUR, steps=steps, events=(HANDED_IN,), status=SelfCheckStatus.HANDED_IN)


def from_outside(checked: SubmissionCheck) -> RoundOverview:
    """The same round as the steering group sees it."""
    return RoundOverview(checked.self_check, checked.coverage, checked.events)


HANDED_IN = RoundEvent(RoundStep.HAND_IN, AT, "Kim")
SENT_BACK = RoundEvent(RoundStep.SEND_BACK, AT, "Alex", "Bitte MS-01 prüfen.")


def test_before_anything_else_comes_the_first_round() -> None:
    assert tasks(None, None) == (Task.BEGIN_FIRST_ROUND,)


def test_the_first_round_in_work_is_to_be_filled_in() -> None:
    assert tasks(None, a_draft({})) == (Task.FILL_IN_ROUND,)


@pytest.mark.parametrize(
    ("last_criterion", "task"),
    [
        ("444--", Task.HAND_IN_ROUND),  # 18 of 20 = 90 percent
        ("44---", Task.FILL_IN_ROUND),  # 17 of 20 = 85 percent
        ("444xx", Task.HAND_IN_ROUND),  # 18 of 18 that apply
        ("44??-", Task.FILL_IN_ROUND),  # not known is not answered: 17 of 20
    ],
)
def test_from_ninety_percent_of_what_applies_a_round_is_ready(last_criterion: str, task: Task) -> None:
    given = replies(f1c1="44444", f1c2="44444", f2c1="44444", f2c2=last_criterion)
    assert tasks(None, a_draft(given)) == (task,)


def test_what_must_be_mended_is_told_first_and_keeps_a_round_from_being_ready() -> None:
    both = a_draft(ALL_FOUR, FindingKind.NOT_APPLICABLE_WITHOUT_REASON, FindingKind.UNSETTLED)
    assert tasks(None, both) == (Task.SETTLE_CONFLICTS, Task.MEND_REASONS, Task.FILL_IN_ROUND)
    one = a_draft(ALL_FOUR, FindingKind.NOT_APPLICABLE_WITHOUT_REASON)
    assert tasks(None, one) == (Task.MEND_REASONS, Task.FILL_IN_ROUND)


def test_a_note_keeps_no_round_from_being_ready() -> None:
    notes = [kind for kind in FindingKind if not kind.blocks]
    assert tasks(None, a_draft(ALL_FOUR, *notes)) == (Task.HAND_IN_ROUND,)


def test_who_only_reads_is_not_asked_to_mend_anything() -> None:
    draft = a_draft(ALL_FOUR, FindingKind.UNSETTLED, steps=READER)
    assert tasks(None, draft) == (Task.FILL_IN_ROUND,)


def test_what_was_handed_in_waits_for_who_approves_and_for_nobody_else() -> None:
    assert tasks(None, handed_in((RoundStep.SEND_BACK, RoundStep.APPROVE))) == (Task.APPROVE_ROUND,)
    assert tasks(None, handed_in((RoundStep.TAKE_BACK,))) == (Task.AWAIT_APPROVAL,)
    assert tasks(None, handed_in(READER)) == (Task.AWAIT_APPROVAL,)


def test_who_sees_no_findings_is_told_that_a_round_is_in_work_and_never_that_it_is_ready() -> None:
    assert tasks(None, from_outside(a_draft({}))) == (Task.FILL_IN_ROUND,)
    assert tasks(None, from_outside(a_draft(ALL_FOUR))) == (Task.FILL_IN_ROUND,)
    assert tasks(None, from_outside(handed_in(READER))) == (Task.AWAIT_APPROVAL,)


def test_the_approval_comes_before_everything_else() -> None:
    view = a_result(replies(f1c1="11111", f1c2="44444", f2c1="4----"))
    found = tasks(view, handed_in((RoundStep.APPROVE,)))
    assert found == (Task.APPROVE_ROUND, Task.CLARIFY_PROVISIONAL, Task.TALK_ABOUT_CHANCES)


def test_a_draft_that_came_back_is_never_called_ready_because_only_a_person_can_tell() -> None:
    back = (HANDED_IN, SENT_BACK)
    assert tasks(None, a_draft(ALL_FOUR, events=back)) == (Task.HEED_REMARK,)
    unsettled = a_draft(ALL_FOUR, FindingKind.UNSETTLED, events=back)
    assert tasks(None, unsettled) == (Task.HEED_REMARK, Task.SETTLE_CONFLICTS)
    assert tasks(None, a_draft(ALL_FOUR, events=back, steps=READER)) == (Task.FILL_IN_ROUND,)


def test_a_reopened_round_tells_its_reason_and_one_taken_back_has_none() -> None:
    reopened = RoundEvent(RoundStep.REOPEN, AT, "Alex", "Zahlen der Schule fehlen.")
    taken_back = RoundEvent(RoundStep.TAKE_BACK, AT, "Kim")
    assert tasks(None, a_draft(ALL_FOUR, events=(reopened,))) == (Task.HEED_REMARK,)
    assert tasks(None, a_draft(ALL_FOUR, events=(SENT_BACK, HANDED_IN, taken_back))) == (Task.HAND_IN_ROUND,)


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


def test_the_comparison_is_asked_about_last_and_only_with_a_result() -> None:
    given = {**ALL_FOUR, **replies(f2c2="11111")}
    found = tasks(a_result(given), a_draft({}), comparison_is_open=True)
    assert found == (Task.FILL_IN_ROUND, Task.TALK_ABOUT_CHANCES, Task.DECIDE_ON_COMPARISON)
    assert tasks(None, None, comparison_is_open=True) == (Task.BEGIN_FIRST_ROUND,)


def test_a_new_round_is_not_asked_for_as_soon_as_there_is_a_result() -> None:
    assert Task.BEGIN_FIRST_ROUND not in tasks(a_result(ALL_FOUR), None)
    assert Task.BEGIN_FIRST_ROUND not in tasks(None, a_draft({}))
