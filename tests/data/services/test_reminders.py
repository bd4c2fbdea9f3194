"""What each role is reminded of, and that nobody learns of another commune."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from factories import replies_to_all, stored_commune, stored_person, stored_round
from plans import stored_measure
from sqlalchemy import Engine, event
from steering_meetings import a_meeting, planned
from teams import Team, a_team

from data.errors import NotAllowed
from data.model.audit import AuditEvent
from data.model.meetings import Task
from data.model.people import Person, Role
from data.model.plan import MeasureStatus, MeasureStep
from data.model.questionnaire import Assignee
from data.model.reminders import Due, DueKind
from data.services import approval, assignments, consents, reminders
from data.storage.database import writing

TODAY = date(2026, 12, 1)


def told(person: Person) -> list[tuple[DueKind, str, date | None, int]]:
    return [(due.kind, due.title, due.day, due.days_late) for due in reminders.digest(person, TODAY, "de")]


@pytest.fixture
def team(any_store: Engine) -> Team:
    made = a_team(replies_to_all(3))
    with writing() as work:
        consents.note_in(work, made.commune.id, by=None)
        work.audit.record(AuditEvent.CONSENT_GIVEN, commune_id=made.commune.id)
    return made


@pytest.fixture
def plan(team: Team) -> Team:
    """A late measure, a blocked one, a meeting in a week, a task that is late, and a step in two weeks."""
    steps = (MeasureStep(0, "Räume suchen", TODAY + timedelta(days=14), None),)
    stored_measure(team.commune, title="Kurse", status=MeasureStatus.RUNNING, due_on=date(2026, 11, 28))
    stored_measure(team.commune, title="Haus", status=MeasureStatus.BLOCKED, blocked_because="Geheim")
    stored_measure(team.commune, title="Fest", status=MeasureStatus.PLANNED, steps=steps)
    meeting_id = planned(team.officer, "Verschiedenes")  # 8 December, 15:00 UTC
    with writing() as work:
        (item,) = [each for each in work.meetings.items(meeting_id) if each.title == "Verschiedenes"]
        task = Task(0, meeting_id, item.id, "Saal buchen", "Hauptamt", date(2026, 11, 30), None, None)
        work.decisions.add_task(team.commune.id, task)
        work.audit.record(AuditEvent.TASK_GIVEN)
    return team


def test_who_plans_reads_what_is_late_what_is_blocked_and_what_comes(plan: Team) -> None:
    for person in (plan.mayor, plan.officer, plan.steering):
        assert told(person) == [
            (DueKind.MEASURE, "Kurse", date(2026, 11, 28), 3),
            (DueKind.TASK, "Saal buchen", date(2026, 11, 30), 1),
            (DueKind.BLOCKED, "Haus", None, 0),
            (DueKind.MEETING, "Steuerungsgruppe", date(2026, 12, 8), 0),
            (DueKind.STEP, "Fest", date(2026, 12, 15), 0),
        ]


def test_a_department_reads_nothing_of_the_plan_but_its_criteria_with_a_day(plan: Team) -> None:
    jugendamt = Assignee("Jugendamt", department_id=plan.department_id)
    assignments.assign(plan.officer, plan.round_id, ["sprache"], jugendamt, date(2026, 12, 4))
    assert told(plan.contributor) == []  # everything is answered
    assert told(a_contributor_with_open_questions()) == [(DueKind.CRITERIA, "2026", date(2026, 12, 4), 0)]


def a_contributor_with_open_questions() -> Person:
    town = stored_commune(ags="09999077", name="Neustadt")
    officer, contributor = stored_person(Role.OFFICER, town), stored_person(Role.CONTRIBUTOR, town)
    draft = stored_round(town, {})
    me = Assignee("", account_id=contributor.account_id)
    assignments.assign(officer, draft.id, ["sprache"], me, date(2026, 12, 4))
    assignments.assign(officer, draft.id, ["wohnen"], me, date(2027, 1, 4))  # more than 14 days away
    return contributor


def test_a_single_criterion_is_named_in_the_language_asked_for(any_store: Engine) -> None:
    contributor = a_contributor_with_open_questions()
    parts = {language: next(iter(reminders.digest(contributor, TODAY, language))).part for language in ("de", "en")}
    assert parts["de"] and parts["en"] and parts["de"] != parts["en"]


def test_who_approves_is_reminded_of_a_round_that_was_handed_in(team: Team) -> None:
    approval.hand_in(team.officer, team.round_id, team.revision)
    assert told(team.mayor) == [(DueKind.APPROVAL, "2026", None, 0)]
    assert told(team.officer) == told(team.steering) == []


def test_who_decides_on_the_comparison_is_reminded_until_somebody_did(any_store: Engine) -> None:
    town = stored_commune()
    mayor, officer = stored_person(Role.MAYOR, town), stored_person(Role.OFFICER, town)
    assert told(mayor) == []  # nothing was approved that could be compared
    stored_round(town, replies_to_all(3), submitted=True)
    assert told(mayor) == [(DueKind.CONSENT, "", None, 0)]
    assert told(officer) == []
    with writing() as work:
        consents.note_in(work, town.id, by=None)
        work.audit.record(AuditEvent.CONSENT_GIVEN, commune_id=town.id)
    assert told(mayor) == []


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.CONTRIBUTOR])
def test_a_neighbour_with_the_same_role_is_reminded_of_nothing_of_ours(role: Role, plan: Team) -> None:
    assert told(stored_person(role, stored_commune(ags="09999088", name="Nachbarstadt"))) == []


def test_the_platform_team_belongs_to_no_commune_and_has_nothing_due(any_store: Engine) -> None:
    with pytest.raises(NotAllowed):
        reminders.digest(stored_person(Role.PLATFORM), TODAY, "de")


def test_what_is_further_away_than_14_days_stands_in_the_calendar_only(plan: Team) -> None:
    stored_measure(plan.commune, title="Später", status=MeasureStatus.PLANNED, due_on=date(2031, 12, 31))
    assert "Später" in [due.title for due in reminders.dues(plan.mayor, TODAY, "de")]
    assert "Später" not in [title for _, title, _, _ in told(plan.mayor)]


def test_asking_costs_few_statements_however_much_is_planned(store: Engine) -> None:
    town = stored_commune()
    steering = stored_person(Role.STEERING, town)
    for number in range(60):
        steps = (MeasureStep(0, "Anfangen", TODAY, None),)
        stored_measure(town, title=f"Maßnahme {number}", status=MeasureStatus.RUNNING, due_on=TODAY, steps=steps)
    asked: list[str] = []
    event.listen(store, "before_cursor_execute", lambda *given: asked.append(given[2]))
    found: list[Due] = list(reminders.digest(steering, TODAY, "de"))
    assert len(found) == 60
    # measures, their steps, their expected levels, meetings, tasks, rounds; the beginning of two looks
    assert len([each for each in asked if each.startswith("SELECT")]) == 6


def test_a_meeting_that_is_over_is_no_reminder(team: Team) -> None:
    with writing() as work:
        work.meetings.add(team.commune.id, a_meeting(starts_at=datetime(2026, 11, 30, 12, tzinfo=UTC)))
        work.audit.record(AuditEvent.MEETING_ADDED)
    assert told(team.steering) == []
