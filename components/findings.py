"""What is worth a look in a round, grouped: first what must be mended, then notes, each with a link to its question."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components.language import _, plural
from components.plain_text import escaped
from components.questionnaire.place import question_link
from data.model.approval import RoundStep
from data.model.catalogue import Catalogue
from data.model.consistency import Finding, FindingKind
from data.model.submission import SubmissionCheck

SHOWN_AT_ONCE = 10


def grouped(found: Sequence[Finding]) -> list[tuple[FindingKind, list[Finding]]]:
    """The findings by kind, in the given order."""
    return [(kind, list(of_kind)) for kind, of_kind in groupby(found, key=lambda finding: finding.kind)]


def must_be_mended(checked: SubmissionCheck, catalogue: Catalogue) -> None:
    """What stands in the way; unfolded for who hands in."""
    if not checked.in_the_way:
        return
    st.header(_("Das muss vorher geklärt werden"))
    for kind, of_kind in grouped(checked.in_the_way):
        _group(kind, of_kind, catalogue, expanded=RoundStep.HAND_IN in checked.steps)


def notes(checked: SubmissionCheck, catalogue: Catalogue) -> None:
    """What is worth a look and may stay as it is, folded away."""
    st.header(_("Hinweise"))
    found = [finding for finding in checked.findings if not finding.kind.blocks]
    if not found:
        st.markdown(_("Keine Hinweise: Alles ist beantwortet, belegt und passt zusammen."))
        return
    st.markdown(_("Ein Blick lohnt sich. Nichts davon muss geändert werden."))
    for kind, of_kind in grouped(found):
        _group(kind, of_kind, catalogue)


def _group(kind: FindingKind, found: Sequence[Finding], catalogue: Catalogue, expanded: bool = False) -> None:
    icon = ":material/error:" if kind.blocks else None
    with st.expander(title(kind, len(found)), expanded=expanded, icon=icon, key=f"finding_{kind.value}"):
        st.caption(what_to_do(kind))
        _lines(found[:SHOWN_AT_ONCE], catalogue)
        rest = found[SHOWN_AT_ONCE:]
        if rest:
            label = plural("Eine weitere zeigen", "{n} weitere zeigen", len(rest))
            if st.toggle(label, key=f"finding_{kind.value}_rest"):
                _lines(rest, catalogue)


def _lines(found: Sequence[Finding], catalogue: Catalogue) -> None:
    for finding in found:
        if finding.pair is not None:
            st.markdown(escaped(finding.pair.reason))
        for question_id in finding.question_ids:
            text = escaped(catalogue.places[question_id].question.text)
            question_link(question_id, f"**{question_id}** {text}", ":material/arrow_forward:")


def title(kind: FindingKind, n: int) -> str:
    """What was found and how often."""
    return {
        FindingKind.NOT_APPLICABLE_WITHOUT_REASON: plural(
            "Eine Antwort „nicht zutreffend“ ohne Begründung", "{n} Antworten „nicht zutreffend“ ohne Begründung", n
        ),
        FindingKind.UNSETTLED: plural(
            "Eine Frage mit zwei verschiedenen Antworten", "{n} Fragen mit verschiedenen Antworten", n
        ),
        FindingKind.CONTRADICTION: plural(
            "Ein Paar von Antworten, das nicht zusammenpasst", "{n} Paare von Antworten, die nicht zusammenpassen", n
        ),
        FindingKind.OPEN: plural("Eine Frage ist offen", "{n} Fragen sind offen", n),
        FindingKind.NOT_KNOWN_WITHOUT_UNIT: plural(
            "Eine Antwort „nicht bekannt“ ohne zuständige Stelle",
            "{n} Antworten „nicht bekannt“ ohne zuständige Stelle",
            n,
        ),
        FindingKind.NOT_KNOWN: plural("Eine Antwort ist „nicht bekannt“", "{n} Antworten sind „nicht bekannt“", n),
        FindingKind.OPEN_DISCUSSION: plural("Ein Gespräch ist noch offen", "{n} Gespräche sind noch offen", n),
        FindingKind.MARKED: plural("Eine Frage ist für später markiert", "{n} Fragen sind für später markiert", n),
        FindingKind.ESTABLISHED_WITHOUT_EVIDENCE: plural(
            "Eine Antwort „fest verankert“ ohne Nachweis", "{n} Antworten „fest verankert“ ohne Nachweis", n
        ),
    }[kind]


def what_to_do(kind: FindingKind) -> str:
    """What helps against a finding, in one sentence."""
    return {
        FindingKind.NOT_APPLICABLE_WITHOUT_REASON: _(
            "Bitte begründen Sie in der Bemerkung, warum dies nicht zutrifft."
        ),
        FindingKind.UNSETTLED: _("Mehrere haben Verschiedenes geantwortet. Bitte entscheiden Sie, was gilt."),
        FindingKind.CONTRADICTION: _("Vielleicht stimmt beides. Bitte sehen Sie nach."),
        FindingKind.OPEN: _("Offene Fragen zählen nicht als null. Sie machen das Ergebnis unsicherer."),
        FindingKind.NOT_KNOWN_WITHOUT_UNIT: _("Wer könnte es wissen? Nennen Sie bitte die zuständige Stelle."),
        FindingKind.NOT_KNOWN: _("Vielleicht hat die zuständige Stelle inzwischen eine Antwort."),
        FindingKind.OPEN_DISCUSSION: _("Hier wartet noch ein Beitrag auf Antwort."),
        FindingKind.MARKED: _("Jemand wollte sich diese Frage noch einmal ansehen."),
        FindingKind.ESTABLISHED_WITHOUT_EVIDENCE: _("Ein Beschluss oder ein Verweis macht die Antwort nachprüfbar."),
    }[kind]
