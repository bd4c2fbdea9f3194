"""Sign-ins: sessions, one-time tickets for the cookie, failed attempts. Technical: written without an audit entry."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime


class LoginSessionRow(Row, table=True):
    """One sign-in. The cookie is stored as its hash only; the id never leaves the server."""

    __tablename__ = "login_session"

    id: str = Field(primary_key=True, max_length=64)
    cookie_hash: str | None = Field(default=None, max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    token_version: int
    begun_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class LoginTicketRow(Row, table=True):
    """Lets the browser fetch the cookie of a sign-in once, within a minute."""

    __tablename__ = "login_ticket"

    ticket_hash: str = Field(primary_key=True, max_length=64)
    session_id: str = Field(foreign_key="login_session.id", ondelete="CASCADE", index=True)
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)


class SignInFailureRow(Row, table=True):
    """Failed attempts by hashed name or address, known or unknown alike."""

    __tablename__ = "sign_in_failure"

    key_hash: str = Field(primary_key=True, max_length=64)
    failures: int
    last_at: datetime = Field(sa_type=UtcDateTime, index=True)
