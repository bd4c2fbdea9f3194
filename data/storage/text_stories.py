"""Texts that several people write, in the database: each is what its story made of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select
from sqlmodel import Session, col

from data.model.plan import PlanEvent, PlanEventKind
from data.storage.tables.base import Row, table_of
from data.storage.tables.people import AccountRow


class TextStories:
    """Reads and adds to the stories of texts that are kept in one table: by commune and part."""

    def __init__(self, session: Session, row: type[Row]) -> None:
        self._session = session
        self._table: Table = table_of(row)

    def stories(self, commune_id: int) -> dict[str, list[PlanEvent]]:
        """What happened to every text of a commune, by part, the first event first."""
        events = self._table.c
        rows = self._session.execute(
            select(self._table, col(AccountRow.display_name))
            .join(AccountRow, events.by == col(AccountRow.id), isouter=True)
            .where(events.commune_id == commune_id)
            .order_by(events.id)
        )
        found: dict[str, list[PlanEvent]] = {}
        for row in rows:
            event = PlanEvent(PlanEventKind(row.kind), row.at, row.display_name or "", row.part, row.before, row.after)
            found.setdefault(row.part, []).append(event)
        return found

    def tell(self, commune_id: int, event: PlanEvent, *, by: int | None) -> None:
        """Add to the story of the text that the event names; the name in the event is ignored."""
        at: datetime = event.at
        values: dict[str, Any] = {"part": event.part, "kind": event.kind.value, "at": at, "by": by}
        told = {**values, "before": event.before, "after": event.after}
        self._session.execute(insert(self._table).values(commune_id=commune_id, **told))
