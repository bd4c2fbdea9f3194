"""Goals in the database."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, delete, select

from data.model.goals import FieldGoal
from data.storage.tables.goals import FieldGoalRow


class Goals:
    """Sets and reads what communes want to reach."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_fields(self, commune_id: int) -> dict[str, FieldGoal]:
        """The goals of a commune by field key."""
        rows = self._session.exec(select(FieldGoalRow).where(FieldGoalRow.commune_id == commune_id))
        return {row.field_key: FieldGoal(row.field_key, row.target, row.changed_at, row.begun_at) for row in rows}

    def set_of_field(self, commune_id: int, field_key: str, target: int, *, at: datetime, by: int | None) -> None:
        """Set the goal of a field, or another one: it began when the first was set."""
        before = self._session.get(FieldGoalRow, (commune_id, field_key))
        self._session.merge(
            FieldGoalRow(
                commune_id=commune_id,
                field_key=field_key,
                target=target,
                begun_at=before.begun_at if before else at,
                changed_at=at,
                changed_by=by,
            )
        )

    def remove_of_field(self, commune_id: int, field_key: str) -> None:
        """Remove the goal of a field, if there is one."""
        self._session.exec(
            delete(FieldGoalRow).where(
                col(FieldGoalRow.commune_id) == commune_id, col(FieldGoalRow.field_key) == field_key
            )
        )
