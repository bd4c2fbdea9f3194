"""The discussion of a question: read it, say something, close it, open it again."""

from __future__ import annotations

from datetime import UTC, datetime

from data.errors import Refused
from data.model.answer_import import note_text
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.questionnaire import Comment, CommentKind
from data.model.self_check import Perspective
from data.rules.access import require
from data.services.questionnaire import require_in_reach
from data.services.self_checks import own_round
from data.storage.database import reading, writing

LONGEST_COMMENT = 4_000


def of_question(
    acting: Person, self_check_id: int, question_id: str, perspective: Perspective = Perspective.ADMINISTRATION
) -> list[Comment]:
    """The discussion of a question, the oldest entry first."""
    require(acting, Permission.DISCUSS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        require_in_reach(work, acting, self_check, question_id, perspective)
        return work.discussions.of_question(self_check_id, perspective, question_id)


def say(
    acting: Person,
    self_check_id: int,
    question_id: str,
    text: str,
    perspective: Perspective = Perspective.ADMINISTRATION,
) -> None:
    """Add something to the discussion of a question; a closed one is open again. Raises Refused for an empty text."""
    require(acting, Permission.DISCUSS)
    said = note_text(text)
    if not (0 < len(said) <= LONGEST_COMMENT):
        raise Refused("comment_length", longest=LONGEST_COMMENT)
    _add(acting, self_check_id, question_id, kind=CommentKind.SAID, text=said, perspective=perspective)


def set_done(
    acting: Person,
    self_check_id: int,
    question_id: str,
    done: bool,
    perspective: Perspective = Perspective.ADMINISTRATION,
) -> None:
    """Close the discussion of a question, or open it again."""
    kind = CommentKind.DONE if done else CommentKind.REOPENED
    _add(acting, self_check_id, question_id, kind=kind, text="", perspective=perspective)


def _add(
    acting: Person, self_check_id: int, question_id: str, *, kind: CommentKind, text: str, perspective: Perspective
) -> None:
    require(acting, Permission.DISCUSS)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_in_reach(work, acting, self_check, question_id, perspective)
        at = datetime.now(UTC)
        work.discussions.add(self_check_id, perspective, question_id, kind=kind, text=text, at=at, by=acting.account_id)
        work.audit.record(
            AuditEvent.DISCUSSION_CONTINUED,
            account_id=acting.account_id,
            commune_id=self_check.commune_id,
            subject=f"self_check:{self_check_id}",
            details=f"question={question_id} kind={kind.value}",
            at=at,
        )
