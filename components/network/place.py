"""Where somebody is in the network: which part, which filters, which entry. It all stands in the address."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import streamlit as st

from components import address, navigation

PART, ENTRY, TOPIC, KIND, TEXT, VIEW = "teil", "eintrag", "thema", "art", "suche", "ansicht"
LAND, TYPE, BAND = "land", "typ", "groesse"
NEW = "neu"


class Part(StrEnum):
    """The parts of the network."""

    OFFERS = "angebote"
    OWN = "eigene"
    REQUESTS = "anfragen"
    DATES = "termine"
    CONTACTS = "kontakte"


def part_asked_for() -> Part:
    """The part that the address names, else what communes offer."""
    address.keep()
    named = address.told(PART)
    return next((part for part in Part if part.value == named), Part.OFFERS)


def go_to(part: Part) -> None:
    """Have the page show a part from its beginning. For callbacks."""
    st.query_params.from_dict({PART: part.value})


def part_link(part: Part, label: str, icon: str, more: Mapping[str, str] | None = None) -> None:
    """A link to a part, with more in the address where that is wanted."""
    st.page_link(navigation.NETWORK, label=label, icon=icon, query_params={PART: part.value, **(more or {})})


def entry_link(token: str, label: str) -> None:
    """A link to an entry; the way back leads to the same filters."""
    asked = address.changed(**{PART: Part.OFFERS.value, ENTRY: token})
    st.page_link(navigation.NETWORK, label=label, icon=":material/forum:", query_params=asked)


def back_link(part: Part, label: str) -> None:
    """The way back to the list of a part, with the filters it had."""
    asked = address.changed(**{PART: part.value, ENTRY: None, VIEW: None})
    with st.container(key="network_back"):
        st.page_link(navigation.NETWORK, label=label, icon=":material/arrow_back:", query_params=asked)
