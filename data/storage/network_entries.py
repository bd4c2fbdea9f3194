"""What communes offer and look for, in the database."""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select, update

from data.errors import Refused
from data.model.network import EntryKind, EntryWish, OwnEntry
from data.model.people import GONE, Role
from data.storage.tables.network import EntryRow, RequestRow
from data.storage.tables.people import AccountRow, CommuneRow

WRITERS = (Role.MAYOR.value, Role.OFFICER.value)


class NetworkEntries:
    """Keeps the entries of communes and knows which communes can write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, commune_id: int, wish: EntryWish, token: str, shown_from: date) -> int:
        """Store a new entry and give back its id. Raises Refused where the commune has one of this kind and topic."""
        row = EntryRow(
            token=token,
            commune_id=commune_id,
            kind=wish.kind.value,
            topic=wish.topic,
            text=wish.text,
            named=wish.named,
            shown_from=shown_from,
        )
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise Refused("network_entry_exists") from None
        assert row.id is not None
        return row.id

    def all(self, *, demo: bool) -> list[tuple[OwnEntry, str]]:
        """Every entry of communes that take part, with the name of its commune; `demo`: of the invented ones."""
        gone = [standing.value for standing in GONE]
        rows = self._session.exec(
            select(EntryRow, CommuneRow.name)
            .join(CommuneRow, col(CommuneRow.id) == col(EntryRow.commune_id))
            .where(col(CommuneRow.is_demo) == demo, col(CommuneRow.register_standing).not_in(gone))
        )
        return [(_as_entry(row), name) for row, name in rows]

    def of_commune(self, commune_id: int) -> list[OwnEntry]:
        """The entries of a commune, the oldest first."""
        rows = self._session.exec(select(EntryRow).where(EntryRow.commune_id == commune_id).order_by(col(EntryRow.id)))
        return [_as_entry(row) for row in rows]

    def held(self, token: str) -> OwnEntry | None:
        """The entry that the network calls so as it is now, held against other writers."""
        query = select(EntryRow).where(EntryRow.token == token).with_for_update()
        row = self._session.exec(query.execution_options(populate_existing=True)).first()
        return _as_entry(row) if row else None

    def change_text(self, entry_id: int, text: str, shown_from: date) -> None:
        """Give an entry another text; its revision rises."""
        values = {"text": text, "shown_from": shown_from, "revision": EntryRow.revision + 1}
        self._session.exec(update(EntryRow).where(col(EntryRow.id) == entry_id).values(values))

    def remove(self, entry_id: int) -> None:
        """Delete an entry; requests to it no longer name it."""
        self._session.exec(update(RequestRow).where(col(RequestRow.entry_id) == entry_id).values(entry_id=None))
        self._session.exec(delete(EntryRow).where(col(EntryRow.id) == entry_id))

    def writers(self, *, demo: bool) -> frozenset[int]:
        """The communes that take part and have somebody who can write an entry."""
        gone = [standing.value for standing in GONE]
        rows = self._session.exec(
            select(AccountRow.commune_id)
            .join(CommuneRow, col(CommuneRow.id) == col(AccountRow.commune_id))
            .where(col(AccountRow.active), col(AccountRow.role).in_(WRITERS))
            .where(col(CommuneRow.is_demo) == demo, col(CommuneRow.register_standing).not_in(gone))
            .distinct()
        )
        return frozenset(commune_id for commune_id in rows if commune_id is not None)


def _as_entry(row: EntryRow) -> OwnEntry:
    return OwnEntry(**{**row.model_dump(), "kind": EntryKind(row.kind)})
