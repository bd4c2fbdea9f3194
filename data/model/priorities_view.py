"""What the page of the priorities shows, with what the rules say about it on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.model.plan import Contest, PlanEvent, Priority, PriorityStatus
from data.model.result import Score


@dataclass(frozen=True)
class MeasureCounts:
    """The measures under a priority: all but the stopped ones, how many of these are done, how many need a look."""

    measures: int
    done: int
    need_look: int


@dataclass(frozen=True)
class StatedPriority:
    """A priority with where it may go, its measures, its story and the values that wait beside the stored ones.

    `number` names it in the matrix, from 1 on; None for what has ended. `is_chosen`: the commune works on it.
    """

    priority: Priority
    number: int | None
    is_chosen: bool
    may_become: tuple[PriorityStatus, ...]
    counts: MeasureCounts
    story: tuple[PlanEvent, ...]
    contests: tuple[Contest, ...]


@dataclass(frozen=True)
class Suggestion:
    """A criterion worth talking about that no priority names yet, with its own score in percent (0-100).

    `lowest`: one of the lowest scores; `below_group`: one of those furthest below the `median` of the group, which is
    None where nothing is published or may be compared.
    """

    criterion_key: str
    field_key: str
    percent: float
    provisional: bool
    median: int | None
    lowest: bool
    below_group: bool


@dataclass(frozen=True)
class PrioritiesView:
    """All priorities of a commune, those that it works on first, proposals next, the ended ones last.

    `scores` and `medians` hold the own newest scores and the published medians of all communes by field and criterion
    key, `goals` the points to reach by 2035 by field key. `round_name` and `release_date` tell where they come from;
    both may be missing.
    """

    priorities: tuple[StatedPriority, ...]
    suggestions: tuple[Suggestion, ...]
    scores: Mapping[str, Score]
    medians: Mapping[str, int]
    goals: Mapping[str, int]
    round_name: str
    release_date: date | None
    catalogue_version: str
    fewest: int
    most: int
    may_plan: bool

    @property
    def chosen(self) -> tuple[StatedPriority, ...]:
        """The priorities that the commune works on."""
        return tuple(each for each in self.priorities if each.is_chosen)

    @property
    def proposed(self) -> tuple[StatedPriority, ...]:
        """What was proposed and is not decided."""
        return tuple(each for each in self.priorities if each.priority.status is PriorityStatus.PROPOSED)

    @property
    def ended(self) -> tuple[StatedPriority, ...]:
        """What was reached or stopped, the newest first."""
        return tuple(each for each in self.priorities if each.number is None)
