"""The anonymous comparison as anybody may see it: reads releases only, never an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from data.errors import NotAllowed
from data.model.benchmark import Cell, PeerComparison, PeerFigure, PeerLevel, Release
from data.model.people import Permission, Person
from data.rules.access import require
from data.rules.benchmark_groups import counted_in, figure, group, level
from data.rules.benchmark_parameters import Parameters
from data.services.catalogues import catalogue
from data.settings import settings
from data.storage.database import reading

EVERYBODY: dict[str, frozenset[str]] = {}


def comparison(acting: Person) -> PeerComparison | None:
    """The figures of all communes from the newest release; None before the first one.

    Own commune included: everybody sees the same numbers.
    """
    require(acting, Permission.READ_BENCHMARK)
    if acting.commune is None:
        raise NotAllowed("no_commune")
    with reading() as work:
        head = work.benchmark.newest(is_demo=settings().demo)
        own_counted = head is not None and work.benchmark.counts(acting.commune.ags, head.id)
    if head is None:
        return None
    shown = _shown(head.id, head.published_at)
    return PeerComparison(
        release_id=head.id,
        release_date=head.date,
        catalogue_version=head.catalogue_version,
        counted=shown.counted,
        participants=shown.participants,
        own_counted=own_counted,
        figures=shown.figures,
        levels=shown.levels,
    )


def published() -> list[Release]:
    """All releases, the oldest first: everything of the peers that anybody could ever be shown. Open data."""
    with reading() as work:
        return work.benchmark.all(is_demo=settings().demo)


def published_as_json() -> dict[str, Any]:
    """All releases in the form of docs/anonymity.md: exactly the public tables."""
    return {"releases": [_release_as_json(release) for release in published()]}


@dataclass(frozen=True)
class _Shown:
    """What a release shows of the group of all communes: the same for everybody."""

    counted: int
    participants: int
    figures: dict[str, PeerFigure]
    levels: dict[str, PeerLevel]


# A release never changes: its id and the moment it was stored are the key. Asked for behind the permission check only.
@lru_cache(maxsize=8)
def _shown(release_id: str, _published_at: datetime) -> _Shown:
    with reading() as work:
        release = work.benchmark.release(release_id)
    if release is None:
        raise LookupError(release_id)
    cells = group(release, EVERYBODY)
    parameters = Parameters.from_json(release.parameters)
    used = catalogue(release.catalogue_version)
    keys = [*(field.key for field in used.fields), *(criterion.key for criterion in used.criteria)]
    figures = {key: found for key in keys if (found := figure(cells, key, parameters))}
    levels = {key: mean for key in used.places if (mean := level(cells, key, parameters))}
    return _Shown(counted_in(cells), release.participants, figures, levels)


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
