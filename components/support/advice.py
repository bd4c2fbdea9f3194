"""Advice in short points: what to do, how, where that comes from, and where it is told in full."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.language import _, current
from components.plain_text import escaped, quoted
from components.support import place, words
from components.support.desk import Desk
from components.support.place import Part
from data.model.support import Advice
from data.model.support_guidance import Guidance, GuidanceSection


def steps(points: Sequence[Advice], where: str) -> None:
    """Numbered points; below each the link to the part that tells more."""
    for number, point in enumerate(points, 1):
        with st.container(key=f"advice_{where}_{point.key}"):
            st.markdown(f"**{number}. {escaped(point.title)}**  \n{escaped(point.text)}")
            if point.leads_to is not None:
                place.link(place.TOLD_IN[point.leads_to])


def phases(desk: Desk) -> None:
    """What to do in the first hour, day and week, and after that."""
    guidance = desk.guidance(current())
    st.header(place.titles()[Part.STEPS])
    st.markdown(_("Sie müssen nicht alles auf einmal tun. Was schon geschehen ist, überspringen Sie."))
    with st.container(key="support_phases"):
        for phase in guidance.phases:
            with st.container(border=True, key=f"phase_{phase.key}"):
                st.subheader(phase.title)
                if phase.introduction:
                    st.markdown(escaped(phase.introduction))
                steps(phase.points, phase.key)
                _sources(phase.points)


def part(desk: Desk, shown: Part) -> None:
    """One part of the guidance: its points with their sources."""
    guidance = desk.guidance(current())
    section = _sections(guidance)[shown]
    st.header(section.title)
    if section.introduction:
        st.markdown(escaped(section.introduction))
    with st.container(key="advice_points"):
        for point in section.points:
            _point(point, shown)
    if shown is Part.COMMUNICATION:
        st.subheader(_("Ein Satz für die Presse"))
        st.markdown(quoted(guidance.press_line))
    if shown is Part.FAMILY:
        place.link(Part.CARDS, _("Karte für die Familie drucken"))
    _sources(section.points)


def _sections(guidance: Guidance) -> dict[Part, GuidanceSection]:
    return {
        Part.EVIDENCE: guidance.evidence,
        Part.FAMILY: guidance.family,
        Part.ACCOUNTS: guidance.accounts,
        Part.COMMUNICATION: guidance.communication,
        Part.BYSTANDERS: guidance.bystanders,
        Part.SELF_CARE: guidance.self_care,
    }


def _point(point: Advice, shown: Part) -> None:
    with st.container(key=f"advice_part_{point.key}"):
        st.markdown(f"**{escaped(point.title)}**  \n{escaped(point.text)}")
        if point.leads_to is not None and place.TOLD_IN[point.leads_to] is not shown:
            place.link(place.TOLD_IN[point.leads_to])


def _sources(points: Sequence[Advice]) -> None:
    sources = {source.key: source for point in points for source in point.sources}
    unproved = [point.title for point in points if point.to_confirm]
    if not sources and not unproved:
        return
    with st.expander(_("Woher das kommt")):
        lines = [f"- {words.source(source)}" for source in sources.values()]
        if unproved:
            told = "; ".join(escaped(title) for title in unproved)
            lines.append("- " + _("Aus der Praxis, ohne gefundene Quelle, bitte vor Ort bestätigen: {told}", told=told))
        st.markdown("\n".join(lines))
