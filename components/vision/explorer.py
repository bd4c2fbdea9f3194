"""Move a goal or a year and see at once what it asks for; a click stores it. A click redraws this part alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import notice, session
from components.language import _, number, plural
from components.notice import Notice
from components.plain_text import escaped
from components.plan.measures_desk import tried
from components.questionnaire import redraw
from components.vision import path_chart, place
from components.vision.desk import Desk
from components.vision.place import Wish
from data.model.catalogue import Catalogue
from data.model.field_path import Demand
from data.model.insights import Lever
from data.model.people import Permission
from data.model.result import shown as whole
from data.model.vision import LAST_YEAR, Milestone
from data.model.vision_view import FieldOnItsWay, VisionView
from data.rules.access import may

PLACE = "vision_explorer"
START, ABOVE = 60, 10  # what is tried out first where there is no goal: so many points, or so many above today
SHOWN_RISES = 12


@st.fragment
def shown(desk: Desk, view: VisionView, field: FieldOnItsWay, catalogue: Catalogue) -> None:
    """The path as a chart, two sliders, what they ask for, and the button that stores it."""
    if not session.is_looked_up() and not may(session.signed_in_person(), Permission.READ_PLAN):
        st.rerun()  # the whole page answers: sign-in, or no access
    redraw.rest()
    first_year = min(desk.today.year + 1, LAST_YEAR - 1)
    wished = place.wish(_stored(field), first_year)
    is_tried_out = wished != _stored(field) or field.plan.target is None
    path_chart.shown(field, desk.today, wished if is_tried_out else None)
    now = field.path.way.now
    if now is None or now.score is None or desk.today.year >= LAST_YEAR:
        return
    st.header(_("Ausprobieren: Was verlangt dieses Ziel?"))
    notice.show(PLACE)
    _sliders(field, wished, first_year)
    asked = desk.explore(field.key, wished.points, wished.year)
    if asked is not None:
        _demand(asked, catalogue)
        _buttons(desk, view, field, wished)


def _stored(field: FieldOnItsWay) -> Wish:
    """The goal as it is stored; where there is none, one worth trying out."""
    now = field.path.way.now
    today = whole(now.score) if now is not None and now.score is not None else 0
    return Wish(field.plan.target or min(place.HIGHEST, max(START, today + ABOVE)), LAST_YEAR)


def _sliders(field: FieldOnItsWay, wished: Wish, first_year: int) -> None:
    points, year = f"vision_points_{field.key}", f"vision_year_{field.key}"
    for key, value in ((points, wished.points), (year, wished.year)):
        if session.widget_value(key) != value:
            session.set_widget_value(key, value)
    left, right = st.columns(2, gap="medium")
    with left:
        st.slider(_("Punkte"), place.LOWEST, place.HIGHEST, key=points, on_change=_moved, args=(points, year))
    with right:
        st.slider(_("zu erreichen bis Ende"), first_year, LAST_YEAR, key=year, on_change=_moved, args=(points, year))


def _moved(points: str, year: str) -> None:
    place.tell(Wish(session.widget_value(points), session.widget_value(year)))


def _demand(asked: Demand, catalogue: Catalogue) -> None:
    """The numbers large, then what they mean for the answers."""
    if not asked.points:
        st.markdown(in_words(asked))
        return
    told = (
        (_("Weg bis {year}", year=asked.year), plural("{n} Punkt", "{n} Punkte", asked.points)),
        (_("pro Jahr"), _("{points} Punkte", points=number(asked.per_year, 1))),
        (_("geplante Maßnahmen bringen"), plural("{n} Punkt", "{n} Punkte", asked.measures_bring)),
        (_("Lücke"), plural("{n} Punkt", "{n} Punkte", asked.gap)),
    )
    with st.container(horizontal=True, key="vision_demand"):
        for name, value in told:
            st.metric(name, value)
    st.markdown(in_words(asked))
    if asked.rises:
        of_gap = bool(asked.gap_rises)
        _rises(asked.gap_rises if of_gap else asked.rises, catalogue, of_gap)


def in_words(asked: Demand) -> str:
    """What reaching the points means, in a few sentences."""
    if not asked.points:
        return _("Diese Punkte sind schon heute erreicht.")
    told = [
        plural(
            "Für den ganzen Weg müsste eine Antwort um eine Stufe steigen.",
            "Für den ganzen Weg müssten Antworten zusammen um {n} Stufen steigen.",
            len(asked.rises),
        )
        if asked.enough
        else _("Mit den Fragen, die heute beantwortet sind, ist das nicht zu erreichen: Es fehlen noch Antworten.")
    ]
    if not asked.gap:
        told.append(_("Die geplanten Maßnahmen reichen dafür nach heutiger Erwartung aus."))
    elif asked.gap_enough:
        told.append(
            plural(
                "Nach den geplanten Maßnahmen bliebe davon eine Stufe, für die noch nichts geplant ist.",
                "Nach den geplanten Maßnahmen blieben davon {n} Stufen, für die noch nichts geplant ist.",
                len(asked.gap_rises),
            )
        )
    else:
        told.append(_("Auch mit den geplanten Maßnahmen reicht es nicht, solange Fragen offen sind."))
    return " ".join(told)


def _rises(rises: Sequence[Lever], catalogue: Catalogue, of_gap: bool) -> None:
    label = _("Welche Antworten das wären (nach den Maßnahmen)") if of_gap else _("Welche Antworten das wären")
    with st.expander(label, key="vision_rises", on_change="rerun", icon=":material/stairs:") as opened:
        if not opened.open:
            return
        st.caption(
            _(
                "Ausgewählt ist immer die Antwort, deren nächste Stufe das Feld am meisten hebt; bei gleichem Gewinn "
                "die niedrigste. Das ist ein Rechenweg und keine Empfehlung."
            )
        )
        by_question: dict[str, list[Lever]] = {}
        for each in rises:
            by_question.setdefault(each.question_id, []).append(each)
        groups = list(by_question.values())
        lines = [_rise(group, catalogue) for group in groups[:SHOWN_RISES]]
        if len(groups) > SHOWN_RISES:
            lines.append(plural("und eine weitere Frage", "und {n} weitere Fragen", len(groups) - SHOWN_RISES))
        st.markdown("\n".join(f"- {line}" for line in lines))


def _rise(levers: Sequence[Lever], catalogue: Catalogue) -> str:
    """One question with all the levels that its answer would rise by."""
    question = catalogue.places[levers[0].question_id].question
    return _(
        "**{id}** {question} Von Stufe {level} auf {next}: {gain} Punkte",
        id=levers[0].question_id,
        question=escaped(question.text),
        level=levers[0].points,
        next=levers[-1].points + 1,
        gain=f"+{number(sum(lever.gain for lever in levers), 1)}",
    )


def _buttons(desk: Desk, view: VisionView, field: FieldOnItsWay, wished: Wish) -> None:
    is_goal = wished.year == LAST_YEAR
    label = (
        _("Als Ziel 2035 speichern: {points} Punkte", points=wished.points)
        if is_goal
        else _("Als Etappe {year} speichern: {points} Punkte", year=wished.year, points=wished.points)
    )
    may_store = view.may_set_goals if is_goal else view.may_plan
    with st.container(horizontal=True, vertical_alignment="center", key="vision_store"):
        if may_store and not _is_stored(field, wished):
            st.button(
                label, key="vision_store_wish", icon=":material/save:", on_click=_store, args=(desk, field, wished)
            )
        elif is_goal and not may_store:
            st.caption(_("Hier wird nichts gespeichert. Das Ziel 2035 setzt die Leitung."), width="content")
        if wished != _stored(field):
            st.button(_("Zurück zum gespeicherten Ziel"), key="vision_forget", type="tertiary", on_click=place.forget)


def _is_stored(field: FieldOnItsWay, wished: Wish) -> bool:
    if wished.year == LAST_YEAR:
        return field.plan.target == wished.points
    stored = _milestone(field, wished.year)
    return stored is not None and stored.points == wished.points


def _milestone(field: FieldOnItsWay, year: int) -> Milestone | None:
    return next((each for each in field.plan.milestones if each.year == year), None)


def _store(desk: Desk, field: FieldOnItsWay, wished: Wish) -> None:
    """Store what was tried out: for 2035 as the goal, for an earlier year as a milestone."""
    if wished.year == LAST_YEAR:
        stored = tried(PLACE, desk.set_goal, field.key, wished.points, field.plan.target)
        done = _("Das Ziel 2035 sind jetzt {points} Punkte.", points=wished.points)
    else:
        seen = _milestone(field, wished.year)
        sentence = seen.sentence if seen else ""
        stored = tried(PLACE, desk.set_milestone, seen, Milestone(field.key, wished.year, wished.points, sentence))
        done = _("Etappe {year}: {points} Punkte.", year=wished.year, points=wished.points)
    if stored:
        place.forget()
        notice.tell(Notice(PLACE, done, went_well=True))
