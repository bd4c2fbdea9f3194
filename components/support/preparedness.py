"""The check of what a commune arranges before something happens: twelve points, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from components import navigation, notice, session, texts
from components.language import _, current, plural, today
from components.notice import Notice
from components.plain_text import escaped
from components.session import Key
from components.support import place
from components.support.desk import Desk
from components.support.place import Part
from data.errors import KompassError
from data.model.support_guidance import Arranged, MeasuresFromCheck, PreparednessPoint

RESULT = "preparedness_result"


@dataclass(frozen=True)
class Planning:
    """How points become measures, for somebody who may plan; `may_plan` False: they are written to a file."""

    may_plan: bool
    to_measures: Callable[[Collection[str], str], MeasuresFromCheck]


@st.fragment
def shown(desk: Desk, planning: Planning) -> None:
    """The twelve questions, what they say in words, and what to do. Answers stay in this tab."""
    points = desk.preparedness(current())
    st.header(place.titles()[Part.PREPAREDNESS])
    st.markdown(
        _(
            "Zwölf Punkte, die eine Kommune regelt, bevor etwas passiert. Ihre Antworten bleiben in diesem Tab und "
            "sagen niemandem etwas."
        )
    )
    for number, point in enumerate(points, 1):
        _ask(number, point)
    _result(points, planning)


def _ask(number: int, point: PreparednessPoint) -> None:
    names = _answers()
    key = f"preparedness_{point.key}"
    if not session.has_widget_value(key):
        session.set_widget_value(key, _given().get(point.key))
    with st.container(key=f"point_{point.key}"):
        st.segmented_control(
            f"{number}. {escaped(point.question)}",
            list(names),
            format_func=names.__getitem__,
            key=key,
            on_change=_answered,
            args=(point.key, key),
        )
        if point.why:
            st.caption(escaped(point.why))


def _answers() -> dict[str, str]:
    return {Arranged.YES.value: _("Ja"), Arranged.PARTLY.value: _("Teilweise"), Arranged.NO.value: _("Nein")}


def _given() -> dict[str, str]:
    given: dict[str, str] = session.get(Key.PREPAREDNESS_ANSWERS, {})
    return given


def _answered(point_key: str, widget_key: str) -> None:
    chosen = session.widget_value(widget_key)
    kept = {key: value for key, value in _given().items() if key != point_key}
    session.put(Key.PREPAREDNESS_ANSWERS, kept | ({point_key: chosen} if chosen else {}))


def _result(points: Sequence[PreparednessPoint], planning: Planning) -> None:
    given = _given()
    open_points = [point for point in points if given.get(point.key) in {Arranged.NO.value, Arranged.PARTLY.value}]
    with st.container(border=True, key=RESULT):
        st.subheader(_("Wo Sie stehen"))
        st.markdown(_standing(points, given))
        if not open_points:
            return
        st.markdown(
            "**" + _("Was als Nächstes zu tun ist") + "**\n\n" + "\n".join(_to_do(each) for each in open_points)
        )
        notice.show(RESULT)
        if planning.may_plan:
            _plan(open_points, planning)
        st.download_button(
            _("Liste herunterladen"),
            _as_text(open_points),
            file_name=f"vorsorge-check-{today().isoformat()}.txt",
            icon=":material/download:",
            on_click="ignore",
            key="preparedness_download",
        )


def _standing(points: Sequence[PreparednessPoint], given: dict[str, str]) -> str:
    count = {each: sum(value == each.value for value in given.values()) for each in Arranged}
    if not given:
        return _("Beantworten Sie die Punkte, die Sie kennen. Die Liste entsteht dabei.")
    told = _(
        "Geregelt: {yes}, teilweise: {partly}, nicht geregelt: {no}.",
        yes=count[Arranged.YES],
        partly=count[Arranged.PARTLY],
        no=count[Arranged.NO],
    )
    missing = len(points) - len(given)
    if missing:
        return told + " " + plural("{n} Punkt ist noch offen.", "{n} Punkte sind noch offen.", missing)
    if count[Arranged.YES] == len(points):
        return told + " " + _("Ihre Kommune ist vorbereitet. Prüfen Sie einmal im Jahr, ob es noch stimmt.")
    return told


def _to_do(point: PreparednessPoint) -> str:
    return f"- **{escaped(point.measure)}:** {escaped(point.first_step)}"


def _plan(open_points: Sequence[PreparednessPoint], planning: Planning) -> None:
    keys = [point.key for point in open_points]
    label = plural("{n} Maßnahme daraus machen", "{n} Maßnahmen daraus machen", len(keys))
    st.button(
        label,
        key="preparedness_plan",
        type="primary",
        icon=":material/event_available:",
        on_click=_make_measures,
        args=(keys, planning),
    )
    st.page_link(navigation.MEASURES, label=_("Zu den Maßnahmen"), icon=":material/arrow_forward:")


def _make_measures(keys: Collection[str], planning: Planning) -> None:
    try:
        made = planning.to_measures(keys, current())
    except KompassError as error:
        notice.tell(Notice(RESULT, texts.sentence_for(error), went_well=False))
        return
    told = plural("{n} Maßnahme kam dazu.", "{n} Maßnahmen kamen dazu.", made.added)
    if made.there_already:
        named = "; ".join(escaped(title) for title in made.there_already)
        told += " " + _("Schon da: {titles}.", titles=named)
    notice.tell(Notice(RESULT, told, went_well=True))


def _as_text(open_points: Sequence[PreparednessPoint]) -> str:
    lines = [_("Vorsorge-Check: was zu tun ist"), ""]
    for point in open_points:
        lines += [f"[ ] {point.measure}", f"    {point.first_step}", ""]
    return "\n".join(lines)
