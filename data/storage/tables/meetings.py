"""Meetings of the steering group, with agenda, notes, decisions, tasks and frozen minutes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from data.storage.tables.base import Row, UtcDateTime

NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Rows that can be removed while somebody looks at them: their ids must not name another one a moment later."""


class MeetingRow(Row, table=True):
    """A meeting. `frozen` holds its minutes as JSON once it is closed."""

    __tablename__ = "meeting"

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    title: str = Field(max_length=200)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    minutes: int
    place: str = Field(default="", max_length=200)
    chair: str = Field(default="", max_length=200)
    minute_taker: str = Field(default="", max_length=200)
    status: str = Field(max_length=20)
    sentence: str = Field(default="", max_length=500)
    item_id: int | None = None
    began_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    frozen: str = ""
    revision: int = 1


class ParticipantRow(Row, table=True):
    """Somebody who is invited to a meeting."""

    __tablename__ = "meeting_participant"
    __table_args__ = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    name: str = Field(max_length=200)
    presence: str = Field(max_length=20)


class AgendaItemRow(Row, table=True):
    """An item of an agenda. `reasons` are codes joined by commas; `subject_id` is a priority's or measure's."""

    __tablename__ = "agenda_item"
    __table_args__ = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    position: int
    kind: str = Field(max_length=20)
    title: str = Field(default="", max_length=200)
    subject_id: int | None = None
    reasons: str = ""
    minutes: int
    state: str = Field(max_length=20)
    sentence: str = Field(default="", max_length=500)
    postponed_from: int | None = Field(default=None, foreign_key="agenda_item.id")
    entered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    spent: int = 0


class ItemNoteRow(Row, table=True):
    """What one person wrote down about an item."""

    __tablename__ = "item_note"

    item_id: int = Field(primary_key=True, foreign_key="agenda_item.id")
    account_id: int = Field(primary_key=True, foreign_key="account.id")
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


class DecisionRow(Row, table=True):
    """A decision; `replaces` is the number of an earlier one of the same commune."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("commune_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    number: int
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item_id: int = Field(foreign_key="agenda_item.id", index=True)
    text: str
    votes_yes: int | None = None
    votes_no: int | None = None
    votes_abstained: int | None = None
    replaces: int | None = None
    withdrawn_because: str = Field(default="", max_length=500)
    decided_on: date


class MeetingTaskRow(Row, table=True):
    """A task that a meeting gave."""

    __tablename__ = "meeting_task"
    __table_args__ = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    commune_id: int = Field(foreign_key="commune.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item_id: int = Field(foreign_key="agenda_item.id", index=True)
    text: str = Field(max_length=500)
    unit: str = Field(default="", max_length=200)
    due_on: date | None = None
    done_on: date | None = None
    measure_id: int | None = None


class AddendumRow(Row, table=True):
    """What was added to frozen minutes later. Only added, never changed."""

    __tablename__ = "minutes_addendum"

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: int | None = Field(default=None, foreign_key="account.id")
