"""A running meeting on the projector: the item large, the clocks, the agenda at its side; all who are in it see it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import notice, session
from components.language import _
from components.meetings import agenda_list, item, live, people, place, words
from components.meetings.desk import Desk
from components.meetings.place import View
from components.plain_text import escaped
from components.plan.measures_desk import click, tried
from components.questionnaire import redraw
from data.model.meetings import ItemState
from data.model.meetings_view import ItemView, MeetingStamp, MeetingView


def shown(desk: Desk, view: MeetingView, stamp: MeetingStamp) -> None:
    """The whole view of a meeting that runs."""
    redraw.drawn(redraw.PAGE)
    current = _item_to_show(view)
    with st.container(key="running_meeting"):
        with st.container(key="meeting_clock"):
            live.follow(desk, view, stamp, current)
        main, side = st.columns([9, 4], gap="large")
        with main:
            _main(desk, view, current)
        with side:
            _side(desk, view, current)


def _item_to_show(view: MeetingView) -> ItemView | None:
    """What this tab shows: what its address names, else what it is being worked on in, else what is up."""
    by_id = {each.item.id: each for each in view.items}
    asked = by_id.get(place.item_asked_for() or 0)
    worked_on = next((each for each in view.items if session.widget_value(item.panel_key(each.item))), None)
    return asked or worked_on or view.current


def _main(desk: Desk, view: MeetingView, current: ItemView | None) -> None:
    notice.show(notice.TOP)
    if current is None:
        _nothing_up(desk, view)
        return
    with st.container(key="item_elsewhere"):
        if current.item.id != view.meeting.item_id:
            _elsewhere(desk, view, current)
    item.shown(desk, view, current)
    with st.container(horizontal=True, key="item_way"):
        if view.may_plan:
            _way(desk, view, current)


def _nothing_up(desk: Desk, view: MeetingView) -> None:
    st.title(_("Alle Punkte sind behandelt") if view.items else _("Die Tagesordnung ist leer"))
    if view.may_plan:
        st.markdown(_("Ergänzen Sie einen Punkt, oder schließen Sie die Sitzung: Dann entsteht das Protokoll."))
        agenda_list.add_form(desk, view, "add_first")
        with st.container(key="to_closing"):
            place.meeting_link(view.meeting.id, _("Sitzung schließen"), ":material/task_alt:", View.CLOSING)


def _elsewhere(desk: Desk, view: MeetingView, current: ItemView) -> None:
    """That the meeting is at another item than this tab."""
    up = view.current
    told = (
        _("Aufgerufen ist gerade: **{title}**", title=escaped(words.title_of(up.item, view)))
        if up
        else _("Gerade ist kein Punkt aufgerufen.")
    )
    with st.container(horizontal=True, vertical_alignment="center", key="not_up"):
        st.markdown(told, width="stretch")
        if up:
            st.button(
                _("Dorthin wechseln"), key="follow", icon=":material/my_location:", on_click=_follow, args=(current,)
            )
        if view.may_plan:
            call = partial(_call, desk, current, current)
            st.button(_("Diesen Punkt für alle aufrufen"), key="call_up", icon=":material/campaign:", on_click=call)


def _follow(current: ItemView) -> None:
    """Show what is up, and nothing of the panel that kept this tab elsewhere."""
    session.set_widget_value(item.panel_key(current.item), None)
    place.follow()


def _call(desk: Desk, current: ItemView, wanted: ItemView) -> None:
    """Have an item up for everybody, from the one that this tab shows."""
    if tried(notice.TOP, desk.agendas.go_to, wanted.item.id):
        _follow(current)


def _way(desk: Desk, view: MeetingView, current: ItemView) -> None:
    """To the item before and after; what was discussed leads on by itself."""
    here = [each.item.id for each in view.items].index(current.item.id)
    for label, step, icon in ((_("Voriger Punkt"), -1, "arrow_back"), (_("Nächster Punkt"), 1, "arrow_forward")):
        there = here + step
        is_there = 0 <= there < len(view.items)
        st.button(
            label,
            key=f"way_{step}",
            icon=f":material/{icon}:",
            disabled=not is_there,
            on_click=_call,
            args=(desk, current, view.items[there] if is_there else current),
        )


def _side(desk: Desk, view: MeetingView, current: ItemView | None) -> None:
    st.header(_("Tagesordnung"))
    with st.container(key="running_agenda", gap=None):
        for number, each in enumerate(view.items, start=1):
            _agenda_line(view, each, number, is_shown=current is not None and each.item.id == current.item.id)
    notice.show(agenda_list.PLACE)
    if view.may_plan:
        with st.popover(_("Punkt ergänzen"), icon=":material/add:", key="add_on_the_spot"):
            agenda_list.add_form(desk, view, "add_running")
    people.presence(desk, view)
    if view.may_plan:
        with st.container(key="to_closing_side"):
            place.meeting_link(view.meeting.id, _("Sitzung schließen …"), ":material/task_alt:", View.CLOSING)
        has_results = any(each.decisions or each.tasks for each in view.items)
        if not has_results:
            back = partial(click, notice.TOP, desk.meetings.back_to_plan, view.meeting.id)
            st.button(_("Doch noch nicht beginnen"), key="back_to_plan", type="tertiary", on_click=back)


def _agenda_line(view: MeetingView, each: ItemView, number: int, *, is_shown: bool) -> None:
    is_up = each.item.id == view.meeting.item_id
    icon = ":material/play_circle:" if is_up else words.STATE_ICONS[each.item.state]
    title = f"{number} · {escaped(words.title_of(each.item, view))}"
    told = []
    if is_up:
        told.append(_("aufgerufen"))
    elif each.item.state is not ItemState.OPEN:
        told.append(words.item_state(each.item.state))
    told.append(_("{n} min", n=each.item.minutes))
    with st.container(key=f"agenda_line_{each.item.id}", gap=None):
        place.item_link(view.meeting.id, each.item.id, f"**{title}**" if is_shown else title, icon)
        st.caption(" · ".join(told))
