"""The same attacks on what the program really prints: answers in a database, published by the service."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from attacks.campaign import attack, follow_changes, inside_a_cell, likely_colluders
from attacks.figures import NARROW, Figure
from attacks.our_system import figures_of_points
from attacks.worlds import FIELDS, INDICATORS, Moment, Round, World
from conftest import installation
from factories import a_person
from synthetic_communes import CATALOGUE, a_moment, communes, replies_of_a_commune, submit_all

from data.model.benchmark import GroupBasis
from data.model.people import Commune, Role
from data.model.self_check import NotKnown, Reply
from data.rules.benchmark_filters import VALUES
from data.rules.scoring import score
from data.services import benchmark_publishing, benchmarks
from data.services.catalogues import catalogue
from data.storage.database import reading

KEY = "a key of the tests of at least thirty-two characters"
MARCH, SEPTEMBER = date(2027, 3, 1), date(2027, 9, 1)
NOVEMBER, JUNE = a_moment(2026, 11), a_moment(2027, 6)
FIELD_KEYS = [field.key for field in catalogue(CATALOGUE).fields]
Replies = Mapping[str, Reply]


@dataclass(frozen=True, eq=False)
class Attacked:
    """What the program printed after two releases, and what attackers know besides: who is counted where."""

    world: World
    told: dict[str, Any]
    members: list[dict[str, frozenset[int]]]

    def figures(self) -> list[Figure]:
        """All published points of all releases about action fields."""
        found: dict[Figure, None] = {}
        for release, members in zip(self.told["releases"], self.members, strict=True):
            for cell in release["cells"]:
                for field, key in enumerate(FIELD_KEYS):
                    found |= dict.fromkeys(figures_of_points(cell["points"][key], members[cell["id"]], field))
        return list(found)


class Diary:
    """Hands in rounds of real answers and keeps what nobody may find out."""

    def __init__(self, everybody: list[Commune]) -> None:
        self.everybody, self.draw = everybody, Random(4)
        self.rounds: list[Round] = []
        self.scores: list[list[int]] = []

    def submit(self, some: list[int], at: datetime) -> None:
        """A round of these communes, with every question answered."""
        rounds = [(self.everybody[place], replies_of_a_commune(self.draw, missing=0)) for place in some]
        submit_all(rounds, at)
        for place, (_, replies) in zip(some, rounds, strict=True):
            self.rounds.append(Round(place, at))
            self.scores.append(_hundredths(replies))

    def members(self) -> dict[str, frozenset[int]]:
        """Who is counted in which cell of the newest release."""
        ids = {commune.ags: place for place, commune in enumerate(self.everybody)}
        place = {(each.commune, each.submitted_at): number for number, each in enumerate(self.rounds)}
        with reading() as work:
            state = work.benchmark.state(is_demo=False, catalogue_version=CATALOGUE)
        return {
            active.cell.id: frozenset(place[ids[ags], counted.submitted_at] for ags, counted in active.members.items())
            for active in state.cells
        }

    def world(self) -> World:
        """Everything in the form that the attacks know; nothing is told of indicators that are not fields."""
        values = np.zeros((len(self.rounds), len(INDICATORS)), dtype=np.int16)
        values[:, :FIELDS] = self.scores
        return World(tuple(self.everybody), tuple(self.rounds), values, (Moment(SEPTEMBER, ()),))


def _hundredths(replies: Replies) -> list[int]:
    found = [field.score.percent for field in score(catalogue(CATALOGUE), dict(replies)).fields]
    return [int(percent * 100 + 0.5) for percent in found if percent is not None]


@pytest.fixture(scope="module")
def attacked(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """Thirty-five communes in March; until September half of them repeat the check, ten join and wait."""
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    with installation(folder, KOMPASS_BENCHMARK_KEY=KEY):
        diary, members = Diary(communes(45, seed=6)), []
        for day, some, at in ((MARCH, range(35), NOVEMBER), (SEPTEMBER, [*range(0, 35, 2), *range(35, 45)], JUNE)):
            diary.submit(list(some), at)
            benchmark_publishing.publish(None, day)
            members.append(diary.members())
        yield Attacked(diary.world(), benchmarks.published_as_json(), members)


def test_two_releases_as_printed_tell_nothing_narrow(attacked: Attacked) -> None:
    before, after = (release["cells"] for release in attacked.told["releases"])
    assert len(before) == len(after) == 4
    assert before != after
    reached = attack(attacked.world, attacked.figures(), targets=6)
    assert (reached.verdict.exact, reached.verdict.narrow) == (0, 0)
    assert reached.verdict.narrowest >= 45
    assert reached.verdict.claims >= 7 * 35
    assert reached.crowd >= 7
    assert follow_changes(attacked.world, attacked.figures()).claims == 0


def test_two_members_of_a_cell_find_nothing_narrow_in_what_is_printed(attacked: Attacked) -> None:
    figures = attacked.figures()
    verdicts = [
        inside_a_cell(attacked.world, figures, members, colluders)
        for of_release in attacked.members
        for members in of_release.values()
        for colluders in likely_colluders(attacked.world, members, 2)
    ]
    assert sum(verdict.exact + verdict.narrow for verdict in verdicts) == 0
    assert min(verdict.narrowest for verdict in verdicts) >= NARROW


def test_any_choice_on_the_page_counts_whole_cells_of_what_is_printed(attacked: Attacked) -> None:
    cells = attacked.told["releases"][-1]["cells"]
    draw, asked = Random(1), a_person(Role.MAYOR, attacked.world.communes[0])
    bases = set()
    for _ in range(80):
        wished = {
            dimension: draw.sample(values, draw.randint(1, len(values)))
            for dimension, values in VALUES.items()
            if draw.random() < 0.3
        }
        found = benchmarks.comparison(asked, wished)
        assert found is not None
        allowed = found.group.shown
        inside = [c for c in cells if all(set(c["attributes"][d]) <= values for d, values in allowed.items())]
        assert found.group.counted == sum(cell["size"] for cell in inside) >= 7
        assert found.figures.keys() >= set(FIELD_KEYS)
        assert {found.figures[key].counted for key in FIELD_KEYS} == {found.group.counted}
        bases.add(found.group.basis)
    assert bases >= {GroupBasis.ALL, GroupBasis.WISHED, GroupBasis.WIDENED}


def test_fifty_of_everybody_who_does_not_count_change_nothing_that_is_printed(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    # Demo communes, without consent, drafts, and rounds in which a whole field is not answered.
    printed = []
    for place, crowded in enumerate((False, True)):
        folder = tmp_path / str(place)
        folder.mkdir()
        shutil.copy(migrated_sqlite, folder / "kompass.db")
        with installation(folder, KOMPASS_BENCHMARK_KEY=KEY):
            draw = Random(1)
            submit_all([(commune, replies_of_a_commune(draw)) for commune in communes(35, seed=3)], NOVEMBER)
            if crowded:
                _crowd(draw)
            benchmark_publishing.publish(None, MARCH)
            printed.append(benchmarks.published_as_json())
    assert printed[0]["releases"][0]["participants"] == 35
    assert printed[0] == printed[1]


def _crowd(draw: Random) -> None:
    others = [(commune, replies_of_a_commune(draw)) for commune in communes(50, seed=9)]
    submit_all([(_moved(c, "9", is_demo=True), r) for c, r in others], NOVEMBER)
    submit_all([(_moved(c, "8", benchmark_consent=False), r) for c, r in others], NOVEMBER)
    submit_all([(_moved(c, "7"), r) for c, r in others], NOVEMBER, draft=True)
    submit_all([(_moved(c, "6"), _without_a_field(r)) for c, r in others], NOVEMBER)


def _moved(commune: Commune, district: str, **changes: object) -> Commune:
    return replace(commune, ags=commune.ags[:2] + district + commune.ags[3:], **changes)  # type: ignore[arg-type]


def _without_a_field(replies: Replies) -> Replies:
    return {key: NotKnown() if key.startswith("MS-") else reply for key, reply in replies.items()}
