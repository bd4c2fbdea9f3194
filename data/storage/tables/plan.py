"""Action priorities, measures, their story, and the files with measures that were taken over."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class PriorityRow(Row, table=True):
    """An action priority. `criteria` are keys joined by commas."""

    __tablename__ = "action_priority"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    title: str = Field(max_length=200)
    reason: str = ""
    criteria: str = ""
    field_key: str = Field(default="", max_length=80)
    effect: int | None = None
    effort: int | None = None
    status: str = Field(max_length=20)
    decision: str = Field(default="", max_length=200)
    revision: int = 1


class MeasureRow(Row, table=True):
    """A measure, under a priority or none."""

    __tablename__ = "measure"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    priority_id: int | None = Field(default=None, foreign_key="action_priority.id", index=True)
    title: str = Field(max_length=200)
    description: str = ""
    responsible_unit: str = Field(default="", max_length=200)
    participants: str = Field(default="", max_length=500)
    begins_on: date | None = None
    due_on: date | None = None
    budget_euro: int | None = Field(default=None, sa_type=BigInteger)
    staff_days: int | None = None
    indicator: str = Field(default="", max_length=500)
    status: str = Field(max_length=20)
    blocked_because: str = Field(default="", max_length=500)
    decision: str = Field(default="", max_length=200)
    next_review_on: date | None = None
    revision: int = 1


class MeasureStepRow(Row, table=True):
    """A step of a measure."""

    __tablename__ = "measure_step"

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id", index=True)
    title: str = Field(max_length=200)
    due_on: date | None = None
    done_on: date | None = None


class ExpectedLevelRow(Row, table=True):
    """The level that the answer to a question is expected to reach by a measure."""

    __tablename__ = "expected_level"

    measure_id: int = Field(primary_key=True, foreign_key="measure.id")
    question_id: str = Field(primary_key=True, max_length=20)
    level: int


class PlanEventRow(Row, table=True):
    """What happened to a priority or a measure. Only added, never changed."""

    __tablename__ = "plan_event"

    id: int | None = Field(default=None, primary_key=True)
    priority_id: int | None = Field(default=None, foreign_key="action_priority.id", index=True)
    measure_id: int | None = Field(default=None, foreign_key="measure.id", index=True)
    kind: str = Field(max_length=20)
    part: str = Field(default="", max_length=40)
    before: str = ""
    after: str = ""
    sentence: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")


class MeasureImportRow(Row, table=True):
    """A list of measures that was taken over from a file; `done` tells as JSON what it did."""

    __tablename__ = "measure_import"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    file_name: str = Field(max_length=255)
    sha256: str = Field(max_length=64)
    done: str
    imported_at: datetime = Field(sa_type=UtcDateTime)
    imported_by: int | None = Field(default=None, foreign_key="account.id")
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
