"""Peer consultation (kollegiale Fallberatung): a recipe of 60 minutes with a plan that runs along, to be printed."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from components import session
from components.language import _, clock, current, now
from components.plain_text import escaped, quoted
from components.session import Key
from components.support import place, words
from components.support.desk import Desk
from components.support.place import Part
from data.model.support_guidance import GuidanceSection, PeerRecipe, PeerStep


def shown(desk: Desk) -> None:
    """The recipe: plan, rules, guide for whoever leads, words to invite with."""
    recipe = desk.guidance(current()).peers
    st.header(place.titles()[Part.PEERS])
    st.markdown(escaped(recipe.introduction))
    _plan(recipe)
    st.subheader(_("Regeln"))
    st.markdown("\n".join(f"- {escaped(rule)}" for rule in recipe.rules))
    for section in recipe.guide:
        _section(section)
    st.subheader(_("Einladung zum Übernehmen"))
    st.markdown(quoted(recipe.invitation))
    st.caption(_("Zum Drucken nutzen Sie die Druckfunktion des Browsers: Menü und Knöpfe fehlen auf dem Papier."))
    if recipe.sources:
        with st.expander(_("Woher das kommt")):
            st.markdown("\n".join(f"- {words.source(each)}" for each in recipe.sources))


@st.fragment(run_every="20s")
def _running(recipe: PeerRecipe, started: datetime) -> None:
    passed = (now() - started) // timedelta(minutes=1)
    step, ends = _step_at(recipe, passed)
    if step is None:
        st.markdown("**" + _("Die Stunde ist um.") + "** " + _("Danke und Schweigen: Was gesagt wurde, bleibt hier."))
        return
    left = ends - passed
    st.markdown(
        _(
            "**Jetzt: {title}**, noch {left} (bis {clock})",
            title=escaped(step.title),
            left=words.minutes(left),
            clock=clock(started + timedelta(minutes=ends)),
        )
    )
    st.progress(min(1.0, passed / recipe.minutes), text=_("Minute {n} von {all}", n=passed, all=recipe.minutes))


def _step_at(recipe: PeerRecipe, passed: int) -> tuple[PeerStep | None, int]:
    ends = 0
    for step in recipe.steps:
        ends += step.minutes
        if passed < ends:
            return step, ends
    return None, ends


def _plan(recipe: PeerRecipe) -> None:
    started: datetime | None = session.get(Key.PEER_CONSULTATION, None)
    st.subheader(_("Ablauf in {minutes}", minutes=words.minutes(recipe.minutes)))
    with st.container(border=True, key="peer_clock"):
        if started is None:
            st.button(_("Uhr starten"), key="peer_start", icon=":material/play_arrow:", on_click=_start)
        else:
            _running(recipe, started)
            st.button(_("Von vorn"), key="peer_stop", icon=":material/replay:", type="tertiary", on_click=_stop)
    begins = 0
    with st.container(key="peer_steps"):
        for number, step in enumerate(recipe.steps, 1):
            _step(number, step, begins)
            begins += step.minutes


def _step(number: int, step: PeerStep, begins: int) -> None:
    span = _("Minute {first} bis {last}", first=begins, last=begins + step.minutes)
    lines = [f"**{number}. {escaped(step.title)}** ({span})", escaped(step.text)]
    st.markdown("  \n".join(lines) + "".join(f"\n- {escaped(each)}" for each in step.questions))


def _section(section: GuidanceSection) -> None:
    st.subheader(section.title)
    points = "\n".join(f"- **{escaped(point.title)}** {escaped(point.text)}" for point in section.points)
    st.markdown(f"{escaped(section.introduction)}\n\n{points}")


def _start() -> None:
    session.put(Key.PEER_CONSULTATION, now())


def _stop() -> None:
    session.take(Key.PEER_CONSULTATION)
