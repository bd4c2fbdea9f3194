"""The hand-over: what happened to the texts of the one who leaves."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class HandoverEventRow(Row, table=True):
    """What happened to a text of the hand-over. Only added: a text is what its last change made of it."""

    __tablename__ = "handover_event"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    part: str = Field(max_length=40)
    kind: str = Field(max_length=20)
    before: str = ""
    after: str = ""
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")
