"""The own result beside the peers: own first, middle half and median after, no rank, one hue."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import figures, texts
from components.charts.peer_ranges import PeerRow, peer_ranges
from components.language import _, day, plural
from components.page_frame import lead
from data.model.benchmark import PeerFigure, PeersView, Position, Standing
from data.model.catalogue import ActionField, Catalogue
from data.model.result import Score

ABOVE = {Standing.ABOVE_MIDDLE, Standing.TOP_QUARTER}
BELOW = {Standing.BELOW_MIDDLE, Standing.BOTTOM_QUARTER}


def sentence(view: PeersView, catalogue: Catalogue) -> None:
    """Where the own commune stands in one sentence, or why that cannot be said."""
    if view.other_version is not None:
        st.markdown(
            _(
                "Ihre letzte Runde nutzt den Fragenkatalog {own}, dieser Vergleich den Fragenkatalog {release}. "
                "Deshalb stehen Ihre Punkte hier nicht daneben.",
                own=view.other_version,
                release=view.comparison.catalogue_version,
            )
        )
        return
    if view.own is None:
        st.markdown(_("Ihre Kommune hat noch kein Ergebnis. Unten sehen Sie, wo die teilnehmenden Kommunen stehen."))
        return
    if all(field.score.percent is None for field in view.own.current.result.fields):
        st.markdown(
            _("Ihre Kommune hat noch kein bewertetes Handlungsfeld. Unten sehen Sie, wo die gezählten Kommunen stehen.")
        )
        return
    if not view.positions:
        st.markdown(_("Für eine Einordnung sind noch zu wenige Kommunen gezählt; gezeigt wird nur der Durchschnitt."))
        return
    above, middle, below = (_titles(view, catalogue, wanted) for wanted in (ABOVE, {Standing.ABOUT_MIDDLE}, BELOW))
    told = [
        words
        for words, fields in (
            (plural("in einem Feld über der Mitte", "in {n} Feldern über der Mitte", len(above)), above),
            (plural("in einem Feld etwa in der Mitte", "in {n} Feldern etwa in der Mitte", len(middle)), middle),
            (plural("in einem Feld unter der Mitte", "in {n} Feldern unter der Mitte", len(below)), below),
        )
        if fields
    ]
    lead(_("Ihre Kommune liegt {told}.", told=texts.listed(told)))


def basis(view: PeersView) -> None:
    """Group, number counted, date, version, and what volunteers mean for the numbers."""
    comparison = view.comparison
    own = _("einschließlich Ihrer Kommune") if comparison.own_counted else _("Ihre Kommune ist hier nicht mitgezählt")
    st.caption(
        _(
            "Gruppe: alle Kommunen · {counted} von {participants} teilnehmenden Kommunen gezählt, {own} · Stand {day} "
            "· Fragenkatalog {version}. Es sind Kommunen, die freiwillig teilnehmen, nicht der deutsche Durchschnitt.",
            counted=comparison.counted,
            participants=comparison.participants,
            own=own,
            day=day(comparison.release_date),
            version=comparison.catalogue_version,
        )
    )


def finding(view: PeersView, catalogue: Catalogue) -> str:
    """What the chart shows, as its title."""
    above = _titles(view, catalogue, ABOVE)
    if above:
        return _("Weiter als die Mitte: {fields}", fields=texts.listed(above))
    return _("Sieben Handlungsfelder im Vergleich")


def rows(view: PeersView, catalogue: Catalogue) -> tuple[PeerRow, ...]:
    """One row per field for which the release has figures."""
    return tuple(
        _row(field, view.comparison.figures[field.key], view)
        for field in catalogue.fields
        if field.key in view.comparison.figures
    )


def chart(drawn: Sequence[PeerRow], view: PeersView, catalogue: Catalogue) -> None:
    """The rows as ranges, with a line that says how to read them."""
    figures.chart(peer_ranges(drawn, figures.look(), _("Punkte (0 bis 100)")), summary(view, catalogue), "peers_chart")
    if any(row.median is not None for row in drawn):
        st.caption(
            _(
                "Punkt: Ihre Kommune. Balken: die mittlere Hälfte der gezählten Kommunen (ein Viertel liegt darunter, "
                "ein Viertel darüber). Strich: Median (die Hälfte liegt darunter, die Hälfte darüber). Punkte von 0 "
                "bis 100."
            )
        )
    else:
        st.caption(_("Punkt: Ihre Kommune. Strich: Durchschnitt der gezählten Kommunen. Punkte von 0 bis 100."))


def summary(view: PeersView, catalogue: Catalogue) -> str:
    """All rows in one text."""
    return " ".join(
        f"{field.title}: {_own_words(view, field.key)}; {_peer_words(view.comparison.figures[field.key])}."
        for field in catalogue.fields
        if field.key in view.comparison.figures
    )


def as_table(view: PeersView, catalogue: Catalogue) -> None:
    """The same values as a table."""
    figures.as_table(
        (
            _("Handlungsfeld"),
            _("Ihre Punkte"),
            _("Einordnung"),
            _("Durchschnitt"),
            _("Median"),
            _("mittlere Hälfte"),
            _("gezählt"),
        ),
        [
            (
                field.title,
                texts.points(_own_score(view, field.key)),
                _position_words(view.positions.get(field.key)),
                texts.points(figure.mean),
                texts.points(figure.median),
                _middle_half(figure),
                str(figure.counted),
            )
            for field in catalogue.fields
            if (figure := view.comparison.figures.get(field.key)) is not None
        ],
        "peers_table",
    )


def explained() -> None:
    """How the other communes stay anonymous, in one sentence."""
    st.info(
        _(
            "Ihre Antworten gehen nur in einer festen Zelle von mindestens sieben Kommunen in den Vergleich ein, und "
            "dort nur als gerundete Durchschnitte von mindestens drei Kommunen. Die Zahlen ändern sich höchstens "
            "zweimal im Jahr."
        ),
        icon=":material/lock:",
    )


def _row(field: ActionField, figure: PeerFigure, view: PeersView) -> PeerRow:
    own = _own_score(view, field.key)
    return PeerRow(
        key=field.key,
        label=field.short_title,
        own=own,
        mean=figure.mean,
        q25=figure.q25,
        median=figure.median,
        q75=figure.q75,
        value_text=texts.points(own),
        below_text=_row_words(figure, view.positions.get(field.key)),
        hover_text=f"<b>{field.title}</b><br>{_own_words(view, field.key)}<br>{_peer_words(figure)}",
    )


def _own_score(view: PeersView, field_key: str) -> float | None:
    score = _score(view, field_key)
    return score.percent if score else None


def _score(view: PeersView, field_key: str) -> Score | None:
    if view.own is None:
        return None
    return next((field.score for field in view.own.current.result.fields if field.key == field_key), None)


def _own_words(view: PeersView, field_key: str) -> str:
    own = _own_score(view, field_key)
    if own is None:
        return _("Ihre Kommune ist hier nicht bewertet")
    told = _("Ihre Kommune {points} Punkte", points=texts.points(own))
    position = view.positions.get(field_key)
    return f"{told}, {_position_words(position)}" if position else told


def _peer_words(figure: PeerFigure) -> str:
    told = _("Durchschnitt {mean}", mean=texts.points(figure.mean))
    if figure.median is None:
        return told
    return _(
        "{mean}, Median {median}, mittlere Hälfte {half}", mean=told, median=figure.median, half=_middle_half(figure)
    )


def _row_words(figure: PeerFigure, position: Position | None) -> str:
    if figure.median is None:
        return _("Durchschnitt {mean}", mean=texts.points(figure.mean))
    median = _("Median {median}", median=figure.median)
    return f"{_position_words(position)} · {median}" if position else median


def _middle_half(figure: PeerFigure) -> str:
    if figure.q25 is None or figure.q75 is None:
        return "–"
    return _("{low} bis {high}", low=figure.q25, high=figure.q75)


def _position_words(position: Position | None) -> str:
    if position is None:
        return "–"
    words = {
        Standing.BOTTOM_QUARTER: _("unteres Viertel"),
        Standing.BELOW_MIDDLE: _("unter der Mitte"),
        Standing.ABOUT_MIDDLE: _("etwa in der Mitte"),
        Standing.ABOVE_MIDDLE: _("über der Mitte"),
        Standing.TOP_QUARTER: _("oberes Viertel"),
    }[position.standing]
    return _("vermutlich {words}", words=words) if position.presumably else words


def _titles(view: PeersView, catalogue: Catalogue, wanted: set[Standing]) -> list[str]:
    return [
        field.short_title
        for field in catalogue.fields
        if (position := view.positions.get(field.key)) is not None and position.standing in wanted
    ]
