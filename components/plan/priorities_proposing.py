"""How priorities come to be: what the results suggest, by one click, and the form for what people want."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from components import notice, session, texts
from components.knowledge import beside as articles_beside
from components.knowledge.beside import Beside
from components.language import _
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.plan.priorities_desk import Desk
from components.plan.priorities_parts import criterion_choices
from components.plan.priorities_words import Names
from components.session import Key
from data.model.plan import Priority
from data.model.priorities_view import PrioritiesView, Suggestion

SUGGESTIONS, FORM = "priority_suggestions", "priority_form"
LONGEST_TITLE, LONGEST_REASON = 200, 4_000
TITLE, REASON, CRITERIA = "new_priority_title", "new_priority_reason", "new_priority_criteria"


def suggestions(desk: Desk, view: PrioritiesView, named: Names, beside: Beside) -> None:
    """The criteria worth talking about, each a proposal by one click, with articles that help."""
    st.header(_("Vorschläge aus den Ergebnissen"))
    notice.show(SUGGESTIONS)
    if not view.round_name:
        st.markdown(_("Sie erscheinen hier, sobald die erste Runde freigegeben ist."))
        return
    if not view.suggestions:
        st.markdown(_("Alles, was im Ergebnis auffällt, steht schon in einem Schwerpunkt."))
        return
    st.markdown(_("Diese Kriterien fallen auf und stehen noch in keinem Schwerpunkt: Hinweise für das Gespräch."))
    for each in view.suggestions:
        with st.container(
            border=True, horizontal=True, vertical_alignment="center", key=f"suggestion_{each.criterion_key}"
        ):
            title = escaped(named.criteria.get(each.criterion_key, each.criterion_key))
            field = named.short_fields.get(each.field_key, "")
            with st.container(gap="xsmall", width="stretch"):
                st.markdown(f"**{title}** · {field}  \n{_because(each)}")
                articles_beside.links(beside, each.criterion_key)
            if view.may_plan:
                st.button(
                    _("Vorschlagen"),
                    key=f"suggest_{each.criterion_key}",
                    help=_("Legt „{title}“ als Vorschlag an.", title=title),
                    icon=":material/add:",
                    on_click=partial(_propose_once, desk, each, view, named),
                )


def form(desk: Desk, view: PrioritiesView, named: Names) -> None:
    """The form that proposes a priority of one's own."""
    if not view.may_plan:
        return
    st.header(_("Eigenen Schwerpunkt vorschlagen"))
    notice.show(FORM)
    choices = criterion_choices(named)
    with st.form(FORM, enter_to_submit=False):
        st.text_input(_("Titel"), key=TITLE, max_chars=LONGEST_TITLE, placeholder=_("Was soll anders werden?"))
        st.text_area(_("Begründung"), key=REASON, max_chars=LONGEST_REASON, height=100)
        st.multiselect(
            _("Kriterien, um die es geht (können leer bleiben)"),
            list(choices),
            format_func=choices.__getitem__,
            key=CRITERIA,
            placeholder=_("Kriterien wählen"),
        )
        propose = partial(_propose, desk)
        st.form_submit_button(_("Vorschlagen"), icon=":material/add:", on_click=propose)


def _because(suggestion: Suggestion) -> str:
    told = _("{points} Punkte", points=texts.points(suggestion.percent))
    if suggestion.provisional:
        told = _("{line} · vorläufig", line=told)
    if suggestion.median is not None:
        told = _("{line} · Median der Gruppe {median}", line=told, median=suggestion.median)
    reasons = []
    if suggestion.lowest:
        reasons.append(_("einer der niedrigsten Werte"))
    if suggestion.below_group:
        reasons.append(_("weit unter der Gruppe"))
    return f"{told} · {texts.listed(reasons)}"


def _reason(suggestion: Suggestion, view: PrioritiesView) -> str:
    """Why it was suggested, as the reason of the new priority; people write on from here."""
    points = texts.points(suggestion.percent)
    told = _("{points} von 100 Punkten in der Runde {round}.", points=points, round=view.round_name)
    if suggestion.median is None:
        return told
    return told + " " + _("Der Median der Vergleichsgruppe liegt bei {median} Punkten.", median=suggestion.median)


def _propose_once(desk: Desk, suggestion: Suggestion, view: PrioritiesView, named: Names) -> None:
    title = named.criteria.get(suggestion.criterion_key, suggestion.criterion_key)
    propose = partial(desk.propose_once, suggestion.criterion_key, title, _reason(suggestion, view))
    if tried(SUGGESTIONS, _and_talk_about_it, propose):
        _tell_proposed(title)


def _propose(desk: Desk) -> None:
    title, reason = session.widget_value(TITLE) or "", session.widget_value(REASON) or ""
    propose = partial(desk.propose, title, reason, tuple(session.widget_value(CRITERIA) or ()))
    if tried(FORM, _and_talk_about_it, propose):
        for key, empty in ((TITLE, ""), (REASON, ""), (CRITERIA, [])):
            session.set_widget_value(key, empty)
        _tell_proposed(title)


def _and_talk_about_it(propose: Callable[[], Priority]) -> None:
    session.set_widget_value(Key.DISCUSSED_PRIORITY, propose().id)


def _tell_proposed(title: str) -> None:
    done = _("„{title}“ steht jetzt bei den Vorschlägen.", title=escaped(title))
    notice.tell(Notice("priority_proposals", done, went_well=True))
