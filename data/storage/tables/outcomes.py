"""Why a measure came out as it did in a later round."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class MeasureOutcomeRow(Row, table=True):
    """The reason in words, one for each measure and round."""

    __tablename__ = "measure_outcome"

    measure_id: int = Field(primary_key=True, foreign_key="measure.id")
    self_check_id: int = Field(primary_key=True, foreign_key="self_check.id")
    sentence: str = Field(max_length=500)
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")
    revision: int = 1
