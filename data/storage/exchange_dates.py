"""Dates of the network and who signed up to them, in the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, col, delete, or_, select, update

from data.model.exchange_dates import DateWish, ExchangeDate, ExchangeKind, SignUp
from data.model.people import GONE
from data.storage.tables.network import ExchangeDateRow, SignUpRow
from data.storage.tables.people import AccountRow, CommuneRow

WISHED = tuple(DateWish.__dataclass_fields__)


class ExchangeDates:
    """Keeps dates and who comes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, host_id: int | None, wish: DateWish) -> int:
        """Store a new date and give back its id."""
        row = ExchangeDateRow(host_id=host_id, **_columns(wish))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def all(self, *, demo: bool) -> list[ExchangeDate]:
        """Every date of communes that take part and of the platform team, the earliest first."""
        gone = [standing.value for standing in GONE]
        takes_part = col(CommuneRow.register_standing).not_in(gone) & (col(CommuneRow.is_demo) == demo)
        rows = self._session.exec(
            select(ExchangeDateRow, CommuneRow.name)
            .join(CommuneRow, col(CommuneRow.id) == col(ExchangeDateRow.host_id), isouter=True)
            .where(or_(col(ExchangeDateRow.host_id).is_(None), takes_part))
            .order_by(col(ExchangeDateRow.starts_at), col(ExchangeDateRow.id))
        )
        return [_as_date(row, name or "") for row, name in rows]

    def held(self, date_id: int) -> ExchangeDate | None:
        """A date as it is now, held against other writers until the transaction ends."""
        query = select(ExchangeDateRow).where(ExchangeDateRow.id == date_id).with_for_update()
        row = self._session.exec(query.execution_options(populate_existing=True)).first()
        if row is None:
            return None
        commune = self._session.get(CommuneRow, row.host_id) if row.host_id is not None else None
        return _as_date(row, commune.name if commune else "")

    def change(self, date_id: int, wish: DateWish, cancelled: str) -> None:
        """Store another state of a date; its revision rises."""
        values = {**_columns(wish), "cancelled": cancelled, "revision": ExchangeDateRow.revision + 1}
        self._session.exec(update(ExchangeDateRow).where(col(ExchangeDateRow.id) == date_id).values(values))

    def signed_up(self, date_ids: Iterable[int]) -> Mapping[int, list[SignUp]]:
        """Who signed up to these dates with an account that is switched on, by date, in the order of signing up."""
        rows = self._session.exec(
            select(SignUpRow, AccountRow.display_name, CommuneRow.name)
            .join(AccountRow, col(AccountRow.id) == col(SignUpRow.account_id))
            .join(CommuneRow, col(CommuneRow.id) == col(AccountRow.commune_id), isouter=True)
            .where(col(SignUpRow.date_id).in_(list(date_ids)), col(AccountRow.active))
            .order_by(col(SignUpRow.id))
        )
        found: dict[int, list[SignUp]] = {}
        for row, name, commune in rows:
            assert row.id is not None
            found.setdefault(row.date_id, []).append(SignUp(row.id, row.date_id, row.account_id, name, commune or ""))
        return found

    def sign_up(self, date_id: int, account_id: int) -> None:
        """Note that somebody comes. The caller holds the date."""
        self._session.add(SignUpRow(date_id=date_id, account_id=account_id))
        self._session.flush()

    def sign_off(self, date_id: int, account_id: int) -> None:
        """Forget that somebody comes."""
        mine = (col(SignUpRow.date_id) == date_id) & (col(SignUpRow.account_id) == account_id)
        self._session.exec(delete(SignUpRow).where(mine))


def _columns(wish: DateWish) -> dict[str, Any]:
    return {**asdict(wish), "kind": wish.kind.value}


def _as_date(row: ExchangeDateRow, host: str) -> ExchangeDate:
    assert row.id is not None
    values = {name: getattr(row, name) for name in WISHED}
    wish = DateWish(**{**values, "kind": ExchangeKind(row.kind)})
    return ExchangeDate(row.id, row.host_id, host, wish, row.cancelled, row.revision)
