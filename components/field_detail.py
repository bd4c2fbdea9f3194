"""From the field to the criterion to the question: at most two clicks."""

from __future__ import annotations

import streamlit as st

from components import score_rows, session, texts
from components.language import _
from components.plain_text import escaped
from components.session import Key
from data.model.catalogue import Catalogue, Criterion, Question
from data.model.result import CheckResult, CriterionResult
from data.model.self_check import Answer, Answered, AnswerSheet

RAISED_FROM = 3


def picked_field(catalogue: Catalogue, clicked: str | None) -> str:
    """The field to look into: the one last clicked in the chart or chosen below it; gives back its key."""
    if clicked is not None and clicked != session.get(Key.CLICKED_FIELD, None):
        session.put(Key.FIELD_CHOICE, clicked)
    session.put(Key.CLICKED_FIELD, clicked)
    titles = {field.key: field.short_title for field in catalogue.fields}
    if session.get(Key.FIELD_CHOICE, None) not in titles:
        session.put(Key.FIELD_CHOICE, next(iter(titles)))
    chosen = st.pills(
        _("Handlungsfeld"), list(titles), format_func=titles.__getitem__, key=Key.FIELD_CHOICE, required=True
    )
    return str(chosen)


def field_detail(catalogue: Catalogue, result: CheckResult, sheet: AnswerSheet, field_key: str) -> None:
    """The criteria of one field as bars, and each with its questions, answers, evidence and suggestions."""
    field = next(field for field in catalogue.fields if field.key == field_key)
    field_result = result.field(field_key)
    st.subheader(field.title)
    st.markdown(score_rows.in_words(field_result.score, catalogue))
    if field_result.depends_on_weighting:
        st.caption(
            _(
                "Das Ergebnis hängt von der Gewichtung ab: Würde jede Frage gleich zählen, wären es {points} Punkte.",
                points=texts.points(field_result.question_weighted),
            )
        )
    rows = score_rows.criterion_rows(catalogue, field_result)
    score_rows.bars(rows, catalogue, "criteria_chart")
    for criterion, criterion_result in zip(field.criteria, field_result.criteria, strict=True):
        _criterion(criterion, criterion_result, catalogue, sheet)
    score_rows.as_table(rows, catalogue, _("Kriterium"), "criteria_table")


def _criterion(criterion: Criterion, result: CriterionResult, catalogue: Catalogue, sheet: AnswerSheet) -> None:
    label = f"{criterion.title}: {score_rows.in_words(result.score, catalogue)}"
    with st.expander(label, key=f"criterion_{criterion.key}", on_change="rerun") as opened:
        if opened.open:
            for question in criterion.questions:
                stored = sheet.get(question.id)
                _question(question, stored.answer if stored else Answer(question.id), catalogue)


def _question(question: Question, answer: Answer, catalogue: Catalogue) -> None:
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
    st.markdown("  \n".join(lines))
