"""What Kompass 2035 is and for whom, for people who are not signed in or who have no cockpit."""

from __future__ import annotations

import streamlit as st

from components import navigation
from components.language import _
from components.page_frame import lead
from components.plain_text import escaped
from data.model.people import Permission, Person
from data.rules.access import may


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
                "Die Fachämter antworten in einer Arbeitsmappe, in Excel oder LibreOffice. Vor dem Übernehmen sehen "
                "Sie jede Änderung; nichts geht verloren."
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


def for_person(person: Person) -> None:
    """The first page of people without a cockpit: the departments and the platform team."""
    st.title(_("Willkommen, {name}", name=escaped(person.display_name)))
    if may(person, Permission.READ_ROUNDS):
        st.markdown(_("Hier sehen Sie, welche Runden Ihre Kommune bearbeitet."))
        st.page_link(navigation.ROUNDS, label=_("Zu den Runden"), icon=":material/event_repeat:")
    else:
        st.markdown(
            _(
                "Das Plattform-Team legt Kommunen und Konten an und veröffentlicht den Vergleich, mit den Befehlen des "
                "Betriebs (python -m data --help). Antworten und Ergebnisse einzelner Kommunen sieht es nicht."
            )
        )
