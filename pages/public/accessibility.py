"""How accessible this program is, and how to tell of a barrier."""

import streamlit as st

from components import legal
from components.language import _
from data.services import installation

st.title(_("Barrierefreiheit"))
legal.accessibility()
st.header(_("Barriere melden"))
legal.operator(installation.operator())
