"""The way of a round: the whole table of states and steps, and any walk through it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from factories import a_person
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from data.errors import Refused
from data.model.approval import RoundStep as Step
from data.model.people import Permission as P
from data.model.people import Role
from data.model.self_check import SelfCheck
from data.model.self_check import SelfCheckStatus as Status
from data.rules.access import PERMISSIONS
from data.rules.round_states import IN_WORK, LONGEST_REMARK, TRANSITIONS, answers_may_change, status_after, steps_for

WAYS = {
    (Status.DRAFT, Step.HAND_IN): Status.HANDED_IN,
    (Status.DRAFT, Step.DISCARD): Status.DISCARDED,
    (Status.HANDED_IN, Step.TAKE_BACK): Status.DRAFT,
    (Status.HANDED_IN, Step.SEND_BACK): Status.DRAFT,
    (Status.HANDED_IN, Step.APPROVE): Status.APPROVED,
    (Status.APPROVED, Step.REOPEN): Status.DRAFT,
    (Status.DISCARDED, Step.RESTORE): Status.DRAFT,
}
"""The table written out once more, so that a slip in either is seen."""
NEEDS_A_WORD = {Step.SEND_BACK, Step.REOPEN}
TAKES = {
    Role.OFFICER: {Step.HAND_IN, Step.TAKE_BACK, Step.DISCARD, Step.RESTORE},
    Role.MAYOR: {Step.SEND_BACK, Step.APPROVE, Step.REOPEN},
}
PAIRS = [(status, step) for status in Status for step in Step]


def a_round(status: Status = Status.DRAFT, versions: int = 0) -> SelfCheck:
    return SelfCheck(1, 1, "2026", "2021-07", status, datetime(2026, 1, 1, tzinfo=UTC), None, 1, versions)


@pytest.mark.parametrize(("status", "step"), PAIRS)
def test_a_step_leads_exactly_where_the_table_says_and_is_refused_everywhere_else(status: Status, step: Step) -> None:
    if (status, step) in WAYS:
        assert status_after(a_round(status), step, "Weil es so ist") is WAYS[status, step]
    else:
        with pytest.raises(Refused, match=r"round_step_impossible .name=2026."):
            status_after(a_round(status), step, "Weil es so ist")


def test_the_table_holds_nothing_else() -> None:
    assert {pair: transition.to for pair, transition in TRANSITIONS.items()} == WAYS
    assert len(PAIRS) == 28


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
def test_each_role_is_offered_its_own_steps_of_each_state(status: Status, role: Role) -> None:
    expected = {step for of_status, step in WAYS if of_status is status and step in TAKES.get(role, set())}
    offered = steps_for(a_person(role), a_round(status))
    assert set(offered) == expected
    assert len(offered) == len(expected)


@pytest.mark.parametrize("status", Status)
def test_nobody_signed_in_is_offered_a_step(status: Status) -> None:
    assert steps_for(None, a_round(status)) == ()


def test_every_step_is_somebodys_and_needs_one_permission_wherever_it_begins() -> None:
    for step in Step:
        (permission,) = {transition.permission for (_, known), transition in TRANSITIONS.items() if known is step}
        assert [role for role in Role if permission in PERMISSIONS[role]] != []
    deciding = {step for (_, step), transition in TRANSITIONS.items() if transition.permission is P.APPROVE}
    assert deciding == TAKES[Role.MAYOR]


@pytest.mark.parametrize(("status", "step"), [pair for pair in WAYS if pair[1] is not Step.DISCARD])
def test_what_was_approved_before_takes_every_step_but_discarding(status: Status, step: Step) -> None:
    assert status_after(a_round(status, versions=3), step, "Grund") is WAYS[status, step]


def test_a_round_that_was_approved_once_cannot_be_discarded_nor_is_that_offered() -> None:
    opened = a_round(versions=1)
    with pytest.raises(Refused, match="round_step_impossible"):
        status_after(opened, Step.DISCARD, "")
    assert steps_for(a_person(Role.OFFICER), opened) == (Step.HAND_IN,)


@pytest.mark.parametrize(("status", "step"), WAYS)
@pytest.mark.parametrize("remark", ["", " \n\t "])
def test_sending_back_and_opening_again_need_a_word_and_the_others_do_not(
    status: Status, step: Step, remark: str
) -> None:
    if step in NEEDS_A_WORD:
        with pytest.raises(Refused, match="remark_needed"):
            status_after(a_round(status), step, remark)
    else:
        assert status_after(a_round(status), step, remark) is WAYS[status, step]


@pytest.mark.parametrize(("status", "step"), WAYS)
def test_a_remark_has_at_most_2000_characters(status: Status, step: Step) -> None:
    assert LONGEST_REMARK == 2_000
    assert status_after(a_round(status), step, "x" * 2_000) is WAYS[status, step]
    with pytest.raises(Refused, match=r"remark_too_long .longest=2000."):
        status_after(a_round(status), step, "x" * 2_001)


@pytest.mark.parametrize("status", Status)
def test_answers_change_in_a_draft_only(status: Status) -> None:
    assert answers_may_change(status) is (status is Status.DRAFT)


def test_a_round_is_in_work_until_it_is_approved_or_discarded() -> None:
    assert {Status.DRAFT, Status.HANDED_IN} == IN_WORK


def test_every_state_is_reached_from_a_draft_and_leads_back_to_one() -> None:
    def reached_from(start: Status) -> set[Status]:
        found = {start}
        while more := {to for (status, _), to in WAYS.items() if status in found} - found:
            found |= more
        return found

    assert reached_from(Status.DRAFT) == set(Status)
    assert all(Status.DRAFT in reached_from(status) for status in Status)


REMARKS = st.sampled_from(["", " ", "Grund", "x" * 2_001])


class AnyWalk(RuleBasedStateMachine):
    """Somebody of any role tries any step, again and again, and answers change wherever they may."""

    def __init__(self) -> None:
        super().__init__()
        self.round = a_round()
        self.answers = 0
        self.frozen: dict[int, int] = {}
        self.frozen_first: dict[int, int] = {}
        self.approvals = 0

    @rule(
        step=st.sampled_from(Step), role=st.sampled_from(Role), remark=st.sampled_from(["", " ", "Grund", "x" * 2001])
    )
    def somebody_tries_a_step(self, step: Step, role: Role, remark: str) -> None:
        before = self.round
        is_offered = step in steps_for(a_person(role), before)
        try:
            status = status_after(before, step, remark)
        except Refused as refused:
            assert refused.code in ("round_step_impossible", "remark_needed", "remark_too_long")
            assert not (is_offered and remark == "Grund")
            return
        assert WAYS[before.status, step] is status
        if not is_offered:
            return  # the service asks for the permission first
        freezes = step is Step.APPROVE
        self.approvals += freezes
        self.round = replace(before, status=status, revision=before.revision + 1, versions=before.versions + freezes)
        if freezes:
            self.frozen[self.round.versions] = self.answers
            self.frozen_first.setdefault(self.round.versions, self.answers)

    @precondition(lambda self: answers_may_change(self.round.status))
    @rule()
    def somebody_answers(self) -> None:
        self.answers += 1

    @invariant()
    def versions_count_approvals(self) -> None:
        assert self.round.versions == self.approvals == len(self.frozen)

    @invariant()
    def a_frozen_version_never_changes(self) -> None:
        assert self.frozen == self.frozen_first
        assert list(self.frozen.values()) == sorted(self.frozen.values())

    @invariant()
    def what_is_approved_is_what_was_frozen_last(self) -> None:
        if self.round.status is Status.APPROVED:
            assert self.frozen[self.round.versions] == self.answers

    @invariant()
    def a_discarded_round_was_never_approved(self) -> None:
        assert self.round.status is not Status.DISCARDED or self.round.versions == 0

    @invariant()
    def somebody_always_has_a_next_step(self) -> None:
        assert any(steps_for(a_person(role), self.round) for role in Role)


AnyWalk.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAnyWalk = AnyWalk.TestCase
