"""Text that people typed, made safe to stand in Markdown."""

from __future__ import annotations

import re

from data.model.phone_numbers import dial

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>:$~&])")

_ROUND = str.maketrans("[]", "()")


def escaped(text: str) -> str:
    """The text with every Markdown sign shown as typed; line breaks become blanks."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def phone_link(number: str) -> str:
    """A number that somebody typed as a link that calls it; as plain text where it is not one number."""
    called = dial(number)
    return f"[{escaped(number)}](tel:{called})" if called else escaped(number)


def spoken(text: str) -> str:
    """The text on one line as part of a name that is hidden and only read aloud: no picture, no link.

    Streamlit (1.67) draws hidden labels as Markdown, and browsers load their pictures; what is read aloud is the label
    as it is written, so that no sign is added to it.
    """
    return " ".join(text.split()).translate(_ROUND)


def quoted(text: str) -> str:
    """The text as a quotation with its lines and paragraphs, every Markdown sign shown as typed."""
    paragraphs = [
        [escaped(line) for line in paragraph.splitlines() if line.strip()]
        for paragraph in re.split(r"\n\s*\n", text.strip())
    ]
    return "\n>\n".join("> " + "\\\n> ".join(lines) for lines in paragraphs)
