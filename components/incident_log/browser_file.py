"""Files that the browser reads by itself: nothing of them is uploaded."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st


def file_picker(label: str, hint: str, marks: Mapping[str, str], accept: str = "") -> None:
    """A button to choose a file; what becomes of it is told to `serving/static/incident_log.js` by marks."""
    told = " ".join(f'data-kompass-{name}="{escape(value)}"' for name, value in marks.items())
    kinds = f' accept="{accept}"' if accept else ""
    st.html(
        f'<div class="kompass-file"><label><input type="file"{kinds} {told}>{escape(label)}</label>'
        f'<span>{escape(hint)}</span><div role="status"></div></div>'
    )
