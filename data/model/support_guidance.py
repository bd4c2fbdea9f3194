"""What to do against hostility, told in short points; figures for context; what a commune arranges beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from data.model.support import Advice, Source


@dataclass(frozen=True)
class GuidanceSection:
    """A part of the guidance: a heading, a sentence or two, its points in order."""

    key: str
    title: str
    introduction: str
    points: tuple[Advice, ...]


@dataclass(frozen=True)
class PeerStep:
    """A step of the peer consultation: how many minutes, what happens, what the moderator asks or says."""

    minutes: int
    title: str
    text: str
    questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeerRecipe:
    """A peer consultation in 60 minutes: six steps, rules, and a guide in sections (who, how to invite, after it)."""

    title: str
    introduction: str
    steps: tuple[PeerStep, ...]
    rules: tuple[str, ...]
    guide: tuple[GuidanceSection, ...]
    invitation: str
    sources: tuple[Source, ...]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Guidance:
    """All that the page advises, in one language.

    `phases` are four: first hour, first day, first week, after that. `press_line` may be copied as it stands.
    `family_card` are the short lines of the card for the family; `family` the points behind them.
    """

    phases: tuple[GuidanceSection, ...]
    evidence: GuidanceSection
    family: GuidanceSection
    family_card: tuple[str, ...]
    accounts: GuidanceSection
    communication: GuidanceSection
    press_line: str
    bystanders: GuidanceSection
    self_care: GuidanceSection
    peers: PeerRecipe


class FigureSpan(StrEnum):
    """The time that a figure speaks of; figures of different spans never stand on one axis."""

    EVER = "ever"
    SIX_MONTHS = "six_months"
    CALENDAR_YEAR = "calendar_year"
    OTHER = "other"


@dataclass(frozen=True)
class Figure:
    """One finding: the number as people write it, what it says, and what it takes to read it rightly.

    `asked` is how many answered, None where no source tells; `period` the time in which it was found.
    """

    key: str
    value: str
    says: str
    period: str
    method: str
    asked: int | None
    span: FigureSpan
    published: str
    caution: str
    sources: tuple[Source, ...]


class Arranged(StrEnum):
    """The answer to a point of the preparedness check."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True)
class PreparednessPoint:
    """One of the twelve points that a commune arranges before something happens.

    `measure` is the title of the measure that it becomes; `questions` are the questions of the catalogue that it
    helps with, `criterion` the criterion they belong to.
    """

    key: str
    question: str
    why: str
    first_step: str
    measure: str
    criterion: str
    questions: tuple[str, ...]
    sources: tuple[Source, ...]
    to_confirm: bool = False


@dataclass(frozen=True)
class MeasuresFromCheck:
    """What became of the points: how many measures were added, and the titles of those that were there already."""

    added: int
    there_already: tuple[str, ...]
