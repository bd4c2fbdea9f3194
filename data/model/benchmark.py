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
class Profile:
    """How many communes with the same public attributes a release counts, and how many take part in it."""

    attributes: Mapping[str, str]
    counted: int
    participating: int


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
    participants: int


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


PeerFilter = Mapping[str, frozenset[str]]
"""Wished values by dimension; a dimension that is missing allows all."""


class GroupBasis(StrEnum):
    """How the shown group came from the wished one."""

    WISHED = "wished"
    WIDENED = "widened"
    OWN_CELL = "own_cell"
    ALL = "all"


@dataclass(frozen=True)
class PeerGroup:
    """The group that was wished, the one that is shown instead where need be, and how many communes it speaks for.

    `counted` communes are in its cells, `participating` match its filter and take part, `existing` match it in the
    official register (None where no register was imported). Of an own cell `shown` names what its communes have in
    common, and `participating` is the size of the cell.
    """

    wished: PeerFilter
    shown: PeerFilter
    basis: GroupBasis
    counted: int
    participating: int
    existing: int | None = None


@dataclass(frozen=True)
class PeerOption:
    """One value of a dimension: whether it may be added to what is chosen, or is chosen already.

    `participating` communes take part that have this value and match the choices in the other dimensions.
    """

    value: str
    chosen: bool
    available: bool
    participating: int


@dataclass(frozen=True)
class PeerComparison:
    """The figures of one group from one release: by action field and criterion key, and levels by question id.

    `own_counted` tells whether the own commune is counted in this group; `own_attributes` are its public facts, by
    which communes like it are found. `options` are all values of every dimension.
    """

    release_id: str
    release_date: date
    catalogue_version: str
    group: PeerGroup
    own_counted: bool
    own_attributes: PeerFilter
    options: Mapping[str, tuple[PeerOption, ...]]
    figures: Mapping[str, PeerFigure]
    levels: Mapping[str, PeerLevel] = field(default_factory=dict)

    @property
    def has_ended(self) -> bool:
        """Whether the release has no cell any more, so that there is nothing to be compared with."""
        return not self.group.counted


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
    """The comparison with the own newest result, the positions by field and criterion key, and the goals by field key.

    `own` is None without a result, and when the newest one was answered under another catalogue version than the
    release: then `other_version` names it.
    """

    comparison: PeerComparison
    own: ResultsView | None
    positions: Mapping[str, Position]
    goals: Mapping[str, int]
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
    """A release to be stored: what is published, and who is counted in the cells that were formed or recomputed.

    `profiles` are public facts on all who take part: they tell what part of those that match a filter the cells hold.
    """

    release: Release
    profiles: tuple[Profile, ...]
    members: Mapping[str, Mapping[str, CountedRound]]
    retired: tuple[str, ...]


class CellChange(StrEnum):
    """What a release does with a cell."""

    NEW = "new"
    RECOMPUTED = "recomputed"
    UNCHANGED = "unchanged"
    RETIRED = "retired"


@dataclass(frozen=True)
class PlannedCell:
    """A cell as the next release would show it, or as the last one showed it where it ends. Without any figure."""

    id: str
    attributes: Mapping[str, tuple[str, ...]]
    size: int
    change: CellChange


@dataclass(frozen=True)
class FilterCoverage:
    """One single filter: how many communes match it, take part and are counted, and whether it is offered.

    `was_offered` tells the same of the last release; None where there is none.
    """

    dimension: str
    value: str
    participating: int
    counted: int
    offered: bool
    was_offered: bool | None


class NotCounted(StrEnum):
    """Why a commune is not counted in the next release."""

    NO_CONSENT = "no_consent"
    NOT_IN_REGISTER = "not_in_register"
    NO_APPROVED_ROUND = "no_approved_round"
    OTHER_VERSION = "other_version"
    NOT_ALL_FIELDS = "not_all_fields"
    ONLY_OLDER_ROUND = "only_older_round"
    WAITS_FOR_CELL = "waits_for_cell"


class PublishStatus(StrEnum):
    """How an attempt to publish ended."""

    PUBLISHED = "published"
    TOO_FEW = "too_few"
    NOTHING_CHANGED = "nothing_changed"
    LEFT_TO_PEOPLE = "left_to_people"  # by a timer: every cell would end, and nothing be shown any more


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
        if self.status is PublishStatus.LEFT_TO_PEOPLE:
            return (
                f"Nothing published: all cells would end ({self.retired}) and nothing be shown any more. "
                "Somebody has to decide that."
            )
        return (
            f"Release {self.release_id}: {self.counted} communes counted, {self.waiting} waiting; cells: "
            f"{self.created} new, {self.refreshed} recomputed, {self.unchanged} unchanged, {self.retired} retired."
        )


@dataclass(frozen=True)
class DryRun:
    """What the next release would be, without any figure of it: a figure seen each day would tell who changed.

    `waiting` are the names of communes that wait for a cell. `not_counted` tells for how many communes which reason
    holds. `not_before` is the day from which publishing is allowed, None where it is allowed now. `not_yet_version` is
    the newer catalogue version that as many or more communes answered last, but too few for a first release under it.
    """

    outcome: PublishOutcome
    cells: tuple[PlannedCell, ...]
    coverage: tuple[FilterCoverage, ...]
    waiting: tuple[str, ...]
    not_counted: Mapping[NotCounted, int]
    newest: ReleaseHead | None
    not_before: date | None
    not_yet_version: str | None = None
