"""The rounds of the commune: begin one, see where each stands."""

import streamlit as st

from components import navigation, round_forms, session
from components.language import _
from components.page_frame import empty_state
from data.services import catalogues, self_checks

person = session.require_person()
rounds = self_checks.rounds(person)

st.title(_("Runden"))
st.markdown(
    _(
        "Eine Runde ist ein Durchgang des Selbstchecks. Sie bleibt für immer an ihren Fragenkatalog gebunden, damit "
        "Ergebnisse auch in Jahren noch vergleichbar sind."
    )
)

if not rounds:
    empty_state(
        _("Noch keine Runde"),
        _("Beginnen Sie die erste Runde, laden Sie die Vorlage herunter und verteilen Sie sie an die Fachämter."),
    )
shown = round_forms.shown_in_results(rounds)
for overview in rounds:
    round_forms.round_card(person, overview, has_shown_result=overview.self_check.id == shown)

if round_forms.may_begin(person, rounds):
    begun = round_forms.begin_form(catalogues.versions(), proposed_name=round_forms.proposed_name(rounds))
    if begun is not None:
        self_checks.begin_round(person, begun.name, begun.catalogue_version)
        st.switch_page(navigation.UPLOAD)
