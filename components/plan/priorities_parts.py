"""The parts of a priority as fields: each is stored when it changes, and two people may edit at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from components import notice, session
from components.language import _
from components.plain_text import escaped
from components.plan import priorities_words as words
from components.plan.measures_desk import tried
from components.plan.priorities_desk import Desk
from components.plan.priorities_words import Names
from components.questionnaire.words import when
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
        hint = _("Zum Beispiel: Beschluss 2026/14 vom 12.05.2026")
        _field(desk, priority, "decision", partial(st.text_input, max_chars=LONGEST["decision"], placeholder=hint))


def levels(desk: Desk, priority: Priority) -> None:
    """Effect and effort, from small to large."""
    names = {OPEN: _("offen"), 1: _("1 gering"), 2: "2", 3: "3", 4: "4", 5: _("5 groß")}
    for part in LEVELS:
        _field(desk, priority, part, partial(st.select_slider, options=list(names), format_func=names.__getitem__))


def contests(desk: Desk, stated: StatedPriority, named: Names) -> None:
    """Every value that waits beside a stored one, with the choice."""
    for number, contest in enumerate(stated.contests):
        place = f"contest_{stated.priority.id}_{number}"
        with st.container(border=True, key=place):
            notice.show(place)
            st.markdown(_two_values(contest, named))
            with st.container(horizontal=True):
                for label, take in ((_("Vorschlag übernehmen"), True), (_("Gespeichertes behalten"), False)):
                    settle = partial(_settle, desk, stated.priority, contest, take=take)
                    st.button(label, key=f"{place}_{take}", on_click=settle)


def _settle(desk: Desk, priority: Priority, contest: Contest, *, take: bool) -> None:
    tried(place_of(priority), desk.settle, priority.id, contest, take)


def criterion_choices(named: Names, chosen: Iterable[str] = ()) -> dict[str, str]:
    """All criteria of the newest result with their names as choices, and what is chosen already beside them."""
    keys = dict.fromkeys((*(criterion.key for criterion in named.own.criteria), *chosen))
    return {key: f"{named.short_fields[named.field_of[key]]}: {named.criteria[key]}" for key in keys}


def _two_values(contest: Contest, named: Names) -> str:
    return "  \n".join(
        (
            _("**{part}: zwei verschiedene Angaben. Welche soll gelten?**", part=words.part_name(contest.part)),
            _("Gespeichert: {value}", value=words.part_value(contest.part, contest.stored, named)),
            _(
                "Vorgeschlagen von {name}, {at}: {value}",
                name=escaped(contest.by) or _("unbekannt"),
                at=when(contest.at),
                value=words.part_value(contest.part, contest.wished, named),
            ),
        )
    )


def _field(desk: Desk, priority: Priority, part: str, draw: Callable[..., object]) -> None:
    _in_step(priority, part)
    draw(words.part_name(part), key=_key(priority.id, part), on_change=_store, args=(desk, priority.id, part))


def _in_step(priority: Priority, part: str) -> None:
    """Bring a field in step with what is stored, if that changed or the field was not there; right before it is drawn.

    A value for a field that is not drawn would outlive what is typed there later.
    """
    key, stored = _key(priority.id, part), getattr(priority, part)
    shown: dict[int, Priority] = session.get(Key.SHOWN_PRIORITIES, {})
    before = shown.get(priority.id, priority)
    if getattr(before, part) != stored or not session.has_widget_value(key):
        session.set_widget_value(key, _shown_value(priority, part))
    session.put(Key.SHOWN_PRIORITIES, {**shown, priority.id: replace(before, **{part: stored})})


def _store(desk: Desk, priority_id: int, part: str) -> None:
    """Store what somebody just chose or typed, based on what this tab showed."""
    shown: dict[int, Priority] = session.get(Key.SHOWN_PRIORITIES, {})
    base = shown[priority_id]
    typed = session.widget_value(_key(priority_id, part))
    # As it will be stored: a field that differs from what is stored is filled anew, while somebody still types.
    value: Any = note_text(typed or "") if part in LONGEST else typed
    if part == "criteria":
        value = tuple(typed)
    elif part in LEVELS:
        value = typed or None
    elif part == "field_key":
        value = typed or ""
    wished = replace(base, **{part: value})
    said = _("Nicht gespeichert: „{note}“", note=escaped(typed)) if part in LONGEST and typed else ""
    if not tried(place_of(base), desk.edit, base, wished, otherwise=said):
        session.set_widget_value(_key(priority_id, part), _shown_value(base, part))
        return
    # What this tab shows now; where something else is stored, the next run brings the field in step.
    session.put(Key.SHOWN_PRIORITIES, {**shown, priority_id: wished})


def _shown_value(priority: Priority, part: str) -> Any:
    value = getattr(priority, part)
    if part == "criteria":
        return list(value)
    if part in LEVELS:
        return value or OPEN
    return value or None if part == "field_key" else value


def _key(priority_id: int, part: str) -> str:
    return f"priority_{part}_{priority_id}"
