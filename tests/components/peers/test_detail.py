"""How the group is spread, the questions of a criterion, and what the marks of a chart mean."""

from __future__ import annotations

import re

import pytest
from factories import replies_to_all
from peer_views import beside_peers
from results_views import USED, a_view

from components.peers import chart, criterion, distribution
from components.peers.rows import Row, criterion_rows, field_rows
from data.model.benchmark import PeerLevel

OURS = a_view(replies_to_all(3))


def first(counted: int, level: int | None = 3) -> Row:
    own = None if level is None else a_view(replies_to_all(level))
    return field_rows(beside_peers(own, counted), USED)[0]


@pytest.mark.parametrize("counted", [7, 19, 20, 49])
def test_below_fifty_counted_there_is_no_distribution_and_one_sentence_says_why(
    counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(distribution.st, "caption", told.append)
    row = first(counted)
    assert row.figure.histogram is None
    distribution.spread(row, "spread")
    assert told == [f"Wie sich die Kommunen verteilen, wird ab 50 gezählten gezeigt; hier sind es {counted}."]


def test_from_fifty_on_the_title_and_ten_bars_are_told_with_ours_among_them() -> None:
    row = first(50)
    assert row.figure.histogram is not None and len(row.figure.histogram) == 10
    told = distribution.summary(row, row.figure.histogram)
    # A quarter of the 50 is 12; a run of 65 is drawn from 57.5 to 72.5, a sixth of it above 70: 12 / 50 / 6 = 4 %.
    assert told.startswith(
        f"{row.title}. So verteilen sich 50 Kommunen: 4\u00a0% liegen wie Ihre bei 70 bis unter 80 Punkten. "
        "0 bis unter 10 "
    )
    assert len(re.findall(r"\d+\u00a0%", told)) == 11
    cells = distribution._cells(row, row.figure.histogram)
    assert [own for _stretch, _share, own in cells] == [""] * 7 + ["75"] + [""] * 2
    assert cells[9][0] == "90 bis 100"


@pytest.mark.parametrize(("level", "place"), [(0, 0), (1, 2), (2, 5), (4, 9), (None, None)])
def test_the_own_value_lies_in_one_of_the_ten_bars(level: int | None, place: int | None) -> None:
    assert distribution.own_place(first(50, level)) == place


def test_without_an_own_value_only_the_number_is_told() -> None:
    row = first(50, None)
    assert row.figure.histogram is not None
    assert distribution._title(row, row.figure.histogram) == "So verteilen sich 50 Kommunen."


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (2.0, "**2,0** („in Umsetzung begonnen“)"),
        (2.5, "**2,5** (zwischen „in Umsetzung begonnen“ und „weitgehend umgesetzt“)"),
        (0.4, "**0,4** (zwischen „nicht vorhanden“ und „in Planung“)"),
        (4.0, "**4,0** („fest verankert“)"),
    ],
)
def test_a_mean_level_stands_in_the_words_of_the_scale(level: float, told: str) -> None:
    assert criterion.in_words(PeerLevel("MS-01", 24, level), USED) == told


def test_a_question_on_which_too_few_are_counted_says_so() -> None:
    assert criterion.in_words(None, USED) == "hier sind zu wenige Kommunen gezählt"


def told_of(counted: int, own: bool = True) -> str:
    view = beside_peers(OURS if own else None, counted)
    row = next(row for row in criterion_rows(view, USED.fields[:1]) if row.key == "leitbild_und_politischer_auftrag")
    return criterion._told(row, USED.fields[0].criteria[0], view, USED)


# A quarter of the runs of questions stands at 35 points, half at 50, a quarter at 65: 50 points are level 2.
@pytest.mark.parametrize("counted", [7, 19, 20, 49, 50])
def test_every_question_tells_our_level_and_that_of_the_group(counted: int) -> None:
    lines = told_of(counted).split("\n\n")
    assert lines[0] == "Leitbild und politischer Auftrag"
    assert len(lines) == 2 + 3  # heading, the criterion, its three questions
    question = lines[2].split("  \n")
    assert question[0].startswith("**MS-01** ")
    assert question[1] == "● Ihre Kommune: **3 – weitgehend umgesetzt**"
    assert question[2] == "□ Gruppe im Durchschnitt: **2,0** („in Umsetzung begonnen“)"


def test_without_an_own_result_the_group_is_told_alone() -> None:
    assert "● Ihre Kommune: **noch kein Ergebnis**" in told_of(24, own=False)


def test_the_legend_names_the_marks_that_are_drawn_and_no_others() -> None:
    small, large = [first(7)], [first(24)]
    assert "Median" in chart.legend(large) and "□" not in chart.legend(large)
    assert "□ Durchschnitt der Gruppe" in chart.legend(small) and "┃" not in chart.legend(small)
    assert "◇" not in chart.legend(large)
    assert "◇ Ihr Ziel" in chart.legend(field_rows(beside_peers(OURS, goals={USED.fields[0].key: 80}), USED))
