"""A round on its way to submission."""

from __future__ import annotations

from dataclasses import dataclass

from data.model.approval import RoundEvent
from data.model.consistency import Finding
from data.model.result import CheckResult, Coverage
from data.model.self_check import SelfCheck


@dataclass(frozen=True)
class RoundOverview:
    """A round and how much of it is answered."""

    self_check: SelfCheck
    coverage: Coverage
    events: tuple[RoundEvent, ...] = ()


@dataclass(frozen=True)
class SubmissionCheck:
    """What a person should know before submitting: question ids in catalogue order, and the score as it would be.

    `without_reason` lists "not applicable" answers without a reason; they must be mended first. `findings` is all that
    is worth a look, `events` the story of the round so far.
    """

    self_check: SelfCheck
    result: CheckResult
    open: tuple[str, ...]
    not_known: tuple[str, ...]
    without_reason: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    events: tuple[RoundEvent, ...] = ()
