"""What a commune wants to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class FieldGoal:
    """The score (1 to 100 points) that a commune wants to reach in an action field by 2035.

    `begun_at` is when a goal of this field was first set (UTC), however often it was moved since.
    """

    field_key: str
    target: int
    changed_at: datetime
    begun_at: datetime
