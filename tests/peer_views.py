"""The comparison as the page gets it, figured by the real rules from made-up points, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from results_views import USED

from data.model.benchmark import GroupBasis, PeerComparison, PeerFilter, PeerGroup, PeerOption, PeersView, Profile
from data.model.results_view import ResultsView
from data.rules.benchmark_filters import Groups
from data.rules.benchmark_groups import figure, level
from data.rules.benchmark_parameters import Parameters
from data.rules.peer_position import position

PARAMETERS = Parameters()
INDICATORS = [key for field in USED.fields for key in (field.key, *(criterion.key for criterion in field.criteria))]
OURS: PeerFilter = {
    "type": frozenset({"municipality"}),
    "band": frozenset({"20k_100k"}),
    "east_west": frozenset({"west"}),
    "region": frozenset({"urban"}),
    "land": frozenset({"Bayern"}),
    "size_class": frozenset({"20k_50k"}),
}
"""The public facts of the own commune."""


def points(counted: int, low: int = 35, high: int = 65) -> dict[int, int]:
    """So many communes, a quarter of them around a low value, half around 50, the others around a high one."""
    quarter = counted // 4
    return {low: quarter, 50: counted - 2 * quarter, high: quarter}


def a_comparison(counted: int = 24, silent: frozenset[str] = frozenset(), **changes: Any) -> PeerComparison:
    """A release over so many communes in one group; on some indicators it may be silent."""
    group: dict[str, Any] = {"wished": {}, "shown": {}, "basis": GroupBasis.ALL, "participating": counted + 3}
    group.update({name: changes.pop(name) for name in [*group, "existing"] if name in changes})
    told = [key for key in INDICATORS if key not in silent]
    values: dict[str, Any] = {
        "release_id": "r",
        "release_date": date(2027, 3, 1),
        "catalogue_version": "2021-07",
        "group": PeerGroup(counted=counted, **group),
        "own_counted": True,
        "own_attributes": OURS,
        "options": Groups([], [], 0.6).options({}),
        "figures": {key: made for key in told if (made := figure(key, points(counted), PARAMETERS))},
        "levels": {key: made for key in USED.places if (made := level(key, points(counted), PARAMETERS))},
    }
    return PeerComparison(**{**values, **changes})


def beside_peers(
    own: ResultsView | None, counted: int = 24, goals: Mapping[str, int] | None = None, **changes: Any
) -> PeersView:
    """An own result beside such a release, placed by the real rule."""
    comparison = a_comparison(counted, **changes)
    scores = own.current.result.scores() if own else {}
    placed = {key: position(scores[key], told) for key, told in comparison.figures.items() if key in scores}
    return PeersView(comparison, own, {key: place for key, place in placed.items() if place}, goals or {})


def options_of(
    *cells: tuple[Mapping[str, tuple[str, ...]], int], waiting: Sequence[Profile] = (), chosen: PeerFilter | None = None
) -> Mapping[str, tuple[PeerOption, ...]]:
    """The options of a release over pure cells (attributes and size); who waits takes part and is not counted."""
    profiles = [Profile({name: values[0] for name, values in attributes.items()}, n, n) for attributes, n in cells]
    return Groups(cells, [*profiles, *waiting], PARAMETERS.coverage).options(chosen or {})
