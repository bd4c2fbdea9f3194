"""Cards to print and put up: for an emergency in the town hall, and for the family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class CardPoint:
    """What to do in a few words, and how."""

    title: str
    text: str


@dataclass(frozen=True)
class CardContact:
    """Who helps: without a number there is a line to write one on. `link` is where `address` leads, or empty."""

    name: str
    purpose: str
    number: str
    details: tuple[str, ...] = ()
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class LocalContact:
    """Somebody on the spot; what is empty is written by hand."""

    function: str
    name: str = ""
    number: str = ""


@dataclass(frozen=True)
class CardHeadings:
    """The words around what an emergency card says; `columns` are the heads of its two tables."""

    steps: str
    contacts: str
    contact_columns: tuple[str, str]
    local: str
    local_columns: tuple[str, str, str]


@dataclass(frozen=True)
class EmergencyCard:
    """One page A4; `land` may be empty. `danger` is the number for danger to life."""

    language: Literal["de", "en"]
    title: str
    subtitle: str
    land: str
    danger: CardContact
    headings: CardHeadings
    steps: tuple[CardPoint, ...]
    afterwards: CardPoint
    contacts: tuple[CardContact, ...]
    local: tuple[LocalContact, ...]
    foot: tuple[str, ...]
    made_on: date


@dataclass(frozen=True)
class FamilyBlank:
    """A question of the family card with so many lines to write the answer on."""

    label: str
    lines: int


@dataclass(frozen=True)
class FamilyCard:
    """One page A6."""

    language: Literal["de", "en"]
    title: str
    subtitle: str
    danger: CardContact
    blanks: tuple[FamilyBlank, ...]
    rules_heading: str
    rules: tuple[str, ...]
    foot: tuple[str, ...]
    made_on: date
