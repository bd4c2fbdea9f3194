"""How long scores and a release of the comparison take: `python -m bench.release [COMMUNES ...]`.

Works on a database of its own in a temporary folder. Prints the best of several runs of `score` with 108 answers, then
for every number of communes the time of `publish` in parts, of the first reading of the comparison and of a cached one.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter
from timeit import repeat

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from factories import a_person
from synthetic_communes import CATALOGUE, a_moment, communes, replies_of_a_commune, submit_all

from data.content.catalogues import catalogue
from data.model.people import Role
from data.rules.benchmark_cells import form_cells
from data.rules.benchmark_parameters import Parameters
from data.rules.scoring import score
from data.services import benchmark_publishing, benchmarks
from data.settings import settings
from data.storage import database
from data.storage.migrations import migrate

RUNS = 200


def timed(what: str, action: Callable[[], object]) -> object:
    """Do it and print how long it took."""
    begun = perf_counter()
    result = action()
    print(f"  {what:<44} {perf_counter() - begun:8.3f} s")
    return result


def scores() -> None:
    """The time of one score of 108 answers."""
    used, replies = catalogue(CATALOGUE), replies_of_a_commune(Random(1))
    best = min(repeat(lambda: score(used, replies), number=RUNS, repeat=5)) / RUNS
    print(f"score of 108 answers: {best * 1000:.3f} ms")


def release(number: int) -> None:
    """The time of a first release of so many communes and of reading it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KOMPASS_DATA_DIR": folder, "KOMPASS_DATABASE_URL": "", "KOMPASS_DEMO": "0"}
        settings.cache_clear()
        database.engine.cache_clear()
        migrate()
        catalogue(CATALOGUE)
        draw, pool = Random(1), communes(number)
        at = a_moment(2026, 11)
        print(f"{number} communes")
        timed("(store their answers)", lambda: submit_all([(c, replies_of_a_commune(draw)) for c in pool], at))
        timed("form cells only", lambda: form_cells(pool, Parameters()))
        timed("read, score and compute, without storing", lambda: benchmark_publishing.preview(None, at.date()))
        outcome = timed("publish", lambda: benchmark_publishing.publish(None, at.date()))
        print(f"  {outcome}")
        with database.reading() as work:
            mayor = a_person(Role.MAYOR, work.communes.by_ags(pool[0].ags))
        timed("comparison, first in this process", lambda: benchmarks.comparison(mayor))
        timed("comparison, from memory", lambda: benchmarks.comparison(mayor))
        database.engine().dispose()


if __name__ == "__main__":
    scores()
    for argument in sys.argv[1:] or ["300", "3000"]:
        release(int(argument))
