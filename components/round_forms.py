"""Rounds on screen: one card each, and the form that begins one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import navigation
from components.language import _, day
from components.plain_text import escaped
from data.model.people import Permission, Person
from data.model.self_check import SelfCheckStatus
from data.model.submission import RoundOverview
from data.rules.access import may


@dataclass(frozen=True)
class NewRound:
    """What the form asks for."""

    name: str
    catalogue_version: str


def round_card(person: Person, overview: RoundOverview, *, has_shown_result: bool) -> None:
    """One round: name, state, how much is answered, and the next step."""
    self_check, coverage = overview.self_check, overview.coverage
    submitted = self_check.status is SelfCheckStatus.APPROVED
    with st.container(border=True, key=f"round_{self_check.id}"):
        st.header(escaped(self_check.round_name))
        with st.container(horizontal=True, vertical_alignment="center"):
            if submitted and self_check.submitted_at is not None:
                st.badge(_("eingereicht am {day}", day=day(self_check.submitted_at)), icon=":material/lock:")
            else:
                st.badge(_("in Arbeit"), icon=":material/edit:", color="orange")
            st.caption(
                _(
                    "begonnen am {day} · Fragenkatalog {version}",
                    day=day(self_check.begun_at),
                    version=self_check.catalogue_version,
                )
            )
        st.progress(
            coverage.share,
            text=_(
                "{answered} von {applicable} zutreffenden Fragen beantwortet",
                answered=coverage.answered,
                applicable=coverage.applicable,
            ),
        )
        with st.container(horizontal=True):
            _next_steps(person, submitted, has_shown_result)


def _next_steps(person: Person, submitted: bool, has_shown_result: bool) -> None:
    if submitted:
        if has_shown_result and may(person, Permission.READ_RESULTS):
            st.page_link(navigation.SCORES, label=_("Ergebnisse ansehen"), icon=":material/bar_chart:")
        return
    if may(person, Permission.UPLOAD_ANSWERS):
        st.page_link(navigation.UPLOAD, label=_("Vorlage und Hochladen"), icon=":material/upload_file:")
    if may(person, Permission.CHECK_ROUND):
        st.page_link(navigation.SUBMIT, label=_("Prüfen und einreichen"), icon=":material/task_alt:")


def shown_in_results(rounds: Sequence[RoundOverview]) -> int | None:
    """The id of the round whose result the results page shows: the one submitted last."""
    submitted = [(r.self_check.submitted_at, r.self_check.id) for r in rounds if r.self_check.submitted_at is not None]
    return max(submitted)[1] if submitted else None


def may_begin(person: Person, rounds: Sequence[RoundOverview]) -> bool:
    """Whether this person may begin a round now: no other round is being worked on."""
    working = any(overview.self_check.status is SelfCheckStatus.DRAFT for overview in rounds)
    return may(person, Permission.BEGIN_ROUND) and not working


def proposed_name(rounds: Sequence[RoundOverview]) -> str:
    """A name for the next round that is not taken: the year, with a number if need be."""
    taken = {overview.self_check.round_name for overview in rounds}
    names = [str(date.today().year)] + [f"{date.today().year}-{n}" for n in range(2, len(taken) + 3)]
    return next(name for name in names if name not in taken)


def begin_form(versions: Sequence[str], proposed_name: str) -> NewRound | None:
    """The form that begins a round; gives back what was asked for once it is sent."""
    with st.form("begin_round", enter_to_submit=False):
        st.header(_("Neue Runde beginnen"))
        name = st.text_input(_("Name der Runde"), value=proposed_name, max_chars=80)
        version = st.selectbox(
            _("Fragenkatalog"),
            versions,
            help=_("Im Regelfall die neueste Fassung mit 108 Fragen. Die Fassung 2021-03 hat 105 Fragen."),
        )
        if st.form_submit_button(_("Runde beginnen"), type="primary") and version:
            return NewRound(name, version)
    return None
