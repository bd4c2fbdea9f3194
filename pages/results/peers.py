"""The own result beside anonymous peers: first ours, then theirs."""

import streamlit as st

from components import navigation, peer_comparison, session
from components.language import _, current
from components.page_frame import empty_state, end_page
from data.services import catalogues, peers

person = session.require_person()
view = peers.beside_peers(person)

st.title(_("Vergleich"))

if view is None:
    empty_state(
        _("Noch kein Vergleich veröffentlicht"),
        _("Er erscheint, sobald genügend Kommunen ihren Selbstcheck freigegeben und dem Vergleich zugestimmt haben."),
        navigation.SCORES,
        _("Zu den eigenen Ergebnissen"),
    )
    end_page()

catalogue = catalogues.catalogue(view.comparison.catalogue_version, current())
rows = peer_comparison.rows(view, catalogue)

peer_comparison.sentence(view, catalogue)
peer_comparison.basis(view)
st.header(peer_comparison.finding(view, catalogue))
peer_comparison.chart(rows, view, catalogue)
peer_comparison.as_table(view, catalogue)
peer_comparison.explained()
