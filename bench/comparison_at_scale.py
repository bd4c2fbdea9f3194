"""The comparison with as many communes as the official register has, against the same with 40.

    python bench/comparison_at_scale.py [--communes 3000 | --all] [--register communes.csv]

Fills a database with three rounds of 108 answers of every commune and publishes a release after each. Measures
computing a release against its numpy floor (best of several, in one run), reading and storing, filters, memory, size on
disk, and opening `vergleich` against a server whose database holds 40 communes, in turn. From 50 communes on the page
offers the distribution; a third server with 60 communes tells what that costs.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import numpy as np
from floor import numpy_floor
from floor.measuring import ROOT, seconds_of, tell

# isort: split
from factories import a_person
from floor.many_communes import CATALOGUE, Sheet, add_communes, add_round, communes_of, sheets
from floor.memory import most_megabytes
from release_series import NOTHING_YET
from running_server import Server, on_data_of, serving
from streamlit_tab import Tab
from synthetic_communes import a_moment, replies_of_a_commune

from data.model.people import Commune, Role
from data.model.reply_codes import OPEN
from data.rules import benchmark_points
from data.rules.benchmark_cells import Crowd, Rows, form_cells
from data.rules.benchmark_filters import VALUES
from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import indicators_of, points
from data.rules.benchmark_scores import ReplyNumbers, values_of_sheets
from data.rules.benchmarking import Occasion, Unit, next_release
from data.rules.scoring import HIGHEST_LEVEL, score
from data.services import accounts, benchmark_units, benchmarks
from data.services.catalogues import catalogue
from data.settings import settings
from data.storage import database
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.migrations import migrate

FEW, ENOUGH_FOR_ALL_CHARTS, MODERATE = 40, 60, 3_000
ROUNDS = (
    ("2026", a_moment(2026, 11), date(2027, 3, 1)),
    ("2027", a_moment(2027, 5), date(2027, 9, 1)),
    ("2027/28", a_moment(2027, 11), date(2028, 3, 1)),
)
USERNAME, PASSWORD = "leitung", "Turm und Fluss, 7291"
KEY = b"a key of this measurement only.."
BEST_OF = 12
FILTERS, OPENINGS, TURNS = 300, 10, 6
TARGET_COMPUTING, TARGET_OPENING, TARGET_FILTER_MS = 3.0, 1.1, 20.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, default=MODERATE)
    parser.add_argument("--all", action="store_true", help="as many as the register has")
    parser.add_argument("--register", type=Path, help="a register file; without it, communes are invented")
    given = parser.parse_args()
    number = None if given.all else given.communes
    with tempfile.TemporaryDirectory() as name:
        pools = {"many": number, "60": ENOUGH_FOR_ALL_CHARTS, "40": FEW}
        folders = {size: Path(name, size) for size in pools}
        fill_all({folders[size]: communes_of(given.register, pools[size]) for size in pools})
        with on_data(folders["many"]):
            as_a_server_has_begun()
            computing()
            filters()
        opening(folders)


@contextmanager
def on_data(folder: Path) -> Iterator[None]:
    """Work on the database in a folder."""
    folder.mkdir(exist_ok=True)
    os.environ |= {"KOMPASS_DATA_DIR": str(folder), "KOMPASS_DATABASE_URL": "", "KOMPASS_DEMO": "0"}
    settings.cache_clear()
    database.engine.cache_clear()
    yield
    database.engine().dispose()


def as_a_server_has_begun() -> None:
    """What lives now is not looked through for garbage any more, as in serving/start.py.

    A release makes many objects, and each search for garbage would also go through what only the measurement holds;
    the floor makes none and would pay nothing.
    """
    gc.collect()
    gc.freeze()


def fill_all(pools: Mapping[Path, Sequence[Commune]]) -> None:
    """Databases in these folders. The drawn sheets, many objects, live no longer than this takes."""
    drawn = sheets()
    for folder, pool in pools.items():
        fill(folder, pool, drawn)


def fill(folder: Path, pool: Sequence[Commune], drawn: Sequence[Sheet]) -> None:
    """A database with rounds and releases, in which the first commune has an account."""
    with on_data(folder):
        migrate()
        add_communes(pool)
        accounts.add_account(
            None, username=USERNAME, display_name="Leitung", role=Role.MAYOR, ags=pool[0].ags, password=PASSWORD
        )
    print(f"== {len(pool):,} communes, {len(pool) * len(ROUNDS) * len(catalogue(CATALOGUE)):,} answers")
    draw = Random(2)
    for name, at, day in ROUNDS:
        with on_data(folder):
            add_round(pool, draw.choices(drawn, k=len(pool)), name, at)
        size = megabytes_of(folder)
        told = published(folder, day)
        seconds = ", ".join(f"{part} {second:.2f} s" for part, second in told["seconds"].items())
        print(f"{told['outcome']}\n    {seconds}")
        print(
            f"    most memory {told['megabytes']:.0f} MB, of which {told['megabytes_before']:.0f} MB the program; "
            f"database {size:,.0f} MB and {megabytes_of(folder) - size:.0f} MB for this release"
        )


def published(folder: Path, day: date) -> dict[str, Any]:
    """Publish a release in a process of its own; what it took."""
    command = [sys.executable, str(ROOT / "bench" / "floor" / "publishing.py"), day.isoformat()]
    environment = {**os.environ, "KOMPASS_DATA_DIR": str(folder), "KOMPASS_DATABASE_URL": "", "KOMPASS_DEMO": "0"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def megabytes_of(folder: Path) -> float:
    """The size of the database, with what is not written back yet."""
    return sum(path.stat().st_size for path in folder.glob("kompass.db*")) / 1e6


def computing() -> None:
    """Compute a first release from everybody's newest round, against the floor, in turn."""
    used, occasion = catalogue(CATALOGUE), an_occasion()
    pool, replies = newest_rounds(occasion)
    _, all_scored = values_of_sheets(used, replies)
    replies = replies[all_scored]
    pool.sort(key=lambda unit: unit.commune.ags)
    communes = [unit.commune for unit in pool]

    def formed() -> list[Rows]:
        return form_cells(Crowd.of(communes), np.arange(len(communes)), occasion.parameters)

    cells = {
        f"{occasion.release_id}-c{number:03}": [pool[row].values for row in rows.tolist()]
        for number, rows in enumerate(formed(), start=1)
    }
    found = points(cells, occasion.indicators, occasion.parameters, KEY)
    runs = [
        (cell, indicator, run)
        for cell, indicators in found.items()
        for indicator, of_indicator in indicators.items()
        for run in range(len(of_indicator))
    ]
    levels = np.where(replies > HIGHEST_LEVEL, OPEN, replies)
    criterion = np.repeat(
        *zip(*((place, len(each.questions)) for place, each in enumerate(used.criteria)), strict=True)
    )
    cell = np.repeat(np.arange(len(cells)), [len(members) for members in cells.values()])
    sheet = replies_of_a_commune(Random(1))
    floor_values = numpy_floor.scored(levels, criterion)

    def without_offsets() -> object:
        with patch.object(benchmark_points, "offsets", lambda *of_runs: np.zeros(len(of_runs[-1]), np.uint64)):
            return points(cells, occasion.indicators, occasion.parameters, KEY)

    seconds = best(
        {
            "one sheet": lambda: score(used, sheet),
            "floor: scores": lambda: numpy_floor.scored(levels, criterion),
            "floor: sums": lambda: numpy_floor.summed(floor_values, cell),
            "floor: offsets": lambda: numpy_floor.hashed(runs, KEY),
            "scores": lambda: values_of_sheets(used, replies),
            "points without offsets": without_offsets,
            "points": lambda: points(cells, occasion.indicators, occasion.parameters, KEY),
            "cells": formed,
            "release": lambda: next_release(NOTHING_YET, pool, occasion),
        }
    )
    tell_computing(seconds, len(cells), len(runs))


def tell_computing(seconds: dict[str, float], cells: int, runs: int) -> None:
    """Print the parts of computing a release beside the floor of each."""
    floor = seconds["floor: scores"] + seconds["floor: sums"]
    both, whole = seconds["scores"] + seconds["points without offsets"], seconds["scores"] + seconds["release"]
    rows = (
        ("scores", seconds["floor: scores"], seconds["scores"]),
        ("sorting, runs, rounding", seconds["floor: sums"], seconds["points without offsets"]),
        ("both", floor, both),
        (
            f"keyed offsets of {runs:,} runs",
            seconds["floor: offsets"],
            seconds["points"] - seconds["points without offsets"],
        ),
        (f"forming {cells} cells", None, seconds["cells"]),
        ("whole release", floor, whole),
        ("whole release, with plain hashing", floor + seconds["floor: offsets"], whole),
    )
    print(f"== score of one sheet with all its bounds: {1000 * seconds['one sheet']:.2f} ms")
    print(f"== computing a release, best of {BEST_OF}\n{'':36}{'floor':>10}{'here':>10}{'ratio':>7}")
    for name, least, here in rows:
        compared = f"{1000 * least:7.0f} ms" if least else f"{'':10}"
        print(f"{name:36}{compared}{1000 * here:7.0f} ms{f'{here / least:7.2f}' if least else ''}")
    for name, ratio in (("what the floor does", both / floor), ("the whole release", whole / floor)):
        verdict = "reached" if ratio <= TARGET_COMPUTING else "missed"
        print(f"{name}: ratio {ratio:.2f} (target {TARGET_COMPUTING:g}: {verdict})")


def an_occasion() -> Occasion:
    """A first release after all rounds."""
    day = ROUNDS[-1][2]
    return Occasion(day.isoformat(), day, CATALOGUE, indicators_of(catalogue(CATALOGUE)), Parameters(), KEY)


def newest_rounds(occasion: Occasion) -> tuple[list[Unit], ReplyNumbers]:
    """Everybody's newest round, as a first release reads it, and its replies once more."""
    with database.reading() as work:
        intake = BenchmarkIntake(work.session)
        rounds = intake.submitted_rounds(is_demo=False)
        newest = [of_commune[0].counted.self_check_id for of_commune in rounds.values()]
        _, replies = intake.replies(newest, list(catalogue(CATALOGUE).places))
        communes = {commune.ags: commune for commune in work.communes.all()}
        return benchmark_units.units(work, communes, rounds, NOTHING_YET, occasion), replies


def best(works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The least seconds of each work, in turn."""
    least = dict.fromkeys(works, math.inf)
    for _ in range(BEST_OF):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            least[name] = min(least[name], time.perf_counter() - begun)
    return least


def filters() -> None:
    """What one filter takes in the service, each asked for the first time."""
    with database.reading() as work:
        mayor, draw = a_person(Role.MAYOR, work.communes.by_id(1)), Random(1)
    begun = time.perf_counter()
    benchmarks.comparison(mayor)
    first = time.perf_counter() - begun
    milliseconds = []
    for _ in range(FILTERS):
        wished = {
            dimension: draw.sample(values, draw.randint(1, len(values)))
            for dimension, values in VALUES.items()
            if draw.random() < 0.4
        }
        begun = time.perf_counter()
        benchmarks.comparison(mayor, wished)
        milliseconds.append(1000 * (time.perf_counter() - begun))
    p50, p95, most = np.percentile(milliseconds, [50, 95, 100])
    verdict = "reached" if p95 <= TARGET_FILTER_MS else "missed"
    print(f"== {FILTERS} filters: p50 {p50:.1f} ms, p95 {p95:.1f} ms, most {most:.1f} ms", end=" ")
    print(f"(target {TARGET_FILTER_MS:g} ms: {verdict}); the first look at a release takes {first:.2f} s")


def opening(folders: Mapping[str, Path]) -> None:
    """Open the page on all servers in turn, and look at their memory."""
    with ExitStack() as stack:
        print("== opening vergleich")
        servers = {size: stack.enter_context(served(folder)) for size, folder in folders.items()}
        tabs = {size: opened(server, size) for size, server in servers.items()}
        seconds: dict[str, list[float]] = {size: [] for size in tabs}
        for _ in range(TURNS):  # in turn, so that a slow moment of the machine hits all
            for size, tab in tabs.items():
                seconds[size] += seconds_of([tab], OPENINGS, lambda tab, _: tab.run())
        for few in ("40", "60"):
            tell(1, seconds, {"many": few}, TARGET_OPENING)
        memory = ", ".join(
            f"{most_megabytes(server.process_id):.0f} MB with {size}" for size, server in servers.items()
        )
        print(f"    most memory of a server: {memory}")


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The program on the database in a folder."""
    prepared = on_data_of({"KOMPASS_DATA_DIR": str(folder), "KOMPASS_DEMO": "0"}, folder / "log")
    with serving(prepared) as running:
        yield running


def opened(server: Server, size: str) -> Tab:
    """A tab at the comparison, which was opened once."""
    cookies: dict[str, str] = {}
    with Tab(server.url, cookies) as tab:
        tab.sign_in(USERNAME, PASSWORD)
    tab = Tab(server.url, cookies, path="vergleich")
    begun = time.perf_counter()
    tab.run()
    print(f"    {size}: the first time in a process {time.perf_counter() - begun:.2f} s")
    assert tab.is_signed_in()
    return tab


if __name__ == "__main__":
    main()
