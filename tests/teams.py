"""People of a commune who fill in one self-check together, and what tests ask about their answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from factories import stored_commune, stored_person, stored_round
from sqlalchemy import Engine, event

from data.model.people import Commune, Person, Role
from data.model.questionnaire import Assignee, Proposal
from data.model.self_check import Answer, Answered, Perspective, Reply, SelfCheck, StoredAnswer
from data.services import answering, assignments
from data.storage.database import reading

OWN = Perspective.ADMINISTRATION


@dataclass(frozen=True)
class Team:
    """A commune with a round, its people, a department with one member, and the officer of a neighbour."""

    commune: Commune
    round_id: int
    mayor: Person
    officer: Person
    steering: Person
    contributor: Person
    department_id: int
    stranger: Person

    @property
    def members(self) -> dict[Role, Person]:
        """The people of the commune by role."""
        return {p.role: p for p in (self.mayor, self.officer, self.steering, self.contributor)}

    @property
    def stored(self) -> SelfCheck:
        """The round as it stands."""
        with reading() as work:
            found = work.self_checks.by_id(self.round_id)
        assert found is not None
        return found

    @property
    def revision(self) -> int:
        """The revision of the round as it stands."""
        return self.stored.revision


def a_team(replies: dict[str, Reply] | None = None, **changes: Any) -> Team:
    """A team with a round of these replies; its department has no criteria yet."""
    town = stored_commune()
    officer = stored_person(Role.OFFICER, town)
    contributor = stored_person(Role.CONTRIBUTOR, town)
    department_id = assignments.add_department(officer, "Jugendamt")
    assignments.set_department(officer, contributor.account_id, department_id)
    return Team(
        commune=town,
        round_id=stored_round(town, replies, **changes).id,
        mayor=stored_person(Role.MAYOR, town),
        officer=officer,
        steering=stored_person(Role.STEERING, town),
        contributor=replace(contributor, department_id=department_id),
        department_id=department_id,
        stranger=stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt")),
    )


def assign_to_department(team: Team, *criterion_keys: str) -> None:
    """Give criteria to the department of the team."""
    assignments.assign(team.officer, team.round_id, criterion_keys, Assignee("", department_id=team.department_id))


def give(acting: Person, round_id: int, question_id: str, points: int, based_on: int = 0, **notes: str) -> Any:
    """Answer a question with a level."""
    return answering.answer(acting, round_id, Answer(question_id, Answered(points), **notes), based_on)


def answers(round_id: int) -> dict[str, StoredAnswer]:
    """The stored sheet of the administration."""
    with reading() as work:
        return work.answers.sheet(round_id, OWN)


def waiting(round_id: int, question_id: str) -> tuple[Proposal, ...]:
    """The proposals that wait for a question."""
    with reading() as work:
        return work.proposals.open_ones(round_id, OWN, [question_id]).get(question_id, ())


@contextmanager
def failing_at_the_audit_entry(on: Engine) -> Iterator[None]:
    """Every transaction breaks at its last statement, as when the connection is lost."""

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO audit_entry"):
            raise ConnectionError("lost")

    event.listen(on, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(on, "before_cursor_execute", fail)
