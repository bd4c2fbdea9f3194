"""Where the commune stands: sentence, seven fields, strengths and chances, down to the question."""

import streamlit as st

from components import method, navigation, results_explorer, session, standing
from components.language import _, current
from components.page_frame import empty_state, end_page
from data.services import catalogues, knowledge, results

person = session.require_person()
view = results.latest(person)

st.title(_("Ergebnisse"))

if view is None:
    empty_state(
        _("Noch kein Ergebnis"),
        _("Ergebnisse erscheinen, sobald die erste Runde freigegeben ist."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )
    end_page()

catalogue = catalogues.catalogue(view.current.result.catalogue_version, current())

standing.sentence(view, catalogue)
standing.basis(view)
results_explorer.explore(view, catalogue, knowledge.beside(person, current()))
method.explained(view, catalogue)
