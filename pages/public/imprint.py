"""Who runs this installation."""

import streamlit as st

from components import legal
from components.language import _
from data.services import installation

st.title(_("Impressum"))
legal.operator(installation.operator())
st.header(_("Über Kompass 2035"))
legal.about()
