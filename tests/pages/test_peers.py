"""The comparison: first ours, then theirs, in words that no rank can be made of."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest
from app_tab import App, AppAs, signed_in
from conftest import installation
from factories import replies_to_all, stored_commune, stored_person, stored_round
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from data.model.people import Role
from data.services import benchmark_publishing


@pytest.fixture(scope="module")
def beside_thirty(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, App]:
    """The page of a town with a result and of one without, beside a release over 30 communes."""
    folder = tmp_path_factory.mktemp("peers")
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    draw = Random(5)
    with installation(folder):
        submit_all([(commune, replies_of_a_commune(draw)) for commune in communes(30, seed=4)], a_moment(2026, 11))
        benchmark_publishing.publish(None, date(2027, 3, 1))
        ready = stored_commune(ags="01999998", name="Fertige Stadt")
        stored_round(ready, replies_to_all(4, kommunikation_konflikt=0), submitted=True)
        new = stored_commune(ags="01999999", name="Neue Stadt")
        people = {"ready": stored_person(Role.MAYOR, ready), "new": stored_person(Role.MAYOR, new)}
        return {name: signed_in(person, "vergleich") for name, person in people.items()}


def test_before_the_first_release_it_says_when_one_appears(new_app_as: AppAs) -> None:
    app = new_app_as(Role.MAYOR, "vergleich")
    assert "Noch kein Vergleich veröffentlicht" in app.text
    assert not app.tab.get("plotly_chart")


def test_the_sentence_counts_fields_above_and_below_and_never_ranks(beside_thirty: dict[str, App]) -> None:
    text = beside_thirty["ready"].text
    assert "Ihre Kommune liegt in 6 Feldern über der Mitte und in einem Feld unter der Mitte." in text
    assert not [word for word in ("Platz ", "Rang ", "Rangliste", "besser als") if word in text]


def test_number_counted_date_and_what_volunteers_mean_stand_beside_it(beside_thirty: dict[str, App]) -> None:
    (basis,) = (line for line in beside_thirty["ready"].text.splitlines() if line.startswith("Gruppe: alle Kommunen"))
    assert "30 von 30 teilnehmenden Kommunen gezählt, Ihre Kommune ist hier nicht mitgezählt" in basis
    assert "Stand 01.03.2027" in basis
    assert "nicht der deutsche Durchschnitt" in basis


def test_the_chart_tells_our_points_our_place_and_theirs(beside_thirty: dict[str, App]) -> None:
    (chart,) = beside_thirty["ready"].tab.get("plotly_chart")
    first = chart.proto.alt.split(". ")[0]
    assert first.startswith("Management und Steuerung: Ihre Kommune 100 Punkte, oberes Viertel; Durchschnitt ")
    assert ", Median " in first and "mittlere Hälfte " in first
    assert "Ihre Kommune 0 Punkte, unteres Viertel" in chart.proto.alt


def test_without_an_own_result_the_others_are_shown_alone(beside_thirty: dict[str, App]) -> None:
    app = beside_thirty["new"]
    assert "Ihre Kommune hat noch kein Ergebnis." in app.text
    (chart,) = app.tab.get("plotly_chart")
    assert "Ihre Kommune ist hier nicht bewertet" in chart.proto.alt
    assert app.incidents == []


def test_no_other_commune_is_named(beside_thirty: dict[str, App]) -> None:
    for app in beside_thirty.values():
        assert "Beispielort" not in app.text


def test_how_the_others_stay_anonymous_is_said(beside_thirty: dict[str, App]) -> None:
    assert "mindestens sieben Kommunen" in beside_thirty["ready"].tab.info[0].value


def test_the_table_holds_place_and_figures(app_as: AppAs) -> None:
    app = app_as(Role.STEERING, "vergleich")
    app.tab.session_state["peers_table"] = True
    table = app.run().tab.table[0].value
    assert list(table.columns) == [
        "Handlungsfeld",
        "Ihre Punkte",
        "Einordnung",
        "Durchschnitt",
        "Median",
        "mittlere Hälfte",
        "gezählt",
    ]
    assert set(table["gezählt"]) == {"40"}
    assert len(table) == 7
