"""Which cells answer a filter, when one is offered, and what is shown instead: docs/anonymity.md, section 5."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.benchmark import GroupBasis, PeerFilter, PeerOption, Profile
from data.rules.benchmark_cells import BANDS, SIZE_CLASSES
from data.rules.benchmark_filters import EVERYBODY, VALUES, Groups, Tally, cleaned
from data.rules.benchmark_parameters import Parameters

COVERAGE = Parameters().coverage
DIMENSION_OF = {value: dimension for dimension, values in VALUES.items() for value in values}

Row = tuple[str | None, int, str]
"""So many communes with these attributes in words, in this cell or in none: those wait for one."""


def a_filter(words: str) -> PeerFilter:
    """The filter that allows these values, such as "district Bayern Hessen"."""
    chosen: dict[str, frozenset[str]] = {}
    for value in words.split():
        chosen[DIMENSION_OF[value]] = chosen.get(DIMENSION_OF[value], frozenset()) | {value}
    return chosen


def groups(*rows: Row) -> Groups:
    """The groups of a release over these communes."""
    attributes: dict[str, dict[str, set[str]]] = {}
    sizes: dict[str, int] = {}
    for cell, number, words in rows:
        if cell is not None:
            sizes[cell] = sizes.get(cell, 0) + number
            for value in words.split():
                attributes.setdefault(cell, {}).setdefault(DIMENSION_OF[value], set()).add(value)
    profiles = [
        Profile({DIMENSION_OF[value]: value for value in words.split()}, number if cell else 0, number)
        for cell, number, words in rows
    ]
    return Groups([(attributes[cell], size) for cell, size in sizes.items()], profiles, COVERAGE)


# Words of a filter.


def test_a_dimension_in_which_nothing_or_everything_is_chosen_allows_all() -> None:
    for values in VALUES["type"], ():
        assert cleaned({"type": values}) == EVERYBODY


def test_values_and_dimensions_that_nobody_knows_are_ignored() -> None:
    assert cleaned({"type": ["district", "village"], "mayor": ["x"], "land": ["Tirol"]}) == a_filter("district")


def test_several_values_of_several_dimensions_stay_chosen() -> None:
    wished = {"type": ["district"], "land": ("Bayern", "Hessen", "Bayern"), "band": []}
    assert cleaned(wished) == {"type": frozenset({"district"}), "land": frozenset({"Bayern", "Hessen"})}


def test_no_two_dimensions_share_a_value_and_all_sixteen_laender_are_there() -> None:
    assert len(DIMENSION_OF) == sum(map(len, VALUES.values()))
    assert len(VALUES["land"]) == 16


# Which cells a filter counts.

CITIES = ("cities", 8, "independent_city from_100k west")
TOWNS = ("towns", 9, "municipality 5k_20k west")
MIXED = (("mixed", 4, "municipality 20k_100k east"), ("mixed", 3, "district 20k_100k west"))
THREE_CELLS = groups(CITIES, TOWNS, *MIXED)


def cells_of(words: str, of: Groups = THREE_CELLS) -> list[bool]:
    return of.cells(a_filter(words)).tolist()


def test_without_a_filter_every_cell_is_in_the_group() -> None:
    assert cells_of("") == [True, True, True]
    assert THREE_CELLS.counted(EVERYBODY) == 8 + 9 + 7


def test_a_cell_is_in_a_group_only_if_all_its_communes_match() -> None:
    assert cells_of("municipality") == [False, True, False]
    assert cells_of("municipality district") == [False, True, True]
    assert cells_of("district") == [False, False, False]


def test_every_dimension_that_is_chosen_has_to_match() -> None:
    assert cells_of("municipality district 20k_100k") == [False, False, True]
    assert cells_of("municipality district 20k_100k west") == [False, False, False]
    assert cells_of("west") == [True, True, False]


def test_a_group_counts_all_communes_of_its_cells() -> None:
    assert THREE_CELLS.counted(a_filter("municipality district")) == 9 + 7
    assert THREE_CELLS.counted(a_filter("district")) == 0


def test_who_takes_part_is_everybody_who_matches_waiting_or_counted() -> None:
    waits = groups(CITIES, TOWNS, *MIXED, (None, 5, "district from_100k west"))
    assert waits.participating(EVERYBODY) == 24 + 5
    assert waits.participating(a_filter("district")) == 3 + 5
    assert waits.participating(a_filter("west from_100k")) == 8 + 5


def test_never_fewer_take_part_than_are_counted_although_some_have_left() -> None:
    # Two of eight have left: the cell still counts them, the profiles do not.
    left = Groups([({"type": ("district",)}, 8)], [Profile({"type": "district"}, 6, 6)], COVERAGE)
    assert (left.counted(EVERYBODY), left.participating(EVERYBODY)) == (8, 8)


# Whether a group is offered.


def districts(pure: int, others: int) -> Groups:
    """So many districts in a cell of districts only, and others in a cell with municipalities."""
    return groups(("pure", pure, "district"), ("mixed", others, "district"), ("mixed", 7, "municipality"))


def test_a_group_is_offered_if_its_cells_hold_two_thirds_of_the_counted_that_match() -> None:
    assert districts(10, 5).is_offered(a_filter("district"))  # 10 / 15 = 2/3


def test_nine_of_fourteen_are_too_few_to_stand_for_them() -> None:
    assert not districts(9, 5).is_offered(a_filter("district"))  # 9 / 14 = 0.643


def test_two_thirds_are_enough_exactly_whatever_the_number() -> None:
    for third in range(1, 1_000):
        assert districts(2 * third, third).is_offered(a_filter("district"))
        assert not districts(2 * third, third + 1).is_offered(a_filter("district"))


def test_who_waits_for_a_cell_does_not_make_a_group_less_representative() -> None:
    assert groups(("pure", 10, "district"), (None, 90, "district")).is_offered(a_filter("district"))


def test_a_filter_that_no_cell_matches_is_not_offered() -> None:
    assert not THREE_CELLS.is_offered(a_filter("Bayern district"))
    assert not groups((None, 9, "district")).is_offered(EVERYBODY)


def test_all_are_always_offered_once_there_is_a_cell() -> None:
    assert districts(1, 14).is_offered(EVERYBODY)


def test_a_release_that_does_not_know_who_matches_offers_all_only() -> None:
    older = Groups([({"type": ("district",)}, 8), ({"type": ("municipality",)}, 9)], [], COVERAGE)
    assert older.is_offered(EVERYBODY)
    assert not older.is_offered(a_filter("district"))
    assert not [option.value for options in older.options(EVERYBODY).values() for option in options if option.available]


# What is shown instead, step by step.

WISHED = "municipality 5k_10k rural east Sachsen"


class NothingOffered(Groups):
    """Notes what is tried."""

    def __init__(self) -> None:
        super().__init__([], [], COVERAGE)
        self.tried: list[PeerFilter] = []

    def is_offered(self, chosen: PeerFilter) -> bool:
        self.tried.append(chosen)
        return False


def tried_for(words: str) -> list[PeerFilter]:
    nothing = NothingOffered()
    assert nothing.shown_for(a_filter(words)) == (a_filter(words), GroupBasis.OWN_CELL)
    return nothing.tried


def test_merging_upward_widens_size_first_then_drops_land_region_east_or_west_and_size() -> None:
    assert tried_for(WISHED) == [
        a_filter(each)
        for each in (
            "municipality 5k_10k rural east Sachsen",
            "municipality 5k_20k rural east Sachsen",
            "municipality under_5k 5k_20k rural east Sachsen",
            "municipality 5k_20k 20k_100k rural east Sachsen",
            "municipality 5k_20k rural east",
            "municipality 5k_20k east",
            "municipality 5k_20k",
            "municipality",
        )
    ]


def test_the_smallest_and_the_largest_band_have_one_neighbour() -> None:
    assert tried_for("under_5k") == [a_filter("under_5k"), a_filter("under_5k 5k_20k")]
    assert tried_for("from_100k") == [a_filter("from_100k"), a_filter("20k_100k from_100k")]


def test_chosen_bands_are_widened_by_each_band_beside_them() -> None:
    assert tried_for("5k_20k 20k_100k") == [
        a_filter(each)
        for each in ("5k_20k 20k_100k", "under_5k 5k_20k 20k_100k", "5k_20k 20k_100k from_100k")
    ]  # fmt: skip


def test_a_band_widened_to_all_sizes_is_no_filter_any_more() -> None:
    # Three bands and the fourth are everybody: that comes after the own cell.
    assert tried_for("under_5k 5k_20k 20k_100k") == [a_filter("under_5k 5k_20k 20k_100k")]


def test_the_type_is_never_widened() -> None:
    assert tried_for("district") == [a_filter("district")]


def test_size_classes_widen_to_the_bands_that_were_chosen_with_them() -> None:
    assert tried_for("5k_10k 20k_50k 5k_20k")[1] == a_filter("5k_20k")
    # Nobody is both; what is wider is the band of the size class.
    assert tried_for("5k_10k from_100k")[1] == a_filter("5k_20k")


@pytest.mark.parametrize(("size_class", "below"), SIZE_CLASSES)
def test_every_size_class_lies_wholly_in_the_band_it_is_widened_to(size_class: str, below: int | None) -> None:
    (band,) = tried_for(size_class)[1]["band"]
    place = [name for name, _limit in BANDS].index(band)
    lower, upper = (BANDS[place - 1][1] if place else 0), BANDS[place][1]
    lowest = ([0] + [limit for _name, limit in SIZE_CLASSES if limit])[
        [name for name, _ in SIZE_CLASSES].index(size_class)
    ]
    assert lower is not None and lower <= lowest
    assert upper is None or (below is not None and below <= upper)


SAXON = "municipality east Sachsen rural"
STEPS = {
    "the wished group itself": (("a", 8, f"{SAXON} 5k_20k 5k_10k"),),
    "the band of the size class": (("a", 4, f"{SAXON} 5k_20k 5k_10k"), ("a", 4, f"{SAXON} 5k_20k 10k_20k")),
    "the smaller band as well": (("a", 4, f"{SAXON} 5k_20k 5k_10k"), ("a", 4, f"{SAXON} under_5k 2k_5k")),
    "the larger band as well": (("a", 4, f"{SAXON} 5k_20k 5k_10k"), ("a", 4, f"{SAXON} 20k_100k 20k_50k")),
    "other Länder as well": (
        ("a", 4, f"{SAXON} 5k_20k 5k_10k"),
        ("a", 4, "municipality east Thüringen rural 5k_20k 5k_10k"),
    ),
    "urban ones as well": (
        ("a", 4, f"{SAXON} 5k_20k 5k_10k"),
        ("a", 4, "municipality east Thüringen urban 5k_20k 5k_10k"),
    ),
    "the West as well": (
        ("a", 4, f"{SAXON} 5k_20k 5k_10k"),
        ("a", 4, "municipality west Bayern urban 5k_20k 5k_10k"),
    ),
    "all sizes of the type": (
        ("a", 4, f"{SAXON} 5k_20k 5k_10k"),
        ("a", 4, "municipality west Bayern urban from_100k from_500k"),
    ),
}
SHOWN = (
    WISHED,
    "municipality 5k_20k rural east Sachsen",
    "municipality under_5k 5k_20k rural east Sachsen",
    "municipality 5k_20k 20k_100k rural east Sachsen",
    "municipality 5k_20k rural east",
    "municipality 5k_20k east",
    "municipality 5k_20k",
    "municipality",
)


@pytest.mark.parametrize(("rows", "shown"), zip(STEPS.values(), SHOWN, strict=True), ids=STEPS)
def test_the_first_wider_group_that_is_protected_is_shown(rows: Sequence[Row], shown: str) -> None:
    of_districts = ("b", 9, "district west Hessen not_classified from_100k 200k_500k")
    basis = GroupBasis.WISHED if shown == WISHED else GroupBasis.WIDENED
    assert groups(*rows, of_districts).shown_for(a_filter(WISHED)) == (a_filter(shown), basis)


def test_where_nothing_wider_is_protected_the_own_cell_is_shown() -> None:
    mixed = groups(("a", 4, f"{SAXON} 5k_20k 5k_10k"), ("a", 4, "district west Bayern not_classified from_100k"))
    assert mixed.shown_for(a_filter(WISHED)) == (a_filter(WISHED), GroupBasis.OWN_CELL)


def test_who_wishes_nothing_special_is_shown_all() -> None:
    assert THREE_CELLS.shown_for(EVERYBODY) == (EVERYBODY, GroupBasis.ALL)


# Options: what may be added to the choice.


def option(of: Groups, words: str, value: str) -> PeerOption:
    (found,) = (each for each in of.options(a_filter(words))[DIMENSION_OF[value]] if each.value == value)
    return found


def test_every_value_of_every_dimension_is_an_option_in_its_order() -> None:
    told = THREE_CELLS.options(EVERYBODY)
    assert {dimension: tuple(each.value for each in options) for dimension, options in told.items()} == VALUES


def test_an_option_tells_how_many_take_part_and_whether_they_are_protected() -> None:
    assert option(THREE_CELLS, "", "independent_city") == PeerOption("independent_city", False, True, 8)
    # 9 of 13 municipalities are in a cell of municipalities: 0.69.
    assert option(THREE_CELLS, "", "municipality") == PeerOption("municipality", False, True, 13)
    # Three districts take part, and no cell is theirs alone; of Länder nothing is known, nobody is in Hessen.
    assert option(THREE_CELLS, "", "district") == PeerOption("district", False, False, 3)
    assert option(groups(TOWNS, ("bavarian", 7, "district Bayern")), "", "Hessen").participating == 9


def test_an_option_is_tested_beside_the_choices_in_other_dimensions() -> None:
    assert option(THREE_CELLS, "west", "municipality") == PeerOption("municipality", False, True, 9)
    # Four municipalities lie in the East, in a cell with districts of the West.
    assert option(THREE_CELLS, "east", "municipality") == PeerOption("municipality", False, False, 4)


def test_an_option_is_added_to_what_is_chosen_in_its_own_dimension() -> None:
    # With municipalities chosen, districts make the mixed cell whole: (9 + 7) of 16.
    assert option(THREE_CELLS, "municipality", "district") == PeerOption("district", False, True, 3)


def test_what_is_chosen_can_always_be_given_up_again() -> None:
    assert option(THREE_CELLS, "district", "district") == PeerOption("district", True, True, 3)


def test_choosing_the_last_missing_value_is_choosing_all() -> None:
    assert option(THREE_CELLS, "municipality district", "independent_city").available


# Numbers of communes behind any filter.


def test_a_tally_adds_the_numbers_of_all_entries_inside_a_filter() -> None:
    told = Tally([{"type": ["district"], "land": ["Bayern"]}, {"type": ["district"], "land": ["Hessen"]}], [3, 5])
    assert told.total(EVERYBODY) == 8
    assert told.total(a_filter("Hessen")) == 5
    assert told.total(a_filter("district Hessen Bayern")) == 8
    assert told.total(a_filter("municipality")) == 0


def test_an_empty_tally_counts_nobody() -> None:
    assert Tally([], []).total(a_filter("district")) == 0


# Any world, any filter.


@dataclass(frozen=True)
class World:
    """Communes with their attributes and their cell, where they have one."""

    communes: tuple[tuple[Mapping[str, str], int | None], ...]

    def groups(self) -> Groups:
        alike: dict[tuple[tuple[str, str], ...], list[int | None]] = {}
        for attributes, cell in self.communes:
            alike.setdefault(tuple(sorted(attributes.items())), []).append(cell)
        return Groups(
            [({d: {a[d] for a in members} for d in VALUES}, len(members)) for members in self.cells().values()],
            [
                Profile(dict(attributes), sum(cell is not None for cell in cells), len(cells))
                for attributes, cells in alike.items()
            ],
            COVERAGE,
        )

    def cells(self) -> dict[int, list[Mapping[str, str]]]:
        found: dict[int, list[Mapping[str, str]]] = {}
        for attributes, cell in self.communes:
            if cell is not None:
                found.setdefault(cell, []).append(attributes)
        return found

    def whole_cells(self, chosen: PeerFilter) -> list[bool]:
        """Commune by commune: the cells that have nobody who does not match."""
        return [all(_matches(member, chosen) for member in members) for members in self.cells().values()]


def _matches(attributes: Mapping[str, str], chosen: Mapping[str, Iterable[str]]) -> bool:
    return all(attributes[dimension] in values for dimension, values in chosen.items())


# Few values each, so that communes are often alike and cells often pure.
FEW = {dimension: values[:3] for dimension, values in VALUES.items()} | {"band": VALUES["band"]}
some_communes = st.lists(
    st.tuples(
        st.fixed_dictionaries({dimension: st.sampled_from(values) for dimension, values in FEW.items()}),
        st.one_of(st.none(), st.integers(0, 5)),
    ),
    max_size=40,
)
worlds = some_communes.map(lambda communes: World(tuple(communes)))
wishes = st.fixed_dictionaries(
    {}, optional={dimension: st.frozensets(st.sampled_from(values)) for dimension, values in VALUES.items()}
)


@given(worlds, wishes)
def test_any_filter_counts_a_union_of_whole_cells(world: World, wish: PeerFilter) -> None:
    found, chosen = world.groups(), cleaned(wish)
    inside = found.cells(chosen).tolist()
    assert inside == world.whole_cells(chosen)
    sizes = [len(members) for members in world.cells().values()]
    assert found.counted(chosen) == sum(size for size, is_in in zip(sizes, inside, strict=True) if is_in)


@given(worlds, wishes)
def test_a_group_is_offered_as_counting_commune_by_commune_says(world: World, wish: PeerFilter) -> None:
    found, chosen = world.groups(), cleaned(wish)
    matching = [cell for attributes, cell in world.communes if _matches(attributes, chosen)]
    counted = found.counted(chosen)
    in_cells = sum(cell is not None for cell in matching)
    assert found.is_offered(chosen) == (counted > 0 and (not chosen or 3 * counted >= 2 * in_cells))
    assert found.participating(chosen) == len(matching)


@given(worlds, wishes)
def test_what_is_shown_is_offered_or_the_own_cell_or_all(world: World, wish: PeerFilter) -> None:
    found, chosen = world.groups(), cleaned(wish)
    shown, basis = found.shown_for(chosen)
    if basis in (GroupBasis.WISHED, GroupBasis.WIDENED):
        assert shown and found.is_offered(shown)
    assert (basis is GroupBasis.ALL) == (not chosen)
    assert (shown == chosen) == (basis is not GroupBasis.WIDENED)


@given(worlds, wishes)
def test_a_widened_group_holds_everybody_who_was_wished(world: World, wish: PeerFilter) -> None:
    found, chosen = world.groups(), cleaned(wish)
    shown, _basis = found.shown_for(chosen)
    assert not [a for a, _cell in world.communes if _really_matches(a, chosen) and not _really_matches(a, shown)]


def _really_matches(attributes: Mapping[str, str], chosen: PeerFilter) -> bool:
    """Size class and band of the made-up communes contradict each other at times; then nobody of them matches."""
    band = next(iter(tried_for(attributes["size_class"])[1]["band"]))
    return attributes["band"] == band and _matches(attributes, chosen)


@given(worlds, wishes, st.sampled_from(sorted(DIMENSION_OF)))
def test_another_value_of_a_chosen_dimension_never_loses_a_cell(world: World, wish: PeerFilter, value: str) -> None:
    found, chosen = world.groups(), cleaned(wish)
    dimension = DIMENSION_OF[value]
    if dimension in chosen:
        wider = cleaned({**chosen, dimension: chosen[dimension] | {value}})
        assert not (found.cells(chosen) & ~found.cells(wider)).any()


@given(worlds, wishes)
def test_an_option_is_available_exactly_if_the_choice_with_it_is_offered(world: World, wish: PeerFilter) -> None:
    found, chosen = world.groups(), cleaned(wish)
    for dimension, options in found.options(chosen).items():
        for each in options:
            already = chosen.get(dimension, frozenset())
            with_it = cleaned({**chosen, dimension: already | {each.value}})
            assert each.chosen == (each.value in already)
            assert each.available == (each.chosen or found.is_offered(with_it))
