"""Which view of the meetings is asked for."""

from __future__ import annotations

import streamlit as st

from components import notice, session
from components.language import _
from components.meetings import closing, decision_log, minutes_page, overview, place, planning, running
from components.meetings.desk import Desk
from components.meetings.place import View
from components.page_frame import empty_state
from data.errors import NotFound
from data.model.meetings import MeetingStatus
from data.model.people import Permission
from data.rules.access import may


def shown(desk: Desk) -> None:
    """The list, the log, the form for a new meeting, or one meeting as it stands."""
    meeting_id, view = place.meeting_asked_for(), place.view_asked_for()
    if meeting_id is not None:
        _meeting(desk, meeting_id, view)
    elif view is View.LOG:
        decision_log.shown(desk, desk.views.decisions())
    elif view is View.NEW and may(session.require_person(), Permission.PLAN):
        planning.new(desk, overview.new_meeting_starts(desk))
    else:
        overview.shown(desk, desk.views.overview(desk.today))


def _meeting(desk: Desk, meeting_id: int, view: View | None) -> None:
    try:
        stamp = desk.views.stamp(meeting_id)  # first: what changes between the two is seen as a change
        meeting = desk.views.detail(meeting_id, desk.today)
    except NotFound:
        place.back_link()
        st.title(_("Sitzungen"))
        empty_state(_("Diese Sitzung gibt es nicht"), _("Sie gehört nicht zu Ihrer Kommune."))
        return
    on_top = st.container()
    match meeting.meeting.status:
        case MeetingStatus.CLOSED:
            minutes_page.shown(desk, meeting, desk.minutes.minutes(meeting_id))
        case MeetingStatus.RUNNING if view is View.CLOSING and meeting.may_plan:
            closing.shown(desk, meeting, stamp)
        case MeetingStatus.RUNNING:
            running.shown(desk, meeting, stamp)
        case _:
            planning.shown(desk, meeting, stamp)
    with on_top:  # what was refused because the meeting goes on elsewhere, with what was typed
        notice.show_elsewhere()
