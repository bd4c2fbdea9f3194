"""Releases made from communes in the database, for tests of what is published and shown."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from factories import a_commune, a_person
from synthetic_communes import CATALOGUE, a_moment, communes, replies_of_a_commune, submit_all

from data import settings as settings_module
from data.model.people import Commune, CommuneKind, Person, Role
from data.model.self_check import Reply
from data.storage.database import reading

MARCH, SEPTEMBER = date(2027, 3, 1), date(2027, 9, 1)
SUBMITTED = a_moment(2026, 11)
PLATFORM = a_person(Role.PLATFORM, account_id=7)


def rounds_of(pool: list[Commune], seed: int = 0, version: str = CATALOGUE) -> list[tuple[Commune, dict[str, Reply]]]:
    """Every commune with answers of its own."""
    draw = Random(seed)
    return [(commune, replies_of_a_commune(draw, version)) for commune in pool]


def begin_with(number: int, **changes: object) -> list[Commune]:
    """Communes that all submitted a round."""
    pool = communes(number, seed=3, **changes)
    submit_all(rounds_of(pool), SUBMITTED)
    return pool


def alike(number: int, first: int, **attributes: Any) -> list[Commune]:
    """Bavarian towns of 20,000 people, each in a district of its own, or others of the same kind."""
    digits = 5 if attributes.get("kind") is CommuneKind.DISTRICT else 8
    return [
        a_commune(ags=f"09{index:03}001"[:digits], name=f"Beispielort {index}", **attributes)
        for index in range(first, first + number)
    ]


def districts(number: int, first: int) -> list[Commune]:
    """Bavarian districts of 20,000 people."""
    return alike(number, first, kind=CommuneKind.DISTRICT, urbanisation="")


def someone_of(commune: Commune, role: Role = Role.MAYOR) -> Person:
    """Somebody signed in of a commune in the database."""
    with reading() as work:
        return a_person(role, work.communes.by_ags(commune.ags))


def settings_with(settings: pytest.MonkeyPatch, **values: str) -> None:
    """Change settings in the middle of a test."""
    for name, value in values.items():
        settings.setenv(f"KOMPASS_{name.upper()}", value)
    settings_module.settings.cache_clear()
