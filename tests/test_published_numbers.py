"""Every number on every page and in every export is one's own, a public fact, or published: nothing else gets out.

What may be shown is computed once more from what `published-benchmark --json` prints, by `plain_figures`.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from statistics import mean, median
from typing import Any

import openpyxl
import pytest
import streamlit as st
import time_machine
from app_tab import App, elements, signed_in
from conftest import installation
from factories import a_commune, stored_person
from held_numbers import Held, Own
from plain_figures import PlainRelease, Wish, public_facts
from register_files import a_table, an_entry
from sqlalchemy import Engine, text
from synthetic_communes import a_moment, communes, replies_of_a_commune, submit_all
from told_numbers import Drawing, Told, lines_of, told_by
from typer.testing import CliRunner

from components.peers import address
from data.__main__ import app as command_line
from data.model.benchmark import PeerFigure
from data.model.people import Commune, CommuneKind, Person, Role
from data.model.result import shown
from data.model.self_check import Answered
from data.rules.benchmark_filters import VALUES
from data.rules.scoring import score
from data.services import benchmark_publishing, benchmarks, goals, peers, register
from data.services.catalogues import catalogue
from data.storage.database import reading

MARCH, TODAY = date(2027, 3, 1), datetime(2027, 9, 2, 10)
USED = catalogue("2021-07")
GOAL_OF = "engagement_beteiligung"
READERS = (Role.MAYOR, Role.OFFICER, Role.STEERING)
PAGE_WISHES: Mapping[str, Wish] = {
    "all": {},
    "towns": {"type": ["municipality"]},
    "districts": {"type": ["district"]},
    "own cell": {"type": ["independent_city"], "land": ["Bremen"]},
    "several": {"type": ["municipality", "independent_city"], "east_west": ["west"]},
    "a large group": {"type": ["municipality", "district"]},
}


@dataclass(frozen=True)
class House:
    """An installation after a release over 60 invented communes and the own one, and all that it printed."""

    folder: Path
    people: Mapping[Role, Person]
    own: Own
    own_cell: str
    release: PlainRelease
    printed: Mapping[str, Any]
    raw: Mapping[str, Sequence[float]]
    existing: Sequence[Mapping[str, str]]

    def held(self, wish: Wish) -> Held:
        group = self.release.group(wish, self.own_cell)
        facts = {self.release.counted(group.cells), self._participating(wish)}
        if group.basis != "own_cell":
            facts.add(self.exist(group.shown))
        days = ("01.03.2027", "März 2027", "2021-07")
        return Held(self.release, group, wish, self.own, USED, frozenset(facts), days)

    def _participating(self, wish: Wish) -> int:
        group = self.release.group(wish, self.own_cell)
        own_cell = group.basis == "own_cell"
        return self.release.counted(group.cells) if own_cell else self.release.matching(group.shown)

    def exist(self, chosen: Wish) -> int:
        return sum(all(facts[name] in values for name, values in chosen.items()) for facts in self.existing)


@pytest.fixture(scope="module", autouse=True)
def always_the_same_day() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("published")
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    with installation(folder):
        yield _furnished(folder)


def _furnished(folder: Path) -> House:
    own = a_commune(
        ags="14500000",
        name="Eigenstadt",
        kind=CommuneKind.INDEPENDENT_CITY,
        land="Sachsen",
        population=250_000,
        urbanisation="dicht besiedelt",
    )
    pool = [own, *communes(60, seed=4)]
    draw = Random(5)
    rounds = [(commune, replies_of_a_commune(draw)) for commune in pool]
    submit_all(rounds, a_moment(2026, 11))
    entries = [_entry(commune) for commune in pool] + [an_entry(f"09777{n:03}") for n in range(140)]
    register.import_register(None, a_table(entries), "register.csv")
    benchmark_publishing.publish(None, MARCH)
    # Later half of the others answer otherwise: what is shown must not follow before the next release.
    submit_all([(commune, replies_of_a_commune(draw)) for commune in pool[1:31]], a_moment(2027, 6))
    with reading() as work:
        stored = work.communes.by_ags(own.ags)
        cell = work.benchmark.cell_of(own.ags, "2027-03-01")
    assert stored is not None and cell is not None
    people = {role: stored_person(role, None if role is Role.PLATFORM else stored) for role in Role}
    goals.set_field_goal(people[Role.MAYOR], GOAL_OF, 75, seen=None)
    printed = json.loads(CliRunner().invoke(command_line, ["published-benchmark", "--json"]).stdout)
    results = [score(USED, replies).scores() for _commune, replies in rounds]
    raw = {key: [of.percent for result in results if (of := result[key]).percent is not None] for key in results[0]}
    own_percents = {key: of.percent for key, of in results[0].items() if of.percent is not None}
    return House(
        folder,
        people,
        Own(own_percents, {GOAL_OF: 75}, rounds[0][1]),
        cell,
        PlainRelease(printed["releases"][0], pool),
        printed,
        raw,
        [public_facts(entry) for entry in entries],
    )


def _entry(commune: Commune) -> Any:
    kinds = {"district": "Landkreis", "independent_city": "Kreisfreie Stadt", "municipality": "Gemeinde"}
    facts = {name: getattr(commune, name) for name in ("name", "kind", "land", "population", "urbanisation")}
    return an_entry(commune.ags, kind_name=kinds[commune.kind.value], **facts)


def wishes(number: int, seed: int = 1) -> list[dict[str, list[str]]]:
    """Choices in some dimensions, of some or all values."""
    draw = Random(seed)
    found: list[dict[str, list[str]]] = [{}]
    for _ in range(number):
        chosen = {}
        for name, values in VALUES.items():
            if draw.random() < 0.4:
                chosen[name] = draw.sample(values, draw.randint(1, len(values)))
        found.append(chosen)
    return found


# What is printed.


def test_the_printed_form_has_exactly_the_keys_of_the_document(house: House) -> None:
    assert house.printed.keys() == {"releases"}
    (release,) = house.printed["releases"]
    assert release.keys() == {"id", "date", "catalogue_version", "participants", "parameters", "cells"}
    assert (release["id"], release["date"], release["catalogue_version"]) == ("2027-03-01", "2027-03-01", "2021-07")
    known = {*USED.places, *(field.key for field in USED.fields), *(each.key for each in USED.criteria)}
    for cell in release["cells"]:
        assert cell.keys() == {"id", "created_release", "attributes", "size", "points"}
        assert cell["attributes"].keys() == VALUES.keys()
        assert cell["points"].keys() <= known
        assert cell["size"] >= 7
        for points in cell["points"].values():
            assert sum(weight for weight, _value in points) >= 7
            assert all(w >= 3 and 10 <= v <= 90 and v % 5 == 0 for w, v in points)


# What the services give to pages.


def problems_of_the_services(house: House, wish: Wish) -> list[str]:
    """Every number of the comparison that is not the one that follows from the printed table."""
    view = peers.beside_peers(house.people[Role.OFFICER], wish)
    assert view is not None
    plain, group = house.release, house.release.group(wish, house.own_cell)
    told, wrong = view.comparison, []

    def hold(name: str, found: object, expected: object) -> None:
        if found != expected:
            wrong.append(f"{name} of {wish}: {found} instead of {expected}")

    hold("basis", (told.group.basis.value, dict(told.group.shown)), (group.basis, group.shown))
    numbers = told.group.counted, told.group.participating, told.group.existing
    own_cell = group.basis == "own_cell"
    matching = plain.counted(group.cells) if own_cell else plain.matching(group.shown)
    hold("communes", numbers, (plain.counted(group.cells), matching, None if own_cell else house.exist(group.shown)))
    hold("own commune", told.own_counted, house.own_cell in group.cells)
    for key in house.own.percents.keys() | house.raw.keys():
        figure = plain.figure(group.cells, key)
        found = told.figures.get(key)
        expected = None if figure is None else {"indicator": key, **asdict(figure)}
        hold(key, None if found is None else asdict(found), expected)
    for key in USED.places:
        level = plain.level(group.cells, key)
        found_level = told.levels.get(key)
        expected = None if level is None else {"question_id": key, "counted": level[0], "level": level[1]}
        hold(key, None if found_level is None else asdict(found_level), expected)
    hold("indicators", told.figures.keys() - house.raw.keys() | told.levels.keys() - USED.places.keys(), set())
    for name, options in told.options.items():
        for option in options:
            chosen = {each: frozenset(values) for each, values in told.group.wished.items()}
            expected_number = plain.matching({**chosen, name: {option.value}})
            hold(f"option {option.value}", option.participating, expected_number)
            added = {**chosen, name: chosen.get(name, frozenset()) | {option.value}}
            hold(f"option {option.value}", option.available, option.chosen or plain.is_offered(added))
    hold("goals", view.goals, dict(house.own.goals))
    return wrong


def test_every_number_that_services_give_for_any_filter_follows_from_what_is_printed(house: House) -> None:
    assert [wrong for wish in wishes(150) for wrong in problems_of_the_services(house, wish)] == []


def test_filters_lead_to_different_groups_of_every_kind(house: House) -> None:
    # Otherwise the tests here would hold few numbers.
    groups = [house.release.group(wish, house.own_cell) for wish in [*wishes(150), *PAGE_WISHES.values()]]
    assert {group.basis for group in groups} == {"all", "wished", "widened", "own_cell"}
    assert len({group.cells for group in groups}) >= 8
    counted = {house.release.counted(group.cells) for group in groups}
    assert min(counted) < 20 <= max(number for number in counted if number < 50) < 50 <= max(counted)


# The export.


def problems_of_the_export(house: House, wish: Wish) -> list[str]:
    """Every cell of the workbook that is not what it has to be; all sheets, rows and columns."""
    book = openpyxl.load_workbook(io.BytesIO(peers.workbook(house.people[Role.OFFICER], wish)))
    held, wrong = house.held(wish), []
    for sheet in book:
        headings, *rows = sheet.iter_rows(values_only=True)
        for row in rows:
            expected = EXPECTED_ROWS[sheet.title](house, held, dict(zip(headings, row, strict=True)))
            found = [cell for cell in row if isinstance(cell, (int, float))]
            if found != expected:
                wrong.append(f"{sheet.title} {row}: {found} instead of {expected}")
    return wrong


def _row_of_figures(house: House, held: Held, row: Mapping[str, Any]) -> list[float]:
    key = _key_of(row)
    found, percent = held.figure(key), house.own.percents.get(key)
    told = asdict(found) if found else {}
    own = [None if percent is None else shown(percent), house.own.goals.get(key)]
    return _numbers([*own, *(told.get(name) for name in ("mean", "q25", "median", "q75", "counted"))])


def _row_of_a_question(house: House, held: Held, row: Mapping[str, Any]) -> list[float]:
    reply, level = house.own.replies.get(row["Nr."]), held.release.level(held.group.cells, row["Nr."])
    counted, of_group = level or (None, None)
    return _numbers([reply.points if isinstance(reply, Answered) else None, of_group, counted])


def _row_of_bars(house: House, held: Held, row: Mapping[str, Any]) -> list[float]:
    found = held.figure(_key_of(row))
    assert found is not None and found.histogram is not None
    return [*found.histogram, found.counted]


def _row_of_the_basis(house: House, held: Held, row: Mapping[str, Any]) -> list[float]:
    _label, value, *_rest = row.values()
    return [value] if isinstance(value, int) and value in held.facts else []


EXPECTED_ROWS = {
    "Vergleich": _row_of_figures,
    "Fragen": _row_of_a_question,
    "Verteilung": _row_of_bars,
    "Grundlage": _row_of_the_basis,
}


def _key_of(row: Mapping[str, Any]) -> str:
    field = next(f for f in USED.fields if row["Handlungsfeld"] == f"{f.number} {f.title}")
    return next((c.key for c in field.criteria if c.title == row["Kriterium"]), field.key)


def _numbers(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


@pytest.mark.parametrize("name", PAGE_WISHES)
def test_every_number_of_the_export_is_own_public_or_published(house: House, name: str) -> None:
    assert problems_of_the_export(house, PAGE_WISHES[name]) == []


def test_the_export_of_a_large_group_holds_a_distribution_and_that_of_a_small_one_does_not(house: House) -> None:
    sheets = {
        name: openpyxl.load_workbook(io.BytesIO(peers.workbook(house.people[Role.OFFICER], wish))).sheetnames
        for name, wish in PAGE_WISHES.items()
    }
    assert "Verteilung" in sheets["all"]
    assert "Verteilung" not in sheets["districts"]


# The page of the comparison.


def comparison_page(house: House, wish: Wish, role: Role = Role.MAYOR, **chosen: str) -> App:
    """The page for a wish, with everything that is folded away opened."""
    app = signed_in(house.people[role], "vergleich")
    app.tab.query_params.clear()
    for name, values in address.as_query({key: frozenset(v) for key, v in wish.items()}).items():
        app.tab.query_params[name] = values
    for key, value in chosen.items():
        app.tab.session_state[key] = value
    return opened(app.run())


def opened(app: App) -> App:
    """The page with everything unfolded that draws only then; what is drawn by that is unfolded too."""
    closed = set[str]()
    while new := {each.key for each in elements(app.tab.main) if each.type == "expander" and each.key} - closed:
        closed |= new
        for key in new:
            app.tab.session_state[key] = True
        app.run()
    assert app.incidents == []
    return app


@pytest.mark.parametrize("scope", ["fields", "criteria"])
@pytest.mark.parametrize("name", PAGE_WISHES)
def test_every_number_of_the_page_is_own_public_or_published(house: House, name: str, scope: str) -> None:
    told = told_by(comparison_page(house, PAGE_WISHES[name], peer_scope=scope))
    assert house.held(PAGE_WISHES[name]).problems(told) == []


@pytest.mark.parametrize("field", [field.key for field in USED.fields])
def test_every_number_on_the_way_down_to_a_question_is_own_public_or_published(house: House, field: str) -> None:
    wish = PAGE_WISHES["all"]
    told = told_by(comparison_page(house, wish, peer_field=field))
    assert house.held(wish).problems(told) == []


@pytest.mark.parametrize("role", READERS)
def test_everybody_of_a_commune_reads_the_same_numbers(house: House, role: Role) -> None:
    told = told_by(comparison_page(house, {}, role))
    assert house.held({}).problems(told) == []
    drawn = [each.traces for each in told if isinstance(each, Drawing)]
    assert drawn == [each.traces for each in told_by(comparison_page(house, {})) if isinstance(each, Drawing)]


def test_the_page_really_tells_every_kind_of_number(house: House) -> None:
    # Otherwise nothing would be held.
    words = "\n".join(line.text for line in lines_of(told_by(comparison_page(house, {}))))
    bars = []
    for field in USED.fields:
        found = house.release.figure(tuple(house.release.cells), field.key)
        assert found is not None and found.histogram is not None
        own = shown(house.own.percents[field.key])
        figures = (found.mean, found.median, found.q25, found.q75, found.counted, own)
        assert not [number for number in figures if str(number) not in words]
        bars.append(all(f"{bar}\u00a0%" in words for bar in found.histogram))
    assert any(bars)


# It holds really: what must not be shown is found wherever it is shown.


def leaks(house: House, key: str) -> dict[str, float]:
    """Numbers that must never be shown of a field or criterion."""
    points = [value for _weight, value in house.release.points(house.release.cells, key)]
    raw = house.raw[key]
    return {
        "smallest published value": min(points),
        "largest published value": max(points),
        "smallest score": shown(min(raw)),
        "largest score": shown(max(raw)),
        "exact median": round(median(raw), 1),
        "mean of the answers": round(mean(raw), 1),
    }


LEAKS = (
    "smallest published value",
    "largest published value",
    "smallest score",
    "largest score",
    "exact median",
    "mean of the answers",
)


@pytest.mark.parametrize("leak", LEAKS)
def test_a_service_that_gives_something_else_than_the_mean_is_found_everywhere(
    house: House, leak: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = benchmarks.figure

    def leaking(indicator: str, *rest: Any) -> PeerFigure | None:
        found = allowed(indicator, *rest)
        return replace(found, mean=round(leaks(house, indicator)[leak])) if found else None

    monkeypatch.setattr(benchmarks, "figure", leaking)
    benchmarks._figures.cache_clear()
    try:
        assert problems_of_the_services(house, {}) != []
        assert problems_of_the_export(house, {}) != []
        assert house.held({}).problems(told_by(comparison_page(house, {}))) != []
    finally:
        benchmarks._figures.cache_clear()


def telling_besides(monkeypatch: pytest.MonkeyPatch, sentence: Callable[[], str]) -> None:
    """From now on every page tells this sentence below its title."""
    title = st.title

    def leaking(*words: Any, **how: Any) -> None:
        title(*words, **how)
        st.caption(sentence())

    monkeypatch.setattr(st, "title", leaking)


@pytest.mark.parametrize("leak", LEAKS)
@pytest.mark.parametrize("words", ["Gruppe: von {number}.", "Management und Steuerung: {number} Punkte."])
def test_a_number_that_a_page_tells_besides_is_found(
    house: House, words: str, leak: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = leaks(house, USED.fields[0].key)[leak]
    sentence = words.format(number=str(number).replace(".", ","))
    telling_besides(monkeypatch, lambda: sentence)
    found = house.held({}).problems(told_by(comparison_page(house, {})))
    assert [problem for problem in found if problem.startswith(f"{number:g} in: ")] == found != []


@pytest.mark.parametrize("leak", LEAKS)
def test_a_mark_that_a_chart_draws_besides_is_found(house: House, leak: str) -> None:
    told = told_by(comparison_page(house, {}))
    chart = next(each for each in told if isinstance(each, Drawing))
    keys = chart.traces[0]["customdata"]
    mark = {"x": [leaks(house, key)[leak] for key in keys], "y": list(range(len(keys)))}
    assert house.held({}).problems([replace(chart, traces=(*chart.traces, mark))]) != []
    assert house.held({}).problems([chart]) == []


# All other pages: none of their numbers depends on what others answered, or on what is published of it.

Picture = Mapping[tuple[Role | None, str], Sequence[Told]]


def picture(people: Mapping[Role, Person], roles: Sequence[Role | None]) -> Picture:
    """All that every page tells everybody, with a dry run where there is one."""
    pictures: dict[tuple[Role | None, str], Sequence[Told]] = {}
    for role in roles:
        app = signed_in(people[role] if role else None)
        addresses = [page["url_pathname"] for page in app.tab._registered_pages.values()]
        assert {"", "vergleich", "vergleichsdaten", "ergebnisse", "datenschutz"} <= set(addresses)
        for url_path in addresses:
            app.open(url_path)
            if any(button.key == "start_dry_run" for button in app.tab.button):
                app.click("start_dry_run")
            pictures[role, url_path] = told_by(opened(app))
    return pictures


@contextmanager
def altered(house: House, folder: Path, *statements: str) -> Iterator[Engine]:
    """A copy of the house in which others answered otherwise, or something else is published."""
    copy = folder / "copy"
    shutil.copytree(house.folder, copy)
    with installation(copy) as store:
        with store.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), {"own": house.people[Role.MAYOR].commune.id})  # type: ignore[union-attr]
        yield store


OTHERS = "self_check_id IN (SELECT id FROM self_check WHERE commune_id <> :own)"
TURNED = "replace(replace(replace(replace({0}, '=0', '=x'), '=4', '=0'), '=x', '=4'), '=3', '=1')"
ANSWERED_OTHERWISE = (
    f"UPDATE frozen_result SET replies = {TURNED.format('replies')}, content = '{{}}' WHERE {OTHERS}",
    f"UPDATE answer SET points = 4 - points WHERE points IS NOT NULL AND {OTHERS}",
    f"UPDATE answer_revision SET points = 4 - points WHERE points IS NOT NULL AND {OTHERS}",
)
EMPTIED = tuple(f"DELETE FROM {table} WHERE {OTHERS}" for table in ("answer_revision", "answer", "frozen_result"))
PUBLISHED_OTHERWISE = ("UPDATE benchmark_point SET value = 30",)
EVERYBODY = (None, *Role)


@pytest.fixture(scope="module")
def as_it_is(house: House) -> Picture:
    return picture(house.people, EVERYBODY)


def test_the_pictures_hold_every_page_and_a_dry_run(as_it_is: Picture) -> None:
    # Otherwise nothing would be compared.
    words = {place: "\n".join(line.text for line in lines_of(told)) for place, told in as_it_is.items()}
    assert "Gezählt: 61" in words[Role.PLATFORM, "vergleichsdaten"]
    assert "Durchschnitt" in words[Role.STEERING, "vergleich"]
    assert "Eigenstadt" in words[Role.MAYOR, "ergebnisse"]
    assert "Durchschnitt" not in "".join(words[role, "vergleich"] for role in (None, Role.CONTRIBUTOR, Role.PLATFORM))


def different(one: Picture, other: Picture) -> set[tuple[Role | None, str]]:
    assert one.keys() == other.keys()
    return {place for place in one if one[place] != other[place]}


def test_no_page_of_anybody_changes_when_all_others_answered_otherwise(
    house: House, as_it_is: Picture, tmp_path: Path
) -> None:
    with altered(house, tmp_path, *ANSWERED_OTHERWISE):
        assert different(as_it_is, picture(house.people, EVERYBODY)) == set()


def test_no_page_of_a_commune_changes_when_the_answers_of_all_others_are_gone(
    house: House, as_it_is: Picture, tmp_path: Path
) -> None:
    of_communes = {place: told for place, told in as_it_is.items() if place[0] in READERS}
    with altered(house, tmp_path, *EMPTIED):
        assert different(of_communes, picture(house.people, READERS)) == set()


def test_no_page_but_the_comparison_and_the_priorities_changes_with_what_is_published(
    house: House, as_it_is: Picture, tmp_path: Path
) -> None:
    # The priorities name the median of the group beside the own points of a criterion.
    telling = {(role, page) for role in READERS for page in ("vergleich", "schwerpunkte")}
    with altered(house, tmp_path, *PUBLISHED_OTHERWISE):
        assert different(as_it_is, picture(house.people, EVERYBODY)) == telling


def test_the_export_changes_with_what_is_published_and_not_with_what_others_answered(
    house: House, tmp_path: Path
) -> None:
    as_it_is = peers.workbook(house.people[Role.OFFICER])
    with altered(house, tmp_path / "1", *EMPTIED):
        assert peers.workbook(house.people[Role.OFFICER]) == as_it_is
    with altered(house, tmp_path / "2", *PUBLISHED_OTHERWISE):
        assert peers.workbook(house.people[Role.OFFICER]) != as_it_is


@pytest.mark.parametrize("role", [Role.MAYOR, Role.PLATFORM])
def test_a_page_that_tells_something_of_the_answers_of_others_is_found(
    house: House, role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered_with_four() -> str:
        with reading() as work:
            return str(work.session.execute(text("SELECT count(*) FROM answer WHERE points = 4")).scalar_one())

    telling_besides(monkeypatch, answered_with_four)
    before = picture(house.people, [role])
    with altered(house, tmp_path, *ANSWERED_OTHERWISE):
        assert {(role, "rueckhalt"), (role, "mein-konto")} <= different(before, picture(house.people, [role]))
