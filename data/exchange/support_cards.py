"""The cards to print as PDF/UA-1: one page each, black on white, the same bytes for the same card."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from datetime import UTC, datetime, time

from data.exchange import document_fonts, typesetting
from data.exchange.document_text import clean
from data.model.support_cards import EmergencyCard, FamilyCard

TEMPLATE = "support_cards.typ"
REGIONS = {"de": "DE", "en": "GB"}


def emergency(card: EmergencyCard) -> bytes:
    """The emergency card, one page A4; its letters are as large as everything on it allows."""
    return _set("emergency", card)


def family(card: FamilyCard) -> bytes:
    """The family card, one page A6."""
    return _set("family", card)


def _set(kind: str, card: EmergencyCard | FamilyCard) -> bytes:
    day = card.made_on
    values = {
        **dataclasses.asdict(card),
        "kind": kind,
        "region": REGIONS[card.language],
        "made_on": {"year": day.year, "month": day.month, "day": day.day},
        "fonts": list(document_fonts.FAMILIES),
    }
    made_at = datetime.combine(day, time(12), UTC)
    for shown in (_settable, document_fonts.plainest):
        with contextlib.suppress(typesetting.CannotBeSet):
            return typesetting.pdf(TEMPLATE, json.dumps(document_fonts.in_all_texts(values, shown)), made_at)
    raise AssertionError("letters and digits can always be set")


def _settable(text: str) -> str:
    return document_fonts.settable(clean(text))
