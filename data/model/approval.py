"""The way of a round from draft to approval: its steps and their story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RoundStep(StrEnum):
    """What somebody can do with a round as a whole."""

    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REOPEN = "reopen"
    DISCARD = "discard"
    RESTORE = "restore"


@dataclass(frozen=True)
class RoundEvent:
    """One step that was taken: when (UTC), by whom, and what was said with it."""

    step: RoundStep
    at: datetime
    by: str
    remark: str = ""
