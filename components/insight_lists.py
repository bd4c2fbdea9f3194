"""What stands out: strengths, chances, and what is still to be clarified. Strengths first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import texts
from components.language import _, plural
from data.model.catalogue import Catalogue
from data.model.insights import StandOut
from data.model.results_view import ResultsView


def strengths_chances_open(view: ResultsView, catalogue: Catalogue) -> None:
    """The three lists beside each other, below each other on a phone."""
    lists = (
        (
            _("Stärken"),
            _stand_outs(view.insights.strengths, catalogue, _("Noch liegt kein Kriterium bei 60 Punkten oder mehr.")),
        ),
        (_("Chancen"), _stand_outs(view.insights.chances, catalogue, _("Kein Kriterium liegt unter 60 Punkten."))),
        (_("Noch zu klären"), _to_clarify(view, catalogue)),
    )
    with st.container(key="insights"):  # three columns by browser.css
        st.markdown("\n\n".join(f"### {title}\n{told}" for title, told in lists), anchors=False)


def _stand_outs(found: Sequence[StandOut], catalogue: Catalogue, nothing: str) -> str:
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    fields = {field.key: field.short_title for field in catalogue.fields}
    lines = [
        _(
            "**{criterion}**  \n{points} Punkte · {field}",
            criterion=titles[each.criterion_key],
            points=texts.points(each.percent),
            field=fields[each.field_key],
        )
        for each in found
    ]
    return "\n".join(f"- {line}" for line in lines) if lines else f"- {nothing}"


def _to_clarify(view: ResultsView, catalogue: Catalogue) -> str:
    titles = {criterion.key: criterion.title for criterion in catalogue.criteria}
    groups = view.insights.to_clarify
    missing = sum(len(group.open) + len(group.not_known) for group in groups)
    if not missing and not view.insights.well_but_unproven:
        return "- " + _("Alles ist beantwortet und belegt.")
    lines = []
    if missing:
        worst = sorted(groups, key=lambda group: -(len(group.open) + len(group.not_known)))[:3]
        lines.append(
            _(
                "{missing}, vor allem bei {criteria}",
                missing=plural("**eine Frage** ohne Antwort", "**{n} Fragen** ohne Antwort", missing),
                criteria=texts.listed([titles[group.criterion_key] for group in worst]),
            )
        )
    unproven = len(view.insights.well_but_unproven)
    if unproven:
        lines.append(
            plural(
                "**eine Antwort** mit Antwortstufe 3 oder 4, aber ohne Nachweis",
                "**{n} Antworten** mit Antwortstufe 3 oder 4, aber ohne Nachweis",
                unproven,
            )
        )
    return "\n".join(f"- {line}" for line in lines)
