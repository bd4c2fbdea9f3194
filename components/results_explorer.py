"""From the seven fields to the single question. A click redraws this part of the page, not the whole page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import field_detail, insight_lists, score_rows, session, standing
from components.language import _
from data.model.catalogue import Catalogue
from data.model.people import Person
from data.model.results_view import ResultsView


@st.fragment
def explore(view: ResultsView, catalogue: Catalogue, read_again: Callable[[Person], ResultsView | None]) -> None:
    """The seven fields as bars, what stands out, and the field and criterion that were clicked or chosen.

    After a click only this runs: who is signed in is looked up again, and the result is read again with their rights.
    """
    current = _still_allowed(view, read_again)
    result = current.current.result
    rows = score_rows.field_rows(catalogue, result.fields)

    st.header(standing.finding(current, catalogue))
    clicked = score_rows.clickable_bars(rows, catalogue, "fields_chart")
    standing.legend()
    score_rows.as_table(rows, catalogue, _("Handlungsfeld"), "fields_table")
    insight_lists.strengths_chances_open(current, catalogue)
    st.header(_("Im Einzelnen"))
    field = field_detail.picked_field(catalogue, clicked)
    field_detail.field_detail(catalogue, result.field(field.key), current.sheet, field)


def _still_allowed(view: ResultsView, read_again: Callable[[Person], ResultsView | None]) -> ResultsView:
    if session.is_looked_up():
        return view
    person = session.signed_in_person()
    current = read_again(person) if person is not None else None
    if current is None or current.current.self_check_id != view.current.self_check_id:
        st.rerun()  # signed out, or a newer result: the whole page answers
    return current
