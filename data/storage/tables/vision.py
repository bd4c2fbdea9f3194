"""The vision for 2035: what happened to its texts, milestones, indicators and their readings."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class VisionEventRow(Row, table=True):
    """What happened to a text of the vision. Only added: a text is what its last change made of it."""

    __tablename__ = "vision_event"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    part: str = Field(max_length=90)
    kind: str = Field(max_length=20)
    before: str = ""
    after: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")


class MilestoneRow(Row, table=True):
    """Points to reach in a field by the end of a year."""

    __tablename__ = "vision_milestone"

    commune_id: int = Field(primary_key=True, foreign_key="commune.id")
    field_key: str = Field(primary_key=True, max_length=80)
    year: int = Field(primary_key=True)
    points: int
    sentence: str = Field(default="", max_length=300)


class IndicatorRow(Row, table=True):
    """An indicator of a commune's own under a field."""

    __tablename__ = "vision_indicator"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    field_key: str = Field(max_length=80)
    name: str = Field(max_length=200)
    unit: str = Field(default="", max_length=40)
    source: str = Field(default="", max_length=300)
    start_value: float
    start_on: date
    target_value: float
    target_year: int
    is_removed: bool = False
    revision: int = 1


class ReadingRow(Row, table=True):
    """The value of an indicator on a day."""

    __tablename__ = "vision_reading"

    indicator_id: int = Field(primary_key=True, foreign_key="vision_indicator.id")
    on: date = Field(primary_key=True)
    value: float
