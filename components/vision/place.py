"""Where somebody is on the page of the vision: which field, and which goal they try out. It stands in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from components import address, navigation
from data.model.vision import LAST_YEAR

FIELD, POINTS, YEAR = "feld", "punkte", "jahr"
LOWEST, HIGHEST = 1, 100


@dataclass(frozen=True)
class Wish:
    """A goal that somebody tries out: points by the end of a year."""

    points: int
    year: int


def slug(field_key: str) -> str:
    """A field as the address names it."""
    return field_key.replace("_", "-")


def field_asked_for(known: tuple[str, ...]) -> str | None:
    """The field that the address names; None where it names none, or one that does not exist."""
    address.keep()
    named = st.query_params.get(FIELD, "")
    return next((key for key in known if slug(key) == named), None)


def wish(otherwise: Wish, first_year: int) -> Wish:
    """The goal that the address tries out; what it does not name, or what cannot be, is taken from elsewhere."""
    points = address.number(POINTS, range(LOWEST, HIGHEST + 1))
    return Wish(points or otherwise.points, address.number(YEAR, range(first_year, LAST_YEAR + 1)) or otherwise.year)


def tell(wished: Wish) -> None:
    """Put a goal that is tried out into the address. For callbacks."""
    st.query_params[POINTS] = str(wished.points)
    st.query_params[YEAR] = str(wished.year)


def forget() -> None:
    """Try out nothing more. For callbacks."""
    st.query_params.pop(POINTS, None)
    st.query_params.pop(YEAR, None)


def go_to(field_key: str) -> None:
    """Show a field. For callbacks."""
    forget()
    st.query_params[FIELD] = slug(field_key)


def field_link(field_key: str, label: str, icon: str | None = None) -> None:
    """A link to a field on its way."""
    st.page_link(navigation.VISION, label=label, icon=icon, query_params={FIELD: slug(field_key)})


def back_link(label: str) -> None:
    """The link from a field back to the whole vision."""
    with st.container(key="vision_back"):
        st.page_link(navigation.VISION, label=label, icon=":material/arrow_back:", query_params={})
