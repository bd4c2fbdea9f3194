"""The milestones of a field: points by the end of a year before 2035, and what that means in a sentence."""

from __future__ import annotations

import streamlit as st

from components import notice, session
from components.language import _
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.vision import in_step, place, words
from components.vision.desk import Desk
from data.model.answer_import import note_text
from data.model.vision import Milestone
from data.model.vision_view import FieldOnItsWay, VisionView

PLACE = "vision_milestones"
LONGEST_SENTENCE = 300


def shown(desk: Desk, view: VisionView, field: FieldOnItsWay) -> None:
    """Every milestone with its form, and the form for another one."""
    st.header(_("Etappen"))
    notice.show(PLACE)
    if not field.plan.milestones:
        st.markdown(
            _("Noch keine Etappe. Zwei genügen oft, zum Beispiel 2028 und 2031: nah genug, um sich daran zu messen.")
        )
    for each in field.plan.milestones:
        told, change = st.columns([3, 1.4], vertical_alignment="center")
        with told:
            st.markdown(words.milestone(each))
        if view.may_plan:
            with change:
                _edit(desk, each)
    if view.may_plan:
        _add(desk, field)


def _edit(desk: Desk, each: Milestone) -> None:
    key = f"{each.field_key}_{each.year}"
    with st.popover(_("Ändern"), icon=":material/edit:", key=f"vision_milestone_edit_{key}"):
        points, sentence = f"milestone_points_{key}", f"milestone_sentence_{key}"
        seen = in_step.filled(_form(each), each, {"points": points, "sentence": sentence})
        _fields(points, sentence)
        st.button(
            _("Etappe {year} speichern", year=each.year),
            key=f"milestone_save_{key}",
            type="primary",
            on_click=_save,
            args=(desk, seen, each.field_key, each.year, (points, sentence)),
        )
        st.divider()
        sure = st.checkbox(_("Diese Etappe soll entfallen"), key=f"milestone_sure_{key}")
        st.button(
            _("Etappe {year} entfernen", year=each.year),
            key=f"milestone_remove_{key}",
            disabled=not sure,
            on_click=_remove,
            args=(desk, each),
        )


def _add(desk: Desk, field: FieldOnItsWay) -> None:
    taken = {each.year for each in field.plan.milestones}
    years = [year for year in range(max(desk.today.year + 1, 2027), 2035) if year not in taken]
    if not years:
        return
    with st.popover(_("Etappe anlegen"), icon=":material/add:", key=f"vision_milestone_add_{field.key}"):
        chosen = f"milestone_year_{field.key}"
        first = next((year for year in (2028, 2031) if year in years), years[0])
        if session.widget_value(chosen) not in years:
            session.set_widget_value(chosen, first)
        year = st.selectbox(_("Jahr"), years, key=chosen)
        key = f"{field.key}_{year}"
        points, sentence = f"milestone_points_{key}", f"milestone_sentence_{key}"
        suggested = field.suggestions.get(year)
        for part, value in ((points, suggested), (sentence, "")):
            if not session.has_widget_value(part):
                session.set_widget_value(part, value)
        _fields(points, sentence)
        if suggested is not None:
            st.caption(_("Vorschlag: {points} Punkte, auf dem Weg zum Ziel.", points=suggested))
        st.button(
            _("Etappe speichern"),
            key=f"milestone_save_{field.key}",
            type="primary",
            on_click=_save,
            args=(desk, None, field.key, year, (points, sentence)),
        )


def _form(each: Milestone) -> str:
    return f"milestone_{each.field_key}_{each.year}"


def _fields(points: str, sentence: str) -> None:
    st.number_input(_("Punkte (1 bis 100)"), place.LOWEST, place.HIGHEST, value=None, step=1, key=points)
    st.text_input(_("Was heißt das? Ein Satz"), max_chars=LONGEST_SENTENCE, key=sentence)


def _save(desk: Desk, seen: Milestone | None, field_key: str, year: int, keys: tuple[str, str]) -> None:
    points = session.widget_value(keys[0])
    if points is None:
        notice.tell(Notice(PLACE, _("Bitte geben Sie eine Zahl von 1 bis 100 ein."), went_well=False))
        return
    wished = Milestone(field_key, year, points, note_text(session.widget_value(keys[1]) or ""))
    # Where it is refused, what was typed stays in its fields, unless somebody else set this very milestone.
    said = _("Nicht gespeichert: „{note}“", note=escaped(wished.sentence)) if seen is None and wished.sentence else ""
    if not tried(PLACE, desk.set_milestone, seen, wished, otherwise=said):
        in_step.was_told(_form(wished))
    else:
        done = _("Etappe {year}: {points} Punkte.", year=year, points=points)
        notice.tell(Notice(PLACE, done, went_well=True))


def _remove(desk: Desk, seen: Milestone) -> None:
    if tried(PLACE, desk.remove_milestone, seen):
        notice.tell(Notice(PLACE, _("Die Etappe {year} ist entfernt.", year=seen.year), went_well=True))
