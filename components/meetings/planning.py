"""A meeting that is planned: facts, who is invited, the agenda with proposals, the invitation, and the beginning."""

from __future__ import annotations

from dataclasses import astuple
from functools import partial

import streamlit as st

from components import notice, session
from components.language import _
from components.meetings import agenda_list, facts, invitation, live, people, place, words
from components.meetings.desk import Desk
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import click, tried
from components.questionnaire import redraw
from data.model.meetings import Meeting, MeetingStatus
from data.model.meetings_view import MeetingStamp, MeetingView

PLACE, NEW = "meeting_facts", "new_meeting"
LONGEST_SENTENCE = 500


def new(desk: Desk, draft: Meeting) -> None:
    """The form for a new meeting; it begins as the last one was."""
    place.back_link()
    st.title(_("Neue Sitzung planen"))
    notice.show(NEW)
    st.markdown(
        _(
            "Titel, Uhrzeit, Ort und Dauer sind von der letzten Sitzung übernommen, ebenso später, wer eingeladen ist. "
            "Danach stellen Sie die Tagesordnung zusammen."
        )
        if draft.place or draft.chair or draft.minute_taker
        else _("Danach laden Sie ein und stellen die Tagesordnung zusammen. Alles lässt sich später ändern.")
    )
    with st.container(key="new_meeting_form"):
        facts.form("new_meeting_facts", draft, _("Sitzung anlegen"), partial(_add, desk))


def _add(desk: Desk, wished: Meeting) -> None:
    made: list[int] = []
    if tried(NEW, lambda: made.append(desk.meetings.add(wished))):
        place.go_to_meeting(made[0])
        notice.tell(Notice(notice.TOP, _("Die Sitzung ist angelegt."), went_well=True))


def shown(desk: Desk, view: MeetingView, stamp: MeetingStamp) -> None:
    """The whole view of a meeting that is planned or cancelled."""
    redraw.drawn(redraw.PAGE)
    meeting = view.meeting
    place.back_link()
    st.title(escaped(meeting.title))
    notice.show(notice.TOP)
    st.markdown(f"{words.meeting_badge(meeting.status)} **{words.when(meeting)}**")
    if meeting.status is MeetingStatus.CANCELLED:
        _cancelled(desk, view)
        return
    live.meanwhile(desk, meeting.id, stamp)
    if view.may_plan:
        _begin(desk, meeting)
    left, right = st.columns([5, 3], gap="large")
    with left:
        st.header(_("Tagesordnung"))
        agenda_list.shown(desk, view)
        if view.may_plan:
            agenda_list.proposals(desk, view)
    with right:
        _facts(desk, view)
        people.invited(desk, view)
        st.header(_("Einladung"))
        _invitation(desk, view)
        if view.may_plan:
            _cancel(desk, meeting)


def _begin(desk: Desk, meeting: Meeting) -> None:
    with st.container(horizontal=True, key="begin_meeting"):
        begin = partial(click, notice.TOP, desk.meetings.begin, meeting.id)
        st.button(_("Sitzung beginnen"), key="begin", type="primary", icon=":material/play_arrow:", on_click=begin)


def _facts(desk: Desk, view: MeetingView) -> None:
    meeting = view.meeting
    st.header(_("Angaben"))
    notice.show(PLACE)
    told = [(_("Dauer"), words.minutes(meeting.minutes)), *facts.as_text(meeting)]
    st.markdown("  \n".join(f"**{label}:** {escaped(value)}" for label, value in told))
    if view.may_plan:
        seen = hash(
            astuple(meeting)[1:7]
        )  # another state gives another form: nobody stores over what they have not seen
        with st.popover(_("Ändern"), icon=":material/edit:", key=f"change_meeting_{seen}"):
            facts.form(f"meeting_{meeting.id}_{seen}", meeting, _("Speichern"), partial(_edit, desk, meeting))


def _edit(desk: Desk, seen: Meeting, wished: Meeting) -> None:
    if tried(PLACE, desk.meetings.edit, seen, wished):
        notice.tell(Notice(PLACE, _("Gespeichert."), went_well=True))


def _invitation(desk: Desk, view: MeetingView) -> None:
    st.markdown(
        _(
            "Die Kalenderdatei enthält Zeit, Ort und Tagesordnung, keine Namen. Schicken Sie sie nach einer Änderung "
            "noch einmal: Im Kalender ersetzt sie die frühere."
        )
    )
    invitation.calendar_button(desk, view)
    invitation.agenda_buttons(desk, view)


def _cancel(desk: Desk, meeting: Meeting) -> None:
    with st.popover(_("Sitzung absagen"), type="tertiary", icon=":material/event_busy:", key="cancel_meeting"):
        st.markdown(_("Die Tagesordnung geht nicht verloren: Sie wird der nächsten Sitzung vorgeschlagen."))
        st.text_input(_("Warum? Ein Satz."), key="cancel_sentence", max_chars=LONGEST_SENTENCE)
        st.button(_("Absagen"), key="cancel", type="primary", on_click=_cancelling, args=(desk, meeting))


def _cancelling(desk: Desk, meeting: Meeting) -> None:
    sentence = session.widget_value("cancel_sentence") or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    if tried(notice.TOP, desk.meetings.cancel, meeting.id, sentence, otherwise=said):
        notice.tell(Notice(notice.TOP, _("Die Sitzung ist abgesagt."), went_well=True))


def _cancelled(desk: Desk, view: MeetingView) -> None:
    meeting = view.meeting
    st.markdown(_("Abgesagt: „{sentence}“", sentence=escaped(meeting.sentence)))
    st.markdown(_("Was auf der Tagesordnung stand, wird der nächsten Sitzung vorgeschlagen."))
    with st.container(horizontal=True, key="cancelled_meeting"):
        invitation.calendar_button(desk, view, _("Absage für den Kalender"))
        if view.may_plan:
            again = partial(click, notice.TOP, desk.meetings.reinstate, meeting.id)
            st.button(_("Doch stattfinden lassen"), key="reinstate", icon=":material/undo:", on_click=again)
    st.header(_("Tagesordnung"))
    agenda_list.as_text(view, desk.today)
