"""Where a commune stands, in sentences that say no more than the numbers do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from factories import a_commune, replies_to_all
from results_views import USED, a_view, without

from components import session, standing
from data.model.self_check import NotKnown, Reply

TITLES = {field.key: field.short_title for field in USED.fields}
FIRST, SECOND = (field.key for field in USED.fields[:2])


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "language", lambda: "de")


TOWN = a_commune(name="Bad *Beispiel*")


@pytest.mark.parametrize(
    ("replies", "sentence"),
    [
        (replies_to_all(3), "in 7 von 7 Handlungsfeldern gut aufgestellt oder fest verankert."),
        (replies_to_all(1, **{FIRST: 4}), "in einem von 7 Handlungsfeldern gut aufgestellt oder fest verankert."),
        (replies_to_all(2), "noch in keinem der 7 bewerteten Handlungsfelder gut aufgestellt."),
        (without(FIRST, replies_to_all(2)), "noch in keinem der 6 bewerteten Handlungsfelder gut aufgestellt."),
    ],
)
def test_the_headline_counts_fields_from_60_points(replies: dict[str, Reply], sentence: str) -> None:
    assert standing.headline(a_view(replies, commune=TOWN)) == rf"Bad \*Beispiel\* ist {sentence}"


def test_without_any_score_the_headline_says_so() -> None:
    view = a_view({"MS-01": NotKnown()}, commune=TOWN)
    assert standing.headline(view) == r"Für Bad \*Beispiel\* lässt sich noch kein Handlungsfeld bewerten."


def test_a_complete_result_is_well_secured() -> None:
    told = standing.certainty(a_view(replies_to_all(2)), USED).replace("\N{NO-BREAK SPACE}", " ")
    assert told == "Das ist gut abgesichert: 100 % der zutreffenden Fragen sind beantwortet."


def test_fields_without_a_score_are_named() -> None:
    one = standing.certainty(a_view(without(FIRST, replies_to_all(2))), USED)
    assert one == f"Nicht bewertet ist das Feld {TITLES[FIRST]}."
    two = standing.certainty(a_view(without(SECOND, without(FIRST, replies_to_all(2)))), USED)
    assert two == f"Nicht bewertet sind die Felder {TITLES[FIRST]} sowie {TITLES[SECOND]}."


def test_a_provisional_field_is_named_and_never_well_secured() -> None:
    # 10 of 13 questions: criteria of 50, 50, 50, 33 to 67 and 0 to 100 leave 36.7 to 63.3, which is 26.7 points apart.
    view = a_view(without(FIRST, replies_to_all(2), left=10))
    assert view.insights.standing.provisional == (FIRST,)
    told = standing.certainty(view, USED)
    assert told == f"Vorläufig ist das Ergebnis im Feld {TITLES[FIRST]}, weil dort viele Antworten fehlen."


def test_the_title_of_the_chart_names_the_strongest_and_the_weakest_field() -> None:
    view = a_view(replies_to_all(2, **{FIRST: 4, SECOND: 0}))
    assert standing.finding(view, USED) == f"Am weitesten: {TITLES[FIRST]}. Am meisten Spielraum: {TITLES[SECOND]}."


def test_where_all_fields_are_level_none_is_called_the_strongest() -> None:
    told = standing.finding(a_view(replies_to_all(2)), USED)
    assert not [title for title in TITLES.values() if title in told]


def test_the_basis_says_when_the_round_was_opened_again_and_which_version_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(standing.st, "caption", told.append)
    view = a_view(replies_to_all(2))
    standing.basis(view)
    assert len(told) == 1
    assert told[0].startswith("Runde 2026, freigegeben am 20.11.2026 · 108 von 108 ")
    standing.basis(replace(view, reopened_at=datetime(2026, 12, 10, tzinfo=UTC)))
    assert told[2:] == ["Diese Runde ist seit 10.12.2026 wieder geöffnet; gezeigt wird die freigegebene Fassung 1."]
