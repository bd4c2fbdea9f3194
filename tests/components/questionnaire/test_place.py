"""Where somebody is on the questions page stands in the address, and is told anew on each run."""

from __future__ import annotations

import pytest

from components.questionnaire import place
from data.content.catalogues import catalogue

NEWEST = catalogue("2021-07")


class Address(dict[str, str]):
    """The query of the address, and how often the browser was told of it."""

    told = 0

    def to_dict(self) -> dict[str, str]:
        return dict(self)

    def from_dict(self, query: dict[str, str]) -> None:
        self.clear()
        self.update(query)
        self.told += 1


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Address:
    made = Address()
    monkeypatch.setattr(place.st, "query_params", made)
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, (None, None)),
        ({"kriterium": "sprache"}, ("sprache", None)),
        ({"kriterium": "Sprache"}, (None, None)),
        ({"frage": "FZ-06"}, ("sprache", "FZ-06")),
        ({"frage": "fz-06"}, ("sprache", "FZ-06")),
        ({"frage": "FZ-06", "kriterium": "wohnen"}, ("sprache", "FZ-06")),
        ({"frage": "FZ-99", "kriterium": "wohnen"}, ("wohnen", None)),
        ({"frage": "<script>"}, (None, None)),
    ],
)
def test_the_address_names_a_question_or_a_criterion_and_a_question_comes_first(
    query: dict[str, str], found: tuple[str | None, str | None], address: Address
) -> None:
    address.update(query)
    assert place.asked_for(NEWEST) == found


def test_the_browser_is_told_the_address_with_each_run_because_a_link_within_the_page_leaves_it_as_it_was(
    address: Address,
) -> None:
    address["kriterium"] = "sprache"
    place.asked_for(NEWEST)
    assert (dict(address), address.told) == ({"kriterium": "sprache"}, 1)


def test_going_to_a_question_leaves_nothing_else_in_the_address(address: Address) -> None:
    address["kriterium"] = "wohnen"
    place.go_to_question("FZ-06")
    assert dict(address) == {"frage": "FZ-06"}
