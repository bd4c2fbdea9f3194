"""What the storage keeps after a release, for tests that follow a series of releases without a database."""

from __future__ import annotations

from data.model.benchmark import ActiveCell, BenchmarkState, NewRelease

NOTHING_YET = BenchmarkState(newest=None, cells=(), ended={})


def after(state: BenchmarkState, new: NewRelease) -> BenchmarkState:
    """The state that the storage keeps after a release."""
    before = {cell.cell.id: cell for cell in state.cells}
    cells = []
    ended = dict(state.ended)
    for cell in new.release.cells:
        if cell.id in new.members:
            cells.append(ActiveCell(cell, new.release.date, new.members[cell.id]))
        else:
            cells.append(before[cell.id])
    for old in state.cells:
        now = next((cell.members for cell in cells if cell.cell.id == old.cell.id), {})
        for ags, counted in old.members.items():
            if now.get(ags) != counted:
                ended[ags] = max(counted.submitted_at, ended.get(ags, counted.submitted_at))
    return BenchmarkState(new.release.date, tuple(cells), ended)
