"""The network: who is willing to talk, requests for exchange, and dates to meet."""

import streamlit as st

from components.language import _

st.title(_("Netzwerk"))
