"""Tasks with unit and day: tick them done, change them, give new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from components import drafts, notice, session
from components.language import _, day
from components.meetings import words
from components.meetings.desk import Desk
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import click, tried
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY, unit_field
from components.plan.measures_place import keep_in_step
from data.model.meetings import AgendaItem, Task
from data.model.meetings_view import StatedTask

PLACE = "meeting_tasks"
LONGEST_TASK = 500


def listed(desk: Desk, tasks: Sequence[StatedTask], units: Sequence[str], *, may_plan: bool) -> None:
    """Tasks of several meetings, each with where it comes from."""
    with st.container(key="task_list", gap="xsmall"):
        for each in tasks:
            given = _("aus: {title}, {day}", title=escaped(each.meeting_title), day=day(each.given_at))
            row(desk, each.task, units, overdue=each.overdue, may_plan=may_plan, given=given)


def row(
    desk: Desk,
    task: Task,
    units: Sequence[str],
    *,
    overdue: bool,
    may_plan: bool,
    given: str = "",
    may_remove: bool = False,
) -> None:
    """One task: what, who, until when."""
    facts = _facts(task, given, overdue=overdue)
    if not may_plan:
        box = ":material/check_box:" if task.done_on else ":material/check_box_outline_blank:"
        st.markdown(f"{box} {escaped(task.text)}  \n{facts}")
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="top", key=f"task_row_{task.id}"):
        with st.container(gap=None, width="stretch"):
            key = f"task_done_{task.id}"
            keep_in_step(key, task.done_on is not None)
            st.checkbox(escaped(task.text), key=key, on_change=_mark, args=(desk, task), wrap=True)
            st.markdown(facts)
        with st.popover(_("Ändern"), type="tertiary", key=f"change_task_{_state(task)}"):
            _form(desk, task, units, may_remove=may_remove)


def _facts(task: Task, given: str, *, overdue: bool) -> str:
    until = words.until(task.due_on, task.done_on, overdue=overdue)
    told = [f":orange-badge[:material/schedule: {until}]" if overdue else until]
    told = [f"**{escaped(task.unit)}**", *told] if task.unit else [_("noch keine Stelle"), *told]
    return " · ".join([*told, *([f":gray[{given}]"] if given else [])])


def _state(task: Task) -> str:
    """Another state of a task gives another form: nobody stores over what they have not seen."""
    return f"{task.id}_{hash(task)}"


def _mark(desk: Desk, task: Task) -> None:
    done = bool(session.widget_value(f"task_done_{task.id}"))
    if tried(PLACE, desk.outcomes.change_task, task, replace(task, done_on=desk.today if done else None)) and done:
        told = _(
            "Erledigt: „{task}“. Unter „Auch erledigte zeigen“ lässt sie sich wieder öffnen.", task=escaped(task.text)
        )
        notice.tell(Notice(PLACE, told, went_well=True))


def _form(desk: Desk, task: Task, units: Sequence[str], *, may_remove: bool) -> None:
    keys = {part: f"task_{part}_{_state(task)}" for part in ("text", "unit", "due_on")}
    for part, key in keys.items():
        if not session.has_widget_value(key):
            session.set_widget_value(key, getattr(task, part) or None)
    st.text_area(_("Aufgabe"), max_chars=LONGEST_TASK, key=keys["text"], height=80)
    unit_field(_("Zuständige Stelle"), units, keys["unit"])
    st.date_input(_("Termin"), None, FIRST_DAY, LAST_DAY, key=keys["due_on"], format=DAY_FORMAT)
    with st.container(horizontal=True):
        save = partial(_change, desk, task, keys)
        st.button(_("Speichern"), key=f"save_task_{task.id}", type="primary", on_click=save)
        if may_remove:
            remove = partial(click, PLACE, desk.outcomes.remove_task, task)
            st.button(_("Löschen"), key=f"remove_task_{task.id}", icon=":material/delete:", on_click=remove)


def _change(desk: Desk, task: Task, keys: dict[str, str]) -> None:
    typed: dict[str, Any] = {part: session.widget_value(key) for part, key in keys.items()}
    text, unit, due_on = (typed["text"] or "").strip(), (typed["unit"] or "").strip(), typed["due_on"]
    said = _("Nicht gespeichert: „{note}“", note=escaped(text)) if text else ""
    tried(PLACE, desk.outcomes.change_task, task, replace(task, text=text, unit=unit, due_on=due_on), otherwise=said)


def key_of(item: AgendaItem) -> str:
    """How the keys of the fields of a new task under an item begin."""
    return f"task_of_{item.id}"


def text_key(item: AgendaItem) -> str:
    """The key under which the tab keeps the text of a task that is being written under an item."""
    return f"{key_of(item)}_text"


def given(units: Sequence[str], key: str) -> None:
    """The fields of a new task."""
    example = _("Zum Beispiel: Angebot für Dolmetschdienste einholen")
    drafts.text_area(_("Was ist zu tun?"), f"{key}_text", LONGEST_TASK, example)
    unit, due = st.columns([3, 2], gap="small")
    with unit:
        unit_field(_("Zuständige Stelle"), units, f"{key}_unit")
    due.date_input(_("Termin"), None, FIRST_DAY, LAST_DAY, key=f"{key}_due", format=DAY_FORMAT)


def is_late(task: Task, today: date) -> bool:
    """Whether a task is open and was due before today."""
    return task.done_on is None and task.due_on is not None and task.due_on < today
