"""What priorities and measures share: whose they are, edits that meet, steps with a sentence, the story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Person
from data.model.plan import Contest, Measure, PartConflict, PlanEvent, PlanEventKind, PlanSaved, Priority
from data.rules.plan_editing import as_text, merged, open_contests, part_value, require_possible
from data.rules.plan_states import LONGEST_SENTENCE
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
        """What is to be stored after an edit, told part by part; what met another edit waits beside it.

        Raises Refused for what cannot be.
        """
        now, saved = merged(base, wished, stored)
        require_possible(now)
        self.keep_beside(now, saved.conflicts)
        for part in saved.changed:
            before, after = as_text(getattr(stored, part)), as_text(getattr(now, part))
            self.tell(now, PlanEventKind.CHANGED, part=part, before=before, after=after)
        if saved.changed:
            self.log(now, AuditEvent.PLAN_CHANGED, ",".join(saved.changed))
        return now, saved

    def keep_beside(self, planned: Priority | Measure, conflicts: Iterable[PartConflict]) -> None:
        """Keep values beside the stored ones until somebody settles them."""
        if not conflicts:
            return
        waiting = {(contest.part, contest.wished) for contest in self._contests(planned)}
        for conflict in conflicts:
            if (conflict.part, conflict.wished) not in waiting:
                told = {"before": conflict.stored, "after": conflict.wished}
                self.tell(planned, PlanEventKind.CONTESTED, part=conflict.part, **told)
                self.log(planned, AuditEvent.PLAN_CONTESTED, conflict.part)

    def settled(self, stored: Planned, contest: Contest, *, take: bool) -> Planned:
        """What is to be stored once somebody took the value that waits; where they dropped it, what is stored already.

        Raises NotFound if it waits no longer, ChangedMeanwhile if something else is stored than the person saw.
        """
        part = contest.part
        waiting = self._contests(stored)
        found = next((each for each in waiting if (each.part, each.wished) == (part, contest.wished)), None)
        if found is None:
            raise NotFound("contest_not_found")
        if found.stored != contest.stored:
            raise ChangedMeanwhile("plan_part_changed_meanwhile")
        if take:
            wished: dict[str, Any] = {part: part_value(part, found.wished)}
            return replace(stored, **wished)
        self.tell(stored, PlanEventKind.SETTLED, part=part, before=found.wished, after=found.stored)
        self.log(stored, AuditEvent.PLAN_SETTLED, part)
        return stored

    def _contests(self, planned: Priority | Measure) -> tuple[Contest, ...]:
        of: dict[str, Any] = {_name_of(planned): planned.id}
        return open_contests(planned, self.work.plan.story(**of))

    def remark(self, planned: Priority | Measure, sentence: str) -> None:
        """Add a sentence to the story. Raises Refused for none or one that is too long."""
        if not sentence.strip() or len(sentence) > LONGEST_SENTENCE:
            raise Refused("plan_remark_length", longest=LONGEST_SENTENCE)
        self.tell(planned, PlanEventKind.REMARK, sentence=sentence.strip())
        self.log(planned, AuditEvent.PLAN_CHANGED, "remark")

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
        raise NotFound("criterion_not_found", criteria=", ".join(sorted(unknown)))


def _name_of(planned: Priority | Measure) -> str:
    return "priority_id" if isinstance(planned, Priority) else "measure_id"
