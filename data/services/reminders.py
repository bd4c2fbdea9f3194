"""What is due for the person who asks: by role, and never more than the pages would show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from data.model.approval import RoundStep
from data.model.calendar import TIME_ZONE
from data.model.people import Permission, Person
from data.model.questionnaire import TaskList
from data.model.reminders import Digest, Due
from data.rules import reminders as rule
from data.rules.access import may, require
from data.rules.assignments import is_limited
from data.rules.round_states import IN_WORK, steps_for
from data.services import consents, exchange_dates, network_requests, questionnaire
from data.services.catalogues import catalogue
from data.services.self_checks import own_commune
from data.storage.database import reading


def digest(acting: Person, today: date, language: str, tasks: TaskList | None = None) -> Digest:
    """What is late, what waits, and what comes within 14 days, with criteria named in a language.

    `tasks` saves reading what the page of a department has read already.
    """
    require(acting, Permission.READ_ROUNDS)
    return rule.digest(dues(acting, today, language, tasks), today)


def dues(acting: Person, today: date, language: str, tasks: TaskList | None = None) -> list[Due]:
    """All that is due for this person, however far away.

    Who reads the plan: measures, meetings and their tasks. Who approves: a round that was handed in, and the open
    decision on the comparison. Who answers what is assigned: criteria with a day. Who uses the network: requests of
    other communes, and dates that they signed up to.
    """
    require(acting, Permission.READ_ROUNDS)
    return [*_of_the_plan(acting, today), *_of_rounds(acting, today, language, tasks), *_of_the_network(acting, today)]


def _of_the_plan(acting: Person, today: date) -> Iterator[Due]:
    if not may(acting, Permission.READ_PLAN):
        return
    commune_id = own_commune(acting).id
    with reading() as work:
        measures, meetings = work.plan.measures(commune_id), work.meetings.all(commune_id)
        tasks = work.decisions.tasks(commune_id, today)
    yield from rule.due_of_measures(measures, today)
    yield from rule.due_of_meetings(meetings, today)
    yield from rule.due_of_tasks((each.task for each in tasks), today)


def _of_rounds(acting: Person, today: date, language: str, tasks: TaskList | None) -> Iterator[Due]:
    with reading() as work:
        rounds = work.self_checks.of_commune(own_commune(acting).id)
    current = next((each for each in rounds if each.status in IN_WORK), None)
    if current is not None and RoundStep.APPROVE in steps_for(acting, current):
        yield rule.waiting_for_approval(current)
    if current is not None and is_limited(acting):
        known = tasks or questionnaire.task_list(acting, current.id)
        yield from rule.due_of_criteria(known, catalogue(current.catalogue_version, language), today)
    if any(each.versions for each in rounds) and consents.is_open(acting):
        yield rule.waiting_for_consent()


def _of_the_network(acting: Person, today: date) -> Iterator[Due]:
    if not may(acting, Permission.USE_NETWORK):
        return
    for request in network_requests.waiting(acting, today):
        yield rule.waiting_request(request.commune)
    since = datetime.combine(today, time(), TIME_ZONE)
    yield from rule.due_of_exchange((each.date for each in exchange_dates.own_dates(acting, since)), today)
