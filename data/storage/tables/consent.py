"""Decisions of communes on the anonymous comparison."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class ConsentStepRow(Row, table=True):
    """Consent to a version of the text given or withdrawn. Only added; `commune.benchmark_consent` is the last one."""

    __tablename__ = "consent_step"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    given: bool
    text_version: str = Field(max_length=20)
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")
