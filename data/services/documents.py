"""Documents as files to hand out. Whoever has the document was allowed to read what it says."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from data.model.document import Document

Ending = Literal["docx", "pdf"]

SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
STROKED = str.maketrans("łŁøØđĐı", "lLoOdDi")
LONGEST_PART = 60
NAMELESS = "dokument"


def as_docx(document: Document) -> bytes:
    """The document for Word and LibreOffice, to go on writing; the same bytes for the same document."""
    from data.exchange import document_docx  # noqa: PLC0415 - the writers take as long to import as a page to draw

    return document_docx.write(document)


def as_pdf(document: Document) -> bytes:
    """The document as tagged PDF/UA-1, to read and to print; the same bytes for the same document."""
    from data.exchange import document_pdf  # noqa: PLC0415

    return document_pdf.write(document)


def file_name(document: Document, ending: Ending) -> str:
    """A name that every system takes, such as `protokoll-der-7-sitzung-musterstadt-2026-11-24.pdf`."""
    parts = [plain_name(document.title) or NAMELESS, plain_name(document.commune), document.made_on.isoformat()]
    return f"{'-'.join(part for part in parts if part)}.{ending}"


def plain_name(text: str) -> str:
    """A part of a file name that every system takes: small letters, digits and single hyphens."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(SPELLED).translate(STROKED))
    ascii_only = letters.encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST_PART].strip("-")
