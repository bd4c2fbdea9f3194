"""How the numbers come about, for those who ask."""

from __future__ import annotations

import streamlit as st

from components import figures
from components.language import _, number
from data.model.catalogue import Catalogue
from data.model.results_view import ResultsView


def explained(view: ResultsView, catalogue: Catalogue) -> None:
    """The rules in plain words, and the weight that each question has; drawn only once it is opened."""
    with st.expander(_("So wird gerechnet"), key="method", on_change="rerun", icon=":material/calculate:") as opened:
        if opened.open:
            st.markdown(_rules())
            figures.table(
                (_("Handlungsfeld"), _("Kriterium"), _("Anteil am Handlungsfeld"), _("Gewicht jeder Frage")),
                _weights(view, catalogue),
            )


def _weights(view: ResultsView, catalogue: Catalogue) -> list[tuple[str, str, str, str]]:
    # Within a criterion every question that applies weighs the same.
    rows = []
    for field in catalogue.fields:
        for criterion in field.criteria:
            shares = [view.weights[question.id] for question in criterion.questions if question.id in view.weights]
            whole, each = (_percent(sum(shares)), _percent(shares[0])) if shares else ("–", "–")
            rows.append((field.short_title, criterion.title, whole, each))
    return rows


def _percent(share: float) -> str:
    return _("{share}\u00a0%", share=number(100 * share, 1))


def _rules() -> str:
    return _(
        "- Die Antwortstufen 0, 1, 2, 3 und 4 zählen 0, 25, 50, 75 und 100 Punkte. Ein Kriterium ist der Durchschnitt "
        "seiner beantworteten Fragen, ein Handlungsfeld der Durchschnitt seiner Kriterien.\n"
        "- „Nicht zutreffend“ fällt aus der Rechnung. Offene und nicht bekannte Fragen zählen nie als null.\n"
        "- Ein Kriterium wird bewertet, wenn mindestens die Hälfte beantwortet ist, ein Handlungsfeld ab zwei Dritteln "
        "seiner Kriterien und Fragen.\n"
        "- Vorläufig heißt: Die fehlenden Antworten könnten das Ergebnis um mehr als 20 Punkte verschieben.\n"
        "- Eine Veränderung heißt erst dann deutlich, wenn sie über der Messunschärfe einer Selbsteinschätzung liegt. "
        "Bei sieben Feldern ist auch ohne jede Veränderung in etwa einem von drei Vergleichen ein „deutlich“ zu "
        "erwarten.\n"
        "- Einen Gesamtwert gibt es nicht: Das Profil sagt mehr als eine Zahl. Die Auswertung des ursprünglichen "
        "Projekts ist nicht veröffentlicht; diese Regeln sind eigene."
    )
