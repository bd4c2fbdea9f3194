"""A document as files to take along."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import streamlit as st

from components.language import _
from data.model.document import Document

MakeFile = Callable[[Document], bytes]
Ending = Literal["pdf", "docx"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def shown(document: Document, name: Callable[[Document, Ending], str], as_docx: MakeFile, as_pdf: MakeFile) -> None:
    """Both files; they are made at the click, from what stands on the page."""
    with st.container(horizontal=True, key="document_files"):
        files: tuple[tuple[str, Ending, MakeFile, str], ...] = (
            (_("Als PDF"), "pdf", as_pdf, "application/pdf"),
            (_("Als Word-Datei"), "docx", as_docx, DOCX),
        )
        for label, ending, make, mime in files:
            st.download_button(
                label,
                partial(make, document),
                file_name=name(document, ending),
                mime=mime,
                icon=":material/download:",
                key=f"document_{ending}",
                on_click="ignore",
            )
