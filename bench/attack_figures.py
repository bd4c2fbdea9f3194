"""What attacks reach, as told in docs/anonymity.md, section 7: `python -m bench.attack_figures`.

Prints three tables: naive systems and ours at 35, 120 and 300 communes; the same over time; and the range that remains
of one score by how alike a cell is and how many of its members collude. Takes about a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from attacks import our_system
from attacks.campaign import Reached, attack, follow_changes, in_new_cells, likely_colluders
from attacks.figures import Figure
from attacks.naive_systems import FixedCells, Live, without_remainders
from attacks.sorted_values import Run, possible_range
from attacks.worlds import RELEASE_DAYS, Moment, World, history, still, watched

from data.rules.benchmark_parameters import Parameters
from data.rules.benchmark_points import Indicator, points

Seen = Callable[[World], list[Figure]]
PAIRS = 5
CELLS_OF_A_SPREAD = 60


@dataclass(frozen=True)
class Row:
    """A system in the table: its name and what an attacker sees of it."""

    name: str
    seen: Seen


ROWS = (
    Row("live, k = 5, with minimum and maximum", lambda w: Live(w, k=5, extremes=True).figures()),
    Row("live, k = 7, rounded to 1", lambda w: Live(w, step=1).figures()),
    Row("live, k = 7, rounded to 5", lambda w: Live(w, step=5).figures()),
    Row("live, k = 7, rule for remainders", lambda w: Live(w, allowed=without_remainders).figures()),
    Row("live, k = 7, fresh noise of 2, asked 400 times", lambda w: Live(w, noise=2).figures(asked=400)),
    Row("fixed cells of 3, exact means", lambda w: FixedCells(w, 3).figures()),
    Row("Kompass 2035", lambda w: our_system.figures(our_system.series(w))),
)


def systems(number: int) -> None:
    """Every system at so many communes, alone and with two colluders (the best of several pairs)."""
    world = still(number, 1)
    print(f"\n{number} communes\n{'':48}exact  with 2  below 15  narrowest  crowd  guessed (blind)")
    for row in ROWS:
        figures = row.seen(world)
        targets = 0 if "noise" in row.name else 12 if number == 35 else 2
        alone = attack(world, figures, targets=targets)
        pairs = [attack(world, figures, pair, targets=0).verdict.exact for pair in _pairs(world, figures)]
        _print(row.name, alone, f"{max(pairs):6}  ")


def _pairs(world: World, figures: Sequence[Figure]) -> Iterator[tuple[int, ...]]:
    groups = sorted({figure.members for figure in figures}, key=lambda members: (len(members), sorted(members)))
    for seed, members in enumerate(groups[:PAIRS]):
        yield likely_colluders(world, members, 2, seed)[0]


def _print(name: str, reached: Reached, with_two: str = "") -> None:
    found = reached.verdict
    guesses = f"{reached.guessed:7.0%} ({reached.blind:.0%})"
    print(f"{name:48}{found.exact:5}  {with_two}{found.narrow:8}  {found.narrowest:9.1f}  {reached.crowd:5}{guesses}")


def over_time() -> None:
    """Twelve submissions watched; seven releases kept; the same answers in cells that are formed anew."""
    world = watched(35, 1)
    print(f"\n12 submissions watched\n{'':48}exact  below 15  changes exact  changes below 15")
    for name, figures in (
        ("live, k = 5", Live(world, k=5).figures()),
        ("live, k = 7, rounded to 1", Live(world, step=1).figures()),
        ("cells of 7, refresh after 1 change", FixedCells(world, 7, refresh=1).figures()),
        ("Kompass 2035", our_system.figures(our_system.series(world))),
    ):
        values, changed = attack(world, figures, targets=0).verdict, follow_changes(world, figures)
        print(f"{name:48}{values.exact:5}{values.narrow:10}{changed.exact:15}{changed.narrow:18}")
    print(f"\nKompass 2035, all releases kept\n{'':48}exact  below 15  narrowest  crowd  guessed (blind)")
    for number, releases in ((35, 7), (120, 4), (300, 4)):
        grown = history(number, 1, releases)
        _print(
            f"{releases} releases, {number} to {len(grown.moments[-1].rounds)} communes",
            attack(grown, our_system.figures(our_system.series(grown)), targets=0),
        )
    for number, more in ((35, 60), (120, 180), (300, 420)):
        world = still(more, 2)
        moments = [
            Moment(day, world.moments[0].rounds[:some]) for day, some in zip(RELEASE_DAYS, (number, more), strict=False)
        ]
        figures = our_system.figures(chain(*(our_system.series(each) for each in in_new_cells(world, moments))))
        _print(f"same answers, all cells anew, {number} to {more}", attack(world, figures, targets=0))


def ranges() -> None:
    """The range of one score from the points of its cell: least and median, by spread in the cell and colluders."""
    print("\nrange of a score, least / median")
    print("spread in the cell         nobody   one member  two members  all others")
    draw = np.random.default_rng(1)
    for spread in (0.5, 2, 5, 10, 15):
        found: dict[int, list[float]] = {0: [], 1: [], 2: [], -1: []}
        for number in range(CELLS_OF_A_SPREAD):
            values = np.clip(draw.normal(draw.uniform(10, 90), spread, draw.integers(7, 11)), 0, 100)
            values = np.sort(np.round(values, 2))
            runs = _runs(f"c{spread}-{number}", values)
            for colluders, widths in found.items():
                widths += [_width(runs, known) for known in _choices(draw, values, colluders)]
        told = "".join(f"{min(widths):6.0f} / {median(widths):3.0f} " for widths in found.values())
        print(f"standard deviation {spread:4}{told}")


def _runs(cell_id: str, values: np.ndarray) -> list[Run]:
    members = [np.array([round(value * 100)], dtype=np.int16) for value in values]
    told = points({cell_id: members}, [Indicator("f")], Parameters(), our_system.KEY)[cell_id]["f"]
    return [Run(point.weight, *our_system.bounds(point.value)) for point in told]


def _choices(draw: np.random.Generator, values: np.ndarray, colluders: int) -> list[list[float]]:
    """Random members and those at either end; -1: everybody but one."""
    if colluders < 0:
        return [np.delete(values, place).tolist() for place in range(len(values))]
    at_ends = [values[:colluders], values[len(values) - colluders :]]
    return [each.tolist() for each in (draw.permutation(values)[:colluders], *at_ends)][: 3 if colluders else 1]


def _width(runs: Sequence[Run], known: Sequence[float]) -> float:
    found = possible_range(runs, known)
    assert found is not None
    return found[1] - found[0]


if __name__ == "__main__":
    for communes in (35, 120, 300):
        systems(communes)
    over_time()
    ranges()
