"""Rounds in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select, update

from data.errors import ChangedMeanwhile
from data.model.approval import RoundEvent, RoundStep
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.storage.tables.base import table_of
from data.storage.tables.people import AccountRow
from data.storage.tables.self_checks import RoundStepRow, SelfCheckRow

# Built once: every click on the questions page asks these. Columns instead of objects: an object that was read before
# would keep the revision that it had then.
_SELF_CHECK = table_of(SelfCheckRow)
_BY_ID = select_columns(*_SELF_CHECK.c).where(_SELF_CHECK.c.id == bindparam("id"))
# Not against who merely refers to the round: a place that is noted, a proposal for a later round.
_HELD = _BY_ID.with_for_update(key_share=True)
_OF_COMMUNE = (
    select_columns(*_SELF_CHECK.c)
    .where(_SELF_CHECK.c.commune_id == bindparam("commune_id"))
    .order_by(_SELF_CHECK.c.begun_at.desc(), _SELF_CHECK.c.id.desc())
)
_COUNT_CHANGE = (
    _SELF_CHECK.update().where(_SELF_CHECK.c.id == bindparam("self_check")).values(revision=_SELF_CHECK.c.revision + 1)
)


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
        row = self._session.connection().execute(_BY_ID, {"id": self_check_id}).first()
        return _as_self_check(row) if row else None

    def of_commune(self, commune_id: int) -> list[SelfCheck]:
        """All rounds of a commune, the newest first."""
        rows = self._session.connection().execute(_OF_COMMUNE, {"commune_id": commune_id})
        return [_as_self_check(row) for row in rows]

    def note_change(self, self_check_id: int) -> None:
        """Count that answers of a round changed, so that nobody submits it as it was before."""
        self._session.connection().execute(_COUNT_CHANGE, {"self_check": self_check_id})

    def move(
        self,
        self_check: SelfCheck,
        status: SelfCheckStatus,
        event: RoundStep,
        remark: str,
        *,
        at: datetime,
        by: int | None,
        frozen: bool = False,
    ) -> SelfCheck:
        """Take a step and note it; `frozen`: a version was frozen with it.

        Raises ChangedMeanwhile if the round has another status or revision by now.
        """
        moved = replace(
            self_check,
            status=status,
            revision=self_check.revision + 1,
            versions=self_check.versions + frozen,
            submitted_at=at if frozen else self_check.submitted_at,
        )
        changes: dict[str, Any] = {"status": status.value, "revision": moved.revision}
        if frozen:
            changes |= {"versions": moved.versions, "submitted_at": at, "submitted_by": by}
        changed = self._session.exec(
            update(SelfCheckRow)
            .where(
                col(SelfCheckRow.id) == self_check.id,
                col(SelfCheckRow.revision) == self_check.revision,
                col(SelfCheckRow.status) == self_check.status.value,
            )
            .values(**changes)
        )
        if changed.rowcount != 1:
            raise ChangedMeanwhile("round_changed_meanwhile")
        self._session.add(RoundStepRow(self_check_id=self_check.id, step=event.value, remark=remark, at=at, by=by))
        return moved

    def events(self, self_check_ids: Collection[int]) -> dict[int, tuple[RoundEvent, ...]]:
        """The steps that rounds took, the oldest first."""
        rows = self._session.exec(
            select(RoundStepRow, AccountRow.display_name)
            .join(AccountRow, col(RoundStepRow.by) == AccountRow.id, isouter=True)
            .where(col(RoundStepRow.self_check_id).in_(self_check_ids))
            .order_by(col(RoundStepRow.id))
        )
        found: dict[int, tuple[RoundEvent, ...]] = {}
        for row, name in rows:
            event = RoundEvent(RoundStep(row.step), row.at, name or "", row.remark)
            found[row.self_check_id] = (*found.get(row.self_check_id, ()), event)
        return found

    def lock(self, self_check_id: int) -> SelfCheck | None:
        """The round, held against other writers until the transaction ends."""
        row = self._session.connection().execute(_HELD, {"id": self_check_id}).first()
        return _as_self_check(row) if row else None


def _as_self_check(row: Any) -> SelfCheck:
    return SelfCheck(
        id=row.id,
        commune_id=row.commune_id,
        round_name=row.round_name,
        catalogue_version=row.catalogue_version,
        status=SelfCheckStatus(row.status),
        begun_at=row.begun_at,
        submitted_at=row.submitted_at,
        revision=row.revision,
        versions=row.versions,
    )
