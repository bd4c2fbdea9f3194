"""Reads the network of the demo: invented people, entries, requests and dates; nothing in it is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import yaml

from data.content.demo import FOLDER
from data.model.calendar import TIME_ZONE
from data.model.exchange_dates import DateWish, ExchangeKind
from data.model.network import Audience, ContactWish, EntryKind, EntryWish, RequestState
from data.model.people import Role


@dataclass(frozen=True)
class DemoPerson:
    """A contact person, with an account of its own unless it is one of the showcase's; then `commune` is empty."""

    username: str
    name: str
    role: Role | None
    commune: str
    wish: ContactWish


@dataclass(frozen=True)
class DemoEntry:
    """An entry that is not stored yet."""

    commune: str
    wish: EntryWish


@dataclass(frozen=True)
class DemoRequest:
    """A request that is not stored yet: communes by name, the entry by kind and topic."""

    asking: str
    answering: str
    kind: EntryKind
    topic: str
    message: str
    asked_on: date
    state: RequestState
    sentence: str
    answered_on: date | None


@dataclass(frozen=True)
class DemoDate:
    """A date that is not stored yet; `host` is empty for the platform team."""

    host: str
    wish: DateWish
    signed_up: tuple[str, ...]


@dataclass(frozen=True)
class DemoNetwork:
    """All of it."""

    text_version: str
    agreed_on: date
    people: tuple[DemoPerson, ...]
    entries: tuple[DemoEntry, ...]
    requests: tuple[DemoRequest, ...]
    dates: tuple[DemoDate, ...]


@cache
def demo_network() -> DemoNetwork:
    """The network as it was written."""
    written = yaml.safe_load((FOLDER / "network.yaml").read_text(encoding="utf-8"))
    return DemoNetwork(
        text_version=written["text_version"],
        agreed_on=written["agreed_on"],
        people=tuple(_person(each) for each in (*written["people"], *written["showcase"])),
        entries=tuple(
            DemoEntry(each["commune"], EntryWish(EntryKind(each["kind"]), each["topic"], each["text"], each["named"]))
            for each in written["entries"]
        ),
        requests=tuple(_request(each) for each in written["requests"]),
        dates=tuple(_date(each) for each in written["dates"]),
    )


def _person(written: Mapping[str, Any]) -> DemoPerson:
    username, name = written["username"], written.get("name", "Beispiel Sachbearbeitung")
    wish = ContactWish(
        name=name,
        function=written["function"],
        mail=f"{username}@kommune.example",
        phone=written["phone"],
        audience=Audience(written["audience"]),
    )
    role = Role(written["role"]) if "role" in written else None
    return DemoPerson(username, name, role, written.get("commune", ""), wish)


def _request(written: Mapping[str, Any]) -> DemoRequest:
    return DemoRequest(
        asking=written["from"],
        answering=written["to"],
        kind=EntryKind(written["kind"]),
        topic=written["topic"],
        message=written["message"],
        asked_on=written["asked_on"],
        state=RequestState(written.get("state", RequestState.REQUESTED.value)),
        sentence=written.get("sentence", ""),
        answered_on=written.get("answered_on"),
    )


def _date(written: Mapping[str, Any]) -> DemoDate:
    begins = datetime.strptime(written["begins"], "%Y-%m-%d %H:%M").replace(tzinfo=TIME_ZONE).astimezone(UTC)
    parts = {part: written[part] for part in ("title", "minutes", "place", "link", "audience", "seats", "text")}
    wish = DateWish(**parts, kind=ExchangeKind(written["kind"]), starts_at=begins)
    return DemoDate(written["host"], wish, tuple(written["signed_up"]))
