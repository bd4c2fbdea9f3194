"""One measure: where it stands, its parts, steps, linked questions and its story."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import meanwhile, notice, texts
from components.language import _
from components.meetings.place import decision_link
from components.page_frame import empty_state
from components.plain_text import escaped
from components.plan import (
    measures_links,
    measures_parts,
    measures_place,
    measures_status,
    measures_steps,
    measures_story,
)
from components.plan import measures_words as words
from components.plan.measures_desk import Desk
from components.questionnaire import redraw
from components.red_thread import brought, place
from data.model.catalogue import Catalogue
from data.model.measures_view import ExpectedEffect, MeasureView
from data.model.outcomes import MeasureOutcomes
from data.model.plan import PlanEvent, PlanEventKind
from data.model.red_thread import KnotKind


def shown(
    desk: Desk, view: MeasureView, effect: ExpectedEffect, catalogue: Catalogue, outcomes: MeasureOutcomes
) -> None:
    """The whole view of a measure."""
    redraw.drawn(redraw.PAGE)
    measure = view.stated.measure
    measures_place.back_link(_("Alle Maßnahmen"))
    st.title(escaped(measure.title))
    notice.show(notice.TOP)
    measures_status.badges(view.stated)
    with st.container(horizontal=True, key="measure_ways"):
        place.link_from(KnotKind.MEASURE, str(measure.id))
        decision_link(measure.decision)
    meanwhile.told(partial(_changes, desk, view))
    measures_status.steps(desk, view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(_("Angaben"))
        if view.may_plan:
            st.caption(_("Jede Änderung wird sofort gespeichert."))
        measures_parts.fields(desk, view)
        st.header(_("Schritte"))
        measures_steps.shown(desk, view)
    with right:
        st.header(_("Verknüpfte Fragen"))
        measures_links.shown(desk, view, effect, catalogue)
    brought.of_measure(outcomes, catalogue, desk.say_why)
    st.header(_("Verlauf"))
    measures_story.shown(desk, view, measures_links.summary(effect, catalogue))


def gone() -> None:
    """What stands in the place of a measure that does not exist."""
    st.title(_("Maßnahmen"))
    measures_place.back_link(_("Alle Maßnahmen"))
    empty_state(
        _("Diese Maßnahme gibt es nicht"),
        _("Sie gehört nicht zu Ihrer Kommune, oder ihre Übernahme aus einer Datei wurde zurückgenommen."),
    )


def _changes(desk: Desk, view: MeasureView) -> str:
    """What others changed since this view was drawn, in a sentence; empty for nothing."""
    new = desk.detail(view.stated.measure.id).story[len(view.story) :]
    return _what(new) if new else ""


def _what(new: tuple[PlanEvent, ...]) -> str:
    names = list(dict.fromkeys(escaped(event.by) or _("Jemand") for event in new))
    parts = list(dict.fromkeys(_part(event) for event in new))
    return _("Inzwischen geändert von {names}: {parts}.", names=texts.listed(names), parts=texts.listed(parts))


def _part(event: PlanEvent) -> str:
    match event.kind:
        case PlanEventKind.STATUS:
            return words.part_name("status")
        case PlanEventKind.STEP_DONE:
            return words.part_name("steps")
        case PlanEventKind.REMARK:
            return _("Verlauf")
        case PlanEventKind.DECIDED:
            return words.part_name("decision")
        case PlanEventKind.OUTCOME:
            return _("Erwartet und erreicht")
        case _:
            return words.part_name(event.part)
