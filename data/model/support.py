"""Help against hostility: services for people in office, and what of a phone number may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How well the facts of a service are proved.

    HIGH: a first-party page or several agreeing sources. MEDIUM: one good source, or older than about three years.
    LOW: one old or secondary source.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class SupportService:
    """One service as its source describes it, in German; an empty text means that the source does not say.

    `scope` is `bundesweit` or the name of a Land. `phone` must not be shown without `data.rules.support_display`.
    """

    key: str
    name: str
    carrier: str
    offer: str
    audience: str
    scope: str
    phone: str
    email: str
    web: str
    hours: str
    anonymous: str
    source: str
    source_date: str
    confidence: Confidence


@dataclass(frozen=True)
class ShownPhone:
    """A phone number that may be shown: as people read it, and as `tel:` dials it.

    `to_verify_as_of` is None for a sure number; otherwise the date of the source, to be shown with the request to check
    it, and empty where the source has no date.
    """

    number: str
    dial: str
    to_verify_as_of: str | None = None


@dataclass(frozen=True)
class ShownService:
    """A service with its phone number as far as it may be shown."""

    service: SupportService
    phone: ShownPhone | None
