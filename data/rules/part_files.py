"""Which part of a self-check is whose: the parts to hand out, and a catalogue with the questions of one part only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from data.model.catalogue import Catalogue
from data.model.part_files import PartOfCheck
from data.model.questionnaire import Assignee, Assignment
from data.rules.assignments import questions_of


def parts(catalogue: Catalogue, assignments: Collection[Assignment]) -> tuple[PartOfCheck, ...]:
    """One part for every department and person that answers something, in the order of their first criterion."""
    known = {assignment.criterion_key: assignment for assignment in assignments}
    by_assignee: dict[Assignee, list[Assignment]] = {}
    for criterion in catalogue.criteria:
        if (assignment := known.get(criterion.key)) is not None:
            by_assignee.setdefault(assignment.assignee, []).append(assignment)
    return tuple(part_of(catalogue, own) for own in by_assignee.values())


def part_of(catalogue: Catalogue, own: Iterable[Assignment]) -> PartOfCheck:
    """The given assignments as one part, named after everybody whom they name; it may be empty."""
    known = {assignment.criterion_key: assignment for assignment in own}
    keys = tuple(criterion.key for criterion in catalogue.criteria if criterion.key in known)
    assignees = list(dict.fromkeys(known[key].assignee for key in keys))
    due = {known[key].due_on for key in keys}
    return PartOfCheck(
        name=" + ".join(assignee.name for assignee in assignees),
        criterion_keys=keys,
        questions=len(questions_of(catalogue, keys)),
        of_all=len(catalogue),
        assignee=assignees[0] if len(assignees) == 1 else None,
        due_on=min((day for day in due if day is not None), default=None),
        is_due_at_once=len(due) <= 1,
    )


def narrowed(catalogue: Catalogue, criterion_keys: Collection[str]) -> Catalogue:
    """The catalogue with these criteria only, and with the fields that have one of them; numbers and titles stay."""
    fields = (
        replace(field, criteria=tuple(criterion for criterion in field.criteria if criterion.key in criterion_keys))
        for field in catalogue.fields
    )
    return replace(catalogue, fields=tuple(field for field in fields if field.criteria))
