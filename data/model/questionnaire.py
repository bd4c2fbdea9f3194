"""The self-check as people fill it in together: marks, proposals, discussions, assignments, who is here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.model.self_check import Answer, Part, SelfCheck, StoredAnswer


class ProposalSource(StrEnum):
    """Where a proposed answer comes from."""

    EDIT = "edit"
    FILE = "file"
    EARLIER_ROUND = "earlier_round"


class ProposalOutcome(StrEnum):
    """How a proposal was settled: taken as it is, answered otherwise, dropped, or followed by a newer one."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Proposal:
    """An answer that waits beside the stored one for somebody to settle it.

    EDIT, FILE: somebody's answer that met another one; a conflict. EARLIER_ROUND: what was answered in `round_name`,
    to be confirmed; `mapping_kind` tells how the question relates to the one answered then. `parts` are the parts of
    the answer that it proposes, `based_on` is the revision it was made from.
    """

    id: int
    source: ProposalSource
    answer: Answer
    parts: frozenset[Part]
    based_on: int
    proposed_by: str
    proposed_at: datetime
    round_name: str = ""
    mapping_kind: str = ""

    @property
    def is_conflict(self) -> bool:
        """Whether two people said different things; what is left over from an earlier round is none."""
        return self.source is not ProposalSource.EARLIER_ROUND


class CommentKind(StrEnum):
    """What an entry of a discussion does. After DONE the discussion is closed until somebody says something."""

    SAID = "said"
    DONE = "done"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Comment:
    """One entry of the discussion of a question."""

    kind: CommentKind
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DiscussionState:
    """The discussion of a question in short: how many entries have words, and whether it is open."""

    comments: int = 0
    is_open: bool = False


@dataclass(frozen=True)
class Department:
    """A department (Fachamt) of a commune, with the names of those who work in it here."""

    id: int
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Colleague:
    """A person of the same commune, as others there see them."""

    account_id: int
    display_name: str
    department_id: int | None = None


@dataclass(frozen=True)
class Assignee:
    """Who answers: a department or one person; exactly one of the two ids is set."""

    name: str
    department_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True)
class Assignment:
    """Who answers a criterion, and until when."""

    criterion_key: str
    assignee: Assignee
    due_on: date | None = None


@dataclass(frozen=True)
class Presence:
    """Who is working on which criterion right now, and since when nothing was heard (UTC)."""

    account_id: int
    display_name: str
    criterion_key: str
    question_id: str
    seen_at: datetime


@dataclass(frozen=True)
class QuestionState:
    """Everything about one question that is not in the catalogue."""

    question_id: str
    stored: StoredAnswer | None = None
    marked: bool = False
    proposals: tuple[Proposal, ...] = ()
    discussion: DiscussionState = DiscussionState()

    @property
    def answer(self) -> Answer:
        """The stored answer, or an empty one."""
        return self.stored.answer if self.stored else Answer(self.question_id)

    @property
    def revision(self) -> int:
        """The stored revision; 0 when nothing is stored."""
        return self.stored.revision if self.stored else 0


class ProgressState(StrEnum):
    """The state word of a criterion or a field."""

    OPEN = "open"
    BEGUN = "begun"
    TO_CLARIFY = "to_clarify"
    DONE = "done"


@dataclass(frozen=True)
class CriterionProgress:
    """How far a criterion is, counted in questions: `replied` of `questions`, and what of them needs somebody."""

    criterion_key: str
    questions: int
    replied: int
    not_known: int = 0
    marked: int = 0
    conflicts: int = 0
    proposals: int = 0
    assignment: Assignment | None = None


@dataclass(frozen=True)
class StatedCriterion:
    """A criterion with its state word, and whether it is assigned to who asks."""

    progress: CriterionProgress
    state: ProgressState
    is_mine: bool = False


@dataclass(frozen=True)
class StatedField:
    """A field with its state word: the criteria of it that the person may see."""

    field_key: str
    criteria: tuple[StatedCriterion, ...]
    state: ProgressState

    @property
    def questions(self) -> int:
        """How many questions there are to answer."""
        return sum(criterion.progress.questions for criterion in self.criteria)

    @property
    def replied(self) -> int:
        """How many of them have a reply."""
        return sum(criterion.progress.replied for criterion in self.criteria)


class QuestionFilter(StrEnum):
    """Which questions somebody wants to see."""

    OPEN = "open"
    MINE = "mine"
    MARKED = "marked"
    NOT_KNOWN = "not_known"
    EARLIER = "earlier"
    TO_SETTLE = "to_settle"


@dataclass(frozen=True)
class TaskList:
    """The questions page before a criterion is opened: what there is to do, for this person.

    `fields` hold only what is this person's to see; `matching` are the questions of each filter in catalogue order.
    `here` is where this person worked last, as long as that is this person's to see, `others` who else is in this
    self-check now.
    """

    self_check: SelfCheck
    fields: tuple[StatedField, ...]
    matching: Mapping[QuestionFilter, tuple[str, ...]]
    here: Presence | None = None
    others: tuple[Presence, ...] = ()


@dataclass(frozen=True)
class CriterionSheet:
    """One criterion open on the screen: its questions with their states, and who else is in the self-check.

    `is_noted`: that this person works here was noted a moment ago. `around`: the criteria before and after this one
    among those that are this person's to see.
    """

    self_check: SelfCheck
    criterion_key: str
    states: Mapping[str, QuestionState]
    assignment: Assignment | None = None
    may_answer: bool = False
    others: tuple[Presence, ...] = ()
    is_noted: bool = False
    around: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True)
class AssignmentBoard:
    """Who answers what in a round, and who there is to assign to."""

    self_check: SelfCheck
    fields: tuple[StatedField, ...]
    departments: tuple[Department, ...]
    colleagues: tuple[Colleague, ...]


class SaveOutcome(StrEnum):
    """What became of an edit: stored, nothing to store, or kept beside a colleague's newer answer."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Saved:
    """What became of an edit, with the revision and the moment (UTC) that the stored answer has now."""

    outcome: SaveOutcome
    revision: int
    at: datetime | None
