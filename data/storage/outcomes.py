"""The reasons in words for what measures brought, and the stories that their expectations are told from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from data.model.outcomes import OutcomeNote
from data.model.plan import PlanEvent, PlanEventKind
from data.storage.tables.outcomes import MeasureOutcomeRow
from data.storage.tables.people import AccountRow
from data.storage.tables.plan import MeasureRow, PlanEventRow


class Outcomes:
    """Reads and writes why measures came out as they did."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def notes(self, measure_ids: Iterable[int]) -> dict[tuple[int, int], OutcomeNote]:
        """The reasons by measure and round."""
        rows = self._session.exec(
            select(MeasureOutcomeRow, AccountRow.display_name)
            .join(AccountRow, col(MeasureOutcomeRow.by) == AccountRow.id, isouter=True)
            .where(col(MeasureOutcomeRow.measure_id).in_(list(measure_ids)))
        )
        return {
            (row.measure_id, row.self_check_id): OutcomeNote(row.sentence, name or "", row.at, row.revision)
            for row, name in rows
        }

    def note(self, measure_id: int, self_check_id: int, sentence: str, *, at: datetime, by: int | None) -> None:
        """Set the reason of a measure in a round; its revision rises. The caller holds the measure."""
        row = self._session.get(MeasureOutcomeRow, (measure_id, self_check_id))
        if row is None:
            row = MeasureOutcomeRow(measure_id=measure_id, self_check_id=self_check_id, sentence=sentence, at=at, by=by)
            self._session.add(row)
        else:
            row.sentence, row.at, row.by = sentence, at, by
            row.revision += 1

    def stories(self, commune_id: int) -> dict[int, list[PlanEvent]]:
        """The stories of all measures of a commune by id, the first event first, without who did what."""
        rows = self._session.exec(
            select(PlanEventRow)
            .join(MeasureRow, col(PlanEventRow.measure_id) == MeasureRow.id)
            .where(MeasureRow.commune_id == commune_id)
            .order_by(col(PlanEventRow.id))
        )
        found: dict[int, list[PlanEvent]] = {}
        for row in rows:
            assert row.measure_id is not None
            event = PlanEvent(PlanEventKind(row.kind), row.at, "", row.part, row.before, row.after, row.sentence)
            found.setdefault(row.measure_id, []).append(event)
        return found
