"""The look at a round before it is submitted."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import session, texts
from components.figures import table
from components.language import _, plural
from components.plain_text import escaped
from components.session import Key
from data.model.catalogue import Catalogue
from data.model.submission import SubmissionCheck


def progress(checked: SubmissionCheck) -> None:
    """How much of the round is answered."""
    coverage = checked.result.coverage
    st.markdown(
        _(
            "Runde **{name}**: {answered} von {applicable} zutreffenden Fragen beantwortet.",
            name=escaped(checked.self_check.round_name),
            answered=coverage.answered,
            applicable=coverage.applicable,
        )
    )
    st.progress(coverage.share)


def to_mend(checked: SubmissionCheck, catalogue: Catalogue) -> None:
    """What should be looked at first; only missing reasons stand in the way."""
    st.header(_("Noch zu klären"))
    if checked.without_reason:
        st.error(
            plural(
                "Eine Antwort „nicht zutreffend“ hat noch keine Begründung in der Bemerkung.",
                "{n} Antworten „nicht zutreffend“ haben noch keine Begründung in der Bemerkung.",
                len(checked.without_reason),
            )
        )
        _questions(_("Ohne Begründung"), checked.without_reason, catalogue, expanded=True)
    if not (checked.open or checked.not_known or checked.without_reason):
        st.success(_("Alles ist beantwortet."), icon=":material/check_circle:")
    _questions(plural("Eine Frage ist offen", "{n} Fragen sind offen", len(checked.open)), checked.open, catalogue)
    _questions(
        plural("Eine Antwort ist „nicht bekannt“", "{n} Antworten sind „nicht bekannt“", len(checked.not_known)),
        checked.not_known,
        catalogue,
    )


def _questions(title: str, ids: Sequence[str], catalogue: Catalogue, expanded: bool = False) -> None:
    if not ids:
        return
    with st.expander(title, expanded=expanded):
        st.markdown("\n".join(f"- **{key}** {escaped(catalogue.places[key].question.text)}" for key in ids))


def preview(checked: SubmissionCheck, catalogue: Catalogue) -> None:
    """The scores as they would be frozen."""
    st.header(_("So würde das Ergebnis lauten"))
    st.markdown(_("Offene und nicht bekannte Fragen zählen nie als null; sie machen das Ergebnis nur unsicherer."))
    table(
        (_("Handlungsfeld"), _("Ergebnis in Punkten (0 bis 100)"), _("Beantwortet")),
        [
            (
                field.title,
                texts.value_line(result.score, catalogue),
                f"{result.coverage.answered} / {result.coverage.applicable}",
            )
            for field, result in zip(catalogue.fields, checked.result.fields, strict=True)
        ],
    )


def confirmed(checked: SubmissionCheck) -> int | None:
    """The revision that the person saw, once they submit it after saying that it is meant; None before."""
    round_id, now = checked.self_check.id, checked.self_check.revision
    seen: tuple[int, int] = session.get(Key.SEEN_ROUND, (round_id, now))
    session.put(Key.SEEN_ROUND, (round_id, now))
    st.header(_("Einreichen"))
    st.markdown(
        _(
            "Mit dem Einreichen legen Sie Antworten und Ergebnisse dieser Runde fest. Danach lassen sie sich nicht "
            "mehr ändern."
        )
    )
    possible = bool(checked.result.coverage.answered) and not checked.without_reason
    sure = st.checkbox(
        _("Die Antworten sind mit den Fachämtern abgestimmt."), key="submission_agreed", disabled=not possible
    )
    clicked = st.button(
        _("Runde einreichen"),
        type="primary",
        icon=":material/send:",
        disabled=not (possible and sure),
        key="submit_round",
    )
    return (seen[1] if seen[0] == round_id else now) if clicked else None
