"""What the own commune wants to reach by 2035."""

from __future__ import annotations

from datetime import UTC, datetime

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.goals import FieldGoal
from data.model.people import Permission, Person
from data.rules.access import require
from data.services.catalogues import catalogue, shipped_versions
from data.services.self_checks import own_commune
from data.storage.database import reading, writing

LOWEST_TARGET, HIGHEST_TARGET = 1, 100


def field_goals(acting: Person) -> dict[str, FieldGoal]:
    """The goals of the own commune by field key."""
    require(acting, Permission.READ_RESULTS)
    with reading() as work:
        return work.goals.of_fields(own_commune(acting).id)


def set_field_goal(acting: Person, field_key: str, target: int | None, *, seen: int | None) -> None:
    """Set the score (1 to 100 points) to reach in a field, or another one; None removes it.

    `seen` is the goal that stood there before, None for none. Raises NotFound for a field that the newest catalogue
    does not have, Refused for points that cannot be, ChangedMeanwhile if another goal stands there by now.
    """
    require(acting, Permission.SET_GOALS)
    if all(field.key != field_key for field in catalogue(shipped_versions()[-1]).fields):
        raise NotFound("field_not_found", key=field_key)
    if target is not None and not LOWEST_TARGET <= target <= HIGHEST_TARGET:
        raise Refused("goal_impossible", lowest=LOWEST_TARGET, highest=HIGHEST_TARGET)
    commune = own_commune(acting)
    with writing() as work:
        work.communes.hold(commune.id)  # otherwise two tabs could set the goal of a field at the same moment
        stored = work.goals.of_fields(commune.id).get(field_key)
        if (stored.target if stored else None) not in (seen, target):
            raise ChangedMeanwhile("goal_changed_meanwhile")
        if target is None:
            work.goals.remove_of_field(commune.id, field_key)
        else:
            work.goals.set_of_field(commune.id, field_key, target, at=datetime.now(UTC), by=acting.account_id)
        work.audit.record(
            AuditEvent.GOAL_SET,
            account_id=acting.account_id,
            commune_id=commune.id,
            subject=f"field_goal:{field_key}",
            details="removed" if target is None else f"target={target}",
        )
