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
                (_("Frage"), _("Gewicht im Handlungsfeld")),
                [(key, _("{share}\u00a0%", share=number(100 * weight, 1))) for key, weight in view.weights.items()],
            )


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
