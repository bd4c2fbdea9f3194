"""Sign-ins in the database: sessions, tickets and failed attempts."""

from __future__ import annotations

from sqlmodel import Session


class SignIns:
    """Begins, reads and ends sign-ins, and counts failed attempts."""

    def __init__(self, session: Session) -> None:
        self._session = session
