"""The wished group. It stands in the address, so that reload, the back button and shared links work."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

import streamlit as st

from components.commune_words import BAND_EDGES, SIZE_CLASS_EDGES
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


def go_to(wish: PeerFilter) -> None:
    """Have the address name this group. For callbacks: the browser keeps every change for its back button."""
    st.query_params.from_dict(as_query(wish))


def as_query(wish: PeerFilter) -> dict[str, list[str]]:
    """A group as parameters of the address, always in the same order."""
    return {
        PARAMETERS[dimension]: [name for value, name in of_dimension.items() if value in wish[dimension]]
        for dimension, of_dimension in names().items()
        if wish.get(dimension)
    }


def _asked(parameter: str) -> frozenset[str]:
    return frozenset(_plain(value) for value in st.query_params.get_all(parameter))


def _range(begin: int, end: int | None) -> str:
    if end is None:
        return f"ab-{begin}"
    return f"{begin}-{end}" if begin else f"unter-{end}"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower().translate(UMLAUTS)
