"""What measures brought: the level before, the expected one, the one that was reached, and why in words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import navigation, notice, session, texts
from components.language import _, day
from components.notice import Notice
from components.page_frame import empty_state, lead
from components.plain_text import escaped, quoted
from components.plan.measures_desk import tried
from components.red_thread import attainments, place
from data.model.catalogue import Catalogue
from data.model.outcomes import MeasureOutcome, MeasureOutcomes, OutcomeNote, QuestionOutcome, RoundOutcomes
from data.model.red_thread import Knot, KnotKind
from data.model.self_check import Answered, Reply

SayWhy = Callable[[int, int, str, int], None]
"""Stores for a measure and a round a sentence, based on the revision of the reason that was seen (0: none)."""

LONGEST_SENTENCE = 500
ROUND_CHOICE = "brought_round"
COLUMN_PIXELS = 155


def of_measure(view: MeasureOutcomes, catalogue: Catalogue, say_why: SayWhy) -> None:
    """The section in the view of a measure; nothing where the measure expects nothing."""
    if not view.outcomes and not view.waits_for_a_round:
        return
    st.header(_("Erwartet und erreicht"))
    if view.waits_for_a_round:
        st.markdown(_("Die nächste freigegebene Runde zeigt, was erreicht ist."))
    for outcome in view.outcomes:
        with st.container(border=True, key=_key("outcome", outcome), gap="small"):
            title = _("Runde {name}", name=escaped(outcome.round_name))
            st.subheader(f"{title} {attainments.badge(outcome.attainment)}", anchor=False)
            _told(outcome, catalogue, say_why, may_plan=view.may_plan)


def of_round(view: RoundOutcomes, catalogue: Catalogue, say_why: SayWhy) -> None:
    """The overview of all measures that expected something of a round."""
    if view.self_check_id is None:
        empty_state(
            _("Noch kein Ergebnis"),
            _("Was Maßnahmen gebracht haben, zeigt jede Runde, die nach ihrem Beginn freigegeben wird."),
            navigation.ROUNDS,
            _("Zu den Runden"),
        )
        return
    _choose_round(view)
    if not view.outcomes:
        empty_state(
            _("Keine Maßnahme war schon verknüpft"),
            _(
                "Als diese Runde freigegeben wurde, erwartete noch keine geplante Maßnahme etwas von einer Frage. "
                "Verknüpfen Sie Maßnahmen mit Fragen: Dann zeigt die nächste Runde, was erreicht ist."
            ),
            navigation.MEASURES,
            _("Zu den Maßnahmen"),
        )
        return
    lead(attainments.of_all(view))
    for outcome in view.outcomes:
        with st.container(border=True, key=_key("outcome", outcome), gap="small"):
            st.header(escaped(outcome.measure.title), anchor=False)
            st.markdown(attainments.badge(outcome.attainment))
            _told(outcome, catalogue, say_why, may_plan=view.may_plan)
            with st.container(horizontal=True, gap="small"):
                measure_id = str(outcome.measure.id)
                st.page_link(
                    navigation.MEASURES,
                    label=_("Maßnahme ansehen"),
                    icon=":material/arrow_forward:",
                    query_params={"massnahme": measure_id},
                )
                place.link(Knot(KnotKind.MEASURE, measure_id), _("Roter Faden"), ":material/timeline:")


def _choose_round(view: RoundOutcomes) -> None:
    if len(view.rounds) > 1:
        session.set_widget_value(ROUND_CHOICE, view.self_check_id)
        names = {round_id: escaped(name) for round_id, name in view.rounds.items()}
        st.pills(_("Runde"), list(names), format_func=names.__getitem__, key=ROUND_CHOICE, on_change=_choose)


def _choose() -> None:
    chosen = session.widget_value(ROUND_CHOICE)
    told = {place.VIEW: place.BROUGHT}
    st.query_params.from_dict(told | ({place.ROUND: str(chosen)} if chosen else {}))


def _told(outcome: MeasureOutcome, catalogue: Catalogue, say_why: SayWhy, *, may_plan: bool) -> None:
    for each in outcome.questions:
        _question(each, catalogue)
    note = outcome.note
    if note is not None:
        by = _("{name}, {day}", name=escaped(note.by), day=day(note.at)) if note.by else day(note.at)
        st.markdown("\n\n".join((_("**Warum es so gekommen ist**"), quoted(note.sentence), f":gray[{by}]")))
    else:
        st.markdown(_("Warum es so gekommen ist, hat noch niemand festgehalten."))
    place_of_notice = _key("why", outcome)
    notice.show(place_of_notice)
    if may_plan:
        _form(outcome, note, say_why, place_of_notice)


def _question(question: QuestionOutcome, catalogue: Catalogue) -> None:
    known = catalogue.places.get(question.question_id)
    st.markdown(f"**{question.question_id}** {escaped(known.question.text) if known else ''}")
    then = _level(question.then, catalogue) if question.then_round else _("nicht gefragt")
    told = (
        _("Vorher (Runde {name})", name=escaped(question.then_round)) if question.then_round else _("Vorher"),
        _("→ Erwartet"),
        _("→ Jetzt"),
    )
    levels = (then, _level(Answered(question.expected), catalogue), _level(question.now, catalogue))
    with st.container(horizontal=True, vertical_alignment="top", gap="small"):
        for label, level in zip(told, levels, strict=True):
            st.markdown(f":gray[{label}]  \n{level}", width=COLUMN_PIXELS)
        st.markdown(attainments.badge(question.attainment), width="content")


def _level(reply: Reply | None, catalogue: Catalogue) -> str:
    told = escaped(texts.reply(reply, catalogue))
    if not isinstance(reply, Answered):
        return told
    steps = len(catalogue.scale) - 1
    return f"{texts.STEPS_FULL * reply.points}{texts.STEPS_EMPTY * (steps - reply.points)}  \n{told}"


def _form(outcome: MeasureOutcome, note: OutcomeNote | None, say_why: SayWhy, told_at: str) -> None:
    seen = note.revision if note else 0
    # Another state of the sentence gets another field: what is typed is never taken for a change of what is new.
    field = f"{told_at}_{seen}"
    label = _("Grund ändern") if note else _("Grund festhalten")
    with st.expander(label, key=f"{told_at}_form", on_change="rerun", icon=":material/edit_note:") as box:
        if not box.open:
            return
        with st.form(f"{field}_form", border=False):
            value = note.sentence if note else ""
            st.text_area(
                _("Warum ist es so gekommen? Ein Satz."), value=value, key=field, max_chars=LONGEST_SENTENCE, height=80
            )
            st.form_submit_button(
                _("Festhalten"),
                key=f"{field}_say",
                icon=":material/check:",
                on_click=_say,
                args=(outcome, seen, field, say_why, told_at),
            )


def _say(outcome: MeasureOutcome, seen: int, field: str, say_why: SayWhy, told_at: str) -> None:
    sentence = session.widget_value(field) or ""
    said = _("Nicht gespeichert: „{note}“", note=escaped(sentence)) if sentence.strip() else ""
    if tried(told_at, say_why, outcome.measure.id, outcome.self_check_id, sentence, seen, otherwise=said):
        notice.tell(Notice(told_at, _("Festgehalten."), went_well=True))


def _key(name: str, outcome: MeasureOutcome) -> str:
    return f"{name}_{outcome.measure.id}_{outcome.self_check_id}"
