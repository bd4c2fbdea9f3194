"""The rule of the comparison once more, written down as docs/anonymity.md tells it: slowly, and with nothing of
`data.rules`. What the program publishes has to be the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from hashlib import blake2b
from itertools import combinations, pairwise
from math import floor

from data.model.people import Commune

DIMENSIONS = {"type": 10, "east_west": 3, "band": 3, "region": 2, "land": 1, "size_class": Fraction(1, 2)}
BAND_LIMITS = (5_000, 20_000, 100_000)
SIZE_LIMITS = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000)


def plain_attributes(commune: Commune) -> dict[str, str | int]:
    """Public facts by dimension; a size is the number of limits that it reaches."""
    density = {"": "none", "gering besiedelt": "rural"}
    return {
        "type": commune.kind.value,
        "east_west": "east" if commune.ags[:2] in ("11", "12", "13", "14", "15", "16") else "west",
        "band": sum(commune.population >= limit for limit in BAND_LIMITS),
        "region": density.get(commune.urbanisation, "urban"),
        "land": commune.land,
        "size_class": sum(commune.population >= limit for limit in SIZE_LIMITS),
    }


def plain_n_eff(members: Iterable[Commune], per_domain: int = 2, gone: Iterable[str] = ()) -> int:
    """How many count towards k."""
    counted: dict[str, int] = {}
    for member in members:
        if not member.public_results:
            domain = member.trust_domain or member.ags[:5]
            counted[domain] = counted.get(domain, 0) + 1
    for ags in gone:
        counted[ags[:5]] = counted.get(ags[:5], 0) + 1
    return sum(min(per_domain, number) for number in counted.values())


def plain_cells(pool: Iterable[Commune], per_domain: int = 2) -> list[tuple[Commune, ...]]:
    """The cells of a pool, and in each the communes by official key."""
    whole = sorted(pool, key=lambda commune: commune.ags)
    k = 10 if len(whole) >= 200 else 7
    todo = [whole] if plain_n_eff(whole, per_domain) >= k else []
    cells = []
    while todo:
        node = todo.pop()
        best_gain, best = Fraction(0), []
        for dimension, weight in DIMENSIONS.items():
            parts = _parts(node, dimension, k, per_domain)
            gain = weight * (1 - sum(Fraction(len(part), len(node)) ** 2 for part in parts))
            if gain > best_gain:
                best_gain, best = gain, parts
        if best:
            todo += [[commune for commune in node if commune in part] for part in reversed(best)]
        else:
            cells.append(tuple(node))
    return cells


def plain_points(
    cell_id: str, indicator_id: str, is_question: bool, values: Sequence[int | None], key: bytes
) -> list[tuple[int, int]]:
    """Weight and value of every run, from hundredths of a point; none where fewer than seven have a value."""
    present = sorted(value for value in values if value is not None)
    if len(present) < 7:
        return []
    sizes = plain_run_sizes(len(present), 7 if is_question else 3)
    rounded = []
    for run, size in enumerate(sizes):
        start = sum(sizes[:run])
        mean = Fraction(sum(present[start : start + size]), 100 * size)
        digest = blake2b(f"{cell_id}|{indicator_id}|{run}".encode(), key=key, digest_size=8).digest()
        shifted = mean + (Fraction(int.from_bytes(digest, "big"), 2**64) - Fraction(1, 2)) * 5
        value = 5 * floor(shifted / 5 + Fraction(1, 2))
        rounded.append(10 if value < 20 else 90 if value > 80 else value)
    return list(zip(sizes, sorted(rounded), strict=True))


def plain_run_sizes(values: int, smallest: int) -> list[int]:
    """How many values each run holds: at least `smallest` where there are that many, the last runs one more."""
    runs = max(1, values // smallest)
    shorter, left_over = values // runs, values % runs
    return [shorter + (1 if run >= runs - left_over else 0) for run in range(runs)]


@dataclass(frozen=True)
class PlainUnit:
    """A commune with the number, the moment and the values of its latest eligible round."""

    commune: Commune
    round: tuple[int, datetime]
    values: Sequence[int | None]


@dataclass(frozen=True)
class PlainCell:
    """A cell as a release shows it, who is counted with which round, and the release date it was computed for."""

    id: str
    members: Mapping[str, tuple[int, datetime]]
    computed: int
    shown: object


@dataclass(frozen=True)
class PlainState:
    """All active cells, and the newest round of everybody who was counted in a cell they are no longer in."""

    cells: tuple[PlainCell, ...] = ()
    ended: Mapping[str, datetime] | None = None  # None before the first release


@dataclass(frozen=True)
class PlainRule:
    """What all releases of a series have in common; `name` gives the id of a new cell by its members."""

    indicators: Mapping[str, bool]
    key: bytes
    name: Callable[[frozenset[str]], str]

    def release(
        self, state: PlainState, units: Sequence[PlainUnit], day: date, stored: Mapping[str, Commune]
    ) -> PlainState | None:
        """The state after the release of a day; None if there is none. `stored` are those of whom more is known."""
        here = {unit.commune.ags: unit for unit in units}
        ended = dict(state.ended or {})
        kept, happened = [], False
        for cell in state.cells:
            stay = [here[ags] for ags in cell.members if ags in here]
            repeated = [unit for unit in stay if unit.round != cell.members[unit.commune.ags]]
            left = [ags for ags in cell.members if ags not in here]
            known = [*(unit.commune for unit in repeated), *(stored[ags] for ags in left if ags in stored)]
            changed = plain_n_eff(known, gone=[ags for ags in left if ags not in stored])
            if changed < 5 and _dates(day) - cell.computed < 6:
                kept.append(cell)
                continue
            happened = True
            out: Iterable[str] = cell.members
            if changed >= 5 and plain_n_eff(unit.commune for unit in stay) >= 7:
                kept.append(self._cell(cell.id, stay, day))
                out = left
            ended |= {ags: max(cell.members[ags][1], ended.get(ags, cell.members[ags][1])) for ags in out}
        inside = {ags for cell in kept for ags in cell.members}
        pool = [u for ags, u in here.items() if ags not in inside and (ags not in ended or u.round[1] > ended[ags])]
        if state.ended is None and len(pool) < 20:
            return None
        for members in plain_cells(unit.commune for unit in pool):
            entering = [here[commune.ags] for commune in members]
            waited = any(_dates(day) - _dates(unit.round[1].date()) >= 2 for unit in entering)
            if not kept_before(state, kept) or waited or len({commune.kind for commune in members}) == 1:
                kept.append(self._cell(self.name(frozenset(c.ags for c in members)), entering, day))
                happened = True
        return PlainState(tuple(kept), ended) if happened else None

    def _cell(self, cell_id: str, units: Sequence[PlainUnit], day: date) -> PlainCell:
        columns = zip(*(unit.values for unit in units), strict=True)
        points = {
            indicator: found
            for (indicator, is_question), values in zip(self.indicators.items(), columns, strict=True)
            if (found := plain_points(cell_id, indicator, is_question, values, self.key))
        }
        of_members = [plain_attributes(unit.commune) for unit in units]
        attributes = {dimension: {each[dimension] for each in of_members} for dimension in DIMENSIONS}
        shown = {"size": len(units), "attributes": attributes, "points": points}
        return PlainCell(cell_id, {unit.commune.ags: unit.round for unit in units}, _dates(day), shown)


def kept_before(state: PlainState, kept: Iterable[PlainCell]) -> bool:
    """Whether a cell of the last release is still there."""
    return bool({cell.id for cell in state.cells} & {cell.id for cell in kept})


def _dates(day: date) -> int:
    """How many release dates, 1 March and 1 September, there were until a day."""
    return 2 * day.year + (day.month >= 3) + (day.month >= 9)


def _parts(node: list[Commune], dimension: str, k: int, per_domain: int) -> list[list[Commune]]:
    facts = {commune.ags: plain_attributes(commune)[dimension] for commune in node}
    classes = [[c for c in node if facts[c.ags] == value] for value in sorted(set(facts.values()))]
    if dimension in ("band", "size_class"):
        every_way = (
            [_together(classes[start:end]) for start, end in pairwise((0, *cuts, len(classes)))]
            for number in range(len(classes))
            for cuts in combinations(range(1, len(classes)), number)
        )
        allowed = [parts for parts in every_way if all(plain_n_eff(part, per_domain) >= k for part in parts)]
        # Of equally good ways the one whose last part is the largest, then the one before it.
        return min(allowed, key=lambda parts: (sum(len(p) ** 2 for p in parts), [-len(p) for p in reversed(parts)]))
    alone = [part for part in classes if plain_n_eff(part, per_domain) >= k]
    merged = [part for part in classes if part not in alone]
    while merged and alone and plain_n_eff(_together(merged), per_domain) < k:
        merged.append(alone.pop(alone.index(min(alone, key=len))))
    return [*alone, _together(merged)] if merged else alone


def _together(parts: Iterable[list[Commune]]) -> list[Commune]:
    return [commune for part in parts for commune in part]
