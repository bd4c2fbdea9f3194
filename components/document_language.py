"""Tells the browser in which language the page is: for screen readers, hyphenation and the built-in texts."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

SCRIPT = """
export default function ({ data }) {
  document.documentElement.lang = data.language;
  const year = 365 * 24 * 3600;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `kompass_language=${data.language}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
}
"""


@cache
def _telling() -> ComponentRenderer:
    return st.components.v2.component("document_language", js=SCRIPT)


def apply(language: str) -> None:
    """Set the language of the document, `de` or `en`, without a reload; the browser keeps it for the next visit."""
    _telling()(key="document_language", data={"language": language}, height="content")
