"""What priorities and measures share: whose they are, edits that meet, steps with a sentence, the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from data.errors import NotFound
from data.model.audit import AuditEvent
from data.model.people import Person
from data.model.plan import Measure, PlanEvent, PlanEventKind, PlanSaved, Priority
from data.rules.plan_editing import as_text, merged, require_possible
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork

Planned = TypeVar("Planned", Priority, Measure)


def own_priority(work: UnitOfWork, acting: Person, priority_id: int, *, hold: bool = False) -> Priority:
    """A priority of the own commune. Raises NotFound for another commune's."""
    found = work.plan.priority(own_commune(acting).id, priority_id, hold=hold)
    if found is None:
        raise NotFound("priority_not_found")
    return found


def own_measure(work: UnitOfWork, acting: Person, measure_id: int, *, hold: bool = False) -> Measure:
    """A measure of the own commune. Raises NotFound for another commune's."""
    found = work.plan.measure(own_commune(acting).id, measure_id, hold=hold)
    if found is None:
        raise NotFound("measure_not_found")
    return found


@dataclass(frozen=True)
class Writer:
    """Somebody who changes the plan within one transaction: each change with its place in the story and the log."""

    work: UnitOfWork
    acting: Person

    def edited(self, base: Planned, wished: Planned, stored: Planned) -> tuple[Planned, PlanSaved]:
        """What is to be stored after an edit, told part by part. Raises Refused for what cannot be."""
        now, saved = merged(base, wished, stored)
        require_possible(now)
        for part in saved.changed:
            before, after = as_text(getattr(stored, part)), as_text(getattr(now, part))
            self.tell(now, PlanEventKind.CHANGED, part=part, before=before, after=after)
        if saved.changed:
            self.log(now, AuditEvent.PLAN_CHANGED, ",".join(saved.changed))
        return now, saved

    def tell(self, planned: Priority | Measure, kind: PlanEventKind, **told: str) -> None:
        """Add to the story of a priority or a measure."""
        event = PlanEvent(kind, datetime.now(UTC), "", **told)
        of: dict[str, Any] = {_name_of(planned): planned.id}
        self.work.plan.tell(event, by=self.acting.account_id, **of)

    def log(self, planned: Priority | Measure, event: AuditEvent, details: str = "") -> None:
        """Note it in the audit log: ids and names of parts, never what was written."""
        self.work.audit.record(
            event,
            account_id=self.acting.account_id,
            commune_id=own_commune(self.acting).id,
            subject=f"{_name_of(planned).removesuffix('_id')}:{planned.id}",
            details=details,
        )


def known_criteria(keys: Iterable[str], known: Iterable[str]) -> None:
    """Raise NotFound for a criterion that the catalogue does not have."""
    unknown = set(keys) - set(known)
    if unknown:
        raise NotFound("criterion_not_found", key=min(unknown))


def _name_of(planned: Priority | Measure) -> str:
    return "priority_id" if isinstance(planned, Priority) else "measure_id"
