"""Answers that wait beside the stored one: two values that contradict each other, or what held in an earlier round."""

from __future__ import annotations

import streamlit as st

from components import session, texts
from components.language import _
from components.plain_text import escaped
from components.questionnaire import attempt, redraw, words
from components.questionnaire.desk import Desk
from components.session import Key
from data.errors import KompassError
from data.model.catalogue import Catalogue
from data.model.questionnaire import Proposal, ProposalSource, QuestionState
from data.model.self_check import Answer, Part


def waiting(desk: Desk, state: QuestionState, catalogue: Catalogue, *, may_answer: bool) -> None:
    """Every proposal of a question with what it says, and the choice."""
    for proposal in state.proposals:
        with st.container(border=True, key=f"proposal_{proposal.id}"):
            if proposal.is_conflict:
                _conflict(state, proposal, catalogue)
                labels = (_("Vorschlag übernehmen"), _("Gespeicherte Antwort behalten"))
            else:
                _earlier(proposal, catalogue)
                labels = (_("Ja, gilt noch"), _("Nein, verwerfen"))
            if may_answer:
                _choice(desk, state, proposal, *labels)


def confirm_all(desk: Desk, criterion_key: str, states: list[QuestionState]) -> None:
    """Confirm with one click what held in the earlier round, for all questions of a criterion that are open."""
    earlier = [
        (state, state.proposals[0])
        for state in states
        if len(state.proposals) == 1 and not state.proposals[0].is_conflict and state.answer.reply is None
    ]
    if len(earlier) < 2:
        return
    st.button(
        _("Alle {n} Antworten aus {round} bestätigen", n=len(earlier), round=escaped(earlier[0][1].round_name)),
        icon=":material/done_all:",
        key="confirm_criterion",
        on_click=_confirm,
        args=(desk, criterion_key, [proposal.id for _state, proposal in earlier]),
    )


def _conflict(state: QuestionState, proposal: Proposal, catalogue: Catalogue) -> None:
    stored_by = escaped(state.stored.changed_by) if state.stored and state.stored.changed_by else _("unbekannt")
    at = words.when(state.stored.changed_at) if state.stored else "–"
    origin = {
        ProposalSource.EDIT: _("eingegeben"),
        ProposalSource.FILE: _("aus einer Datei"),
    }.get(proposal.source, "")
    lines = [
        _("**Zwei verschiedene Angaben. Welche soll gelten?**"),
        _("Gespeichert von {name}, {at}:", name=stored_by, at=at),
        *_said(state.answer, proposal, catalogue),
        _(
            "Vorgeschlagen von {name}, {at}, {origin}:",
            name=escaped(proposal.proposed_by) or _("unbekannt"),
            at=words.when(proposal.proposed_at),
            origin=origin,
        ),
        *_said(proposal.answer, proposal, catalogue),
    ]
    st.markdown("  \n".join(lines))


def _earlier(proposal: Proposal, catalogue: Catalogue) -> None:
    lines = [_("In der Runde {round} galt:", round=escaped(proposal.round_name))]
    lines += _said(proposal.answer, proposal, catalogue)
    if proposal.mapping_kind != "equal":
        lines.append(_("Die Frage hat sich seither geändert; bitte lesen Sie sie genau."))
    st.markdown("  \n".join([*lines, _("**Gilt das noch?**")]))


def _said(answer: Answer, proposal: Proposal, catalogue: Catalogue) -> list[str]:
    """The parts of an answer that a proposal is about, a line each."""
    told = []
    for part in Part:
        if part not in proposal.parts:
            continue
        if part is Part.REPLY:
            told.append(f"**{texts.reply(answer.reply, catalogue)}**")
        else:
            told.append(f"{words.part(part)}: {escaped(getattr(answer, part)) or '–'}")
    return told


def _choice(desk: Desk, state: QuestionState, proposal: Proposal, accept: str, drop: str) -> None:
    with st.container(horizontal=True):
        for label, accepts in ((accept, True), (drop, False)):
            st.button(
                label,
                key=f"settle_{proposal.id}_{accepts}",
                on_click=attempt.click,
                args=(state.question_id, desk.settle, proposal.id, accepts, state.revision),
            )


def _confirm(desk: Desk, criterion_key: str, proposal_ids: list[int]) -> None:
    redraw.wanted(redraw.PAGE)
    try:
        desk.confirm(criterion_key, proposal_ids)
    except KompassError as error:
        session.put(Key.NOTICE, texts.sentence_for(error))
