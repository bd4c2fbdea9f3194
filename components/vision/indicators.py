"""The indicators of a field: the commune's own numbers that tell whether people notice something."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from components import figures, notice
from components.charts.small_line import SmallLine, small_line
from components.language import _, day, plural
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.vision import indicator_forms, words
from components.vision.desk import Desk
from data.model.vision import Indicator
from data.model.vision_view import FieldOnItsWay, VisionView


def shown(desk: Desk, view: VisionView, field: FieldOnItsWay) -> None:
    """Every indicator with its line and forms, the form for another one, and those that were removed."""
    st.header(_("Eigene Kennzahlen"))
    notice.show(indicator_forms.PLACE)
    kept = [each for each in field.plan.indicators if not each.is_removed]
    if not kept:
        st.markdown(
            _("Noch keine Kennzahl. Nehmen Sie eine Zahl, die ohnehin erhoben wird und an der Menschen etwas merken.")
        )
    for each in kept:
        _card(desk, view, each)
    if view.may_plan:
        indicator_forms.add(desk, field.key)
        _removed(desk, [each for each in field.plan.indicators if each.is_removed])


def _card(desk: Desk, view: VisionView, each: Indicator) -> None:
    with st.container(border=True, key=f"vision_indicator_{each.id}"):
        st.subheader(escaped(each.name), anchor=False)
        notice.show(indicator_forms.place_of(each))
        told, line = st.columns([3, 2], gap="medium", vertical_alignment="center")
        with told:
            st.markdown(words.indicator_line(each))
            source = _("Quelle: {source}", source=escaped(each.source)) if each.source else _("noch ohne Quelle")
            st.caption(f"{source} · {words.direction(each)}")
        with line:
            figures.chart(small_line(_small_line(each), figures.look()), summary(each), f"indicator_line_{each.id}")
        rows = [(when, escaped(value)) for when, value in cells(each)]
        figures.as_table((_("Tag"), _("Wert")), rows, f"indicator_table_{each.id}")
        if view.may_plan:
            indicator_forms.forms(desk, each)


def summary(each: Indicator) -> str:
    """The line in words."""
    told = "; ".join(f"{when}: {value}" for when, value in cells(each))
    return f"{each.name}. {told}."


def cells(each: Indicator) -> list[tuple[str, str]]:
    """Every value with its day, the start first, the target last."""
    told = [(day(each.start_on), words.value(each, each.start_value))]
    told += [(day(reading.on), words.value(each, reading.value)) for reading in each.readings]
    return [*told, (_("Ziel {year}", year=each.target_year), words.value(each, each.target_value))]


def _small_line(each: Indicator) -> SmallLine:
    values = ((each.start_on, each.start_value), *((reading.on, reading.value) for reading in each.readings))
    return SmallLine(
        values=tuple(sorted(values)),
        target_on=date(each.target_year, 12, 31),
        target=each.target_value,
        first_text=words.in_digits(each.start_value),
        last_text=words.in_digits(each.last.value),
        target_text=words.in_digits(each.target_value),
    )


def _removed(desk: Desk, removed: list[Indicator]) -> None:
    if not removed:
        return
    label = plural("Eine entfernte Kennzahl", "{n} entfernte Kennzahlen", len(removed))
    with st.expander(label, key="vision_removed_indicators"):
        for each in removed:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(escaped(each.name), width="stretch")
                st.button(
                    _("Wieder aufnehmen"), key=f"indicator_restore_{each.id}", on_click=partial(_restore, desk, each)
                )


def _restore(desk: Desk, each: Indicator) -> None:
    if tried(indicator_forms.PLACE, desk.set_removed, each.id, False):
        done = _("„{name}“ ist wieder da.", name=escaped(each.name))
        notice.tell(Notice(indicator_forms.PLACE, done, went_well=True))
