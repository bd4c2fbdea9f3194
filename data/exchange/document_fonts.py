"""The fonts that PDF files are set in, shipped with the program, and what they can show."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
KEPT = " \t\n\u00a0\u00ad\u200b"
STEERING = re.compile(
    "[\u0600-\u0605\u061c\u180b-\u180f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
ACCENTS = frozenset(map(chr, range(0x300, 0x340)))
FLAG_LETTERS = {0x1F1E6 + number: letter for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
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


def showable(text: str, *, accents: frozenset[str] = ACCENTS) -> str:
    """The text with a box for everything that no shipped font shows: a PDF for everybody may not hold such a sign.

    What only steers other signs (joiners, variants, tones, direction) is left out, and a mark (an accent) that the
    font of the text cannot set on the letter before it. Flags become their two letters.
    """
    shown: list[str] = []
    may_be_marked = False
    for sign in unicodedata.normalize("NFC", text.translate(FLAG_LETTERS)):
        if STEERING.match(sign):
            continue
        able = _families_of(sign)
        if unicodedata.category(sign).startswith("M"):
            if may_be_marked and 0 in able and sign in accents:
                shown.append(sign)
            continue
        shown.append(sign if able else MISSING)
        may_be_marked = 0 in able and sign.isalpha()
    return "".join(shown)


def in_a_picture(svg: str) -> str:
    """The same for a drawing; in one, no accent can be set that is not part of its letter."""
    return showable(svg, accents=frozenset())


def plainest(text: str) -> str:
    """The text with nothing but signs of the first family that stand alone; a box for everything else."""
    kept = (
        sign if sign in KEPT or (0 in _families_of(sign) and unicodedata.category(sign)[0] in "LNPS") else MISSING
        for sign in unicodedata.normalize("NFC", text)
    )
    return "".join(kept)


@functools.lru_cache(maxsize=4096)
def _families_of(sign: str) -> frozenset[int]:
    """The families, by their place, that show a sign."""
    if sign in KEPT:
        return frozenset(range(len(FAMILIES)))
    return frozenset(number for number, covered in enumerate(_coverage()) if ord(sign) in covered)


def settable(text: str) -> str:
    """A cleaned text as a page can show it: no sign without a glyph, places to break in what is too long for a line."""
    shown = breakable(showable(text))
    return shown if shown.strip() or not text.strip() else MISSING


def in_all_texts(values: Any, change: Callable[[str], str]) -> Any:
    """The same dictionaries, lists and values, with every text changed."""
    match values:
        case str():
            return change(values)
        case dict():
            return {key: in_all_texts(value, change) for key, value in values.items()}
        case list() | tuple():
            return [in_all_texts(value, change) for value in values]
    return values


def breakable(text: str) -> str:
    """The text with places to break in words and addresses that are longer than a line or a column."""
    return LONGEST_WORD.sub(lambda word: MAY_BREAK.join(_pieces(word[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[at : at + PIECE] for at in range(0, len(word), PIECE)]
