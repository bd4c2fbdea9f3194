"""Consent of a commune to the anonymous comparison: to which text, since when, and what of it would be counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data.model.benchmark import NotCounted
from data.model.result import CheckResult


@dataclass(frozen=True)
class ConsentText:
    """A version of the text that a commune consents to, in one language. A version that was shown never changes.

    `points` are what is agreed, `consequences` what a withdrawal brings about: one sentence or two each.
    """

    version: str
    valid_from: date
    title: str
    introduction: str
    points: tuple[str, ...]
    consequences: tuple[str, ...]


@dataclass(frozen=True)
class ConsentStep:
    """Consent was given to a version of the text, or withdrawn; by whom (empty: the operator's command line)."""

    given: bool
    text_version: str
    at: datetime
    by: str


@dataclass(frozen=True)
class ContributedRound:
    """The round that goes into the comparison: its name, when it was approved (UTC), its scores and levels.

    `levels` holds the points 0-4 of every answered question by id.
    """

    round_name: str
    approved_at: datetime
    result: CheckResult
    levels: Mapping[str, int]


@dataclass(frozen=True)
class CountedIn:
    """The cell that a commune is counted in: what its communes have in common, and how many they are.

    `approved_at` is when the counted round was approved (UTC); a newer one counts once the cell is recomputed.
    """

    release_date: date
    size: int
    attributes: Mapping[str, tuple[str, ...]]
    approved_at: datetime


@dataclass(frozen=True)
class ConsentView:
    """Where a commune stands with the comparison.

    `given` tells whether it consents now; `steps` are all decisions, the newest first. `attributes` are the public
    facts by dimension. `round` is the newest that can be counted, None where none can; `counted_in` is None
    where the newest release does not count the commune, and `not_counted` tells why. `next_date` is the next release
    date. `may_decide`: whether this person may give and withdraw.
    """

    given: bool
    public_results: bool
    text: ConsentText
    steps: tuple[ConsentStep, ...]
    attributes: Mapping[str, str]
    round: ContributedRound | None
    counted_in: CountedIn | None
    not_counted: NotCounted | None
    next_date: date
    may_decide: bool

    @property
    def since(self) -> datetime | None:
        """Since when the commune takes part without a break; None where it does not, or nobody noted it."""
        begun = None
        for step in self.steps:
            if not step.given:
                break
            begun = step.at
        return begun if self.given else None

    @property
    def asks_again(self) -> bool:
        """Whether the commune takes part by an older version of the text, or by none that anybody noted."""
        return self.given and (not self.steps or self.steps[0].text_version != self.text.version)
