"""The choice of a group: what can be chosen, what cannot and why, and what a button says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from peer_views import OURS, a_comparison, options_of

from components import session
from components.peers import address, filters
from data.model.benchmark import PeerFilter, PeerOption, Profile

CITY, TOWN = {"type": ("independent_city",)}, {"type": ("municipality",)}


def wish(**values: str) -> PeerFilter:
    return {dimension: frozenset(value.split("+")) for dimension, value in values.items()}


@pytest.mark.parametrize(
    ("wished", "label"),
    [
        (wish(), "Art"),
        (wish(type="municipality"), "Art: Gemeinden"),
        (wish(type="municipality+district"), "Art: Gemeinden und Landkreise"),
        (wish(type="municipality+district+independent_city"), "Art: 3 gewählt"),
        (wish(land="Sachsen"), "Art"),
    ],
)
def test_a_button_names_what_is_chosen_with_it(wished: PeerFilter, label: str) -> None:
    assert filters._named("Art", ("type",), wished) == label


@pytest.mark.parametrize(
    ("wished", "label"),
    [
        (wish(band="5k_20k"), "Größe: 5.000 bis unter 20.000"),
        (wish(band="5k_20k+under_5k"), "Größe: unter 20.000"),
        (wish(band="5k_20k", size_class="5k_10k"), "Größe: 5.000 bis unter 10.000"),
        (wish(size_class="from_500k"), "Größe: mindestens 500.000"),
    ],
)
def test_the_button_of_the_size_names_the_finest_choice(wished: PeerFilter, label: str) -> None:
    assert filters._named("Größe", ("band", "size_class"), wished) == label


def test_the_bar_offers_every_dimension_once() -> None:
    assert [each for dimensions in filters._lists().values() for each in dimensions] == list(address.PARAMETERS)


def test_communes_like_ours_share_kind_size_half_and_settlement() -> None:
    assert filters.like_ours(a_comparison()) == {
        dimension: OURS[dimension] for dimension in ("type", "band", "east_west", "region")
    }


def test_districts_have_no_settlement_and_look_for_none() -> None:
    ours = {"type": frozenset({"district"}), "region": frozenset({"not_classified"}), "east_west": frozenset({"east"})}
    assert filters.like_ours(a_comparison(own_attributes=ours)) == wish(type="district", east_west="east")


def offered(dimension: str, wished: PeerFilter, **options: Any) -> list[str]:
    told = options_of((CITY, 9), chosen=wished)
    return [option.value for option in filters._offered(dimension, told[dimension], wished)]


def test_what_is_not_classified_is_no_choice() -> None:
    assert offered("region", {}) == ["urban", "rural"]


@pytest.mark.parametrize(
    ("wished", "classes"),
    [
        (wish(), []),
        (wish(band="under_5k"), ["under_2k", "2k_5k"]),
        (wish(band="20k_100k"), ["20k_50k", "50k_100k"]),
        (wish(band="from_100k"), ["100k_200k", "200k_500k", "from_500k"]),
        (wish(band="under_5k", size_class="from_500k"), ["under_2k", "2k_5k", "from_500k"]),
    ],
)
def test_finer_sizes_are_those_within_the_chosen_ones_and_what_is_chosen_can_be_taken_back(
    wished: PeerFilter, classes: list[str]
) -> None:
    assert offered("size_class", wished) == classes


def test_every_finer_size_lies_within_exactly_one_size() -> None:
    for size_class in address.names()["size_class"]:
        assert sum(filters._within(size_class, frozenset({band})) for band in address.names()["band"]) == 1


TOO_FEW, NOBODY = "zu wenige Kommunen gezählt", "Bei 0 nimmt noch keine Kommune teil."


@pytest.mark.parametrize(
    ("options", "reasons"),
    [
        ([PeerOption("a", False, True, 9)], []),
        ([PeerOption("a", False, False, 3)], [TOO_FEW]),
        ([PeerOption("a", False, False, 0)], [NOBODY]),
        ([PeerOption("a", False, False, 3), PeerOption("b", False, False, 0)], [TOO_FEW, NOBODY]),
        ([PeerOption("a", True, False, 3)], []),  # what is chosen can be taken back: it is not grey
    ],
)
def test_why_a_value_is_grey_is_said_beside_the_list(options: list[PeerOption], reasons: list[str]) -> None:
    told = filters._explained(options)
    assert [reason for reason in (TOO_FEW, NOBODY) if reason in told] == reasons
    assert told.startswith("In Klammern: teilnehmende Kommunen")


class Shown:
    """The boxes that were drawn, label, whether grey and whether ticked by key, and what the tab remembers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.boxes: dict[str, tuple[str, bool, bool]] = {}
        self.state: dict[str, Any] = {}
        monkeypatch.setattr(session, "widget_value", self.state.get)
        monkeypatch.setattr(session, "has_widget_value", self.state.__contains__)
        monkeypatch.setattr(session, "get", self.state.get)
        monkeypatch.setattr(session, "put", self.state.__setitem__)
        monkeypatch.setattr(filters.st, "caption", lambda _text: None)
        monkeypatch.setattr(filters.st, "markdown", lambda _text: None)
        monkeypatch.setattr(filters.st, "checkbox", self._box)

    def _box(self, label: str, key: str, value: bool, disabled: bool, **_options: Any) -> None:
        self.boxes[key] = (label, disabled, value)

    def click(self, dimension: str, value: str) -> None:
        """Tick a box, or untick it, as somebody does in the browser."""
        key = filters._key(dimension, value)
        self.state[key] = not self.state.get(key, False)
        filters._ticked(dimension, value, key)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(monkeypatch)


def test_values_without_a_protected_group_are_grey_with_their_number(shown: Shown) -> None:
    waiting = [Profile({"type": "district"}, 0, 4)]
    filters._values(("type",), options_of((CITY, 9), (TOWN, 30), waiting=waiting), {})
    assert shown.boxes == {
        "peer_type_municipality_0": ("Gemeinden (30)", False, False),
        "peer_type_independent_city_0": ("Kreisfreie Städte (9)", False, False),
        "peer_type_district_0": ("Landkreise (4)", True, False),
    }


def test_what_the_address_names_is_ticked_and_can_be_taken_back_even_without_a_group(shown: Shown) -> None:
    waiting = [Profile({"type": "district"}, 0, 4)]
    wished = wish(type="district")
    filters._values(("type",), options_of((CITY, 9), waiting=waiting, chosen=wished), wished)
    assert shown.boxes["peer_type_district_0"] == ("Landkreise (4)", False, True)


class Address(dict[str, list[str]]):
    def get_all(self, name: str) -> list[str]:
        return self.get(name, [])

    def from_dict(self, query: Mapping[str, list[str]]) -> None:
        self.clear()
        self.update(query)


@pytest.fixture
def query(monkeypatch: pytest.MonkeyPatch) -> Address:
    made = Address()
    monkeypatch.setattr(address.st, "query_params", made)
    return made


def test_a_tick_adds_its_one_value_to_the_address_and_the_next_takes_it_away(shown: Shown, query: Address) -> None:
    query.update(art=["gemeinde"], land=["sachsen"])
    shown.click("type", "district")
    assert dict(query) == {"art": ["gemeinde", "landkreis"], "land": ["sachsen"]}
    shown.click("type", "district")
    assert dict(query) == {"art": ["gemeinde"], "land": ["sachsen"]}


def test_what_other_boxes_show_is_never_read(shown: Shown, query: Address) -> None:
    shown.state.update(peer_type_municipality_0=True, peer_land_Sachsen_0=True)
    shown.click("type", "district")
    assert dict(query) == {"art": ["landkreis"]}


def test_three_clicks_that_follow_each_other_closely_all_count(shown: Shown, query: Address) -> None:
    # The browser sends the second and the third one with the address from before the first.
    for value in ("district", "municipality", "independent_city"):
        query.clear()
        shown.click("type", value)
    assert dict(query) == {"art": ["gemeinde", "kreisfreie-stadt", "landkreis"]}


def test_after_the_way_back_a_click_changes_the_group_that_is_shown(shown: Shown, query: Address) -> None:
    shown.click("type", "district")
    query.clear()  # the way back ...
    assert address.arrived() == {}  # ... shows everybody
    shown.click("land", "Sachsen")
    assert dict(query) == {"land": ["sachsen"]}


def test_boxes_that_agree_with_the_address_keep_their_names(shown: Shown, query: Address) -> None:
    shown.click("type", "district")
    filters._renew(wish(type="district"))
    assert filters._key("type", "district") == "peer_type_district_0"


def test_a_list_that_shows_something_else_than_the_address_gets_boxes_that_nobody_knows(
    shown: Shown, query: Address
) -> None:
    shown.click("type", "district")
    shown.click("land", "Sachsen")
    filters._renew(wish(land="Sachsen"))
    assert filters._key("type", "district") == "peer_type_district_1"
    assert filters._key("type", "municipality") == "peer_type_municipality_1"
    assert filters._key("land", "Sachsen") == "peer_land_Sachsen_0"


def test_a_box_of_before_changes_nothing(shown: Shown, query: Address) -> None:
    shown.click("type", "district")
    filters._renew({})
    query.clear()
    filters._ticked("type", "district", "peer_type_district_0")  # the browser still holds it ticked
    assert dict(query) == {}


def test_another_size_drops_the_finer_ones_outside_of_it(shown: Shown, query: Address) -> None:
    query.update(groesse=["unter-5000", "5000-20000"], klasse=["unter-2000", "5000-10000"])
    shown.state["peer_band_under_5k_0"] = True
    shown.click("band", "under_5k")
    assert dict(query) == {"groesse": ["5000-20000"], "klasse": ["5000-10000"]}


@pytest.mark.parametrize(("chosen", "expected"), [("like_ours", {"art": ["gemeinde"]}), ("everybody", {}), (None, {})])
def test_a_quick_choice_replaces_all_others(
    chosen: str | None, expected: dict[str, list[str]], shown: Shown, query: Address
) -> None:
    query["land"] = ["sachsen"]
    shown.state["peer_quick"] = chosen
    filters._quick(wish(type="municipality"))
    assert dict(query) == expected
