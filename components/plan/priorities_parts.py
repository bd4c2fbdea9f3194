"""The parts of a priority as fields: each is stored when it changes, and two people may edit at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from components import session
from components.language import _
from components.plain_text import escaped
from components.plan import contests
from components.plan import priorities_words as words
from components.plan.measures_desk import tried
from components.plan.priorities_desk import Desk
from components.plan.priorities_words import Names
from components.session import Key
from data.model.answer_import import note_text
from data.model.plan import Contest, Priority
from data.model.priorities_view import StatedPriority

LEVELS = ("effect", "effort")
OPEN = 0  # where a level is not discussed yet: None would be no choice of a slider
LONGEST = {"title": 200, "reason": 4_000, "decision": 200}


def place_of(priority: Priority) -> str:
    """Where on the page something about a priority is told."""
    return f"priority_{priority.id}"


def fields(desk: Desk, priority: Priority, named: Names) -> None:
    """The parts that are written: title, reason, criteria, field and decision."""
    choices = criterion_choices(named, priority.criteria)
    with st.container(key=f"priority_part_{priority.id}"):
        st.caption(_("Jede Änderung wird sofort gespeichert."))
        _field(desk, priority, "title", partial(st.text_input, max_chars=LONGEST["title"]))
        _field(desk, priority, "reason", partial(st.text_area, max_chars=LONGEST["reason"], height=120))
        _field(
            desk,
            priority,
            "criteria",
            partial(
                st.multiselect,
                options=list(choices),
                format_func=choices.__getitem__,
                placeholder=_("Kriterien wählen"),
            ),
        )
        _field(
            desk,
            priority,
            "field_key",
            partial(
                st.selectbox,
                options=list(named.fields),
                index=None,
                format_func=named.fields.__getitem__,
                placeholder=_("noch keines"),
            ),
        )
        hint = _("Zum Beispiel: 17/2026")
        _field(desk, priority, "decision", partial(st.text_input, max_chars=LONGEST["decision"], placeholder=hint))


def levels(desk: Desk, priority: Priority) -> None:
    """Effect and effort, from small to large."""
    names = {OPEN: _("offen"), 1: _("1 gering"), 2: "2", 3: "3", 4: "4", 5: _("5 groß")}
    for part in LEVELS:
        _field(desk, priority, part, partial(st.select_slider, options=list(names), format_func=names.__getitem__))


def waiting(desk: Desk, stated: StatedPriority, named: Names) -> None:
    """Every value that waits beside a stored one, with the choice."""
    for number, contest in enumerate(stated.contests):
        settle = partial(_settle, desk, stated.priority, contest)
        written = partial(words.part_value, named=named)
        key = f"contest_{stated.priority.id}_{number}"
        contests.shown(contest, words.part_name(contest.part), written, settle, key)


def _settle(desk: Desk, priority: Priority, contest: Contest, take: bool) -> None:
    settled = tried(place_of(priority), desk.settle, priority.id, contest, take)
    if settled and take and contest.part in LONGEST and session.has_widget_value(_key(priority.id, contest.part)):
        _fill(_with_text(priority, contest.part, contest.wished), contest.part)


def criterion_choices(named: Names, chosen: Iterable[str] = ()) -> dict[str, str]:
    """All criteria of the newest result with their names as choices, and what is chosen already beside them."""
    keys = dict.fromkeys((*(criterion.key for criterion in named.own.criteria), *chosen))
    return {key: f"{named.short_fields[named.field_of[key]]}: {named.criteria[key]}" for key in keys}


def _field(desk: Desk, priority: Priority, part: str, draw: Callable[..., object]) -> None:
    is_older = _in_step(priority, part)
    draw(words.part_name(part), key=_key(priority.id, part), on_change=_store, args=(desk, priority, part))
    if is_older:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Das hat inzwischen jemand geändert. Ihr Feld bleibt, wie es ist."), width="content")
            fill = partial(_fill, priority, part)
            st.button(_("Neuen Stand zeigen"), key=f"newer_{_key(priority.id, part)}", type="tertiary", on_click=fill)


def _in_step(priority: Priority, part: str) -> bool:
    """Fill a field that was not there, right before it is drawn; whether it shows something older than what is stored.

    A choice follows what is stored at once. A text does not: somebody may be typing there, and what is typed and not
    sent yet would be gone.
    """
    before = _shown(priority)
    is_other = bool(getattr(before, part) != getattr(priority, part))
    if not session.has_widget_value(_key(priority.id, part)) or (is_other and part not in LONGEST):
        _fill(priority, part)
        return False
    return is_other


def _fill(priority: Priority, part: str) -> None:
    """Have a field show what is stored; only one that is drawn: else it would outlive what is typed there later."""
    session.set_widget_value(_key(priority.id, part), _shown_value(priority, part))
    _shows(replace(_shown(priority), **{part: getattr(priority, part)}))


def _shown(priority: Priority) -> Priority:
    """A priority as the fields of this tab show it."""
    shown: dict[int, Priority] = session.get(Key.SHOWN_PRIORITIES, {})
    return shown.get(priority.id, priority)


def _shows(priority: Priority) -> None:
    session.put(Key.SHOWN_PRIORITIES, {**session.get(Key.SHOWN_PRIORITIES, {}), priority.id: priority})


def _store(desk: Desk, priority: Priority, part: str) -> None:
    """Store what somebody just chose or typed, based on what this tab showed."""
    base = _shown(priority)
    typed = session.widget_value(_key(priority.id, part))
    said = _("Nicht gespeichert: „{note}“", note=escaped(typed)) if part in LONGEST and typed else ""
    wished = replace(base, **{part: _typed_value(part, typed)})
    if not tried(place_of(base), _edit, desk, base, wished, part, otherwise=said):
        session.set_widget_value(_key(priority.id, part), _shown_value(base, part))


def _edit(desk: Desk, base: Priority, wished: Priority, part: str) -> None:
    saved = desk.edit(base, wished)
    _shows(wished)
    for conflict in saved.conflicts:  # what was wished waits above; where it is a text, the field shows what is stored
        if conflict.part in LONGEST:
            _fill(_with_text(wished, part, conflict.stored), part)


def _with_text(priority: Priority, part: str, text: str) -> Priority:
    changed: dict[str, Any] = {part: text}
    return replace(priority, **changed)


def _typed_value(part: str, typed: Any) -> Any:
    """What a field holds, as it will be stored."""
    if part in LONGEST:
        return note_text(typed or "")
    if part == "criteria":
        return tuple(typed)
    return typed or ("" if part == "field_key" else None)


def _shown_value(priority: Priority, part: str) -> Any:
    value = getattr(priority, part)
    if part == "criteria":
        return list(value)
    if part in LEVELS:
        return value or OPEN
    return value or None if part == "field_key" else value


def _key(priority_id: int, part: str) -> str:
    return f"priority_{part}_{priority_id}"
