"""Action priorities of the own commune: three to five at a time, each with its reason and its story."""

from __future__ import annotations

from dataclasses import replace

from data.errors import ChangedMeanwhile
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.plan import PlanEvent, PlanEventKind, PlanSaved, Priority, PriorityStatus
from data.rules.access import require
from data.rules.plan_editing import require_possible
from data.rules.plan_states import require_priority_step
from data.services.catalogues import catalogue, shipped_versions
from data.services.planning import Writer, known_criteria, own_priority
from data.services.self_checks import own_commune
from data.storage.database import reading, writing


def priorities(acting: Person) -> list[Priority]:
    """All priorities of the own commune, the oldest first."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return work.plan.priorities(own_commune(acting).id)


def story(acting: Person, priority_id: int) -> list[PlanEvent]:
    """What happened to a priority, from the first idea on. Raises NotFound for another commune's."""
    require(acting, Permission.READ_PLAN)
    with reading() as work:
        return work.plan.story(priority_id=own_priority(work, acting, priority_id).id)


def propose(acting: Person, title: str, reason: str = "", criteria: tuple[str, ...] = ()) -> Priority:
    """Propose a priority. Raises Refused for what cannot be, NotFound for an unknown criterion."""
    require(acting, Permission.PLAN)
    proposed = Priority(
        id=0,
        title=title.strip(),
        reason=reason.strip(),
        criteria=criteria,
        field_key="",
        effect=None,
        effort=None,
        status=PriorityStatus.PROPOSED,
        decision="",
        revision=1,
    )
    _require_possible(proposed)
    with writing() as work:
        added = replace(proposed, id=work.plan.add_priority(own_commune(acting).id, proposed))
        writer = Writer(work, acting)
        writer.tell(added, PlanEventKind.ADDED, after=added.title)
        writer.log(added, AuditEvent.PLAN_ADDED)
    return added


def edit(acting: Person, base: Priority, wished: Priority) -> PlanSaved:
    """Change parts of a priority: `base` is what was seen, `wished` what it shall be.

    A part that somebody else changed meanwhile to something different stays, and is told as a conflict. Raises Refused
    for what cannot be, NotFound for another commune's.
    """
    require(acting, Permission.PLAN)
    _require_possible(wished)
    with writing() as work:
        stored = own_priority(work, acting, base.id, hold=True)
        now, saved = Writer(work, acting).edited(base, wished, stored)
        if saved.changed:
            work.plan.change_priority(now)
    return saved


def set_status(acting: Person, seen: Priority, to: PriorityStatus, sentence: str) -> Priority:
    """Take a step with a sentence that says why. Agreeing is the mayor's or the steering group's.

    Raises ChangedMeanwhile if it stands elsewhere by now, Refused for a step that cannot be taken.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        work.communes.hold(own_commune(acting).id)  # otherwise two could agree on a fifth at the same moment
        stored = own_priority(work, acting, seen.id, hold=True)
        if stored.status is not seen.status:
            raise ChangedMeanwhile("plan_status_changed_meanwhile")
        require_priority_step(stored, to, sentence, work.plan.priorities(own_commune(acting).id))
        moved = replace(stored, status=to)
        work.plan.change_priority(moved)
        writer = Writer(work, acting)
        told = {"before": stored.status.value, "after": to.value, "sentence": sentence.strip()}
        writer.tell(moved, PlanEventKind.STATUS, **told)
        writer.log(moved, AuditEvent.PLAN_STATUS_SET, f"{stored.status.value}>{to.value}")
    return replace(moved, revision=moved.revision + 1)


def _require_possible(priority: Priority) -> None:
    require_possible(priority)
    newest = catalogue(shipped_versions()[-1])
    known_criteria(priority.criteria, (criterion.key for criterion in newest.criteria))
