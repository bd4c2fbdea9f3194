"""Published comparison data: releases, cells, points, and what may be shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.model.results_view import ResultsView


@dataclass(frozen=True)
class Point:
    """Mean of one run of sorted values: how many communes it stands for, and its value in points (10 to 90)."""

    weight: int
    value: int


@dataclass(frozen=True)
class Cell:
    """A fixed set of communes as published: its attributes, its size and its points per indicator."""

    id: str
    created_release: str
    attributes: Mapping[str, tuple[str, ...]]
    size: int
    points: Mapping[str, tuple[Point, ...]]


@dataclass(frozen=True)
class Release:
    """An immutable set of cells: everything of the peers that anybody can ever be shown."""

    id: str
    date: date
    catalogue_version: str
    participants: int
    parameters: Mapping[str, object]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PeerFigure:
    """What may be shown of a group for one indicator: points 0-100; None where the number counted forbids it."""

    indicator: str
    counted: int
    mean: int | None
    q25: int | None
    median: int | None
    q75: int | None
    histogram: tuple[int, ...] | None


@dataclass(frozen=True)
class PeerComparison:
    """The figures of one group from one release, by action field key and criterion key."""

    release_id: str
    release_date: date
    catalogue_version: str
    counted: int
    participants: int
    own_counted: bool
    figures: Mapping[str, PeerFigure]


class Standing(StrEnum):
    """Where a score stands among the peers, as far as published quartiles tell."""

    BOTTOM_QUARTER = "bottom_quarter"
    BELOW_MIDDLE = "below_middle"
    ABOUT_MIDDLE = "about_middle"
    ABOVE_MIDDLE = "above_middle"
    TOP_QUARTER = "top_quarter"


@dataclass(frozen=True)
class Position:
    """A standing; `presumably` when missing answers could still change it."""

    standing: Standing
    presumably: bool


@dataclass(frozen=True)
class PeersView:
    """The comparison with the own newest result (of any catalogue version) and the positions by field key."""

    comparison: PeerComparison
    own: ResultsView | None
    positions: Mapping[str, Position]
