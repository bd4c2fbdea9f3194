"""What stands below an answer on demand: notes, the discussion, the history; and the mark for later."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import session, texts
from components.language import _, plural
from components.plain_text import escaped, quoted
from components.questionnaire import attempt, redraw, words
from components.questionnaire.desk import Desk
from data.model.catalogue import Catalogue
from data.model.questionnaire import Comment, CommentKind, QuestionState
from data.model.self_check import Answer, Part, StoredAnswer

NOTES = "notes"
DISCUSSION = "discussion"
HISTORY = "history"
LONGEST_COMMENT = 4_000


def opened(question_id: str) -> Sequence[str]:
    """The panels that are open below a question."""
    chosen: Sequence[str] | None = session.widget_value(f"panels_{question_id}")
    return chosen or ()


def keep_notes_open(question_id: str) -> None:
    """Show all fields for notes below a question from now on, also the empty ones. For callbacks."""
    chosen = opened(question_id)
    if NOTES not in chosen:
        session.set_widget_value(f"panels_{question_id}", [NOTES, *chosen])


def panels(desk: Desk, state: QuestionState, catalogue: Catalogue, *, may_answer: bool) -> None:
    """The row below an answer: open notes, discussion or history, mark for later, take the answer back."""
    names = {DISCUSSION: _("Gespräch"), HISTORY: _("Verlauf")}
    if may_answer:
        names = {NOTES: _("Bemerkung und Nachweis")} | names
    with st.container(horizontal=True, vertical_alignment="center"):
        st.pills(
            _("Mehr zu {question}", question=state.question_id),
            list(names),
            selection_mode="multi",
            format_func=names.__getitem__,
            key=f"panels_{state.question_id}",
            on_change=redraw.wanted,
            args=(state.question_id,),
            label_visibility="collapsed",
            wrap=True,
        )
        if may_answer:
            _mark(desk, state)
    if state.discussion.comments:
        talk = plural("{n} Beitrag", "{n} Beiträge", state.discussion.comments)
        stands = _("noch offen") if state.discussion.is_open else _("abgeschlossen")
        st.caption(f"{talk}, {stands}")
    chosen = opened(state.question_id)
    if DISCUSSION in chosen:
        _discussion(desk, state)
    if HISTORY in chosen:
        _history(desk.history(state.question_id), catalogue)


def _mark(desk: Desk, state: QuestionState) -> None:
    st.button(
        _("Markierung entfernen") if state.marked else _("Für später markieren"),
        key=f"mark_{state.question_id}",
        type="tertiary",
        icon=":material/bookmark_remove:" if state.marked else ":material/bookmark_add:",
        on_click=attempt.click,
        args=(state.question_id, desk.mark, state.question_id, not state.marked),
    )


def _discussion(desk: Desk, state: QuestionState) -> None:
    entries = desk.discussion(state.question_id)
    with st.container(key=f"discussion_{state.question_id}"):
        if entries:
            st.markdown("\n\n".join(_entry(comment) for comment in entries))
        field = f"comment_{state.question_id}"
        st.text_area(_("Ihr Beitrag zum Gespräch"), key=field, max_chars=LONGEST_COMMENT, height=90)
        with st.container(horizontal=True):
            st.button(
                _("Beitrag senden"),
                key=f"say_{state.question_id}",
                icon=":material/send:",
                on_click=_say,
                args=(desk, state.question_id, field),
            )
            if entries:
                st.button(
                    _("Gespräch abschließen") if state.discussion.is_open else _("Gespräch wieder öffnen"),
                    key=f"close_{state.question_id}",
                    on_click=attempt.click,
                    args=(state.question_id, desk.close_discussion, state.question_id, state.discussion.is_open),
                )


def _entry(comment: Comment) -> str:
    who = _("**{name}**, {at}", name=escaped(comment.by) or _("unbekannt"), at=words.when(comment.at))
    said = {
        CommentKind.SAID: "\n\n" + quoted(comment.text),
        CommentKind.DONE: _("*hat das Gespräch abgeschlossen*"),
        CommentKind.REOPENED: _("*hat das Gespräch wieder geöffnet*"),
    }[comment.kind]
    return f"{who}: {said}"


def _history(states: Sequence[StoredAnswer], catalogue: Catalogue) -> None:
    if not states:
        st.caption(_("Noch niemand hat hier etwas eingetragen."))
        return
    before = [Answer(states[0].answer.question_id), *(stored.answer for stored in states)]
    lines = [_change(old, stored, catalogue) for old, stored in zip(before, states, strict=False)]
    st.markdown("\n".join(f"- {line}" for line in reversed(lines)))


def _change(old: Answer, stored: StoredAnswer, catalogue: Catalogue) -> str:
    changed = [part for part in Part if getattr(old, part) != getattr(stored.answer, part)]
    steps = [f"{words.part(p)}: {_shown(old, p, catalogue)} → {_shown(stored.answer, p, catalogue)}" for p in changed]
    told = "; ".join(steps) or _("bestätigt")
    who = escaped(stored.changed_by) or _("Betreuung des Programms")
    return f"{words.when(stored.changed_at)}, {who}: {told}"


def _shown(answer: Answer, part: Part, catalogue: Catalogue) -> str:
    if part is Part.REPLY:
        return f"**{texts.reply(answer.reply, catalogue)}**"
    text: str = getattr(answer, part)
    return texts.in_quotes(escaped(text)) if text else "–"


def _say(desk: Desk, question_id: str, field: str) -> None:
    text = session.widget_value(field) or ""
    if attempt.tried(question_id, desk.say, question_id, text):
        session.set_widget_value(field, "")
