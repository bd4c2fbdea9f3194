"""Exactly what of a commune goes into the anonymous comparison: public facts, scores, levels; and what never does."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

import streamlit as st

from components import commune_words, texts
from components.figures import table
from components.language import _, day, number
from components.plain_text import escaped
from data.model.catalogue import ActionField, Catalogue
from data.model.consent import ConsentView, ContributedRound
from data.model.result import Score
from data.model.self_check import Answered


@dataclass(frozen=True)
class Row:
    """One value that goes in, or would: of a field, a criterion or a question. `value` empty: nothing goes in."""

    level: str
    number: str
    title: str
    value: str


def shown(view: ConsentView, catalogue: Catalogue) -> None:
    """Public facts, then the values by field, and what stays outside; `catalogue` is that of the round, if any."""
    st.header(_("Was von Ihrer Kommune eingeht"))
    facts, never = st.columns(2, gap="large")
    with facts:
        _facts(view)
    with never:
        st.markdown(_("**Nie dabei**"))
        st.markdown("\n".join(f"- {words}" for words in _never()))
    if view.round is not None:
        _values(view.round, catalogue, given=view.given)
    else:
        st.markdown(
            _(
                "**Werte:** zurzeit keine. Es zählt die neueste freigegebene Runde, in der alle sieben Handlungsfelder "
                "bewertet sind, und eine solche gibt es noch nicht."
            )
        )


def rows(of_round: ContributedRound, field: ActionField) -> Iterator[Row]:
    """All values of a field: its own, then each criterion with its questions."""
    result = of_round.result.field(field.key)
    scores = {criterion.key: criterion.score for criterion in result.criteria}
    yield Row(_("Handlungsfeld"), "", field.title, _points(result.score))
    for criterion in field.criteria:
        yield Row(_("Kriterium"), "", criterion.title, _points(scores.get(criterion.key)))
        for question in criterion.questions:
            level = of_round.levels.get(question.id)
            yield Row(_("Frage"), question.id, question.text, "" if level is None else str(level))


def as_csv(of_round: ContributedRound, catalogue: Catalogue) -> bytes:
    """All values as a table for a spreadsheet, in the language of this session."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow([_("Ebene"), _("Nr."), _("Titel"), _("Wert")])
    for field in catalogue.fields:
        writer.writerows((row.level, row.number, row.title, row.value) for row in rows(of_round, field))
    return file.getvalue().encode("utf-8-sig")


def _facts(view: ConsentView) -> None:
    st.markdown(_("**Öffentliche Merkmale.** Nach ihnen kommt Ihre Kommune in eine Zelle:"))
    names = commune_words.dimensions()
    table(
        (_("Merkmal"), _("Ihre Kommune")),
        [
            (names[dimension], escaped(commune_words.fact(dimension, view.attributes[dimension])))
            for dimension in names
            if dimension in view.attributes
        ],
    )


def _never() -> tuple[str, ...]:
    return (
        _("Bemerkungen, Nachweise und zuständige Stellen"),
        _("Namen und Konten"),
        _("Entwürfe und frühere Stände einer Antwort"),
        _("Wer „nicht bekannt“ oder „nicht zutreffend“ geantwortet hat"),
        _("Ziele, Gespräche und Vorschläge"),
    )


def _values(of_round: ContributedRound, catalogue: Catalogue, *, given: bool) -> None:
    source = _(
        "aus Runde {name}, freigegeben am {day}, Fragenkatalog {version}",
        name=escaped(of_round.round_name),
        day=day(of_round.approved_at),
        version=escaped(of_round.result.catalogue_version),
    )
    told = _("**Werte** {source}:", source=source)
    st.markdown(told if given else _("**Werte**, wenn Sie zustimmen, {source}:", source=source))
    with st.container(gap="xsmall", key="contributed"):
        for field in catalogue.fields:
            points = _points(of_round.result.field(field.key).score)
            label = f"{escaped(field.title)} · " + _("{points} Punkte", points=points)
            with st.expander(label, key=f"contributed_{field.key}", on_change="rerun") as opened:
                if opened.open:
                    _table(of_round, field, catalogue)
    st.caption(
        _(
            "Punkte von 0 bis 100, Stufen von 0 bis 4. Veröffentlicht wird keiner dieser Werte, nur gerundete "
            "Durchschnitte mehrerer Kommunen."
        )
    )
    st.download_button(
        _("Alle Werte als Tabelle (csv)"),
        data=as_csv(of_round, catalogue),
        file_name=_("Was in den Vergleich eingeht") + ".csv",
        mime="text/csv",
        icon=":material/download:",
        key="contributed_csv",
        on_click="ignore",
    )


def _table(of_round: ContributedRound, field: ActionField, catalogue: Catalogue) -> None:
    table(
        (_("Handlungsfeld, Kriterium oder Frage"), _("Was eingeht")),
        [(_title(row), _value(row, catalogue)) for row in rows(of_round, field)],
    )


def _title(row: Row) -> str:
    return f"{escaped(row.number)} {escaped(row.title)}" if row.number else f"**{escaped(row.title)}**"


def _value(row: Row, catalogue: Catalogue) -> str:
    if not row.value:
        return _("nichts")
    return texts.reply(Answered(int(row.value)), catalogue) if row.number else f"**{row.value}**"


def _points(score: Score | None) -> str:
    return "" if score is None or score.percent is None else number(score.percent, 1)
