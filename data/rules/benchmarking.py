"""The next release of the anonymous comparison: docs/anonymity.md, section 3. Pure: state and units in, release out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from types import MappingProxyType

import numpy as np

from data.model.benchmark import (
    ActiveCell,
    BenchmarkState,
    Cell,
    CellChange,
    CountedRound,
    NewRelease,
    PlannedCell,
    Profile,
    PublishOutcome,
    PublishStatus,
    Release,
)
from data.model.people import Commune
from data.rules.benchmark_cells import Crowd, Rows, form_cells, n_eff
from data.rules.benchmark_parameters import Parameters, release_dates_until
from data.rules.benchmark_points import Indicator, Values, points

NOBODY: Mapping[str, Commune] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Unit:
    """A commune with its latest eligible round and the values of that round, in the order of the indicators.

    `values` may be None for the members of cells that are `staying`: nobody has to read their answers.
    """

    commune: Commune
    round: CountedRound
    values: Values | None


@dataclass(frozen=True)
class Occasion:
    """What one release is made with: its id and day, catalogue version, indicators, parameters and the secret key."""

    release_id: str
    day: date
    catalogue_version: str
    indicators: Sequence[Indicator]
    parameters: Parameters
    key: bytes


@dataclass(frozen=True)
class _Here:
    """Everybody who is eligible, in the order of the official keys: the rows of all below are places in this."""

    units: Sequence[Unit]
    crowd: Crowd
    row: Mapping[str, int]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> _Here:
        ordered = sorted(units, key=attrgetter("commune.ags"))
        crowd = Crowd.of([unit.commune for unit in ordered])
        return cls(ordered, crowd, {commune.ags: row for row, commune in enumerate(crowd.communes)})


@dataclass(frozen=True, eq=False)
class _ToCompute:
    """A cell to be computed: formed now or changed, with the rows of those that it counts."""

    cell_id: str
    created_release: str
    rows: Rows


def next_release(
    state: BenchmarkState, units: Iterable[Unit], occasion: Occasion, stored: Mapping[str, Commune] = NOBODY
) -> tuple[NewRelease | None, PublishOutcome]:
    """The release that follows from the state and the eligible units, and what happened; None if nothing changes.

    `units` holds every eligible commune once. Whoever is a member of a cell and no longer a unit has left; `stored` are
    all communes that are known by official key, so that of those who left it is known who looks after them.
    """
    here = _Here.of(units)
    refreshed, unchanged, retired = _kept(state.cells, here, stored, occasion)
    inside = {here.row[ags] for cell in unchanged for ags in cell.members if ags in here.row} | _rows_of(refreshed)
    pool = sorted(set(range(len(here.units))) - inside - _only_older(here, _ended(state, retired)))
    if state.newest is None and len(pool) < occasion.parameters.n_first:
        return None, _outcome(PublishStatus.TOO_FEW, occasion, waiting=len(pool))
    created = _created(here, pool, bool(refreshed or unchanged), occasion)
    computed = _computed(here, [*refreshed, *created], occasion)
    shown = [*unchanged, *computed]
    entering = _rows_of(created)
    waiting = len(pool) - len(entering)
    changed = bool(refreshed or created or retired)
    outcome = _outcome(
        PublishStatus.PUBLISHED if changed else PublishStatus.NOTHING_CHANGED,
        occasion,
        counted=sum(cell.cell.size for cell in shown),
        waiting=waiting,
        created=len(created),
        refreshed=len(refreshed),
        unchanged=len(unchanged),
        retired=len(retired),
    )
    if not changed:
        return None, outcome
    release = Release(
        id=occasion.release_id,
        date=occasion.day,
        catalogue_version=occasion.catalogue_version,
        participants=outcome.counted + waiting,
        parameters=occasion.parameters.as_json(),
        cells=tuple(sorted((cell.cell for cell in shown), key=lambda cell: cell.id)),
    )
    return NewRelease(
        release,
        profiles=_profiles(here.crowd, counted=[*inside, *entering], participating=[*inside, *pool]),
        members={cell.cell.id: cell.members for cell in computed},
        retired=tuple(retired),
    ), outcome


def staying(
    state: BenchmarkState, newest: Mapping[str, CountedRound], day: date, parameters: Parameters
) -> dict[str, CountedRound]:
    """The members of cells that stay as they are whatever was answered, with the rounds they are counted with.

    `newest` is the latest round of every commune that may be counted, scored in all fields or not.
    """
    return {
        ags: counted
        for cell in state.cells
        if _age(cell, day) < parameters.max_age
        and sum(newest.get(ags) != counted for ags, counted in cell.members.items()) < parameters.refresh
        for ags, counted in cell.members.items()
        if ags in newest
    }


def planned_cells(state: BenchmarkState, new: NewRelease | None) -> tuple[PlannedCell, ...]:
    """What a release does with every cell, the new ones first; without a release every cell stays as it is."""
    shown = new.release.cells if new else tuple(active.cell for active in state.cells)
    known = {active.cell.id for active in state.cells}
    touched = new.members if new else {}
    ended = [active.cell for active in state.cells if new and active.cell.id in new.retired]
    changes = [
        *((cell, CellChange.NEW) for cell in shown if cell.id not in known),
        *((cell, CellChange.RECOMPUTED) for cell in shown if cell.id in known and cell.id in touched),
        *((cell, CellChange.RETIRED) for cell in ended),
        *((cell, CellChange.UNCHANGED) for cell in shown if cell.id in known and cell.id not in touched),
    ]
    return tuple(PlannedCell(cell.id, cell.attributes, cell.size, change) for cell, change in changes)


def outside_of_cells(
    state: BenchmarkState, units: Iterable[Unit], new: NewRelease | None
) -> tuple[list[Commune], list[Commune]]:
    """The eligible communes that wait for a cell, and those that come back only with a newer round."""
    retired = new.retired if new else ()
    ended = _ended(state, retired)
    inside = {ags for active in state.cells if active.cell.id not in retired for ags in active.members}
    # A recomputed cell has lost its leavers, and leavers are no units.
    inside |= {ags for members in (new.members.values() if new else ()) for ags in members}
    outside = [unit for unit in units if unit.commune.ags not in inside]
    waiting = [unit.commune for unit in outside if _is_newer(unit.round, ended.get(unit.commune.ags))]
    only_older = [unit.commune for unit in outside if not _is_newer(unit.round, ended.get(unit.commune.ags))]
    return waiting, only_older


def _profiles(crowd: Crowd, counted: Sequence[int], participating: Sequence[int]) -> tuple[Profile, ...]:
    """How many communes of the same public attributes are counted, and how many take part. Leavers are not known."""
    of_counted, of_participating = (
        np.bincount(crowd.profile[rows], minlength=len(crowd.profiles)).tolist() for rows in (counted, participating)
    )
    found = zip(crowd.profiles, of_counted, of_participating, strict=True)
    profiles = [Profile(attributes, inside, number) for attributes, inside, number in found if number]
    return tuple(sorted(profiles, key=lambda profile: tuple(profile.attributes.items())))


def _kept(
    cells: Iterable[ActiveCell], here: _Here, stored: Mapping[str, Commune], occasion: Occasion
) -> tuple[list[_ToCompute], list[ActiveCell], list[str]]:
    """Cells to be recomputed, cells that stay as they are, and the ids of those that end."""
    refreshed, unchanged, retired = [], [], []
    per_domain = occasion.parameters.per_domain
    for cell in cells:
        rows = [here.row[ags] for ags in cell.members if ags in here.row]
        stay = [here.units[row] for row in rows]
        left = cell.members.keys() - here.row.keys()
        changed = [unit.commune for unit in stay if unit.round != cell.members[unit.commune.ags]]
        changed += [stored[ags] for ags in left & stored.keys()]
        # Counted as for k: one consultant's communes may not have a cell computed anew around somebody else's change.
        if n_eff(changed, per_domain, gone=left - stored.keys()) >= occasion.parameters.refresh:
            if n_eff((unit.commune for unit in stay), per_domain) >= occasion.parameters.k:
                refreshed.append(_ToCompute(cell.cell.id, cell.cell.created_release, np.array(rows)))
            else:
                retired.append(cell.cell.id)
        elif _age(cell, occasion.day) >= occasion.parameters.max_age:
            retired.append(cell.cell.id)
        else:
            unchanged.append(cell)
    return refreshed, unchanged, retired


def _created(here: _Here, pool: Sequence[int], there_are_cells: bool, occasion: Occasion) -> list[_ToCompute]:
    formed = form_cells(here.crowd, np.array(pool, dtype=np.intp), occasion.parameters)
    entering = [rows for rows in formed if not (there_are_cells and _rather_waits(here, rows, occasion))]
    return [
        _ToCompute(f"{occasion.release_id}-c{number:03}", occasion.release_id, rows)
        for number, rows in enumerate(entering, start=1)
    ]


def _rows_of(cells: Iterable[_ToCompute]) -> set[int]:
    return {row for cell in cells for row in cell.rows.tolist()}


def _computed(here: _Here, cells: Sequence[_ToCompute], occasion: Occasion) -> list[ActiveCell]:
    counted = {cell.cell_id: [here.units[row] for row in cell.rows.tolist()] for cell in cells}
    values = {cell_id: [_values(unit) for unit in units] for cell_id, units in counted.items()}
    found = points(values, occasion.indicators, occasion.parameters, occasion.key)
    return [
        ActiveCell(
            Cell(
                id=cell.cell_id,
                created_release=cell.created_release,
                attributes=here.crowd.attributes(cell.rows),
                size=len(cell.rows),
                points=found[cell.cell_id],
            ),
            occasion.day,
            {unit.commune.ags: unit.round for unit in counted[cell.cell_id]},
        )
        for cell in cells
    ]


def _values(unit: Unit) -> Values:
    assert unit.values is not None, "counted without values"
    return unit.values


def _ended(state: BenchmarkState, retired: Collection[str]) -> dict[str, datetime]:
    """The newest round of every commune that was counted in a cell it is no longer in, the ones ending now included."""
    ended = dict(state.ended)
    for cell in state.cells:
        if cell.cell.id in retired:
            for ags, counted in cell.members.items():
                ended[ags] = max(counted.submitted_at, ended.get(ags, counted.submitted_at))
    return ended


def _only_older(here: _Here, ended: Mapping[str, datetime]) -> set[int]:
    """The rows of those who come back only with a newer round."""
    rows = ((here.row[ags], at) for ags, at in ended.items() if ags in here.row)
    return {row for row, at in rows if not _is_newer(here.units[row].round, at)}


def _is_newer(round_: CountedRound, ended: datetime | None) -> bool:
    return ended is None or round_.submitted_at > ended


def _rather_waits(here: _Here, rows: Rows, occasion: Occasion) -> bool:
    """Whether a new cell is mixed in type and none of its communes has waited long enough for a purer one."""
    units = [here.units[row] for row in rows.tolist()]
    types = {unit.commune.kind for unit in units}
    return len(types) > 1 and all(_waited(unit, occasion.day) < occasion.parameters.max_wait for unit in units)


def _waited(unit: Unit, day: date) -> int:
    """How many release dates passed since the submission, not counting the one of this release."""
    return release_dates_until(day) - release_dates_until(unit.round.submitted_at.date()) - 1


def _age(cell: ActiveCell, day: date) -> int:
    """How many release dates passed since the points were computed."""
    return release_dates_until(day) - release_dates_until(cell.computed_on)


def _outcome(
    status: PublishStatus,
    occasion: Occasion,
    *,
    waiting: int,
    counted: int = 0,
    created: int = 0,
    refreshed: int = 0,
    unchanged: int = 0,
    retired: int = 0,
) -> PublishOutcome:
    release_id = occasion.release_id if status is PublishStatus.PUBLISHED else None
    return PublishOutcome(
        status, release_id, occasion.catalogue_version, counted, waiting, created, refreshed, unchanged, retired
    )
