"""The page of the hand-over, in the order in which people come: what it holds, what to write, what to do first."""

from __future__ import annotations

from functools import partial
from itertools import groupby

import streamlit as st

from components import navigation, notice
from components.documents import handover_words as words
from components.documents.handover import NAMES_OF_OTHERS, Choice
from components.handover.desk import Desk, Ending
from components.language import _
from components.page_frame import lead
from components.plain_text import escaped
from components.questionnaire import redraw
from components.vision import text_fields
from data.model.handover import FirstStep, Handover, HandoverPart, OwnWords, StepKind
from data.model.people import Permission, Person
from data.rules.access import may

LONGEST = 4_000
MIME: dict[Ending, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def shown(desk: Desk, told: Handover, person: Person, names: words.Names) -> None:
    """The whole page below its title."""
    redraw.drawn(redraw.PAGE)
    lead(
        _(
            "Nach einer Wahl oder einem Wechsel im Amt sagt ein Dokument, wo Ihre Kommune steht, was vereinbart ist, "
            "was offen ist und wer was weiß."
        )
    )
    notice.show(notice.TOP)
    _contents(desk, told, person)
    _own_words(desk)
    _first_steps(told, person, names)


@st.fragment
def _contents(desk: Desk, told: Handover, person: Person) -> None:
    """Every part with how much it holds: what is ticked comes into the document."""
    st.header(_("Das kommt in das Dokument"))
    chosen = frozenset(part for part in HandoverPart if _part(part, told, person))
    named = st.toggle(
        _("Namen von Personen nennen"),
        value=True,
        key="handover_names",
        help=_("Ohne Namen bleiben Stellen und Rollen. Der Abschnitt „Wen man zuerst anruft“ entfällt dann."),
    )
    if not chosen:
        st.caption(_("Auch ohne Teile enthält das Dokument die erste Seite für fünf Minuten."))
    with st.container(horizontal=True, key="handover_files"):
        _download(desk, "pdf", _("Als PDF"), Choice(chosen, named))
        _download(desk, "docx", _("Als Word-Datei"), Choice(chosen, named))
    st.caption(_("Die Datei entsteht beim Klick, mit dem Stand von diesem Moment."))


def _part(part: HandoverPart, told: Handover, person: Person) -> bool:
    """One part as a row: tick, how much it holds, where it comes from. Whether it is ticked."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"handover_row_{part.value}"):
        title = f"**{words.part_title(part)}**"
        ticked = st.checkbox(title, value=True, key=f"handover_holds_{part.value}", width="content")
        st.caption(escaped(words.part_summary(part, told)), width="stretch")
        script, label, permission = _source(part)
        if script and may(person, permission):
            st.page_link(script, label=label, icon=":material/arrow_forward:")
    return ticked


def _source(part: HandoverPart) -> tuple[str, str, Permission]:
    return {
        HandoverPart.STANDING: (navigation.SCORES, _("Ergebnisse"), Permission.READ_RESULTS),
        HandoverPart.AGREED: (navigation.PRIORITIES, _("Schwerpunkte"), Permission.READ_PLAN),
        HandoverPart.OPEN: (navigation.MEASURES, _("Maßnahmen"), Permission.READ_PLAN),
        HandoverPart.PEOPLE: (navigation.ASSIGNMENTS, _("Zuständigkeiten"), Permission.ASSIGN),
        HandoverPart.CALENDAR: (navigation.MEETINGS, _("Sitzungen"), Permission.READ_PLAN),
    }.get(part, ("", "", Permission.READ_PLAN))


def _download(desk: Desk, ending: Ending, label: str, choice: Choice) -> None:
    st.download_button(
        label,
        data=partial(desk.file, ending, choice),
        file_name=desk.file_name(ending),
        mime=MIME[ending],
        key=f"download_handover_{ending}",
        icon=":material/download:",
        on_click="ignore",
        type="primary" if ending == "pdf" else "secondary",
    )


@st.fragment
def _own_words(desk: Desk) -> None:
    """The texts that only the one who leaves can write; each is stored while one types."""
    redraw.drawn(redraw.PAGE)
    view = desk.words()
    st.header(_("Was nur Menschen wissen"))
    if not view.may_plan:
        st.markdown(_("Diese Abschnitte schreibt, wer plant."))
        return
    st.caption(
        _(
            "Jede Änderung wird sofort gespeichert, und mehrere können zugleich schreiben. Bitte keine Passwörter und "
            "nichts über Menschen, was diese nicht lesen dürften."
        )
    )
    for part in OwnWords:
        label, hint = words.own_title(part), words.own_hint(part)
        text_fields.field(desk, view, part.value, label, LONGEST, hint=hint)
        if part in NAMES_OF_OTHERS:
            st.caption(_("Dieser Abschnitt steht nur in einem Dokument, das Personen nennt."))


def _first_steps(told: Handover, person: Person, names: words.Names) -> None:
    st.header(words.part_title(HandoverPart.FIRST_STEPS))
    st.markdown(_("Für alle, die neu übernehmen. Die Schritte folgen aus dem, was heute offen ist."))
    for week, steps in groupby(told.first_steps, key=lambda step: step.week):
        st.subheader(words.week_title(week))
        for step in steps:
            _step(step, person, names)


def _step(step: FirstStep, person: Person, names: words.Names) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"first_step_{step.kind.value}"):
        st.markdown(escaped(words.first_step(step, names)), width="stretch")
        script, label, permission = _where(step.kind)
        if script and may(person, permission):
            st.page_link(script, label=label, icon=":material/arrow_forward:")


def _where(kind: StepKind) -> tuple[str, str, Permission]:
    """The page on which a step is taken, its name, and who may open it; empty where it is taken elsewhere."""
    measures = (navigation.MEASURES, _("Maßnahmen"), Permission.READ_PLAN)
    meetings = (navigation.MEETINGS, _("Sitzungen"), Permission.READ_PLAN)
    vision = (navigation.VISION, _("Vision 2035"), Permission.READ_PLAN)
    return {
        StepKind.MEET_UNITS: (navigation.ASSIGNMENTS, _("Zuständigkeiten"), Permission.ASSIGN),
        StepKind.APPROVE_ROUND: (navigation.SUBMIT, _("Prüfung und Freigabe"), Permission.CHECK_ROUND),
        StepKind.UNBLOCK: measures,
        StepKind.NEW_DAYS: measures,
        StepKind.DECIDE: measures,
        StepKind.SETTLE: measures,
        StepKind.TASKS: meetings,
        StepKind.SET_MEETING: meetings,
        StepKind.PREPARE_MEETING: meetings,
        StepKind.CONSENT: (navigation.CONSENT, _("Teilnahme am Vergleich"), Permission.READ_BENCHMARK),
        StepKind.ROUND: (navigation.QUESTIONS, _("Fragen"), Permission.READ_ANSWERS),
        StepKind.BEGIN_ROUND: (navigation.ROUNDS, _("Runden"), Permission.READ_ROUNDS),
        StepKind.AGREE_PRIORITIES: (navigation.PRIORITIES, _("Schwerpunkte"), Permission.READ_PLAN),
        StepKind.SET_GOALS: vision,
        StepKind.COVER_GOALS: vision,
    }.get(kind, ("", "", Permission.READ_PLAN))
