"""Contact persons of the network in the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date

from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import Select

from data.model.network import Audience, Contact, ContactWish, ListedContact
from data.model.people import GONE
from data.storage.communes import as_commune
from data.storage.tables.network import ContactRow, RequestRow
from data.storage.tables.people import AccountRow, CommuneRow


class NetworkContacts:
    """Keeps what people tell about themselves, one by account, until they withdraw."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_account(self, account_id: int) -> Contact | None:
        """What a person tells about themselves."""
        row = self._session.exec(select(ContactRow).where(ContactRow.account_id == account_id)).first()
        return _as_contact(row) if row else None

    def put(self, account_id: int, commune_id: int, wish: ContactWish, text_version: str, agreed_on: date) -> int:
        """Store what a person tells about themselves, in place of what was there; its id."""
        row = self._session.exec(select(ContactRow).where(ContactRow.account_id == account_id)).first()
        told = {**asdict(wish), "audience": wish.audience.value, "text_version": text_version, "agreed_on": agreed_on}
        if row is None:
            row = ContactRow(account_id=account_id, commune_id=commune_id, **told)
        else:
            row.sqlmodel_update({**told, "revision": row.revision + 1})
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def forget(self, ids: Collection[int]) -> None:
        """Delete contact persons, and take them out of every request."""
        for column in (RequestRow.asking_contact_id, RequestRow.answering_contact_id):
            without = {column.key: None}  # type: ignore[union-attr]
            self._session.exec(update(RequestRow).where(col(column).in_(ids)).values(without))
        self._session.exec(delete(ContactRow).where(col(ContactRow.id).in_(ids)))

    def active_of_commune(self, commune_id: int) -> list[Contact]:
        """The contact persons of a commune whose accounts are switched on, by name."""
        rows = self._session.exec(_active().where(ContactRow.commune_id == commune_id))
        return sorted((_as_contact(row) for row, _commune in rows), key=lambda each: (each.name.casefold(), each.id))

    def active(self, ids: Iterable[int], *, demo: bool) -> dict[int, Contact]:
        """Those of these contact persons that may be shown: account switched on, commune taking part."""
        rows = self._session.exec(_shown(demo).where(col(ContactRow.id).in_(list(ids))))
        return {contact.id: contact for row, _commune in rows if (contact := _as_contact(row))}

    def open_to_all(self, *, demo: bool) -> list[ListedContact]:
        """The contact persons that all communes may see."""
        rows = self._session.exec(_shown(demo).where(ContactRow.audience == Audience.NETWORK.value))
        return [ListedContact(_as_contact(row), as_commune(commune)) for row, commune in rows]


def _active() -> Select[ContactRow, CommuneRow]:
    return (
        select(ContactRow, CommuneRow)
        .join(AccountRow, col(AccountRow.id) == col(ContactRow.account_id))
        .join(CommuneRow, col(CommuneRow.id) == col(ContactRow.commune_id))
        .where(col(AccountRow.active))
    )


def _shown(demo: bool) -> Select[ContactRow, CommuneRow]:
    gone = [standing.value for standing in GONE]
    return _active().where(col(CommuneRow.register_standing).not_in(gone), col(CommuneRow.is_demo) == demo)


def _as_contact(row: ContactRow) -> Contact:
    values = row.model_dump()
    return Contact(**{**values, "audience": Audience(row.audience)})
