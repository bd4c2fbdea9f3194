"""Text that people typed, made safe to stand in Markdown."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>:$~&])")


def escaped(text: str) -> str:
    """The text with every Markdown sign shown as typed; line breaks become blanks."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
