"""The first page of somebody who reads a commune's results."""

from __future__ import annotations

from data.model.cockpit import Cockpit
from data.model.people import Permission, Person
from data.model.questionnaire import TaskList
from data.model.submission import RoundOverview, SubmissionCheck
from data.rules.access import may, require
from data.rules.round_states import IN_WORK
from data.rules.tasks import tasks
from data.services import approval, consents, questionnaire, results, self_checks
from data.services.catalogues import catalogue, versions


def is_for(acting: Person) -> bool:
    """Whether this person has a cockpit; the others see the introduction."""
    return may(acting, Permission.READ_RESULTS)


def department_tasks(acting: Person) -> TaskList | None:
    """What a department has to do in the round in work; None without a round, and for who answers nothing."""
    if not may(acting, Permission.READ_ANSWERS):
        return None
    draft = self_checks.current_round(acting)
    return questionnaire.task_list(acting, draft.id) if draft else None


def overview(acting: Person, language: str) -> Cockpit:
    """The newest result, the round in work and what needs somebody now, with the catalogue in one language."""
    require(acting, Permission.READ_RESULTS)
    view = results.latest(acting)
    working_on = _working_on(acting, language)
    version = view.current.result.catalogue_version if view else versions()[0]
    is_open = view is not None and consents.is_open(acting)
    return Cockpit(view, catalogue(version, language), working_on, tasks(view, working_on, comparison_is_open=is_open))


def _working_on(acting: Person, language: str) -> RoundOverview | SubmissionCheck | None:
    if may(acting, Permission.CHECK_ROUND):
        draft = self_checks.current_round(acting)
        return approval.check(acting, draft.id, language) if draft else None
    return next((each for each in self_checks.rounds(acting) if each.self_check.status in IN_WORK), None)
