"""Cells of the anonymous comparison, formed from public attributes only: docs/anonymity.md, section 3.

Nothing in this module can see an answer: it takes communes and gives back sets of communes.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.model.people import Commune, PublicFacts
from data.rules.benchmark_parameters import Parameters

BANDS = (("under_5k", 5_000), ("5k_20k", 20_000), ("20k_100k", 100_000), ("from_100k", None))
SIZE_CLASSES = (
    ("under_2k", 2_000),
    ("2k_5k", 5_000),
    ("5k_10k", 10_000),
    ("10k_20k", 20_000),
    ("20k_50k", 50_000),
    ("50k_100k", 100_000),
    ("100k_200k", 200_000),
    ("200k_500k", 500_000),
    ("from_500k", None),
)
EASTERN_LAND_KEYS = ("11", "12", "13", "14", "15", "16")  # Berlin to Thuringia; why Berlin: docs/anonymity.md
RURAL = "gering besiedelt"
ORDERED: Mapping[str, tuple[str, ...]] = {
    "band": tuple(name for name, _ in BANDS),
    "size_class": tuple(name for name, _ in SIZE_CLASSES),
}
"""The dimensions whose values have an order, with that order."""
_LIMITS = {
    "band": [below for _, below in BANDS if below is not None],
    "size_class": [below for _, below in SIZE_CLASSES if below is not None],
}

Attributes = Mapping[str, str]


def attributes_of(commune: PublicFacts) -> dict[str, str]:
    """The public attributes of a commune, or of an entry of the register, by dimension.

    Districts have no degree of urbanisation in the register: their region is `not_classified`.
    """
    return {
        "type": commune.kind.value,
        "east_west": "east" if commune.ags[:2] in EASTERN_LAND_KEYS else "west",
        "band": _class_of(commune.population, "band"),
        "region": _region_of(commune.urbanisation),
        "land": commune.land,
        "size_class": _class_of(commune.population, "size_class"),
    }


Rows = NDArray[np.intp]
"""Some of the communes of a crowd, by their places in it."""


@dataclass(frozen=True)
class Crowd:
    """Communes in the order of their official keys, and which of the few public profiles each of them has."""

    communes: Sequence[Commune]
    profiles: Sequence[Attributes]
    profile: Rows

    @classmethod
    def of(cls, communes: Iterable[Commune]) -> Crowd:
        """These communes, whatever order they come in."""
        ordered = sorted(communes, key=attrgetter("ags"))
        numbers: dict[tuple[object, ...], int] = {}
        profile = np.array([numbers.setdefault(_profile_of(each), len(numbers)) for each in ordered], dtype=np.intp)
        first_of_each = np.unique(profile, return_index=True)[1].tolist()
        return cls(ordered, [attributes_of(ordered[row]) for row in first_of_each], profile)

    def attributes(self, rows: Rows) -> dict[str, tuple[str, ...]]:
        """Every value that occurs among some of the communes, by dimension, in the order of the dimension."""
        found = [self.profiles[number] for number in np.unique(self.profile[rows]).tolist()]
        return {
            dimension: tuple(sorted({attributes[dimension] for attributes in found}, key=_order_in(dimension)))
            for dimension in found[0]
        }


def n_eff(members: Iterable[Commune], per_domain: int, gone: Iterable[str] = ()) -> int:
    """How many members count towards k: at most `per_domain` of one trust domain, none with public results.

    Of those who are `gone` for good only the official key is known: they count with their district.
    """
    domains = Counter(_domain_of(member) for member in members if not member.public_results)
    domains.update(ags[:5] for ags in gone)
    return sum(min(per_domain, count) for count in domains.values())


def form_cells(crowd: Crowd, pool: Rows, parameters: Parameters) -> list[Rows]:
    """Split a pool into cells that are as pure as they can be; empty if the pool is too small for one.

    `pool` are ascending rows. The same communes always give the same cells in the same order.
    """
    k = parameters.k_for(len(pool))
    table = _Table.of(crowd, parameters)
    if table.n_eff(pool, parameters.per_domain) < k:
        return []
    cells, todo = [], [pool]
    while todo:
        node = todo.pop()
        parts = _best_split(table, node, k, parameters)
        todo += reversed(parts)
        if not parts:
            cells.append(node)
    return cells


@dataclass(frozen=True)
class _Table:
    """A crowd in numbers: of every commune its trust domain, whether it counts, and its class in each dimension."""

    domain: Rows
    counts: NDArray[np.bool_]
    classes: Mapping[str, Rows]

    @classmethod
    def of(cls, crowd: Crowd, parameters: Parameters) -> _Table:
        return cls(
            domain=_numbered([_domain_of(commune) for commune in crowd.communes], key=str),
            counts=np.array([not commune.public_results for commune in crowd.communes], dtype=np.bool_),
            classes={
                dimension: _numbered([each[dimension] for each in crowd.profiles], _order_in(dimension))[crowd.profile]
                for dimension in parameters.weights
            },
        )

    def n_eff(self, rows: Rows, per_domain: int) -> int:
        """The same as `n_eff` of these communes."""
        voices = np.bincount(self.domain[rows[self.counts[rows]]])
        return int(np.minimum(voices, per_domain).sum())

    def by_class(self, node: Rows) -> Iterator[tuple[str, _Classes, Rows]]:
        """For each dimension with several classes in a node these classes, and to which each commune belongs."""
        domain, of_domains = _without_gaps(self.domain[node])
        counts = self.counts[node]
        for dimension, classes in self.classes.items():
            found = classes[node]
            if (found == found[0]).all():
                continue
            of_each, sizes = _without_gaps(found)
            shape = len(sizes), len(of_domains)
            places = (of_each * shape[1] + domain)[counts]
            voices = np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape)
            yield dimension, _Classes(sizes.tolist(), voices), of_each


class _Classes(NamedTuple):
    """The classes of one dimension in one node, in their order: how many communes each has, and of which domains."""

    sizes: list[int]
    voices: Rows


Part = Sequence[int]
"""Classes that stay together, by their place in the order."""


def _best_split(table: _Table, node: Rows, k: int, parameters: Parameters) -> list[Rows]:
    """The parts along the dimension with the largest gain, the first of equal ones; empty if there is none."""
    best: tuple[Rows, list[Part]] = node[:0], []
    best_gain = 0.0
    for dimension, classes, of_each in table.by_class(node):
        split = _cut if dimension in ORDERED else _group
        parts = split(classes, k, parameters.per_domain)
        # The node's own size divides every gain and is left out: whole and half numbers compare exactly.
        smaller = len(node) ** 2 - sum(sum(classes.sizes[each] for each in part) ** 2 for part in parts)
        gain = parameters.weights[dimension] * smaller
        if len(parts) > 1 and gain > best_gain:
            best, best_gain = (of_each, parts), gain
    of_each, parts = best
    part_of_class = {each: number for number, part in enumerate(parts) for each in part}
    part_of_each = np.array([part_of_class[each] for each in sorted(part_of_class)], dtype=np.intp)[of_each]
    return [node[part_of_each == number] for number in range(len(parts))]


def _cut(classes: _Classes, k: int, per_domain: int) -> list[Part]:
    """Consecutive segments with n_eff of at least k each and the smallest sum of squared sizes."""
    number = len(classes.sizes)
    up_to = np.concatenate([np.zeros_like(classes.voices[:1]), np.cumsum(classes.voices, axis=0)])
    stands = np.minimum(up_to[None] - up_to[:, None], per_domain).sum(axis=2) >= k
    cost: list[int | None] = [0] + [None] * number
    last_cut = [0] * (number + 1)
    for end in range(1, number + 1):
        for start in range(end):
            before = cost[start]
            if before is None or not stands[start, end]:
                continue
            now = before + sum(classes.sizes[start:end]) ** 2
            so_far = cost[end]
            if so_far is None or now < so_far:
                cost[end], last_cut[end] = now, start
    cuts = [number]
    while cuts[-1] > 0:
        cuts.append(last_cut[cuts[-1]])
    return [range(start, end) for start, end in pairwise(reversed(cuts))]


def _group(classes: _Classes, k: int, per_domain: int) -> list[Part]:
    """Classes with n_eff of at least k alone, the others merged, if need be with the smallest of those that stand."""

    def stands(part: Part) -> bool:
        return bool(np.minimum(classes.voices[part].sum(axis=0), per_domain).sum() >= k)

    everything = range(len(classes.sizes))
    alone = [each for each in everything if stands([each])]
    rest = [each for each in everything if each not in alone]
    while rest and alone and not stands(rest):
        smallest = min(alone, key=classes.sizes.__getitem__)
        alone.remove(smallest)
        rest.append(smallest)
    return [*([each] for each in alone), *([rest] if rest else [])]


def _numbered(values: Sequence[str], key: Callable[[str], Any]) -> Rows:
    """Every value as its place among those that occur."""
    places = {value: place for place, value in enumerate(sorted(set(values), key=key))}
    return np.array([places[value] for value in values], dtype=np.intp)


def _without_gaps(numbers: Rows) -> tuple[Rows, Rows]:
    """Every small number as its place among those that occur, and how often each of these does."""
    occurring = np.bincount(numbers)
    return (np.cumsum(occurring > 0) - 1)[numbers], occurring[occurring > 0]


def _profile_of(commune: Commune) -> tuple[object, ...]:
    """What all public attributes follow from, told quicker than they are: the bands are unions of size classes."""
    return (
        commune.kind,
        commune.ags[:2] in EASTERN_LAND_KEYS,
        bisect_right(_LIMITS["size_class"], commune.population),
        _region_of(commune.urbanisation),
        commune.land,
    )


def _domain_of(commune: Commune) -> str:
    if not commune.trust_domain:
        return commune.district_ags
    # One provider written in two ways is one: people type its name.
    return unicodedata.normalize("NFC", commune.trust_domain).casefold()


def _region_of(urbanisation: str) -> str:
    if not urbanisation:
        return "not_classified"
    return "rural" if urbanisation == RURAL else "urban"


def _class_of(population: int, dimension: str) -> str:
    return ORDERED[dimension][bisect_right(_LIMITS[dimension], population)]


def _order_in(dimension: str) -> Callable[[str], tuple[int, str]]:
    order = ORDERED.get(dimension, ())
    return lambda value: (order.index(value) if value in order else -1, value)
