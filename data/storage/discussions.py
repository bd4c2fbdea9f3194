"""Marks and discussions of questions in the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, delete, func
from sqlmodel import Session, col, select

from data.model.questionnaire import Comment, CommentKind, DiscussionState
from data.model.self_check import Perspective
from data.storage.tables.people import AccountRow
from data.storage.tables.teamwork import QuestionCommentRow, QuestionMarkRow


class Discussions:
    """Marks questions for later and keeps what people say about them. Entries are added, never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def marked(
        self, self_check_id: int, perspective: Perspective, question_ids: Collection[str] | None = None
    ) -> frozenset[str]:
        """The ids of the marked questions, of all or of some."""
        query = select(QuestionMarkRow.question_id).where(
            QuestionMarkRow.self_check_id == self_check_id, QuestionMarkRow.perspective == perspective.value
        )
        if question_ids is not None:
            query = query.where(col(QuestionMarkRow.question_id).in_(question_ids))
        return frozenset(self._session.exec(query))

    def set_mark(
        self,
        self_check_id: int,
        perspective: Perspective,
        question_id: str,
        *,
        marked: bool,
        at: datetime,
        by: int | None,
    ) -> None:
        """Mark a question, or take its mark away; nothing happens if it is so already."""
        self._session.exec(
            delete(QuestionMarkRow).where(
                col(QuestionMarkRow.self_check_id) == self_check_id,
                col(QuestionMarkRow.perspective) == perspective.value,
                col(QuestionMarkRow.question_id) == question_id,
            )
        )
        if marked:
            self._session.add(
                QuestionMarkRow(
                    self_check_id=self_check_id,
                    perspective=perspective.value,
                    question_id=question_id,
                    marked_by=by,
                    marked_at=at,
                )
            )

    def add(
        self,
        self_check_id: int,
        perspective: Perspective,
        question_id: str,
        *,
        kind: CommentKind,
        text: str,
        at: datetime,
        by: int | None,
    ) -> None:
        """Add an entry to the discussion of a question."""
        self._session.add(
            QuestionCommentRow(
                self_check_id=self_check_id,
                perspective=perspective.value,
                question_id=question_id,
                kind=kind.value,
                text=text,
                by=by,
                at=at,
            )
        )

    def of_question(self, self_check_id: int, perspective: Perspective, question_id: str) -> list[Comment]:
        """The discussion of a question, the oldest entry first."""
        rows = self._session.exec(
            select(QuestionCommentRow, AccountRow.display_name)
            .join(AccountRow, col(QuestionCommentRow.by) == AccountRow.id, isouter=True)
            .where(
                QuestionCommentRow.self_check_id == self_check_id,
                QuestionCommentRow.perspective == perspective.value,
                QuestionCommentRow.question_id == question_id,
            )
            .order_by(col(QuestionCommentRow.id))
        )
        return [Comment(CommentKind(row.kind), row.text, name or "", row.at) for row, name in rows]

    def states(
        self, self_check_id: int, perspective: Perspective, question_ids: Collection[str] | None = None
    ) -> dict[str, DiscussionState]:
        """The discussions in short by question id; a question without one is missing."""
        newest = func.max(QuestionCommentRow.id).label("newest")
        said = func.sum(case((col(QuestionCommentRow.text) != "", 1), else_=0)).label("said")
        grouped = (
            select(newest, said)
            .where(
                QuestionCommentRow.self_check_id == self_check_id, QuestionCommentRow.perspective == perspective.value
            )
            .group_by(QuestionCommentRow.question_id)
        )
        if question_ids is not None:
            grouped = grouped.where(col(QuestionCommentRow.question_id).in_(question_ids))
        short = grouped.subquery()
        rows = self._session.exec(
            select(QuestionCommentRow.question_id, QuestionCommentRow.kind, short.c.said).join(
                short, short.c.newest == QuestionCommentRow.id
            )
        )
        return {key: DiscussionState(int(said), kind != CommentKind.DONE.value) for key, kind, said in rows}
