"""Reads the words of the cards to print, in German and English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from data.content.support import DEFAULT_LANGUAGE, FOLDER
from data.model.support_cards import CardHeadings, CardPoint, FamilyBlank


@dataclass(frozen=True)
class LocalBlank:
    """A line to fill in; it is left out where the commune names somebody with one of the words in the function."""

    label: str
    unless: tuple[str, ...]


@dataclass(frozen=True)
class CardWords:
    """All words of both cards in one language. `purposes` by key of a service; the others fill their own blanks."""

    title: str
    subtitle: str
    nationwide: str
    danger: CardPoint
    headings: CardHeadings
    steps: tuple[CardPoint, ...]
    afterwards: CardPoint
    purposes: dict[str, str]
    as_of: str
    as_of_unknown: str
    local: tuple[LocalBlank, ...]
    family_title: str
    family_subtitle: str
    family_danger: CardPoint
    family_blanks: tuple[FamilyBlank, ...]
    rules_heading: str
    rules: tuple[str, ...]
    family_sources: str
    as_made: str
    sources: str
    check: str
    no_advice: str
    file_emergency: str
    file_family: str


@cache
def card_words(language: str = DEFAULT_LANGUAGE) -> CardWords:
    """The words in one language; German for one that nobody wrote."""
    everything = yaml.safe_load((FOLDER / "cards.yaml").read_text(encoding="utf-8"))
    written: dict[str, Any] = everything.get(language, everything[DEFAULT_LANGUAGE])
    emergency, family = written["emergency"], written["family"]
    return CardWords(
        **{name: emergency[name] for name in ("title", "subtitle", "nationwide", "purposes", "as_of", "as_of_unknown")},
        **{
            name: written[name]
            for name in ("as_made", "sources", "check", "no_advice", "file_emergency", "file_family")
        },
        headings=CardHeadings(
            steps=emergency["steps_heading"],
            contacts=emergency["contacts_heading"],
            contact_columns=tuple(emergency["contact_columns"]),
            local=emergency["local_heading"],
            local_columns=tuple(emergency["local_columns"]),
        ),
        danger=CardPoint(**emergency["danger"]),
        steps=tuple(CardPoint(**each) for each in emergency["steps"]),
        afterwards=CardPoint(**emergency["afterwards"]),
        local=tuple(LocalBlank(each["label"], tuple(each["unless"])) for each in emergency["local"]),
        family_title=family["title"],
        family_subtitle=family["subtitle"],
        family_danger=CardPoint(**family["danger"]),
        family_blanks=tuple(FamilyBlank(**each) for each in family["blanks"]),
        rules_heading=family["rules_heading"],
        rules=tuple(family["rules"]),
        family_sources=family["sources"],
    )
