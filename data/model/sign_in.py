"""What is known about a sign-in that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.model.people import Person


@dataclass(frozen=True)
class SignIn:
    """A sign-in that holds now. `ends_at` (UTC) is when it ends if the person does nothing more."""

    session_id: str
    person: Person
    has_cookie: bool
    ends_at: datetime


@dataclass(frozen=True)
class FailedAttempts:
    """How many attempts failed in a row under a name or from an address, and when the last one did (UTC)."""

    failures: int
    last_at: datetime
