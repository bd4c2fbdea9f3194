"""The anonymous comparison as anybody may see it: reads releases only, never an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np

from data.errors import NotAllowed
from data.model.benchmark import (
    Cell,
    GroupBasis,
    PeerComparison,
    PeerFigure,
    PeerFilter,
    PeerGroup,
    PeerLevel,
    Release,
    ReleaseHead,
)
from data.model.people import Permission, Person
from data.rules.access import require
from data.rules.benchmark_cells import attributes_of
from data.rules.benchmark_filters import EVERYBODY, Groups, Tally, cleaned
from data.rules.benchmark_groups import PublishedPoints, figure, level
from data.rules.benchmark_parameters import Parameters
from data.services import register
from data.services.catalogues import catalogue
from data.settings import settings
from data.storage.database import reading


def comparison(acting: Person, wished: Mapping[str, Iterable[str]] = EVERYBODY) -> PeerComparison | None:
    """The figures of the wished group from the newest release, or of the next wider one that is protected.

    None before the first release. Values and dimensions that do not exist are left out of the wish. Own commune
    included: everybody sees the same numbers. Raises NotAllowed for who has no commune.
    """
    require(acting, Permission.READ_BENCHMARK)
    if acting.commune is None:
        raise NotAllowed("no_commune")
    with reading() as work:
        head = work.benchmark.newest(is_demo=settings().demo)
        own_cell = work.benchmark.cell_of(acting.commune.ags, head.id) if head else None
        edition = work.register.newest_edition()
    if head is None:
        return None
    published = _published(head.id, head.published_at)
    asked = cleaned(wished)
    group, cells = _group(published, asked, own_cell)
    existing = _existing(edition.id, edition.imported_at) if edition else None
    figures, levels = _figures(head.id, head.published_at, np.flatnonzero(cells).tobytes())
    return PeerComparison(
        release_id=head.id,
        release_date=head.date,
        catalogue_version=head.catalogue_version,
        group=replace(group, existing=_existing_of(group, existing)),
        own_counted=own_cell is not None and bool(cells[published.place[own_cell]]),
        own_attributes={name: frozenset((value,)) for name, value in attributes_of(acting.commune).items()},
        options=published.groups.options(asked),
        figures=figures,
        levels=levels,
    )


def warm_up() -> None:
    """Read the newest release before the first visitor: with thousands of communes that takes a moment."""
    with reading() as work:
        head = work.benchmark.newest(is_demo=settings().demo)
    if head is not None:
        _published(head.id, head.published_at)


def groups_of(head: ReleaseHead) -> Groups:
    """The groups that a release can show. Public facts only."""
    return _published(head.id, head.published_at).groups


def published() -> list[Release]:
    """All releases, the oldest first: everything of the peers that anybody could ever be shown. Open data."""
    with reading() as work:
        return work.benchmark.all(is_demo=settings().demo)


def published_as_json() -> dict[str, Any]:
    """All releases in the form of docs/anonymity.md: exactly the public tables."""
    return {"releases": [_release_as_json(release) for release in published()]}


def published_in_pieces() -> Iterator[str]:
    """What `published_as_json` gives as text, a release at a time: all of them together need much memory."""
    with reading() as work:
        ids = [head.id for head in reversed(work.benchmark.heads(is_demo=settings().demo))]
    between = '{"releases": ['
    for release_id in ids:
        with reading() as work:
            release = work.benchmark.release(release_id)
        assert release is not None, "releases are never deleted"
        yield between + json.dumps(_release_as_json(release), ensure_ascii=False)
        between = ", "
    yield "]}" if ids else between + "]}"


@dataclass(frozen=True)
class _Published:
    """A release, ready to answer any filter."""

    cells: tuple[Cell, ...]
    place: Mapping[str, int]
    groups: Groups
    points: PublishedPoints
    parameters: Parameters
    catalogue_version: str


# A release never changes: its id and the moment it was stored are the key. Asked for behind the permission check only.
@lru_cache(maxsize=4)
def _published(release_id: str, _published_at: datetime) -> _Published:
    with reading() as work:
        head = work.benchmark.head(release_id)
        cells = work.benchmark.cells_without_points(release_id)
        profiles = work.benchmark.profiles(release_id)
        weights = work.benchmark.point_weights(release_id)
    parameters = Parameters.from_json(head.parameters)
    return _Published(
        cells=tuple(cells),
        place={cell.id: place for place, cell in enumerate(cells)},
        groups=Groups([(cell.attributes, cell.size) for cell in cells], profiles, parameters.coverage),
        points=PublishedPoints([cell.id for cell in cells], weights),
        parameters=parameters,
        catalogue_version=head.catalogue_version,
    )


# Many filters lead to the same cells, and the same cells to the same figures.
@lru_cache(maxsize=1024)
def _figures(
    release_id: str, published_at: datetime, places: bytes
) -> tuple[dict[str, PeerFigure], dict[str, PeerLevel]]:
    published = _published(release_id, published_at)
    chosen = np.zeros(len(published.cells), dtype=bool)
    chosen[np.frombuffer(places, dtype=np.int64)] = True
    said = published.points.weights(chosen)
    questions = catalogue(published.catalogue_version).places
    figures, levels = {}, {}
    for indicator, weights in said.items():
        if indicator in questions:
            if mean := level(indicator, weights, published.parameters):
                levels[indicator] = mean
        elif found := figure(indicator, weights, published.parameters):
            figures[indicator] = found
    return figures, levels


# An edition of the register never changes either.
@lru_cache(maxsize=2)
def _existing(_edition_id: int, _imported_at: datetime) -> Tally | None:
    """All communes of the register by public attributes; None as long as only a part of it was imported."""
    profiles = register.profiles()
    if not profiles:
        return None
    attributes = [{dimension: (value,) for dimension, value in each.items()} for each, _number in profiles]
    return Tally(attributes, [number for _each, number in profiles])


def _existing_of(group: PeerGroup, existing: Tally | None) -> int | None:
    """How many communes match the shown filter; of an own cell nobody can say."""
    if existing is None or group.basis is GroupBasis.OWN_CELL:
        return None
    return existing.total(group.shown)


def _group(published: _Published, wished: PeerFilter, own_cell: str | None) -> tuple[PeerGroup, Any]:
    """The group that is shown for a wish, and which cells are in it."""
    groups = published.groups
    shown, basis = groups.shown_for(wished)
    if basis is GroupBasis.OWN_CELL and own_cell is not None:
        cell = published.cells[published.place[own_cell]]
        cells = np.arange(len(published.cells)) == published.place[own_cell]
        attributes = {name: frozenset(values) for name, values in cell.attributes.items()}
        return PeerGroup(wished, attributes, basis, counted=cell.size, participating=cell.size), cells
    if basis is GroupBasis.OWN_CELL:
        shown, basis = EVERYBODY, GroupBasis.ALL
    group = PeerGroup(wished, shown, basis, groups.counted(shown), groups.participating(shown))
    return group, groups.cells(shown)


def _release_as_json(release: Release) -> dict[str, Any]:
    return {
        "id": release.id,
        "date": release.date.isoformat(),
        "catalogue_version": release.catalogue_version,
        "participants": release.participants,
        "parameters": dict(release.parameters),
        "cells": [_cell_as_json(cell) for cell in release.cells],
    }


def _cell_as_json(cell: Cell) -> dict[str, Any]:
    return {
        "id": cell.id,
        "created_release": cell.created_release,
        "attributes": {dimension: list(values) for dimension, values in cell.attributes.items()},
        "size": cell.size,
        "points": {
            indicator: [[point.weight, point.value] for point in points] for indicator, points in cell.points.items()
        },
    }
