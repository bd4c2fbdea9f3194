"""The choice of a group: two quick choices, and one list of values for every public fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from components import commune_words, session, texts
from components.language import _, current, number
from components.peers import address
from components.session import Key
from data.model.benchmark import PeerComparison, PeerFilter, PeerOption

EVERYBODY, LIKE_OURS = "everybody", "like_ours"
OF_A_COMMUNE_LIKE_OURS = ("type", "band", "east_west", "region")
LONGEST_CHOICE = 30
"""Letters of a choice that a button names; a longer one is counted."""


def bar(comparison: PeerComparison, wished: PeerFilter) -> None:
    """The choices, as they stand in the address; a click changes the address and with it the group."""
    ours = like_ours(comparison)
    quick = EVERYBODY if not wished else LIKE_OURS if wished == ours else None
    if session.widget_value(Key.PEER_QUICK) != quick:
        session.set_widget_value(Key.PEER_QUICK, quick)
    _renew(wished)
    with st.container(horizontal=True, vertical_alignment="center", key="peer_filters"):
        st.segmented_control(
            _("Vergleichsgruppe"),
            [EVERYBODY, LIKE_OURS],
            format_func={EVERYBODY: _("Alle Kommunen"), LIKE_OURS: _("Kommunen wie unsere")}.__getitem__,
            key=Key.PEER_QUICK,
            label_visibility="collapsed",
            on_change=_quick,
            args=(ours,),
            wrap=True,
        )
        for title, dimensions in _lists().items():
            with st.popover(_named(title, dimensions, wished), key=f"peer_filter_{dimensions[0]}", wrap=True):
                _values(dimensions, comparison.options, wished)


def like_ours(comparison: PeerComparison) -> dict[str, frozenset[str]]:
    """The wish for communes of the own kind, size, half of the country and settlement."""
    known = address.names()
    found = {
        dimension: comparison.own_attributes.get(dimension, frozenset()) & frozenset(known[dimension])
        for dimension in OF_A_COMMUNE_LIKE_OURS
    }
    return {dimension: values for dimension, values in found.items() if values}


def _lists() -> dict[str, tuple[str, ...]]:
    """The buttons of the bar with the dimensions that each holds."""
    return {
        _("Art"): ("type",),
        _("Größe"): ("band", "size_class"),
        _("Ost/West"): ("east_west",),
        _("Städtisch/ländlich"): ("region",),
        _("Land"): ("land",),
    }


def _named(title: str, dimensions: Sequence[str], wished: PeerFilter) -> str:
    """The words of a button: what it chooses, and what is chosen."""
    chosen = {dimension: wished[dimension] for dimension in dimensions if dimension in wished}
    if not chosen:
        return title
    if "band" in dimensions:
        told = commune_words.sizes(chosen)
        return _("{title}: {choice}", title=title, choice=told) if told else title
    ((dimension, values),) = chosen.items()
    words = [commune_words.value(dimension, value) for value in address.names()[dimension] if value in values]
    choice = texts.listed(words)
    if len(choice) > LONGEST_CHOICE:
        choice = _("{n} gewählt", n=number(len(words)))
    return _("{title}: {choice}", title=title, choice=choice)


def _values(dimensions: Sequence[str], options: Mapping[str, Sequence[PeerOption]], wished: PeerFilter) -> None:
    """A box to tick for every value, and why some cannot be ticked."""
    offered = [
        (dimension, option) for dimension in dimensions for option in _offered(dimension, options[dimension], wished)
    ]
    st.caption(_explained([option for _dimension, option in offered]))
    begun = dimensions[0]
    for dimension, option in offered:
        if dimension != begun:
            begun = dimension
            st.markdown(_("Feiner:"))
        _value(dimension, option, option.value in wished.get(dimension, ()))


def _offered(dimension: str, options: Sequence[PeerOption], wished: PeerFilter) -> list[PeerOption]:
    """The values that can be chosen by name; of the finer sizes those within the chosen ones."""
    named = [option for option in options if option.value in address.names()[dimension]]
    if dimension != "size_class":
        return named
    bands = wished.get("band", frozenset())
    return [option for option in named if option.chosen or _within(option.value, bands)]


def _within(size_class: str, bands: frozenset[str]) -> bool:
    begin, end = commune_words.SIZE_CLASS_EDGES[size_class]
    edges = [commune_words.BAND_EDGES[band] for band in bands]
    return any(low <= begin and (high is None or (end is not None and end <= high)) for low, high in edges)


def _value(dimension: str, option: PeerOption, is_chosen: bool) -> None:
    key = _key(dimension, option.value)
    st.checkbox(
        _labelled(dimension, option.value, option.participating, current()),
        value=is_chosen,
        key=key,
        disabled=not (option.available or is_chosen),
        on_change=_ticked,
        args=(dimension, option.value, key),
    )


def _renew(wished: PeerFilter) -> None:
    """Give the boxes of a list new names where one of them does not show what the address says.

    A closed list is not in the browser: what it is told of its boxes is lost, and with the next click it would send
    what it last knew. Under a new name it knows nothing. Boxes that agree keep their names, and with them the keyboard.
    """
    numbers = _numbers()
    renewed = {
        dimension: numbers.get(dimension, 0) + 1
        for dimension, names in address.names().items()
        if any(_disagrees(_key(dimension, value), value in wished.get(dimension, ())) for value in names)
    }
    if renewed:
        session.put(Key.PEER_LIST_NUMBERS, {**numbers, **renewed})


def _disagrees(key: str, is_chosen: bool) -> bool:
    return session.has_widget_value(key) and session.widget_value(key) != is_chosen


@lru_cache(maxsize=4096)
def _labelled(dimension: str, value: str, participating: int, _language: str) -> str:
    return _(
        "{value} ({participating})",
        value=commune_words.value(dimension, value),
        participating=number(participating),
    )


def _explained(options: Sequence[PeerOption]) -> str:
    told = [_("In Klammern: teilnehmende Kommunen, die zur übrigen Auswahl passen.")]
    closed = [option for option in options if not option.available and not option.chosen]
    if any(option.participating for option in closed):
        told.append(_("Grau: noch keine geschützte Vergleichsgruppe, weil dort zu wenige Kommunen gezählt sind."))
    if not all(option.participating for option in closed):
        told.append(_("Bei 0 nimmt noch keine Kommune teil."))
    return " ".join(told)


def _ticked(dimension: str, value: str, key: str) -> None:
    """Add one value to the group of the address, or take it away; all others stay as they are."""
    if key != _key(dimension, value):
        return  # a box of before, which shows no longer what the address says
    wish = address.before_click()
    wish[dimension] = wish.get(dimension, frozenset()) - {value}
    if session.widget_value(key):
        wish[dimension] |= {value}
    if dimension == "band":  # a finer size outside of the chosen ones would leave nobody
        finer = wish.get("size_class", frozenset())
        wish["size_class"] = frozenset(each for each in finer if _within(each, wish[dimension]))
    address.go_to(wish)


def _quick(ours: PeerFilter) -> None:
    address.go_to(ours if session.widget_value(Key.PEER_QUICK) == LIKE_OURS else {})


def _numbers() -> dict[str, int]:
    """How often the boxes of a list got new names, by dimension."""
    numbers: dict[str, int] = session.get(Key.PEER_LIST_NUMBERS, {})
    return numbers


def _key(dimension: str, value: str) -> str:
    return f"peer_{dimension}_{value}_{_numbers().get(dimension, 0)}"
