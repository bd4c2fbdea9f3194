"""The one place that tells people what went wrong."""

from __future__ import annotations

import logging
import secrets
import traceback

import streamlit as st

from components import session, texts
from components.language import _
from data.errors import KompassError

log = logging.getLogger("kompass.incidents")


def show(error: Exception) -> bool:
    """Say in a sentence why a request was refused, or give the number of an incident; always True: it is shown."""
    is_refused = isinstance(session.understood(error), KompassError)
    st.error(sentence(error), icon=":material/error:" if is_refused else ":material/report:")
    return True


def sentence(error: Exception) -> str:
    """Why a request was refused; of everything else the number of an incident, which is logged."""
    told = session.understood(error)
    if isinstance(told, KompassError):
        return texts.sentence_for(told)
    number = secrets.token_hex(3).upper()
    log.error("incident %s\n%s", number, without_values(error))
    return _(
        "Das hat nicht geklappt, und es liegt nicht an Ihnen. Was gespeichert war, ist noch da. Bitte versuchen "
        "Sie es noch einmal. Wenn es wieder geschieht, nennen Sie der Betreuung dieses Programms die Nummer "
        "**{number}**.",
        number=number,
    )


def without_values(error: BaseException) -> str:
    """Where an error happened and of which kind it and its causes are, without messages: those may quote people."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        lines += [f"{type(cause).__module__}.{type(cause).__qualname__}\n", *traceback.format_tb(cause.__traceback__)]
        cause = cause.__cause__ or cause.__context__
    return "".join(lines)
