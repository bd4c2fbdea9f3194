"""What this program does and help against hostility, in Leichte Sprache."""

import streamlit as st

from components import easy_language
from components.language import _, current
from components.support import quick_exit
from data.services import installation, public_texts, support

st.title(_("Leichte Sprache"))
quick_exit.offered_in_easy_words(installation.exit_url())
easy_language.shown(public_texts.easy_language(current()), support.nationwide(current())[:2])
