"""Frozen results of the own commune, with what stands out and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from data.errors import NotFound
from data.model.people import Commune, Permission, Person
from data.model.result import FieldChange, SubmittedResult
from data.model.results_view import ResultsView
from data.model.self_check import AnswerSheet, Perspective, replies_of
from data.rules.access import require
from data.rules.insights import insights
from data.rules.progress import changes
from data.rules.scoring import weights
from data.services.catalogues import catalogue, mapping
from data.services.self_checks import own_commune
from data.storage.database import reading


def latest(acting: Person) -> ResultsView | None:
    """The newest frozen result of the own commune, or None before the first submission."""
    require(acting, Permission.READ_RESULTS)
    commune = own_commune(acting)
    with reading() as work:
        rounds = work.results.newest_rounds(commune.id, Perspective.ADMINISTRATION, limit=2)
    return _view(commune, tuple(rounds)) if rounds else None


# Frozen versions never change: the key tells round, version and moment. Asked for behind the permission check only.
@lru_cache(maxsize=512)
def _view(commune: Commune, _rounds: tuple[tuple[int, int, datetime], ...]) -> ResultsView:
    with reading() as work:
        frozen = work.results.of_commune(commune.id, Perspective.ADMINISTRATION, limit=2)
        sheets = [
            work.answers.sheet_at(each.self_check_id, Perspective.ADMINISTRATION, list(each.revisions.items()))
            for each in frozen
        ]
    current = frozen[0]
    used = catalogue(current.result.catalogue_version)
    return ResultsView(
        commune=commune,
        current=current,
        previous=frozen[1] if len(frozen) > 1 else None,
        sheet=sheets[0],
        insights=insights(used, sheets[0], current.result),
        changes=_changes(frozen, sheets) if len(frozen) > 1 else (),
        weights=weights(used, replies_of(sheets[0])),
    )


def _changes(frozen: Sequence[SubmittedResult], sheets: Sequence[AnswerSheet]) -> tuple[FieldChange, ...]:
    newer, older = (result.result.catalogue_version for result in frozen)
    try:
        between = mapping(older, newer)
    except NotFound:
        return ()
    return changes(catalogue(older), catalogue(newer), between, replies_of(sheets[1]), replies_of(sheets[0]))
