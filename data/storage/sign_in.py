"""Sign-ins in the database: sessions, tickets and failed attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, bindparam, case, delete
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session, col, false, select, update
from sqlmodel.sql.expression import Select

from data.model.people import Person
from data.model.sign_in import FailedAttempts
from data.storage.accounts import as_person
from data.storage.tables.people import AccountRow, CommuneRow
from data.storage.tables.sign_in import LoginSessionRow, LoginTicketRow, SignInFailureRow

_Holding = Select[LoginSessionRow, AccountRow, CommuneRow]
# Built once: every run of every page asks this, and building it costs as much as asking it.
_HOLDING = (
    select(LoginSessionRow, AccountRow, CommuneRow)
    .join(AccountRow, col(AccountRow.id) == col(LoginSessionRow.account_id))
    .join(CommuneRow, col(CommuneRow.id) == col(AccountRow.commune_id), isouter=True)
    .where(
        col(LoginSessionRow.expires_at) > bindparam("now"),
        col(LoginSessionRow.seen_at) > bindparam("seen_since"),
        col(LoginSessionRow.token_version) == col(AccountRow.token_version),
        col(AccountRow.active),
        bindparam("demo", type_=Boolean) | (col(AccountRow.is_demo) == false()),
    )
)
_BY_ID = _HOLDING.where(col(LoginSessionRow.id) == bindparam("key"))
_BY_COOKIE = _HOLDING.where(col(LoginSessionRow.cookie_hash) == bindparam("key"))


@dataclass(frozen=True)
class StoredSignIn:
    """One sign-in with the person it belongs to."""

    session_id: str
    person: Person
    has_cookie: bool
    seen_at: datetime
    expires_at: datetime


class SignIns:
    """Begins, reads and ends sign-ins, and counts failed attempts. Secrets come in as hashes only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, session_id: str, account_id: int, token_version: int, now: datetime, expires_at: datetime) -> None:
        """Store a new sign-in without cookie."""
        self._session.add(
            LoginSessionRow(
                id=session_id,
                account_id=account_id,
                token_version=token_version,
                begun_at=now,
                seen_at=now,
                expires_at=expires_at,
            )
        )
        self._session.flush()

    def add_ticket(self, ticket_hash: str, session_id: str, expires_at: datetime) -> None:
        """Store a ticket for the cookie of a sign-in."""
        self._session.add(LoginTicketRow(ticket_hash=ticket_hash, session_id=session_id, expires_at=expires_at))

    def use_ticket(self, ticket_hash: str, cookie_hash: str, now: datetime) -> bool:
        """Exchange a ticket for the cookie of its sign-in. False if it was used, is too old or never existed."""
        session_id = self._session.exec(
            delete(LoginTicketRow)
            .where(col(LoginTicketRow.ticket_hash) == ticket_hash, col(LoginTicketRow.expires_at) > now)
            .returning(col(LoginTicketRow.session_id))
        ).scalar_one_or_none()
        if session_id is None:
            return False
        self._session.exec(
            update(LoginSessionRow).where(col(LoginSessionRow.id) == session_id).values(cookie_hash=cookie_hash)
        )
        return True

    def by_id(self, session_id: str, now: datetime, seen_since: datetime, demo: bool) -> StoredSignIn | None:
        """The sign-in with this id, if it still holds."""
        return self._holding(_BY_ID, session_id, now, seen_since, demo)

    def by_cookie(self, cookie_hash: str, now: datetime, seen_since: datetime, demo: bool) -> StoredSignIn | None:
        """The sign-in with this cookie, if it still holds."""
        return self._holding(_BY_COOKIE, cookie_hash, now, seen_since, demo)

    def touch(self, session_id: str, now: datetime) -> None:
        """Remember that the sign-in was used now."""
        self._session.exec(update(LoginSessionRow).where(col(LoginSessionRow.id) == session_id).values(seen_at=now))

    def end(self, session_id: str) -> int | None:
        """End a sign-in and give back its account; None if it had ended before."""
        ended = delete(LoginSessionRow).where(col(LoginSessionRow.id) == session_id)
        account_id: int | None = self._session.exec(
            ended.returning(col(LoginSessionRow.account_id))
        ).scalar_one_or_none()
        return account_id

    def end_others(self, account_id: int, kept_session_id: str | None) -> int:
        """End all sign-ins of an account but one, which stays valid after a new password; how many ended."""
        kept = col(LoginSessionRow.id) == (kept_session_id or "")
        ended = self._session.exec(
            delete(LoginSessionRow).where(col(LoginSessionRow.account_id) == account_id, ~kept)
        ).rowcount
        newest = select(AccountRow.token_version).where(col(AccountRow.id) == account_id).scalar_subquery()
        self._session.exec(
            update(LoginSessionRow)
            .where(kept, col(LoginSessionRow.account_id) == account_id)
            .values(token_version=newest)
            .execution_options(synchronize_session=False)
        )
        return ended

    def failed_attempts(self, key_hashes: Sequence[str]) -> dict[str, FailedAttempts]:
        """What is held against these names and addresses."""
        rows = self._session.exec(select(SignInFailureRow).where(col(SignInFailureRow.key_hash).in_(key_hashes)))
        return {row.key_hash: FailedAttempts(row.failures, row.last_at) for row in rows}

    def count_failure(self, key_hashes: Sequence[str], now: datetime, forgotten_before: datetime) -> None:
        """Count one more failed attempt for each key, atomically; an old count begins anew."""
        insert = insert_sqlite if self._session.get_bind().dialect.name == "sqlite" else insert_postgresql
        counting = insert(SignInFailureRow).values(
            [{"key_hash": key_hash, "failures": 1, "last_at": now} for key_hash in key_hashes]
        )
        old = col(SignInFailureRow.last_at) < forgotten_before
        self._session.exec(
            counting.on_conflict_do_update(
                index_elements=["key_hash"],
                set_={"failures": case((old, 1), else_=col(SignInFailureRow.failures) + 1), "last_at": now},
            )
        )

    def forget_failures(self, key_hash: str) -> None:
        """Hold nothing more against a name."""
        self._session.exec(delete(SignInFailureRow).where(col(SignInFailureRow.key_hash) == key_hash))

    def remove_old(self, now: datetime, failures_before: datetime) -> None:
        """Remove what can no longer matter: ended sign-ins, old tickets, old failures."""
        self._session.exec(delete(LoginTicketRow).where(col(LoginTicketRow.expires_at) < now))
        self._session.exec(delete(LoginSessionRow).where(col(LoginSessionRow.expires_at) < now))
        self._session.exec(delete(SignInFailureRow).where(col(SignInFailureRow.last_at) < failures_before))

    def _holding(
        self, statement: _Holding, key: str, now: datetime, seen_since: datetime, demo: bool
    ) -> StoredSignIn | None:
        values = {"key": key, "now": now, "seen_since": seen_since, "demo": demo}
        found = self._session.exec(statement, params=values).first()
        if found is None:
            return None
        row, account, commune = found
        return StoredSignIn(
            row.id, as_person(account, commune), row.cookie_hash is not None, row.seen_at, row.expires_at
        )
