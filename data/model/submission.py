"""A round on its way to approval, as its pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.model.approval import RoundEvent, RoundStep
from data.model.consistency import Finding, FindingKind
from data.model.result import CheckResult, Coverage
from data.model.self_check import SelfCheck, SelfCheckStatus


@dataclass(frozen=True)
class RoundOverview:
    """A round, how much of it is answered, its story, and what who asked may do with it as a whole now.

    `held_up_by` names the round in work that has to be finished before this one can be opened again; empty: none.
    """

    self_check: SelfCheck
    coverage: Coverage
    events: tuple[RoundEvent, ...] = ()
    steps: tuple[RoundStep, ...] = ()
    held_up_by: str = ""

    @property
    def to_heed(self) -> RoundEvent | None:
        """What was said when the draft came back into work; None once something happened since, or if not told."""
        return _to_heed(self.self_check, self.events)


@dataclass(frozen=True)
class SubmissionCheck:
    """What a person should know before a round is handed in or approved, with the score as it would be.

    `findings` is all that is worth a look, `events` the story of the round so far, `steps` what who asked may do now.
    """

    self_check: SelfCheck
    result: CheckResult
    findings: tuple[Finding, ...] = ()
    events: tuple[RoundEvent, ...] = ()
    steps: tuple[RoundStep, ...] = ()

    @property
    def to_heed(self) -> RoundEvent | None:
        """What was said when the draft came back into work; None once something happened since."""
        return _to_heed(self.self_check, self.events)

    @property
    def coverage(self) -> Coverage:
        """How much of what applies is answered."""
        return self.result.coverage

    @property
    def in_the_way(self) -> tuple[Finding, ...]:
        """The findings that must be mended before the round can be handed in."""
        return tuple(finding for finding in self.findings if finding.kind.blocks)

    @property
    def is_ready(self) -> bool:
        """Whether the round can be handed in: something is answered, and nothing stands in the way."""
        return bool(self.coverage.answered) and not self.in_the_way

    @property
    def open(self) -> tuple[str, ...]:
        """The ids of questions without a reply, in catalogue order."""
        return self.questions_of(FindingKind.OPEN)

    @property
    def not_known(self) -> tuple[str, ...]:
        """The ids of questions that nobody asked so far can answer; first those without a unit that could."""
        return self.questions_of(FindingKind.NOT_KNOWN_WITHOUT_UNIT, FindingKind.NOT_KNOWN)

    @property
    def without_reason(self) -> tuple[str, ...]:
        """The ids of questions that do not apply, without a reason; they must be mended first."""
        return self.questions_of(FindingKind.NOT_APPLICABLE_WITHOUT_REASON)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The ids of questions to which people said different things; they must be settled first."""
        return self.questions_of(FindingKind.UNSETTLED)

    def questions_of(self, *kinds: FindingKind) -> tuple[str, ...]:
        """The ids of the questions of some kinds of findings, in catalogue order within a kind."""
        return tuple(key for finding in self.findings if finding.kind in kinds for key in finding.question_ids)


@dataclass(frozen=True)
class EarlierAnswers:
    """What an earlier round brings for a draft: `round_name` is its name, counted are questions without an answer now.

    `offered` would get a proposal by carrying forward; 0 once that was done. `waiting` have a proposal that somebody
    has to settle. Without one are `new` (question ids the earlier catalogue does not lead to) and `unanswered` (ids of
    those that had no answer then, or several that differ).
    """

    round_name: str
    offered: int
    waiting: int
    new: tuple[str, ...]
    unanswered: tuple[str, ...]


def _to_heed(self_check: SelfCheck, events: Sequence[RoundEvent]) -> RoundEvent | None:
    last = events[-1] if events else None
    if self_check.status is not SelfCheckStatus.DRAFT or last is None:
        return None
    return last if last.step in (RoundStep.SEND_BACK, RoundStep.REOPEN) and last.remark else None
