"""The form of a contact person: what was typed stays when the form is closed or another part of the page is shown."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import session
from components.language import _
from components.session import Key
from components.vision import in_step
from data.model.support_contacts import CONTACT_PARTS, LONGEST_PART, ContactWords, SupportContact

NEW = "new"


def new(label: str, save: Callable[[], None]) -> None:
    """The form for another contact person."""
    with st.popover(label, icon=":material/person_add:", key="own_contact_add"):
        _restore(NEW)
        _fields(NEW)
        st.button(_("Eintragen"), key="own_contact_save_new", type="primary", on_click=save)


def edit(stored: SupportContact, place: str, save: Callable[[SupportContact], None]) -> None:
    """The form of a contact person that is stored; `save` gets what the typed words are based on."""
    key = str(stored.id)
    _restore(key)
    seen = in_step.filled(place, stored, {part: _field(part, key) for part in CONTACT_PARTS})
    _fields(key)
    label = _("Änderungen speichern")
    st.button(label, key=f"own_contact_save_{key}", type="primary", on_click=save, args=(seen,))


def typed(key: str) -> ContactWords:
    """What stands in the fields of a form. For callbacks."""
    return ContactWords(**{part: session.widget_value(_field(part, key)) or "" for part in CONTACT_PARTS})


def forget(key: str) -> None:
    """What was typed is stored: a new form begins empty. For callbacks."""
    fields = {_field(part, key) for part in CONTACT_PARTS}
    session.put(Key.CONTACT_DRAFTS, {name: text for name, text in _drafts().items() if name not in fields})
    if key == NEW:
        for name in fields:
            session.set_widget_value(name, "")


def was_refused(place: str) -> None:
    """Somebody was told why a change was refused: their next click is meant as it is. For callbacks."""
    in_step.was_told(place)


def _restore(key: str) -> None:
    """Give the fields what was typed before the form was out of sight, before they are drawn."""
    for part in CONTACT_PARTS:
        name = _field(part, key)
        if not session.has_widget_value(name) and (key == NEW or name in _drafts()):
            session.set_widget_value(name, _drafts().get(name, ""))


def _fields(key: str) -> None:
    st.caption(
        _("Bitte tragen Sie nur Personen ein, die damit einverstanden sind, und nur dienstliche Nummern und Adressen.")
    )
    _line(_("Wofür? (Funktion oder Stelle)"), "function", key, _("Zum Beispiel: Ansprechperson für Bedrohungslagen"))
    _line(_("Name"), "name", key, _("Leer lassen, wenn es eine Stelle ist"))
    _line(_("Telefon"), "phone", key)
    _line(_("E-Mail"), "mail", key)
    _line(_("Wann erreichbar?"), "reachable", key, _("Zum Beispiel: Montag bis Freitag, 8 bis 16 Uhr"))
    name = _field("note", key)
    label = _("Hinweis")
    st.text_area(label, key=name, max_chars=LONGEST_PART["note"], height=80, on_change=_keep, args=(name,))


def _line(label: str, part: str, key: str, placeholder: str = "") -> None:
    name = _field(part, key)
    st.text_input(
        label, key=name, max_chars=LONGEST_PART[part], placeholder=placeholder or None, on_change=_keep, args=(name,)
    )


def _keep(name: str) -> None:
    session.put(Key.CONTACT_DRAFTS, {**_drafts(), name: session.widget_value(name) or ""})


def _drafts() -> dict[str, str]:
    kept: dict[str, str] = session.get(Key.CONTACT_DRAFTS, {})
    return kept


def _field(part: str, key: str) -> str:
    return f"own_contact_{part}_{key}"
