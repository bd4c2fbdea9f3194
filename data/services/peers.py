"""The own result beside the published figures of the peers."""

from __future__ import annotations

from data.model.benchmark import PeersView
from data.model.people import Permission, Person
from data.rules.access import require
from data.rules.peer_position import position
from data.services import benchmarks, results


def beside_peers(acting: Person) -> PeersView | None:
    """The group of all communes of the newest release beside the own newest result; None before the first release.

    The peers' figures come from the release tables alone.
    """
    require(acting, Permission.READ_BENCHMARK)
    comparison = benchmarks.comparison(acting)
    if comparison is None:
        return None
    own = results.latest(acting)
    version = own.current.result.catalogue_version if own else None
    if version not in (None, comparison.catalogue_version):
        return PeersView(comparison, None, {}, other_version=version)
    positions = {}
    for field in own.current.result.fields if own else ():
        figure = comparison.figures.get(field.key)
        told = position(field.score, figure) if figure else None
        if told is not None:
            positions[field.key] = told
    return PeersView(comparison, own, positions)
