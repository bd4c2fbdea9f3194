"""What may be shown of a printed release, once more and plainly, as docs/anonymity.md tells it: with nothing of
`data.rules`, from the public table that `published-benchmark --json` prints and from public facts on who takes part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from plain_comparison import plain_attributes

from data.model.people import Commune

BANDS = ("under_5k", "5k_20k", "20k_100k", "from_100k")
SIZES = (
    "under_2k", "2k_5k", "5k_10k", "10k_20k", "20k_50k", "50k_100k", "100k_200k", "200k_500k", "from_500k",
)  # fmt: skip
BAND_OF_SIZE = dict(zip(SIZES, (0, 0, 1, 1, 2, 2, 3, 3, 3), strict=True))
HOW_MANY_VALUES = {"type": 3, "band": 4, "size_class": 9, "east_west": 2, "region": 3, "land": 16}

Wish = Mapping[str, Iterable[str]]
Point = tuple[int, int]
"""Weight and value."""


@dataclass(frozen=True)
class PlainFigure:
    """What may be shown of one field or criterion."""

    counted: int
    mean: int
    q25: int | None = None
    median: int | None = None
    q75: int | None = None
    histogram: tuple[int, ...] | None = None


@dataclass(frozen=True)
class PlainGroup:
    """The group that is shown for a wish: its filter (of an own cell what is in it), its cells, how it came about."""

    shown: Mapping[str, frozenset[str]]
    cells: tuple[str, ...]
    basis: str


def public_facts(commune: Commune) -> dict[str, str]:
    """The public attributes of a commune in the words of the printed table."""
    plain = plain_attributes(commune)
    region = {"none": "not_classified"}.get(str(plain["region"]), str(plain["region"]))
    return {**{name: str(value) for name, value in plain.items()}, "region": region} | {
        "band": BANDS[int(plain["band"])],
        "size_class": SIZES[int(plain["size_class"])],
    }


class PlainRelease:
    """A release as it was printed, beside the public facts on those who take part. All of them are counted."""

    def __init__(self, printed: Mapping[str, Any], participants: Iterable[Commune]) -> None:
        self.cells: dict[str, Mapping[str, Any]] = {cell["id"]: cell for cell in printed["cells"]}
        self.printed = printed
        self.facts = [public_facts(commune) for commune in participants]
        self._figures: dict[tuple[tuple[str, ...], str], PlainFigure | None] = {}
        assert sum(cell["size"] for cell in self.cells.values()) == len(self.facts) == printed["participants"]

    def matching(self, chosen: Wish) -> int:
        """How many communes that take part match a filter."""
        return sum(all(facts[name] in values for name, values in chosen.items()) for facts in self.facts)

    def inside(self, chosen: Wish) -> tuple[str, ...]:
        """The cells that have nobody who does not match."""
        return tuple(
            id_
            for id_, cell in self.cells.items()
            if all(set(cell["attributes"][name]) <= set(values) for name, values in chosen.items())
        )

    def counted(self, cells: Iterable[str]) -> int:
        """How many communes some cells count."""
        return sum(self.cells[id_]["size"] for id_ in cells)

    def is_offered(self, chosen: Wish) -> bool:
        """Whether the cells hold at least two thirds of those who match."""
        return bool(self.inside(chosen)) and 3 * self.counted(self.inside(chosen)) >= 2 * self.matching(chosen)

    def group(self, wish: Wish, own_cell: str | None) -> PlainGroup:
        """What is shown for a wish: itself, the first wider one that is offered, the own cell, or all."""
        wished = _cleaned(wish)
        if not wished:
            return PlainGroup({}, tuple(self.cells), "all")
        if self.is_offered(wished):
            return PlainGroup(wished, self.inside(wished), "wished")
        for wider in map(_cleaned, _wider(wished)):
            if wider and self.is_offered(wider):
                return PlainGroup(wider, self.inside(wider), "widened")
        if own_cell is None:
            return PlainGroup({}, tuple(self.cells), "all")
        attributes = self.cells[own_cell]["attributes"]
        return PlainGroup({name: frozenset(each) for name, each in attributes.items()}, (own_cell,), "own_cell")

    def points(self, cells: Iterable[str], indicator: str) -> list[Point]:
        """All points of some cells."""
        return [(w, v) for id_ in cells for w, v in self.cells[id_]["points"].get(indicator, [])]

    def figure(self, cells: Sequence[str], indicator: str) -> PlainFigure | None:
        """What may be shown of a field or criterion."""
        place = tuple(cells), indicator
        if place not in self._figures:
            self._figures[place] = self._figure(cells, indicator)
        return self._figures[place]

    def _figure(self, cells: Iterable[str], indicator: str) -> PlainFigure | None:
        points = self.points(cells, indicator)
        counted = sum(weight for weight, _ in points)
        if counted < 7:
            return None
        mean = Fraction(sum(weight * value for weight, value in points), counted)
        if counted < 20:
            return PlainFigure(counted, _rounded(mean, 5))
        step = 5 if counted < 50 else 1
        quartiles = [_rounded(_below(points, Fraction(part * counted, 4)), step) for part in (1, 2, 3)]
        histogram = None
        if counted >= 50:
            parts = [_mass(points, low + 10) - _mass(points, low) for low in range(0, 100, 10)]
            histogram = tuple(_rounded(100 * part / counted, 1) for part in parts)
        return PlainFigure(counted, _rounded(mean, 1), *quartiles, histogram)

    def level(self, cells: Iterable[str], question: str) -> tuple[int, float] | None:
        """How many are counted for a question, and their mean level (0-4)."""
        points = self.points(cells, question)
        counted = sum(weight for weight, _ in points)
        if counted < 7:
            return None
        level = Fraction(sum(weight * value for weight, value in points), 25 * counted)
        return counted, _rounded(level * 10, 1) / 10 if counted >= 20 else _rounded(level * 2, 1) / 2


def _cleaned(wish: Wish) -> dict[str, frozenset[str]]:
    return {name: frozenset(v) for name, v in wish.items() if 0 < len(set(v)) < HOW_MANY_VALUES[name]}


def _wider(wished: Mapping[str, frozenset[str]]) -> Iterator[dict[str, frozenset[str]]]:
    """Wider filters in the order of the document."""
    now = dict(wished)
    if "size_class" in now:
        bands = frozenset(BANDS[BAND_OF_SIZE[size]] for size in now.pop("size_class"))
        now["band"] = (bands & now["band"] if "band" in now else bands) or bands
        yield dict(now)
    chosen = [place for place, band in enumerate(BANDS) if band in now.get("band", ())]
    for place, band in enumerate(BANDS):
        if place not in chosen and (place - 1 in chosen or place + 1 in chosen):
            yield {**now, "band": now["band"] | {band}}
    for name in ("land", "region", "east_west", "band"):
        if name in now:
            del now[name]
            yield dict(now)


def _rounded(value: Fraction, step: int) -> int:
    return step * floor(value / step + Fraction(1, 2))


def _stretch(value: int) -> tuple[Fraction, Fraction]:
    if value < 20:
        return Fraction(0), Fraction(20)
    if value > 80:
        return Fraction(80), Fraction(100)
    return value - Fraction(15, 2), value + Fraction(15, 2)


def _mass(points: Sequence[Point], score: Fraction | int) -> Fraction:
    """How many communes lie below a score, each point spread evenly over what it stands for."""
    total = Fraction(0)
    for weight, value in points:
        low, high = _stretch(value)
        total += weight * min(max((score - low) / (high - low), Fraction(0)), Fraction(1))
    return total


def _below(points: Sequence[Point], wanted: Fraction) -> Fraction:
    """The score below which so many lie; the middle of the gap where that is not one score."""
    edges = sorted({edge for _, value in points for edge in _stretch(value)})
    reached = max(edge for edge in edges if _mass(points, edge) <= wanted)
    first = min(edge for edge in edges if _mass(points, edge) >= wanted)
    if first <= reached:
        return (first + reached) / 2
    low, high = _mass(points, reached), _mass(points, first)
    return reached + (first - reached) * (wanted - low) / (high - low)
