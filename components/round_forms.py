"""Rounds on screen: one card each with what can be done now, and the form that begins one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import navigation, notice, round_story, session
from components.language import TIME_ZONE, _, day, plural
from components.plain_text import escaped
from components.session import Key
from data.model.approval import RoundStep
from data.model.catalogue import Catalogue
from data.model.people import Permission, Person
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.model.submission import EarlierAnswers, RoundOverview
from data.rules.access import may

BEGIN = "begin_round"
LONGEST_NAME = 80
LONGEST_REMARK = 2_000


@dataclass(frozen=True)
class NewRound:
    """What the form asks for; `carry_forward`: with the answers of the last round as proposals."""

    name: str
    catalogue_version: str
    carry_forward: bool


@dataclass(frozen=True)
class StepWish:
    """A step that somebody decided on: with the round as they saw it (`revision`), and what they say with it."""

    step: RoundStep
    revision: int
    remark: str = ""


def in_order(rounds: Sequence[RoundOverview]) -> list[RoundOverview]:
    """The rounds as they come, those that were discarded last."""
    return sorted(rounds, key=lambda each: each.self_check.status is SelfCheckStatus.DISCARDED)


def seen_before(rounds: Sequence[RoundOverview]) -> dict[int, int]:
    """By round id the revision that the person saw before this run; what is on the screen now is remembered."""
    seen: dict[int, int] = session.get(Key.SEEN_ROUNDS, {})
    now = {each.self_check.id: each.self_check.revision for each in rounds}
    session.put(Key.SEEN_ROUNDS, now)
    return now | seen


def card(self_check: SelfCheck) -> DeltaGenerator:
    """The frame around one round."""
    return st.container(border=True, key=place_of(self_check))


def place_of(self_check: SelfCheck) -> str:
    """Where on the page something about a round is told."""
    return f"round_{self_check.id}"


def may_carry_forward(person: Person, overview: RoundOverview) -> bool:
    """Whether this person may bring answers of an earlier round into this one."""
    return may(person, Permission.BEGIN_ROUND) and overview.self_check.status is SelfCheckStatus.DRAFT


def state(overview: RoundOverview, earlier: EarlierAnswers | None) -> None:
    """One round: name, state, how much is answered, and what waits from the last round."""
    self_check, coverage = overview.self_check, overview.coverage
    st.header(escaped(self_check.round_name))
    with st.container(horizontal=True, vertical_alignment="center"):
        _badge(self_check)
        st.caption(_about(self_check))
    notice.show(place_of(self_check))
    if overview.to_heed is not None:
        round_story.to_heed(overview.to_heed, key=f"heed_{self_check.id}")
    st.progress(
        coverage.share,
        text=_(
            "{answered} von {applicable} zutreffenden Fragen beantwortet",
            answered=coverage.answered,
            applicable=coverage.applicable,
        ),
    )
    if earlier is not None and earlier.waiting:
        st.markdown(_waiting(earlier))


def _badge(self_check: SelfCheck) -> None:
    match self_check.status:
        case SelfCheckStatus.DRAFT:
            st.badge(_("in Arbeit"), icon=":material/edit:", color="orange")
        case SelfCheckStatus.HANDED_IN:
            st.badge(_("zur Freigabe vorgelegt"), icon=":material/send:", color="blue")
        case SelfCheckStatus.APPROVED if self_check.submitted_at is not None:
            approved_on = day(self_check.submitted_at)
            st.badge(_("freigegeben am {date}", date=approved_on), icon=":material/lock:", color="green")
        case SelfCheckStatus.DISCARDED:
            st.badge(_("verworfen"), icon=":material/block:", color="gray")


def _about(self_check: SelfCheck) -> str:
    parts = [
        _("begonnen am {day}", day=day(self_check.begun_at)),
        _("Fragenkatalog {version}", version=self_check.catalogue_version),
    ]
    if self_check.versions:
        parts.append(plural("eine freigegebene Fassung", "{n} freigegebene Fassungen", self_check.versions))
    return " · ".join(parts)


def next_steps(
    person: Person, overview: RoundOverview, seen_revision: int, *, has_shown_result: bool
) -> StepWish | None:
    """Where this person goes on with a round, and the rare steps with all of it, each of which asks first."""
    number = overview.self_check.id
    with st.container(horizontal=True, vertical_alignment="center"):
        _links(person, overview, has_shown_result)
        for step in overview.steps:
            if step in (RoundStep.REOPEN, RoundStep.DISCARD, RoundStep.RESTORE) and _asked(step, overview):
                return StepWish(step, seen_revision, session.widget_value(_remark_key(step, number)) or "")
    return None


def _links(person: Person, overview: RoundOverview, has_shown_result: bool) -> None:
    status = overview.self_check.status
    if status is SelfCheckStatus.DRAFT:
        if may(person, Permission.READ_ANSWERS):
            label = _("Fragen beantworten") if may(person, Permission.ANSWER) else _("Fragen ansehen")
            st.page_link(navigation.QUESTIONS, label=label, icon=":material/checklist:")
        if may(person, Permission.UPLOAD_ANSWERS):
            st.page_link(navigation.UPLOAD, label=_("Vorlage und Hochladen"), icon=":material/upload_file:")
        if RoundStep.HAND_IN in overview.steps:
            st.page_link(navigation.SUBMIT, label=_("Prüfen und vorlegen"), icon=":material/task_alt:")
    elif status is SelfCheckStatus.HANDED_IN and may(person, Permission.CHECK_ROUND):
        label = _("Zur Freigabe ansehen") if RoundStep.APPROVE in overview.steps else _("Stand ansehen")
        st.page_link(navigation.SUBMIT, label=label, icon=":material/task_alt:")
    if has_shown_result and may(person, Permission.READ_RESULTS):
        st.page_link(navigation.SCORES, label=_("Ergebnisse ansehen"), icon=":material/bar_chart:")


def _remark_key(step: RoundStep, number: int) -> str:
    return f"{step.value}_{number}_remark"


def _asked(step: RoundStep, overview: RoundOverview) -> bool:
    label, icon, what_it_means, question, yes = {
        RoundStep.REOPEN: (
            _("Wieder öffnen"),
            ":material/lock_open:",
            _(
                "Die Antworten können dann wieder geändert werden. Die freigegebene Fassung bleibt erhalten und gilt "
                "in Ergebnissen und Vergleich weiter, bis Sie die Runde noch einmal freigeben."
            ),
            _("Warum wird die Runde wieder geöffnet?"),
            _("Runde wieder öffnen"),
        ),
        RoundStep.DISCARD: (
            _("Runde verwerfen"),
            ":material/delete:",
            _(
                "Für eine Runde, die aus Versehen begonnen wurde. Ihre Antworten bleiben gespeichert, und Sie können "
                "die Runde später wieder aufnehmen."
            ),
            _("Grund (freiwillig)"),
            _("Ja, verwerfen"),
        ),
        RoundStep.RESTORE: (
            _("Wieder aufnehmen"),
            ":material/restore_from_trash:",
            _("Die Runde ist danach wieder in Arbeit, mit allen Antworten, die sie hatte."),
            "",
            _("Ja, wieder aufnehmen"),
        ),
    }[step]
    number = overview.self_check.id
    with st.popover(label, icon=icon, type="tertiary", key=f"{step.value}_{number}"):
        if step is not RoundStep.DISCARD and overview.held_up_by:
            st.markdown(
                _(
                    "Eine Kommune arbeitet an einer Runde zur Zeit. Das geht erst, wenn Runde {name} freigegeben oder "
                    "verworfen ist.",
                    name=escaped(overview.held_up_by),
                )
            )
            return False
        st.markdown(what_it_means)
        if question:
            st.text_area(question, key=_remark_key(step, number), max_chars=LONGEST_REMARK, on_change="ignore")
        return st.button(yes, key=f"{step.value}_{number}_yes")


def done(wish: StepWish, overview: RoundOverview) -> str:
    """What a step did, once it is taken."""
    name = escaped(overview.self_check.round_name)
    return {
        RoundStep.REOPEN: _("Runde {name} ist wieder geöffnet. Die Sachbearbeitung liest Ihren Grund dort.", name=name),
        RoundStep.DISCARD: _("Runde {name} ist verworfen. Sie finden sie am Ende dieser Seite.", name=name),
        RoundStep.RESTORE: _("Runde {name} ist wieder in Arbeit.", name=name),
    }[wish.step]


def carry_forward_asked_for(self_check: SelfCheck, earlier: EarlierAnswers) -> bool:
    """The offer to begin a draft with the answers of the last round, as long as nobody took it."""
    st.markdown(
        plural(
            "Eine Antwort aus Runde {name} könnte noch gelten. Als Vorschlag wartet sie bei ihrer Frage, bis jemand "
            "sie bestätigt, ändert oder verwirft; vorher zählt sie nicht.",
            "{n} Antworten aus Runde {name} könnten noch gelten. Als Vorschläge warten sie bei ihren Fragen, bis "
            "jemand sie bestätigt, ändert oder verwirft; vorher zählen sie nicht.",
            earlier.offered,
            name=escaped(earlier.round_name),
        )
    )
    return st.button(
        _("Antworten aus Runde {name} als Vorschläge übernehmen", name=escaped(earlier.round_name)),
        icon=":material/content_copy:",
        key=f"carry_forward_{self_check.id}",
    )


def _waiting(earlier: EarlierAnswers) -> str:
    """How many proposals of the last round wait, and which questions have none."""
    told = [
        plural(
            "**Ein Vorschlag** aus Runde {name} wartet auf Bestätigung.",
            "**{n} Vorschläge** aus Runde {name} warten auf Bestätigung.",
            earlier.waiting,
            name=escaped(earlier.round_name),
        )
    ]
    if earlier.new:
        told.append(
            plural(
                "Neu im Fragenkatalog und ohne Vorschlag ist {ids}.",
                "Neu im Fragenkatalog und ohne Vorschlag sind {ids}.",
                len(earlier.new),
                ids=", ".join(earlier.new),
            )
        )
    if earlier.unanswered:
        told.append(
            plural(
                "Eine offene Frage war schon damals offen.",
                "{n} offene Fragen waren schon damals offen.",
                len(earlier.unanswered),
            )
        )
    return " ".join(told)


def shown_in_results(rounds: Sequence[RoundOverview]) -> int | None:
    """The id of the round whose result the results page shows: of those that were approved, the one begun last."""
    approved = [(r.self_check.begun_at, r.self_check.id) for r in rounds if r.self_check.versions]
    return max(approved)[1] if approved else None


def may_begin(person: Person, working_on: SelfCheck | None) -> bool:
    """Whether this person may begin a round now: no other round is being worked on."""
    return may(person, Permission.BEGIN_ROUND) and working_on is None


def proposed_name(rounds: Sequence[RoundOverview]) -> str:
    """A name for the next round that is not taken: the year, with a number if need be."""
    taken = {overview.self_check.round_name for overview in rounds}
    year = datetime.now(TIME_ZONE).year
    names = [str(year)] + [f"{year}-{n}" for n in range(2, len(taken) + 3)]
    return next(name for name in names if name not in taken)


def begin_form(
    catalogues: Sequence[Catalogue], proposed_version: str, proposed_name: str, earlier_round: str | None
) -> NewRound | None:
    """The form that begins a round; gives back what was asked for once it is sent.

    `earlier_round` is the name of the round whose answers can be taken along, if there is one.
    """
    labels = {each.version: _catalogue_line(each) for each in catalogues}
    with st.form(BEGIN, enter_to_submit=False):
        st.header(_("Neue Runde beginnen"))
        notice.show(BEGIN)
        name = st.text_input(_("Name der Runde"), value=proposed_name, max_chars=LONGEST_NAME)
        version = st.selectbox(
            _("Fragenkatalog"),
            list(labels),
            index=list(labels).index(proposed_version),
            format_func=labels.__getitem__,
            help=_("Im Regelfall die neueste Fassung. Die Runde bleibt für immer an ihren Fragenkatalog gebunden."),
        )
        carry_forward = earlier_round is not None and st.checkbox(
            _("Antworten der Runde {name} als Vorschläge mitnehmen", name=escaped(earlier_round)),
            value=True,
            help=_("Jeder Vorschlag wartet, bis jemand ihn bestätigt, ändert oder verwirft. Vorher zählt er nicht."),
        )
        st.caption(_("Beginn: heute, {day}", day=day(datetime.now(UTC))))
        if st.form_submit_button(_("Runde beginnen"), type="primary"):
            return NewRound(name, version, carry_forward)
    return None


def _catalogue_line(catalogue: Catalogue) -> str:
    line = f"{catalogue.version} · {catalogue.title}"
    tells_its_number = str(len(catalogue)) in catalogue.title
    return line if tells_its_number else _("{catalogue} · {n} Fragen", catalogue=line, n=len(catalogue))
