"""The shown group in words: on how many communes it rests, and what is shown instead of a wish."""

from __future__ import annotations

from typing import Any

import pytest
from peer_views import a_comparison

from components.peers import group_words
from data.model.benchmark import GroupBasis

CITIES = {"type": frozenset({"independent_city"})}
CITIES_IN_SAXONY = {**CITIES, "land": frozenset({"Sachsen"})}


def shown(**changes: Any) -> dict[str, Any]:
    return {"wished": CITIES_IN_SAXONY, "shown": CITIES, "basis": GroupBasis.WIDENED, **changes}


def test_the_basis_names_group_numbers_day_version_and_what_volunteers_mean() -> None:
    assert group_words.basis(a_comparison(15, existing=340)) == (
        "Gruppe: **Alle Kommunen** · 15 von 18 teilnehmenden von 340 bestehenden Kommunen gezählt, einschließlich "
        "Ihrer Kommune · Stand 01.03.2027 · Fragenkatalog 2021-07. Es sind Kommunen, die freiwillig teilnehmen, nicht "
        "der deutsche Durchschnitt."
    )


def test_without_a_register_nobody_says_how_many_there_are() -> None:
    assert group_words.counted(a_comparison(15).group) == "15 von 18 teilnehmenden Kommunen gezählt"


def test_an_own_cell_has_a_size_and_nobody_says_how_many_take_part() -> None:
    group = a_comparison(8, basis=GroupBasis.OWN_CELL, participating=8, existing=340).group
    assert group_words.counted(group) == "8 Kommunen in dieser Zelle"


def test_large_numbers_have_their_separators() -> None:
    told = group_words.counted(a_comparison(9_000, existing=11_088).group)
    assert told == "9.000 von 9.003 teilnehmenden von 11.088 bestehenden Kommunen gezählt"


@pytest.mark.parametrize(
    ("own_counted", "told"),
    [(True, "einschließlich Ihrer Kommune"), (False, "Ihre Kommune ist hier nicht mitgezählt")],
)
def test_the_basis_says_whether_we_are_counted(own_counted: bool, told: str) -> None:
    assert f" gezählt, {told} · Stand" in group_words.basis(a_comparison(own_counted=own_counted))


def test_a_wish_that_is_shown_needs_no_word() -> None:
    assert group_words.instead(a_comparison()) is None
    assert group_words.instead(a_comparison(**shown(wished=CITIES, basis=GroupBasis.WISHED))) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (shown(), "Gezeigt wird „Kreisfreie Städte“ (8 Kommunen, Vergleichsstand März 2027)."),
        (
            shown(basis=GroupBasis.OWN_CELL, shown={"type": frozenset({"district"})}),
            "Gezeigt wird die feste Zelle Ihrer Kommune („Landkreise“; 8 Kommunen, Vergleichsstand März 2027).",
        ),
        (
            shown(basis=GroupBasis.ALL, shown={}),
            "Gezeigt werden alle Kommunen (8 Kommunen, Vergleichsstand März 2027).",
        ),
    ],
)
def test_one_sentence_says_that_a_wish_is_not_protected_and_what_is_shown_instead(
    changes: dict[str, Any], sentence: str
) -> None:
    missing = "Für „Kreisfreie Städte, Sachsen“ gibt es noch keine geschützte Vergleichsgruppe. "
    assert group_words.instead(a_comparison(8, **changes)) == missing + sentence


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Verglichen mit allen gezählten Kommunen"),
        (shown(), "Verglichen mit der Gruppe „Kreisfreie Städte“"),
        (shown(basis=GroupBasis.OWN_CELL), "Verglichen mit der festen Zelle Ihrer Kommune"),
    ],
)
def test_whom_we_are_compared_with_stands_in_the_first_sentence(changes: dict[str, Any], told: str) -> None:
    assert group_words.compared_with(a_comparison(**changes).group) == told
