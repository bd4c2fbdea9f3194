"""Requests for exchange in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, col, select, update

from data.model.network import EntryKind, ExchangeRequest, RequestState
from data.storage.tables.network import RequestRow


class NetworkRequests:
    """Keeps who asked whom, and what became of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, request: ExchangeRequest) -> int:
        """Store a new request (its id is ignored) and give back its id."""
        values = asdict(request) | {"kind": request.kind.value, "state": request.state.value, "id": None}
        row = RequestRow(**values)
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def sent(self, commune_id: int) -> list[ExchangeRequest]:
        """What a commune asked others, the newest first."""
        return self._where(RequestRow.asking_commune_id == commune_id)

    def received(self, commune_id: int) -> list[ExchangeRequest]:
        """What others asked a commune, the newest first."""
        return self._where(RequestRow.answering_commune_id == commune_id)

    def held(self, token: str) -> ExchangeRequest | None:
        """A request as it is now, held against other writers until the transaction ends."""
        query = select(RequestRow).where(RequestRow.token == token).with_for_update()
        row = self._session.exec(query.execution_options(populate_existing=True)).first()
        return _as_request(row) if row else None

    def change(self, request_id: int, **values: Any) -> None:
        """Store what became of a request."""
        if "state" in values:
            values["state"] = values["state"].value
        self._session.exec(update(RequestRow).where(col(RequestRow.id) == request_id).values(values))

    def withdraw_of_contact(self, contact_id: int) -> None:
        """Withdraw the open requests in whose name a contact person asked, with their messages."""
        is_open = (col(RequestRow.state) == RequestState.REQUESTED.value) & (
            col(RequestRow.asking_contact_id) == contact_id
        )
        values = {"state": RequestState.WITHDRAWN.value, "message": ""}
        self._session.exec(update(RequestRow).where(is_open).values(values))

    def with_words(self) -> list[ExchangeRequest]:
        """Every request in which something is written, the newest first."""
        return self._where((col(RequestRow.message) != "") | (col(RequestRow.sentence) != ""))

    def forget_words(self, ids: Collection[int]) -> None:
        """Delete message and sentence of requests."""
        self._session.exec(update(RequestRow).where(col(RequestRow.id).in_(ids)).values(message="", sentence=""))

    def _where(self, condition: Any) -> list[ExchangeRequest]:
        query = select(RequestRow).where(condition).order_by(col(RequestRow.asked_on).desc(), col(RequestRow.id).desc())
        return [_as_request(row) for row in self._session.exec(query)]


def _as_request(row: RequestRow) -> ExchangeRequest:
    return ExchangeRequest(**{**row.model_dump(), "kind": EntryKind(row.kind), "state": RequestState(row.state)})
