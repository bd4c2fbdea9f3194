"""The wished group stands in the address in words that people can read, and nothing else gets in by it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from components import session
from components.peers import address
from data.model.people import LAENDER
from data.rules.benchmark_filters import VALUES


class Query(dict[str, list[str]]):
    """The query of the address."""

    def get_all(self, name: str) -> list[str]:
        return self.get(name, [])

    def from_dict(self, query: dict[str, list[str]]) -> None:
        self.clear()
        self.update(query)


@pytest.fixture
def query(monkeypatch: pytest.MonkeyPatch) -> Query:
    made = Query()
    remembered: dict[str, Any] = {}
    monkeypatch.setattr(address.st, "query_params", made)
    monkeypatch.setattr(session, "get", remembered.get)
    monkeypatch.setattr(session, "put", remembered.__setitem__)
    return made


def test_every_dimension_of_the_comparison_has_a_name_in_the_address() -> None:
    assert list(address.PARAMETERS) == list(address.names()) == list(VALUES)
    assert list(address.PARAMETERS.values()) == ["art", "groesse", "klasse", "ostwest", "raum", "land"]


def test_every_value_but_that_of_districts_without_a_settlement_has_a_name_of_its_own() -> None:
    for dimension, values in VALUES.items():
        names = address.names()[dimension]
        assert set(values) - set(names) == ({"not_classified"} if dimension == "region" else set())
        assert len(set(names.values())) == len(names)


def test_names_are_plain_letters_and_digits_that_no_browser_rewrites() -> None:
    written = [name for names in address.names().values() for name in names.values()]
    assert [name for name in written if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [address.names()["land"][land] for land in LAENDER[:2]] == ["baden-wuerttemberg", "bayern"]


@pytest.mark.parametrize(
    ("asked", "wish"),
    [
        ({}, {}),
        ({"art": ["landkreis"]}, {"type": {"district"}}),
        ({"art": ["kreisfreie-stadt", "gemeinde"]}, {"type": {"independent_city", "municipality"}}),
        ({"groesse": ["unter-5000", "5000-20000"]}, {"band": {"under_5k", "5k_20k"}}),
        ({"groesse": ["5000-20000"], "klasse": ["5000-10000"]}, {"band": {"5k_20k"}, "size_class": {"5k_10k"}}),
        ({"klasse": ["ab-500000"]}, {"size_class": {"from_500k"}}),
        ({"ostwest": ["ost"], "raum": ["laendlich"]}, {"east_west": {"east"}, "region": {"rural"}}),
        ({"land": ["Sachsen"]}, {"land": {"Sachsen"}}),
        ({"land": ["Thüringen", "thueringen"]}, {"land": {"Thüringen"}}),
        ({"land": ["Atlantis"], "art": ["<script>"], "sonst": ["x"]}, {}),
        ({"raum": ["not_classified"]}, {}),
    ],
)
def test_the_address_names_the_wished_group_and_what_it_does_not_know_is_left_out(
    asked: dict[str, list[str]], wish: dict[str, set[str]], query: Query
) -> None:
    query.update(asked)
    assert address.wished() == wish


def test_a_group_that_was_chosen_is_found_again_in_the_address(query: Query) -> None:
    wish = {"type": frozenset({"district", "municipality"}), "land": frozenset({"Sachsen", "Baden-Württemberg"})}
    address.go_to({**wish, "band": frozenset()})
    assert dict(query) == {"art": ["gemeinde", "landkreis"], "land": ["baden-wuerttemberg", "sachsen"]}
    assert address.wished() == wish


def test_everybody_leaves_the_address_empty(query: Query) -> None:
    query["art"] = ["gemeinde"]
    address.go_to({})
    assert dict(query) == {}


DISTRICTS, SAXONY = {"type": frozenset({"district"})}, {"land": frozenset({"Sachsen"})}


def test_a_click_changes_the_group_of_the_last_click_even_if_the_browser_still_sends_an_older_address(
    query: Query,
) -> None:
    address.go_to(DISTRICTS)
    query.clear()
    assert address.before_click() == DISTRICTS


def test_a_group_that_came_by_a_link_or_the_way_back_is_the_one_that_a_click_changes(query: Query) -> None:
    address.go_to(DISTRICTS)
    assert address.arrived() == DISTRICTS
    query.clear()
    assert address.arrived() == address.before_click() == {}
    query["land"] = ["sachsen"]
    assert address.before_click() == SAXONY


def test_clicks_to_and_fro_end_at_the_last_one(query: Query) -> None:
    for _click in range(address.STEPS_KEPT):
        address.go_to(DISTRICTS)
        address.go_to({})
    query["art"] = ["landkreis"]  # what the browser still sends
    assert address.before_click() == {}
