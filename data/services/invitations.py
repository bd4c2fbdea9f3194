"""The invitation to a meeting as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.exchange import calendar_file
from data.model.calendar import CalendarEntry
from data.model.meetings import Meeting, MeetingStatus
from data.model.people import Commune, Permission, Person
from data.rules.access import require
from data.services.self_checks import own_commune


def invitation(acting: Person, meeting: Meeting, agenda: str = "", url: str = "") -> bytes:
    """A calendar file for a meeting of the own commune; the agenda is its description, one item a line.

    Sent anew after a change it replaces what the calendars hold, for a cancelled meeting as cancelled.
    """
    require(acting, Permission.READ_PLAN)
    entry = meeting_entry(own_commune(acting), meeting, agenda, url)
    return calendar_file.write([entry], written_at=datetime.now(UTC))


def meeting_entry(commune: Commune, meeting: Meeting, description: str = "", url: str = "") -> CalendarEntry:
    """A meeting as every calendar file names it: an invitation and the feed show one entry, not two."""
    return CalendarEntry(
        uid=f"meeting-{meeting.id}@{commune.ags}.kompass-2035",
        title=meeting.title,
        begins=meeting.starts_at,
        ends=meeting.starts_at + timedelta(minutes=meeting.minutes),
        description=description,
        place=meeting.place,
        url=url,
        sequence=meeting.revision,
        cancelled=meeting.status is MeetingStatus.CANCELLED,
    )
