"""The forms of indicators: a new one, another value, other particulars, removing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from components import notice, session
from components.language import _, day
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.plan.measures_fields import DAY_FORMAT, FIRST_DAY, LAST_DAY
from components.vision import in_step, words
from components.vision.desk import Desk
from data.model.answer_import import note_text
from data.model.vision import LAST_YEAR, Indicator, Reading

PLACE = "vision_indicators"
LONGEST = {"name": 200, "unit": 40, "source": 300}
FIRST_YEAR = 2020
PARTS = ("name", "unit", "source", "start_value", "start_on", "target_value", "target_year")


def place_of(indicator: Indicator) -> str:
    """Where on the page something about an indicator is told."""
    return f"vision_indicator_{indicator.id}"


def add(desk: Desk, field_key: str) -> None:
    """The form for a new indicator."""
    with st.popover(_("Kennzahl anlegen"), icon=":material/add:", key=f"indicator_add_{field_key}"):
        key = f"new_{field_key}"
        _begin(key, desk.today)
        _particulars(key)
        st.button(
            _("Kennzahl speichern"),
            key=f"indicator_save_{key}",
            type="primary",
            on_click=_add,
            args=(desk, field_key, key),
        )


def forms(desk: Desk, each: Indicator) -> None:
    """What can be done with an indicator."""
    with st.container(horizontal=True, key=f"indicator_forms_{each.id}"):
        with st.popover(_("Wert eintragen"), icon=":material/edit_note:", key=f"indicator_reading_{each.id}"):
            _reading(desk, each)
        with st.popover(_("Bearbeiten"), icon=":material/edit:", key=f"indicator_edit_{each.id}"):
            seen = in_step.filled(place_of(each), each, {part: f"indicator_{part}_{each.id}" for part in PARTS})
            _particulars(str(each.id))
            st.button(
                _("Änderungen speichern"),
                key=f"indicator_save_{each.id}",
                type="primary",
                on_click=_edit,
                args=(desk, seen),
            )
            st.divider()
            st.button(
                _("Kennzahl entfernen"),
                key=f"indicator_remove_{each.id}",
                help=_("Sie kann wieder aufgenommen werden; ihre Werte bleiben."),
                on_click=_remove,
                args=(desk, each),
            )


def _reading(desk: Desk, each: Indicator) -> None:
    on, value = f"reading_on_{each.id}", f"reading_value_{each.id}"
    if not session.has_widget_value(on):
        session.set_widget_value(on, desk.today)
    label = _("Wert in {unit}", unit=escaped(each.unit)) if each.unit else _("Wert")
    st.date_input(_("Tag"), None, FIRST_DAY, LAST_DAY, format=DAY_FORMAT, key=on)
    st.number_input(label, value=None, key=value, format="%g", step=_step(each))
    st.button(
        _("Wert speichern"),
        key=f"reading_save_{each.id}",
        type="primary",
        on_click=_note,
        args=(desk, each, on, value),
    )
    if each.readings:
        st.divider()
        names = {reading: f"{day(reading.on)}: {words.value(each, reading.value)}" for reading in each.readings[::-1]}
        which = st.selectbox(
            _("Einen Wert entfernen"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Wert wählen"),
            key=f"reading_choice_{each.id}",
        )
        if which is not None:
            st.button(
                _("Wert vom {day} entfernen", day=day(which.on)),
                key=f"reading_remove_{each.id}",
                on_click=_forget,
                args=(desk, each, which),
            )


def _step(each: Indicator) -> float:
    return 1.0 if each.start_value == int(each.start_value) and each.target_value == int(each.target_value) else 0.1


def _begin(key: str, today: date) -> None:
    """Fill the fields of a new indicator with what is usual."""
    usual: dict[str, Any] = {"start_on": today, "target_year": LAST_YEAR, "unit": "", "source": "", "name": ""}
    for part in PARTS:
        field = f"indicator_{part}_{key}"
        if not session.has_widget_value(field):
            session.set_widget_value(field, usual.get(part))


def _particulars(key: str) -> None:
    """The fields of what defines an indicator."""
    st.text_input(
        _("Was wird gezählt oder gemessen?"),
        max_chars=LONGEST["name"],
        key=f"indicator_name_{key}",
        placeholder=_("Zum Beispiel: Wartezeit auf einen Sprachkurs"),
    )
    st.text_input(
        _("Einheit"), max_chars=LONGEST["unit"], key=f"indicator_unit_{key}", placeholder=_("%, Wochen, Personen")
    )
    st.text_input(_("Quelle"), max_chars=LONGEST["source"], key=f"indicator_source_{key}")
    st.number_input(_("Ausgangswert"), value=None, key=f"indicator_start_value_{key}", format="%g", step=1.0)
    st.date_input(
        _("Tag des Ausgangswerts"), None, FIRST_DAY, LAST_DAY, format=DAY_FORMAT, key=f"indicator_start_on_{key}"
    )
    st.number_input(_("Zielwert"), value=None, key=f"indicator_target_value_{key}", format="%g", step=1.0)
    st.number_input(_("Zieljahr"), FIRST_YEAR, LAST_YEAR, value=None, step=1, key=f"indicator_target_year_{key}")


def _typed(key: str) -> dict[str, Any] | None:
    """What stands in the fields; None where a number or the day is missing."""
    found = {part: session.widget_value(f"indicator_{part}_{key}") for part in PARTS}
    texts = {part: note_text(found[part] or "") for part in LONGEST}
    if any(found[part] is None for part in PARTS if part not in LONGEST):
        return None
    return {**found, **texts}


def _told(where: str, done: str, action: Callable[..., object], *given: object) -> bool:
    went_well = tried(where, action, *given)
    if went_well:
        notice.tell(Notice(where, done, went_well=True))
    return went_well


def _incomplete(where: str) -> None:
    sentence = _("Bitte geben Sie Ausgangswert, Tag, Zielwert und Zieljahr an.")
    notice.tell(Notice(where, sentence, went_well=False))


def _add(desk: Desk, field_key: str, key: str) -> None:
    typed = _typed(key)
    if typed is None:
        _incomplete(PLACE)
        return
    done = _("„{name}“ ist angelegt.", name=escaped(typed["name"]))
    if _told(PLACE, done, desk.add_indicator, Indicator(id=0, field_key=field_key, **typed)):
        for part in PARTS:
            session.set_widget_value(f"indicator_{part}_{key}", "" if part in LONGEST else None)


def _edit(desk: Desk, seen: Indicator) -> None:
    typed = _typed(str(seen.id))
    if typed is None:
        _incomplete(place_of(seen))
    elif not _told(place_of(seen), _("Gespeichert."), desk.edit_indicator, seen, replace(seen, **typed)):
        in_step.was_told(place_of(seen))


def _remove(desk: Desk, each: Indicator) -> None:
    done = _("„{name}“ ist entfernt. Unten können Sie sie wieder aufnehmen.", name=escaped(each.name))
    _told(PLACE, done, desk.set_removed, each.id, True)


def _note(desk: Desk, each: Indicator, on: str, value: str) -> None:
    day_of, number_of = session.widget_value(on), session.widget_value(value)
    if day_of is None or number_of is None:
        sentence = _("Bitte geben Sie Tag und Wert an.")
        notice.tell(Notice(place_of(each), sentence, went_well=False))
        return
    seen = next((reading for reading in each.readings if reading.on == day_of), None)
    wished = Reading(day_of, float(number_of))
    done = _("{value} für den {day} gespeichert.", value=escaped(words.value(each, wished.value)), day=day(day_of))
    if _told(place_of(each), done, desk.set_reading, each.id, seen, wished):
        session.set_widget_value(value, None)


def _forget(desk: Desk, each: Indicator, reading: Reading) -> None:
    done = _("Der Wert vom {day} ist entfernt.", day=day(reading.on))
    _told(place_of(each), done, desk.remove_reading, each.id, reading)
