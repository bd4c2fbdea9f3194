"""Frozen results of the own commune, with what stands out and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from data.errors import NotFound
from data.model.approval import RoundStep
from data.model.people import Commune, Permission, Person
from data.model.result import FieldChange, SubmittedResult
from data.model.results_view import ChangesSince, ResultsView
from data.model.self_check import AnswerSheet, Perspective, SelfCheckStatus, replies_of
from data.rules.access import require
from data.rules.insights import insights
from data.rules.progress import changes
from data.rules.scoring import weights
from data.services.catalogues import catalogue, mapping
from data.services.self_checks import own_commune, own_round
from data.storage.database import UnitOfWork, reading

PERSPECTIVE = Perspective.ADMINISTRATION


def latest(acting: Person) -> ResultsView | None:
    """The newest frozen result of the own commune, or None before the first approval."""
    require(acting, Permission.READ_RESULTS)
    commune = own_commune(acting)
    with reading() as work:
        rounds = work.results.newest_rounds(commune.id, PERSPECTIVE, limit=2)
        if not rounds:
            return None
        # Where the round stands now is no part of what is frozen, and so never comes from the cache.
        is_open_again = rounds[0].status is not SelfCheckStatus.APPROVED
        reopened_at = _reopened_at(work, rounds[0].frozen[0]) if is_open_again else None
    view = _view(commune, tuple(each.frozen for each in rounds))
    return replace(view, reopened_at=reopened_at) if is_open_again else view


def since_last(acting: Person, self_check_id: int) -> ChangesSince | None:
    """What the answers of a round, as they are now, changed against the last other round approved before it began.

    None where there is no such round. Raises NotFound for another commune's round.
    """
    require(acting, Permission.CHECK_ROUND)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        earlier = next(
            (
                frozen
                for frozen in work.results.of_commune(self_check.commune_id, PERSPECTIVE)
                if frozen.self_check_id != self_check.id and frozen.submitted_at <= self_check.begun_at
            ),
            None,
        )
        if earlier is None:
            return None
        before, now = _frozen_sheet(work, earlier), work.answers.sheet(self_check.id, PERSPECTIVE)
    versions = earlier.result.catalogue_version, self_check.catalogue_version
    return ChangesSince(earlier.round_name, _changes(versions, (before, now)))


def _reopened_at(work: UnitOfWork, self_check_id: int) -> datetime | None:
    events = work.self_checks.events([self_check_id]).get(self_check_id, ())
    return max((event.at for event in events if event.step is RoundStep.REOPEN), default=None)


def _frozen_sheet(work: UnitOfWork, frozen: SubmittedResult) -> AnswerSheet:
    return work.answers.sheet_at(frozen.self_check_id, PERSPECTIVE, list(frozen.revisions.items()))


# Frozen versions never change: the key tells round, version and moment. Asked for behind the permission check only.
@lru_cache(maxsize=512)
def _view(commune: Commune, _rounds: tuple[tuple[int, int, datetime], ...]) -> ResultsView:
    with reading() as work:
        frozen = work.results.of_commune(commune.id, PERSPECTIVE, limit=2)
        sheets = [_frozen_sheet(work, each) for each in frozen]
    current = frozen[0]
    used = catalogue(current.result.catalogue_version)
    return ResultsView(
        commune=commune,
        current=current,
        previous=frozen[1] if len(frozen) > 1 else None,
        sheet=sheets[0],
        insights=insights(used, sheets[0], current.result),
        changes=_changes([each.result.catalogue_version for each in frozen[::-1]], sheets[::-1]),
        weights=weights(used, replies_of(sheets[0])),
    )


def _changes(versions: Sequence[str], sheets: Sequence[AnswerSheet]) -> tuple[FieldChange, ...]:
    """The changes between two sheets of these versions, the earlier one first; none where none can be told."""
    if len(sheets) < 2:
        return ()
    earlier, later = versions
    try:
        between = mapping(earlier, later)
    except NotFound:
        return ()
    before, after = (replies_of(sheet) for sheet in sheets)
    return changes(catalogue(earlier), catalogue(later), between, before, after)
