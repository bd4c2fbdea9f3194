"""How many people in office meet hostility: each finding with its year, its method and how many answered."""

from __future__ import annotations

import streamlit as st

from components.language import _, current, number
from components.plain_text import escaped
from components.support import words
from components.support.desk import Desk
from data.model.support_guidance import Figure


def folded(desk: Desk) -> None:
    """The findings, folded away: they are context, not help."""
    with st.expander(_("Sie sind nicht die Einzigen: Zahlen dazu"), key="support_figures"):
        st.markdown(
            _("Die Zahlen stammen aus verschiedenen Befragungen und Zeiträumen und lassen sich nicht vergleichen.")
        )
        st.markdown("\n".join(_told(figure) for figure in desk.figures(current())))


def _told(figure: Figure) -> str:
    basis = [figure.period, figure.method]
    if figure.asked is not None:
        basis.append(_("{n} Antworten", n=number(figure.asked)))
    sources = ", ".join(words.source(each) for each in figure.sources)
    told = f"- **{escaped(figure.value)}** {escaped(figure.says)} ({escaped(', '.join(filter(None, basis)))})."
    caution = f" {escaped(figure.caution)}" if figure.caution else ""
    return told + caution + " " + _("Quelle: {sources}", sources=sources)
