"""Where we stand in words that no rank can be made of, or why that cannot be said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import replies_to_all
from peer_views import beside_peers
from results_views import USED, a_view, without

from components.peers import standing_words
from data.model.benchmark import PeersView, Position
from data.model.benchmark import Standing as S

KEYS = [field.key for field in USED.fields]
ABOVE_ALL = dict.fromkeys(KEYS, S.TOP_QUARTER)


def placed(standings: dict[str, S], presumed: tuple[str, ...] = ()) -> PeersView:
    positions = {key: Position(standing, key in presumed) for key, standing in standings.items()}
    return replace(beside_peers(a_view(replies_to_all(3))), positions=positions)


@pytest.mark.parametrize(
    ("standings", "told"),
    [
        (ABOVE_ALL, "in 7 Feldern im oberen Viertel"),
        ({KEYS[0]: S.ABOVE_MIDDLE}, "in einem Feld über der Mitte"),
        (
            {KEYS[0]: S.BOTTOM_QUARTER, KEYS[1]: S.BELOW_MIDDLE},
            "in einem Feld unter der Mitte und in einem Feld im unteren Viertel",
        ),
        (
            {**ABOVE_ALL, KEYS[0]: S.ABOUT_MIDDLE, KEYS[1]: S.ABOUT_MIDDLE, KEYS[2]: S.BELOW_MIDDLE},
            "in 4 Feldern im oberen Viertel, in 2 Feldern etwa in der Mitte und in einem Feld unter der Mitte",
        ),
    ],
)
def test_the_first_sentence_counts_the_fields_at_each_place_the_highest_first(
    standings: dict[str, S], told: str
) -> None:
    assert (
        standing_words.lead(placed(standings), USED)
        == f"Verglichen mit allen gezählten Kommunen liegt Ihre Kommune {told}."
    )


def test_places_that_missing_answers_could_change_are_named_as_presumed() -> None:
    told = standing_words.lead(placed(ABOVE_ALL, presumed=(KEYS[2], KEYS[0])), USED)
    assert told is not None
    assert told.endswith(
        "im oberen Viertel. Bei Steuerung und Fairer Zugang gilt das nur vermutlich, weil dort Antworten fehlen."
    )


def test_places_of_criteria_do_not_count_as_fields() -> None:
    view = placed({KEYS[0]: S.TOP_QUARTER, "bildung": S.BOTTOM_QUARTER})
    assert standing_words.lead(view, USED) == (
        "Verglichen mit allen gezählten Kommunen liegt Ihre Kommune in einem Feld im oberen Viertel."
    )


@pytest.mark.parametrize("counted", [7, 19])
def test_below_twenty_counted_nobody_is_placed(counted: int) -> None:
    view = beside_peers(a_view(replies_to_all(3)), counted)
    assert standing_words.lead(view, USED) is None
    assert standing_words.without_place(view) == (
        f"In dieser Gruppe sind {counted} Kommunen gezählt. Das sind zu wenige für eine Einordnung; gezeigt wird nur "
        "der Durchschnitt, auf 5 Punkte gerundet."
    )


def test_from_twenty_counted_we_are_placed() -> None:
    # 75 points; the upper quartile of 5 around 35, 10 around 50 and 5 around 65 lies below.
    told = standing_words.lead(beside_peers(a_view(replies_to_all(3)), 20), USED)
    assert told == "Verglichen mit allen gezählten Kommunen liegt Ihre Kommune in 7 Feldern im oberen Viertel."


def test_without_an_own_result_it_says_so() -> None:
    assert standing_words.without_place(beside_peers(None)).startswith("Ihre Kommune hat noch kein Ergebnis.")


def test_a_result_under_another_catalogue_is_named_with_both_versions() -> None:
    told = standing_words.without_place(replace(beside_peers(None), other_version="2021-03"))
    assert "Fragenkatalog 2021-03" in told and "Fragenkatalog 2021-07" in told


def test_with_a_result_that_scores_no_field_the_others_are_not_called_too_few() -> None:
    view = beside_peers(a_view({"MS-01": replies_to_all(3)["MS-01"]}))
    assert standing_words.without_place(view).startswith("Ihre Kommune hat noch kein bewertetes Handlungsfeld.")


def test_where_the_group_is_silent_on_what_we_scored_that_is_said() -> None:
    scored, *others = KEYS
    replies = replies_to_all(3)
    for key in others:
        replies = without(key, replies)
    view = beside_peers(a_view(replies), silent=frozenset({scored, *(c.key for c in USED.fields[0].criteria)}))
    assert standing_words.lead(view, USED) is None
    assert "hat diese Gruppe keine Werte" in standing_words.without_place(view)


@pytest.mark.parametrize("presumably", [False, True])
def test_every_place_has_words_of_its_own(presumably: bool) -> None:
    words = [standing_words.place(Position(standing, presumably)) for standing in S]
    assert words == [
        ("vermutlich " if presumably else "") + told
        for told in ("unteres Viertel", "unter der Mitte", "etwa in der Mitte", "über der Mitte", "oberes Viertel")
    ]
    assert standing_words.place(None) == "–"
