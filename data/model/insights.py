"""What stands out in a result, as values; the sentences are made in `components/texts.py`."""

from __future__ import annotations

from dataclasses import dataclass

from data.model.result import Coverage


@dataclass(frozen=True)
class StandOut:
    """A criterion that stands out, as strength or as chance, with its unrounded score (0-100)."""

    field_key: str
    criterion_key: str
    percent: float
    provisional: bool


@dataclass(frozen=True)
class ToClarify:
    """What is still to be clarified in one criterion: ids of open questions and of those nobody can say yet."""

    field_key: str
    criterion_key: str
    open: tuple[str, ...]
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """Where the commune stands, for one sentence. Fields are named by their keys, in catalogue order.

    `well` are the scored fields from 60 points, `provisional` the scored ones that unanswered questions could still
    move a lot. `strongest` and `weakest` are None unless two scored fields differ in the score that is shown.
    """

    fields: int
    scored: tuple[str, ...]
    well: tuple[str, ...]
    provisional: tuple[str, ...]
    strongest: str | None
    weakest: str | None
    coverage: Coverage


@dataclass(frozen=True)
class Lever:
    """A question below the highest level, and the points (0-100) that its field gains for one level more.

    `gain` is exact for the bounds of the field; for its score too once everything that applies is answered.
    """

    field_key: str
    criterion_key: str
    question_id: str
    points: int
    gain: float


@dataclass(frozen=True)
class Insights:
    """Everything that stands out in one answer sheet. `well_but_unproven` holds question ids in catalogue order."""

    standing: Standing
    strengths: tuple[StandOut, ...]
    chances: tuple[StandOut, ...]
    to_clarify: tuple[ToClarify, ...]
    well_but_unproven: tuple[str, ...]
