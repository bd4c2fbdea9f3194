"""The platform team's page of comparison data: what is shown, the dry run, publishing, the open data."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
import time_machine
from app_tab import App, AppAs, signed_in
from factories import a_person, audit_trail, stored_commune, stored_person
from sqlalchemy import Engine
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all

from components.releases import _words
from data import settings as settings_module
from data.errors import ChangedMeanwhile
from data.model.benchmark import DryRun
from data.model.people import Commune, CommuneKind, Role
from data.rules.benchmark_parameters import Parameters
from data.services import benchmark_publishing, benchmarks

ADDRESS = "vergleichsdaten"
MARCH, SEPTEMBER = date(2027, 3, 1), date(2027, 9, 1)
START, PUBLISH = "start_dry_run", "publish_release_yes"
Page = Callable[[], App]


def answer(some: list[Commune], year: int, month: int) -> None:
    draw = Random(year * month)
    submit_all([(commune, replies_of_a_commune(draw)) for commune in some], a_moment(year, month))


@pytest.fixture
def pool(store: Engine) -> list[Commune]:
    """24 communes that answered in November 2026."""
    found = communes(24, seed=3)
    answer(found, 2026, 11)
    return found


@pytest.fixture
def page(store: Engine) -> Page:
    """Open the page as the platform team; the same person each time."""
    person = stored_person(Role.PLATFORM)
    return lambda: signed_in(person, ADDRESS)


@pytest.fixture(autouse=True)
def in_september() -> object:
    with time_machine.travel(datetime(2027, 9, 2, 12, tzinfo=UTC), tick=True):
        yield


def numbers(app: App) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.tab.metric}


def table_with(app: App, heading: str) -> list[list[str]]:
    """The rows of the one table that has a column of this name."""
    (found,) = (table.value for table in app.tab.table if heading in table.value.columns)
    return [list(row) for row in found.to_numpy()]


def keys(app: App) -> dict[str | None, bool]:
    return {button.key: not button.disabled for button in app.tab.button}


def problems(app: App) -> list[str]:
    return [error.value for error in app.tab.error]


# What is shown.


def test_before_the_first_release_it_says_what_that_needs(page: Page) -> None:
    app = page()
    assert "Noch sind keine Vergleichsdaten veröffentlicht." in app.text
    assert "Die erste Veröffentlichung braucht 20 Kommunen" in app.text
    assert not app.tab.table


def test_the_newest_release_is_told_with_its_sizes_and_the_next_date(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, SEPTEMBER)
    app = page()
    assert "Gezeigt wird die Veröffentlichung vom 01.09.2027." in app.text
    shown = numbers(app)
    assert (shown["Gezählt"], shown["Nehmen teil"], shown["Fragenkatalog"]) == ("24", "24", "2021-07")
    assert shown["Nächste ab"] == "01.03.2028"
    (row,) = table_with(app, "Vergleichsstand")
    assert row[:4] == ["**01.09.2027**", r"2021\-07", "24", "24"]


def test_a_release_without_cells_says_that_nothing_is_shown_and_what_brings_new_cells(
    pool: list[Commune], page: Page
) -> None:
    benchmark_publishing.publish(None, MARCH)
    with time_machine.travel(datetime(2030, 3, 1, 12, tzinfo=UTC), tick=True):
        app = page()
        app.click(START)
        assert "**Alle 2 Zellen enden: Danach zeigt der Vergleich keine Zahlen mehr" in app.text
        assert "sehen sofort, dass es zurzeit keine Vergleichszahlen gibt" in app.text
        app.click(PUBLISH)
        assert "Seit der Veröffentlichung vom 01.03.2030 zeigt der Vergleich keine Zahlen." in app.text
        assert "Neue entstehen, sobald genügend Kommunen eine neue Runde freigegeben haben" in app.text
        assert (numbers(app)["Gezählt"], numbers(app)["Nächste ab"]) == ("0", "01.09.2030")
        assert [row[2:5] for row in table_with(app, "Vergleichsstand")] == [["0", "0", "0"], ["24", "24", "2"]]
        assert app.incidents == []


def test_a_dry_run_says_when_a_newer_catalogue_has_too_few_communes_yet(
    pool: list[Commune], page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = replace(benchmark_publishing.preview(None, MARCH), not_yet_version="2028-01")
    monkeypatch.setattr(benchmark_publishing, "preview", lambda *_: planned)
    app = page()
    app.click(START)
    sentence = (
        "Gerechnet wird weiter mit dem Fragenkatalog 2021-07: Für eine erste Veröffentlichung mit dem Fragenkatalog "
        "2028-01 sind es noch zu wenige Kommunen."
    )
    assert sentence in app.text


def test_many_releases_are_shown_a_page_at_a_time(
    pool: list[Commune], page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmark_publishing.publish(None, MARCH)
    view = benchmark_publishing.releases(a_person(Role.PLATFORM), MARCH)
    many = replace(view, releases=view.releases * 23)
    monkeypatch.setattr(benchmark_publishing, "releases", lambda *_: many)
    app = page()
    assert len(table_with(app, "Vergleichsstand")) == 10
    assert app.tab.get("pagination")


def test_every_parameter_of_a_release_has_words(pool: list[Commune], page: Page) -> None:
    assert set(_words()) == set(Parameters().as_json())


def test_everything_published_can_be_downloaded_as_it_is(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, MARCH)
    (button,) = page().tab.get("download_button")
    assert button.label == "Alles Veröffentlichte herunterladen (json)"
    assert json.loads(json.dumps(benchmarks.published_as_json()))["releases"][0]["id"] == "2027-03-01"


# The dry run.


def test_a_dry_run_tells_cells_filters_and_who_waits_and_stores_nothing(pool: list[Commune], page: Page) -> None:
    stored_commune(ags="09999001", benchmark_consent=False)
    app = page()
    assert PUBLISH not in keys(app)
    before = len(audit_trail())
    app.click(START)
    outcome = benchmark_publishing.preview(None, SEPTEMBER).outcome
    assert f"**{outcome.created} Zellen mit zusammen 24 Kommunen: {outcome.created} neu.**" in app.text
    assert (numbers(app)["Warten"], numbers(app)["Zellen"]) == ("0", str(outcome.created))
    cells = table_with(app, "Was geschieht")
    assert sum(int(row[1]) for row in cells) == 24
    assert {row[2] for row in cells} == {"neu"}
    assert [row[0] for row in table_with(app, "Art")] == ["Gemeinden", "Kreisfreie Städte", "Landkreise"]
    assert table_with(app, "Grund") == [["nimmt nicht teil", "1"]]
    assert [tab.label for tab in app.tab.tabs] == [
        "Art",
        "Einwohnerzahl",
        "Einwohnerzahl, feiner",
        "Ost oder West",
        "Städtisch oder ländlich",
        "Land",
    ]
    assert len(audit_trail()) == before
    assert benchmarks.published() == []


def test_a_dry_run_shows_no_figure_and_says_why(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, MARCH)
    answer(pool, 2027, 6)
    app = page().click(START)
    assert "Punkte und Antworten zeigt er nicht" in app.text
    assert not app.tab.get("plotly_chart")
    fields = {field.title for field in benchmarks.catalogue("2021-07").fields}
    assert not [title for title in fields if title in app.text]


def test_cells_that_change_come_first_and_won_and_lost_filters_are_named(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, MARCH)
    cells = benchmark_publishing.preview(None, SEPTEMBER).cells
    answer(pool, 2027, 6)
    districts = communes(24, seed=5, kind=CommuneKind.DISTRICT, urbanisation="")
    answer([replace(each, ags=f"{each.ags[:2]}{900 + n}") for n, each in enumerate(districts)], 2027, 6)
    app = page().click(START)
    changes = [row[2] for row in table_with(app, "Was geschieht")]
    assert changes == sorted(changes, key=["neu", "neu gerechnet", "endet", "unverändert"].index)
    assert changes.count("neu gerechnet") == len(cells)
    assert "**Neu angeboten:** Landkreise, " in app.text
    assert "**ja**, bisher nein" in app.text


def test_those_who_wait_are_named(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, MARCH)
    late = communes(27, seed=3)[24:]
    answer(late, 2027, 6)
    app = page().click(START)
    assert "Nichts zu veröffentlichen: Keine Zelle ändert sich. 3 Kommunen warten." in app.text
    for commune in late:
        assert commune.name in app.text
    assert ["wartet auf eine Zelle", "3"] in table_with(app, "Grund")
    assert "Es gibt nichts zu veröffentlichen." in app.text
    assert keys(app)["publish_disabled"] is False


def test_a_dry_run_stays_until_something_changes(pool: list[Commune], page: Page) -> None:
    app = page().click(START)
    assert PUBLISH in keys(app.run())
    benchmark_publishing.publish(None, SEPTEMBER)
    app.run()
    assert PUBLISH not in keys(app)
    assert "Der letzte Probelauf gilt nicht mehr" in problems(app)[0]
    assert problems(app.run()) == []


def test_a_bar_shows_how_far_a_dry_run_is(pool: list[Commune], page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    preview = benchmark_publishing.preview

    def watched(acting: object, today: date, progress: Callable[[float], None]) -> DryRun:
        def both(share: float) -> None:
            told.append(share)
            progress(share)

        return preview(acting, today, both)  # type: ignore[arg-type]

    monkeypatch.setattr(benchmark_publishing, "preview", watched)
    page().click(START)
    assert told == sorted(told) and len(told) >= 3
    assert all(0 <= share <= 1 for share in told)


# Publishing.


def test_publishing_names_what_cannot_be_undone_and_tells_what_was_done(pool: list[Commune], page: Page) -> None:
    app = page().click(START)
    for words in (
        "Was veröffentlicht ist, lässt sich nicht ändern und nicht zurückholen.",
        "Die nächste Veröffentlichung ist frühestens am 01.03.2028 möglich.",
        "Alle teilnehmenden Kommunen sehen die neuen Zahlen sofort, und sie werden offene Daten.",
    ):
        assert words in app.text
    app.click(PUBLISH)
    (told,) = app.tab.success
    assert told.value.startswith("Veröffentlicht. ")
    assert "mit zusammen 24 Kommunen" in told.value
    assert numbers(app)["Gezählt"] == "24"
    assert PUBLISH not in keys(app)
    assert [release.date for release in benchmarks.published()] == [date(2027, 9, 2)]
    assert audit_trail()[-1][0] == "benchmark.published"


def test_between_two_dates_the_button_waits_and_says_until_when(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, SEPTEMBER)
    answer(pool, 2027, 8)
    app = page().click(START)
    assert "Das nächste Mal geht es ab dem 01.03.2028." in app.text
    assert keys(app)["publish_disabled"] is False
    assert PUBLISH not in keys(app)


def test_too_few_communes_for_a_first_release_are_told(store: Engine, page: Page) -> None:
    answer(communes(12, seed=3), 2026, 11)
    app = page().click(START)
    assert "Für die erste Veröffentlichung sind es noch zu wenige Kommunen. 12 Kommunen warten." in app.text
    assert PUBLISH not in keys(app)


def test_a_missing_key_is_told_where_the_button_is(pool: list[Commune], page: Page) -> None:
    benchmark_publishing.publish(None, MARCH)
    settings_module.settings().data_dir.joinpath("benchmark.key").unlink()
    app = page().click(START)
    assert problems(app) == ["Der Schlüssel der Vergleichsdaten fehlt. Bitte stellen Sie den bisherigen wieder her."]


def test_weaker_parameters_are_told_with_their_names(
    pool: list[Commune], page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmark_publishing.publish(None, MARCH)
    monkeypatch.setattr(benchmark_publishing, "PARAMETERS", Parameters(k=5))
    app = page().click(START)
    assert problems(app) == ["Die Regeln für die Anonymität dürfen nicht schwächer werden als bisher: k."]


def test_a_colleague_who_published_in_the_same_moment_is_told(
    pool: list[Commune], page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: object) -> None:
        raise ChangedMeanwhile("benchmark_published_meanwhile")

    app = page().click(START)
    monkeypatch.setattr(benchmark_publishing, "publish", too_late)
    app.click(PUBLISH)
    assert problems(app) == [
        "Inzwischen hat jemand anderes Vergleichsdaten veröffentlicht. Bitte sehen Sie sich den neuen Stand an."
    ]
    assert PUBLISH not in keys(app)


def test_in_the_demo_the_next_release_is_possible_at_once(app_as: AppAs) -> None:
    app = app_as(Role.PLATFORM, ADDRESS)
    assert numbers(app)["Nächste ab"] == "sofort"
    app.click(START)
    assert "Nichts zu veröffentlichen: Keine Zelle ändert sich." in app.text
    assert "Musterstadt" not in app.text
