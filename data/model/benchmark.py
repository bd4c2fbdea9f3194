"""Published comparison data: releases, cells, points, and what may be shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
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
    """An immutable set of cells: everything of the peers that anybody can ever be shown.

    `participants` are the communes counted in a cell together with those that wait for one.
    """

    id: str
    date: date
    catalogue_version: str
    participants: int
    parameters: Mapping[str, object]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ReleaseHead:
    """A release without its cells; `published_at` (UTC) tells releases apart that are made on one day."""

    id: str
    date: date
    catalogue_version: str
    parameters: Mapping[str, object]
    published_at: datetime


@dataclass(frozen=True)
class PeerFigure:
    """What may be shown of a group for one indicator: points 0-100; None where the number counted forbids it.

    `counted` communes have a value here. `histogram` holds the percent of the group in ten bars of ten points.
    """

    indicator: str
    counted: int
    mean: int | None
    q25: int | None
    median: int | None
    q75: int | None
    histogram: tuple[int, ...] | None


@dataclass(frozen=True)
class PeerLevel:
    """The mean level (0-4) of a group for one question, to the decimal or half level that the number allows."""

    question_id: str
    counted: int
    level: float


@dataclass(frozen=True)
class PeerComparison:
    """The figures of one group from one release: by action field and criterion key, and levels by question id.

    `own_counted` tells whether the own commune is counted in this group.
    """

    release_id: str
    release_date: date
    catalogue_version: str
    counted: int
    participants: int
    own_counted: bool
    figures: Mapping[str, PeerFigure]
    levels: Mapping[str, PeerLevel] = field(default_factory=dict)


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
    """The comparison with the own newest result and the positions by field key.

    `own` is None without a result, and when the newest one was answered under another catalogue version than the
    release: then `other_version` names it.
    """

    comparison: PeerComparison
    own: ResultsView | None
    positions: Mapping[str, Position]
    other_version: str | None = None


@dataclass(frozen=True)
class CountedRound:
    """The round with which a commune is counted, and when it was submitted (UTC)."""

    self_check_id: int
    submitted_at: datetime


@dataclass(frozen=True)
class SubmittedRound:
    """A round that a release may count, with the catalogue version it was answered under."""

    catalogue_version: str
    counted: CountedRound


@dataclass(frozen=True)
class ActiveCell:
    """A cell as the newest release shows it, with what stays inside the house.

    `members` are the counted communes by official key, `computed_on` is the day its points were last computed.
    """

    cell: Cell
    computed_on: date
    members: Mapping[str, CountedRound]


@dataclass(frozen=True)
class BenchmarkState:
    """What the next release builds on.

    `ended` tells by official key when the newest round was submitted with which a commune was once counted in a cell
    that it is no longer part of; only newer rounds may be counted again.
    """

    newest: date | None
    cells: tuple[ActiveCell, ...]
    ended: Mapping[str, datetime]


@dataclass(frozen=True)
class NewRelease:
    """A release to be stored: what is published, and who is counted in the cells that were formed or recomputed."""

    release: Release
    members: Mapping[str, Mapping[str, CountedRound]]
    retired: tuple[str, ...]


class PublishStatus(StrEnum):
    """How an attempt to publish ended."""

    PUBLISHED = "published"
    TOO_FEW = "too_few"
    NOTHING_CHANGED = "nothing_changed"


@dataclass(frozen=True)
class PublishOutcome:
    """What publishing did, or would do: cells by what happened to them, communes counted and waiting.

    `release_id` is None unless a release was published.
    """

    status: PublishStatus
    release_id: str | None
    catalogue_version: str
    counted: int
    waiting: int
    created: int
    refreshed: int
    unchanged: int
    retired: int

    def as_dict(self) -> dict[str, object]:
        """All values by name, for programs that read them."""
        return asdict(self)

    def as_sentence(self) -> str:
        """What happened, for the operator's command line."""
        if self.status is PublishStatus.TOO_FEW:
            return f"Nothing published: only {self.waiting} communes can be counted, too few for a first release."
        if self.status is PublishStatus.NOTHING_CHANGED:
            return f"Nothing published: no cell changed and {self.waiting} communes wait for one."
        return (
            f"Release {self.release_id}: {self.counted} communes counted, {self.waiting} waiting; cells: "
            f"{self.created} new, {self.refreshed} recomputed, {self.unchanged} unchanged, {self.retired} retired."
        )
