"""Reads the services for people in office who meet hostility, and what is said about each Land.

`services.csv` is German with all facts; `services.en.csv` holds the words of the same rows in English. The notation of
opening hours is `phone mon-fri 09:00-16:00; chat wed 15:00-18:00, fri 11:00-14:00`; `daily` means every day, holidays
too, `always` around the clock.
"""

from __future__ import annotations

import csv
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.errors import NotFound
from data.model.support import (
    LAENDER,
    NATIONWIDE,
    Anonymous,
    Channel,
    Concerned,
    Confidence,
    Opening,
    OpeningSpan,
    ServiceKind,
    Situation,
    SupportLand,
    SupportService,
)

FOLDER = Path(__file__).parent / "support"
DEFAULT_LANGUAGE = "de"
EMERGENCY_CARD = (
    "notruf_110",
    "starke_stelle",
    "hateaid",
    "weisser_ring",
    "telefonseelsorge",
    "hilfetelefon_frauen",
)
"""Who is called first: for danger, local politics, attacks online, crime, a talk, violence against women."""
WORDS = ("name", "offer", "audience", "hours", "anonymous", "note")
QUICK_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads the same as the safe loader, ten times as fast: whoever opens the page first waits for it."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def services(language: str = DEFAULT_LANGUAGE) -> tuple[SupportService, ...]:
    """All services in one language, the nationwide ones first, as written in the file; German where nothing else is."""
    words = {} if language == DEFAULT_LANGUAGE else {row["key"]: row for row in rows(f"services.{language}.csv")}
    return tuple(_service({**row, **_words(words.get(row["key"], {}))}) for row in rows("services.csv"))


def service(key: str, language: str = DEFAULT_LANGUAGE) -> SupportService:
    """One service by its key. Raises NotFound."""
    for candidate in services(language):
        if candidate.key == key:
            return candidate
    raise NotFound("support_service_not_found", key=key)


def nationwide_emergency(language: str = DEFAULT_LANGUAGE) -> tuple[SupportService, ...]:
    """The services of the emergency card, in its order; each is nationwide and has a phone number."""
    return tuple(service(key, language) for key in EMERGENCY_CARD)


@cache
def lands(language: str = DEFAULT_LANGUAGE) -> tuple[SupportLand, ...]:
    """The 16 Länder, by name."""
    written = content_of("lands.yaml")
    return tuple(
        SupportLand(
            code=LAENDER[each["name"]],
            name=each["name"],
            contact=each["contact"],
            overview=written["overview"],
            remark=in_language(each.get("remark", {}), language),
        )
        for each in written["lands"]
    )


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a csv file of the folder; none where there is no such file, as for a language without one."""
    path = FOLDER / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content_of(name: str) -> dict[str, Any]:
    """What a YAML file of the folder holds."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=QUICK_LOADER)  # noqa: S506 - a safe loader
    return found


def in_language(value: dict[str, str], language: str) -> str:
    """A text of a YAML file in one language; German where a translation is missing, empty where there is nothing."""
    return str(value.get(language) or value.get(DEFAULT_LANGUAGE, ""))


def day_or_none(text: str) -> date | None:
    """A day as written in the files; None for an empty text."""
    return date.fromisoformat(text) if text else None


def _words(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in WORDS if row.get(name)}


def _service(row: dict[str, str]) -> SupportService:
    return SupportService(
        **{name: row[name] for name in ("key", "name", "carrier", "offer", "audience", "scope", "phone", "email")},
        **{name: row[name] for name in ("web", "hours", "anonymous", "source", "source_date", "note")},
        confidence=Confidence(row["confidence"]),
        kinds=tuple(ServiceKind(kind) for kind in row["kinds"].split()),
        situations=frozenset(Situation if row["situations"] == "all" else map(Situation, row["situations"].split())),
        concerned=frozenset(Concerned if row["concerned"] == "all" else map(Concerned, row["concerned"].split())),
        for_women=row["for_women"] == "yes",
        anonymity=Anonymous(row["anonymity"]),
        openings=tuple(_opening(text.strip()) for text in row["opening"].split(";") if text.strip()),
        seat="" if row["scope"] == NATIONWIDE else row["scope"],
        further_phones=tuple(number.strip() for number in row["further_phones"].split(";") if number.strip()),
        further_sources=tuple(row["further_sources"].split()),
        checked_on=day_or_none(row["checked_on"]),
    )


def _opening(text: str) -> Opening:
    channel, _, hours = text.partition(" ")
    if hours == "always":
        return Opening(Channel(channel), always=True)
    return Opening(Channel(channel), spans=tuple(_span(span) for span in hours.split(",")))


def _span(text: str) -> OpeningSpan:
    days, clock = text.split()
    begins, ends = (time.fromisoformat(each) for each in clock.split("-"))
    if days == "daily":
        return OpeningSpan(frozenset(range(7)), begins, ends, on_holidays=True)
    first, _, last = days.partition("-")
    weekdays = range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1)
    return OpeningSpan(frozenset(weekdays), begins, ends, on_holidays=False)
