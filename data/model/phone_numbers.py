"""Phone numbers as people write them, and as a phone dials them."""

from __future__ import annotations

import re

LONGEST_NUMBER = 40
"""Characters, with all blanks and strokes."""
FEWEST_DIGITS, MOST_DIGITS = 3, 15
"""From 110 to the longest number of ITU-T E.164, which counts the country code and not the 00 before it."""
WRITTEN = re.compile(r"\+?[0-9(][0-9 ()/.\-]*[0-9]")
SECOND_NUMBER = re.compile(r"/ *\(?0[0-9]")
"""A stroke with another area code behind it: no number goes on like that."""
TRUNK_ZERO = re.compile(r"^(\+|00)490")


def is_number(text: str) -> bool:
    """Whether this is one number that can be dialled: digits, blanks, brackets, strokes; a plus only in front."""
    if len(text) > LONGEST_NUMBER or not WRITTEN.fullmatch(text) or SECOND_NUMBER.search(text):
        return False
    digits = _signs(text).removeprefix("+").removeprefix("00")
    return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS


def dial(text: str) -> str:
    """The number as `tel:` dials it, without the zero of the area code after a country code; empty for no number."""
    return _signs(text) if is_number(text) else ""


def _signs(text: str) -> str:
    abroad = text.startswith(("+", "00"))
    signs = re.sub(r"[^+0-9]", "", text.replace("(0)", "") if abroad else text)
    return TRUNK_ZERO.sub(r"\g<1>49", signs)
