"""The catalogue: action fields, criteria, questions, the scale of an answer and the bands of a score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


@dataclass(frozen=True)
class ScaleStep:
    """One level of the answer scale: `points` 0-4, the label people see and what it means in plain words."""

    points: int
    label: str
    meaning: str


@dataclass(frozen=True)
class Band:
    """A stretch of the score, from `from_percent` (0-100, inclusive) up to the next band; `key` is stable."""

    key: str
    from_percent: int
    label: str


@dataclass(frozen=True)
class Question:
    """One question. `id` (such as `MS-01`) is stable over versions; `suggestion` is the next step when it is low."""

    id: str
    text: str
    suggestion: str
    help: str
    may_not_apply: bool
    not_applicable_hint: str


@dataclass(frozen=True)
class Criterion:
    """A group of questions inside an action field; `key` is unique in the catalogue."""

    key: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ActionField:
    """One of the action fields, numbered from 1 in the order of the founding project."""

    key: str
    number: int
    title: str
    short_title: str
    criteria: tuple[Criterion, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of the field in catalogue order."""
        return tuple(question for criterion in self.criteria for question in criterion.questions)


@dataclass(frozen=True)
class Place:
    """Where a question stands: its action field and its criterion."""

    field: ActionField
    criterion: Criterion
    question: Question


@dataclass(frozen=True)
class Catalogue:
    """A released version of the questionnaire in one language; versions are frozen once released."""

    version: str
    title: str
    scale: tuple[ScaleStep, ...]
    bands: tuple[Band, ...]
    fields: tuple[ActionField, ...]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every question id with its place, in catalogue order."""
        return {
            question.id: Place(field, criterion, question)
            for field in self.fields
            for criterion in field.criteria
            for question in criterion.questions
        }

    @property
    def criteria(self) -> Iterator[Criterion]:
        """All criteria in catalogue order."""
        return (criterion for field in self.fields for criterion in field.criteria)

    @property
    def questions(self) -> Iterator[Question]:
        """All questions in catalogue order."""
        return (place.question for place in self.places.values())

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class QuestionMapping:
    """How a question of one version relates to the next: kind is equal, changed, split, merged, new or dropped."""

    from_id: str | None
    to_id: str | None
    kind: str


@dataclass(frozen=True)
class CatalogueMapping:
    """The mapping from one catalogue version to another, one entry per question."""

    from_version: str
    to_version: str
    entries: tuple[QuestionMapping, ...]

    @property
    def reversed(self) -> CatalogueMapping:
        """The way back from the later version to the earlier one; the kinds stay named as on the way there."""
        entries = tuple(QuestionMapping(entry.to_id, entry.from_id, entry.kind) for entry in self.entries)
        return CatalogueMapping(self.to_version, self.from_version, entries)

    @property
    def comparable(self) -> dict[str, str]:
        """Old question id to new question id where the meaning is the same (scoring rule 5)."""
        return {
            entry.from_id: entry.to_id
            for entry in self.entries
            if entry.kind == "equal" and entry.from_id is not None and entry.to_id is not None
        }


@dataclass(frozen=True)
class CatalogueCandidate:
    """What the catalogue checks read together: a version in German, its translations by language, its mapping.

    `earlier` is the version before, `mapping` leads from it to this one; both None for the first version. `is_own`: it
    was loaded into an installation, so that some checks are softer. `others` are all versions that people may have
    answered already, in all languages.
    """

    catalogue: Catalogue
    translations: Mapping[str, Catalogue] = field(default_factory=dict)
    earlier: Catalogue | None = None
    mapping: CatalogueMapping | None = None
    is_own: bool = False
    others: tuple[Catalogue, ...] = ()


class CheckLevel(StrEnum):
    """ERROR keeps a catalogue from being released; NOTE is worth a look."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True)
class CatalogueProblem:
    """One finding of a numbered check: `where` is a question id or a key, `found` what stands there."""

    check: str
    name: str
    level: CheckLevel
    language: str
    where: str
    found: str
