"""Who gets which part of a round as a workbook of its own, and the workbooks themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from data.errors import Refused
from data.exchange.answer_workbook import AnswerWorkbook
from data.model.part_files import PartOfCheck
from data.model.people import Commune, Permission, Person, Role
from data.model.questionnaire import Assignee
from data.model.self_check import Perspective, SelfCheck
from data.rules import part_files
from data.rules.access import require
from data.rules.assignments import criteria_of, is_limited
from data.services.assignments import require_own_assignee
from data.services.catalogues import catalogue
from data.services.self_checks import own_commune, own_round
from data.storage.database import UnitOfWork, reading

PERSPECTIVE = Perspective.ADMINISTRATION


def parts(acting: Person, self_check_id: int) -> tuple[PartOfCheck, ...]:
    """The parts of a round, one for every department and person that something is assigned to."""
    require(acting, Permission.ASSIGN)
    with reading() as work:
        return _parts(work, own_round(work, acting, self_check_id))


def own_part(acting: Person, self_check_id: int) -> PartOfCheck | None:
    """The part that this person answers; it may be empty. None for who answers the whole self-check."""
    require(acting, Permission.UPLOAD_ANSWERS)
    with reading() as work:
        self_check = own_round(work, acting, self_check_id)
        return _own_part(work, acting, self_check) if is_limited(acting) else None


def who_assigns(acting: Person) -> tuple[str, ...]:
    """The names of those of the own commune who assign criteria: whom to ask when nothing is assigned."""
    require(acting, Permission.UPLOAD_ANSWERS)
    with reading() as work:
        officers = work.assignments.colleagues(own_commune(acting).id, (Role.OFFICER,))
    return tuple(officer.display_name for officer in officers)


def part_for_in(
    work: UnitOfWork, acting: Person, self_check: SelfCheck, assignee: Assignee | None
) -> PartOfCheck | None:
    """The part that a workbook is for: what this person answers, or for who assigns somebody's; None is the whole.

    Raises NotAllowed for who asks for somebody's part and does not assign, NotFound for a department or person that
    the commune does not have, Refused for a part without a question.
    """
    if assignee is not None:
        require(acting, Permission.ASSIGN)
        part = next((each for each in _parts(work, self_check) if _is_for(each, assignee)), None)
        if part is None:
            require_own_assignee(work, self_check.commune_id, assignee)
    elif is_limited(acting):
        part = _own_part(work, acting, self_check)
    else:
        return None
    if part is None or not part.questions:
        raise Refused("nothing_assigned")
    return part


def parts_in(work: UnitOfWork, self_check: SelfCheck) -> tuple[PartOfCheck, ...]:
    """What `parts` gives, inside a transaction that is already open. Raises Refused if there is none."""
    found = _parts(work, self_check)
    if not found:
        raise Refused("nothing_assigned")
    return found


def workbooks_in(
    work: UnitOfWork, self_check: SelfCheck, commune: Commune, of_parts: Collection[PartOfCheck | None], language: str
) -> list[AnswerWorkbook]:
    """The workbooks of some parts of a round, None for the whole, with the answers stored so far."""
    used, sheet = catalogue(self_check.catalogue_version, language), work.answers.sheet(self_check.id, PERSPECTIVE)
    return [
        AnswerWorkbook(
            catalogue=part_files.narrowed(used, part.criterion_keys) if part else used,
            sheet=sheet,
            written_on=datetime.now(UTC).date(),
            commune_name=commune.name,
            commune_ags=commune.ags,
            self_check_id=self_check.id,
            round_name=self_check.round_name,
            language=language,
            part=part,
        )
        for part in of_parts
    ]


def _parts(work: UnitOfWork, self_check: SelfCheck) -> tuple[PartOfCheck, ...]:
    assignments = work.assignments.of_sheet(self_check.id, PERSPECTIVE)
    return part_files.parts(catalogue(self_check.catalogue_version), assignments.values())


def _own_part(work: UnitOfWork, acting: Person, self_check: SelfCheck) -> PartOfCheck:
    assignments = work.assignments.of_sheet(self_check.id, PERSPECTIVE)
    own = [assignments[key] for key in criteria_of(acting, assignments.values())]
    return part_files.part_of(catalogue(self_check.catalogue_version), own)


def _is_for(part: PartOfCheck, assignee: Assignee) -> bool:
    one = part.assignee
    return one is not None and (one.department_id, one.account_id) == (assignee.department_id, assignee.account_id)
