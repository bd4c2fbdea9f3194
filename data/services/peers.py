"""The own result beside the published figures of the peers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from data.errors import NotFound
from data.exchange import peer_workbook
from data.exchange.peer_workbook import PeerWorkbook
from data.model.benchmark import PeerComparison, PeersView, Position
from data.model.people import Permission, Person
from data.model.results_view import ResultsView
from data.rules.access import require
from data.rules.benchmark_filters import EVERYBODY
from data.rules.peer_position import position
from data.services import benchmarks, goals, results
from data.services.catalogues import catalogue
from data.services.self_checks import own_commune


def beside_peers(acting: Person, wished: Mapping[str, Iterable[str]] = EVERYBODY) -> PeersView | None:
    """The wished group of the newest release beside the own newest result and goals; None before the first release.

    The peers' figures come from the release tables alone; see `benchmarks.comparison` for the wish.
    """
    require(acting, Permission.READ_BENCHMARK)
    comparison = benchmarks.comparison(acting, wished)
    if comparison is None:
        return None
    own = results.latest(acting)
    targets = {key: goal.target for key, goal in goals.field_goals(acting).items()}
    version = own.current.result.catalogue_version if own else None
    if version not in (None, comparison.catalogue_version):
        return PeersView(comparison, None, {}, targets, other_version=version)
    return PeersView(comparison, own, _positions(own, comparison), targets)


def workbook(acting: Person, wished: Mapping[str, Iterable[str]] = EVERYBODY, language: str = "de") -> bytes:
    """What `beside_peers` shows, as an xlsx file in a language.

    Raises NotFound before the first release, and where all cells have ended.
    """
    view = beside_peers(acting, wished)
    if view is None:
        raise NotFound("benchmark_not_published")
    if view.comparison.has_ended:
        raise NotFound("benchmark_ended")
    used = catalogue(view.comparison.catalogue_version, language)
    today = datetime.now(UTC).date()
    return peer_workbook.write(PeerWorkbook(view, used, own_commune(acting).name, today, language))


def _positions(own: ResultsView | None, comparison: PeerComparison) -> dict[str, Position]:
    """Where the own score stands, by field and criterion key, as far as it can be told."""
    scores = own.current.result.scores() if own else {}
    told = {
        key: position(score, figure)
        for key, score in scores.items()
        if (figure := comparison.figures.get(key)) is not None
    }
    return {key: place for key, place in told.items() if place is not None}
