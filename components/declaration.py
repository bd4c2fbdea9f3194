"""The declaration of accessibility, in the order of the European model (Decision (EU) 2018/1523)."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from components import texts
from components.language import _, day
from components.plain_text import escaped
from data.model.public_texts import Conformance, Declaration, Examination


def shown(told: Declaration) -> None:
    """Everything the declaration says; what the commune has not completed yet is named on top and in its place."""
    if told.missing:
        names = texts.listed([_missing_name(each) for each in told.missing])
        st.info(
            _(
                "Diese Erklärung ist noch nicht vollständig. Es fehlen: {names}. Wer die Installation betreibt, legt "
                "mit `python -m data accessibility-template` eine Vorlage zum Ausfüllen an.",
                names=names,
            ),
            icon=":material/edit_note:",
        )
    st.markdown(_scope(told))
    st.header(_("Stand der Vereinbarkeit"))
    st.markdown(_conformance(told))
    st.header(_("Was nicht barrierefrei ist"))
    st.markdown("\n".join(f"- {barrier}" for barrier in (*_barriers_of_program(), *map(escaped, told.barriers))))
    st.header(_("Was dafür getan wird"))
    st.markdown(_what_is_done())
    st.header(_("Erstellung dieser Erklärung"))
    st.markdown(_prepared(told))
    st.header(_("Barriere melden"))
    _feedback(told)
    st.header(_("Wenn keine Antwort kommt"))
    st.markdown(_enforcement(told))
    if told.sign_language_video:
        st.header(_("Deutsche Gebärdensprache"))
        st.link_button(_("Video öffnen"), told.sign_language_video, icon=":material/sign_language:")


def _scope(told: Declaration) -> str:
    program = _("Diese Erklärung gilt für das Programm Kompass 2035 unter dieser Adresse.")
    if not told.body:
        return program
    if not told.law:
        return program + " " + _("Verantwortlich ist: {body}.", body=escaped(told.body))
    return (
        program
        + " "
        + _(
            "{body} will es nach {law} und der Richtlinie (EU) 2016/2102 barrierefrei zugänglich machen.",
            body=escaped(told.body),
            law=escaped(told.law),
        )
    )


def _conformance(told: Declaration) -> str:
    standard = _("Maßstab ist die Norm EN 301 549 mit den WCAG 2.1, Stufen A und AA.")
    match told.conformance:
        case Conformance.FULLY:
            return standard + " " + _("Das Programm ist damit **vollständig** vereinbar.")
        case Conformance.PARTLY:
            return standard + " " + _("Das Programm ist damit **teilweise** vereinbar, siehe unten.")
        case Conformance.NOT:
            return standard + " " + _("Das Programm ist damit **nicht** vereinbar, siehe unten.")
    return standard + " " + _("Wie weit das Programm sie hier erfüllt, ist noch nicht bewertet.")


def _barriers_of_program() -> tuple[str, ...]:
    """What is known to be missing wherever the program runs."""
    return (
        _("Die Prüfung durch Menschen, die Vorleseprogramme nutzen, steht noch aus."),
        _("Einzelne Bedienhinweise der verwendeten Oberfläche können auf Englisch vorgelesen werden."),
        _(
            "Die Seite in Leichter Sprache ist noch nicht von Menschen mit Lernschwierigkeiten geprüft, und ein Video "
            "in Deutscher Gebärdensprache liegt dem Programm nicht bei."
        ),
        _("In Diagrammen lassen sich einzelne Punkte nur mit der Maus anklicken; die Tabelle daneben sagt dasselbe."),
    )


def _what_is_done() -> str:
    return _(
        "Jede Seite wird bei jeder Änderung automatisch geprüft, hell und dunkel. Neben jedem Diagramm stehen eine "
        "Zusammenfassung in Worten und eine Tabelle; keine Angabe hängt allein an der Farbe. Alle Schritte gehen mit "
        "der Tastatur. PDF-Dateien sind getaggt (PDF/UA-1)."
    )


def _prepared(told: Declaration) -> str:
    sentences: list[str] = []
    if told.prepared_on:
        sentences.append(_("Diese Erklärung wurde am {day} erstellt.", day=day(told.prepared_on)))
    if told.reviewed_on:
        sentences.append(_("Zuletzt überprüft wurde sie am {day}.", day=day(told.reviewed_on)))
    how: dict[Examination | None, Callable[[], str]] = {
        Examination.OWN: lambda: _("Sie beruht auf einer eigenen Bewertung."),
        Examination.EXTERNAL: lambda: _("Sie beruht auf einer Prüfung durch eine andere Stelle."),
    }
    if told.examination in how:
        sentences.append(how[told.examination]())
    return " ".join(sentences) or _("Tag und Art der Bewertung sind noch nicht eingetragen.")


def _feedback(told: Declaration) -> None:
    """The way to tell of a barrier: it must never be missing silently."""
    ways = [
        _("E-Mail: [{mail}](mailto:{mail})", mail=told.feedback_email) if told.feedback_email else "",
        _("Telefon: {number}", number=escaped(told.feedback_phone)) if told.feedback_phone else "",
        escaped(told.feedback_address),
    ]
    if not any(ways):
        st.warning(_("Eine Adresse dafür ist noch nicht eingetragen."), icon=":material/warning:")
        return
    st.markdown(
        _(
            "Ist etwas für Sie nicht zugänglich oder schwer zu verstehen? Schreiben Sie, auf welcher Seite es war und "
            "was Sie tun wollten. Sie bekommen eine Antwort."
        )
    )
    st.markdown("  \n".join(way for way in ways if way))


def _enforcement(told: Declaration) -> str:
    if not told.enforcement_body:
        return _("Die zuständige Stelle für das Durchsetzungsverfahren ist noch nicht eingetragen.")
    contact = f"  \n{escaped(told.enforcement_contact)}" if told.enforcement_contact else ""
    return (
        _(
            "Kommt auf Ihre Meldung keine oder keine befriedigende Antwort, können Sie sich an diese Stelle wenden: "
            "{body}",
            body=escaped(told.enforcement_body),
        )
        + contact
    )


def _missing_name(name: str) -> str:
    """What is missing, in words that stand in a list."""
    return {
        "body": _("die verantwortliche Stelle"),
        "law": _("das geltende Gesetz des Landes"),
        "conformance": _("der Stand der Vereinbarkeit"),
        "examination": _("die Art der Bewertung"),
        "prepared_on": _("der Tag der Erstellung"),
        "reviewed_on": _("der Tag der letzten Überprüfung"),
        "feedback_email": _("eine Adresse für Meldungen"),
        "enforcement_body": _("die Durchsetzungsstelle"),
        "enforcement_contact": _("der Kontakt der Durchsetzungsstelle"),
    }[name]
