"""From the field to the criterion to the question: at most two clicks."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import score_rows, session, texts
from components.knowledge import beside as articles_beside
from components.knowledge.beside import Beside
from components.language import _
from components.plain_text import escaped
from components.red_thread import place
from components.session import Key
from components.support import place as support_place
from data.model.catalogue import ActionField, Catalogue, Criterion, Question
from data.model.red_thread import KnotKind
from data.model.result import FieldResult
from data.model.self_check import Answer, Answered, AnswerSheet

RAISED_FROM = 3
STRONG_FROM = 60
"""A criterion with so many points is a strength: it needs no article beside it."""
CRITERION = "kriterium"
ABOUT_CONFLICT = "kommunikation_konflikt"
"""The field that the check against hostility helps with where it is no strength."""


def picked_field(catalogue: Catalogue, clicked: str | None) -> ActionField:
    """The field to look into: the one last clicked in the chart or chosen below it."""
    fields = {field.key: field for field in catalogue.fields}
    _follow_address(catalogue)
    titles = {key: field.short_title for key, field in fields.items()}
    return fields[
        _picked(
            _("Handlungsfeld"),
            titles,
            clicked,
            choice=Key.FIELD_CHOICE,
            last_click=Key.CLICKED_FIELD,
            otherwise=next(iter(fields)),
        )
    ]


def _follow_address(catalogue: Catalogue) -> None:
    """Choose the criterion that a link names, once: what somebody chooses afterwards counts."""
    asked = st.query_params.get(CRITERION, "")
    if asked == session.get(Key.ASKED_CRITERION, ""):
        return
    session.put(Key.ASKED_CRITERION, asked)
    for field in catalogue.fields:
        if any(criterion.key == asked for criterion in field.criteria):
            session.put(Key.FIELD_CHOICE, field.key)
            session.put(Key.CRITERION_CHOICE, asked)
            st.html('<span data-kompass-scroll="criterion"></span>')


def field_detail(
    catalogue: Catalogue, result: FieldResult, sheet: AnswerSheet, field: ActionField, beside: Beside
) -> None:
    """The criteria of one field as bars; below them the questions of the criterion that was clicked or chosen.

    Where it can rise, articles that help stand beside it.
    """
    st.subheader(f"{field.title}: {score_rows.in_words(result.score, catalogue)}")
    if result.depends_on_weighting:
        st.caption(
            _(
                "Das Ergebnis hängt von der Gewichtung ab: Würde jede Frage gleich zählen, wären es {points} Punkte.",
                points=texts.points(result.question_weighted),
            )
        )
    rows = score_rows.criterion_rows(catalogue, result)
    clicked = score_rows.clickable_bars(rows, catalogue, "criteria_chart")
    score_rows.as_table(rows, catalogue, _("Kriterium"), "criteria_table")
    titles = {row.key: row.title for row in rows}
    weakest = min(result.criteria, key=lambda each: 101 if each.score.percent is None else each.score.percent)
    chosen = _picked(
        _("Kriterium"),
        titles,
        clicked,
        choice=Key.CRITERION_CHOICE,
        last_click=Key.CLICKED_CRITERION,
        otherwise=weakest.key,
    )
    criterion = next(each for each in field.criteria if each.key == chosen)
    percent = next(each.score.percent for each in result.criteria if each.key == chosen)
    _questions(criterion, catalogue, sheet, {} if _is_strong(percent) else beside)
    if field.key == ABOUT_CONFLICT and not _is_strong(result.score.percent):
        label = _("Vorsorge-Check: Was Ihre Kommune gegen Anfeindung regeln kann")
        support_place.link(support_place.Part.PREPAREDNESS, label)


def _is_strong(percent: float | None) -> bool:
    return percent is not None and percent >= STRONG_FROM


def _picked(
    label: str, titles: Mapping[str, str], clicked: str | None, *, choice: Key, last_click: Key, otherwise: str
) -> str:
    """One of several keys: what was clicked or chosen last, whichever came later."""
    last = session.get(last_click, None)
    # A second click on the same bar takes the first back (streamlit 1.67): it means this bar as well.
    meant = clicked or last
    if clicked != last and meant in titles:
        session.put(choice, meant)
    session.put(last_click, clicked)
    if session.get(choice, None) not in titles:
        session.put(choice, otherwise)
    return str(st.pills(label, list(titles), format_func=titles.__getitem__, key=choice, required=True))


def _questions(criterion: Criterion, catalogue: Catalogue, sheet: AnswerSheet, helpful: Beside) -> None:
    told = [f"#### {criterion.title}"]
    for question in criterion.questions:
        stored = sheet.get(question.id)
        told.append(_question(question, stored.answer if stored else Answer(question.id), catalogue))
    with st.container(border=True, key="criterion"):
        st.markdown("\n\n".join(told), anchors=False)
        articles_beside.links(helpful, criterion.key)
        place.link_from(KnotKind.CRITERION, criterion.key)


def _question(question: Question, answer: Answer, catalogue: Catalogue) -> str:
    lines = [
        f"**{question.id}** {escaped(question.text)}",
        _("Antwort: **{reply}**", reply=texts.reply(answer.reply, catalogue)),
    ]
    notes = {
        _("Bemerkung"): answer.remark,
        _("Nachweis"): answer.evidence,
        _("Zuständige Stelle"): answer.responsible_unit,
    }
    lines += [f"{name}: {escaped(text)}" for name, text in notes.items() if text]
    if not isinstance(answer.reply, Answered) or answer.reply.points < RAISED_FROM:
        suggestion = _("Anregung: {suggestion}", suggestion=escaped(question.suggestion))
        lines.append(f":material/arrow_forward: {suggestion}")
    return "  \n".join(lines)
