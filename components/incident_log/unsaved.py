"""What would be lost if the window were closed now: told on the page, and asked by the browser."""

from __future__ import annotations

import streamlit as st

from components.incident_log import held
from components.incident_log.desk import Desk
from components.language import _, plural


def line(desk: Desk) -> None:
    """How many incidents would be lost now; nothing while the log is empty."""
    log = held.log()
    if not log.incidents:
        return
    count = len(desk.log.unsaved(log))
    if count:
        st.warning(
            plural(
                "{n} Vorfall ist noch nicht in einer Datei gesichert.",
                "{n} Vorfälle sind noch nicht in einer Datei gesichert.",
                count,
            ),
            icon=":material/save:",
        )
    else:
        st.markdown(":material/check: " + _("Alle Vorfälle stehen in einer Datei, die Sie wieder einlesen können."))


def watch(desk: Desk) -> None:
    """Have the browser ask before the page is closed while something stands in no file."""
    # serving/static/incident_log.js reads this mark.
    being_written = held.opened()
    waits = being_written is not None and bool(being_written.waiting)
    count = len(desk.log.unsaved(held.log())) or int(waits)
    st.html(f'<span hidden data-kompass-unsaved="{count}"></span>')
