"""Communes that take part: added once, under their official key, by the platform team or the operator."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import count
from factories import audit_trail, stored_commune, stored_person
from sqlalchemy import Engine

from data.errors import NotAllowed, Refused
from data.model.people import Commune, CommuneKind, Person, Role
from data.services import communes
from data.storage.database import reading


def add(acting: Person | None = None, **changes: Any) -> Commune:
    values: dict[str, Any] = {
        "ags": "09999001",
        "name": "Beispielstadt",
        "land": "Bayern",
        "population": 20_000,
        "kind": CommuneKind.MUNICIPALITY,
        "urbanisation": "dicht besiedelt",
        "benchmark_consent": False,
    }
    return communes.add(acting, **{**values, **changes})


@pytest.mark.parametrize("by_operator", [True, False])
def test_a_commune_is_added_with_an_entry_that_says_by_whom(by_operator: bool, any_store: Engine) -> None:
    platform = stored_person(Role.PLATFORM)
    added = add(None if by_operator else platform, name="  Bad   Beispiel ")
    with reading() as work:
        assert work.communes.by_ags("09999001") == added
    assert (added.name, added.population, added.benchmark_consent, added.is_demo) == (
        "Bad Beispiel",
        20_000,
        False,
        False,
    )
    who = None if by_operator else platform.account_id
    assert audit_trail()[-1] == ("commune.added", who, added.id, f"commune:{added.id}", "")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PLATFORM])
def test_nobody_of_a_commune_adds_another(role: Role, store: Engine) -> None:
    person = stored_person(role, stored_commune(ags="09999002"))
    with pytest.raises(NotAllowed):
        add(person)
    assert count(store, "commune") == 1


@pytest.mark.parametrize(
    "ags", ["", "9999", "099990", "0999900", "099990011", "0999900a", "09 99900", "²9999001", "09999００1"]
)
def test_an_official_key_has_eight_digits_or_five(ags: str, store: Engine) -> None:
    with pytest.raises(Refused, match="ags_form"):
        add(ags=ags)
    assert count(store, "commune") == 0


def test_a_district_has_five_digits(store: Engine) -> None:
    assert add(ags="09999", kind=CommuneKind.DISTRICT).district_ags == "09999"


@pytest.mark.parametrize(
    ("ags", "kind"),
    [
        ("09999", CommuneKind.MUNICIPALITY),
        ("09999", CommuneKind.INDEPENDENT_CITY),
        ("09999001", CommuneKind.DISTRICT),
    ],
)
def test_the_length_of_the_key_fits_the_kind(ags: str, kind: CommuneKind, store: Engine) -> None:
    with pytest.raises(Refused, match="ags_form"):
        add(ags=ags, kind=kind)


def test_an_official_key_is_used_once(store: Engine) -> None:
    add()
    with pytest.raises(Refused, match=r"ags_in_use .ags=09999001."):
        add(name="Noch einmal")
    assert count(store, "commune") == 1


@pytest.mark.parametrize("name", ["", " \n ", "x" * 201])
def test_a_commune_needs_a_name_that_fits(name: str, store: Engine) -> None:
    with pytest.raises(Refused, match="commune_name_length"):
        add(name=name)
    assert count(store, "commune") == 0


def test_a_population_is_not_below_zero(store: Engine) -> None:
    with pytest.raises(Refused, match="population_below_zero"):
        add(population=-1)
    assert add(population=0).population == 0
