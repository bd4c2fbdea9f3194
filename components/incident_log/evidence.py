"""What proves an incident: facts about files and things. They stay where they are; only their names are noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import Any

import streamlit as st

from components import session
from components.incident_log import held, storing, words
from components.incident_log.browser_file import file_picker
from components.incident_log.desk import Desk
from components.incident_log.held import Opened
from components.language import _
from data.model.incident_log import EARLIEST_DAY, LONGEST_LINE, MOST_EVIDENCE, Evidence, Incident, When

DAY_FORMAT = "DD.MM.YYYY"
FIVE_MINUTES = timedelta(minutes=5)


def fields(desk: Desk, opened: Opened, incident: Incident) -> None:
    """Every piece of evidence, and an empty place for the next one."""
    st.caption(
        _(
            "Erst sichern, dann melden: Der ganze Beitrag mit Datum, Uhrzeit, Adresse und Profil, am besten von einer "
            "zweiten Person aufgenommen. Nichts hochladen: Hier stehen nur Name und Angaben."
        )
    )
    entries = incident.evidence[:MOST_EVIDENCE]
    if len(entries) < MOST_EVIDENCE:
        entries = (*entries, Evidence())
    for place, entry in enumerate(entries):
        with st.container(border=True, key=f"incident_evidence_{place}"):
            _entry(desk, opened, place, entry)


def _entry(desk: Desk, opened: Opened, place: int, entry: Evidence) -> None:
    base = f"incident_field_{opened.ident}_{opened.generation}_evidence_{place}"
    keys = {name: f"{base}_{name}" for name in ("file_name", "kind", "day", "clock", "taken_by", "sha256")}
    _show(keys["file_name"], entry.file_name)
    store = partial(_store, desk, opened, place, keys)
    name = _("Beweis {number}: Dateiname oder Gegenstand", number=place + 1)
    st.text_input(name, key=keys["file_name"], max_chars=LONGEST_LINE, on_change=store)
    file_picker(
        _("Aus einer Datei"),
        _("Name und Prüfsumme. Die Datei bleibt auf Ihrem Gerät."),
        {
            "hash": keys["sha256"],
            "name": keys["file_name"],
            "unsafe": _("Die Prüfsumme geht nur über eine verschlüsselte Verbindung (https)."),
        },
    )
    if entry != Evidence():
        _facts(desk, entry, keys, store, opened.waiting.get(place))


def _facts(desk: Desk, entry: Evidence, keys: dict[str, str], store: Callable[[], None], waiting: time | None) -> None:
    """What else is known of it, once it has a name."""
    kinds, taken = words.evidence_kinds(), entry.taken_at
    _show(keys["kind"], entry.kind)
    _show(keys["taken_by"], entry.taken_by)
    _show(keys["day"], taken.day if taken else None)
    _show(keys["clock"], taken.clock if taken else waiting)
    _show(keys["sha256"], entry.sha256)
    first, second = st.columns(2)
    first.selectbox(_("Was es ist"), list(kinds), format_func=kinds.__getitem__, key=keys["kind"], on_change=store)
    second.text_input(_("Aufgenommen von"), key=keys["taken_by"], max_chars=LONGEST_LINE, on_change=store)
    first, second = st.columns(2)
    latest = max(desk.today, taken.day) if taken else desk.today
    first.date_input(
        _("Aufgenommen am"),
        value=None,  # without it the browser lets nobody empty the field
        min_value=EARLIEST_DAY,
        max_value=latest,
        format=DAY_FORMAT,
        key=keys["day"],
        on_change=store,
    )
    second.time_input(_("Aufgenommen um"), value=None, step=FIVE_MINUTES, key=keys["clock"], on_change=store)
    if waiting is not None:
        st.caption(words.needs_a_day())
    st.text_input(_("Prüfsumme (SHA-256), freiwillig"), key=keys["sha256"], max_chars=64, on_change=store)


def _show(key: str, value: Any) -> None:
    if not session.has_widget_value(key):
        session.set_widget_value(key, value)


def _store(desk: Desk, opened: Opened, place: int, keys: dict[str, str]) -> None:
    incident = held.one(opened.ident)
    if incident is None:
        return
    value = {name: session.widget_value(key) for name, key in keys.items()}
    taken_at = When(value["day"], value["clock"]) if value["day"] else None
    held.have_wait(place, value["day"], value["clock"])
    entry = Evidence(value["file_name"] or "", value["kind"], taken_at, value["taken_by"] or "", value["sha256"] or "")
    entries = list(incident.evidence)
    entries[place : place + 1] = [entry]
    storing.keep(desk, opened.ident, {"evidence": tuple(entries)})
    if entry == Evidence():
        held.draw_fields_anew(without=place)
