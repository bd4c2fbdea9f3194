"""Effect beside effort: what the steering group talks about, on the projector, with sliders, table and summary."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import figures, session, texts
from components.charts.effect_effort import Dot, MatrixWords, effect_effort
from components.language import _
from components.plain_text import escaped
from components.plan import priorities_parts
from components.plan import priorities_words as words
from components.plan.priorities_desk import Desk
from components.session import Key
from data.model.priorities_view import PrioritiesView, StatedPriority


def shown(desk: Desk, view: PrioritiesView) -> None:
    """The field with all that is agreed or proposed; what is chosen beside it gets its place by two sliders."""
    talked_about = [each for each in view.priorities if each.number is not None]
    if not talked_about:
        return
    st.header(_("Wirkung und Aufwand"))
    field, choice = st.columns([3, 2], gap="large")
    with field:
        drawn = effect_effort(_dots(talked_about), figures.look(), matrix_words())
        figures.chart(drawn, summary(talked_about), "priority_matrix")
        st.caption(_("Kreis: vereinbart oder in Umsetzung. Quadrat: vorgeschlagen. Der graue Streifen ist die Mitte."))
    with choice:
        st.markdown(_list(talked_about))
        if view.may_plan:
            _sliders(desk, talked_about)
    _table(talked_about)


def summary(talked_about: Sequence[StatedPriority]) -> str:
    """Every place in words; what was not discussed is named last."""
    told = [
        _(
            "{number} {title}: Wirkung {effect} von 5, Aufwand {effort} von 5, {word}",
            number=each.number,
            title=each.priority.title,
            effect=each.priority.effect,
            effort=each.priority.effort,
            word=_word(each),
        )
        for each in talked_about
        if _is_discussed(each)
    ]
    waiting = [f"{each.number} {each.priority.title}" for each in talked_about if not _is_discussed(each)]
    if waiting:
        told.append(_("noch nicht besprochen: {titles}", titles=texts.listed(waiting)))
    return _("Wirkung und Aufwand der Schwerpunkte. {told}.", told="; ".join(told))


def matrix_words() -> MatrixWords:
    """What the corners and axes of the field say."""
    return MatrixWords(
        quick=words.quick(),
        worth_it=words.worth_it(),
        on_the_side=words.on_the_side(),
        think_twice=words.think_twice(),
        effect=_("Wirkung: 1 gering bis 5 groß"),
        effort=_("Aufwand: 1 gering bis 5 groß"),
    )


def _dots(talked_about: Sequence[StatedPriority]) -> list[Dot]:
    return [
        Dot(
            number=each.number or 0,
            effect=each.priority.effect or 0,
            effort=each.priority.effort or 0,
            agreed=each.is_chosen,
            hover_text=f"<b>{each.number} {_plain(each.priority.title)}</b><br>{_word(each)}",
        )
        for each in talked_about
        if _is_discussed(each)
    ]


def _list(talked_about: Sequence[StatedPriority]) -> str:
    lines = []
    for each in talked_about:
        word = _word(each) if _is_discussed(each) else _("noch nicht besprochen")
        sign = "●" if each.is_chosen else "□"
        lines.append(f"{sign} **{each.number} · {escaped(each.priority.title)}**  \n{word}")
    return "\n\n".join(lines)


def _sliders(desk: Desk, talked_about: Sequence[StatedPriority]) -> None:
    titles = {each.priority.id: f"{each.number} · {each.priority.title}" for each in talked_about}
    by_id = {each.priority.id: each.priority for each in talked_about}
    first = next((each for each in talked_about if not _is_discussed(each)), talked_about[0]).priority.id
    if session.widget_value(Key.DISCUSSED_PRIORITY) not in titles:  # it has ended meanwhile
        session.set_widget_value(Key.DISCUSSED_PRIORITY, first)
    with st.container(border=True, key="priority_levels"):
        chosen = st.selectbox(
            _("Worüber sprechen Sie gerade?"),
            list(titles),
            format_func=titles.__getitem__,
            key=Key.DISCUSSED_PRIORITY,
        )
        priorities_parts.levels(desk, by_id[chosen])


def _table(talked_about: Sequence[StatedPriority]) -> None:
    figures.as_table(
        (_("Schwerpunkt"), _("Stand"), _("Wirkung"), _("Aufwand"), _("Einordnung")),
        [
            (
                f"{each.number} {escaped(each.priority.title)}",
                words.status(each.priority.status),
                _level(each.priority.effect),
                _level(each.priority.effort),
                _word(each) if _is_discussed(each) else _("noch nicht besprochen"),
            )
            for each in talked_about
        ],
        "priority_matrix_table",
    )


def _is_discussed(stated: StatedPriority) -> bool:
    return stated.priority.effect is not None and stated.priority.effort is not None


def _word(stated: StatedPriority) -> str:
    return words.quadrant(stated.priority.effect or 0, stated.priority.effort or 0)


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _plain(title: str) -> str:
    """A title that the chart shows as it was typed, not as HTML."""
    return title.replace("&", "&amp;").replace("<", "&lt;")
