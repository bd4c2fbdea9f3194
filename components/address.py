"""The address of a page, for every page that keeps its place there."""

from __future__ import annotations

import streamlit as st

MOST_DIGITS = 9


def keep() -> None:
    """Tell the address anew, once a run.

    A link within the page leaves the address as it was (streamlit 1.67): this makes reload and the back button work.
    """
    st.query_params.from_dict(st.query_params.to_dict())


def told(name: str) -> str:
    """What the address says under a name; empty for nothing."""
    return st.query_params.get(name, "")


def number(name: str, possible: range | None = None) -> int | None:
    """The whole number of at most nine digits that the address names; None for anything else."""
    named = told(name)
    if not (named.isascii() and named.isdigit() and len(named) <= MOST_DIGITS):
        return None
    return int(named) if possible is None or int(named) in possible else None


def tell(name: str, value: str) -> None:
    """Put something into the address, or take it out where it is empty. For callbacks."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def changed(**changes: str | None) -> dict[str, str]:
    """The address of this page with some parts changed; None takes one out."""
    wished = st.query_params.to_dict() | {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in wished.items() if changes.get(name, value) is not None}
