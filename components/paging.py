"""Long lists a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def page_of(items: Sequence[T], size: int, key: str) -> Sequence[T]:
    """The items of the page that is chosen, and the way to the others; all of them where one page holds them."""
    pages = -(-len(items) // size)
    if pages <= 1:
        return items
    number = st.pagination(pages, key=f"{key}_{pages}") or 1  # another number of pages begins with the first
    return items[(number - 1) * size : number * size]
