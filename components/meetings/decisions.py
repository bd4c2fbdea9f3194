"""Decisions of an item: shown large, taken, changed and withdrawn while their meeting runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from textwrap import shorten
from typing import Any

import streamlit as st

from components import drafts, notice, session
from components.language import _, number
from components.meetings import words
from components.meetings.desk import Desk
from components.notice import Notice
from components.plain_text import escaped
from components.plan import measures_words, priorities_words
from components.plan.measures_desk import tried
from data.model.meetings import AgendaItem, Decision, DecisionWish, Votes
from data.model.meetings_view import ItemView, LoggedDecision, MeetingView
from data.model.plan import MeasureStatus, PriorityStatus

PLACE = "meeting_results"
LONGEST_DECISION, LONGEST_SENTENCE, MOST_VOTES = 2_000, 500, 100_000
SHOWN_OF_A_DECISION = 80


def of_item(desk: Desk, view: MeetingView, each: ItemView) -> None:
    """The decisions that an item led to so far, each with its number large."""
    if each.decisions:
        st.header(_("Beschlüsse"))
    for decision in each.decisions:
        with st.container(border=True, key=f"decision_{decision.id}", gap="xsmall"):
            card(decision)
            if view.may_plan and not decision.withdrawn_because:
                _change(desk, decision)


def card(decision: Decision) -> None:
    """Number, text and result of a decision."""
    st.markdown(f"**{words.named(decision)}**")
    st.markdown(priorities_words.paragraphs(decision.text))
    result = words.result(decision)
    told = [result[0].upper() + result[1:]]
    if decision.replaces is not None:
        told.append(_("ersetzt Beschluss Nr. {number}", number=number(decision.replaces)))
    if decision.withdrawn_because:
        told.append(_("zurückgezogen: „{reason}“", reason=escaped(decision.withdrawn_because)))
    st.markdown(" · ".join(told))


def text_key(item: AgendaItem) -> str:
    """The key under which the tab keeps the text of a decision that is being written under an item."""
    return f"{_key(item)}_text"


def _key(item: AgendaItem) -> str:
    return f"decision_{item.id}"


def panel(desk: Desk, view: MeetingView, each: ItemView, close: str) -> None:
    """A new decision: its text, votes if they were counted, what follows from it, what it replaces."""
    key = _key(each.item)
    drafts.text_area(
        _("Was wird beschlossen?"), text_key(each.item), LONGEST_DECISION, _("Die Steuerungsgruppe beschließt …")
    )
    _votes_fields(key, None)
    if each.may_become:
        _step_field(each, key)
    _replaces_field(desk.views.decisions(), f"{key}_replaces", None)
    told = _("Der Beschluss bekommt die Nr. {number}/{year}.", number=view.last_decision + 1, year=str(desk.today.year))
    st.caption(told)
    st.button(
        _("Beschluss festhalten"),
        key=f"decide_{each.item.id}",
        type="primary",
        icon=":material/gavel:",
        on_click=partial(_decide, desk, each, key, close),
    )


def _votes_fields(key: str, votes: Votes | None) -> None:
    st.checkbox(_("Es wurde abgestimmt"), votes is not None, key=f"{key}_counted")
    if not session.widget_value(f"{key}_counted"):
        st.caption(_("Ohne Stimmen gilt: einvernehmlich beschlossen."))
        return
    names = {"yes": _("Ja"), "no": _("Nein"), "abstained": _("Enthaltungen")}
    with st.container(horizontal=True):
        for part, label in names.items():
            counted = getattr(votes, part) if votes is not None else 0
            st.number_input(label, 0, MOST_VOTES, counted, key=f"{key}_{part}", width=130)


def _step_field(each: ItemView, key: str) -> None:
    names: dict[MeasureStatus | PriorityStatus, str] = {}
    for to in each.may_become:
        if isinstance(to, MeasureStatus) and each.measure is not None:
            names[to] = measures_words.step_to(each.measure.status, to)
        elif isinstance(to, PriorityStatus) and each.priority is not None:
            names[to] = priorities_words.step_to(each.priority.status, to)
    label = _("Damit zugleich die Maßnahme") if each.measure is not None else _("Damit zugleich den Schwerpunkt")
    st.pills(label, list(names), format_func=names.__getitem__, key=f"{key}_step", wrap=True)


def _replaces_field(log: Sequence[LoggedDecision], key: str, replaces: int | None) -> None:
    names = {
        each.decision.number: f"{each.decision.reference} {_short(each.decision.text)}"
        for each in log
        if each.decision.in_force or each.decision.number == replaces
    }
    if not names:
        return
    places = list(names)
    st.selectbox(
        _("Ersetzt einen früheren Beschluss"),
        places,
        index=places.index(replaces) if replaces in places else None,
        format_func=names.__getitem__,
        key=key,
        placeholder=_("keinen"),
    )


def _short(text: str) -> str:
    return shorten(text, SHOWN_OF_A_DECISION, placeholder=" …")


def _wish(key: str) -> DecisionWish:
    """What somebody typed and chose."""
    votes = None
    if session.widget_value(f"{key}_counted"):
        votes = Votes(*(int(session.widget_value(f"{key}_{part}") or 0) for part in ("yes", "no", "abstained")))
    text = session.widget_value(f"{key}_text") or ""
    return DecisionWish(text.strip(), votes, session.widget_value(f"{key}_replaces"))


def _decide(desk: Desk, each: ItemView, key: str, close: str) -> None:
    wish, step = _wish(key), _step(each, session.widget_value(f"{key}_step"))
    made: list[Decision] = []
    said = _("Nicht gespeichert: „{note}“", note=escaped(wish.text)) if wish.text else ""
    if tried(PLACE, lambda: made.append(desk.outcomes.decide(each.item.id, wish, desk.today, step)), otherwise=said):
        drafts.forget(f"{key}_text")
        session.set_widget_value(close, None)
        done = _("{decision}: {result}.", decision=words.named(made[0]), result=words.result(made[0]))
        if step is not None and not made[0].accepted:
            done += " " + _("Am Stand ändert sich deshalb nichts.")
        notice.tell(Notice(PLACE, done, went_well=True))


def _step(each: ItemView, chosen: Any) -> MeasureStatus | PriorityStatus | None:
    """The step that was chosen, if it can still be taken."""
    return next((to for to in each.may_become if to == chosen), None)


def _change(desk: Desk, decision: Decision) -> None:
    """Another state gives another form: nobody stores over what they have not seen."""
    state = f"{decision.id}_{hash(decision)}"
    with st.container(horizontal=True):
        with st.popover(_("Ändern"), type="tertiary", icon=":material/edit:", key=f"change_decision_{state}"):
            key = f"change_decision_{state}_field"
            st.text_area(_("Beschluss"), decision.text, key=f"{key}_text", max_chars=LONGEST_DECISION, height=110)
            _votes_fields(key, decision.votes)
            earlier = [each for each in desk.views.decisions() if each.decision.number < decision.number]
            _replaces_field(earlier, f"{key}_replaces", decision.replaces)
            save = partial(_save, desk, decision, key)
            st.button(_("Speichern"), key=f"save_decision_{decision.id}", type="primary", on_click=save)
        with st.popover(_("Zurückziehen"), type="tertiary", icon=":material/undo:", key=f"withdraw_decision_{state}"):
            st.markdown(_("Der Beschluss bleibt mit seiner Nummer stehen und gilt als zurückgezogen."))
            field = f"withdraw_sentence_{decision.id}"
            st.text_input(_("Warum? Ein Satz."), key=field, max_chars=LONGEST_SENTENCE)
            withdraw = partial(_withdraw, desk, decision, field)
            st.button(_("Zurückziehen"), key=f"withdraw_{decision.id}", type="primary", on_click=withdraw)


def _save(desk: Desk, seen: Decision, key: str) -> None:
    wish = _wish(key)
    said = _("Nicht gespeichert: „{note}“", note=escaped(wish.text)) if wish.text else ""
    tried(PLACE, desk.outcomes.change_decision, seen, wish, otherwise=said)


def _withdraw(desk: Desk, seen: Decision, field: str) -> None:
    sentence = session.widget_value(field) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    tried(PLACE, desk.outcomes.withdraw_decision, seen, sentence, otherwise=said)
