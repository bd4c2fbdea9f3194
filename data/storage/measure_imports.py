"""Lists of measures that were taken over from a file, with what each did, so that it can be taken back."""

from __future__ import annotations

import json
from datetime import datetime

from sqlmodel import Session, col, select, update

from data.model.measure_import import ImportedPart, MeasureImport
from data.storage.tables.people import AccountRow
from data.storage.tables.plan import MeasureImportRow


class MeasureImports:
    """Notes and finds imports of measures."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(
        self, commune_id: int, file_name: str, sha256: str, done: tuple[ImportedPart, ...], *, at: datetime, by: int
    ) -> None:
        """Note an import and what it did."""
        told = [[each.measure_id, each.part, each.before, each.after] for each in done]
        self._session.add(
            MeasureImportRow(
                commune_id=commune_id,
                file_name=file_name[:255],
                sha256=sha256,
                done=json.dumps(told, ensure_ascii=False),
                imported_at=at,
                imported_by=by,
            )
        )

    def last(self, commune_id: int) -> MeasureImport | None:
        """The newest import of a commune that was not undone."""
        found = self._session.exec(
            select(MeasureImportRow, AccountRow.display_name)
            .join(AccountRow, col(MeasureImportRow.imported_by) == AccountRow.id, isouter=True)
            .where(MeasureImportRow.commune_id == commune_id, col(MeasureImportRow.undone_at).is_(None))
            .order_by(col(MeasureImportRow.id).desc())
            .limit(1)
        ).first()
        if found is None:
            return None
        row, name = found
        assert row.id is not None
        done = tuple(ImportedPart(*each) for each in json.loads(row.done))
        return MeasureImport(row.id, row.file_name, done, row.imported_at, name or "")

    def mark_undone(self, import_id: int, at: datetime) -> None:
        """Note that an import was undone."""
        self._session.exec(update(MeasureImportRow).where(col(MeasureImportRow.id) == import_id).values(undone_at=at))
