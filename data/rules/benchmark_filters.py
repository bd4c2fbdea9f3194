"""Filters of the comparison: which cells answer one, whether it is offered, what is shown instead.

docs/anonymity.md, section 5. Works on public attributes of cells and on counts of communes; no point, no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from data.model.benchmark import GroupBasis, PeerFilter, PeerOption, Profile
from data.model.people import LAENDER, CommuneKind
from data.rules.benchmark_cells import BANDS, ORDERED, SIZE_CLASSES

VALUES: Mapping[str, tuple[str, ...]] = {
    "type": tuple(kind.value for kind in CommuneKind),
    "band": ORDERED["band"],
    "size_class": ORDERED["size_class"],
    "east_west": ("east", "west"),
    "region": ("urban", "rural", "not_classified"),
    "land": LAENDER,
}
"""All values of every dimension, in the order in which they are offered."""

EVERYBODY: PeerFilter = {}
DROPPED_IN_ORDER = ("land", "region", "east_west", "band")
_BITS = {pair: 1 << place for place, pair in enumerate((d, v) for d, values in VALUES.items() for v in values)}

Masks = NDArray[np.int64]


def cleaned(wished: Mapping[str, Iterable[str]]) -> PeerFilter:
    """The filter without what no dimension knows, and without dimensions in which nothing or everything is chosen."""
    kept = {d: frozenset(wished.get(d, ())) & frozenset(values) for d, values in VALUES.items()}
    return {d: values for d, values in kept.items() if values and len(values) < len(VALUES[d])}


class Tally:
    """Numbers of communes by public attributes, to be added up for any filter in microseconds."""

    def __init__(self, attributes: Sequence[Mapping[str, Iterable[str]]], numbers: Sequence[int]) -> None:
        self._masks: Masks = np.array([_mask(each) for each in attributes], dtype=np.int64)
        self._numbers = np.array(numbers, dtype=np.int64)

    def inside(self, chosen: PeerFilter) -> NDArray[np.bool_]:
        """Which entries have no attribute that the filter leaves out."""
        inside: NDArray[np.bool_] = (self._masks & ~_allowed(chosen)) == 0
        return inside

    def total(self, chosen: PeerFilter) -> int:
        """How many communes stand behind the entries inside the filter."""
        return int(self._numbers[self.inside(chosen)].sum())


class Groups:
    """The groups that a release can show: for every filter the cells all of whose communes match it."""

    def __init__(
        self,
        cells: Sequence[tuple[Mapping[str, Iterable[str]], int]],
        profiles: Sequence[Profile],
        coverage: float,
    ) -> None:
        """`cells` are attributes and size of each; `coverage` is the share of the matching that they must hold."""
        self._cells = Tally([attributes for attributes, _ in cells], [size for _, size in cells])
        public = [{dimension: (value,) for dimension, value in each.attributes.items()} for each in profiles]
        self._matching = Tally(public, [each.counted for each in profiles])
        self._participating = Tally(public, [each.participating for each in profiles])
        self._coverage = coverage
        self._knows_who_matches = bool(profiles)

    def cells(self, chosen: PeerFilter) -> NDArray[np.bool_]:
        """The cells of a group: all for the empty filter."""
        return self._cells.inside(chosen)

    def counted(self, chosen: PeerFilter) -> int:
        """How many communes the cells of a group count."""
        return self._cells.total(chosen)

    def participating(self, chosen: PeerFilter) -> int:
        """How many communes that match take part; never fewer than are counted, some of which may have left."""
        return max(self._participating.total(chosen), self.counted(chosen))

    def is_offered(self, chosen: PeerFilter) -> bool:
        """Whether the cells hold enough of the counted communes that match a filter to stand for them."""
        counted = self.counted(chosen)
        if not chosen or not counted:
            return bool(counted)
        return self._knows_who_matches and counted >= self._coverage * self._matching.total(chosen)

    def shown_for(self, wished: PeerFilter) -> tuple[PeerFilter, GroupBasis]:
        """The wished group if it is offered, else the first wider one that is; everybody's basis is ALL.

        OWN_CELL comes with the wished filter, where nothing wider is offered: whoever has no cell takes everybody.
        """
        if not wished:
            return EVERYBODY, GroupBasis.ALL
        if self.is_offered(wished):
            return wished, GroupBasis.WISHED
        for wider in _wider(wished):
            if wider and self.is_offered(wider):
                return wider, GroupBasis.WIDENED
        return wished, GroupBasis.OWN_CELL

    def options(self, chosen: PeerFilter) -> dict[str, tuple[PeerOption, ...]]:
        """Every value of every dimension: may it be added to what is chosen, while the others stay as they are?"""
        return {
            dimension: tuple(self._option(chosen, dimension, value) for value in values)
            for dimension, values in VALUES.items()
        }

    def _option(self, chosen: PeerFilter, dimension: str, value: str) -> PeerOption:
        already = chosen.get(dimension, frozenset())
        return PeerOption(
            value=value,
            chosen=value in already,
            available=value in already or self.is_offered({**chosen, dimension: already | {value}}),
            participating=self._participating.total({**chosen, dimension: frozenset((value,))}),
        )


def _wider(wished: PeerFilter) -> Iterator[PeerFilter]:
    """Wider and wider filters, in the order of docs/anonymity.md, section 5; the last may be empty."""
    current = dict(wished)
    if "size_class" in current:
        bands = frozenset(_band_of(size) for size in current.pop("size_class"))
        current["band"] = bands & current.get("band", bands) or bands
        yield cleaned(current)
    for neighbour in _neighbours(current.get("band", frozenset())):
        yield cleaned({**current, "band": current["band"] | {neighbour}})
    for dimension in DROPPED_IN_ORDER:
        if current.pop(dimension, None) is not None:
            yield cleaned(current)


def _neighbours(bands: frozenset[str]) -> list[str]:
    """The bands beside the chosen ones, the smaller sizes first."""
    return [
        band
        for place, band in enumerate(ORDERED["band"])
        if band not in bands and bands & frozenset(ORDERED["band"][max(place - 1, 0) : place + 2])
    ]


def _band_of(size_class: str) -> str:
    below = dict(SIZE_CLASSES)[size_class]
    return next(band for band, limit in BANDS if limit is None or (below is not None and below <= limit))


def _mask(attributes: Mapping[str, Iterable[str]]) -> int:
    mask = 0
    for dimension, values in attributes.items():
        for value in values:
            mask |= _BITS[dimension, value]
    return mask


def _allowed(chosen: PeerFilter) -> int:
    return _mask({**VALUES, **chosen})
