"""What is worth a look before a round is handed in: values, never sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What was found, the most severe first."""

    NOT_APPLICABLE_WITHOUT_REASON = "not_applicable_without_reason"
    UNSETTLED = "unsettled"
    """Proposals or conflicts wait for a person's choice."""
    CONTRADICTION = "contradiction"
    OPEN = "open"
    NOT_KNOWN_WITHOUT_UNIT = "not_known_without_unit"
    """Nobody knows so far, and no unit is named that could."""
    NOT_KNOWN = "not_known"
    OPEN_DISCUSSION = "open_discussion"
    MARKED = "marked"
    ESTABLISHED_WITHOUT_EVIDENCE = "established_without_evidence"

    @property
    def blocks(self) -> bool:
        """True when a round cannot be handed in before it is mended; everything else is a note."""
        return self in BLOCKING


BLOCKING = frozenset({FindingKind.NOT_APPLICABLE_WITHOUT_REASON, FindingKind.UNSETTLED})
"""The whole table of what keeps a round from being handed in."""


@dataclass(frozen=True)
class ContradictionPair:
    """Two answers that do not fit together: `if_question` has at least `if_at_least` points (0-4), and `then_question`
    has at most `then_at_most` points, or is not applicable where `then_not_applicable`.

    `then_at_most` is None where only "not applicable" contradicts. `id` is stable; `reason` says in one polite
    sentence of the reader's language what does not fit and what to check.
    """

    id: str
    if_question: str
    if_at_least: int
    then_question: str
    then_at_most: int | None
    then_not_applicable: bool
    reason: str

    @property
    def question_ids(self) -> tuple[str, str]:
        """Both questions, the one that leads first."""
        return self.if_question, self.then_question


@dataclass(frozen=True)
class Finding:
    """One thing worth a look: one question id, or the two of a contradiction with its pair."""

    kind: FindingKind
    question_ids: tuple[str, ...]
    pair: ContradictionPair | None = None
