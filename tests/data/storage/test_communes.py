"""Communes in the database, on both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import a_commune
from sqlalchemy import Engine

from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.people import Commune, CommuneKind, RegisterStanding
from data.storage.database import reading, writing


def add(*communes: Commune) -> list[Commune]:
    with writing() as work:
        added = [work.communes.add(commune) for commune in communes]
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    return added


def test_a_commune_comes_back_as_it_was_stored_but_for_its_id(any_store: Engine) -> None:
    given = a_commune(
        id=99,
        name="Bad Größlingen a. d. Łaba",
        kind=CommuneKind.INDEPENDENT_CITY,
        is_demo=True,
        benchmark_consent=False,
        public_results=True,
        trust_domain="verbund-7",
    )
    (added,) = add(given)
    assert added == Commune(**{**vars(given), "id": 1})
    with reading() as work:
        assert work.communes.by_id(1) == work.communes.by_ags(given.ags) == added


def test_leading_zeros_of_a_key_stay(any_store: Engine) -> None:
    add(a_commune(ags="01001000"), a_commune(ags="01051", kind=CommuneKind.DISTRICT))
    with reading() as work:
        assert [commune.ags for commune in work.communes.all()] == ["01001000", "01051"]
        assert work.communes.by_ags("1001000") is None


def test_a_key_is_stored_once(any_store: Engine) -> None:
    add(a_commune())
    with pytest.raises(Refused, match=r"ags_in_use .ags=09999001."):
        add(a_commune(name="Noch einmal"))


def test_demo_communes_are_told_from_real_ones(any_store: Engine) -> None:
    add(a_commune(is_demo=True))
    with reading() as work:
        assert not work.communes.any_real()
    add(a_commune(ags="09999002"))
    with reading() as work:
        assert work.communes.any_real()


def test_what_is_not_there_is_none(any_store: Engine) -> None:
    with reading() as work:
        assert work.communes.by_ags("09999001") is None
        assert work.communes.by_id(1) is None
        assert work.communes.all() == []


def test_what_follows_the_register_is_stored_and_nothing_else(any_store: Engine) -> None:
    first, second = add(a_commune(), a_commune(ags="09999002"))
    now = replace(first, ags="09999009", name="Neu", former_ags="09999001", trust_domain="x", benchmark_consent=False)
    merged = replace(second, register_standing=RegisterStanding.MERGED, successor_id=first.id)
    with writing() as work:
        work.communes.follow_register([now, merged])
        work.communes.follow_register([])
        work.audit.record(AuditEvent.COMMUNE_CHANGED)
    with reading() as work:
        kept = replace(now, trust_domain=None, benchmark_consent=True)
        assert work.communes.all() == [merged, kept]


def test_a_key_that_is_in_use_is_not_given_to_another(any_store: Engine) -> None:
    first, second = add(a_commune(), a_commune(ags="09999002"))
    with pytest.raises(Refused, match=r"ags_in_use .ags=09999002."), writing() as work:
        work.communes.follow_register([replace(first, ags=second.ags)])
