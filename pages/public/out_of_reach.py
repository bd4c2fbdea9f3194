"""What stands at the address of a page that cannot come while the database is out of reach."""

import streamlit as st

from components.language import _
from components.page_frame import lead, support_link

st.title(_("Diese Seite ist gerade nicht möglich"))
lead(
    _(
        "Die Datenbank ist nicht erreichbar. Was gespeichert war, ist noch da. Bitte laden Sie die Seite in einigen "
        "Minuten neu."
    )
)
support_link()
