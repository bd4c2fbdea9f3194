"""The states of a round and the steps between them: one table, asked by pages and services alike."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import Refused
from data.model.approval import RoundStep as Step
from data.model.people import Permission as P
from data.model.people import Person
from data.model.self_check import SelfCheck
from data.model.self_check import SelfCheckStatus as Status
from data.rules.access import may

LONGEST_REMARK = 2_000


@dataclass(frozen=True)
class Transition:
    """Where a step leads, who may take it, and whether it needs a word of explanation."""

    to: Status
    permission: P
    needs_remark: bool = False


TRANSITIONS: dict[tuple[Status, Step], Transition] = {
    (Status.DRAFT, Step.HAND_IN): Transition(Status.HANDED_IN, P.HAND_IN),
    (Status.DRAFT, Step.DISCARD): Transition(Status.DISCARDED, P.BEGIN_ROUND),
    (Status.HANDED_IN, Step.TAKE_BACK): Transition(Status.DRAFT, P.HAND_IN),
    (Status.HANDED_IN, Step.SEND_BACK): Transition(Status.DRAFT, P.APPROVE, needs_remark=True),
    (Status.HANDED_IN, Step.APPROVE): Transition(Status.APPROVED, P.APPROVE),
    (Status.APPROVED, Step.REOPEN): Transition(Status.DRAFT, P.APPROVE, needs_remark=True),
    (Status.DISCARDED, Step.RESTORE): Transition(Status.DRAFT, P.BEGIN_ROUND),
}
"""Every step that exists. What is not here cannot be done."""

IN_WORK = frozenset({Status.DRAFT, Status.HANDED_IN})
"""A commune works on one round at a time: while one is here, no other is begun, reopened or restored."""


def answers_may_change(status: Status) -> bool:
    """Whether answers of a round may change: only in a draft; what was handed in stays as it was looked at."""
    return status is Status.DRAFT


def steps_for(person: Person | None, self_check: SelfCheck) -> tuple[Step, ...]:
    """The steps that this person may take with this round now, in the order of the table."""
    return tuple(
        step
        for (status, step), transition in TRANSITIONS.items()
        if status is self_check.status and may(person, transition.permission) and not _forbidden(self_check, step)
    )


def status_after(self_check: SelfCheck, step: Step, remark: str) -> Status:
    """The status to which a step leads.

    Raises Refused where the round is in another state, where the step needs a remark and has none or one that is too
    long, and for discarding a round that was approved before.
    """
    transition = TRANSITIONS.get((self_check.status, step))
    if transition is None or _forbidden(self_check, step):
        raise Refused("round_step_impossible", name=self_check.round_name)
    if transition.needs_remark and not remark.strip():
        raise Refused("remark_needed")
    if len(remark) > LONGEST_REMARK:
        raise Refused("remark_too_long", longest=LONGEST_REMARK)
    return transition.to


def _forbidden(self_check: SelfCheck, step: Step) -> bool:
    # What was approved once is the memory of the commune.
    return step is Step.DISCARD and self_check.versions > 0
