"""Cells of the anonymous comparison, formed from public attributes only: docs/anonymity.md, section 3.

Nothing in this module can see an answer: it takes communes and gives back sets of communes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.model.people import Commune
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

Attributes = Mapping[str, str]


def attributes_of(commune: Commune) -> dict[str, str]:
    """The public attributes of a commune by dimension.

    Districts have no degree of urbanisation in the register: their region is `not_classified`.
    """
    return {
        "type": commune.kind.value,
        "east_west": "east" if commune.ags[:2] in EASTERN_LAND_KEYS else "west",
        "band": _class_of(commune.population, BANDS),
        "region": _region_of(commune.urbanisation),
        "land": commune.land,
        "size_class": _class_of(commune.population, SIZE_CLASSES),
    }


def attributes_of_cell(members: Iterable[Commune]) -> dict[str, tuple[str, ...]]:
    """Every value that occurs among the members, by dimension, in the order of the dimension."""
    found: dict[str, set[str]] = {}
    for member in members:
        for dimension, value in attributes_of(member).items():
            found.setdefault(dimension, set()).add(value)
    return {dimension: tuple(sorted(values, key=_order_in(dimension))) for dimension, values in found.items()}


def n_eff(members: Iterable[Commune], per_domain: int) -> int:
    """How many members count towards k: at most `per_domain` of one trust domain, none with public results."""
    return _counting(Counter(_domain_of(member) for member in members if not member.public_results), per_domain)


def form_cells(pool: Sequence[Commune], parameters: Parameters) -> list[tuple[Commune, ...]]:
    """Split a pool of communes into cells that are as pure as they can be; empty if the pool is too small for one.

    The order of the pool does not matter: the same communes always give the same cells in the same order.
    """
    k = parameters.k_for(len(pool))
    whole = _Node.of(sorted(pool, key=_official_key))
    if whole.n_eff(parameters.per_domain) < k:
        return []
    cells, todo = [], [whole]
    while todo:
        node = todo.pop()
        parts = _best_split(node, k, parameters)
        todo += reversed(parts)
        if not parts:
            cells.append(tuple(sorted((candidate.commune for candidate in node.candidates), key=_official_key)))
    return cells


@dataclass(frozen=True)
class _Candidate:
    commune: Commune
    domain: str
    attributes: Attributes


@dataclass(frozen=True)
class _Node:
    """Communes that are still together, with how many of each trust domain count."""

    candidates: tuple[_Candidate, ...]
    domains: Counter[str]

    @classmethod
    def of(cls, communes: Sequence[Commune]) -> _Node:
        return cls.from_candidates([_Candidate(c, _domain_of(c), attributes_of(c)) for c in communes])

    @classmethod
    def from_candidates(cls, candidates: Sequence[_Candidate]) -> _Node:
        domains = Counter(c.domain for c in candidates if not c.commune.public_results)
        return cls(tuple(candidates), domains)

    def __len__(self) -> int:
        return len(self.candidates)

    def n_eff(self, per_domain: int) -> int:
        return _counting(self.domains, per_domain)

    def by_class(self, dimension: str) -> list[_Node]:
        """One node for every value that occurs, in the order of the dimension."""
        classes: dict[str, list[_Candidate]] = {}
        for candidate in self.candidates:
            classes.setdefault(candidate.attributes[dimension], []).append(candidate)
        return [_Node.from_candidates(classes[value]) for value in sorted(classes, key=_order_in(dimension))]


def _best_split(node: _Node, k: int, parameters: Parameters) -> list[_Node]:
    """The parts along the dimension with the largest gain, the first of equal ones; empty if there is none."""
    best: list[_Node] = []
    best_gain = 0.0
    for dimension, weight in parameters.weights.items():
        parts = _split(node.by_class(dimension), dimension in ORDERED, k, parameters.per_domain)
        # The node's own size divides every gain and is left out: whole and half numbers compare exactly.
        gain = weight * (len(node) ** 2 - sum(len(part) ** 2 for part in parts))
        if len(parts) > 1 and gain > best_gain:
            best, best_gain = parts, gain
    return best


def _split(classes: list[_Node], is_ordered: bool, k: int, per_domain: int) -> list[_Node]:
    if len(classes) < 2:
        return []
    return _cut(classes, k, per_domain) if is_ordered else _group(classes, k, per_domain)


def _cut(classes: list[_Node], k: int, per_domain: int) -> list[_Node]:
    """Consecutive segments with n_eff of at least k each and the smallest sum of squared sizes."""
    cost: list[int | None] = [0] + [None] * len(classes)
    last_cut = [0] * (len(classes) + 1)
    for end in range(1, len(classes) + 1):
        for start in range(end):
            before = cost[start]
            if before is None or _merged(classes[start:end]).n_eff(per_domain) < k:
                continue
            now = before + sum(map(len, classes[start:end])) ** 2
            so_far = cost[end]
            if so_far is None or now < so_far:
                cost[end], last_cut[end] = now, start
    cuts = [len(classes)]
    while cuts[-1] > 0:
        cuts.append(last_cut[cuts[-1]])
    return [_merged(classes[start:end]) for start, end in pairwise(reversed(cuts))]


def _group(classes: list[_Node], k: int, per_domain: int) -> list[_Node]:
    """Classes with n_eff of at least k alone, the others merged, if need be with the smallest of those that stand."""
    alone = [part for part in classes if part.n_eff(per_domain) >= k]
    rest = [part for part in classes if part.n_eff(per_domain) < k]
    while rest and alone and _merged(rest).n_eff(per_domain) < k:
        smallest = min(alone, key=len)
        alone.remove(smallest)
        rest.append(smallest)
    return [*alone, _merged(rest)] if rest else alone


def _merged(nodes: Sequence[_Node]) -> _Node:
    return _Node.from_candidates([candidate for node in nodes for candidate in node.candidates])


def _counting(domains: Counter[str], per_domain: int) -> int:
    return sum(min(per_domain, count) for count in domains.values())


def _official_key(commune: Commune) -> str:
    return commune.ags


def _domain_of(commune: Commune) -> str:
    return commune.trust_domain or commune.district_ags


def _region_of(urbanisation: str) -> str:
    if not urbanisation:
        return "not_classified"
    return "rural" if urbanisation == RURAL else "urban"


def _class_of(population: int, classes: Sequence[tuple[str, int | None]]) -> str:
    return next(name for name, below in classes if below is None or population < below)


def _order_in(dimension: str) -> Callable[[str], tuple[int, str]]:
    order = ORDERED.get(dimension, ())
    return lambda value: (order.index(value) if value in order else -1, value)
