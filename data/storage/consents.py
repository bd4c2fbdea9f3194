"""Consent to the comparison in the database."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select, update

from data.model.consent import ConsentStep
from data.storage.tables.consent import ConsentStepRow
from data.storage.tables.people import AccountRow, CommuneRow


class Consents:
    """Notes decisions and reads them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, commune_id: int, *, given: bool, text_version: str, at: datetime, by: int | None) -> None:
        """Note a decision; from now on it holds."""
        self._session.exec(update(CommuneRow).where(col(CommuneRow.id) == commune_id).values(benchmark_consent=given))
        self._session.add(ConsentStepRow(commune_id=commune_id, given=given, text_version=text_version, at=at, by=by))

    def of_commune(self, commune_id: int) -> list[ConsentStep]:
        """All decisions of a commune, the newest first."""
        rows = self._session.exec(
            select(ConsentStepRow, AccountRow.display_name)
            .join(AccountRow, col(ConsentStepRow.by) == AccountRow.id, isouter=True)
            .where(ConsentStepRow.commune_id == commune_id)
            .order_by(col(ConsentStepRow.id).desc())
        )
        return [ConsentStep(row.given, row.text_version, row.at, name or "") for row, name in rows]
