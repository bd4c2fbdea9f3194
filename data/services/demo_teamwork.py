"""The newest round of the demo's showcase as several departments work on it: everything of it is made up."""

from __future__ import annotations

from datetime import UTC, datetime

from data.content.demo import demo_teamwork
from data.model.audit import AuditEvent
from data.model.questionnaire import Assignee, CommentKind
from data.model.self_check import Perspective, SelfCheck
from data.services import assignments, proposals
from data.storage.database import UnitOfWork

BEGUN_AT = datetime(2026, 9, 14, 8, tzinfo=UTC)
PERSPECTIVE = Perspective.ADMINISTRATION


def add_in(work: UnitOfWork, self_check: SelfCheck) -> None:
    """Carry the last round forward and add departments, assignments, marks and a discussion, once the accounts are."""
    team = demo_teamwork()
    accounts = {name: _account_id(work, name) for name in {*team.members, *(by for _q, by, _t in team.comments)}}
    ids = {name: assignments.add_department_in(work, self_check.commune_id, name, by=None) for name in team.departments}
    for username, department in team.members.items():
        work.assignments.set_department(accounts[username], ids[department])
    for each in team.assignments:
        assignee = Assignee(each.department, department_id=ids[each.department])
        work.assignments.assign(self_check.id, PERSPECTIVE, each.criteria, assignee, each.due_on, at=BEGUN_AT, by=None)
    for question_id, username, text in team.comments:
        work.discussions.add(
            self_check.id,
            PERSPECTIVE,
            question_id,
            kind=CommentKind.SAID,
            text=text,
            at=BEGUN_AT,
            by=accounts[username],
        )
    for question_id in team.marked:
        work.discussions.set_mark(self_check.id, PERSPECTIVE, question_id, marked=True, at=BEGUN_AT, by=None)
    proposals.carry_forward_in(work, self_check, None, BEGUN_AT)
    work.audit.record(AuditEvent.DEMO_CREATED, commune_id=self_check.commune_id, details="teamwork")


def _account_id(work: UnitOfWork, username: str) -> int:
    credentials = work.accounts.credentials(username)
    assert credentials is not None
    return credentials.account_id
