"""What one sees first: who to call, and three questions that lead to at most five steps and five contacts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import session
from components.language import _, current, now
from components.session import Key
from components.support import advice, contact, land_choice, words
from components.support.desk import Desk, land
from data.model.support import NATIONWIDE, Choice, Concerned, FoundHelp, HelpQuestions, Situation

RESULT = "support_found"


@st.fragment
def card(desk: Desk) -> None:
    """Who can be called now: everywhere, and in the chosen Land."""
    land_choice.redraw_page_after_change()
    lands = desk.lands(current())
    with st.container(border=True, key="emergency_card"):
        with st.container(horizontal=True, vertical_alignment="center", key="emergency_head"):
            st.header(_("Wen Sie jetzt anrufen können"), width="stretch")
            with st.container(width=280, key="emergency_land"):
                land_choice.chosen(lands, _("Ihr Land"), "land_of_card")
        with st.container(key="emergency_calls"):
            for shown in desk.card(land(), now(), current()):
                scope = shown.service.scope
                contact.line(shown, "card", "" if scope == NATIONWIDE else scope)
        land_choice.remark(lands)


@st.fragment
def questions(desk: Desk) -> None:
    """The three questions, and what fits the answers, which stay in this tab."""
    land_choice.redraw_page_after_change()
    texts = desk.questions(current())
    with st.container(key="three_questions"):
        st.header(_("Drei Fragen zur passenden Hilfe"))
        with st.container(key="ask_what"):
            _pick(_("1. Was ist passiert?"), texts.situations, Key.SUPPORT_SITUATION, "pick_situation", required=False)
        columns = st.columns(2, gap="large")
        with columns[0], st.container(key="ask_whom"):
            _pick(_("2. Wen trifft es?"), texts.concerned, Key.SUPPORT_CONCERNED, "pick_concerned", required=True)
        with columns[1]:
            land_choice.chosen(desk.lands(current()), _("3. In welchem Land?"), "land_of_questions")
    situation: str | None = session.get(Key.SUPPORT_SITUATION, None)
    if situation is None:
        st.caption(_("Sobald Sie sagen, was passiert ist, stehen hier höchstens fünf Schritte und fünf Stellen."))
        return
    concerned = Concerned(session.get(Key.SUPPORT_CONCERNED, Concerned.ME.value))
    _found(desk.found(HelpQuestions(Situation(situation), concerned, land()), now(), current()))


def _pick(label: str, choices: Sequence[Choice], key: Key, widget_key: str, *, required: bool) -> None:
    titles = {choice.value: choice.title for choice in choices}
    if not session.has_widget_value(widget_key):
        session.set_widget_value(widget_key, session.get(key, next(iter(titles)) if required else None))
    st.pills(
        label,
        list(titles),
        format_func=titles.__getitem__,
        key=widget_key,
        required=required,
        wrap=True,
        width="stretch",
        on_change=_answered,
        args=(key, widget_key),
    )


def _answered(key: Key, widget_key: str) -> None:
    session.put(key, session.widget_value(widget_key))
    if key is Key.SUPPORT_SITUATION and session.widget_value(widget_key):
        session.put(Key.SUPPORT_ANSWERED, True)


def _found(help_found: FoundHelp) -> None:
    with st.container(key=RESULT):
        st.header(_("Das hilft jetzt"))
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(_("Wer hilft"))
            for found in help_found.contacts:
                contact.line(found.shown, "found", words.reason(found.reason, land()))
            if help_found.more:
                _more(help_found)
        with right:
            st.subheader(_("Was zu tun ist"))
            advice.steps([step.advice for step in help_found.steps], "found")
    if session.take(Key.SUPPORT_ANSWERED):
        st.html(f'<span data-kompass-scroll="{RESULT}"></span>')


def _more(help_found: FoundHelp) -> None:
    label = _("Mehr: {n} weitere Stellen", n=len(help_found.more))
    with st.expander(label, key="more_contacts"):
        for shown in help_found.more:
            contact.line(shown, "more")
