"""What this program does and help against hostility, in Leichte Sprache."""

import streamlit as st

from components import easy_language
from components.language import _, current
from data.services import public_texts, support

st.title(_("Leichte Sprache"))
easy_language.shown(public_texts.easy_language(current()), support.nationwide()[:2])
