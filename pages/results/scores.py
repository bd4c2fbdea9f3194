"""Where the commune stands: sentence, seven fields, strengths and chances, down to the question."""

import streamlit as st

from components import field_detail, insight_lists, method, navigation, score_rows, session, standing
from components.language import _, current
from components.page_frame import empty_state
from data.services import catalogues, results

person = session.require_person()
view = results.latest(person)

st.title(_("Ergebnisse"))

if view is None:
    empty_state(
        _("Noch kein Ergebnis"),
        _("Ergebnisse erscheinen, sobald die erste Runde eingereicht ist."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )
    st.stop()

result = view.current.result
catalogue = catalogues.catalogue(result.catalogue_version, current())
rows = score_rows.field_rows(catalogue, result.fields)

standing.sentence(view, catalogue)
standing.basis(view)

st.header(standing.finding(view, catalogue))
clicked = score_rows.clickable_bars(rows, catalogue, "fields_chart")
standing.legend()
score_rows.as_table(rows, catalogue, _("Handlungsfeld"), "fields_table")

insight_lists.strengths_chances_open(view, catalogue)

st.header(_("Im Einzelnen"))
field = field_detail.picked_field(catalogue, clicked)
field_detail.field_detail(catalogue, result.field(field.key), view.sheet, field)

method.explained(view, catalogue)
