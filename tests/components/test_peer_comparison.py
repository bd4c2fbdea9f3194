"""The own result beside the peers, in words: no rank, nothing said that the number counted forbids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import replies_to_all
from results_views import USED, a_view

from components import peer_comparison, session
from data.model.benchmark import PeerComparison, PeerFigure, PeersView, Position
from data.model.benchmark import Standing as S
from data.model.results_view import ResultsView

KEYS = [field.key for field in USED.fields]
TITLES = [field.short_title for field in USED.fields]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the page says, in order."""
    lines: list[str] = []
    monkeypatch.setattr(session, "language", lambda: "de")
    monkeypatch.setattr(peer_comparison, "lead", lines.append)
    monkeypatch.setattr(peer_comparison.st, "markdown", lines.append)
    monkeypatch.setattr(peer_comparison.st, "caption", lines.append)
    return lines


def a_figure(key: str, **changes: Any) -> PeerFigure:
    values: dict[str, Any] = {"counted": 24, "mean": 51, "q25": 40, "median": 50, "q75": 65, "histogram": None}
    return PeerFigure(key, **{**values, **changes})


def beside_peers(own: ResultsView | None, standings: dict[str, S] | None = None, **changes: Any) -> PeersView:
    comparison = PeerComparison(
        "r", date(2027, 3, 1), "2021-07", 24, 27, own is not None, {key: a_figure(key, **changes) for key in KEYS}
    )
    positions = {key: Position(standing, presumably=False) for key, standing in (standings or {}).items()}
    return PeersView(comparison, own, positions)


ABOVE_ALL = dict.fromkeys(KEYS, S.TOP_QUARTER)


@pytest.mark.parametrize(
    ("standings", "sentence"),
    [
        (ABOVE_ALL, "in 7 Feldern über der Mitte"),
        ({KEYS[0]: S.ABOVE_MIDDLE}, "in einem Feld über der Mitte"),
        ({KEYS[0]: S.BOTTOM_QUARTER, KEYS[1]: S.BELOW_MIDDLE}, "in 2 Feldern unter der Mitte"),
        (
            {**ABOVE_ALL, KEYS[0]: S.ABOUT_MIDDLE, KEYS[1]: S.BELOW_MIDDLE},
            "in 5 Feldern über der Mitte, in einem Feld etwa in der Mitte und in einem Feld unter der Mitte",
        ),
    ],
)
def test_the_sentence_counts_fields_above_about_and_below_the_middle(
    standings: dict[str, S], sentence: str, said: list[str]
) -> None:
    peer_comparison.sentence(beside_peers(a_view(replies_to_all(3)), standings), USED)
    assert said == [f"Ihre Kommune liegt {sentence}."]


def test_without_an_own_result_it_says_so(said: list[str]) -> None:
    peer_comparison.sentence(beside_peers(None), USED)
    assert said == ["Ihre Kommune hat noch kein Ergebnis. Unten sehen Sie, wo die teilnehmenden Kommunen stehen."]


def test_a_result_under_another_catalogue_is_named_with_both_versions(said: list[str]) -> None:
    view = replace(beside_peers(None), other_version="2021-03")
    peer_comparison.sentence(view, USED)
    (sentence,) = said
    assert "Fragenkatalog 2021-03" in sentence and "Fragenkatalog 2021-07" in sentence


def test_with_a_result_that_scores_no_field_the_others_are_not_called_too_few(said: list[str]) -> None:
    peer_comparison.sentence(beside_peers(a_view({"MS-01": replies_to_all(3)["MS-01"]})), USED)
    assert said[0].startswith("Ihre Kommune hat noch kein bewertetes Handlungsfeld.")


def test_without_quartiles_it_says_that_too_few_are_counted(said: list[str]) -> None:
    peer_comparison.sentence(beside_peers(a_view(replies_to_all(3)), q25=None, median=None, q75=None), USED)
    assert "noch zu wenige Kommunen" in said[0]


@pytest.mark.parametrize(
    ("counted", "told"), [(True, "einschließlich Ihrer Kommune"), (False, "Ihre Kommune ist hier nicht mitgezählt")]
)
def test_the_basis_says_whether_we_are_counted(counted: bool, told: str, said: list[str]) -> None:
    view = beside_peers(None)
    peer_comparison.basis(replace(view, comparison=replace(view.comparison, own_counted=counted)))
    assert f"24 von 27 teilnehmenden Kommunen gezählt, {told} · Stand 01.03.2027" in said[0]


def test_the_title_names_only_fields_above_the_middle(said: list[str]) -> None:
    own = a_view(replies_to_all(3))
    view = beside_peers(own, {KEYS[0]: S.ABOVE_MIDDLE, KEYS[1]: S.ABOUT_MIDDLE, KEYS[2]: S.TOP_QUARTER})
    assert peer_comparison.finding(view, USED).endswith(f": {TITLES[0]} und {TITLES[2]}")
    nowhere = peer_comparison.finding(beside_peers(own, {KEYS[0]: S.BOTTOM_QUARTER}), USED)
    assert not [title for title in TITLES if title in nowhere]


def test_a_row_holds_our_score_and_their_figures(said: list[str]) -> None:
    view = beside_peers(a_view(replies_to_all(3)), {KEYS[0]: S.TOP_QUARTER})
    row = peer_comparison.rows(view, USED)[0]
    assert (row.key, row.label, row.own) == (KEYS[0], TITLES[0], 75)
    assert (row.mean, row.q25, row.median, row.q75) == (51, 40, 50, 65)
    assert (row.value_text, row.below_text) == ("75", "oberes Viertel · Median 50")
    assert row.hover_text == (
        f"<b>{USED.fields[0].title}</b><br>Ihre Kommune 75 Punkte, oberes Viertel<br>"
        "Durchschnitt 51, Median 50, mittlere Hälfte 40 bis 65"
    )


def test_a_place_that_missing_answers_could_change_is_only_presumed(said: list[str]) -> None:
    view = beside_peers(a_view(replies_to_all(3)))
    presumed = replace(view, positions={KEYS[0]: Position(S.TOP_QUARTER, presumably=True)})
    assert peer_comparison.rows(presumed, USED)[0].below_text == "vermutlich oberes Viertel · Median 50"


def test_a_field_for_which_the_release_has_no_figures_has_no_row(said: list[str]) -> None:
    view = beside_peers(a_view(replies_to_all(3)))
    some = {key: figure for key, figure in view.comparison.figures.items() if key != KEYS[2]}
    fewer = replace(view, comparison=replace(view.comparison, figures=some))
    assert [row.key for row in peer_comparison.rows(fewer, USED)] == [key for key in KEYS if key != KEYS[2]]
    assert USED.fields[2].title not in peer_comparison.summary(fewer, USED)


def test_where_only_the_mean_may_be_shown_only_the_mean_is_told(said: list[str]) -> None:
    view = beside_peers(a_view(replies_to_all(3)), q25=None, median=None, q75=None, mean=50)
    row = peer_comparison.rows(view, USED)[0]
    assert row.below_text == "Durchschnitt 50"
    assert "Median" not in row.hover_text and "Hälfte" not in row.hover_text


def test_every_standing_has_its_words(said: list[str]) -> None:
    words = [peer_comparison._position_words(Position(standing, presumably=False)) for standing in S]
    assert len(set(words)) == len(S)
    assert peer_comparison._position_words(None) == "–"
