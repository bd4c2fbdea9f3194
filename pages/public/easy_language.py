"""What this program does and help against hostility, in Leichte Sprache."""

import streamlit as st

from components.language import _

st.title(_("Leichte Sprache"))
