"""The minutes of a meeting that is closed, calm as on paper: to read, to take along, to add to."""

from __future__ import annotations

import streamlit as st

from components import notice, session
from components.documents import minutes, on_page
from components.language import _
from components.meetings import invitation, place, unsaved, words
from components.meetings.desk import Desk
from components.meetings.place import View
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.questionnaire import redraw
from data.model.meetings_view import MeetingView, MinutesView

LONGEST_ADDENDUM = 2_000
PLACE = "meeting_addendum"


def shown(desk: Desk, meeting: MeetingView, view: MinutesView) -> None:
    """The whole minutes with what can be done with them, and what was not stored any more."""
    redraw.drawn(redraw.PAGE)
    place.back_link()
    st.title(_("Protokoll: {title}", title=escaped(view.minutes.title)))
    notice.show(notice.TOP)
    st.markdown(f"**{words.beginning(view.minutes.starts_at)}**")
    unsaved.told_on_top(meeting)
    document = minutes.document(view, is_demo=desk.commune.is_demo)
    with st.container(horizontal=True, key="minutes_actions"):
        invitation.document_buttons(desk, document)
        if meeting.may_plan:
            place.view_link(View.NEW, _("Nächste Sitzung planen"), ":material/add:")
        place.view_link(View.LOG, _("Alle Beschlüsse"), ":material/gavel:")
    on_page.shown(document.blocks, "minutes")
    if meeting.may_plan:
        _addendum(desk, meeting)


def _addendum(desk: Desk, meeting: MeetingView) -> None:
    st.header(_("Nachtrag schreiben"))
    notice.show(PLACE)
    st.caption(_("Er kommt mit Tag und Namen unter das Protokoll, das selbst bleibt, wie es ist."))
    unsaved.after_closing(meeting)
    meeting_id = meeting.meeting.id
    key = f"addendum_{meeting_id}"
    with st.form("addendum", border=False):
        st.text_area(_("Nachtrag"), key=key, max_chars=LONGEST_ADDENDUM, height=90)
        st.form_submit_button(
            _("Nachtrag eintragen"), icon=":material/post_add:", on_click=_add, args=(desk, meeting_id, key)
        )


def _add(desk: Desk, meeting_id: int, key: str) -> None:
    text = session.widget_value(key) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(text)) if text.strip() else ""
    if tried(PLACE, desk.minutes.add_addendum, meeting_id, text, otherwise=said):
        session.set_widget_value(key, "")
