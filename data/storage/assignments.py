"""Departments, assignments and working places in the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from data.errors import Refused
from data.model.people import Role
from data.model.questionnaire import Assignee, Assignment, Colleague, Department, Presence
from data.model.self_check import Perspective
from data.storage.tables.people import AccountRow, DepartmentRow
from data.storage.tables.teamwork import AssignmentRow, WorkingPlaceRow

_IS_MEMBER = (col(AccountRow.department_id) == DepartmentRow.id) & col(AccountRow.active)
# Built once: every view of a criterion asks these.
_OF_SHEET = (
    select(AssignmentRow, DepartmentRow.name, AccountRow.display_name)
    .join(DepartmentRow, col(AssignmentRow.department_id) == DepartmentRow.id, isouter=True)
    .join(AccountRow, col(AssignmentRow.account_id) == AccountRow.id, isouter=True)
    .where(
        col(AssignmentRow.self_check_id) == bindparam("self_check_id"),
        col(AssignmentRow.perspective) == bindparam("perspective"),
    )
)
_PLACES = (
    select(WorkingPlaceRow, AccountRow.display_name)
    .join(AccountRow, col(WorkingPlaceRow.account_id) == AccountRow.id)
    .where(
        col(WorkingPlaceRow.self_check_id) == bindparam("self_check_id"),
        col(WorkingPlaceRow.perspective) == bindparam("perspective"),
    )
    .order_by(AccountRow.display_name)
)


class Assignments:
    """Who works where: departments with their members, criteria with who answers them, and who is here now."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_department(self, commune_id: int, name: str) -> int:
        """Store a new department and give back its id. Raises Refused if the commune has one of this name."""
        row = DepartmentRow(commune_id=commune_id, name=name)
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise Refused("department_name_taken", name=name) from None
        assert row.id is not None
        return row.id

    def departments(self, commune_id: int) -> tuple[Department, ...]:
        """The departments of a commune by name, with the names of their active members."""
        rows = self._session.exec(
            select(DepartmentRow, AccountRow.display_name)
            .join(AccountRow, _IS_MEMBER, isouter=True)
            .where(DepartmentRow.commune_id == commune_id)
            .order_by(DepartmentRow.name, AccountRow.display_name)
        )
        found: dict[int, Department] = {}
        for row, member in rows:
            assert row.id is not None
            known = found.get(row.id, Department(row.id, row.name))
            found[row.id] = Department(row.id, row.name, (*known.members, member) if member else known.members)
        return tuple(found.values())

    def colleagues(self, commune_id: int, roles: Collection[Role]) -> tuple[Colleague, ...]:
        """The active accounts of a commune in these roles, by name."""
        rows = self._session.exec(
            select(AccountRow.id, AccountRow.display_name, AccountRow.department_id)
            .where(
                AccountRow.commune_id == commune_id,
                col(AccountRow.active),
                col(AccountRow.role).in_([role.value for role in roles]),
            )
            .order_by(AccountRow.display_name)
        )
        return tuple(Colleague(account_id or 0, name, department) for account_id, name, department in rows)

    def set_department(self, account_id: int, department_id: int | None) -> None:
        """Put somebody into a department, or into none."""
        self._session.exec(
            update(AccountRow).where(col(AccountRow.id) == account_id).values(department_id=department_id)
        )

    def assign(
        self,
        self_check_id: int,
        perspective: Perspective,
        criterion_keys: Collection[str],
        assignee: Assignee | None,
        due_on: date | None,
        *,
        at: datetime,
        by: int | None,
    ) -> None:
        """Assign criteria anew; None takes the assignment away."""
        self._session.exec(
            delete(AssignmentRow).where(
                col(AssignmentRow.self_check_id) == self_check_id,
                col(AssignmentRow.perspective) == perspective.value,
                col(AssignmentRow.criterion_key).in_(criterion_keys),
            )
        )
        if assignee is None:
            return
        self._session.add_all(
            AssignmentRow(
                self_check_id=self_check_id,
                perspective=perspective.value,
                criterion_key=key,
                department_id=assignee.department_id,
                account_id=assignee.account_id,
                due_on=due_on,
                assigned_by=by,
                assigned_at=at,
            )
            for key in criterion_keys
        )

    def of_sheet(self, self_check_id: int, perspective: Perspective) -> dict[str, Assignment]:
        """Who answers what, by criterion."""
        values = {"self_check_id": self_check_id, "perspective": perspective.value}
        rows = self._session.exec(_OF_SHEET, params=values)
        return {
            row.criterion_key: Assignment(
                row.criterion_key,
                Assignee(department or person or "", row.department_id, row.account_id),
                row.due_on,
            )
            for row, department, person in rows
        }

    def note_place(
        self,
        account_id: int,
        self_check_id: int,
        perspective: Perspective,
        criterion_key: str,
        *,
        question_id: str,
        at: datetime,
    ) -> None:
        """Remember where somebody works now."""
        insert = insert_sqlite if self._session.get_bind().dialect.name == "sqlite" else insert_postgresql
        values = {
            "self_check_id": self_check_id,
            "perspective": perspective.value,
            "criterion_key": criterion_key,
            "question_id": question_id,
            "seen_at": at,
        }
        self._session.exec(
            insert(WorkingPlaceRow)
            .values(account_id=account_id, **values)
            .on_conflict_do_update(index_elements=["account_id"], set_=values)
        )

    def places(self, self_check_id: int, perspective: Perspective) -> tuple[Presence, ...]:
        """Where everybody who ever worked in this sheet was seen last, by name."""
        values = {"self_check_id": self_check_id, "perspective": perspective.value}
        rows = self._session.exec(_PLACES, params=values)
        return tuple(
            Presence(row.account_id, name, row.criterion_key, row.question_id, row.seen_at) for row, name in rows
        )
