"""A commune's self-check: its rounds and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SelfCheckStatus(StrEnum):
    """Where a round stands. `data/rules/round_states.py` tells which step leads from one to the other."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    APPROVED = "approved"
    DISCARDED = "discarded"


class Perspective(StrEnum):
    """Whose view an answer sheet holds. The administration gives one coordinated answer."""

    ADMINISTRATION = "administration"
    COUNCIL = "council"
    CIVIL_SOCIETY = "civil_society"
    BUSINESS = "business"


@dataclass(frozen=True)
class SelfCheck:
    """One commune's check in one round, bound to its catalogue version for ever.

    `versions` counts how often it was approved and frozen, `submitted_at` is when that happened last (UTC).
    """

    id: int
    commune_id: int
    round_name: str
    catalogue_version: str
    status: SelfCheckStatus
    begun_at: datetime
    submitted_at: datetime | None
    revision: int
    versions: int = 0


@dataclass(frozen=True)
class Answered:
    """A level of the scale was chosen: `points` 0-4."""

    points: int

    def __post_init__(self) -> None:
        if self.points not in range(5):
            raise ValueError(f"points must be 0 to 4, not {self.points}")


@dataclass(frozen=True)
class NotKnown:
    """Looked at, but nobody asked so far can say; `responsible_unit` of the answer tells who could."""


@dataclass(frozen=True)
class NotApplicable:
    """Outside what this commune is responsible for; the reason stands in the remark."""


Reply = Answered | NotKnown | NotApplicable
"""What was said to a question. Open is None: no reply at all, which is never a zero."""


@dataclass(frozen=True)
class Answer:
    """What a sheet holds for one question: the reply and the notes beside it. Notes may stand without a reply."""

    question_id: str
    reply: Reply | None = None
    remark: str = ""
    evidence: str = ""
    responsible_unit: str = ""

    @property
    def is_empty(self) -> bool:
        """True when neither a reply nor a note was given."""
        return self.reply is None and not (self.remark or self.evidence or self.responsible_unit)


class Part(StrEnum):
    """The parts of an answer that can change apart from each other; each value is the name of its attribute."""

    REPLY = "reply"
    REMARK = "remark"
    EVIDENCE = "evidence"
    RESPONSIBLE_UNIT = "responsible_unit"


@dataclass(frozen=True)
class StoredAnswer:
    """An answer as stored: `revision` counts the changes from 1, with who made the last one and when (UTC).

    `changed_by_id` is the account of that person; None for the operator's command line.
    """

    answer: Answer
    revision: int
    changed_by: str
    changed_at: datetime
    changed_by_id: int | None = None


AnswerSheet = Mapping[str, StoredAnswer]
"""The answers of one perspective by question id; a question that is missing is open."""


def replies_of(sheet: AnswerSheet) -> dict[str, Reply]:
    """The replies of a sheet by question id, without the open ones: what the scoring rules read."""
    return {key: stored.answer.reply for key, stored in sheet.items() if stored.answer.reply is not None}
