"""What somebody began to write in a meeting and did not store: told before it is closed, and still there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components import drafts
from components.language import _, plural
from components.meetings import decisions, place, tasks, words
from components.plain_text import escaped, quoted
from data.model.meetings import AgendaItem
from data.model.meetings_view import MeetingView

PLACE = "meeting_unsaved"


@dataclass(frozen=True)
class _Text:
    """A text that the tab keeps: the key of its field, what it was to be as Markdown, and under which item."""

    key: str
    told: str
    text: str
    item: AgendaItem


def before_closing(view: MeetingView) -> None:
    """What could still be stored, with the way to where it was begun."""
    begun = _begun(view)
    if begun:
        st.warning(_("Angefangen und noch nicht festgehalten. Nach dem Schließen geht das nicht mehr."))
    with st.container(key=PLACE, gap="small"):
        for each in begun:
            with _card(each, each.told):
                place.item_link(view.meeting.id, each.item.id, _("Zum Punkt"), ":material/arrow_forward:")
                _drop(each)


def told_on_top(view: MeetingView) -> None:
    """That something was not stored before the meeting was closed, and where it stands."""
    if begun := _begun(view):
        told = plural(
            "Ein Text von Ihnen wurde vor dem Schließen nicht mehr festgehalten. Er steht unten beim Nachtrag.",
            "{n} Texte von Ihnen wurden vor dem Schließen nicht mehr festgehalten. Sie stehen unten beim Nachtrag.",
            len(begun),
        )
        st.warning(told, icon=":material/edit_off:")


def after_closing(view: MeetingView) -> None:
    """What can be stored no more, to copy from. Its container is always there: the field below keeps its place."""
    with st.container(key=PLACE, gap="small"):
        for each in _begun(view):
            with _card(each, _("Nicht mehr festgehalten: {what}", what=each.told)):
                _drop(each)


@contextmanager
def _card(each: _Text, told: str) -> Iterator[None]:
    """The text in a frame, with what can be done with it in a row below."""
    with st.container(border=True, key=f"{PLACE}_{each.key}", gap="xsmall"):
        st.markdown(f"**{told}**")
        st.markdown(quoted(each.text))
        with st.container(horizontal=True):
            yield


def _drop(each: _Text) -> None:
    drop = partial(drafts.drop, each.key)
    st.button(_("Verwerfen"), key=f"drop_{each.key}", type="tertiary", icon=":material/delete:", on_click=drop)


def _begun(view: MeetingView) -> list[_Text]:
    found = []
    for each in view.items:
        title = escaped(words.title_of(each.item, view))
        for key, told in (
            (decisions.text_key(each.item), _("Beschluss zu „{title}“", title=title)),
            (tasks.text_key(each.item), _("Aufgabe zu „{title}“", title=title)),
        ):
            if (text := drafts.kept(key)).strip():
                found.append(_Text(key, told, text, each.item))
    return found
