"""What there is to do in a self-check: seven fields, their criteria with a state word, and filters by question."""

from __future__ import annotations

import streamlit as st

from components import navigation, session
from components.language import _, plural
from components.page_frame import empty_state
from components.plain_text import escaped
from components.questionnaire import place, words
from components.session import Key
from data.model.catalogue import ActionField, Catalogue
from data.model.questionnaire import QuestionFilter, StatedCriterion, StatedField, TaskList

SHOWN_AT_ONCE = 20


def no_round() -> None:
    """What the page says while the commune works on no round."""
    st.title(_("Fragen"))
    not_stored()
    empty_state(
        _("Keine Runde in Arbeit"),
        _("Fragen gehören zu einer Runde. Sobald eine begonnen ist, füllen Sie sie hier gemeinsam aus."),
        navigation.ROUNDS,
        _("Zu den Runden"),
    )


def not_stored() -> None:
    """What somebody wrote to a question that is not theirs to see any more, so that it can be copied; once."""
    problems: dict[str, str] = session.take(Key.QUESTION_PROBLEMS) or {}
    for question_id, problem in problems.items():
        st.error(f"**{question_id}** {problem}", icon=":material/error:")


def shown(tasks: TaskList, catalogue: Catalogue) -> None:
    """The whole task list: how far, where to go on, a filter, and the fields or the questions that fit it."""
    st.title(_("Fragen"))
    if not tasks.fields:
        empty_state(
            _("Ihnen ist noch nichts zugewiesen"),
            _("Die Sachbearbeitung Ihrer Kommune verteilt die Kriterien auf die Fachämter. Danach stehen sie hier."),
        )
        return
    questions = sum(field.questions for field in tasks.fields)
    replied = sum(field.replied for field in tasks.fields)
    notice: str | None = session.take(Key.NOTICE)
    if notice is not None:
        st.info(notice, icon=":material/check_circle:")
    st.progress(
        replied / questions if questions else 0.0,
        text=_(
            "Runde {name}: {replied} von {questions} Fragen bearbeitet.",
            name=escaped(tasks.self_check.round_name),
            replied=replied,
            questions=questions,
        ),
    )
    _go_on(tasks, catalogue)
    wish = _filter(tasks)
    if wish is None:
        _fields(tasks.fields, catalogue)
    else:
        _questions(tasks.matching[wish], wish, catalogue)


def _go_on(tasks: TaskList, catalogue: Catalogue) -> None:
    here = tasks.here
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    with st.container(horizontal=True, vertical_alignment="center", key="go_on"):
        if here is not None and here.criterion_key in titles:
            title = titles[here.criterion_key]
            label = _("Weitermachen: {where}", where=title)
            place.criterion_link(here.criterion_key, f"**{label}**", ":material/play_arrow:")
        if tasks.matching[QuestionFilter.OPEN]:
            first = tasks.matching[QuestionFilter.OPEN][0]
            place.question_link(first, _("Erste offene Frage ({question})", question=first), ":material/flag:")
    others = words.who_is_here(tasks.others, None, catalogue)
    if others:
        st.caption(f":material/group: {others}")


def _filter(tasks: TaskList) -> QuestionFilter | None:
    names = {wish: f"{words.filter_name(wish)} ({len(found)})" for wish, found in tasks.matching.items() if found}
    if session.get(Key.QUESTION_FILTER, None) not in names:
        session.put(Key.QUESTION_FILTER, None)
    return st.pills(
        _("Nur bestimmte Fragen zeigen"),
        list(names),
        format_func=names.__getitem__,
        key=Key.QUESTION_FILTER,
        persist_state="page",
    )


def _fields(fields: tuple[StatedField, ...], catalogue: Catalogue) -> None:
    known = {field.key: field for field in catalogue.fields}
    left, right = st.columns(2, gap="medium")
    half = sum(len(field.criteria) for field in fields) / 2
    before = 0
    for field in fields:
        with left if before < half else right:
            _field(field, known[field.field_key])
        before += len(field.criteria)


def _field(stated: StatedField, field: ActionField) -> None:
    titles = {criterion.key: criterion.title for criterion in field.criteria}
    with st.container(border=True, key=f"field_{field.key}"):
        count = _("{replied} von {questions}", replied=stated.replied, questions=stated.questions)
        st.markdown(f"## {field.number}. {field.title}\n\n{words.state_badge(stated.state)} {count}", anchors=False)
        for criterion in stated.criteria:
            _criterion(criterion, titles[criterion.progress.criterion_key])


def _criterion(criterion: StatedCriterion, title: str) -> None:
    progress = criterion.progress
    with st.container(key=f"criterion_{progress.criterion_key}", gap="xxsmall"):
        place.criterion_link(progress.criterion_key, title, words.STATE_ICONS[criterion.state])
        details = [
            words.state(criterion.state),
            _("{replied} von {questions}", replied=progress.replied, questions=progress.questions),
        ]
        if progress.conflicts:
            details.append(plural("{n} Konflikt", "{n} Konflikte", progress.conflicts))
        if progress.proposals:
            details.append(plural("{n} Vorschlag", "{n} Vorschläge", progress.proposals))
        if progress.marked:
            details.append(_("{n} markiert", n=progress.marked))
        if progress.assignment is not None:
            details.append(words.responsible(progress.assignment))
        if words.is_overdue(progress.assignment) and progress.replied < progress.questions:
            details.append(_(":orange-badge[:material/schedule: überfällig]"))
        st.caption(" · ".join(details))


def _questions(found: tuple[str, ...], wish: QuestionFilter, catalogue: Catalogue) -> None:
    st.header(plural("Eine Frage: {filter}", "{n} Fragen: {filter}", len(found), filter=words.filter_name(wish)))
    pages = range(1, -(-len(found) // SHOWN_AT_ONCE) + 1)
    number = 1
    if len(pages) > 1:
        number = st.pagination(len(pages), key="question_list_page") or 1
    with st.container(key="found_questions", gap="xsmall"):
        for question_id in found[(number - 1) * SHOWN_AT_ONCE : number * SHOWN_AT_ONCE]:
            text = catalogue.places[question_id].question.text
            place.question_link(question_id, f"**{question_id}** {escaped(text)}", ":material/chevron_right:")
