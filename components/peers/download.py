"""The shown comparison as a workbook."""

from __future__ import annotations

import streamlit as st

from components import session
from components.language import _
from components.peers.desk import Desk
from data.model.benchmark import PeerFilter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(desk: Desk, wished: PeerFilter) -> None:
    """Made at the moment of the click, for who is signed in then."""
    person = session.person_later()
    st.download_button(
        _("Vergleich als Excel-Datei (xlsx)"),
        lambda: desk.workbook(person(), wished),
        file_name=_("Vergleich.xlsx"),
        mime=XLSX,
        key="peer_workbook",
        icon=":material/download:",
        on_click="ignore",
    )
