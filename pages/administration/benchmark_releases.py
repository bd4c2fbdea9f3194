"""Comparison data: what is shown now, what the next release would be, publishing it."""

import streamlit as st

from components.language import _

st.title(_("Vergleichsdaten"))
