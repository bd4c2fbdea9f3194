"""What somebody sees who is signed in but may not open this page."""

import streamlit as st

from components import navigation, session
from components.language import _

person = session.require_person()

st.title(_("Diese Seite ist für Ihr Konto nicht vorgesehen"))
st.markdown(_("Wenn Sie sie brauchen, wenden Sie sich bitte an die Stelle, die Ihr Konto eingerichtet hat."))
st.page_link(navigation.START, label=_("Zum Überblick"), icon=":material/arrow_forward:")
