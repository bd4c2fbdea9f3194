"""Whose a criterion is: who sees and answers what in a self-check that several departments fill in."""

from __future__ import annotations

from collections.abc import Collection

from data.model.catalogue import Catalogue
from data.model.people import Person, Role
from data.model.questionnaire import Assignment

ANSWERS_WHAT_IS_ASSIGNED = frozenset({Role.CONTRIBUTOR})
"""Roles that see and answer only the criteria assigned to them or to their department."""


def criteria_of(person: Person, assignments: Collection[Assignment]) -> frozenset[str]:
    """The keys of the criteria that are assigned to this person or to the department of this person."""
    return frozenset(a.criterion_key for a in assignments if _is_for(person, a))


def is_limited(person: Person) -> bool:
    """Whether this person sees only what is assigned; the others see the whole self-check."""
    return person.role in ANSWERS_WHAT_IS_ASSIGNED


def questions_of(catalogue: Catalogue, criterion_keys: Collection[str]) -> frozenset[str]:
    """The ids of the questions of these criteria."""
    return frozenset(question.id for c in catalogue.criteria if c.key in criterion_keys for question in c.questions)


def _is_for(person: Person, assignment: Assignment) -> bool:
    assignee = assignment.assignee
    if assignee.account_id is not None:
        return assignee.account_id == person.account_id
    return assignee.department_id is not None and assignee.department_id == person.department_id
