"""One field on its way to 2035: how it is judged and why, its path, milestones, indicators, and what serves it."""

from __future__ import annotations

import streamlit as st

from components import navigation, notice
from components.language import _, day, plural
from components.page_frame import lead
from components.plain_text import escaped, quoted
from components.plan import measures_words, priorities_words
from components.questionnaire import redraw
from components.vision import explorer, indicators, meanwhile, milestones, page, place, text_fields, words
from components.vision.desk import Desk
from data.model.catalogue import Catalogue
from data.model.field_path import Course
from data.model.plan import Measure
from data.model.vision_view import FieldOnItsWay, VisionView

LONGEST_NOTICED = 300


def shown(desk: Desk, view: VisionView, field: FieldOnItsWay, title: str, catalogue: Catalogue) -> None:
    """The whole view of a field."""
    redraw.drawn(redraw.PAGE)
    place.back_link(_("Vision und alle Handlungsfelder"))
    st.title(title)
    notice.show(notice.TOP)
    meanwhile.shown(desk, view)
    st.markdown(words.course_badge(field.path.judgement.course))
    lead(words.reason(field.path))
    _basis(field)
    explorer.shown(desk, view, field, catalogue)
    page.how_it_is_judged()
    left, right = st.columns(2, gap="large")
    with left:
        _noticed(desk, view, field)
        milestones.shown(desk, view, field)
        _serving(field)
    with right:
        indicators.shown(desk, view, field)


def _basis(field: FieldOnItsWay) -> None:
    """The numbers that the judgement rests on."""
    told, now = field.path.judgement, field.path.way.now
    if told.course is Course.UNKNOWN or now is None or told.needed is None or told.next is None:
        return
    start = field.path.way.start
    begun = _("Der Weg beginnt mit der Runde {name}. ", name=escaped(start.round_name)) if start else ""
    st.caption(
        begun
        + _(
            "Am {day} führte er über {needed} Punkte, erreicht waren {score}. Nächste Marke: {stage}; erwartet werden "
            "bis dahin {expected}.",
            day=day(now.on),
            needed=words.one_decimal(told.needed),
            score=words.one_decimal(now.score),
            stage=words.stage(told.next),
            expected=words.one_decimal(told.expected),
        )
    )
    passed = [stage.on.year for stage in field.path.way.stages if now.on < stage.on < told.next.on]
    if passed:
        st.caption(_("Seit der Etappe {year} gab es noch keine Runde.", year=passed[-1]))


def _noticed(desk: Desk, view: VisionView, field: FieldOnItsWay) -> None:
    st.header(_("Was werden die Menschen merken?"))
    part = field.noticed_part
    if view.may_plan:
        text_fields.field(
            desk,
            view,
            part,
            _("Ein Satz, an dem man 2035 erkennt, dass es gelungen ist"),
            LONGEST_NOTICED,
            hint=_("Zum Beispiel: Niemand verlässt das Rathaus, ohne verstanden worden zu sein."),
            height=80,
        )
    else:
        st.markdown(quoted(view.text(part)) if view.text(part) else _("noch nicht beschrieben"))


def _serving(field: FieldOnItsWay) -> None:
    """Priorities and measures that lead to the goal, each with a link."""
    st.header(_("Was dazu beiträgt"))
    if not field.priorities and not field.measures:
        st.markdown(_("Noch dient kein Schwerpunkt und keine Maßnahme diesem Ziel."))
        st.page_link(navigation.PRIORITIES, label=_("Zu den Schwerpunkten"), icon=":material/arrow_forward:")
        return
    for each in field.priorities:
        st.markdown(f"**{escaped(each.title)}** {priorities_words.status_badge(each.status)}")
    with st.container(key="vision_measures"):
        for measure in field.measures:
            _measure(measure)
    with st.container(horizontal=True):
        st.page_link(navigation.PRIORITIES, label=_("Schwerpunkte"), icon=":material/flag:")
        st.page_link(navigation.MEASURES, label=_("Maßnahmen"), icon=":material/event_available:")
    _gap(field)


def _measure(measure: Measure) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"vision_measure_{measure.id}"):
        st.page_link(navigation.MEASURES, label=escaped(measure.title), query_params={"massnahme": str(measure.id)})
        status = measures_words.status_badge(measure.status)
        st.markdown(f"{status} {measures_words.until(measure)}", width="content")


def _gap(field: FieldOnItsWay) -> None:
    total = field.path.total
    if total is None or not total.points:
        return
    if not total.gap:
        st.success(_("Die geplanten Maßnahmen reichen nach heutiger Erwartung bis zum Ziel."), icon=":material/check:")
        return
    st.info(
        plural(
            "Bis zum Ziel 2035 fehlt ein Punkt, dem noch keine Maßnahme gegenübersteht.",
            "Bis zum Ziel 2035 fehlen {n} Punkte, denen noch keine Maßnahme gegenübersteht.",
            total.gap,
        ),
        icon=":material/unfold_more:",
    )
