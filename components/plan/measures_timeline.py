"""The measures on a line of time to 2035: what runs when, what is late, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

import streamlit as st

from components import address, figures, session
from components.charts.timeline import Mark, Scale, Shape, Span, timeline
from components.language import _, day, plural
from components.paging import page_of
from components.plain_text import escaped
from components.plan import measures_place
from components.plan import measures_words as words
from components.plan.measures_place import Param, Wish
from data.model.measures_view import MeasuresView, StatedMeasure
from data.model.plan import Measure, MeasureStatus

LAST_YEAR = 2035
NEAR_YEARS = 2
SHOWN_AT_ONCE = 20
LONGEST_LINE, MOST_LINES = 44, 2  # characters that fit on a phone
NEAR = "nah"

SHAPES = {
    MeasureStatus.IDEA: Shape.IDEA,
    MeasureStatus.PLANNED: Shape.OPEN,
    MeasureStatus.RUNNING: Shape.OPEN,
    MeasureStatus.BLOCKED: Shape.BLOCKED,
    MeasureStatus.DONE: Shape.OVER,
    MeasureStatus.STOPPED: Shape.OVER,
}


def shown(found: Sequence[StatedMeasure], view: MeasuresView, today: date, wished: Wish) -> None:
    """The chart with its finding above, how to read it, a table beside it, and what has no place in time."""
    timed = [stated for stated in found if stated.measure.begins_on or stated.measure.due_on]
    timed.sort(key=lambda stated: (stated.measure.begins_on or stated.measure.due_on, stated.measure.id))
    st.header(finding(found, today))
    if timed:
        _span_choice(wished)
        scale = _scale(timed, today, wished)
        timed = [stated for stated in timed if wished.whole_span or _is_near(stated, scale)]
        here = page_of(timed, SHOWN_AT_ONCE, "timeline_page")
        figure = timeline([_span(stated) for stated in here], figures.look(), scale, today, _("heute"))
        clicked = figures.clickable_chart(figure, summary(here), "measure_timeline")
        _clicked(here, clicked)
        st.caption(
            _(
                "Balken: von Beginn bis Termin. Schraffiert: Idee; gekreuzt: blockiert; grau: erledigt oder beendet. "
                "Raute: Schritt, gefüllt ist er erledigt. Dreieck: Beginn oder Termin fehlt noch oder liegt außerhalb."
            )
        )
    _without_time(found)
    if found:
        _table(found, view)


def finding(found: Sequence[StatedMeasure], today: date) -> str:
    """What the chart shows, as its title."""
    late = sum(stated.attention.overdue for stated in found)
    if late:
        return plural("Eine Maßnahme ist überfällig", "{n} Maßnahmen sind überfällig", late)
    coming = [
        stated.measure
        for stated in found
        if stated.is_open and stated.measure.due_on and stated.measure.due_on >= today
    ]
    if not coming:
        return _("Kein Termin steht bevor")
    following = min(coming, key=lambda measure: (measure.due_on, measure.id))
    assert following.due_on is not None
    return _("Als Nächstes fällig: {title}, {day}", title=escaped(following.title), day=day(following.due_on))


def summary(shown_here: Sequence[StatedMeasure]) -> str:
    """All rows in one text."""
    return "; ".join(f"{each.measure.title}: {_when(each.measure)}, {_state(each)}" for each in shown_here) + "."


def _span_choice(wished: Wish) -> None:
    names = {
        "": _("bis {year}", year=LAST_YEAR),
        NEAR: plural("nächstes Jahr", "die nächsten {n} Jahre", NEAR_YEARS),
    }
    measures_place.keep_in_step("timeline_span", "" if wished.whole_span else NEAR)
    st.segmented_control(
        _("Zeitraum"),
        list(names),
        format_func=names.__getitem__,
        key="timeline_span",
        required=True,
        on_change=_told,
        label_visibility="collapsed",
    )


def _told() -> None:
    address.tell(Param.SPAN, session.widget_value("timeline_span") or "")


def _scale(timed: Sequence[StatedMeasure], today: date, wished: Wish) -> Scale:
    quarter_begins = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    if not wished.whole_span:
        return Scale(quarter_begins, date(today.year + NEAR_YEARS, quarter_begins.month, 1), by_quarter=True)
    days = [on for each in timed for on in (each.measure.begins_on, each.measure.due_on) if on is not None]
    first = min([date(today.year, 1, 1), *(date(on.year, 1, 1) for on in days)])
    return Scale(first, date(max([LAST_YEAR, *(on.year for on in days)]), 12, 31), by_quarter=False)


def _is_near(stated: StatedMeasure, scale: Scale) -> bool:
    """Whether a measure has to do with the years to come: it runs then, or it should have ended before."""
    begins, ends = stated.measure.begins_on, stated.measure.due_on
    is_over = ends is not None and ends < scale.first and not stated.is_open
    return not is_over and (begins is None or begins <= scale.last)


def _span(stated: StatedMeasure) -> Span:
    measure = stated.measure
    title = escaped_for_chart(measure.title)
    details = [
        _when(measure),
        _state(stated),
        *([escaped_for_chart(measure.responsible_unit)] * bool(measure.responsible_unit)),
    ]
    marks = [(step.done_on or step.due_on, step.done_on is not None) for step in measure.steps]
    return Span(
        key=str(measure.id),
        label="<br>".join(escaped_for_chart(line) for line in _lines(measure.title)),
        begins=measure.begins_on,
        ends=measure.due_on,
        shape=SHAPES[measure.status],
        below_text=" · ".join(details[:2]),
        hover_text="<br>".join([f"<b>{title}</b>", *details]),
        marks=tuple(Mark(on, is_done) for on, is_done in marks if on is not None),
    )


def _lines(title: str) -> list[str]:
    return wrap(title, LONGEST_LINE, max_lines=MOST_LINES, placeholder=" …")


def escaped_for_chart(text: str) -> str:
    """A text that plotly shows as typed: it takes some tags for its own."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _when(measure: Measure) -> str:
    begins, ends = measure.begins_on, measure.due_on
    if begins and ends:
        return _("{begin} bis {end}", begin=day(begins), end=day(ends))
    if ends:
        return _("bis {day}", day=day(ends))
    return _("ab {day}", day=day(begins)) if begins else _("ohne Zeitraum")


def _state(stated: StatedMeasure) -> str:
    status = words.status(stated.measure.status)
    return _("{status}, überfällig", status=status) if stated.attention.overdue else status


def _clicked(here: Sequence[StatedMeasure], clicked: str | None) -> None:
    measure = next((each.measure for each in here if str(each.measure.id) == clicked), None)
    if measure is not None:
        label = _("„{title}“ öffnen", title=escaped(measure.title))
        measures_place.measure_link(measure.id, label, ":material/arrow_forward:")


def _without_time(found: Sequence[StatedMeasure]) -> None:
    without = [stated.measure for stated in found if not (stated.measure.begins_on or stated.measure.due_on)]
    if without:
        told = plural("Noch ohne Zeitraum ist eine Maßnahme:", "Noch ohne Zeitraum sind {n} Maßnahmen:", len(without))
        st.markdown(told)
        with st.container(gap=None, key="measures_without_time"):
            for measure in without[:SHOWN_AT_ONCE]:
                measures_place.measure_link(measure.id, escaped(measure.title), ":material/chevron_right:")


def _table(found: Sequence[StatedMeasure], view: MeasuresView) -> None:
    figures.as_table(
        (
            _("Maßnahme"),
            _("Schwerpunkt"),
            _("Zuständige Stelle"),
            _("Beginn"),
            _("Termin"),
            _("Stand"),
            _("Schritte"),
        ),
        [
            (
                escaped(stated.measure.title),
                escaped(words.priority_title(stated.measure.priority_id, view.priorities)) or "–",
                escaped(stated.measure.responsible_unit) or "–",
                day(stated.measure.begins_on) if stated.measure.begins_on else "–",
                day(stated.measure.due_on) if stated.measure.due_on else "–",
                _state(stated),
                _steps(stated.measure),
            )
            for stated in found
        ],
        "measure_timeline_table",
    )


def _steps(measure: Measure) -> str:
    told = []
    for step in measure.steps:
        on = step.done_on or step.due_on
        state = _("erledigt") if step.done_on else _("offen")
        told.append(f"{escaped(step.title)} ({', '.join([state, *([day(on)] if on else [])])})")
    return "; ".join(told) or "–"
