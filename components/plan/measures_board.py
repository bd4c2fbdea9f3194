"""The measures as a board: one column for each state."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.language import _, plural
from components.plain_text import escaped
from components.plan import measures_place
from components.plan import measures_words as words
from data.model.measures_view import StatedMeasure
from data.model.plan import MeasureStatus

SHOWN_IN_A_COLUMN = 20


def shown(found: Sequence[StatedMeasure]) -> None:
    """The columns from the idea to the end; on narrow pages they scroll sideways."""
    with st.container(key="measure_board"):
        columns = st.columns(len(MeasureStatus), gap="small", wrap=False)
        for status, column in zip(MeasureStatus, columns, strict=True):
            own = [stated for stated in found if stated.measure.status is status]
            with column, st.container(key=f"board_{status.value}", gap="small"):
                st.markdown(f"## {words.STATUS_ICONS[status]} {words.status(status)} · {len(own)}", anchors=False)
                for stated in own[:SHOWN_IN_A_COLUMN]:
                    _card(stated)
                if len(own) > SHOWN_IN_A_COLUMN:
                    more = len(own) - SHOWN_IN_A_COLUMN
                    st.caption(
                        plural(
                            "Eine weitere: Filtern Sie nach diesem Stand und wechseln Sie zur Liste.",
                            "{n} weitere: Filtern Sie nach diesem Stand und wechseln Sie zur Liste.",
                            more,
                        )
                    )
                if not own:
                    st.caption(_("keine"))


def _card(stated: StatedMeasure) -> None:
    measure = stated.measure
    with st.container(border=True, key=f"measure_card_{measure.id}", gap="xxsmall"):
        measures_place.measure_link(measure.id, escaped(measure.title))
        lines = [" ".join(words.look_badges(stated)), words.blocked(measure)]
        if any(lines):
            st.markdown("  \n".join(line for line in lines if line))
        details = [escaped(measure.responsible_unit), words.until(measure) if stated.is_open else ""]
        done = sum(step.done_on is not None for step in measure.steps)
        if measure.steps:
            details.append(_("{done} von {all} Schritten", done=done, all=len(measure.steps)))
        st.caption(" · ".join(detail for detail in details if detail))
