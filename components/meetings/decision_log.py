"""All decisions through the years: found by words, by year and by whether they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import partial

import streamlit as st

from components import address, notice, session
from components.language import TIME_ZONE, _, day, plural
from components.meetings import place, words
from components.meetings.decisions import card
from components.meetings.desk import Desk
from components.page_frame import empty_state
from components.paging import page_of
from components.plain_text import escaped
from components.plan.measures_place import keep_in_step
from components.questionnaire import redraw
from components.upload_steps import MIME
from data.model.answer_import import FileFormat
from data.model.meetings import Decision
from data.model.meetings_view import LoggedDecision
from data.model.part_files import file_name_of

SHOWN_AT_ONCE = 20
A_NUMBER = re.compile(r"\d+/\d*")


class Standing(StrEnum):
    """Whether a decision holds, as the address names it."""

    IN_FORCE = "in-kraft"
    REPLACED = "ersetzt"
    WITHDRAWN = "zurueckgezogen"
    REJECTED = "abgelehnt"


def shown(desk: Desk, log: Sequence[LoggedDecision]) -> None:
    """The whole log."""
    redraw.drawn(redraw.PAGE)
    place.back_link()
    st.title(_("Beschlüsse"))
    notice.show(notice.TOP)
    if not log:
        empty_state(
            _("Noch kein Beschluss"),
            _("Beschlüsse stehen hier, sobald eine Sitzung den ersten fasst. Die Nummern laufen durch die Jahre."),
        )
        return
    _filters(log)
    found = [each for each in log if _fits(each)]
    _how_many(found, log)
    with st.container(key="decision_log", gap="small"):
        for each in page_of(found, SHOWN_AT_ONCE, "decisions_page"):
            _entry(each)
    if found:
        _download(desk, found)


def _download(desk: Desk, found: Sequence[LoggedDecision]) -> None:
    """What was found as a table, to go on working with."""
    columns = (
        (_("Nr."), 10),
        (_("Beschlossen am"), 14),
        (_("Beschluss"), 70),
        (_("Ergebnis"), 34),
        (_("Stand"), 22),
        (_("Sitzung"), 34),
        (_("Punkt"), 40),
    )
    rows = [
        (
            each.decision.reference,
            each.decision.decided_on,
            each.decision.text,
            words.result(each.decision),
            words.standing(each.decision),
            each.meeting_title,
            each.item_title,
        )
        for each in found
    ]
    st.download_button(
        _("Diese Beschlüsse als Tabelle (xlsx)"),
        data=partial(desk.files.table, _("Beschlüsse"), columns, rows, desk.today),
        file_name=file_name_of(_("Beschlüsse"), desk.commune.name) + ".xlsx",
        mime=MIME[FileFormat.XLSX],
        key="download_decisions",
        icon=":material/download:",
        on_click="ignore",
    )


def standing(decision: Decision) -> Standing:
    """Whether a decision holds: withdrawn before rejected before replaced."""
    if decision.withdrawn_because:
        return Standing.WITHDRAWN
    if not decision.accepted:
        return Standing.REJECTED
    return Standing.IN_FORCE if decision.replaced_by is None else Standing.REPLACED


def _name(of: Standing) -> str:
    return {
        Standing.IN_FORCE: _("in Kraft"),
        Standing.REPLACED: _("ersetzt"),
        Standing.WITHDRAWN: _("zurückgezogen"),
        Standing.REJECTED: _("abgelehnt"),
    }[of]


def _filters(log: Sequence[LoggedDecision]) -> None:
    years = sorted({str(each.decision.decided_on.year) for each in log}, reverse=True)
    states = [each for each in Standing if any(standing(logged.decision) is each for logged in log)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="decision_filters"):
        keep_in_step("decision_search", address.told(place.SEARCH))
        st.text_input(
            _("Suche"),
            key="decision_search",
            type="search",
            icon=":material/search:",
            placeholder=_("Wort, Nummer, Sitzung oder Punkt"),
            on_change=_tell,
            args=("decision_search", place.SEARCH),
        )
        year = address.told(place.YEAR)
        keep_in_step("decision_year", year if year in years else None)
        st.selectbox(
            _("Jahr"),
            years,
            index=None,
            key="decision_year",
            placeholder=_("alle"),
            on_change=_tell,
            args=("decision_year", place.YEAR),
            width=150,
        )
        asked = next((each for each in states if each.value == address.told(place.STANDING)), None)
        keep_in_step("decision_standing", asked)
        st.pills(
            _("Gilt der Beschluss?"),
            states,
            format_func=_name,
            key="decision_standing",
            on_change=_tell,
            args=("decision_standing", place.STANDING),
            wrap=True,
        )


def _tell(key: str, name: str) -> None:
    address.tell(name, session.widget_value(key) or "")


def _fits(each: LoggedDecision) -> bool:
    decision = each.decision
    asked_year, asked = address.told(place.YEAR), address.told(place.STANDING)
    if asked_year and asked_year != str(decision.decided_on.year):
        return False
    if asked and asked != standing(decision).value:
        return False
    searched = (
        decision.text,
        decision.reference,
        each.meeting_title,
        each.item_title,
        day(each.meeting_starts_at),
        decision.withdrawn_because,
    )
    wanted = address.told(place.SEARCH).casefold().split()
    return all(_holds(word, decision, searched) for word in wanted)


def _holds(word: str, decision: Decision, searched: Sequence[str]) -> bool:
    """Whether a word is found; the number of a decision is meant as a whole: 2/2026 is not 12/2026."""
    if A_NUMBER.fullmatch(word):
        return decision.reference.startswith(word)
    return any(word in text.casefold() for text in searched)


def _how_many(found: Sequence[LoggedDecision], log: Sequence[LoggedDecision]) -> None:
    is_filtered = any(address.told(name) for name in (place.SEARCH, place.YEAR, place.STANDING))
    with st.container(horizontal=True, vertical_alignment="center", key="decisions_found"):
        if not is_filtered:
            st.markdown(plural("Ein Beschluss, der neueste zuerst.", "{n} Beschlüsse, der neueste zuerst.", len(log)))
            return
        st.markdown(
            plural(
                "**Einer** von {all} Beschlüssen passt.",
                "**{n}** von {all} Beschlüssen passen.",
                len(found),
                all=len(log),
            )
        )
        label = _("Alle zeigen")
        st.button(
            label, key="show_all_decisions", type="tertiary", icon=":material/filter_alt_off:", on_click=_show_all
        )


def _show_all() -> None:
    for name in (place.SEARCH, place.YEAR, place.STANDING):
        address.tell(name, "")


def _entry(each: LoggedDecision) -> None:
    decision = each.decision
    with st.container(border=True, key=f"logged_decision_{decision.id}", gap="xsmall"):
        card(decision)
        on = each.meeting_starts_at.astimezone(TIME_ZONE)
        st.markdown(f"{words.standing_badge(decision)} {escaped(_item(each))}")
        with st.container(horizontal=True, key=f"decision_links_{decision.id}"):
            label = _("{title} am {day}", title=escaped(each.meeting_title), day=day(on))
            place.meeting_link(decision.meeting_id, label, ":material/co_present:")
            if each.measure_id is not None:
                place.measure_link(each.measure_id, _("Zur Maßnahme"), ":material/event_available:")
            if each.priority_id is not None:
                place.priorities_link(_("Zu den Schwerpunkten"), ":material/flag:")
            if decision.replaced_by is not None:
                _replaced_by(decision.replaced_by)


def _replaced_by(number: int) -> None:
    label = _("Ersetzt durch Nr. {number}", number=number)
    st.button(
        label,
        key=f"to_decision_{number}",
        type="tertiary",
        icon=":material/swap_horiz:",
        on_click=_search,
        args=(number,),
    )


def _search(number: int) -> None:
    _show_all()
    address.tell(place.SEARCH, f"{number}/")


def _item(each: LoggedDecision) -> str:
    return _("Punkt: {title}", title=each.item_title) if each.item_title else ""
