"""One item of a running meeting, large: what it is about, what it led to, what can be done, and everybody's notes."""

from __future__ import annotations

import streamlit as st

from components import notice, texts
from components.language import _, day
from components.meetings import decisions, notes, panels, tasks, words
from components.meetings.desk import Desk
from components.meetings.panels import panel_key
from components.meetings.place import decision_link, measure_link, meeting_link, priorities_link
from components.plain_text import escaped, quoted
from components.plan import measures_words, priorities_words
from data.model.meetings import ItemKind, ItemState, MeetingStatus
from data.model.meetings_view import ItemView, MeetingView
from data.model.plan import Measure, MeasureStatus, Priority

__all__ = ["panel_key", "shown"]


def shown(desk: Desk, view: MeetingView, each: ItemView) -> None:
    """The whole item. Its parts stand in containers of their own: a field keeps its place when others appear."""
    item = each.item
    with st.container(key="item_head", gap="small"):
        number = [other.item.id for other in view.items].index(item.id) + 1
        st.markdown(_("Punkt {n} von {all}", n=number, all=len(view.items)))
        st.title(escaped(words.title_of(item, view)))
        _why(desk, view, each)
    with st.container(key="item_subject", gap="small"):
        _subject(desk, view, each)
    with st.container(key="item_results", gap="small"):
        notice.show(panels.PLACE)
        decisions.of_item(desk, view, each)
        _tasks(desk, view, each)
    with st.container(key="item_panels"):
        if view.may_plan:
            panels.shown(desk, view, each)
    with st.container(key=f"item_notes_{item.id}"):
        notes.shown(desk, view, each)


def _why(desk: Desk, view: MeetingView, each: ItemView) -> None:
    told = [escaped(reason) for reason in words.reasons(each.item, view, desk.today, brief=True)]
    if each.item.state is not ItemState.OPEN:
        because = ": " + texts.in_quotes(escaped(each.item.sentence)) if each.item.sentence else ""
        st.markdown(f"{words.item_badge(each.item.state)}{because}")
    if told:
        st.markdown(_("Warum jetzt: {reasons}", reasons=" · ".join(told)))


def _subject(desk: Desk, view: MeetingView, each: ItemView) -> None:
    if each.measure is not None:
        _measure(desk, each.measure)
    elif each.priority is not None:
        _priority(each.priority)
    elif each.item.kind is ItemKind.TASKS:
        notice.show(tasks.PLACE)
        tasks.listed(desk, view.earlier_tasks, view.units, may_plan=view.may_plan)
    elif each.item.kind is ItemKind.MINUTES:
        st.markdown(_("Ist das Protokoll der letzten Sitzung so in Ordnung? Ergänzungen kommen als Nachtrag dazu."))
        _last_minutes(desk)


def _last_minutes(desk: Desk) -> None:
    past = (listed.meeting for listed in desk.views.overview(desk.today).past)
    last = next((meeting for meeting in past if meeting.status is MeetingStatus.CLOSED), None)
    if last is not None:
        with st.container(horizontal=True, key="subject_links"):
            meeting_link(last.id, _("Zum Protokoll vom {day}", day=day(last.starts_at)), ":material/open_in_new:")


def _measure(desk: Desk, measure: Measure) -> None:
    facts = [measures_words.status_badge(measure.status)]
    facts.append(_("Zuständig: **{unit}**", unit=escaped(measure.responsible_unit) or _("noch niemand")))
    due = _("Termin: **{day}**", day=day(measure.due_on)) if measure.due_on else _("ohne Termin")
    late = measure.due_on is not None and measure.due_on < desk.today and measure.status in _OPEN
    facts.append(" ".join((due, _(":orange-badge[:material/schedule: überfällig]"))) if late else due)
    st.markdown(" · ".join(facts))
    if measure.status is MeasureStatus.BLOCKED and measure.blocked_because:
        st.markdown(_("**Blockiert, weil:**") + "\n\n" + quoted(measure.blocked_because))
    told = []
    if measure.expected:
        told.append(_("Verknüpfte Fragen: {questions}.", questions=", ".join(measure.expected)))
        told.append(desk.effect(measure.id))
    if measure.indicator:
        told.append(_("Kennzahl: {indicator}", indicator=escaped(measure.indicator)))
    if any(told):
        st.markdown(" ".join(each for each in told if each))
    with st.container(horizontal=True, key="subject_links"):
        measure_link(measure.id, _("Zur Maßnahme"), ":material/open_in_new:")
        decision_link(measure.decision)


_OPEN = frozenset(MeasureStatus) - {MeasureStatus.DONE, MeasureStatus.STOPPED}


def _priority(priority: Priority) -> None:
    st.markdown(priorities_words.status_badge(priority.status))
    if priority.reason:
        st.markdown(priorities_words.paragraphs(priority.reason))
    with st.container(horizontal=True, key="subject_links"):
        priorities_link(_("Zu den Schwerpunkten"), ":material/open_in_new:")
        decision_link(priority.decision)


def _tasks(desk: Desk, view: MeetingView, each: ItemView) -> None:
    if each.item.kind is not ItemKind.TASKS:
        notice.show(tasks.PLACE)
    if each.tasks:
        st.header(_("Aufgaben"))
    with st.container(key="item_tasks", gap="xsmall"):
        for task in each.tasks:
            late = tasks.is_late(task, desk.today)
            tasks.row(desk, task, view.units, overdue=late, may_plan=view.may_plan, may_remove=True)
