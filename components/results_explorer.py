"""From the seven fields to the single question. A click redraws this part of the page, not the whole page."""

from __future__ import annotations

import streamlit as st

from components import field_detail, insight_lists, score_rows, session, standing
from components.knowledge.beside import Beside
from components.language import _
from data.model.catalogue import Catalogue
from data.model.people import Permission
from data.model.results_view import ResultsView
from data.rules.access import may


@st.fragment
def explore(view: ResultsView, catalogue: Catalogue, beside: Beside) -> None:
    """The seven fields as bars, what stands out, and the field and criterion that were clicked or chosen.

    `beside` are articles by the criterion that they help with.

    After a click only this runs, with a frozen result; whether the person may still read it is asked anew.
    """
    if not session.is_looked_up() and not _may_still_read(view):
        st.rerun()  # the whole page answers: sign-in, or another commune
    result = view.current.result
    rows = score_rows.field_rows(catalogue, result.fields)

    st.header(standing.finding(view, catalogue))
    clicked = score_rows.clickable_bars(rows, catalogue, "fields_chart")
    standing.legend()
    score_rows.as_table(rows, catalogue, _("Handlungsfeld"), "fields_table")
    insight_lists.strengths_chances_open(view, catalogue)
    field = field_detail.picked_field(catalogue, clicked)
    field_detail.field_detail(catalogue, result.field(field.key), view.sheet, field, beside)


def _may_still_read(view: ResultsView) -> bool:
    person = session.signed_in_person()
    return may(person, Permission.READ_RESULTS) and person is not None and person.commune == view.commune
