"""What both writers of documents do with texts: what a file cannot hold goes, what is meant stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from data.model.document import Blanks, Block, Bullets, Document, Facts, Heading, Paragraph, Span, Text, Ticks

NOT_IN_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\ufeff\ufffc\x7f-\x9f]")
BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
LEVELS: tuple[Literal[1, 2, 3], ...] = (1, 2, 3)
PAGE_WORDS = {"de": ("Seite", "von"), "en": ("Page", "of")}
"""Words that a file says by itself, because only the program that shows it knows the numbers."""
TICK_WORDS = {"de": ("nicht angekreuzt", "angekreuzt"), "en": ("not ticked", "ticked")}
"""What is read aloud for a box, by whether it is ticked."""
LONGEST_BESIDE = 24
"""Characters of a label that fit beside its line; a longer one stands above it."""


def clean(text: str) -> str:
    """The text without characters that XML forbids; every kind of line break is a newline."""
    return NOT_IN_XML.sub("", BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """The text on one line, for titles and names."""
    return " ".join(clean(text).split())


def spans(text: Text) -> tuple[Span, ...]:
    """The cleaned stretches of a text that say anything."""
    parts = (Span(text),) if isinstance(text, str) else text
    cleaned = (Span(clean(part.text), part.strong, part.emphasis) for part in parts)
    return tuple(part for part in cleaned if part.text)


def is_blank(text: Text) -> bool:
    """Whether there is nothing to read."""
    return not "".join(part.text for part in spans(text)).strip()


def fits_beside(label: str) -> bool:
    """Whether a label stands beside its line to write on; otherwise it stands above; none needs no room."""
    return bool(label.strip()) and len(label) <= LONGEST_BESIDE and "\n" not in clean(label)


def title_of(document: Document) -> str:
    """What a file is called in the window of a reader: never empty."""
    return one_line(document.title) or one_line(document.commune) or "–"


def said(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks that say anything, with headings that skip no level: PDF/UA-1 forbids both."""
    deepest = 0
    for block in blocks:
        match block:
            case Heading(level, text) if not is_blank(text):
                deepest = min(level, deepest + 1)
                yield replace(block, level=LEVELS[deepest - 1])
            case Bullets(items) if told := tuple(item for item in items if not is_blank(item)):
                yield replace(block, items=told)
            case Ticks(boxes) if meant := tuple(box for box in boxes if not is_blank(box[1])):
                yield replace(block, items=meant)
            case Heading() | Bullets() | Ticks() | Facts(()) | Blanks(()):
                continue
            case Paragraph(text) if is_blank(text):
                continue
            case _:
                yield block
