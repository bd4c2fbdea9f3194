"""How names are searched for: without case and accents, word by word, alike on both databases."""

from __future__ import annotations

import unicodedata

MOST_WORDS = 6


def folded(text: str) -> str:
    """A text in small letters without accents and double blanks: "Köln-Süd" becomes "koln-sud"."""
    parts = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def spellings(words: str) -> list[tuple[str, ...]]:
    """Every word of a search, folded, as it may be written: "Muenchen" is looked for as "munchen" too."""
    return [tuple(dict.fromkeys((word, _without_e(word)))) for word in folded(words).split()[:MOST_WORDS]]


def _without_e(word: str) -> str:
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
