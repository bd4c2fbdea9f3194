"""Which data this program keeps, and what it never does."""

import streamlit as st

from components import legal
from components.language import _
from data.services import installation

st.title(_("Datenschutz"))
legal.privacy()
st.header(_("Verantwortlich"))
legal.operator(installation.operator())
