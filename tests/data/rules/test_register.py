"""What a new edition of the register changes, and what it means for those who take part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factories import a_commune
from hypothesis import given
from hypothesis import strategies as st
from register_files import an_entry

from data.model.people import LAND_BY_KEY, CommuneKind, RegisterStanding
from data.model.register import CommuneNews, RegisterEntry
from data.rules.register import (
    compared,
    following,
    in_force,
    likely_successor,
    looks_incomplete,
    news_of,
    with_facts_of,
)

TOWN = an_entry("09999001", name="Beispielstadt", population=20_000, urbanisation="mittlere Besiedlungsdichte")


def known(*entries: RegisterEntry) -> dict[str, RegisterEntry]:
    return {entry.ags: entry for entry in entries}


entries = st.builds(
    an_entry,
    st.sampled_from([f"{land}99900{n}" for land in ("01", "14") for n in range(4)]),
    name=st.sampled_from(["Ort", "Dorf"]),
    population=st.integers(0, 3),
    urbanisation=st.sampled_from(["", "gering besiedelt", "dicht besiedelt"]),
)
registers = st.lists(entries, unique_by=lambda entry: entry.ags)


# The register.


def test_new_changed_renamed_and_gone_entries_are_told_apart() -> None:
    before = known(*(an_entry(f"1499900{n}") for n in range(5)))
    found = [
        an_entry("14999000"),
        an_entry("14999001", population=9),
        an_entry("14999002", name="Neuer Name", population=9),
        an_entry("14999003", kind_name="Stadt"),
        an_entry("14999009"),
    ]
    changes = compared(before, found, partial=False)
    assert [e.ags for e in changes.new] == ["14999009"]
    assert [e.ags for e in changes.changed] == ["14999001", "14999003"]
    assert [e.ags for e in changes.renamed] == ["14999002"]
    assert (changes.gone, changes.unchanged) == (("14999004",), 1)


def test_what_a_partial_file_does_not_name_stays() -> None:
    before = known(an_entry("14999001"), an_entry("14999002"))
    changes = compared(before, [an_entry("14999001", population=9)], partial=True)
    assert changes.gone == ()
    assert set(in_force(before, changes)) == {"14999001", "14999002"}


def test_a_file_without_degrees_of_urbanisation_keeps_what_is_known() -> None:
    before = known(an_entry("14999001", urbanisation="dicht besiedelt"))
    assert compared(before, [an_entry("14999001", urbanisation="")], partial=False).unchanged == 1
    (changed,) = compared(before, [an_entry("14999001", urbanisation="", population=9)], partial=False).changed
    assert changed.urbanisation == "dicht besiedelt"


@given(registers, registers)
def test_a_whole_file_makes_the_register_what_it_says(before: list[RegisterEntry], found: list[RegisterEntry]) -> None:
    now = in_force(known(*before), compared(known(*before), found, partial=False))
    assert set(now) == {entry.ags for entry in found}
    for entry in found:
        kept = entry.urbanisation or next((e.urbanisation for e in before if e.ags == entry.ags), "")
        assert now[entry.ags] == replace(entry, urbanisation=kept)


@given(registers, registers, st.booleans())
def test_the_same_file_twice_changes_nothing(
    before: list[RegisterEntry], found: list[RegisterEntry], partial: bool
) -> None:
    now = in_force(known(*before), compared(known(*before), found, partial=partial))
    again = compared(now, found, partial=partial)
    assert not again
    assert again.unchanged == len(found)


@given(registers.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))), registers)
def test_the_order_of_the_entries_changes_nothing(
    orders: tuple[list[RegisterEntry], list[RegisterEntry]], before: list[RegisterEntry]
) -> None:
    one, other = (compared(known(*before), found, partial=False) for found in orders)
    assert one == other


@pytest.mark.parametrize(("gone", "incomplete"), [(0, False), (2, False), (3, True), (20, True)])
def test_more_than_a_tenth_missing_means_a_part_of_the_register(gone: int, incomplete: bool) -> None:
    keys = [f"14999{n:03}" for n in range(20)]  # a tenth of 20 is 2
    assert looks_incomplete(keys, keys[:gone]) is incomplete


def test_a_whole_land_missing_means_a_part_of_the_register() -> None:
    keys = [*(f"14999{n:03}" for n in range(100)), "04011000", "04012000"]
    assert not looks_incomplete(keys, ["04011000"])
    assert looks_incomplete(keys, ["04011000", "04012000"])


def test_of_nothing_known_nothing_is_missing() -> None:
    assert not looks_incomplete([], [])


# Communes that take part.


def followed(commune: Any, *register: RegisterEntry, checked: tuple[str, ...] = ("09", "14")) -> Any:
    return following(commune, known(*register), checked)


def test_a_commune_gets_name_kind_land_inhabitants_and_urbanisation_from_the_register() -> None:
    town = a_commune(id=7, name="Alt", land="Hessen", population=1, urbanisation="", trust_domain="verbund")
    entry = an_entry("09999001", name="Neu", kind=CommuneKind.INDEPENDENT_CITY, urbanisation="dicht besiedelt")
    now = followed(town, entry)
    assert (now.name, now.land, now.population, now.urbanisation) == ("Neu", "Bayern", 12_000, "dicht besiedelt")
    assert (now.kind, now.register_standing) == (CommuneKind.INDEPENDENT_CITY, RegisterStanding.LISTED)
    # Everything else is the commune's own.
    assert (now.id, now.trust_domain, now.benchmark_consent) == (7, "verbund", True)


def test_how_densely_it_is_populated_stays_where_the_register_is_silent() -> None:
    assert followed(a_commune(), replace(TOWN, urbanisation="")).urbanisation == "mittlere Besiedlungsdichte"


def test_a_commune_whose_key_is_not_there_is_missing_and_keeps_its_facts() -> None:
    now = followed(a_commune(), an_entry("14999001"))
    assert now == a_commune(register_standing=RegisterStanding.MISSING)


def test_in_a_land_that_was_not_checked_nothing_is_missing() -> None:
    assert followed(a_commune(), an_entry("14999001"), checked=("14",)) == a_commune()


def test_a_demo_commune_stays_as_it_is() -> None:
    demo = a_commune(is_demo=True)
    assert followed(demo, TOWN) == followed(demo) == demo


def test_who_became_part_of_another_stays_so_until_the_key_is_found_again() -> None:
    merged = a_commune(register_standing=RegisterStanding.MERGED, successor_id=9)
    assert followed(merged) == merged
    found = followed(merged, TOWN)
    assert (found.register_standing, found.successor_id) == (RegisterStanding.LISTED, None)


def test_a_commune_under_a_new_key_has_its_facts() -> None:
    now = with_facts_of(a_commune(register_standing=RegisterStanding.MISSING), an_entry("14999005", urbanisation=""))
    assert (now.ags, now.land, now.district_ags) == ("14999005", "Sachsen", "14999")
    assert now.urbanisation == "mittlere Besiedlungsdichte"


@pytest.mark.parametrize(
    ("before", "now", "news", "facts"),
    [
        ({}, {"name": "Neu"}, CommuneNews.FACTS, ("name",)),
        ({}, {"population": 5, "urbanisation": ""}, CommuneNews.FACTS, ("population", "urbanisation")),
        ({}, {"register_standing": RegisterStanding.LISTED}, CommuneNews.FOUND, ()),
        ({}, {"register_standing": RegisterStanding.LISTED, "name": "Neu"}, CommuneNews.FACTS, ("name",)),
        ({}, {"register_standing": RegisterStanding.MISSING}, CommuneNews.MISSING, ()),
        (
            {"register_standing": RegisterStanding.MISSING},
            {"register_standing": RegisterStanding.LISTED, "name": "Neu"},
            CommuneNews.FOUND,
            ("name",),
        ),
    ],
)
def test_the_news_of_a_commune_name_what_changed(
    before: dict[str, Any], now: dict[str, Any], news: CommuneNews, facts: tuple[str, ...]
) -> None:
    told = news_of(a_commune(**before), a_commune(**{**before, **now}))
    assert told is not None
    assert (told.news, told.facts) == (news, facts)


def test_where_nothing_changed_there_is_no_news() -> None:
    assert news_of(a_commune(), a_commune()) is None


def test_the_one_entry_with_the_same_name_in_the_same_land_is_the_likely_successor() -> None:
    gone = a_commune(ags="14999001", name="Größlingen", land="Sachsen")
    same = an_entry("14888001", name="Größlingen")
    others = [
        an_entry("14888002", name="Andersheim"),
        an_entry("09888001", name="Größlingen"),  # another Land
        an_entry("14888", name="Größlingen"),  # a district
        an_entry("14999001", name="Größlingen"),  # the old key itself
    ]
    assert likely_successor(gone, [*others, same]) == same
    assert likely_successor(gone, others) is None
    assert likely_successor(gone, [same, an_entry("14777001", name="Größlingen")]) is None


def test_every_key_begins_with_one_of_16_laender() -> None:
    assert list(LAND_BY_KEY) == [f"{number:02}" for number in range(1, 17)]
