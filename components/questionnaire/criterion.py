"""One criterion on the screen: its questions, who is responsible, who is here, and the way on."""

from __future__ import annotations

import streamlit as st

from components import navigation, session
from components.language import _
from components.page_frame import empty_state
from components.plain_text import escaped
from components.questionnaire import place, proposals, redraw, task_list, words
from components.questionnaire.desk import Desk
from components.questionnaire.question import is_as_shown, question
from components.session import Key
from data.errors import KompassError
from data.model.catalogue import Catalogue, Place
from data.model.questionnaire import CriterionSheet, QuestionFilter
from data.model.self_check import SelfCheckStatus


def shown(desk: Desk, sheet: CriterionSheet, catalogue: Catalogue, question_id: str | None) -> None:
    """The whole view of a criterion."""
    redraw.drawn(redraw.PAGE)
    own = [each for each in catalogue.places.values() if each.criterion.key == sheet.criterion_key]
    _head(sheet, own[0])
    _who_is_here(desk, sheet, catalogue)
    if sheet.may_answer:
        proposals.confirm_all(desk, sheet.criterion_key, list(sheet.states.values()))
    place.bring_into_view(question_id)
    for each in own:
        question(desk, each, catalogue, sheet.states[each.question.id], may_answer=sheet.may_answer)
    _way_on(desk, sheet, own)


def not_assigned() -> None:
    """What stands in the place of a criterion that is somebody else's."""
    st.title(_("Fragen"))
    task_list.not_stored()
    empty_state(
        _("Dieses Kriterium ist Ihnen nicht zugewiesen"),
        _("Sie sehen und beantworten, was Ihnen oder Ihrem Fachamt zugewiesen ist."),
        navigation.QUESTIONS,
        _("Zu Ihren Fragen"),
        query_params={},
    )


def _head(sheet: CriterionSheet, first: Place) -> None:
    place.all_questions_link(_("Alle Fragen"))
    st.title(first.criterion.title)
    details = [first.field.title]
    if sheet.assignment is not None:
        details.append(_("Zuständig: {who}", who=words.responsible(sheet.assignment)))
    if sheet.may_answer:
        details.append(_("Jede Antwort wird sofort gespeichert."))
    st.caption(" · ".join(details))
    if sheet.self_check.status is SelfCheckStatus.HANDED_IN:
        st.info(
            _(
                "Die Runde {name} liegt zur Freigabe vor. Bis zur Entscheidung bleiben die Antworten, wie sie sind.",
                name=escaped(sheet.self_check.round_name),
            ),
            icon=":material/lock:",
        )
    notice: str | None = session.take(Key.NOTICE)
    if notice is not None:
        st.warning(notice, icon=":material/sync_problem:")


@st.fragment(run_every="20s")
def _who_is_here(desk: Desk, sheet: CriterionSheet, catalogue: Catalogue) -> None:
    """Who else is here, and what others changed since this view was drawn: looked up three times a minute."""
    try:
        first = session.is_looked_up()
        with session.only_looking():  # otherwise a page that is left open would stay signed in
            others = sheet.others if first and sheet.is_noted else desk.here(sheet.criterion_key)
            changed = [] if first else _changed_by_others(desk, sheet)
    except KompassError:
        st.rerun()
    here = words.who_is_here(others, sheet.criterion_key, catalogue)
    if here:
        st.caption(f":material/group: {here}")
    if changed:
        with st.container(horizontal=True, vertical_alignment="center", key="changed_meanwhile"):
            st.markdown(_("Inzwischen geändert: {questions}.", questions=", ".join(changed)))
            label, icon = _("Neuen Stand zeigen"), ":material/refresh:"
            st.button(label, icon=icon, key="show_changes", on_click=redraw.wanted, args=(redraw.PAGE,))
    redraw.rest()


def _changed_by_others(desk: Desk, sheet: CriterionSheet) -> list[str]:
    return [key for key in sheet.states if not is_as_shown(desk.state(key))]


def _way_on(desk: Desk, sheet: CriterionSheet, own: list[Place]) -> None:
    wish: QuestionFilter = session.get(Key.QUESTION_FILTER, None) or QuestionFilter.OPEN
    with st.container(horizontal=True, vertical_alignment="center", key="way_on"):
        st.button(
            words.next_of(wish),
            type="primary",
            icon=":material/arrow_forward:",
            key="next_question",
            on_click=_go_on,
            args=(desk, own[-1].question.id, wish),
        )
        before, after = sheet.around
        if before is not None:
            place.criterion_link(before, _("Voriges Kriterium"), ":material/chevron_left:")
        if after is not None:
            place.criterion_link(after, _("Nächstes Kriterium"), ":material/chevron_right:")


def _go_on(desk: Desk, after: str, wish: QuestionFilter) -> None:
    redraw.wanted(redraw.PAGE)
    try:
        following = desk.next_question(after, wish)
    except KompassError:
        return  # the page itself says why
    if following is None:
        session.put(Key.NOTICE, words.nothing_left(wish))
        st.query_params.clear()
    else:
        place.go_to_question(following)
