"""The fonts that PDF files are set in, shipped with the program, and what they can show."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent / "fonts"
FAMILIES = {
    "Source Sans 3": ("SourceSans3-Regular.otf", "SourceSans3-Semibold.otf", "SourceSans3-It.otf"),
    "DejaVu Sans": ("DejaVuSans.ttf",),
    "Noto Emoji": ("NotoEmoji-Regular.ttf",),
}
"""The text, then what it lacks: other scripts and signs, emoji."""

FAMILY_LIST = ", ".join(f"'{family}'" for family in FAMILIES)
"""The families as a style sheet names them: one with a number in its name needs its quotes."""

MISSING = "□"
LONGEST_WORD = re.compile(r"[^\s\u200b]{41,}|(?=[^\s\u200b]*[^\s\u200b\w])[^\s\u200b]{25,}")
PIECE = 8
MAY_BREAK = "\u200b"


@functools.cache
def _coverage() -> tuple[frozenset[int], ...]:
    """What each family shows in all its styles, by code point."""
    return tuple(
        frozenset.intersection(*(frozenset(TTFont(FOLDER / name, lazy=True).getBestCmap()) for name in names))
        for names in FAMILIES.values()
    )


def showable(text: str) -> str:
    """The text with a box for everything that no shipped font shows: a PDF for everybody may not hold such a sign.

    A mark (such as an accent) needs a font that shows what it stands on as well.
    """
    shown: list[str] = []
    able: frozenset[int] = frozenset()
    for letter in unicodedata.normalize("NFC", text):
        alone = _families_of(letter)
        joined = able & alone if unicodedata.category(letter).startswith("M") else alone
        shown.append(letter if joined else MISSING)
        able = joined or _families_of(MISSING)
    return "".join(shown)


@functools.lru_cache(maxsize=4096)
def _families_of(letter: str) -> frozenset[int]:
    if letter.isspace():
        return frozenset(range(len(FAMILIES)))
    return frozenset(number for number, covered in enumerate(_coverage()) if ord(letter) in covered)


def breakable(text: str) -> str:
    """The text with places to break in words and addresses that are longer than a line or a column."""
    return LONGEST_WORD.sub(lambda word: MAY_BREAK.join(_pieces(word[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[at : at + PIECE] for at in range(0, len(word), PIECE)]
