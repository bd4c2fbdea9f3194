"""The own goal of a field: who leads the commune sets it where it is seen beside the peers."""

from __future__ import annotations

import streamlit as st

from components import incidents, session
from components.language import _
from components.peers.desk import Desk
from components.peers.rows import Row
from components.session import Key
from data.errors import ChangedMeanwhile

LOWEST, HIGHEST = 1, 100


def popover(desk: Desk, row: Row) -> None:
    """A small form for the points to reach in this field."""
    label = _("Ziel setzen") if row.goal is None else _("Ziel: {goal} Punkte", goal=row.goal)
    with (
        st.popover(label, icon=":material/flag:", key="peer_goal", wrap=True),
        st.form(f"peer_goal_form_{row.key}", border=False),
    ):
        field = f"peer_goal_{row.key}"
        st.number_input(
            _("Ziel 2035 für {field} (1 bis 100 Punkte)", field=row.label),
            min_value=LOWEST,
            max_value=HIGHEST,
            value=row.goal,
            step=1,
            key=field,
        )
        with st.container(horizontal=True):
            st.form_submit_button(_("Ziel speichern"), type="primary", on_click=_set, args=(desk, row, field))
            if row.goal is not None:
                st.form_submit_button(_("Ziel entfernen"), on_click=_set, args=(desk, row, None))
    problem = session.take(Key.PEER_PROBLEM)
    if problem is not None:
        st.error(problem, icon=":material/error:")


def _set(desk: Desk, row: Row, input_key: str | None) -> None:
    target = session.widget_value(input_key) if input_key else None
    if input_key is not None and target is None:
        session.put(Key.PEER_PROBLEM, _("Bitte geben Sie eine Zahl von 1 bis 100 ein."))
        return
    try:
        desk.set_goal(session.require_person(), row.key, target, row.goal)
        session.put(Key.PEER_GOAL_SET, True)
    except ChangedMeanwhile as error:
        session.put(Key.PEER_PROBLEM, incidents.sentence(error))
        session.put(Key.PEER_GOAL_SET, True)  # somebody set another one: it is shown
    except Exception as error:  # in a callback an error would replace the whole page
        session.put(Key.PEER_PROBLEM, incidents.sentence(error))
