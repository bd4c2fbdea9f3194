"""Whether the commune takes part in the anonymous comparison, and exactly what of it goes in."""

import streamlit as st

from components.language import _

st.title(_("Teilnahme am Vergleich"))
