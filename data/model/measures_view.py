"""What the page of the measures shows, with what the rules say about it on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.model.plan import Attention, Contest, Measure, MeasureStatus, PlanEvent, Priority
from data.model.self_check import Reply


@dataclass(frozen=True)
class StatedMeasure:
    """A measure, why it needs a look on this day, and where it may go from where it stands.

    `is_open`: something is still to be done about it.
    """

    measure: Measure
    attention: Attention
    may_become: tuple[MeasureStatus, ...]
    is_open: bool


@dataclass(frozen=True)
class MeasuresView:
    """All measures of a commune, the oldest first, with the priorities that they may stand under."""

    measures: tuple[StatedMeasure, ...]
    priorities: tuple[Priority, ...]
    may_plan: bool

    @property
    def units(self) -> tuple[str, ...]:
        """The responsible units in use, in the order of the alphabet."""
        return tuple(sorted({each.measure.responsible_unit for each in self.measures} - {""}, key=str.casefold))


@dataclass(frozen=True)
class MeasureView:
    """One measure with its story from the first event on, and the values that wait beside the stored ones."""

    stated: StatedMeasure
    priorities: tuple[Priority, ...]
    units: tuple[str, ...]
    story: tuple[PlanEvent, ...]
    contests: tuple[Contest, ...]
    may_plan: bool


@dataclass(frozen=True)
class EffectOn:
    """What a measure is expected to do to one score: points (0-100, unrounded) today and then, None if not scored.

    `criterion_key` is empty for the whole field.
    """

    field_key: str
    criterion_key: str
    now: float | None
    expected: float | None


@dataclass(frozen=True)
class ExpectedEffect:
    """What a measure is expected to bring once every linked question has its expected level.

    Measured against the newest approved round (`round_name` is empty before there is one; then there are no
    `effects`). `replies` holds today's replies to the linked questions; what is missing there is open. `effects` names
    each field that is touched, followed by its criteria that are.
    """

    catalogue_version: str
    round_name: str
    replies: Mapping[str, Reply]
    effects: tuple[EffectOn, ...]
