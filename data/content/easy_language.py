"""Reads the page in Leichte Sprache; in English it is written in easy English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from data.model.public_texts import EasyLanguage

FOLDER = Path(__file__).parent / "easy_language"
DEFAULT_LANGUAGE = "de"
LINE_BREAK = "  \n"


@cache
def easy_language(language: str = DEFAULT_LANGUAGE) -> EasyLanguage:
    """The three parts in one language as Markdown; German where a translation is missing."""
    return EasyLanguage(*(_part(name, language) for name in ("help", "help_more", "program")))


def _part(name: str, language: str) -> str:
    """One part; every line of the file stays a line, because one sentence stands in one line."""
    file = FOLDER / f"{name}.{language}.md"
    written = (file if file.exists() else FOLDER / f"{name}.{DEFAULT_LANGUAGE}.md").read_text(encoding="utf-8")
    return LINE_BREAK.join(written.strip().splitlines())
