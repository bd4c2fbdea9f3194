"""How the comparison stays anonymous, and where one reads more."""

from __future__ import annotations

import streamlit as st

from components import navigation
from components.language import _


def explained() -> None:
    """One sentence, and the links to the decision to take part and to the privacy notice."""
    st.header(_("So bleibt der Vergleich anonym"))
    st.markdown(
        _(
            "Ihre Antworten gehen nur in einer festen Zelle von mindestens sieben Kommunen in den Vergleich ein, und "
            "dort nur als gerundete Durchschnitte von mindestens drei Kommunen; die Zahlen ändern sich höchstens "
            "zweimal im Jahr."
        )
    )
    with st.container(horizontal=True, key="peer_anonymity"):
        st.page_link(navigation.CONSENT, label=_("Teilnahme am Vergleich"), icon=":material/handshake:")
        st.page_link(navigation.PRIVACY, label=_("Datenschutz"), icon=":material/lock:")
