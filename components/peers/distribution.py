"""How the counted communes are spread over the scale; from fifty on."""

from __future__ import annotations

import streamlit as st

from components import figures, texts
from components.charts.peer_distribution import peer_distribution
from components.language import _, number
from components.peers.rows import Row

WIDTH = 10
"""Points of a bar."""


def spread(row: Row, key: str) -> None:
    """The distribution of the group for a row, drawn once it is opened; below fifty why there is none.

    It stays open for the next row and the next group. Closed it costs as little as the sentence in its place.
    """
    percents = row.figure.histogram
    if percents is None:
        st.caption(
            _(
                "Wie sich die Kommunen verteilen, wird ab 50 gezählten gezeigt; hier sind es {counted}.",
                counted=number(row.figure.counted),
            )
        )
        return
    label = _("Wie sich die gezählten Kommunen verteilen")
    with st.expander(label, key=key, on_change="rerun", icon=":material/bar_chart:") as opened:
        if opened.open:
            _chart(row, percents, f"{key}_chart")
            figures.table(_columns(), _cells(row, percents))


def summary(row: Row, percents: tuple[int, ...]) -> str:
    """What is spread, and all bars, in one text."""
    told = [
        _("{stretch} Punkte: {share}", stretch=_stretch(place), share=_share(percent))
        for place, percent in enumerate(percents)
    ]
    return f"{row.title}. {_title(row, percents)} {'; '.join(told)}."


def own_place(row: Row) -> int | None:
    """The bar in which the own score lies, counted from 0; None without a score."""
    return None if row.own is None else min(int(row.own) // WIDTH, 100 // WIDTH - 1)


def _chart(row: Row, percents: tuple[int, ...], key: str) -> None:
    st.markdown(_title(row, percents))
    own = "" if row.own is None else _("Ihre Kommune: {points}", points=texts.points(row.own))
    axis = _("Punkte; Anteil der Kommunen in Prozent")
    drawn = peer_distribution(percents, row.own, own, figures.look(), axis)
    figures.chart(drawn, summary(row, percents), key)


def _columns() -> tuple[str, ...]:
    return _("Punkte"), _("Anteil der Kommunen"), _("Ihre Kommune")


def _cells(row: Row, percents: tuple[int, ...]) -> list[tuple[str, ...]]:
    return [
        (_stretch(place), _share(percent), texts.points(row.own) if place == own_place(row) else "")
        for place, percent in enumerate(percents)
    ]


def _title(row: Row, percents: tuple[int, ...]) -> str:
    place = own_place(row)
    if place is None:
        return _("So verteilen sich {counted} Kommunen.", counted=number(row.figure.counted))
    return _(
        "So verteilen sich {counted} Kommunen: {share} liegen wie Ihre bei {stretch} Punkten.",
        counted=number(row.figure.counted),
        share=_share(percents[place]),
        stretch=_stretch(place),
    )


def _stretch(place: int) -> str:
    begin, end = place * WIDTH, (place + 1) * WIDTH
    return (
        _("{begin} bis {end}", begin=begin, end=end)
        if end == 100
        else _("{begin} bis unter {end}", begin=begin, end=end)
    )


def _share(percent: int) -> str:
    return _("{share}\u00a0%", share=percent)
