"""What a release counts of each commune: the values of its latest round in which all fields are scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.model.benchmark import BenchmarkState, SubmittedRound
from data.model.people import Commune
from data.model.progress import Progress, no_progress
from data.rules.benchmark_scores import values_of_sheets
from data.rules.benchmarking import Occasion, Unit, staying
from data.services.catalogues import catalogue
from data.storage.benchmark_intake import BenchmarkIntake
from data.storage.database import UnitOfWork

Rounds = Mapping[str, Sequence[SubmittedRound]]
"""The submitted rounds by official key, the newest first."""


def units(
    work: UnitOfWork,
    communes: Mapping[str, Commune],
    rounds: Rounds,
    state: BenchmarkState,
    occasion: Occasion,
    *,
    progress: Progress = no_progress,
) -> list[Unit]:
    """Every commune with its latest eligible round: answered under the occasion's version, with all fields scored.

    Answers are read only where the release can depend on them: members of cells that stay as they are whatever was
    answered come with the round they are counted with, and without values.
    """
    version = occasion.catalogue_version
    used, intake = catalogue(version), BenchmarkIntake(work.session)
    candidates = {
        ags: of_version
        for ags, of_commune in rounds.items()
        if (of_version := [each.counted for each in of_commune if each.catalogue_version == version])
    }
    stay = staying(state, {ags: newest for ags, (newest, *_) in candidates.items()}, occasion.day, occasion.parameters)
    found = [Unit(communes[ags], counted, None) for ags, counted in stay.items()]
    left = {ags: of_version for ags, of_version in candidates.items() if ags not in stay}
    while left:
        newest = {of_version[0].self_check_id: ags for ags, of_version in left.items()}
        self_check_ids, replies = intake.replies(newest, list(used.places), progress)
        values, all_scored = values_of_sheets(used, replies)
        for self_check_id, of_sheet, is_scored in zip(self_check_ids, values, all_scored.tolist(), strict=True):
            if is_scored:
                ags = newest[self_check_id]
                found.append(Unit(communes[ags], left.pop(ags)[0], of_sheet))
        left = {ags: older for ags, (_, *older) in left.items() if older}
    return found
