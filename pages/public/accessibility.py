"""How accessible this program is, how to tell of a barrier, and who helps if no answer comes."""

import streamlit as st

from components import declaration
from components.language import _
from data.services import public_texts

st.title(_("Erklärung zur Barrierefreiheit"))
declaration.shown(public_texts.declaration())
