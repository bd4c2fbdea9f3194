"""Before a meeting is closed: what is postponed, who was there, what was decided, and that the minutes are frozen."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import notice
from components.documents import minutes, on_page
from components.language import _
from components.meetings import live, people, place, tasks, unsaved, words
from components.meetings.decisions import card
from components.meetings.desk import Desk
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.questionnaire import redraw
from data.model.meetings import ItemKind, Meeting, Presence
from data.model.meetings_view import ItemView, MeetingStamp, MeetingView


def shown(desk: Desk, view: MeetingView, stamp: MeetingStamp) -> None:
    """The page with everything to look at before the last click."""
    redraw.drawn(redraw.PAGE)
    meeting = view.meeting
    with st.container(key="meetings_back"):
        place.meeting_link(meeting.id, _("Zurück zur Sitzung"), ":material/arrow_back:")
    st.title(_("Sitzung schließen"))
    notice.show(notice.TOP)
    live.meanwhile(desk, meeting.id, stamp)
    st.markdown(
        _("Mit dem Schließen entsteht das Protokoll und bleibt, wie es ist. Ergänzt wird es danach als Nachtrag.")
    )
    st.header(_("Was noch offen ist"))
    _open_items(view)
    unsaved.before_closing(view)
    st.header(_("Wer da war"))
    _present(desk, view)
    taken = [each for item in view.items for each in item.decisions]
    st.header(_("Beschlüsse"))
    if not taken:
        st.markdown(_("Es wurde nichts beschlossen."))
    for decision in taken:
        with st.container(border=True, key=f"decision_{decision.id}", gap="xsmall"):
            card(decision)
    given = [each for item in view.items for each in item.tasks]
    st.header(_("Aufgaben"))
    notice.show(tasks.PLACE)
    if not given:
        st.markdown(_("Es wurde keine Aufgabe vergeben."))
    for task in given:
        late = tasks.is_late(task, desk.today)
        tasks.row(desk, task, view.units, overdue=late, may_plan=view.may_plan, may_remove=True)
    if view.may_plan:
        close = partial(_close, desk, meeting)
        label = _("Schließen und Protokoll festschreiben")
        st.button(label, key="close_meeting", type="primary", icon=":material/task_alt:", on_click=close)


def _close(desk: Desk, meeting: Meeting) -> None:
    if tried(notice.TOP, desk.meetings.close, meeting.id):
        place.go_to_meeting(meeting.id)
        done = _("Die Sitzung ist geschlossen, das Protokoll steht fest.")
        notice.tell(notice.Notice(notice.TOP, done, went_well=True))


def _open_items(view: MeetingView) -> None:
    """What happens to each item that nobody settled."""
    if not view.still_open:
        st.markdown(_("Nichts: Alle Punkte sind behandelt."))
        return
    st.markdown(
        "\n".join(f"- **{escaped(words.title_of(each.item, view))}**: {_fate(each)}" for each in view.still_open)
    )


def _fate(each: ItemView) -> str:
    if each.decisions or each.tasks:
        return _("gilt als besprochen, weil dazu etwas beschlossen oder aufgegeben wurde")
    if each.item.kind in (ItemKind.MINUTES, ItemKind.TASKS):
        return _("kommt in der nächsten Sitzung ohnehin wieder vor")
    return _("wird vertagt und der nächsten Sitzung vorgeschlagen")


def _present(desk: Desk, view: MeetingView) -> None:
    """Who was there as the minutes will say it; where nobody is noted, the list to tick stands open."""
    st.caption(_("So wird es im Protokoll stehen:"))
    on_page.shown(minutes.attendance(view.participants), "attendance")
    nobody = all(each.presence is not Presence.PRESENT for each in view.participants)
    if nobody:
        told = _("Noch niemand ist als anwesend vermerkt. Nach dem Schließen lässt sich das nicht mehr nachholen.")
        st.warning(told, icon=":material/group_off:")
    people.presence(desk, view, "presence_at_closing", is_open=nobody)
