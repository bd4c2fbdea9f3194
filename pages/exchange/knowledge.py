"""The knowledge base: checklists, tips, guides, methods and templates, found by words, criterion, kind and effort."""

import streamlit as st

from components.language import _

st.title(_("Wissen"))
