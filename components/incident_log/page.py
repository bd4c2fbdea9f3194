"""The view of the incident log: what is protected, the incidents, one of them to write, files to and fro."""

from __future__ import annotations

import streamlit as st

from components import notice
from components.incident_log import editor, files, held, incoming, overview, protection, reporter, unsaved
from components.incident_log.desk import Desk
from components.language import _


def shown(desk: Desk) -> None:
    """The log of this window; one incident while it is written; a file that waits for a decision."""
    opened, arrived = held.opened(), held.incoming()
    view = opened.ident if opened is not None else "file" if arrived is not None else "list"
    if opened is None or opened.ident == held.REPORTER:  # the editor tells it with every field
        unsaved.watch(desk)
    with st.container(key="incident_head"):
        st.header(_("Vorfallprotokoll"))
    if held.came_from_elsewhere(view):
        st.html('<span data-kompass-scroll="incident_head"></span>')  # the next view begins above the last click
    notice.show(notice.TOP)
    if opened is not None and opened.ident == held.REPORTER:
        reporter.shown(desk)
    elif opened is not None:
        editor.shown(desk, opened)
    elif arrived is not None:
        incoming.shown(desk, arrived)
    else:
        _everything(desk)


def _everything(desk: Desk) -> None:
    st.markdown(
        _(
            "Halten Sie fest, was geschehen ist: für die Polizei, für die Meldung an eine Plattform, für Sie selbst. "
            "**Nur Sie sehen es, und es wird nichts gespeichert.** Nehmen Sie es als Datei mit, bevor Sie gehen."
        )
    )
    protection.shown()
    unsaved.line(desk)
    overview.shown(desk)
    files.shown(desk)
