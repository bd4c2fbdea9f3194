"""Help for people under attack: reachable from everywhere, without sign-in, stores nothing."""

import streamlit as st

from components import support_card
from components.language import _
from data.services import support

st.title(_("Rückhalt bei Anfeindung und Bedrohung"))
st.markdown(
    _("Sie sind nicht allein. Diese Seite braucht keine Anmeldung und speichert nichts. Bei Gefahr wählen Sie 110.")
)
support_card.emergency(support.nationwide())
st.caption(_("Keine Rechtsberatung. Alle Angaben mit Quelle und Datum; bitte prüfen Sie sie vor der Weitergabe."))
