"""Action priorities of the own commune: three to five at a time, each with its reason and its story."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.plan import Contest, PlanEvent, PlanEventKind, PlanSaved, Priority, PriorityStatus
from data.rules.access import require
from data.rules.plan_editing import require_possible
from data.rules.plan_states import require_priority_step
from data.rules.priority_suggestions import spoken_for
from data.services.catalogues import catalogue, versions
from data.services.planning import Writer, known_criteria, own_priority
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing


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
    """Propose a priority; where all its criteria are of one field, it serves the goal of that field.

    Raises Refused for what cannot be, NotFound for an unknown criterion.
    """
    require(acting, Permission.PLAN)
    proposed = _proposed(title, reason, criteria)
    with writing() as work:
        return _add_in(work, acting, proposed)


def propose_once(acting: Person, criterion_key: str, title: str, reason: str) -> Priority:
    """Propose what the results suggest, with the rules of `propose`.

    Raises Refused where a priority names the criterion by now.
    """
    require(acting, Permission.PLAN)
    proposed = _proposed(title, reason, (criterion_key,))
    commune_id = own_commune(acting).id
    with writing() as work:
        work.communes.hold(commune_id)  # otherwise two clicks at the same moment would propose it twice
        if (named := spoken_for(work.plan.priorities(commune_id)).get(criterion_key)) is not None:
            raise Refused("criterion_has_priority", title=named.title)
        return _add_in(work, acting, proposed)


def remark(acting: Person, priority_id: int, sentence: str) -> None:
    """Add a sentence to the story. Raises Refused for none or one that is too long."""
    require(acting, Permission.PLAN)
    with writing() as work:
        Writer(work, acting).remark(own_priority(work, acting, priority_id), sentence)


def edit(acting: Person, base: Priority, wished: Priority) -> PlanSaved:
    """Change parts of a priority: `base` is what was seen, `wished` what it shall be.

    A part that somebody else changed meanwhile to something different stays, and is told as a conflict; what was wished
    waits beside it until somebody settles it. Raises Refused for what cannot be, NotFound for another commune's and for
    what the catalogues do not know.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        stored = own_priority(work, acting, base.id, hold=True)
        return _edit_in(work, acting, base, wished, stored)


def settle(acting: Person, priority_id: int, contest: Contest, *, take: bool) -> None:
    """Take the value that waits, or drop it and keep the stored one, as the person saw both.

    Raises NotFound if it waits no longer, ChangedMeanwhile if something else is stored by now, Refused if the value is
    not possible any more.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        stored = own_priority(work, acting, priority_id, hold=True)
        wished = Writer(work, acting).settled(stored, contest, take=take)
        _edit_in(work, acting, stored, wished, stored)


def set_status(acting: Person, seen: Priority, to: PriorityStatus, sentence: str) -> Priority:
    """Take a step with a sentence that says why.

    Raises ChangedMeanwhile if it stands elsewhere by now, Refused for a step that cannot be taken.
    """
    require(acting, Permission.PLAN)
    with writing() as work:
        work.communes.hold(own_commune(acting).id)  # otherwise two could agree on a fifth at the same moment
        stored = own_priority(work, acting, seen.id, hold=True)
        if stored.status is not seen.status:
            raise ChangedMeanwhile("plan_status_changed_meanwhile")
        return set_status_in(work, acting, stored, to, sentence)


def set_status_in(work: UnitOfWork, acting: Person, stored: Priority, to: PriorityStatus, sentence: str) -> Priority:
    """Take a step inside a transaction that is already open and holds the commune."""
    require_priority_step(stored, to, sentence, work.plan.priorities(own_commune(acting).id))
    moved = replace(stored, status=to)
    work.plan.change_priority(moved)
    writer = Writer(work, acting)
    told = {"before": stored.status.value, "after": to.value, "sentence": sentence.strip()}
    writer.tell(moved, PlanEventKind.STATUS, **told)
    writer.log(moved, AuditEvent.PLAN_STATUS_SET, f"{stored.status.value}>{to.value}")
    return replace(moved, revision=moved.revision + 1)


def _proposed(title: str, reason: str, criteria: tuple[str, ...]) -> Priority:
    proposed = Priority(
        id=0,
        title=title.strip(),
        reason=reason.strip(),
        criteria=criteria,
        field_key=_common_field(criteria),
        effect=None,
        effort=None,
        status=PriorityStatus.PROPOSED,
        decision="",
        revision=1,
    )
    _require_possible(proposed)
    return proposed


def _add_in(work: UnitOfWork, acting: Person, proposed: Priority) -> Priority:
    added = replace(proposed, id=work.plan.add_priority(own_commune(acting).id, proposed))
    writer = Writer(work, acting)
    writer.tell(added, PlanEventKind.ADDED, after=added.title)
    writer.log(added, AuditEvent.PLAN_ADDED)
    return added


def _edit_in(work: UnitOfWork, acting: Person, base: Priority, wished: Priority, stored: Priority) -> PlanSaved:
    _require_possible(wished)
    now, saved = Writer(work, acting).edited(base, wished, stored)
    if saved.changed:
        work.plan.change_priority(now)
    return saved


def _require_possible(priority: Priority) -> None:
    require_possible(priority)
    fields = _fields_by_criterion()
    known_criteria(priority.criteria, fields)
    if priority.field_key and priority.field_key not in fields.values():
        raise NotFound("field_not_found", key=priority.field_key)


def _common_field(criteria: Iterable[str]) -> str:
    """The field of all these criteria; empty where they are of several, or of none."""
    fields = _fields_by_criterion()
    of_these = {fields.get(key, "") for key in criteria}
    return of_these.pop() if len(of_these) == 1 else ""


def _fields_by_criterion() -> dict[str, str]:
    """Every criterion of any released version with its field: a priority outlives the version it came from."""
    known = [catalogue(version) for version in versions()]
    return {criterion.key: field.key for each in known for field in each.fields for criterion in field.criteria}
