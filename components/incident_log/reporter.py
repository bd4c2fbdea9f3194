"""Who reports: for the cover sheet that the police get."""

from __future__ import annotations

import streamlit as st

from components import session
from components.incident_log import held
from components.incident_log.desk import Desk
from components.language import _
from data.model.incident_log import LONGEST_LINE, Reporter


def labels() -> dict[str, str]:
    """The four facts by their names in `Reporter`."""
    return {
        "name": _("Name"),
        "role": _("Amt oder Funktion"),
        "office_address": _("Dienstanschrift (nicht die Wohnung)"),
        "reachable": _("Dienstlich erreichbar (Telefon, E-Mail)"),
    }


def shown(desk: Desk) -> None:
    """The four facts to write."""
    st.subheader(_("Wer meldet"))
    st.markdown(
        _(
            "Für das Deckblatt an die Polizei. Als Zeugin oder Zeuge dürfen Sie statt der Wohnung die Dienstanschrift "
            "angeben (§ 68 StPO). Was leer bleibt, wird eine Zeile zum Ausfüllen von Hand."
        )
    )
    reporter = held.log().reporter
    for name, label in labels().items():
        key = _key(name)
        if not session.has_widget_value(key):
            session.set_widget_value(key, getattr(reporter, name))
        st.text_input(label, key=key, max_chars=LONGEST_LINE, on_change=_store, args=(desk,))
    st.button(_("Fertig"), key="incident_done", type="primary", icon=":material/check:", on_click=held.close)


def _key(name: str) -> str:
    return f"incident_field_reporter_{name}"


def _store(desk: Desk) -> None:
    told = {name: session.widget_value(_key(name)) or "" for name in labels()}
    held.keep(desk.log.report_as(held.log(), Reporter(**told)))
