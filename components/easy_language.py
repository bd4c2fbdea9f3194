"""The page in Leichte Sprache: one sentence in one line, in larger letters."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import navigation
from components.language import _
from components.plain_text import escaped
from data.model.public_texts import EasyLanguage
from data.model.support import ShownService


def shown(written: EasyLanguage, numbers: Sequence[ShownService]) -> None:
    """Help first, with the numbers to call, then what this program is."""
    with st.container(key="easy_language"):
        st.header(_("Hilfe bei Hass und Drohung"))
        st.markdown(written.help)
        st.subheader(_("Hier können Sie anrufen"))
        for each in numbers:
            _number(each)
        st.page_link(navigation.SUPPORT, label=_("Mehr Hilfe: Rückhalt"), icon=":material/shield_with_heart:")
        st.markdown(written.help_more)
        st.header(_("Das Programm Kompass 2035"))
        st.markdown(written.program)


def _number(shown: ShownService) -> None:
    if shown.phone is None:
        return
    st.markdown(f"**[{shown.phone.number}](tel:{shown.phone.dial})**  \n{escaped(shown.service.name)}")
