"""What Kompass 2035 is and for whom, for people who are not signed in or who have no cockpit."""

from __future__ import annotations

import streamlit as st

from components import digest, navigation
from components.language import _, day, plural
from components.page_frame import lead
from components.plain_text import escaped
from data.model.people import Person
from data.model.questionnaire import TaskList
from data.model.reminders import Digest


def for_everybody(*, is_demo: bool) -> None:
    """The introduction: what it does in three steps, and how to get in."""
    st.title(_("Kompass 2035"))
    lead(_("Wie weltoffen ist unsere Kommune, und was gehen wir als Nächstes an?"))
    st.markdown(
        _(
            "Kompass 2035 führt Kommunen vom Selbstcheck mit 108 Fragen in sieben Handlungsfeldern zu Ergebnissen, "
            "über die sich reden lässt: mit Stärken und Chancen, im anonymen Vergleich mit anderen Kommunen."
        )
    )
    with st.container(horizontal=True):
        st.page_link(navigation.SIGN_IN, label=_("Anmelden"), icon=":material/login:")
        st.page_link(navigation.SUPPORT, label=_("Rückhalt bei Anfeindung"), icon=":material/shield_with_heart:")
    if is_demo:
        st.info(
            _(
                "Diese Installation zeigt Beispieldaten: 40 erfundene Kommunen. Die Konten zum Ausprobieren stehen auf "
                "der Anmeldeseite."
            ),
            icon=":material/science:",
        )
    _three_steps()


def _three_steps() -> None:
    steps = (
        (
            _("Selbstcheck"),
            _(
                "Die Fachämter antworten gemeinsam, am Bildschirm oder in einer Arbeitsmappe für Excel und "
                "LibreOffice. Jede Antwort ist sofort gespeichert; nichts geht verloren."
            ),
        ),
        (
            _("Ergebnisse"),
            _(
                "Sieben Handlungsfelder mit Punkten, Stufe in Worten und der Angabe, wie sicher das ist. Von "
                "dort in zwei Klicks zur einzelnen Frage."
            ),
        ),
        (
            _("Vergleich"),
            _(
                "Wo stehen andere? Nur in festen Gruppen von mindestens sieben Kommunen, nur gerundet, nie als "
                "Rangliste."
            ),
        ),
    )
    for column, (title, text) in zip(st.columns(3, border=True), steps, strict=True):
        with column:
            st.header(title)
            st.markdown(text)


def for_person(person: Person, tasks: TaskList | None, due: Digest | None) -> None:
    """The first page of people without a cockpit: the departments with what they have to do, and the platform team."""
    st.title(_("Willkommen, {name}", name=escaped(person.display_name)))
    if due is not None:
        _for_department(tasks)
        digest.shown(due)
    else:
        st.markdown(
            _(
                "Das Plattform-Team gibt Fragenkataloge frei, legt Kommunen und Konten an und veröffentlicht den "
                "Vergleich, teils mit den Befehlen des Betriebs (python -m data --help). Antworten und Ergebnisse "
                "einzelner Kommunen sieht es nicht."
            )
        )
        st.page_link(navigation.CATALOGUES, label=_("Zu den Fragenkatalogen"), icon=":material/quiz:")


def _for_department(tasks: TaskList | None) -> None:
    if tasks is None or not tasks.fields:
        st.markdown(
            _("Ihre Kommune arbeitet gerade an keiner Runde.")
            if tasks is None
            else _("Für die Runde {name} ist Ihnen noch nichts zugewiesen.", name=escaped(tasks.self_check.round_name))
        )
        st.page_link(navigation.ROUNDS, label=_("Zu den Runden"), icon=":material/event_repeat:")
        return
    questions = sum(field.questions for field in tasks.fields)
    replied = sum(field.replied for field in tasks.fields)
    assignments = [criterion.progress.assignment for field in tasks.fields for criterion in field.criteria]
    due = min((each.due_on for each in assignments if each is not None and each.due_on is not None), default=None)
    lead(
        plural(
            "In der Runde {name} wartet eine Frage auf Sie.",
            "In der Runde {name} warten {n} Fragen auf Sie.",
            questions - replied,
            name=escaped(tasks.self_check.round_name),
        )
        if questions > replied
        else _("In der Runde {name} haben Sie alles bearbeitet.", name=escaped(tasks.self_check.round_name))
    )
    told = _("{replied} von {questions} Fragen bearbeitet", replied=replied, questions=questions)
    if due is not None and questions > replied:
        told = _("{told}, das Erste bis {day}", told=told, day=day(due))
    st.progress(replied / questions, text=told)
    with st.container(horizontal=True):
        st.page_link(navigation.QUESTIONS, label=_("Zu Ihren Fragen"), icon=":material/checklist:")
        st.page_link(navigation.UPLOAD, label=_("Lieber in Excel oder LibreOffice"), icon=":material/upload_file:")
