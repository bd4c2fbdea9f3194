"""A release reads the answers of a round only where a number can depend on them, and never commune by commune."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from published_releases import MARCH, SEPTEMBER, SUBMITTED, alike, begin_with, districts, rounds_of
from sqlalchemy import Engine, event
from synthetic_communes import CATALOGUE, a_moment, replies_of_a_commune, submit, submit_all

from data.model.people import Commune
from data.model.self_check import NotKnown
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import indicators_of
from data.rules.benchmarking import Occasion, Unit
from data.services import benchmark_units
from data.services.benchmark_publishing import publish
from data.services.catalogues import catalogue
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import reading

JUNE = a_moment(2027, 6)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The official keys of the communes whose answers were read, as they are read."""
    found: list[str] = []
    replies = BenchmarkIntake.replies

    def noted(self: BenchmarkIntake, self_check_ids: list[int], *more: object) -> object:
        found.extend(self_check_ids[each] for each in sorted(self_check_ids))  # type: ignore[arg-type]
        return replies(self, self_check_ids, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(BenchmarkIntake, "replies", noted)
    return found


def keys(pool: list[Commune]) -> list[str]:
    return sorted(commune.ags for commune in pool)


def found_units() -> dict[str, Unit]:
    """What the next release would count, by official key."""
    used = catalogue(CATALOGUE)
    occasion = Occasion("2027-09-01", SEPTEMBER, CATALOGUE, indicators_of(used), Parameters(), b"key")
    with reading() as work:
        rounds = BenchmarkIntake(work.session).submitted_rounds(is_demo=False)
        state = work.benchmark.state(is_demo=False, catalogue_version=CATALOGUE)
        communes = {commune.ags: commune for commune in work.communes.all()}
        return {unit.commune.ags: unit for unit in benchmark_units.units(work, communes, rounds, state, occasion)}


def test_before_the_first_release_the_newest_round_of_everybody_is_read(store: Engine, read: list[str]) -> None:
    pool = begin_with(21)
    submit_all(rounds_of(pool[:3], seed=1), JUNE)
    units = found_units()
    assert sorted(read) == keys(pool)
    assert {ags for ags, unit in units.items() if unit.round.submitted_at == JUNE} == {c.ags for c in pool[:3]}
    assert all(unit.values is not None for unit in units.values())


def test_of_a_cell_in_which_four_answered_again_nobody_is_read(store: Engine, read: list[str]) -> None:
    towns, newcomers = alike(20, 0), districts(3, 100)
    submit_all(rounds_of(towns), SUBMITTED)
    publish(None, MARCH)
    read.clear()
    submit_all(rounds_of([*towns[:4], *newcomers], seed=1), JUNE)
    units = found_units()
    assert sorted(read) == keys(newcomers)
    assert set(units) == {commune.ags for commune in (*towns, *newcomers)}
    assert {ags for ags, unit in units.items() if unit.values is None} == {commune.ags for commune in towns}


def test_of_a_cell_in_which_five_answered_again_everybody_is_read(store: Engine, read: list[str]) -> None:
    towns, others = alike(20, 0), districts(12, 100)
    submit_all(rounds_of([*towns, *others]), SUBMITTED)
    publish(None, MARCH)
    read.clear()
    submit_all(rounds_of(towns[:5], seed=1), JUNE)
    units = found_units()
    assert sorted(read) == keys(towns)
    assert [units[commune.ags].round.submitted_at for commune in towns[4:6]] == [JUNE, SUBMITTED]


def test_an_older_round_is_read_only_where_the_newer_one_is_not_scored_in_all_fields(
    store: Engine, read: list[str]
) -> None:
    pool = begin_with(20)
    replies = replies_of_a_commune(Random(1))
    submit(pool[0], {k: NotKnown() if k.startswith("MS") else r for k, r in replies.items()}, JUNE)
    units = found_units()
    assert sorted(read) == sorted([*keys(pool), pool[0].ags])
    assert units[pool[0].ags].round.submitted_at == SUBMITTED


def test_the_number_of_statements_does_not_grow_with_the_communes(store: Engine) -> None:
    begin_with(20)
    with statements(store) as of_twenty:
        found_units()
    submit_all(rounds_of(districts(20, 100)), SUBMITTED)
    with statements(store) as of_forty:
        assert len(found_units()) == 40
    assert len(of_forty) == len(of_twenty)


@contextmanager
def statements(on: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(on, "before_cursor_execute", note)
    yield found
    event.remove(on, "before_cursor_execute", note)
