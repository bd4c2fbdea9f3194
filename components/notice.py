"""What the last click did, or why it did nothing: told once, where the person looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from components import session, texts
from components.language import _
from components.plain_text import escaped
from components.session import Key
from data.errors import KompassError

TOP = "top"


@dataclass(frozen=True)
class Notice:
    """A sentence for a place of the page."""

    place: str
    sentence: str
    went_well: bool


def attempt(
    sentence: str,
    place: str,
    action: Callable[..., object],
    *given: object,
    after: str | None = None,
    done_at: str = TOP,
) -> None:
    """Carry out an action with what is given, then show the page anew with the sentence on top, or another page.

    Where it is refused, the page says why at the given place. Whatever else goes wrong is shown as on every page.
    """
    if tried(Notice(done_at, sentence, went_well=True), place, action, *given):
        session.take(Key.SEEN_ROUNDS)
        session.take(Key.SEEN_SUBMISSION)
        if after is not None:
            session.take(Key.PAGE_NOTICE)
            st.switch_page(after)
    st.rerun()


def tried(done: Notice, place: str, action: Callable[..., object], *given: object) -> bool:
    """Carry out an action; whether it was. What it did, or at the given place why not, is told with the next run."""
    try:
        action(*given)
    except KompassError as error:
        tell(Notice(place, texts.sentence_for(error), went_well=False))
        return False
    tell(done)
    return True


def tell(notice: Notice) -> None:
    """Have something told with the next run, instead of what was to be told before."""
    session.put(Key.PAGE_NOTICE, notice)


def not_stored(*written: str) -> str:
    """What somebody typed and nobody stored, where its field is not drawn any more; empty if nothing."""
    typed = " · ".join(escaped(text) for text in written if text.strip())
    return _("Nicht gespeichert: „{note}“", note=typed) if typed else ""


def show(place: str) -> None:
    """Tell what happened, if it is to be told at this place, and have the browser bring it into view."""
    told: Notice | None = session.get(Key.PAGE_NOTICE, None)
    if told is None or told.place != place:
        return
    session.take(Key.PAGE_NOTICE)
    with st.container(key=f"notice_{place}"):
        if told.went_well:
            st.success(told.sentence, icon=":material/check_circle:")
        else:
            st.error(told.sentence, icon=":material/sync_problem:")
    st.html(f'<span data-kompass-scroll="notice_{place}"></span>')


def show_elsewhere() -> None:
    """Tell what was to be told at a place that is not drawn, because the page changed meanwhile. After all places."""
    told: Notice | None = session.get(Key.PAGE_NOTICE, None)
    if told is not None:
        show(told.place)
