"""How names are searched for: without case and accents, word by word, alike on both databases."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """A text in small letters without accents and double blanks: "Köln-Süd" becomes "koln-sud"."""
    parts = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
