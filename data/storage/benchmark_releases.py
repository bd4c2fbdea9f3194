"""Releases of the comparison in the database."""

from __future__ import annotations

from sqlmodel import Session


class BenchmarkReleases:
    """Adds and reads immutable releases."""

    def __init__(self, session: Session) -> None:
        self._session = session
