"""A text that may tell who wrote it: the program doubts it once, a person decides."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import session
from components.language import _
from data.errors import Refused

DOUBTED = "network_text_tells"


def box(of: str) -> bool:
    """Whether somebody is sure of the text in a field; asked only after the program doubted it."""
    if not session.widget_value(_doubted(of)):
        return False
    return st.checkbox(_("Ich habe den Text geprüft: Er verrät nicht, wer wir sind."), key=f"sure_{of}")


def asked(of: str, action: Callable[..., object]) -> Callable[..., None]:
    """The action; where it doubts the text of a field, the box stands below that from now on."""

    def act(*given: object) -> None:
        try:
            action(*given)
        except Refused as error:
            session.set_widget_value(_doubted(of), error.code == DOUBTED)
            raise
        session.set_widget_value(_doubted(of), False)

    return act


def _doubted(of: str) -> str:
    return f"doubted_{of}"
