"""Goals of a commune."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class FieldGoalRow(Row, table=True):
    """The points that a commune wants to reach in a field by 2035; the path to it begins when it was first set."""

    __tablename__ = "field_goal"

    commune_id: int = Field(primary_key=True, foreign_key="commune.id")
    field_key: str = Field(primary_key=True, max_length=80)
    target: int
    begun_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    changed_by: int | None = Field(default=None, foreign_key="account.id")
