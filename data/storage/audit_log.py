"""The audit log in the database: add and read, no change, no delete."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session, col, select

from data.model.audit import AuditEntry, AuditEvent
from data.storage.tables.audit import AuditEntryRow
from data.storage.tables.base import table_of

_ADD = table_of(AuditEntryRow).insert()


class AuditLog:
    """Adds entries in the transaction of the change, and reads them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(
        self,
        event: AuditEvent,
        *,
        account_id: int | None = None,
        commune_id: int | None = None,
        subject: str = "",
        details: str = "",
        at: datetime | None = None,
    ) -> None:
        """Add an entry. `details` hold ids, counts and codes only."""
        entry = {
            "at": at or datetime.now(UTC),
            "account_id": account_id,
            "commune_id": commune_id,
            "event": event.value,
            "subject": subject,
            "details": details,
        }
        self._session.flush()  # what the entry tells of comes before it
        self._session.connection().execute(_ADD, entry)

    def newest(self, commune_id: int | None = None, limit: int = 100) -> list[AuditEntry]:
        """The newest entries, of one commune or of all, the newest first."""
        query = select(AuditEntryRow).order_by(col(AuditEntryRow.id).desc()).limit(limit)
        if commune_id is not None:
            query = query.where(AuditEntryRow.commune_id == commune_id)
        return [AuditEntry(**{**row.model_dump(), "event": AuditEvent(row.event)}) for row in self._session.exec(query)]
