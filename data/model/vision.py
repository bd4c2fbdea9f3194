"""The vision for 2035: its texts, and what is to be reached and seen in every action field on the way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data.model.plan import PlanEvent

STATEMENT = "statement"
LAST_YEAR = 2035


def noticed_in(field_key: str) -> str:
    """The part in which a commune says what people will notice once it has reached the goal of a field."""
    return f"field:{field_key}"


def field_of(part: str) -> str | None:
    """The field whose sentence a part is; None for the statement and the answers to the prompts."""
    return part.removeprefix("field:") if part.startswith("field:") else None


@dataclass(frozen=True)
class Prompt:
    """A question that leads to the vision. What a dialogue with the inhabitants says to it will name the same `key`."""

    key: str
    question: str
    hint: str


@dataclass(frozen=True)
class VisionContent:
    """What experts wrote to guide the vision: the prompts in their order, and an example of a statement."""

    prompts: tuple[Prompt, ...]
    example: str


@dataclass(frozen=True)
class TextVersion:
    """What a text was from a moment on (UTC), and who wrote it."""

    text: str
    at: datetime
    by: str


@dataclass(frozen=True)
class VisionText:
    """A text of the vision as it stands: `part` names it, `story` is everything that happened to it, oldest first.

    `versions` are the states that somebody left it in, the newest first.
    """

    part: str
    text: str
    story: tuple[PlanEvent, ...] = ()
    versions: tuple[TextVersion, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The value of an indicator on a day."""

    on: date
    value: float


@dataclass(frozen=True)
class Indicator:
    """A number of the commune's own that tells whether people notice: from a start value to a target by a year's end.

    Whether higher or lower is better follows from start and target. `readings` are in the order of their days.
    `is_removed`: it is kept, with its readings, and shown no more.
    """

    id: int
    field_key: str
    name: str
    unit: str
    source: str
    start_value: float
    start_on: date
    target_value: float
    target_year: int
    readings: tuple[Reading, ...] = ()
    is_removed: bool = False
    revision: int = 1

    @property
    def last(self) -> Reading:
        """The newest reading, or the start while there is none."""
        start = Reading(self.start_on, self.start_value)
        return max((*self.readings, start), key=lambda reading: reading.on)  # of one day, what was read

    @property
    def share_of_way(self) -> float:
        """How much of the way from start to target the last value stands for: 1 is all of it, below 0 backwards."""
        return (self.last.value - self.start_value) / (self.target_value - self.start_value)


@dataclass(frozen=True)
class Milestone:
    """Points (1 to 100) to reach in a field by the end of a year before 2035, and what that means in a sentence."""

    field_key: str
    year: int
    points: int
    sentence: str = ""


@dataclass(frozen=True)
class FieldPlan:
    """What is stored of a field: the goal for 2035 (None: not set), milestones by year, indicators.

    `begun_at` is when a goal was first set (UTC).
    """

    target: int | None
    begun_at: datetime | None
    milestones: tuple[Milestone, ...]
    indicators: tuple[Indicator, ...]


StoredTexts = Mapping[str, VisionText]
"""The texts of a vision by part; one that nobody wrote is missing."""
