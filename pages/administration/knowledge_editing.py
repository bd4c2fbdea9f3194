"""The knowledge base for those who keep it: articles with their versions, and practice that communes offer."""

import streamlit as st

from components.language import _

st.title(_("Wissen pflegen"))
