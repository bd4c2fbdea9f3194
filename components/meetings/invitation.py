"""The invitation: a calendar file with the agenda, and the agenda as a document."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components.documents import agenda, downloads
from components.language import TIME_ZONE, _
from components.meetings import words
from components.meetings.desk import Desk
from data.model.document import Document
from data.model.meetings import Meeting
from data.model.meetings_view import MeetingView

CALENDAR = "text/calendar"


def calendar_button(desk: Desk, view: MeetingView, label: str = "") -> None:
    """The invitation for calendars. Sent anew after a change it replaces the first one there."""
    st.download_button(
        label or _("Einladung für den Kalender"),
        data=partial(desk.files.calendar, view.meeting, agenda_lines(view)),
        file_name=calendar_name(view.meeting),
        mime=CALENDAR,
        key="download_invitation",
        icon=":material/calendar_add_on:",
        on_click="ignore",
    )


def calendar_name(meeting: Meeting) -> str:
    """What the calendar file is called, with the German day of the meeting."""
    return _("Einladung") + f"-{meeting.starts_at.astimezone(TIME_ZONE):%Y-%m-%d}.ics"


def agenda_lines(view: MeetingView) -> str:
    """The agenda, one item a line with its minutes; no names of people."""
    told = [
        _("{n}. {title} ({minutes} min)", n=n, title=words.title_of(each.item, view), minutes=each.item.minutes)
        for n, each in enumerate(view.items, start=1)
    ]
    return "\n".join([_("Tagesordnung"), *told]) if told else ""


def agenda_buttons(desk: Desk, view: MeetingView) -> None:
    """The invitation with the agenda as a document."""
    document_buttons(desk, agenda.document(view, desk.commune, desk.today))


def document_buttons(desk: Desk, document: Document) -> None:
    """A document as PDF and as Word file."""
    downloads.shown(document, desk.files.name, desk.files.docx, desk.files.pdf)
