"""The steps of a measure: done marks, days, a new one in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from components import notice, session
from components.language import _, day
from components.plain_text import escaped
from components.plan.measures_desk import Desk, click, tried
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY
from components.plan.measures_place import keep_in_step
from data.model.measures_view import MeasureView
from data.model.plan import Measure, MeasureStep

LONGEST_TITLE = 200
PLACE = "measure_steps"


def shown(desk: Desk, view: MeasureView) -> None:
    """All steps in the order of their days, and the line for a new one."""
    measure = view.stated.measure
    notice.show(PLACE)
    if not measure.steps:
        st.markdown(_("Noch keine Schritte. Was kommt als Erstes?") if view.may_plan else _("Noch keine Schritte."))
    with st.container(key="measure_step_list", gap="xxsmall"):
        for step in sorted(measure.steps, key=lambda each: (each.due_on is None, each.due_on, each.id)):
            _step(desk, measure, step, view)
    if view.may_plan:
        _new(desk, measure)


def _step(desk: Desk, measure: Measure, step: MeasureStep, view: MeasureView) -> None:
    days = _days(step, desk.today, is_open=view.stated.is_open)
    if not view.may_plan:
        box = ":material/check_box:" if step.done_on else ":material/check_box_outline_blank:"
        st.markdown(f"{box} {escaped(step.title)} {days}")
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"step_row_{step.id}"):
        key = f"step_done_{step.id}"
        keep_in_step(key, step.done_on is not None)
        with st.container(gap=None, width="stretch"):
            # What is read aloud as the name of the box is the label as it is written: no badge belongs into it.
            st.checkbox(escaped(step.title), key=key, on_change=_mark, args=(desk, measure.id, step), wrap=True)
            if days:
                st.markdown(days)
        with st.popover(_("Ändern"), type="tertiary", key=f"change_step_{_state(step)}"):
            _form(desk, measure, step)


def _state(step: MeasureStep) -> str:
    """Another state of a step gives another form: nobody stores over what they have not seen."""
    return f"{step.id}_{hash(step)}"


def _days(step: MeasureStep, today: date, *, is_open: bool) -> str:
    if step.done_on is not None:
        done = _("erledigt am {day}", day=day(step.done_on))
        return f":gray[{done}]"
    if step.due_on is None:
        return ""
    due = _("bis {day}", day=day(step.due_on))
    late = is_open and step.due_on < today
    return f":orange-badge[:material/schedule: {due}]" if late else f":gray[{due}]"


def _form(desk: Desk, measure: Measure, step: MeasureStep) -> None:
    title, due = f"step_title_{_state(step)}", f"step_due_{_state(step)}"
    st.text_input(_("Schritt"), step.title, max_chars=LONGEST_TITLE, key=title)
    st.date_input(_("Termin"), step.due_on, FIRST_DAY, LAST_DAY, key=due, format=DAY_FORMAT)
    with st.container(horizontal=True):
        st.button(
            _("Speichern"), key=f"save_step_{step.id}", type="primary", on_click=_change, args=(desk, measure, step)
        )
        remove = partial(click, PLACE, desk.remove_step, measure.id, step)
        st.button(_("Löschen"), key=f"remove_step_{step.id}", icon=":material/delete:", on_click=remove)


def _mark(desk: Desk, measure_id: int, step: MeasureStep) -> None:
    done = bool(session.widget_value(f"step_done_{step.id}"))
    tried(PLACE, desk.change_step, measure_id, step, replace(step, done_on=desk.today if done else None))


def _change(desk: Desk, measure: Measure, step: MeasureStep) -> None:
    title: str = session.widget_value(f"step_title_{_state(step)}") or ""
    due: Any = session.widget_value(f"step_due_{_state(step)}")
    said = _("Nicht gespeichert: „{note}“", note=escaped(title)) if title else ""
    wished = replace(step, title=title.strip(), due_on=due)
    tried(PLACE, desk.change_step, measure.id, step, wished, otherwise=said)


def _new(desk: Desk, measure: Measure) -> None:
    with st.form("add_step", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Neuer Schritt"), key="new_step", max_chars=LONGEST_TITLE)
        due = st.container(width=150)
        due.date_input(_("Termin"), None, FIRST_DAY, LAST_DAY, key="new_step_due", format=DAY_FORMAT)
        st.form_submit_button(_("Hinzufügen"), icon=":material/add:", on_click=_add, args=(desk, measure))


def _add(desk: Desk, measure: Measure) -> None:
    title, due = session.widget_value("new_step") or "", session.widget_value("new_step_due")
    if tried(PLACE, desk.add_step, measure.id, title, due):
        session.set_widget_value("new_step", "")
        session.set_widget_value("new_step_due", None)
