"""Public facts of communes in words: single values, facts of one commune, whole groups."""

from __future__ import annotations

import pytest

from components import commune_words, session
from data.model.people import LAENDER
from data.rules.benchmark_cells import BANDS, SIZE_CLASSES
from data.rules.benchmark_filters import VALUES

Attributes = dict[str, tuple[str, ...]]


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


def test_the_dimensions_are_those_of_the_comparison_in_its_order() -> None:
    assert list(commune_words.dimensions()) == list(VALUES)


@pytest.mark.parametrize(
    ("edges", "classes"), [(commune_words.BAND_EDGES, BANDS), (commune_words.SIZE_CLASS_EDGES, SIZE_CLASSES)]
)
def test_the_sizes_in_words_are_those_that_the_rules_use(
    edges: dict[str, tuple[int, int | None]], classes: tuple[tuple[str, int | None], ...]
) -> None:
    assert [(key, below) for key, (_begin, below) in edges.items()] == list(classes)
    assert [begin for begin, _below in edges.values()] == [0, *(below for _key, below in classes[:-1])]


def test_every_value_of_every_dimension_has_words_of_its_own() -> None:
    for dimension, values in VALUES.items():
        words = [commune_words.value(dimension, value) for value in values]
        assert all(words) and len(set(words)) == len(values), dimension
        assert all(commune_words.fact(dimension, value) for value in values)


@pytest.mark.parametrize(
    ("dimension", "value", "words"),
    [
        ("band", "under_5k", "unter 5.000"),
        ("band", "5k_20k", "5.000 bis unter 20.000"),
        ("size_class", "from_500k", "mindestens 500.000"),
        ("type", "independent_city", "Kreisfreie Städte"),
        ("east_west", "east", "Ost"),
        ("land", "Sachsen", "Sachsen"),
    ],
)
def test_a_single_value_reads_as_an_option(dimension: str, value: str, words: str) -> None:
    assert commune_words.value(dimension, value) == words


def test_a_fact_about_one_commune_is_told_in_the_singular() -> None:
    assert commune_words.fact("type", "district") == "Landkreis"
    assert commune_words.fact("region", "rural") == "ländlich"


@pytest.mark.parametrize(
    ("attributes", "phrase"),
    [
        ({}, "Kommunen"),
        ({"type": ("independent_city",)}, "Kreisfreie Städte"),
        ({"type": ("independent_city", "municipality")}, "Gemeinden und kreisfreie Städte"),
        ({"type": tuple(VALUES["type"])}, "Kommunen"),
        ({"type": ("municipality",), "band": ("5k_20k",)}, "Gemeinden mit 5.000 bis unter 20.000 Menschen"),
        ({"band": ("under_5k", "5k_20k")}, "Kommunen mit unter 20.000 Menschen"),
        ({"band": ("under_5k", "from_100k")}, "Kommunen mit unter 5.000 oder mindestens 100.000 Menschen"),
        ({"band": tuple(VALUES["band"])}, "Kommunen"),
        ({"band": ("5k_20k",), "size_class": ("5k_10k",)}, "Kommunen mit 5.000 bis unter 10.000 Menschen"),
        ({"type": ("district",), "region": ("not_classified",)}, "Landkreise"),
        ({"region": ("rural",), "east_west": ("west",)}, "Kommunen, ländlich, West"),
        ({"region": tuple(VALUES["region"]), "east_west": ("east", "west")}, "Kommunen"),
        ({"east_west": ("east",), "land": ("Sachsen", "Brandenburg")}, "Kommunen, Brandenburg und Sachsen"),
        ({"east_west": ("west",), "land": LAENDER[:5]}, "Kommunen, West, aus 5 Ländern"),
    ],
)
def test_a_group_is_one_phrase_without_what_says_nothing(attributes: Attributes, phrase: str) -> None:
    assert commune_words.group(attributes) == phrase
