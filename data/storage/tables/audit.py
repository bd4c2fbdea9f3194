"""The audit log."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class AuditEntryRow(Row, table=True):
    """One entry, written in the transaction of the change that it tells of."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    account_id: int | None = Field(default=None)
    commune_id: int | None = Field(default=None, index=True)
    event: str = Field(max_length=40)
    subject: str = Field(max_length=120)
    details: str = ""
