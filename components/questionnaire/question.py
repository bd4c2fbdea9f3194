"""One question: the reply, the notes, what others said. A click redraws this question alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from components import incidents, session, texts
from components.language import _
from components.plain_text import escaped
from components.questionnaire import attempt, conversation, proposals, redraw, words
from components.questionnaire.desk import Desk
from components.session import Key
from data.errors import KompassError
from data.model.answer_import import LONGEST_NOTE, note_text
from data.model.catalogue import Catalogue, Place
from data.model.questionnaire import QuestionState, SaveOutcome
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Part, Reply

NOT_KNOWN = "not_known"
NOT_APPLICABLE = "not_applicable"
HIGHEST = 4


def question(desk: Desk, place: Place, catalogue: Catalogue, state: QuestionState, *, may_answer: bool) -> None:
    """One question as a card that runs alone: `state` is what the page has read for its first run."""
    key = f"question_{place.question.id}"
    st.fragment(_card, key=key)(desk, place, catalogue, state, may_answer)


def _card(desk: Desk, place: Place, catalogue: Catalogue, state: QuestionState, may_answer: bool) -> None:
    redraw.drawn(place.question.id)
    if not session.is_looked_up():
        try:
            state = desk.state(place.question.id)
        except KompassError:
            st.rerun()  # the page itself says why it cannot be shown any more
    with st.container(border=True, key=f"question_{place.question.id}"):
        _asked(place, state)
        changed = _changed_since_shown(state)
        with st.container(key=f"replied_{place.question.id}"):
            if may_answer:
                _in_step(state, Part.REPLY, changed)
                _reply(desk, place, catalogue, state)
            else:
                st.markdown(_("Antwort: **{reply}**", reply=texts.reply(state.answer.reply, catalogue)))
        with st.container(key=f"beside_{place.question.id}"):
            proposals.waiting(desk, state, catalogue, may_answer=may_answer)
            _notes(desk, state, changed, may_answer=may_answer)
            _saved(state, desk.me)
            conversation.panels(desk, state, catalogue, may_answer=may_answer)
    redraw.rest()


def _asked(place: Place, state: QuestionState) -> None:
    mark = " :orange-badge[:material/bookmark: " + _("für später markiert") + "]" if state.marked else ""
    st.markdown(
        f"## {place.question.id} {escaped(place.question.text)}\n\n{escaped(place.question.help)}{mark}", anchors=False
    )


def _reply(desk: Desk, place: Place, catalogue: Catalogue, state: QuestionState) -> None:
    question = place.question
    captions = [step.meaning for step in catalogue.scale]
    options = [str(step.points) for step in catalogue.scale] + [NOT_KNOWN]
    captions.append(_("Bisher kann es niemand sagen."))
    if question.may_not_apply:
        options.append(NOT_APPLICABLE)
        captions.append(question.not_applicable_hint or _("Liegt nicht in der Zuständigkeit der Kommune."))
    labels = {str(step.points): f"{step.points} – {step.label}" for step in catalogue.scale}
    labels |= {NOT_KNOWN: _("nicht bekannt"), NOT_APPLICABLE: _("nicht zutreffend")}
    st.radio(
        _("Antwort auf {question}", question=question.id),
        options,
        index=None,
        format_func=labels.__getitem__,
        captions=captions,
        key=_key(question.id, Part.REPLY),
        label_visibility="collapsed",
        on_change=_store,
        args=(desk, question.id, Part.REPLY),
    )
    if state.answer.reply is not None:
        st.button(
            _("Antwort zurücknehmen"),
            key=f"take_back_{question.id}",
            type="tertiary",
            icon=":material/undo:",
            on_click=_take_back,
            args=(desk, question.id),
        )


def _notes(desk: Desk, state: QuestionState, changed: Collection[Part], *, may_answer: bool) -> None:
    answer = state.answer
    if not may_answer:
        told = {part: getattr(answer, part) for part in Part if part is not Part.REPLY}
        lines = [f"{words.part(part)}: {escaped(text)}" for part, text in told.items() if text]
        if lines:
            st.markdown("  \n".join(lines))
        return
    labels: dict[Part, tuple[str, str]] = {}
    wants_all = conversation.NOTES in conversation.opened(state.question_id)
    if isinstance(answer.reply, NotKnown) or wants_all or answer.responsible_unit:
        label = _("Wer könnte es wissen?") if isinstance(answer.reply, NotKnown) else words.part(Part.RESPONSIBLE_UNIT)
        labels[Part.RESPONSIBLE_UNIT] = (label, _("Zum Beispiel: Sozialamt"))
    if isinstance(answer.reply, NotApplicable) or wants_all or answer.remark:
        why = _("Warum trifft das hier nicht zu? (nötig)")
        label = why if isinstance(answer.reply, NotApplicable) else words.part(Part.REMARK)
        labels[Part.REMARK] = (label, "")
    is_established = answer.reply == Answered(HIGHEST)
    if is_established or wants_all or answer.evidence:
        label = _("Woran lässt sich das sehen? Link oder Aktenzeichen") if is_established else words.part(Part.EVIDENCE)
        labels[Part.EVIDENCE] = (label, _("Link, Beschluss oder Aktenzeichen"))
    for part, (label, placeholder) in labels.items():
        _in_step(state, part, changed)
        _note(desk, state.question_id, part, label, placeholder)


def _note(desk: Desk, question_id: str, part: Part, label: str, placeholder: str) -> None:
    write: Callable[..., object] = partial(st.text_area, height=90) if part is Part.REMARK else st.text_input
    write(
        label,
        key=_key(question_id, part),
        max_chars=LONGEST_NOTE,
        placeholder=placeholder,
        on_change=_store,
        args=(desk, question_id, part),
    )


def _saved(state: QuestionState, me: str) -> None:
    problems: dict[str, str] = session.get(Key.QUESTION_PROBLEMS, {})
    if state.question_id in problems:
        st.error(problems.pop(state.question_id), icon=":material/error:")
        session.put(Key.QUESTION_PROBLEMS, problems)
    with st.container(key=f"saved_{state.question_id}"):
        if state.stored is None:
            st.caption(_("noch offen"))
            return
        by = escaped(state.stored.changed_by)
        at = words.when(state.stored.changed_at)
        by_others = by and state.stored.changed_by != me
        line = _("gespeichert {at} von {name}", at=at, name=by) if by_others else _("gespeichert {at}", at=at)
        st.caption(f":material/check: {line}" if not state.answer.is_empty else line)


def _store(desk: Desk, question_id: str, part: Part) -> None:
    """Store what somebody just chose or typed, based on what this tab showed."""
    redraw.wanted(question_id)
    shown: dict[str, tuple[Answer, int]] = session.get(Key.SHOWN_ANSWERS, {})
    answer, revision = shown.get(question_id, (Answer(question_id), 0))
    value = session.widget_value(_key(question_id, part))
    # As it will be stored: a field that differs from what is stored is filled anew, while somebody still types.
    changes: dict[str, Any] = {part.value: _reply_of(value) if part is Part.REPLY else note_text(value or "")}
    given = replace(answer, **changes)
    try:
        saved = desk.answer(given, revision)
    except Exception as error:  # whatever it is: what was not stored must not look as if it was
        problem = incidents.sentence(error)
        if part is Part.REPLY:
            session.set_widget_value(_key(question_id, part), _code_of(answer.reply))
        elif value:
            # The field may be gone with the next run; what somebody wrote is not.
            problem += "\n\n" + _("Nicht gespeichert: „{note}“", note=escaped(value))
        attempt.tell(question_id, problem)
        return
    if part is not Part.REPLY and not value:
        conversation.keep_notes_open(question_id)  # who empties a field is about to write it anew
    if saved.outcome is not SaveOutcome.CONFLICT:
        revision = saved.revision
    # What this tab shows now; where something else is stored, the next run brings the fields in step.
    session.put(Key.SHOWN_ANSWERS, {**shown, question_id: (given, revision)})


def _take_back(desk: Desk, question_id: str) -> None:
    """Make a question open again; its notes stay."""
    session.set_widget_value(_key(question_id, Part.REPLY), None)
    _store(desk, question_id, Part.REPLY)


def _changed_since_shown(state: QuestionState) -> Collection[Part]:
    """The parts of an answer that are stored otherwise than this tab shows them; now it shows what is stored."""
    shown: dict[str, tuple[Answer, int]] = session.get(Key.SHOWN_ANSWERS, {})
    before = shown.get(state.question_id, (None, 0))[0]
    session.put(Key.SHOWN_ANSWERS, {**shown, state.question_id: (state.answer, state.revision)})
    beside: dict[str, object] = session.get(Key.SHOWN_BESIDE, {})
    session.put(Key.SHOWN_BESIDE, {**beside, state.question_id: _beside(state)})
    return {part for part in Part if before is None or getattr(before, part) != getattr(state.answer, part)}


def _in_step(state: QuestionState, part: Part, changed: Collection[Part]) -> None:
    """Bring a field in step with what is stored, if that changed or the field was not there; right before it is drawn.

    A value for a field that is not drawn would outlive what is typed there later.
    """
    key = _key(state.question_id, part)
    if part in changed or not session.has_widget_value(key):
        stored = getattr(state.answer, part)
        session.set_widget_value(key, _code_of(stored) if part is Part.REPLY else stored)


def is_as_shown(state: QuestionState) -> bool:
    """Whether this tab shows a question as it is stored now, with everything that others put beside the answer."""
    shown: dict[str, tuple[Answer, int]] = session.get(Key.SHOWN_ANSWERS, {})
    beside: dict[str, object] = session.get(Key.SHOWN_BESIDE, {})
    if state.question_id not in shown:
        return True
    return shown[state.question_id][1] == state.revision and beside.get(state.question_id) == _beside(state)


def _beside(state: QuestionState) -> tuple[object, ...]:
    return (tuple(proposal.id for proposal in state.proposals), state.discussion, state.marked)


def _key(question_id: str, part: Part) -> str:
    return f"{part.value}_{question_id}"


def _code_of(reply: Reply | None) -> str | None:
    match reply:
        case Answered(points):
            return str(points)
        case NotKnown():
            return NOT_KNOWN
        case NotApplicable():
            return NOT_APPLICABLE
        case None:
            return None


def _reply_of(code: str | None) -> Reply | None:
    if code is None:
        return None
    without_points: dict[str, Reply] = {NOT_KNOWN: NotKnown(), NOT_APPLICABLE: NotApplicable()}
    return without_points[code] if code in without_points else Answered(int(code))
