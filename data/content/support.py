"""Reads the services for people in office who meet hostility."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from data.errors import NotFound
from data.model.support import Confidence, SupportService

FILE = Path(__file__).parent / "support" / "services.csv"
EMERGENCY_CARD = (
    "notruf_110",
    "starke_stelle",
    "hateaid",
    "weisser_ring",
    "hilfetelefon_frauen",
    "telefonseelsorge",
)
"""Who is called first: for danger, local politics, attacks online, crime, violence against women, a talk."""


@cache
def services() -> tuple[SupportService, ...]:
    """All services, the nationwide ones first, as written in the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            SupportService(**{**row, "confidence": Confidence(row["confidence"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        )


def service(key: str) -> SupportService:
    """One service by its key. Raises NotFound."""
    for candidate in services():
        if candidate.key == key:
            return candidate
    raise NotFound("support_service_not_found", key=key)


def nationwide_emergency() -> tuple[SupportService, ...]:
    """The services of the emergency card, in its order; each is nationwide and has a phone number."""
    return tuple(service(key) for key in EMERGENCY_CARD)
