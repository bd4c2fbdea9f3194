"""Contact persons of communes in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from data.model.support_contacts import CONTACT_PARTS, ContactWords, SupportContact
from data.storage.tables.support import SupportContactRow


class SupportContacts:
    """Reads and changes what communes say of their contact persons."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_commune(self, commune_id: int) -> list[SupportContact]:
        """The contacts of a commune in its order."""
        rows = self._session.exec(
            select(SupportContactRow)
            .where(SupportContactRow.commune_id == commune_id)
            .order_by(col(SupportContactRow.place), col(SupportContactRow.id))
        )
        return [_contact(row) for row in rows]

    def of_id(self, commune_id: int, contact_id: int) -> SupportContact | None:
        """A contact of this commune."""
        row = self._session.get(SupportContactRow, contact_id)
        return _contact(row) if row is not None and row.commune_id == commune_id else None

    def add(self, commune_id: int, words: ContactWords, place: int) -> SupportContact:
        """Store a new contact."""
        row = SupportContactRow(commune_id=commune_id, place=place)
        row.sqlmodel_update(_values(words))
        self._session.add(row)
        self._session.flush()
        return _contact(row)

    def change(self, contact: SupportContact) -> None:
        """Store a contact as it is given."""
        row = self._session.get_one(SupportContactRow, contact.id)
        row.sqlmodel_update(_values(contact))

    def put_in_order(self, contact_ids: Sequence[int]) -> None:
        """Number the contacts in this order, from 1."""
        for place, contact_id in enumerate(contact_ids, start=1):
            self._session.get_one(SupportContactRow, contact_id).place = place

    def remove(self, contact_id: int) -> None:
        """Remove a contact; nothing of it stays."""
        self._session.delete(self._session.get_one(SupportContactRow, contact_id))


def _values(words: ContactWords) -> dict[str, str]:
    return {part: getattr(words, part) for part in CONTACT_PARTS}


def _contact(row: SupportContactRow) -> SupportContact:
    assert row.id is not None
    return SupportContact(id=row.id, place=row.place, **{part: getattr(row, part) for part in CONTACT_PARTS})
