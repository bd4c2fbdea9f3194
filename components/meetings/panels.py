"""What can be done with an item of a running meeting: decide, give a task, edit the measure, settle it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import drafts, notice, session
from components.language import _, day
from components.meetings import decisions, place, tasks, words
from components.meetings.desk import Desk
from components.notice import Notice
from components.plain_text import escaped
from components.plan import measures_parts, measures_status
from components.plan.measures_desk import tried
from data.errors import KompassError
from data.model.meetings import AgendaItem, ItemKind, ItemState
from data.model.meetings_view import ItemView, MeetingView

PLACE = decisions.PLACE
DECIDE, TASK, MEASURE, NEW_MEASURE, SETTLE = "decide", "task", "measure", "new_measure", "settle"
EDITED = (("responsible_unit", "due_on", "next_review_on"),)
LONGEST_SENTENCE, LONGEST_TITLE = 500, 200


def panel_key(item: AgendaItem) -> str:
    """The key under which the tab keeps which panel of an item is open."""
    return f"item_panel_{item.id}"


def shown(desk: Desk, view: MeetingView, each: ItemView) -> None:
    """The choice of what to do, and the fields for it; done is done with one click."""
    item = each.item
    with st.container(horizontal=True, vertical_alignment="center", key="item_actions"):
        if item.state is ItemState.OPEN:
            done = partial(_settle, desk, item, ItemState.DISCUSSED)
            st.button(_("Besprochen"), key="discussed", type="primary", icon=":material/check:", on_click=done)
        else:
            again = partial(_settle, desk, item, ItemState.OPEN)
            st.button(_("Wieder aufnehmen"), key="take_up_again", icon=":material/undo:", on_click=again)
        names = _names(each)
        opened = st.pills(
            _("Was soll geschehen?"),
            list(names),
            format_func=names.__getitem__,
            key=panel_key(item),
            label_visibility="collapsed",
            wrap=True,
        )
    with st.container(key=f"item_panel_body_{item.id}"):
        _panel(desk, view, each, opened)


def _names(each: ItemView) -> dict[str, str]:
    names = {DECIDE: _("Beschließen"), TASK: _("Aufgabe geben")}
    if each.measure is not None:
        names[MEASURE] = _("Maßnahme ändern")
    elif each.item.kind in (ItemKind.FREE, ItemKind.PRIORITY):
        names[NEW_MEASURE] = _("Maßnahme anlegen")
    if each.item.state is ItemState.OPEN:
        names[SETTLE] = _("Vertagen oder streichen")
    return names


def _panel(desk: Desk, view: MeetingView, each: ItemView, opened: str | None) -> None:
    if opened == DECIDE:
        decisions.panel(desk, view, each, panel_key(each.item))
    elif opened == TASK:
        _task(desk, view, each)
    elif opened == MEASURE and each.measure is not None:
        _measure(desk, each.measure.id)
    elif opened == NEW_MEASURE:
        _new_measure(desk, each)
    elif opened == SETTLE:
        _settling(desk, each.item)


def _task(desk: Desk, view: MeetingView, each: ItemView) -> None:
    key = tasks.key_of(each.item)
    tasks.given(view.units, key)
    give = partial(_give, desk, each, key)
    st.button(
        _("Aufgabe festhalten"), key=f"give_{each.item.id}", type="primary", icon=":material/add_task:", on_click=give
    )


def _give(desk: Desk, each: ItemView, key: str) -> None:
    text, unit = session.widget_value(f"{key}_text") or "", session.widget_value(f"{key}_unit") or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(text)) if text.strip() else ""
    if tried(
        PLACE, desk.outcomes.give_task, each.item.id, text, unit, session.widget_value(f"{key}_due"), otherwise=said
    ):
        drafts.forget(f"{key}_text")
        session.set_widget_value(panel_key(each.item), None)
        notice.tell(Notice(PLACE, _("Aufgabe festgehalten: „{task}“", task=escaped(text.strip())), went_well=True))


def _measure(desk: Desk, measure_id: int) -> None:
    """The parts that change in a meeting, edited as on the page of the measure: two people lose nothing there."""
    try:
        view = desk.measure(measure_id)
    except KompassError:
        return
    measures_status.steps(desk.edits, view)
    st.caption(_("Jede Änderung wird sofort gespeichert."))
    measures_parts.fields(desk.edits, view, EDITED)


def _new_measure(desk: Desk, each: ItemView) -> None:
    key = f"new_measure_of_{each.item.id}"
    if not session.has_widget_value(key):
        session.set_widget_value(key, each.item.title if each.item.kind is ItemKind.FREE else "")
    label = (
        _("Titel der neuen Maßnahme")
        if each.priority is None
        else _("Titel der neuen Maßnahme unter „{title}“", title=escaped(each.priority.title))
    )
    st.text_input(label, key=key, max_chars=LONGEST_TITLE)
    add = partial(_add_measure, desk, each, key)
    st.button(
        _("Maßnahme anlegen"), key=f"add_measure_{each.item.id}", type="primary", icon=":material/add:", on_click=add
    )


def _add_measure(desk: Desk, each: ItemView, key: str) -> None:
    title = (session.widget_value(key) or "").strip()
    item = words.item_title(each.item.kind, each.item.title)
    sentence = _("Angelegt in der Sitzung am {day}, Punkt „{item}“.", day=day(desk.today), item=item)
    said = _("Nicht gespeichert: „{note}“", note=escaped(title)) if title else ""
    if tried(PLACE, desk.outcomes.add_measure, each.item.id, title, sentence[:LONGEST_SENTENCE], otherwise=said):
        session.set_widget_value(panel_key(each.item), None)
        done = _("Aufgenommen als Idee: „{title}“. Sie steht jetzt unter den Maßnahmen.", title=escaped(title))
        notice.tell(Notice(PLACE, done, went_well=True))


def _settling(desk: Desk, item: AgendaItem) -> None:
    field = f"settle_sentence_{item.id}"
    st.text_input(_("Warum? Ein Satz."), key=field, max_chars=LONGEST_SENTENCE)
    with st.container(horizontal=True):
        for state, label, icon in (
            (ItemState.POSTPONED, _("Vertagen"), "event_repeat"),
            (ItemState.DROPPED, _("Entfällt"), "cancel"),
        ):
            settle = partial(_settle, desk, item, state, field)
            st.button(label, key=f"settle_{state.value}", icon=f":material/{icon}:", on_click=settle)
    st.caption(_("Vertagtes wird der nächsten Sitzung vorgeschlagen, was entfällt, nicht mehr."))


def _settle(desk: Desk, item: AgendaItem, state: ItemState, field: str = "") -> None:
    sentence = session.widget_value(field) or "" if field else ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    if tried(PLACE, desk.agendas.settle, item, state, sentence, otherwise=said):
        session.set_widget_value(panel_key(item), None)
        if state is not ItemState.OPEN:
            place.follow()
