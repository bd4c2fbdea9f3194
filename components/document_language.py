"""Tells the browser in which language the page is: for screen readers, hyphenation and the built-in texts."""

from __future__ import annotations

import streamlit as st


def apply(language: str) -> None:
    """Set the language of the document, `de` or `en`, without a reload; the browser keeps it for the next visit."""
    # serving/static/browser.js reads this mark.
    st.html(f'<span hidden data-kompass-language="{language}"></span>')
