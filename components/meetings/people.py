"""Who is invited to a meeting, and who is there."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import notice, session
from components.language import _
from components.meetings.desk import Desk
from components.plain_text import escaped, spoken
from components.plan.measures_desk import click, tried
from components.plan.measures_place import keep_in_step
from data.model.meetings import Participant, Presence
from data.model.meetings_view import MeetingView

PLACE = "meeting_people"
LONGEST_NAME = 200


def invited(desk: Desk, view: MeetingView) -> None:
    """The list of who is invited, before the meeting."""
    st.header(_("Eingeladen"))
    notice.show(PLACE)
    if not view.participants:
        st.markdown(_("Noch niemand."))
    if not view.may_plan:
        st.markdown("\n".join(f"- {escaped(each.name)}" for each in view.participants))
        return
    with st.container(key="invited_list", gap=None):
        for each in view.participants:
            with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"invited_{each.id}"):
                st.markdown(escaped(each.name), width="stretch")
                off = partial(click, PLACE, desk.meetings.uninvite, view.meeting.id, each.id)
                label = _("{name} von der Liste nehmen", name=escaped(each.name))
                st.button(label, key=f"uninvite_{each.id}", type="tertiary", icon=":material/close:", on_click=off)
    _add(desk, view)
    st.caption(_("Funktionen statt Namen, zum Beispiel „Leitung Sozialamt“: Das genügt für das Protokoll."))


def _add(desk: Desk, view: MeetingView) -> None:
    with st.form("invite", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Funktion oder Name"), key="invite_name", max_chars=LONGEST_NAME)
        st.form_submit_button(
            _("Einladen"), icon=":material/person_add:", on_click=_invite, args=(desk, view.meeting.id)
        )


def _invite(desk: Desk, meeting_id: int) -> None:
    if tried(PLACE, desk.meetings.invite, meeting_id, session.widget_value("invite_name") or ""):
        session.set_widget_value("invite_name", "")


def counted(view: MeetingView) -> str:
    """How many of those who are invited are there."""
    present = sum(each.presence is Presence.PRESENT for each in view.participants)
    return _("Anwesend: {present} von {all}", present=present, all=len(view.participants))


def presence(desk: Desk, view: MeetingView, key: str = "presence", *, is_open: bool = False) -> None:
    """Who is there, while the meeting runs; folded at first unless `is_open`, because it is filled in once."""
    if not session.has_widget_value(key):
        session.set_widget_value(key, is_open)
    with st.expander(counted(view), key=key, on_change="rerun", icon=":material/groups:") as box:
        if not box.open:
            return
        notice.show(PLACE)
        if view.may_plan and any(each.presence is Presence.INVITED for each in view.participants):
            every = partial(click, PLACE, desk.meetings.note_rest_present, view.meeting.id)
            label = _("Alle Übrigen sind da")
            st.button(label, key="all_present", type="tertiary", icon=":material/done_all:", on_click=every)
        for each in view.participants:
            _row(desk, view, each)
        if view.may_plan:
            _add(desk, view)


def _row(desk: Desk, view: MeetingView, each: Participant) -> None:
    names = {
        Presence.PRESENT: _("da"),
        Presence.EXCUSED: _("entschuldigt"),
        Presence.INVITED: _("nicht da"),
    }
    with st.container(horizontal=True, vertical_alignment="center", key=f"presence_{each.id}"):
        st.markdown(escaped(each.name), width="stretch")
        if not view.may_plan:
            st.markdown(names[each.presence], width="content")
            return
        key = f"presence_choice_{each.id}"
        keep_in_step(key, each.presence)
        st.segmented_control(
            _("Ist da: {name}", name=spoken(each.name)),
            list(names),
            format_func=names.__getitem__,
            key=key,
            required=True,
            label_visibility="collapsed",
            on_change=_set,
            args=(desk, view.meeting.id, each.id),
        )


def _set(desk: Desk, meeting_id: int, participant_id: int) -> None:
    wished = session.widget_value(f"presence_choice_{participant_id}")
    if wished is not None:
        tried(PLACE, desk.meetings.set_presence, meeting_id, participant_id, Presence(wished))
