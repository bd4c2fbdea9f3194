"""All meetings: the next one large, what waits for it, open tasks, and what has been."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import streamlit as st

from components import navigation, notice, session, texts
from components.language import _, day, plural
from components.meetings import invitation, place, tasks, words
from components.meetings.desk import Desk
from components.meetings.place import View
from components.page_frame import empty_state, lead
from components.paging import page_of
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.questionnaire import redraw
from data.model.meetings import AgendaItem, Meeting, MeetingStatus
from data.model.meetings_view import ListedMeeting, MeetingsView

WAITING = "waiting_items"
PAST_AT_ONCE, TASKS_AT_ONCE = 10, 20
LONGEST_SENTENCE = 500
COUNTED = re.compile(r"^\d{1,4}(?=\. )")


def shown(desk: Desk, view: MeetingsView) -> None:
    """The whole page without a meeting of its own."""
    redraw.drawn(redraw.PAGE)
    st.title(_("Sitzungen"))
    notice.show(notice.TOP)
    if not view.coming and not view.past:
        _none_yet(view)
        return
    lead(_sentence(view.coming))
    with st.container(horizontal=True, key="meeting_views"):
        if view.may_plan:
            place.view_link(View.NEW, _("Neue Sitzung planen"), ":material/add:")
        place.view_link(View.LOG, _("Alle Beschlüsse"), ":material/gavel:")
    if view.coming:
        _next(desk, view.coming[0].meeting)
    if view.coming[1:]:
        st.header(_("Danach"))
    for listed in view.coming[1:]:
        _row(listed)
    _waiting(desk, view)
    _open_tasks(desk, view)
    _past(view.past)


def _none_yet(view: MeetingsView) -> None:
    what = _(
        "Planen Sie die erste Sitzung der Steuerungsgruppe. Die Tagesordnung schlägt sich aus Ihren Schwerpunkten und "
        "Maßnahmen von selbst vor; in der Sitzung halten Sie Beschlüsse und Aufgaben fest, und am Ende steht das "
        "Protokoll."
    )
    if view.may_plan:
        asked = {place.VIEW: View.NEW.value}
        empty_state(_("Noch keine Sitzung"), what, navigation.MEETINGS, _("Erste Sitzung planen"), asked)
    else:
        empty_state(_("Noch keine Sitzung"), _("Sitzungen stehen hier, sobald die erste geplant ist."))


def _sentence(coming: Sequence[ListedMeeting]) -> str:
    if not coming:
        return _("Zurzeit ist keine Sitzung geplant.")
    first = coming[0].meeting
    if first.status is MeetingStatus.RUNNING:
        return _("Gerade läuft: {title}.", title=escaped(first.title))
    if first.starts_at + timedelta(minutes=first.minutes) < datetime.now(UTC):
        when = words.beginning(first.starts_at)
        return _("Noch nicht begonnen: {title}, geplant für {when}.", title=escaped(first.title), when=when)
    return _("Die nächste Sitzung ist am {when}.", when=words.beginning(first.starts_at))


def _next(desk: Desk, meeting: Meeting) -> None:
    view = desk.views.detail(meeting.id, desk.today)
    with st.container(border=True, key="next_meeting"):
        st.header(escaped(meeting.title), anchor=False)
        st.markdown(words.meeting_badge(meeting.status))
        st.markdown("  \n".join([f"**{words.when(meeting)}**", *([escaped(meeting.place)] if meeting.place else [])]))
        if view.items:
            points = plural("Ein Punkt auf der Tagesordnung", "{n} Punkte auf der Tagesordnung", len(view.items))
            st.markdown(f"{points}: {words.fits(view.planned_minutes, meeting.minutes)}")
        else:
            st.markdown(_("Auf der Tagesordnung steht noch nichts."))
        with st.container(horizontal=True, vertical_alignment="center", key="next_meeting_links"):
            label = _("Zur Sitzung") if meeting.status is MeetingStatus.RUNNING else _("Öffnen und vorbereiten")
            place.meeting_link(meeting.id, label, ":material/arrow_forward:")
            if meeting.status is MeetingStatus.PLANNED:
                invitation.calendar_button(desk, view)


def _row(listed: ListedMeeting) -> None:
    meeting = listed.meeting
    with st.container(key=f"meeting_row_{meeting.id}", gap=None):
        place.meeting_link(meeting.id, escaped(meeting.title))
        told = [words.meeting_badge(meeting.status), words.beginning(meeting.starts_at)]
        if meeting.status is MeetingStatus.PLANNED:
            told.append(plural("ein Tagesordnungspunkt", "{n} Tagesordnungspunkte", listed.items))
        if listed.decisions:
            told.append(plural("ein Beschluss", "{n} Beschlüsse", listed.decisions))
        if listed.open_tasks:
            told.append(plural("eine offene Aufgabe", "{n} offene Aufgaben", listed.open_tasks))
        st.markdown(" · ".join(told))


def _past(past: Sequence[ListedMeeting]) -> None:
    if not past:
        return
    st.header(_("Vergangene Sitzungen"))
    with st.container(key="past_meetings", gap="small"):
        for listed in page_of(past, PAST_AT_ONCE, "past_meetings_page"):
            _row(listed)


def _waiting(desk: Desk, view: MeetingsView) -> None:
    if not view.waiting:
        return
    st.header(_("Wartet auf eine Sitzung"))
    notice.show(WAITING)
    st.markdown(_("Vertagt und noch nicht wieder aufgenommen. Die nächste Tagesordnung schlägt es vor."))
    meetings = {each.meeting.id: each.meeting for each in (*view.coming, *view.past)}
    with st.container(key="waiting_list", gap="small"):
        for item in view.waiting:
            _waiting_item(desk, item, meetings[item.meeting_id], may_plan=view.may_plan)


def _waiting_item(desk: Desk, item: AgendaItem, of: Meeting, *, may_plan: bool) -> None:
    with st.container(horizontal=True, wrap=False, key=f"waiting_row_{item.id}"):
        told = _("vertagt am {day}", day=day(of.starts_at))
        if of.status is MeetingStatus.CANCELLED:
            told = _("von der abgesagten Sitzung am {day}", day=day(of.starts_at))
        because = ": " + texts.in_quotes(escaped(item.sentence)) if item.sentence else ""
        st.markdown(f"**{escaped(words.item_title(item.kind, item.title))}**  \n{told}{because}", width="stretch")
        if may_plan:
            with st.popover(_("Nicht mehr vorschlagen"), type="tertiary", key=f"let_go_{item.id}"):
                field = f"let_go_sentence_{item.id}"
                st.text_input(_("Warum wird es nicht mehr gebraucht? Ein Satz."), key=field, max_chars=LONGEST_SENTENCE)
                go = partial(_let_go, desk, item, field)
                st.button(_("Nicht mehr vorschlagen"), key=f"really_let_go_{item.id}", type="primary", on_click=go)


def _let_go(desk: Desk, item: AgendaItem, field: str) -> None:
    sentence = session.widget_value(field) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    if tried(WAITING, desk.agendas.let_go, item.id, sentence, otherwise=said):
        title = escaped(words.item_title(item.kind, item.title))
        done = _("„{title}“ wird nicht mehr vorgeschlagen.", title=title)
        notice.tell(notice.Notice(notice.TOP, done, went_well=True))


def _open_tasks(desk: Desk, view: MeetingsView) -> None:
    st.header(_("Offene Aufgaben"))
    notice.show(tasks.PLACE)
    shows_all = st.toggle(_("Auch erledigte zeigen"), key="all_tasks")
    found = desk.views.tasks(desk.today) if shows_all else view.open_tasks
    if not shows_all:
        told = f"{words.open_tasks(found)}." if found else _("Keine Aufgabe ist offen.")
        st.markdown(told[0].upper() + told[1:])
    units = sorted({each.task.unit for each in found} - {""}, key=str.casefold)
    tasks.listed(desk, page_of(found, TASKS_AT_ONCE, "tasks_page"), units, may_plan=view.may_plan)


def new_meeting_starts(desk: Desk) -> Meeting:
    """The meeting that the form for a new one begins with; one that is counted in its title counts on."""
    draft = desk.meetings.draft(_("Sitzung der Steuerungsgruppe"), datetime.now(UTC))
    return replace(draft, title=COUNTED.sub(lambda found: str(int(found[0]) + 1), draft.title))
