"""What the page of the vision shows, with what the rules say about it on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.model.field_path import Course, FieldPath, Standpoint
from data.model.plan import Contest, Measure, Priority
from data.model.vision import FieldPlan, StoredTexts, noticed_in


@dataclass(frozen=True)
class FieldOnItsWay:
    """A field with what is stored of it, how it is judged, and the priorities and measures that serve it."""

    key: str
    plan: FieldPlan
    path: FieldPath
    suggestions: Mapping[int, int]
    priorities: tuple[Priority, ...]
    measures: tuple[Measure, ...]

    @property
    def noticed_part(self) -> str:
        """The name of the text that says what people will notice."""
        return noticed_in(self.key)


@dataclass(frozen=True)
class VisionView:
    """The vision of a commune with its fields, in their order.

    `contests` are the texts that wait beside stored ones, by part. `newest` is the newest approved round, None before
    there is one; `catalogue_version` the one it was answered under.
    """

    texts: StoredTexts
    contests: Mapping[str, tuple[Contest, ...]]
    fields: tuple[FieldOnItsWay, ...]
    newest: Standpoint | None
    catalogue_version: str
    may_plan: bool
    may_set_goals: bool

    def text(self, part: str) -> str:
        """A text as it stands; empty while nobody wrote it."""
        stored = self.texts.get(part)
        return stored.text if stored else ""

    def field(self, key: str) -> FieldOnItsWay | None:
        """One field; None where there is none with this key."""
        return next((each for each in self.fields if each.key == key), None)

    def on(self, course: Course) -> tuple[FieldOnItsWay, ...]:
        """The fields on a course."""
        return tuple(each for each in self.fields if each.path.judgement.course is course)
