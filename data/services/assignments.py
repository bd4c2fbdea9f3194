"""Who answers what in a round: departments, their members, criteria with an assignee and a due date."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

from data.errors import NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Permission, Person, Role
from data.model.questionnaire import Assignee, AssignmentBoard
from data.model.self_check import Perspective
from data.rules.access import require
from data.rules.assignments import criteria_of
from data.rules.questionnaire import stated_fields
from data.services.catalogues import catalogue
from data.services.self_checks import own_commune, own_round, require_draft
from data.storage.database import UnitOfWork, reading, writing

LONGEST_DEPARTMENT_NAME = 120
WHO_ANSWERS = (Role.OFFICER, Role.CONTRIBUTOR)
PERSPECTIVE = Perspective.ADMINISTRATION


def board(acting: Person, self_check_id: int) -> AssignmentBoard:
    """Who answers what in a round and how far it is, and whom one can assign to."""
    require(acting, Permission.ASSIGN)
    commune = own_commune(acting)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        assignments = work.assignments.of_sheet(self_check.id, PERSPECTIVE)
        states = work.question_states.of_sheet(self_check.id, PERSPECTIVE)
        departments = work.assignments.departments(commune.id)
        colleagues = work.assignments.colleagues(commune.id, WHO_ANSWERS)
    own = criteria_of(acting, assignments.values())
    fields = stated_fields(catalogue(self_check.catalogue_version), states, assignments, own)
    return AssignmentBoard(self_check, fields, departments, colleagues)


def add_department(acting: Person, name: str) -> int:
    """Add a department to the own commune and give back its id. Raises Refused for an empty, too long or used name."""
    require(acting, Permission.ASSIGN)
    commune = own_commune(acting)
    with writing() as work:
        return add_department_in(work, commune.id, name, acting.account_id)


def add_department_in(work: UnitOfWork, commune_id: int, name: str, by: int | None) -> int:
    """What `add_department` does, inside a transaction that is already open."""
    wanted = " ".join(name.split())
    if not (0 < len(wanted) <= LONGEST_DEPARTMENT_NAME and wanted.isprintable()):
        raise Refused("department_name_length", longest=LONGEST_DEPARTMENT_NAME)
    if any(known.name.casefold() == wanted.casefold() for known in work.assignments.departments(commune_id)):
        raise Refused("department_name_taken", name=wanted)
    department_id = work.assignments.add_department(commune_id, wanted)
    work.audit.record(
        AuditEvent.DEPARTMENT_ADDED, account_id=by, commune_id=commune_id, subject=f"department:{department_id}"
    )
    return department_id


def set_department(acting: Person, account_id: int, department_id: int | None) -> None:
    """Put a colleague of the own commune into one of its departments, or into none. Raises NotFound for others."""
    require(acting, Permission.ASSIGN)
    commune = own_commune(acting)
    with writing() as work:
        if account_id not in {each.account_id for each in work.assignments.colleagues(commune.id, WHO_ANSWERS)}:
            raise NotFound("colleague_not_found")
        if department_id is not None:
            _require_department(work, commune.id, department_id)
        work.assignments.set_department(account_id, department_id)
        work.audit.record(
            AuditEvent.DEPARTMENT_MEMBER_SET,
            account_id=acting.account_id,
            commune_id=commune.id,
            subject=f"account:{account_id}",
            details=f"department={department_id}",
        )


def assign(
    acting: Person,
    self_check_id: int,
    criterion_keys: Collection[str],
    assignee: Assignee | None,
    due_on: date | None = None,
) -> None:
    """Assign criteria to a department or a person of the own commune, due on a day or open; None takes it away.

    Raises NotFound for a criterion, department or person that the commune does not have, Refused for a locked round.
    """
    require(acting, Permission.ASSIGN)
    with writing() as work:
        self_check = own_round(work, acting, self_check_id)
        require_draft(self_check)
        keys = frozenset(criterion_keys)
        if unknown := keys - {c.key for c in catalogue(self_check.catalogue_version).criteria}:
            raise NotFound("criterion_not_found", criteria=", ".join(sorted(unknown)))
        if assignee is not None:
            require_own_assignee(work, self_check.commune_id, assignee)
        at = datetime.now(UTC)
        work.assignments.assign(self_check.id, PERSPECTIVE, keys, assignee, due_on, at=at, by=acting.account_id)
        work.audit.record(
            AuditEvent.CRITERIA_ASSIGNED,
            account_id=acting.account_id,
            commune_id=self_check.commune_id,
            subject=f"self_check:{self_check.id}",
            details=f"criteria={len(keys)} {_who(assignee)}",
            at=at,
        )


def require_own_assignee(work: UnitOfWork, commune_id: int, assignee: Assignee) -> None:
    """Raise NotFound unless this is exactly one department or one answering person of the commune."""
    if (assignee.department_id is None) == (assignee.account_id is None):
        raise NotFound("colleague_not_found")
    if assignee.department_id is not None:
        _require_department(work, commune_id, assignee.department_id)
    elif assignee.account_id not in {c.account_id for c in work.assignments.colleagues(commune_id, WHO_ANSWERS)}:
        raise NotFound("colleague_not_found")


def _require_department(work: UnitOfWork, commune_id: int, department_id: int) -> None:
    if department_id not in {department.id for department in work.assignments.departments(commune_id)}:
        raise NotFound("department_not_found")


def _who(assignee: Assignee | None) -> str:
    if assignee is None:
        return "to=nobody"
    return f"department={assignee.department_id}" if assignee.department_id else f"account={assignee.account_id}"
