"""Releases of the comparison in the database. Reads release tables only, never an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, func
from sqlalchemy import select as select_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from data.errors import ChangedMeanwhile, Refused
from data.model.benchmark import (
    ActiveCell,
    BenchmarkState,
    Cell,
    CountedRound,
    NewRelease,
    Point,
    Profile,
    Release,
    ReleaseHead,
)
from data.model.progress import Progress, no_progress
from data.storage.tables.base import table_of
from data.storage.tables.benchmark import (
    BenchmarkCellRow,
    BenchmarkKeyRow,
    BenchmarkMemberRow,
    BenchmarkPointRow,
    BenchmarkProfileRow,
    BenchmarkReleaseCellRow,
    BenchmarkReleaseRow,
)

_POINT, _MEMBER = table_of(BenchmarkPointRow), table_of(BenchmarkMemberRow)


class BenchmarkReleases:
    """Adds and reads immutable releases. Releases of demo communes are a series of their own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def newest(self, *, is_demo: bool, catalogue_version: str | None = None) -> ReleaseHead | None:
        """The head of the newest release, of one catalogue version or of any."""
        query = (
            select(BenchmarkReleaseRow)
            .where(BenchmarkReleaseRow.is_demo == is_demo)
            .order_by(col(BenchmarkReleaseRow.published_at).desc())
            .limit(1)
        )
        if catalogue_version is not None:
            query = query.where(BenchmarkReleaseRow.catalogue_version == catalogue_version)
        row = self._session.exec(query).first()
        return _as_head(row) if row else None

    def heads(self, *, is_demo: bool) -> list[ReleaseHead]:
        """The heads of all releases, the newest first."""
        rows = self._session.exec(
            select(BenchmarkReleaseRow)
            .where(BenchmarkReleaseRow.is_demo == is_demo)
            .order_by(col(BenchmarkReleaseRow.published_at).desc())
        )
        return [_as_head(row) for row in rows]

    def sizes(self, *, is_demo: bool) -> dict[str, tuple[int, int]]:
        """By release id how many cells it has, and how many communes they count."""
        cells = BenchmarkReleaseCellRow
        rows = self._session.exec(
            select(cells.release_id, func.count(), func.sum(cells.size))
            .join(BenchmarkReleaseRow, col(BenchmarkReleaseRow.id) == cells.release_id)
            .where(BenchmarkReleaseRow.is_demo == is_demo)
            .group_by(cells.release_id)
        )
        return {release_id: (number, int(counted)) for release_id, number, counted in rows}

    def head(self, release_id: str) -> ReleaseHead:
        """The head of a release. Raises LookupError if there is none of this id."""
        row = self._session.get(BenchmarkReleaseRow, release_id)
        if row is None:
            raise LookupError(release_id)
        return _as_head(row)

    def release(self, release_id: str) -> Release | None:
        """One release with all its cells and points."""
        row = self._session.get(BenchmarkReleaseRow, release_id)
        return self._as_release(row) if row else None

    def all(self, *, is_demo: bool) -> list[Release]:
        """All releases, the oldest first."""
        rows = self._session.exec(
            select(BenchmarkReleaseRow)
            .where(BenchmarkReleaseRow.is_demo == is_demo)
            .order_by(col(BenchmarkReleaseRow.published_at))
        )
        return [self._as_release(row) for row in rows]

    def point_weights(self, release_id: str) -> list[tuple[str, str, int, int]]:
        """How many communes stand behind each value (10-90): cell id, indicator id, value, weight, in no order."""
        of = _POINT.c
        rows = self._session.connection().execute(
            select_columns(of.cell_id, of.indicator_id, of.value, func.sum(of.weight))
            .where(of.release_id == release_id)
            .group_by(of.cell_id, of.indicator_id, of.value)
        )
        return [(cell_id, indicator_id, value, weight) for cell_id, indicator_id, value, weight in rows]

    def ids(self) -> set[str]:
        """The ids of all releases, demo or not."""
        return set(self._session.exec(select(BenchmarkReleaseRow.id)))

    def cells_without_points(self, release_id: str) -> list[Cell]:
        """The cells of a release by id: attributes and size, without the points that make up most of it."""
        cells = self._session.exec(
            select(BenchmarkReleaseCellRow, BenchmarkCellRow.created_release)
            .join(BenchmarkCellRow, col(BenchmarkCellRow.id) == BenchmarkReleaseCellRow.cell_id)
            .where(BenchmarkReleaseCellRow.release_id == release_id)
            .order_by(col(BenchmarkReleaseCellRow.cell_id))
        )
        return [
            Cell(
                id=cell.cell_id,
                created_release=created,
                attributes={name: tuple(values) for name, values in json.loads(cell.attributes).items()},
                size=cell.size,
                points={},
            )
            for cell, created in cells
        ]

    def profiles(self, release_id: str) -> list[Profile]:
        """How many communes of the same public attributes a release counts; none of a release before there were any."""
        rows = self._session.exec(
            select(BenchmarkProfileRow)
            .where(BenchmarkProfileRow.release_id == release_id)
            .order_by(col(BenchmarkProfileRow.number))
        )
        return [Profile(json.loads(row.attributes), row.counted, row.participating) for row in rows]

    def cell_of(self, commune_ags: str, release_id: str) -> str | None:
        """The cell that a commune is counted in, in the newest release of its series; None if it is not."""
        found = self._session.exec(
            select(BenchmarkMemberRow.cell_id)
            .join(BenchmarkReleaseCellRow, col(BenchmarkReleaseCellRow.cell_id) == BenchmarkMemberRow.cell_id)
            .where(
                BenchmarkMemberRow.commune_ags == commune_ags,
                col(BenchmarkMemberRow.to_release).is_(None),
                BenchmarkReleaseCellRow.release_id == release_id,
            )
        )
        return found.first()

    def last_counted(self, commune_ags: str, *, is_demo: bool) -> datetime | None:
        """When the newest round was submitted (UTC) with which a commune is or was counted; None if it never was."""
        counted: datetime | None = self._session.exec(
            select(func.max(BenchmarkMemberRow.counted_submitted_at))
            .join(BenchmarkReleaseRow, col(BenchmarkReleaseRow.id) == BenchmarkMemberRow.from_release)
            .where(BenchmarkMemberRow.commune_ags == commune_ags, BenchmarkReleaseRow.is_demo == is_demo)
        ).one()
        return counted

    def state(self, *, is_demo: bool, catalogue_version: str) -> BenchmarkState:
        """What the next release of a catalogue version builds on.

        A round that is counted under another version counts as ended.
        """
        head = self.newest(is_demo=is_demo, catalogue_version=catalogue_version)
        release = self.release(head.id) if head else None
        published = {cell.id: cell for cell in release.cells} if release else {}
        computed_on = {row.id: row.computed_on for row in self._session.exec(select(BenchmarkCellRow))}
        members: dict[str, dict[str, CountedRound]] = {cell_id: {} for cell_id in published}
        ended: dict[str, datetime] = {}
        for row in self._members(is_demo):
            if row.to_release is None and row.cell_id in members:
                counted = CountedRound(row.counted_self_check_id, row.counted_submitted_at)
                members[row.cell_id][row.commune_ags] = counted
            else:
                so_far = ended.get(row.commune_ags, row.counted_submitted_at)
                ended[row.commune_ags] = max(so_far, row.counted_submitted_at)
        cells = (ActiveCell(cell, computed_on[cell.id], members[cell.id]) for cell in published.values())
        return BenchmarkState(newest=head.date if head else None, cells=tuple(cells), ended=ended)

    def add(self, new: NewRelease, *, at: datetime, is_demo: bool, progress: Progress = no_progress) -> None:
        """Store a release with its cells and points, and who is counted where from now on.

        Raises ChangedMeanwhile if a release of this id was stored meanwhile.
        """
        release = new.release
        self._session.add(
            BenchmarkReleaseRow(
                id=release.id,
                date=release.date,
                catalogue_version=release.catalogue_version,
                parameters=json.dumps(release.parameters),
                participants=release.participants,
                is_demo=is_demo,
                published_at=at,
            )
        )
        try:
            self._session.flush()
        except IntegrityError:
            raise ChangedMeanwhile("benchmark_published_meanwhile") from None
        self._session.add_all(
            BenchmarkProfileRow(
                release_id=release.id,
                number=number,
                attributes=json.dumps(profile.attributes),
                counted=profile.counted,
                participating=profile.participating,
            )
            for number, profile in enumerate(new.profiles)
        )
        self._add_cells(new)
        self._add_members(new)
        for number, cell in enumerate(release.cells, start=1):
            if cell.points:
                self._session.connection().execute(_POINT.insert(), list(_point_rows(release, cell)))
            progress(number / len(release.cells))

    def rename_member(self, ags: str, new_ags: str) -> None:
        """Know a counted commune by its new official key, so that its answers never count once under each.

        Raises Refused if a commune with the new key was counted before: the two could not be told apart any more.
        """
        member = col(BenchmarkMemberRow.commune_ags)
        if self._session.exec(select(BenchmarkMemberRow.cell_id).where(member == new_ags).limit(1)).first():
            raise Refused("key_counted_before", ags=new_ags)
        self._session.exec(update(BenchmarkMemberRow).where(member == ags).values(commune_ags=new_ags))

    def key_fingerprint(self) -> str | None:
        """The fingerprint of the key that all releases were made with; None before the first."""
        return self._session.exec(select(BenchmarkKeyRow.fingerprint)).first()

    def keep_key_fingerprint(self, fingerprint: str) -> None:
        """Note the fingerprint of the key for all later releases."""
        self._session.add(BenchmarkKeyRow(fingerprint=fingerprint))

    def _members(self, is_demo: bool) -> Iterable[Row[Any]]:
        # Columns instead of objects: of many communes there are as many members in every release.
        return self._session.connection().execute(
            select_columns(*_MEMBER.c)
            .join(BenchmarkReleaseRow, col(BenchmarkReleaseRow.id) == _MEMBER.c.from_release)
            .where(col(BenchmarkReleaseRow.is_demo) == is_demo)
        )

    def _as_release(self, row: BenchmarkReleaseRow) -> Release:
        points = self._points(row.id)
        return Release(
            id=row.id,
            date=row.date,
            catalogue_version=row.catalogue_version,
            participants=row.participants,
            parameters=json.loads(row.parameters),
            cells=tuple(replace(cell, points=points.get(cell.id, {})) for cell in self.cells_without_points(row.id)),
        )

    def _points(self, release_id: str) -> dict[str, dict[str, tuple[Point, ...]]]:
        of = _POINT.c
        rows = self._session.connection().execute(
            select_columns(of.cell_id, of.indicator_id, of.weight, of.value)
            .where(of.release_id == release_id)
            .order_by(of.cell_id, of.indicator_id, of.run)
        )
        the_same = cache(Point)  # there are few different ones
        points: dict[str, dict[str, tuple[Point, ...]]] = {}
        for (cell_id, indicator_id), runs in groupby(rows, key=itemgetter(0, 1)):
            found = tuple([the_same(weight, value) for _, _, weight, value in runs])
            points.setdefault(cell_id, {})[indicator_id] = found
        return points

    def _add_cells(self, new: NewRelease) -> None:
        release = new.release
        recomputed = [
            cell.id for cell in release.cells if cell.id in new.members and cell.created_release != release.id
        ]
        self._change_cells(recomputed, computed_on=release.date)
        self._change_cells(new.retired, retired_release=release.id)
        self._session.add_all(
            BenchmarkCellRow(id=cell.id, created_release=release.id, computed_on=release.date)
            for cell in release.cells
            if cell.created_release == release.id
        )
        self._session.flush()
        self._session.add_all(
            BenchmarkReleaseCellRow(
                release_id=release.id, cell_id=cell.id, attributes=json.dumps(cell.attributes), size=cell.size
            )
            for cell in release.cells
        )
        self._session.flush()

    def _change_cells(self, cell_ids: Iterable[str], **values: object) -> None:
        ids = list(cell_ids)
        if ids:
            self._session.exec(update(BenchmarkCellRow).where(col(BenchmarkCellRow.id).in_(ids)).values(**values))

    def _add_members(self, new: NewRelease) -> None:
        touched = [*new.members, *new.retired]
        self._session.exec(
            update(BenchmarkMemberRow)
            .where(col(BenchmarkMemberRow.cell_id).in_(touched), col(BenchmarkMemberRow.to_release).is_(None))
            .values(to_release=new.release.id)
        )
        members = [
            {
                "cell_id": cell_id,
                "commune_ags": ags,
                "from_release": new.release.id,
                "counted_self_check_id": counted.self_check_id,
                "counted_submitted_at": counted.submitted_at,
            }
            for cell_id, members in new.members.items()
            for ags, counted in members.items()
        ]
        if members:
            self._session.connection().execute(_MEMBER.insert(), members)


def _as_head(row: BenchmarkReleaseRow) -> ReleaseHead:
    return ReleaseHead(
        row.id, row.date, row.catalogue_version, json.loads(row.parameters), row.published_at, row.participants
    )


def _point_rows(release: Release, cell: Cell) -> Iterator[dict[str, object]]:
    for indicator_id, points in cell.points.items():
        for run, point in enumerate(points):
            yield {
                "release_id": release.id,
                "cell_id": cell.id,
                "indicator_id": indicator_id,
                "run": run,
                "weight": point.weight,
                "value": point.value,
            }
