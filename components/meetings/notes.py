"""What people write down about an item: each has one text of their own, stored while they type, and all see all."""

from __future__ import annotations

import streamlit as st

from components import incidents, notice, session
from components.language import _
from components.meetings.desk import Desk
from components.notice import Notice
from components.plain_text import escaped
from components.plan import priorities_words
from components.questionnaire import redraw
from components.questionnaire.words import when
from components.session import Key
from data.model.answer_import import note_text
from data.model.meetings import Note
from data.model.meetings_view import ItemView, MeetingView

PLACE = "meeting_notes"
LONGEST_NOTE = 20_000

Shown = dict[int, tuple[str, bool]]
"""By item the own text as this tab shows it, and whether somebody typed there in this tab."""


def shown(desk: Desk, view: MeetingView, each: ItemView) -> None:
    """The own text beside those of the others."""
    me = session.require_person().account_id
    own = next((note for note in each.notes if note.account_id == me), None)
    others = [note for note in each.notes if note.account_id != me and note.text.strip()]
    st.header(_("Notizen"))
    notice.show(PLACE)
    if not view.may_plan:
        _texts(each.notes)
        return
    mine, theirs = st.columns(2, gap="medium")
    with mine:
        _own(desk, each.item.id, own)
    with theirs:
        _texts(others)


def _own(desk: Desk, item_id: int, own: Note | None) -> None:
    stored = own.text if own is not None else ""
    is_older = _in_step(item_id, stored)
    with st.container(key=f"meeting_note_{item_id}"):
        st.text_area(
            _("Ihre Notiz zu diesem Punkt"),
            key=_key(item_id),
            max_chars=LONGEST_NOTE,
            height=180,
            placeholder=_("Alle in der Sitzung lesen mit. Gespeichert wird, während Sie schreiben."),
            on_change=_write,
            args=(desk, item_id),
        )
    with st.container(key=f"saved_note_{item_id}"):
        if own is not None and own.text:
            st.caption(":material/check: " + _("gespeichert {at}", at=when(own.at)))
    if is_older:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("Ihre Notiz wurde an anderer Stelle geändert. Ihr Feld bleibt, wie es ist."), width="content")
            label = _("Gespeicherte zeigen")
            st.button(label, key=f"newer_note_{item_id}", type="tertiary", on_click=_fill, args=(item_id, stored))


def _texts(found: list[Note] | tuple[Note, ...]) -> None:
    if not found:
        st.markdown(_(":gray[Von anderen gibt es noch keine Notiz.]"))
    for note in found:
        with st.container(key=f"note_of_{note.account_id}", gap="xxsmall"):
            by = escaped(note.by) or _("unbekannt")
            st.markdown(f"**{by}** :gray[{when(note.at)}]")
            st.markdown(priorities_words.paragraphs(note.text))


def _in_step(item_id: int, stored: str) -> bool:
    """Fill the field if it was not there or nobody typed in it; whether it shows something older than what is stored.

    The same account may be signed in at the projector, where nobody types: there the field follows.
    """
    text, typed_here = _shown().get(item_id, ("", False))
    if not session.has_widget_value(_key(item_id)):
        _fill(item_id, stored)
        return False
    if stored != text and not typed_here:
        _fill(item_id, stored)
        return False
    return stored != text


def _fill(item_id: int, text: str) -> None:
    """Have the field show what is stored."""
    session.set_widget_value(_key(item_id), text)
    session.put(Key.SHOWN_NOTES, {**_shown(), item_id: (text, False)})


def _write(desk: Desk, item_id: int) -> None:
    """Store what somebody just typed, based on what this tab showed."""
    redraw.wanted(redraw.PAGE)
    seen, _typed = _shown().get(item_id, ("", False))
    text = note_text(session.widget_value(_key(item_id)) or "")
    try:
        desk.write_note(item_id, text, seen)
    except Exception as error:  # whatever it is: what was not stored must not look as if it was
        said = _("Nicht gespeichert: „{note}“", note=escaped(text)) if text else ""
        sentence = incidents.sentence(error)
        notice.tell(Notice(notice.TOP, f"{sentence}\n\n{said}" if said else sentence, went_well=False))
        return
    session.put(Key.SHOWN_NOTES, {**_shown(), item_id: (text, True)})


def _shown() -> Shown:
    found: Shown = session.get(Key.SHOWN_NOTES, {})
    return found


def _key(item_id: int) -> str:
    return f"own_note_{item_id}"
