"""What people tell each other while they fill in a self-check: assignments, marks, discussions, places."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class AssignmentRow(Row, table=True):
    """Who answers a criterion: a department or an account, never both."""

    __tablename__ = "assignment"

    self_check_id: int = Field(primary_key=True, foreign_key="self_check.id")
    perspective: str = Field(primary_key=True, max_length=20)
    criterion_key: str = Field(primary_key=True, max_length=80)
    department_id: int | None = Field(default=None, foreign_key="department.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    due_on: date | None = None
    assigned_by: int | None = Field(default=None, foreign_key="account.id")
    assigned_at: datetime = Field(sa_type=UtcDateTime)


class QuestionMarkRow(Row, table=True):
    """A question that somebody wants to come back to."""

    __tablename__ = "question_mark"

    self_check_id: int = Field(primary_key=True, foreign_key="self_check.id")
    perspective: str = Field(primary_key=True, max_length=20)
    question_id: str = Field(primary_key=True, max_length=20)
    marked_by: int | None = Field(default=None, foreign_key="account.id")
    marked_at: datetime = Field(sa_type=UtcDateTime)


class QuestionCommentRow(Row, table=True):
    """An entry in the discussion of a question. Only added, never changed."""

    __tablename__ = "question_comment"

    id: int | None = Field(default=None, primary_key=True)
    self_check_id: int = Field(foreign_key="self_check.id", index=True)
    perspective: str = Field(max_length=20)
    question_id: str = Field(max_length=20)
    kind: str = Field(max_length=20)
    text: str = ""
    by: int | None = Field(default=None, foreign_key="account.id")
    at: datetime = Field(sa_type=UtcDateTime)


class WorkingPlaceRow(Row, table=True):
    """Where in a self-check somebody was seen last; one place per account."""

    __tablename__ = "working_place"

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    self_check_id: int = Field(foreign_key="self_check.id", index=True)
    perspective: str = Field(max_length=20)
    criterion_key: str = Field(max_length=80)
    question_id: str = Field(default="", max_length=20)
    seen_at: datetime = Field(sa_type=UtcDateTime)
