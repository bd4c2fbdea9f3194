"""What is due, on the first page: what is late, what waits, and what comes within two weeks, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import shorten

import streamlit as st

from components import navigation
from components.language import _, clock, day, plural
from components.plain_text import escaped
from data.model.reminders import OF_A_MEASURE, Digest, Due, DueKind

SHOWN = 7
LONGEST_TITLE = 90


def shown(digest: Digest) -> None:
    """The seven most pressing things as links, the others to unfold. Nothing where nothing is due."""
    if not digest:
        return
    st.header(_("Termine und Fristen"))
    lines = list(digest)
    with st.container(key="digest", gap="xxsmall"):
        _links(lines[:SHOWN], digest)
    rest = lines[SHOWN:]
    if rest:
        told = plural("Ein weiterer Termin", "{n} weitere Termine", len(rest))
        with st.expander(told, icon=":material/more_horiz:"), st.container(key="digest_rest", gap="xxsmall"):
            _links(rest, digest)


def _links(dues: Iterable[Due], digest: Digest) -> None:
    for due in dues:
        script, query = place_of(due)
        label = f"{_when(due, digest)} · {words(due)}"
        st.page_link(script, label=label, icon=_icon(due), query_params=query)


def words(due: Due) -> str:
    """What is due, in one line that Markdown leaves as it was typed."""
    title, part = (escaped(shorten(text, LONGEST_TITLE, placeholder=" …")) for text in (due.title, due.part))
    if due.kind is DueKind.CRITERIA:
        several = plural("Ein Kriterium beantworten", "{n} Kriterien beantworten", due.count)
        return _("Kriterium beantworten: {part}", part=part) if part else several
    told = {
        DueKind.MEETING: _("Sitzung: {title}"),
        DueKind.MEASURE: _("Maßnahme fällig: {title}"),
        DueKind.BLOCKED: _("Maßnahme: {title}"),
        DueKind.DECISION: _("Zur Entscheidung: {title}"),
        DueKind.REVIEW: _("Zur Wiedervorlage: {title}"),
        DueKind.STEP: _("Schritt fällig: {part} ({title})"),
        DueKind.TASK: _("Aufgabe fällig: {title}"),
        DueKind.APPROVAL: _("Runde {title} freigeben"),
        DueKind.CONSENT: _("Über die Teilnahme am Vergleich entscheiden"),
        DueKind.EXCHANGE_REQUEST: _("Anfrage zum Austausch von {title}"),
        DueKind.EXCHANGE_DATE: _("Austausch: {title}"),
        DueKind.EXCHANGE_CANCELLED: _("Abgesagt: {title}"),
    }
    return told[due.kind].format(title=title, part=part)


def place_of(due: Due) -> tuple[str, Mapping[str, str]]:
    """The page on which it is dealt with, and what its address names."""
    if due.kind in OF_A_MEASURE:
        return navigation.MEASURES, {"massnahme": str(due.subject_id)}
    if due.kind in (DueKind.MEETING, DueKind.TASK):
        meeting_id = due.subject_id if due.kind is DueKind.MEETING else due.part_id
        return navigation.MEETINGS, {"sitzung": str(meeting_id)}
    if due.kind in (DueKind.EXCHANGE_REQUEST, DueKind.EXCHANGE_DATE, DueKind.EXCHANGE_CANCELLED):
        return navigation.NETWORK, {"teil": "anfragen" if due.kind is DueKind.EXCHANGE_REQUEST else "termine"}
    others = {DueKind.APPROVAL: navigation.SUBMIT, DueKind.CONSENT: navigation.CONSENT}
    return others.get(due.kind, navigation.QUESTIONS), {}


def _when(due: Due, digest: Digest) -> str:
    if due.days_late:
        told = plural("seit gestern", "seit {n} Tagen", due.days_late)
        return f":orange[**{told}**]"
    if due.day is None:
        return ":orange[**" + (_("blockiert") if due.kind is DueKind.BLOCKED else _("wartet")) + "**]"
    distance = (due.day - digest.today).days
    told = {0: _("heute"), 1: _("morgen")}.get(distance) or day(due.day)
    return f"**{told}, {clock(due.starts_at)}**" if due.starts_at else f"**{told}**"


def _icon(due: Due) -> str:
    if due.days_late:
        return ":material/schedule:"
    icons = {
        DueKind.MEETING: ":material/groups:",
        DueKind.BLOCKED: ":material/block:",
        DueKind.EXCHANGE_REQUEST: ":material/forum:",
        DueKind.EXCHANGE_DATE: ":material/hub:",
        DueKind.EXCHANGE_CANCELLED: ":material/event_busy:",
    }
    return icons.get(due.kind, ":material/event:")
