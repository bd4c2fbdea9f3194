"""A document without a file format: what minutes, reports and hand-over files say, in which order.

Every word comes from the caller. Texts may hold anything that somebody typed; a line break in them stays one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from data.model.drawing import Drawing


@dataclass(frozen=True)
class Span:
    """A stretch of text that is set apart from what stands around it. `link` leads there from a page, not a file."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


Text = str | tuple[Span, ...]
"""Plain text, or text of which some is set apart."""


class ParagraphStyle(StrEnum):
    """How much a paragraph says: the gist at the beginning, the text, or a small note."""

    LEAD = "lead"
    NORMAL = "normal"
    NOTE = "note"


class ColumnKind(StrEnum):
    """How the cells of a column stand: text to the left, numbers to the right."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True)
class Heading:
    """A heading under the title, which itself is not one of the levels 1 to 3."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Text of one thought."""

    text: Text
    style: ParagraphStyle = ParagraphStyle.NORMAL


@dataclass(frozen=True)
class Bullets:
    """Items with dots, or with numbers that begin at 1 in every list."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Label and value, such as place, beginning and end of a meeting."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; the shares of all columns need not add up to anything."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    share: float = 1


@dataclass(frozen=True)
class Table:
    """Rows under a head that every page repeats, each with one cell for each column; the caption may be empty."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns: in a file they would move what somebody reads under another head."""
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of a table needs exactly one cell for each column")


@dataclass(frozen=True)
class Callout:
    """Something set apart from the text, such as a decision; the note (how it was voted) may be empty."""

    title: str
    text: Text
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A drawing, with what it says in words for who does not see it. The caption may be empty."""

    drawing: Drawing
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Blanks:
    """Lines to fill in by hand, each under or beside its label, such as place, date and signature."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Ticks:
    """Boxes to tick by hand, or already ticked, each with its sentence."""

    items: tuple[tuple[bool, Text], ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Facts | Table | Callout | Figure | Blanks | Ticks | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document of a commune; header, footer, subtitle and mark may be empty.

    The mark stands at the top of every page ("Beispieldaten", "Entwurf"). `made_on` is the only date that the file
    carries, so that the same document gives the same bytes.
    """

    title: str
    subtitle: str
    language: Literal["de", "en"]
    commune: str
    made_on: date
    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = ""
    mark: str = ""
