"""Cells are formed from public attributes, hold enough communes that nobody speaks for, and are as pure as can be."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from factories import a_commune
from plain_comparison import plain_cells
from synthetic_communes import communes

from data.model.people import Commune, CommuneKind
from data.rules.benchmark_cells import Crowd, attributes_of, form_cells, n_eff
from data.rules.benchmark_parameters import Parameters

USED = Parameters()


def alike(number: int, first: int = 0, **attributes: object) -> list[Commune]:
    """Communes that differ in nothing but their official key; each lies in a district of its own."""
    return [a_commune(**{"ags": f"09{index:03}001", **attributes}) for index in range(first, first + number)]


def cells_of(pool: list[Commune], used: Parameters = USED) -> list[list[Commune]]:
    crowd = Crowd.of(pool)
    return [[crowd.communes[row] for row in cell] for cell in form_cells(crowd, np.arange(len(pool)), used)]


def attributes_of_cell(members: list[Commune]) -> dict[str, tuple[str, ...]]:
    return Crowd.of(members).attributes(np.arange(len(members)))


def sizes(pool: list[Commune]) -> list[int]:
    return [len(cell) for cell in cells_of(pool)]


def keys(cells: Iterable[Iterable[Commune]]) -> list[list[str]]:
    return [[commune.ags for commune in cell] for cell in cells]


# Attributes.


@pytest.mark.parametrize(
    ("population", "band", "size_class"),
    [
        (0, "under_5k", "under_2k"),
        (4_999, "under_5k", "2k_5k"),
        (5_000, "5k_20k", "5k_10k"),
        (19_999, "5k_20k", "10k_20k"),
        (20_000, "20k_100k", "20k_50k"),
        (99_999, "20k_100k", "50k_100k"),
        (100_000, "from_100k", "100k_200k"),
        (3_600_000, "from_100k", "from_500k"),
    ],
)
def test_population_has_a_band_and_a_finer_class_inside_it(population: int, band: str, size_class: str) -> None:
    found = attributes_of(a_commune(population=population))
    assert (found["band"], found["size_class"]) == (band, size_class)


@pytest.mark.parametrize(
    ("ags", "side"), [("01001000", "west"), ("10041", "west"), ("11000000", "east"), ("16077", "east")]
)
def test_the_land_tells_east_from_west_and_berlin_is_east(ags: str, side: str) -> None:
    assert attributes_of(a_commune(ags=ags))["east_west"] == side


def test_towns_and_dense_places_are_urban_thin_ones_rural_and_districts_have_no_class() -> None:
    told = ("dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt", "")
    regions = [attributes_of(a_commune(urbanisation=text))["region"] for text in told]
    assert regions == ["urban", "urban", "rural", "not_classified"]


def test_a_cell_names_every_value_of_its_members_in_order() -> None:
    members = [
        a_commune(population=population, land=land) for population, land in ((30_000, "Hessen"), (4_000, "Bayern"))
    ]
    found = attributes_of_cell(members)
    assert found["band"] == ("under_5k", "20k_100k")
    assert found["land"] == ("Bayern", "Hessen")


@pytest.mark.parametrize("seed", range(5))
def test_in_a_crowd_every_commune_keeps_the_attributes_of_its_own(seed: int) -> None:
    crowd = Crowd.of(communes(300, seed))
    assert [crowd.profiles[number] for number in crowd.profile] == [attributes_of(each) for each in crowd.communes]
    assert len({tuple(each.items()) for each in crowd.profiles}) == len(crowd.profiles) < 300


def test_part_of_a_crowd_is_split_without_the_others() -> None:
    crowd = Crowd.of([*alike(7), *alike(7, 10, kind=CommuneKind.DISTRICT), *alike(30, 20)])
    assert [cell.tolist() for cell in form_cells(crowd, np.arange(14), USED)] == [[*range(7, 14)], [*range(7)]]


# Who counts towards k.


def test_at_most_two_communes_of_one_district_count() -> None:
    # Five in one district and one in another: 2 + 1.
    of_one = [a_commune(ags=f"09001{number:03}") for number in range(5)]
    assert n_eff([*of_one, a_commune(ags="09002001")], per_domain=2) == 3


def test_a_named_trust_domain_counts_instead_of_the_district() -> None:
    assert n_eff(alike(5, trust_domain="consultant"), per_domain=2) == 2


@pytest.mark.parametrize(
    "other", ["zweckverband süd", "ZWECKVERBAND SÜD", unicodedata.normalize("NFD", "Zweckverband Süd")]
)
def test_one_provider_written_in_two_ways_counts_once(other: str) -> None:
    # Two of each spelling are four of one provider; two of them count. Two providers count two each.
    spelled = [*alike(2, trust_domain="Zweckverband Süd"), *alike(2, first=2, trust_domain=other)]
    assert n_eff(spelled, per_domain=2) == 2
    assert n_eff([*spelled, *alike(2, first=4, trust_domain="Zweckverband Nord")], per_domain=2) == 4


def test_a_pool_of_one_provider_in_many_spellings_makes_no_cell() -> None:
    # Four spellings with two each would be eight, enough for a cell.
    spellings = ("Verbund Nord", "verbund nord", "VERBUND NORD", "Verbund nord")
    assert sizes([each for n, name in enumerate(spellings) for each in alike(2, 2 * n, trust_domain=name)]) == []


def test_a_commune_with_public_results_does_not_count() -> None:
    assert n_eff([*alike(3), *alike(2, first=3, public_results=True)], per_domain=2) == 3


# Forming cells.


def test_seven_communes_make_one_cell_and_six_none() -> None:
    assert sizes(alike(7)) == [7]
    assert sizes(alike(6)) == []


def test_a_pool_that_only_a_few_speak_for_makes_no_cell() -> None:
    # Twelve communes in three districts count as 3 * 2 = 6.
    assert sizes([a_commune(ags=f"0900{district}{number:03}") for district in range(3) for number in range(4)]) == []


def test_a_commune_with_public_results_joins_a_cell_but_does_not_make_it_large_enough() -> None:
    assert sizes([*alike(6), *alike(1, first=6, public_results=True)]) == []
    assert sizes([*alike(7), *alike(1, first=7, public_results=True)]) == [8]


def test_from_two_hundred_communes_a_cell_has_ten() -> None:
    half = alike(190), alike(9, first=190, kind=CommuneKind.DISTRICT)
    assert sizes([*half[0], *half[1]]) == [9, 190]
    assert sizes([*half[0], *half[1], *alike(1, first=199)]) == [200]


def test_the_type_is_made_pure_before_the_size() -> None:
    # Two types with 14 each and two bands with 14 each: the type weighs 10, the band 3.
    pool = [
        *alike(7, 0, population=1_000),
        *alike(7, 7, population=50_000),
        *alike(7, 14, population=1_000, kind=CommuneKind.INDEPENDENT_CITY),
        *alike(7, 21, population=50_000, kind=CommuneKind.INDEPENDENT_CITY),
    ]
    cells = cells_of(pool)
    assert [attributes_of_cell(cell)["type"] for cell in cells] == [("independent_city",)] * 2 + [("municipality",)] * 2
    assert [attributes_of_cell(cell)["band"] for cell in cells] == [("under_5k",), ("20k_100k",)] * 2


def test_of_equal_gains_east_and_west_come_before_the_band() -> None:
    # Both cut 14 + 14 with weight 3; 7 of every combination, so only the first cut can be seen in pools of 13.
    west_small, east_large = (
        alike(7, population=1_000),
        [a_commune(ags=f"14{index:03}001", population=50_000, land="Sachsen") for index in range(7)],
    )
    odd = [a_commune(ags="14900001", population=1_000, land="Sachsen"), a_commune(ags="09900001", population=50_000)]
    sides = [attributes_of_cell(cell)["east_west"] for cell in cells_of([*west_small, *east_large, *odd])]
    assert sides == [("east",), ("west",)]


def test_sizes_are_cut_into_neighbouring_segments_with_the_smallest_sum_of_squares() -> None:
    # Bands with 8, 3, 4 and 9 communes. Allowed cuts: 8|16, 11|13, 15|9, 8|7|9. Sums of squares: 320, 290, 306, 194.
    counts = ((1_000, 8), (6_000, 3), (30_000, 4), (200_000, 9))
    pool = [
        commune
        for place, (population, number) in enumerate(counts)
        for commune in alike(number, 10 * place, population=population)
    ]
    assert sizes(pool) == [8, 7, 9]


def test_rare_types_are_merged_with_the_smallest_type_that_could_stand_alone() -> None:
    # 8 cities, 12 municipalities, 3 districts: 3 < 7, so the 8 cities join them.
    pool = [
        *alike(8, 0, kind=CommuneKind.INDEPENDENT_CITY),
        *alike(12, 10),
        *alike(3, 30, kind=CommuneKind.DISTRICT),
    ]
    types = {attributes_of_cell(cell)["type"]: len(cell) for cell in cells_of(pool)}
    assert types == {("municipality",): 12, ("district", "independent_city"): 11}


def test_rare_types_that_are_enough_together_leave_the_others_alone() -> None:
    pool = [*alike(4, 0, kind=CommuneKind.INDEPENDENT_CITY), *alike(4, 10, kind=CommuneKind.DISTRICT), *alike(8, 20)]
    types = {attributes_of_cell(cell)["type"]: len(cell) for cell in cells_of(pool)}
    assert types == {("municipality",): 8, ("district", "independent_city"): 8}


POOLS = [(35, seed) for seed in range(12)] + [(120, 1), (199, 2), (300, 3), (1_000, 4)]


@pytest.mark.parametrize(("number", "seed"), POOLS)
def test_every_commune_is_in_exactly_one_cell_and_every_cell_counts_k(number: int, seed: int) -> None:
    pool = communes(number, seed)
    cells = cells_of(pool)
    assert sorted(ags for cell in keys(cells) for ags in cell) == sorted(commune.ags for commune in pool)
    assert min(n_eff(cell, USED.per_domain) for cell in cells) >= USED.k_for(number)


@pytest.mark.parametrize(("number", "seed"), POOLS)
def test_the_order_of_the_pool_does_not_matter(number: int, seed: int) -> None:
    pool = communes(number, seed)
    shuffled = Random(seed).sample(pool, number)
    assert keys(cells_of(shuffled)) == keys(cells_of(pool))


@pytest.mark.parametrize("seed", range(5))
def test_a_cell_cannot_be_split_any_further(seed: int) -> None:
    for cell in cells_of(communes(120, seed)):
        assert keys(cells_of(cell)) == keys([cell])


@pytest.mark.parametrize("seed", range(5))
def test_many_communes_of_one_provider_never_fill_a_cell_alone(seed: int) -> None:
    # Half of the pool is looked after by one consultant: in every cell at least 5 others count.
    pool = [*communes(60, seed, trust_domain="consultant"), *communes(60, seed + 100, name="Andere")]
    unique = list({commune.ags: commune for commune in pool}.values())
    for cell in cells_of(unique):
        assert len([commune for commune in cell if commune.trust_domain != "consultant"]) >= 5


# The rule of docs/anonymity.md once more, written down as it is told.


@pytest.mark.parametrize("seed", range(40))
def test_a_second_plain_implementation_forms_the_same_cells(seed: int) -> None:
    draw = Random(seed)
    pool = [
        replace(
            commune,
            public_results=draw.random() < 0.1,
            trust_domain="consultant" if draw.random() < draw.choice((0, 0.4)) else None,
            # A few towns share a district, so that not every one of them counts.
            ags=f"{commune.ags[:2]}00{draw.randint(0, 9)}{number:03}" if seed % 2 else commune.ags,
        )
        for number, commune in enumerate(communes(draw.choice((6, 20, 35, 60, 120, 230)), seed))
    ]
    used = Parameters(per_domain=draw.choice((1, 2, 2, 3)))
    assert keys(cells_of(draw.sample(pool, len(pool)), used)) == keys(plain_cells(pool, used.per_domain))
