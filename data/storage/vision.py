"""Texts, milestones and indicators of visions in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session, col, delete, select

from data.model.vision import Indicator, Milestone, Reading
from data.storage.tables.vision import IndicatorRow, MilestoneRow, ReadingRow, VisionEventRow
from data.storage.text_stories import TextStories

INDICATOR_COLUMNS = tuple(name for name in IndicatorRow.model_fields if name not in {"id", "commune_id", "revision"})


class Vision(TextStories):
    """Reads and changes what communes want to be by 2035; its texts are kept with their stories."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, VisionEventRow)

    def milestones(self, commune_id: int) -> list[Milestone]:
        """All milestones of a commune, by field and year."""
        rows = self._session.exec(
            select(MilestoneRow)
            .where(MilestoneRow.commune_id == commune_id)
            .order_by(col(MilestoneRow.field_key), col(MilestoneRow.year))
        )
        return [Milestone(row.field_key, row.year, row.points, row.sentence) for row in rows]

    def set_milestone(self, commune_id: int, milestone: Milestone) -> None:
        """Set the milestone of a field and year, or another one."""
        self._session.merge(
            MilestoneRow(
                commune_id=commune_id,
                field_key=milestone.field_key,
                year=milestone.year,
                points=milestone.points,
                sentence=milestone.sentence,
            )
        )

    def remove_milestone(self, commune_id: int, field_key: str, year: int) -> None:
        """Remove the milestone of a field and year, if there is one."""
        self._session.exec(
            delete(MilestoneRow).where(
                col(MilestoneRow.commune_id) == commune_id,
                col(MilestoneRow.field_key) == field_key,
                col(MilestoneRow.year) == year,
            )
        )

    def indicators(self, commune_id: int) -> list[Indicator]:
        """All indicators of a commune with their readings, also the removed ones, the oldest first."""
        rows = self._session.exec(
            select(IndicatorRow).where(IndicatorRow.commune_id == commune_id).order_by(col(IndicatorRow.id))
        ).all()
        return self._as_indicators(rows)

    def indicator(self, commune_id: int, indicator_id: int, *, hold: bool = False) -> Indicator | None:
        """An indicator of this commune; `hold`: against other writers until the transaction ends."""
        row = self._session.get(IndicatorRow, indicator_id, with_for_update=hold)
        return self._as_indicators([row])[0] if row and row.commune_id == commune_id else None

    def add_indicator(self, commune_id: int, indicator: Indicator) -> int:
        """Store a new indicator (its id is ignored) with its readings, and give back its id."""
        row = IndicatorRow(commune_id=commune_id, **_values(indicator))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        for reading in indicator.readings:
            self.set_reading(row.id, reading)
        return row.id

    def change_indicator(self, indicator: Indicator) -> None:
        """Store an indicator as it is given, without its readings; its revision rises."""
        row = self._session.get(IndicatorRow, indicator.id)
        assert row is not None
        for name, value in _values(indicator).items():
            setattr(row, name, value)
        row.revision += 1

    def set_reading(self, indicator_id: int, reading: Reading) -> None:
        """Set the value of a day, or another one."""
        self._session.merge(ReadingRow(indicator_id=indicator_id, on=reading.on, value=reading.value))

    def remove_reading(self, indicator_id: int, on: date) -> None:
        """Remove the value of a day, if there is one."""
        self._session.exec(
            delete(ReadingRow).where(col(ReadingRow.indicator_id) == indicator_id, col(ReadingRow.on) == on)
        )

    def _as_indicators(self, rows: Iterable[IndicatorRow]) -> list[Indicator]:
        found = list(rows)
        readings: dict[int, list[Reading]] = {}
        for each in self._session.exec(
            select(ReadingRow)
            .where(col(ReadingRow.indicator_id).in_([row.id for row in found]))
            .order_by(col(ReadingRow.on))
        ):
            readings.setdefault(each.indicator_id, []).append(Reading(each.on, each.value))
        return [_as_indicator(row, readings.get(row.id or 0, [])) for row in found]


def _values(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in INDICATOR_COLUMNS}


def _as_indicator(row: IndicatorRow, readings: list[Reading]) -> Indicator:
    return Indicator(**row.model_dump(exclude={"commune_id"}), readings=tuple(readings))
