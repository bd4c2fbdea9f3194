"""Reads the practice that communes of the demo offer; nothing in it is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import Any

import yaml

from data.content.demo import FOLDER
from data.model.knowledge import Effort, OfferState, PracticeText, PracticeWish

MORNING = time(9, tzinfo=UTC)
ANSWERS = ("situation", "action", "outcome", "differently")


@dataclass(frozen=True)
class DemoOffer:
    """An offer of the commune with this key, as it stands since a moment."""

    ags: str
    at: datetime
    state: OfferState
    wish: PracticeWish


@cache
def demo_offers() -> tuple[DemoOffer, ...]:
    """The offers as they were written."""
    return tuple(_offer(each) for each in yaml.safe_load((FOLDER / "knowledge.yaml").read_text(encoding="utf-8")))


def _offer(written: dict[str, Any]) -> DemoOffer:
    text = PracticeText(written["title"], *(written[name].strip() for name in ANSWERS))
    wish = PracticeWish(
        text, tuple(written["criteria"]), Effort(written["effort"]), written["is_named"], written["wants_contact"]
    )
    return DemoOffer(written["commune"], datetime.combine(written["at"], MORNING), OfferState(written["state"]), wish)
