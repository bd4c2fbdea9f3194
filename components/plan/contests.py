"""A value that waits beside the stored one: both, whose it is, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components.language import _
from components.plain_text import escaped
from components.questionnaire.words import when
from data.model.plan import Contest


def shown(
    contest: Contest,
    name: str,
    value: Callable[[str, str], str],
    settle: Callable[[bool], None],
    key: str,
) -> None:
    """One contest. `value` writes a value of a part out; `settle` gets whether the one that waits is taken."""
    with st.container(border=True, key=key):
        st.markdown(
            "  \n".join(
                (
                    _("**{part}: zwei verschiedene Angaben. Welche soll gelten?**", part=name),
                    _("Gespeichert: {value}", value=value(contest.part, contest.stored)),
                    _(
                        "Vorgeschlagen von {name}, {at}: {value}",
                        name=escaped(contest.by) or _("unbekannt"),
                        at=when(contest.at),
                        value=value(contest.part, contest.wished),
                    ),
                )
            )
        )
        with st.container(horizontal=True):
            for label, take in ((_("Vorschlag übernehmen"), True), (_("Gespeichertes behalten"), False)):
                st.button(label, key=f"settle_{key}_{take}", on_click=settle, args=(take,))
