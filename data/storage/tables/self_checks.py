"""Rounds, answers with their history, imports and stored results."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class SelfCheckRow(Row, table=True):
    """One commune's check in one round."""

    __tablename__ = "self_check"
    __table_args__ = (UniqueConstraint("commune_id", "round_name"),)

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id")
    round_name: str = Field(max_length=80)
    catalogue_version: str = Field(max_length=20)
    status: str = Field(max_length=20)
    begun_at: datetime = Field(sa_type=UtcDateTime)
    begun_by: int | None = Field(default=None, foreign_key="account.id")
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
    revision: int = 1
    versions: int = 0


class RoundStepRow(Row, table=True):
    """A step that a round took. Only added, never changed."""

    __tablename__ = "round_step"

    id: int | None = Field(default=None, primary_key=True)
    self_check_id: int = Field(foreign_key="self_check.id", index=True)
    step: str = Field(max_length=20)
    remark: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")


class AnswerColumns(Row):
    """What an answer holds, now and in its history. `reply` is null while the question is open."""

    reply: str | None = Field(default=None, max_length=20)
    points: int | None = None
    remark: str = ""
    evidence: str = ""
    responsible_unit: str = ""
    changed_by: int | None = Field(default=None, foreign_key="account.id")
    changed_at: datetime = Field(sa_type=UtcDateTime)


class AnswerRow(AnswerColumns, table=True):
    """The answer as it stands; `revision` counts its changes from 1."""

    __tablename__ = "answer"

    self_check_id: int = Field(primary_key=True, foreign_key="self_check.id")
    perspective: str = Field(primary_key=True, max_length=20)
    question_id: str = Field(primary_key=True, max_length=20)
    revision: int = 1


class AnswerRevisionRow(AnswerColumns, table=True):
    """Every state an answer ever had. Only added, never changed."""

    __tablename__ = "answer_revision"

    self_check_id: int = Field(primary_key=True, foreign_key="self_check.id")
    perspective: str = Field(primary_key=True, max_length=20)
    question_id: str = Field(primary_key=True, max_length=20)
    revision: int = Field(primary_key=True)
    import_id: int | None = Field(default=None, foreign_key="answer_import.id", index=True)
    proposal_id: int | None = Field(default=None, foreign_key="answer_proposal.id")


class AnswerProposalRow(AnswerColumns, table=True):
    """An answer that waits, or waited, beside the stored one. `parts` are joined by commas; settled only once."""

    __tablename__ = "answer_proposal"

    id: int | None = Field(default=None, primary_key=True)
    self_check_id: int = Field(foreign_key="self_check.id", index=True)
    perspective: str = Field(max_length=20)
    question_id: str = Field(max_length=20)
    source: str = Field(max_length=20)
    parts: str = Field(max_length=60)
    based_on: int
    import_id: int | None = Field(default=None, foreign_key="answer_import.id", index=True)
    earlier_check_id: int | None = Field(default=None, foreign_key="self_check.id")
    mapping_kind: str = Field(default="", max_length=20)
    settled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled_by: int | None = Field(default=None, foreign_key="account.id")
    outcome: str | None = Field(default=None, max_length=20)


class AnswerImportRow(Row, table=True):
    """One file that was taken over; `undone_at` once it was undone."""

    __tablename__ = "answer_import"

    id: int | None = Field(default=None, primary_key=True)
    self_check_id: int = Field(foreign_key="self_check.id", index=True)
    perspective: str = Field(max_length=20)
    file_name: str = Field(max_length=200)
    sha256: str = Field(max_length=64)
    answers: int
    imported_at: datetime = Field(sa_type=UtcDateTime)
    imported_by: int | None = Field(default=None, foreign_key="account.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FrozenResultRow(Row, table=True):
    """A sheet as it was frozen with an approval: its result, and which state of each answer it was made of.

    `replies` and `revisions` are texts such as "MS-01=3;MS-02=not_known": one row to read for what 108 rows hold.
    """

    __tablename__ = "frozen_result"

    self_check_id: int = Field(primary_key=True, foreign_key="self_check.id")
    perspective: str = Field(primary_key=True, max_length=20)
    version: int = Field(primary_key=True)
    rules_version: str = Field(max_length=20)
    catalogue_version: str = Field(max_length=20)
    submitted_at: datetime = Field(sa_type=UtcDateTime)
    content: str
    replies: str
    revisions: str
