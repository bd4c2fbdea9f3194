"""The seven fields on their way: one chart, its words, its table, and a line with the reason for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components import figures, texts
from components.charts.goal_rows import GoalRow, goal_rows
from components.language import _
from components.vision import place, words
from data.model.field_path import Course
from data.model.result import shown as whole
from data.model.vision_view import FieldOnItsWay, VisionView

Names = Mapping[str, str]


def shown(view: VisionView, names: Names) -> None:
    """Chart, legend and table, then a row for each field; the chart may be clicked."""
    drawn = goal_rows([_row(each, names) for each in view.fields], figures.look(), _("Punkte (0 bis 100)"))
    figures.chart_to_choose_from(drawn, summary(view.fields, names), "vision_fields_chart", place.go_to)
    st.caption(legend(view.fields))
    figures.as_table(columns(), cells(view.fields, names), "vision_fields_table")
    for each in view.fields:
        _line(each, names)


def summary(fields: Sequence[FieldOnItsWay], names: Names) -> str:
    """All fields in one text: where each stands, its goal, how that is judged."""
    told = [
        f"{names[each.key]}: {words.numbers_line(each)}, {words.course(each.path.judgement.course)}" for each in fields
    ]
    return _("Die Handlungsfelder auf dem Weg bis 2035. {told}.", told="; ".join(told))


def legend(fields: Sequence[FieldOnItsWay]) -> str:
    """What the marks mean, of those that are drawn."""
    told = [_("■ heute")]
    if any(each.path.way.now is not None and each.path.way.now.provisional for each in fields):
        told.append(_("▨ heute, vorläufig"))
    if any(_brings(each) for each in fields):
        told.append(_("▬ was geplante Maßnahmen bis 2035 bringen sollen"))
    if any(each.plan.milestones for each in fields):
        told.append(_("◆ Etappe"))
    if any(each.plan.target for each in fields):
        told.append(_("◇ Ziel 2035"))
    return " · ".join(told)


def columns() -> tuple[str, ...]:
    """The headings of the table."""
    return (
        _("Handlungsfeld"),
        _("Heute"),
        _("Nächste Etappe"),
        _("Ziel 2035"),
        _("Erwartet bis 2035"),
        _("Lücke"),
        _("Beurteilung"),
    )


def cells(fields: Sequence[FieldOnItsWay], names: Names) -> list[tuple[str, ...]]:
    """The values of the chart, a row for each field."""
    return [
        (
            names[each.key],
            texts.points(each.path.way.now.score if each.path.way.now else None),
            _milestone(each),
            "–" if each.plan.target is None else str(each.plan.target),
            texts.points(_expected(each)),
            "–" if each.path.total is None else str(each.path.total.gap),
            words.course(each.path.judgement.course),
        )
        for each in fields
    ]


def _milestone(each: FieldOnItsWay) -> str:
    upcoming = each.path.judgement.next
    if upcoming is None or upcoming.is_goal:
        return "–"
    return _("{year}: {points}", year=upcoming.on.year, points=upcoming.points)


def _line(each: FieldOnItsWay, names: Names) -> None:
    """A field with its judgement and the reason; the name leads to its path."""
    with st.container(key=f"vision_row_{each.key}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            place.field_link(each.key, f"**{names[each.key]}**", ":material/arrow_forward:")
            st.markdown(words.course_badge(each.path.judgement.course), width="content")
        st.markdown(words.reason(each.path))


def _row(each: FieldOnItsWay, names: Names) -> GoalRow:
    now, told = each.path.way.now, each.path.judgement
    is_unknown = told.course is Course.UNKNOWN
    label = names[each.key]
    return GoalRow(
        key=each.key,
        label=label,
        now=now.score if now else None,
        provisional=bool(now and now.provisional),
        expected=_expected(each),
        milestones=tuple(stage.points for stage in each.path.way.stages if not stage.is_goal),
        goal=each.plan.target,
        value_text="" if is_unknown else words.course(told.course),
        below_text=words.numbers_line(each),
        hover_text=f"<b>{label}</b><br>{words.numbers_line(each)}<br>{words.course(told.course)}",
    )


def _expected(each: FieldOnItsWay) -> float | None:
    expected = each.path.way.expected
    return expected[-1].score if expected else None


def _brings(each: FieldOnItsWay) -> bool:
    now, then = each.path.way.now, _expected(each)
    return now is not None and now.score is not None and then is not None and whole(then) > whole(now.score)
