"""Communes that take part: added once, under their official key, by the platform team or the operator."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import count
from factories import a_commune, a_person, audit_trail, stored_commune, stored_person
from register_files import a_table, an_entry
from sqlalchemy import Engine

from data.content.demo import demo_communes
from data.errors import ChangedMeanwhile, NotAllowed, NotFound, Refused
from data.model.people import LAENDER, Commune, CommuneKind, Person, RegisterStanding, Role
from data.model.register import URBANISATIONS, RegisterEntry
from data.services import communes, register
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
    assert add(ags="09999", kind=CommuneKind.DISTRICT, urbanisation="").district_ags == "09999"


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


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": ""}, "commune_name_length"),
        ({"name": " \n "}, "commune_name_length"),
        ({"name": "x" * 201}, "commune_name_length"),
        ({"name": "Bei\x00spiel"}, "commune_name_length"),  # PostgreSQL cannot store it
        ({"land": ""}, "land_unknown"),
        ({"land": "bayern"}, "land_unknown"),
        ({"land": "Tirol"}, "land_unknown"),
        ({"land": "B" * 41}, "land_unknown"),
        ({"population": -1}, "population_impossible"),
        ({"population": 100_000_001}, "population_impossible"),
        ({"population": 2**63}, "population_impossible"),
        ({"urbanisation": "städtisch"}, "urbanisation_unknown"),
        ({"urbanisation": "gering besiedelt" * 3}, "urbanisation_unknown"),
        ({"ags": "09999", "kind": CommuneKind.DISTRICT}, "urbanisation_unknown"),  # districts have none
        ({"trust_domain": "x" * 41}, "trust_domain_length"),
        ({"trust_domain": "a\x00b"}, "trust_domain_length"),
    ],
)
def test_what_cannot_be_a_commune_is_refused_on_both_databases(
    changes: dict[str, Any], code: str, any_store: Engine
) -> None:
    with pytest.raises(Refused) as refused:
        add(**changes)
    assert refused.value.code == code
    assert count(any_store, "commune") == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "x" * 200, "population": 0, "urbanisation": ""},
        {"name": "Ü", "population": 100_000_000, "urbanisation": "gering besiedelt"},
        {"trust_domain": "ö" * 40, "urbanisation": "mittlere Besiedlungsdichte"},
    ],
)
def test_the_longest_and_the_largest_fit_on_both_databases(changes: dict[str, Any], any_store: Engine) -> None:
    added = add(**changes)
    with reading() as work:
        assert work.communes.by_ags("09999001") == added
    assert {name: getattr(added, name) for name in changes} == changes


def test_the_16_laender_are_possible(store: Engine) -> None:
    assert len({add(ags=f"{number:02}999001", land=land).land for number, land in enumerate(LAENDER)}) == 16


def test_every_demo_commune_could_be_added() -> None:
    assert {commune.land for commune in demo_communes()} <= set(LAENDER)
    assert {commune.urbanisation for commune in demo_communes()} <= {"", *URBANISATIONS}


@pytest.mark.parametrize(("given", "kept"), [("Verbund 7", "Verbund 7"), ("  ", None), (None, None)])
def test_who_publishes_results_and_who_looks_after_several_is_kept_for_the_comparison(
    given: str | None, kept: str | None, any_store: Engine
) -> None:
    added = add(public_results=True, trust_domain=given)
    assert (added.public_results, added.trust_domain) == (True, kept)
    assert not add(ags="09999002").public_results


# From the register, and for the platform team.

PLATFORM = a_person(Role.PLATFORM)


def know(*entries: RegisterEntry) -> None:
    register.import_register(None, a_table(entries), "register.csv")


def test_a_commune_is_added_as_the_register_has_it_and_decides_on_the_comparison_itself(any_store: Engine) -> None:
    know(an_entry("14999001", name="Größlingen, Stadt", urbanisation="dicht besiedelt"))
    platform = stored_person(Role.PLATFORM)
    added = communes.add_from_register(platform, "14999001")
    assert (added.name, added.land, added.urbanisation) == ("Größlingen, Stadt", "Sachsen", "dicht besiedelt")
    assert (added.register_standing, added.benchmark_consent) == (RegisterStanding.LISTED, False)
    assert audit_trail()[-1] == ("commune.added", platform.account_id, added.id, f"commune:{added.id}", "")


def test_only_what_the_register_knows_is_added_and_once(store: Engine) -> None:
    know(an_entry("14999001"))
    platform = stored_person(Role.PLATFORM)
    with pytest.raises(NotFound, match="register_entry_not_found"):
        communes.add_from_register(platform, "14999002")
    communes.add_from_register(platform, "14999001")
    with pytest.raises(Refused, match="ags_in_use"):
        communes.add_from_register(platform, "14999001")
    assert count(store, "commune") == 1


def test_the_list_of_communes_is_found_by_words_and_read_page_by_page(any_store: Engine) -> None:
    for number in range(12):
        stored_commune(ags=f"14999{number:03}", name=f"Größlingen {number:02}", land="Sachsen", benchmark_consent=False)
    other = stored_commune(ags="09999001", name="Andersheim")
    stored_person(Role.OFFICER, other)
    stored_person(Role.MAYOR, other)
    listed = communes.overview(PLATFORM, limit=5)
    assert (listed.total, listed.found, listed.consenting, listed.missing) == (13, 13, 1, 0)
    assert [(each.commune.name, each.accounts) for each in listed.shown][:2] == [
        ("Andersheim", 2),
        ("Größlingen 00", 0),
    ]
    found = communes.overview(PLATFORM, "GROSSLINGEN sachsen", offset=10, limit=5)
    assert (found.total, found.found) == (13, 12)
    assert [each.commune.name for each in found.shown] == ["Größlingen 10", "Größlingen 11"]
    assert [each.commune.name for each in communes.overview(PLATFORM, "groesslingen 14999003").shown] == [
        "Größlingen 03"
    ]
    assert communes.overview(PLATFORM, "99003").found == 0


def test_the_list_tells_once_and_in_order_who_looks_after_several_whatever_was_searched_for(any_store: Engine) -> None:
    for number, name in enumerate(("Verbund 7", None, "ämterverbund", "Verbund 7")):
        stored_commune(ags=f"1499900{number}", trust_domain=name)
    assert communes.overview(PLATFORM, "nirgends").trust_domains == ("ämterverbund", "Verbund 7")


def test_the_list_can_show_only_those_that_are_gone_with_what_they_became_part_of(any_store: Engine) -> None:
    successor = stored_commune(ags="14999001", name="Größlingen")
    missing = RegisterStanding.MISSING
    stored_commune(ags="14999002", name="Kleindorf", register_standing=missing)
    merged = RegisterStanding.MERGED
    stored_commune(ags="14999003", name="Altdorf", register_standing=merged, successor_id=successor.id)
    listed = communes.overview(PLATFORM, standings=(missing, merged))
    assert (listed.total, listed.found, listed.missing) == (3, 2, 1)
    assert [(each.commune.name, each.successor) for each in listed.shown] == [
        ("Altdorf", "Größlingen"),
        ("Kleindorf", ""),
    ]


@pytest.mark.parametrize(
    ("written", "kept"),
    # The last as some keyboards write it: u and the two dots as letters of their own.
    [("  Verbund   7 ", "Verbund 7"), (" ", None), ("Verbund Su\u0308d", "Verbund Süd")],
)
def test_who_looks_after_several_can_be_said_later(written: str, kept: str | None, any_store: Engine) -> None:
    town = stored_commune(trust_domain="alt")
    platform = stored_person(Role.PLATFORM)
    communes.set_trust_domain(platform, town, written)
    with reading() as work:
        assert work.communes.by_id(town.id) == replace(town, trust_domain=kept)
    subject = f"commune:{town.id}"
    assert audit_trail()[-1] == ("commune.changed", platform.account_id, town.id, subject, "facts=trust_domain")


def test_what_somebody_else_said_meanwhile_is_not_overwritten(any_store: Engine) -> None:
    town = stored_commune()
    platform = stored_person(Role.PLATFORM)
    communes.set_trust_domain(platform, town, "zuerst")
    with pytest.raises(ChangedMeanwhile, match="commune_changed_meanwhile"):
        communes.set_trust_domain(platform, town, "danach")
    with reading() as work:
        assert work.communes.by_id(town.id) == replace(town, trust_domain="zuerst")


@pytest.mark.parametrize("written", ["x" * 41, "a\x00b"])
def test_who_looks_after_several_has_a_short_name(written: str, store: Engine) -> None:
    with pytest.raises(Refused, match="trust_domain_length"):
        communes.set_trust_domain(PLATFORM, stored_commune(), written)


def test_of_a_commune_that_does_not_take_part_nothing_can_be_said(store: Engine) -> None:
    with pytest.raises(NotFound, match="commune_not_found"):
        communes.set_trust_domain(PLATFORM, a_commune(), "Verbund")
