"""Rounds in the database."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select, update

from data.errors import ChangedMeanwhile
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.storage.tables.self_checks import SelfCheckRow


class SelfChecks:
    """Begins, reads and moves rounds."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(
        self, commune_id: int, round_name: str, catalogue_version: str, at: datetime, by: int | None
    ) -> SelfCheck:
        """Store a new draft round."""
        row = SelfCheckRow(
            commune_id=commune_id,
            round_name=round_name,
            catalogue_version=catalogue_version,
            status=SelfCheckStatus.DRAFT.value,
            begun_at=at,
            begun_by=by,
        )
        self._session.add(row)
        self._session.flush()
        return _as_self_check(row)

    def by_id(self, self_check_id: int) -> SelfCheck | None:
        """The round with this id."""
        row = self._session.exec(select(SelfCheckRow).where(SelfCheckRow.id == self_check_id)).first()
        return _as_self_check(row) if row else None

    def of_commune(self, commune_id: int) -> list[SelfCheck]:
        """All rounds of a commune, the newest first."""
        rows = self._session.exec(
            select(SelfCheckRow)
            .where(SelfCheckRow.commune_id == commune_id)
            .order_by(col(SelfCheckRow.begun_at).desc(), col(SelfCheckRow.id).desc())
        )
        return [_as_self_check(row) for row in rows]

    def note_change(self, self_check_id: int) -> None:
        """Count that answers of a round changed, so that nobody submits it as it was before."""
        self._session.exec(
            update(SelfCheckRow)
            .where(col(SelfCheckRow.id) == self_check_id)
            .values(revision=col(SelfCheckRow.revision) + 1)
        )

    def submit(self, self_check: SelfCheck, at: datetime, by: int | None) -> None:
        """Move a draft to submitted. Raises ChangedMeanwhile if it is no longer the draft that was read."""
        changed = self._session.exec(
            update(SelfCheckRow)
            .where(
                col(SelfCheckRow.id) == self_check.id,
                col(SelfCheckRow.revision) == self_check.revision,
                col(SelfCheckRow.status) == SelfCheckStatus.DRAFT.value,
            )
            .values(
                status=SelfCheckStatus.SUBMITTED.value,
                submitted_at=at,
                submitted_by=by,
                revision=self_check.revision + 1,
            )
        )
        if changed.rowcount != 1:
            raise ChangedMeanwhile("round_changed_meanwhile")

    def lock(self, self_check_id: int) -> SelfCheck | None:
        """The round, held against other writers until the transaction ends."""
        row = self._session.exec(select(SelfCheckRow).where(SelfCheckRow.id == self_check_id).with_for_update()).first()
        return _as_self_check(row) if row else None


def _as_self_check(row: SelfCheckRow) -> SelfCheck:
    assert row.id is not None
    return SelfCheck(
        id=row.id,
        commune_id=row.commune_id,
        round_name=row.round_name,
        catalogue_version=row.catalogue_version,
        status=SelfCheckStatus(row.status),
        begun_at=row.begun_at,
        submitted_at=row.submitted_at,
        revision=row.revision,
    )
