"""Meetings in the database: the meeting itself, who is invited, its agenda, notes and minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from pydantic import TypeAdapter
from sqlalchemy import func
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import Session, col, delete, select, update

from data.model.meetings import (
    Addendum,
    AgendaItem,
    ItemKind,
    ItemState,
    Meeting,
    MeetingStatus,
    Minutes,
    Note,
    Participant,
    Presence,
    Reason,
)
from data.storage.tables.meetings import AddendumRow, AgendaItemRow, ItemNoteRow, MeetingRow, ParticipantRow
from data.storage.tables.people import AccountRow

_MINUTES = TypeAdapter(Minutes)
_WITHOUT_MINUTES = defer(cast(QueryableAttribute[str], MeetingRow.frozen))  # long, and asked for on one page only


class Meetings:
    """Reads and changes meetings, agendas and notes."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, commune_id: int) -> list[Meeting]:
        """All meetings of a commune, the earliest first."""
        rows = self._session.exec(
            select(MeetingRow)
            .where(MeetingRow.commune_id == commune_id)
            .order_by(col(MeetingRow.starts_at), col(MeetingRow.id))
            .options(_WITHOUT_MINUTES)
        )
        return [_as_meeting(row) for row in rows]

    def meeting(self, commune_id: int, meeting_id: int, *, hold: bool = False) -> Meeting | None:
        """A meeting of this commune; `hold`: against other writers until the transaction ends."""
        row = self._session.get(
            MeetingRow, meeting_id, with_for_update=hold, populate_existing=hold, options=[_WITHOUT_MINUTES]
        )
        return _as_meeting(row) if row and row.commune_id == commune_id else None

    def add(self, commune_id: int, meeting: Meeting) -> int:
        """Store a new meeting (its id is ignored) and give back its id."""
        row = MeetingRow(commune_id=commune_id, **_meeting_values(meeting))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change(self, meeting: Meeting) -> None:
        """Store a meeting as it is given; its revision rises."""
        row = self._session.get(MeetingRow, meeting.id)
        assert row is not None
        for name, value in _meeting_values(meeting).items():
            setattr(row, name, value)
        row.revision += 1

    def touch(self, meeting_id: int) -> None:
        """Let the revision rise: something that belongs to the meeting changed."""
        risen = update(MeetingRow).where(col(MeetingRow.id) == meeting_id).values(revision=MeetingRow.revision + 1)
        self._session.exec(risen)

    def freeze(self, meeting_id: int, minutes: Minutes) -> None:
        """Keep the minutes as they are now."""
        row = self._session.get(MeetingRow, meeting_id)
        assert row is not None
        row.frozen = _MINUTES.dump_json(minutes).decode()

    def minutes(self, meeting_id: int) -> Minutes | None:
        """The frozen minutes of a meeting; None before it is closed."""
        row = self._session.get(MeetingRow, meeting_id)
        return _MINUTES.validate_json(row.frozen) if row and row.frozen else None

    def addenda(self, meeting_id: int) -> list[Addendum]:
        """What was added to the minutes, the oldest first."""
        rows = self._session.exec(
            select(AddendumRow, AccountRow.display_name)
            .join(AccountRow, col(AddendumRow.by) == AccountRow.id, isouter=True)
            .where(AddendumRow.meeting_id == meeting_id)
            .order_by(col(AddendumRow.id))
        )
        return [Addendum(row.text, row.at, name or "") for row, name in rows]

    def add_addendum(self, meeting_id: int, text: str, *, at: datetime, by: int | None) -> None:
        """Add to frozen minutes."""
        self._session.add(AddendumRow(meeting_id=meeting_id, text=text, at=at, by=by))

    def participants(self, meeting_id: int) -> list[Participant]:
        """Who is invited, in the order in which they were."""
        rows = self._session.exec(
            select(ParticipantRow).where(ParticipantRow.meeting_id == meeting_id).order_by(col(ParticipantRow.id))
        )
        return [Participant(row.id or 0, row.name, Presence(row.presence)) for row in rows]

    def invite(self, meeting_id: int, name: str, presence: Presence = Presence.INVITED) -> None:
        """Invite somebody by name or function."""
        self._session.add(ParticipantRow(meeting_id=meeting_id, name=name, presence=presence.value))
        self._session.flush()

    def set_presence(self, participant_id: int, presence: Presence) -> None:
        """Note whether somebody is there."""
        self._session.exec(
            update(ParticipantRow).where(col(ParticipantRow.id) == participant_id).values(presence=presence.value)
        )

    def uninvite(self, participant_id: int) -> None:
        """Take somebody off the list."""
        self._session.exec(delete(ParticipantRow).where(col(ParticipantRow.id) == participant_id))

    def items(self, meeting_id: int) -> list[AgendaItem]:
        """The agenda of a meeting in its order."""
        return self.items_of([meeting_id])

    def items_of(self, meeting_ids: Iterable[int]) -> list[AgendaItem]:
        """The agendas of several meetings, as they are now, each in its order."""
        rows = self._session.exec(
            select(AgendaItemRow)
            .where(col(AgendaItemRow.meeting_id).in_(list(meeting_ids)))
            .order_by(col(AgendaItemRow.meeting_id), col(AgendaItemRow.position), col(AgendaItemRow.id)),
            execution_options={"populate_existing": True},
        )
        return [_as_item(row) for row in rows]

    def item(self, item_id: int) -> AgendaItem | None:
        """An item of whatever meeting."""
        row = self._session.get(AgendaItemRow, item_id)
        return _as_item(row) if row else None

    def left_on(self, commune_id: int, item_ids: Iterable[int]) -> dict[int, datetime]:
        """When the meetings of this commune begin or began that hold these items, by the id of the item."""
        found = self._session.exec(
            select(AgendaItemRow.id, MeetingRow.starts_at)
            .join(MeetingRow, col(MeetingRow.id) == AgendaItemRow.meeting_id)
            .where(col(AgendaItemRow.id).in_(list(item_ids)), MeetingRow.commune_id == commune_id)
        )
        return {item_id: starts_at for item_id, starts_at in found if item_id is not None}

    def taken_up_on(self, commune_id: int, item_ids: Iterable[int], *, but: int) -> dict[int, datetime]:
        """When the meetings of this commune are that continue these items, by the id of the item that is continued.

        Cancelled ones do not count, nor does the meeting `but`.
        """
        found = self._session.exec(
            select(AgendaItemRow.postponed_from, MeetingRow.starts_at)
            .join(MeetingRow, col(MeetingRow.id) == AgendaItemRow.meeting_id)
            .where(
                col(AgendaItemRow.postponed_from).in_(list(item_ids)),
                MeetingRow.commune_id == commune_id,
                MeetingRow.status != MeetingStatus.CANCELLED.value,
                MeetingRow.id != but,
            )
        )
        return {item_id: starts_at for item_id, starts_at in found if item_id is not None}

    def add_item(self, item: AgendaItem) -> int:
        """Store a new item (its id is ignored) and give back its id."""
        row = AgendaItemRow(**_item_values(item))
        self._session.add(row)
        self._session.flush()
        assert row.id is not None
        return row.id

    def change_item(self, item: AgendaItem) -> None:
        """Store an item as it is given."""
        row = self._session.get(AgendaItemRow, item.id)
        assert row is not None
        for name, value in _item_values(item).items():
            setattr(row, name, value)

    def remove_item(self, item_id: int) -> None:
        """Remove an item with its notes; one with decisions or tasks cannot be.

        Items that continue it continue what it continued.
        """
        row = self._session.get(AgendaItemRow, item_id)
        self._session.exec(
            update(AgendaItemRow)
            .where(col(AgendaItemRow.postponed_from) == item_id)
            .values(postponed_from=row.postponed_from if row else None)
        )
        self._session.exec(delete(ItemNoteRow).where(col(ItemNoteRow.item_id) == item_id))
        self._session.exec(delete(AgendaItemRow).where(col(AgendaItemRow.id) == item_id))

    def notes(self, meeting_id: int) -> list[Note]:
        """The notes of a meeting, the first writer of each item first."""
        rows = self._session.exec(
            select(ItemNoteRow, AccountRow.display_name)
            .join(AccountRow, col(ItemNoteRow.account_id) == AccountRow.id)
            .join(AgendaItemRow, col(AgendaItemRow.id) == ItemNoteRow.item_id)
            .where(AgendaItemRow.meeting_id == meeting_id)
            .order_by(col(ItemNoteRow.item_id), col(ItemNoteRow.account_id))
        )
        return [Note(row.item_id, row.account_id, name, row.text, row.at) for row, name in rows]

    def note(self, item_id: int, account_id: int) -> str:
        """What this person wrote down about an item; empty for nothing."""
        row = self._session.get(ItemNoteRow, (item_id, account_id))
        return row.text if row else ""

    def write_note(self, item_id: int, account_id: int, text: str, *, at: datetime) -> None:
        """Store what this person wrote down about an item; an empty text removes it."""
        if text:
            self._session.merge(ItemNoteRow(item_id=item_id, account_id=account_id, text=text, at=at))
        else:
            self._session.exec(
                delete(ItemNoteRow).where(
                    col(ItemNoteRow.item_id) == item_id, col(ItemNoteRow.account_id) == account_id
                )
            )

    def last_position(self, meeting_id: int) -> int:
        """The highest position of an item; 0 for an empty agenda."""
        statement = select(func.max(AgendaItemRow.position)).where(AgendaItemRow.meeting_id == meeting_id)
        return self._session.exec(statement).one() or 0


def _meeting_values(meeting: Meeting) -> dict[str, Any]:
    names = set(MeetingRow.model_fields) - {"id", "commune_id", "frozen", "revision"}
    return {**{name: getattr(meeting, name) for name in names}, "status": meeting.status.value}


def _as_meeting(row: MeetingRow) -> Meeting:
    values = row.model_dump(exclude={"commune_id", "frozen"})
    return Meeting(**{**values, "status": MeetingStatus(row.status)})


def _item_values(item: AgendaItem) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in AgendaItemRow.model_fields if name != "id"}
    return {
        **values,
        "kind": item.kind.value,
        "state": item.state.value,
        "reasons": ",".join(reason.value for reason in item.reasons),
    }


def _as_item(row: AgendaItemRow) -> AgendaItem:
    told = {
        "kind": ItemKind(row.kind),
        "state": ItemState(row.state),
        "reasons": tuple(Reason(code) for code in row.reasons.split(",") if code),
    }
    return AgendaItem(**{**row.model_dump(), **told})
