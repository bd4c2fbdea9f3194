"""The wished group. It stands in the address, so that reload, the back button and shared links work."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

import streamlit as st

from components import session
from components.commune_words import BAND_EDGES, SIZE_CLASS_EDGES
from components.session import Key
from data.model.benchmark import PeerFilter
from data.model.people import LAENDER

PARAMETERS: Mapping[str, str] = {
    "type": "art",
    "band": "groesse",
    "size_class": "klasse",
    "east_west": "ostwest",
    "region": "raum",
    "land": "land",
}
"""The name of every dimension in the address."""

STEPS_KEPT = 20
"""So many groups are remembered that the browser may not have in its address yet."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@cache
def names() -> Mapping[str, Mapping[str, str]]:
    """How every value that can be chosen is called in the address, by dimension: `unter-5000`, `sachsen`."""
    return {
        "type": {"municipality": "gemeinde", "independent_city": "kreisfreie-stadt", "district": "landkreis"},
        "band": {key: _range(*edges) for key, edges in BAND_EDGES.items()},
        "size_class": {key: _range(*edges) for key, edges in SIZE_CLASS_EDGES.items()},
        "east_west": {"east": "ost", "west": "west"},
        "region": {"urban": "staedtisch", "rural": "laendlich"},
        "land": {land: _plain(land) for land in LAENDER},
    }


def wished() -> dict[str, frozenset[str]]:
    """The group that the address names; what it names and does not exist is left out."""
    found = {
        dimension: frozenset(value for value, name in of_dimension.items() if name in _asked(PARAMETERS[dimension]))
        for dimension, of_dimension in names().items()
    }
    return {dimension: values for dimension, values in found.items() if values}


def arrived() -> dict[str, frozenset[str]]:
    """The group to show in this run: that of the address. Another than clicks led to came by a link or the way back."""
    wish = wished()
    if _steps()[-1:] != [wish]:
        session.put(Key.PEER_STEPS, [])
    return wish


def before_click() -> dict[str, frozenset[str]]:
    """The group that a click changes. For callbacks: after quick clicks the address is behind, for the browser sends
    the next one before it has the address of the last one.
    """
    asked, steps = wished(), _steps()
    return dict(steps[-1] if asked in steps else asked)


def go_to(wish: PeerFilter) -> None:
    """Have the address name this group. For callbacks: the browser keeps every change for its back button."""
    asked, steps = wished(), _steps()
    chosen = {dimension: values for dimension, values in wish.items() if values}
    session.put(Key.PEER_STEPS, [*(steps if asked in steps else [asked]), chosen][-STEPS_KEPT:])
    st.query_params.from_dict(as_query(chosen))


def as_query(wish: PeerFilter) -> dict[str, list[str]]:
    """A group as parameters of the address, always in the same order."""
    return {
        PARAMETERS[dimension]: [name for value, name in of_dimension.items() if value in wish[dimension]]
        for dimension, of_dimension in names().items()
        if wish.get(dimension)
    }


def _steps() -> list[PeerFilter]:
    """The groups that clicks led through since the last link or way back, the present one last."""
    steps: list[PeerFilter] = session.get(Key.PEER_STEPS, [])
    return steps


def _asked(parameter: str) -> frozenset[str]:
    return frozenset(_plain(value) for value in st.query_params.get_all(parameter))


def _range(begin: int, end: int | None) -> str:
    if end is None:
        return f"ab-{begin}"
    return f"{begin}-{end}" if begin else f"unter-{end}"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower().translate(UMLAUTS)
