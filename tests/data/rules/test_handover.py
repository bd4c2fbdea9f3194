"""What the hand-over says beyond what is stored: the coming year, who knows what, what is urgent, what comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from plans import a_measure, a_priority
from steering_meetings import a_meeting, an_item

from data.content.catalogues import catalogue
from data.model.field_path import Course
from data.model.handover import Dated, DatedKind, LastAnswer, StillOpen, UrgentKind
from data.model.measures_view import StatedMeasure
from data.model.meetings import MeetingStatus, Task
from data.model.meetings_view import StatedTask
from data.model.plan import MeasureStatus, MeasureStep, PlanEvent, PlanEventKind
from data.model.questionnaire import Assignee, Assignment, Department
from data.model.result import Coverage
from data.model.self_check import Answer, SelfCheck, SelfCheckStatus, StoredAnswer
from data.model.submission import RoundOverview
from data.model.vision import Milestone
from data.rules import handover
from data.rules.plan_states import OPEN, attention

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
M = MeasureStatus


class NoVision:
    """A vision in which no field has a goal."""

    def on(self, _course: Course) -> tuple[()]:
        return ()


def stated(status: MeasureStatus = M.RUNNING, **changes: Any) -> StatedMeasure:
    measure = a_measure(status, **changes)
    return StatedMeasure(measure, attention(measure, TODAY), (), status in OPEN)


def a_task(text: str = "Zahlen besorgen", unit: str = "Sozialamt", due_on: date | None = None) -> StatedTask:
    overdue = due_on is not None and due_on < TODAY
    return StatedTask(Task(1, 1, 1, text, unit, due_on, None, None), "Steuerungsgruppe", AT, overdue)


def calendar(**given: Any) -> tuple[Dated, ...]:
    nothing: dict[str, Any] = {"meetings": (), "measures": (), "tasks": (), "milestones": (), "assignments": ()}
    return handover.calendar(TODAY, **{**nothing, "next_release": None, **given})


def still_open(**given: Any) -> StillOpen:
    nothing: dict[str, Any] = {"measures": (), "disputed": (), "tasks": (), "postponed": (), "round": None}
    return StillOpen(**{**nothing, "consent_undecided": False, **given})


def kinds(of: StillOpen, *meetings: Any) -> list[UrgentKind]:
    planned = meetings or (a_meeting(),)
    return [each.kind for each in handover.urgent(of, NoVision(), planned)]  # type: ignore[arg-type]


def test_the_year_begins_today_and_ends_with_the_day_365_days_later() -> None:
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=365), TODAY + timedelta(days=366)]
    found = calendar(tasks=[a_task(str(number), due_on=day) for number, day in enumerate(days)])
    assert [each.title for each in found] == ["1", "2"]


def test_of_a_measure_stand_its_day_its_review_and_the_steps_that_are_not_done() -> None:
    steps = (
        MeasureStep(1, "Entwurf", date(2027, 1, 15), None),
        MeasureStep(2, "Getan", date(2027, 1, 16), date(2026, 11, 1)),
        MeasureStep(3, "Ohne Tag", None, None),
    )
    measure = stated(due_on=date(2027, 3, 1), next_review_on=date(2027, 2, 1), steps=steps, responsible_unit="Amt")
    assert [(each.kind, each.day, each.part, each.unit) for each in calendar(measures=[measure])] == [
        (DatedKind.STEP, date(2027, 1, 15), "Entwurf", "Amt"),
        (DatedKind.REVIEW, date(2027, 2, 1), "", "Amt"),
        (DatedKind.MEASURE, date(2027, 3, 1), "", "Amt"),
    ]


def test_what_is_done_or_stopped_has_no_day_any_more() -> None:
    ended = [stated(status, due_on=date(2027, 3, 1)) for status in (M.DONE, M.STOPPED)]
    assert calendar(measures=ended) == ()


def test_only_planned_meetings_stand_in_the_year_on_their_day_in_germany() -> None:
    # 23:30 UTC is half past midnight of the next day in Germany.
    late = a_meeting(starts_at=datetime(2026, 12, 8, 23, 30, tzinfo=UTC))
    cancelled = a_meeting(MeetingStatus.CANCELLED)
    assert [(each.kind, each.day) for each in calendar(meetings=[late, cancelled])] == [
        (DatedKind.MEETING, date(2026, 12, 9))
    ]


def test_criteria_that_one_unit_answers_until_the_same_day_are_counted_together() -> None:
    school, city = Assignee("Schulamt", department_id=1), Assignee("Bauamt", department_id=2)
    day = date(2026, 12, 18)
    given = [Assignment("a", school, day), Assignment("b", school, day), Assignment("c", city, day)]
    found = calendar(assignments=[*given, Assignment("d", city)])
    assert sorted((each.unit, each.count) for each in found) == [("Bauamt", 1), ("Schulamt", 2)]


def test_milestones_and_the_next_release_stand_on_their_days() -> None:
    milestones = [Milestone("bildung", 2026, 40), Milestone("bildung", 2028, 50)]
    found = calendar(milestones=milestones, next_release=date(2027, 3, 1))
    assert [(each.kind, each.day, each.count) for each in found] == [
        (DatedKind.MILESTONE, date(2026, 12, 31), 40),
        (DatedKind.RELEASE, date(2027, 3, 1), 0),
    ]


def test_a_unit_is_one_however_its_name_is_written_and_who_has_most_to_do_comes_first() -> None:
    units = handover.units(
        [Department(1, "Sozialamt", ("Person Eins",)), Department(2, "Bauamt")],
        [Assignment("sprache", Assignee("Sozialamt", department_id=1)), Assignment("x", Assignee("P", account_id=7))],
        [stated(responsible_unit=" sozialamt "), stated(M.DONE, responsible_unit="Bauamt"), stated()],
        [a_task(unit="Pressestelle"), a_task(unit="")],
    )
    assert [(u.name, u.members, u.criteria, len(u.measures), len(u.tasks)) for u in units] == [
        ("Sozialamt", ("Person Eins",), ("sprache",), 1, 0),
        ("Pressestelle", (), (), 0, 1),
        ("Bauamt", (), (), 0, 0),
    ]


def test_who_changed_an_answer_last_is_told_by_criterion_and_never_the_program_itself() -> None:
    used = catalogue("2021-07")
    first, second = used.fields[0].criteria[:2]

    def stored(question_id: str, by: str, hours: int) -> tuple[str, StoredAnswer]:
        return question_id, StoredAnswer(Answer(question_id), 1, by, AT + timedelta(hours=hours))

    sheet = dict(
        [
            stored(first.questions[0].id, "Person Eins", 1),
            stored(first.questions[1].id, "Person Zwei", 2),
            stored(second.questions[0].id, "", 3),
            stored("GIBT-ES-NICHT", "Person Drei", 4),
        ]
    )
    assert handover.last_answers(used, sheet) == (LastAnswer(first.key, "Person Zwei", AT + timedelta(hours=2)),)


def test_a_value_that_waits_is_told_with_the_priority_or_measure_that_it_belongs_to() -> None:
    told = PlanEvent(PlanEventKind.CONTESTED, AT, "Person Eins", "title", "Alt", "Neu")
    priority, measure = a_priority(id=7), a_measure(id=7)
    (found,) = handover.disputed([priority, measure], {(True, 7): [told]})
    assert (found.of_measure, found.title, found.contest.wished) == (True, measure.title, "Neu")
    (found,) = handover.disputed([priority, measure], {(False, 7): [told]})
    assert (found.of_measure, found.title) == (False, priority.title)


def test_five_things_are_urgent_at_most_and_one_of_each_kind_comes_before_a_second_of_any() -> None:
    blocked = [stated(M.BLOCKED, title=f"Steht {number}", due_on=date(2027, number, 1)) for number in (3, 1, 2)]
    overdue = [stated(title=f"Spät {day}", due_on=date(2026, 11, day)) for day in (20, 10)]
    found = handover.urgent(
        still_open(measures=(*blocked, *overdue), consent_undecided=True),
        NoVision(),  # type: ignore[arg-type]
        [a_meeting()],
    )
    # In the first round one blocked (the earliest day), one overdue and the consent; in the second the next of each.
    assert [each.title for each in found] == ["Steht 1", "Spät 10", "", "Steht 2", "Spät 20"]
    assert found[2].kind is UrgentKind.CONSENT


def test_each_measure_is_urgent_for_its_most_pressing_reason_alone() -> None:
    both = stated(M.BLOCKED, due_on=TODAY - timedelta(days=1), blocked_because="Die Mittel fehlen.")
    (found,) = handover.urgent(still_open(measures=(both,)), NoVision(), [a_meeting()])  # type: ignore[arg-type]
    assert (found.kind, found.because) == (UrgentKind.BLOCKED, "Die Mittel fehlen.")


def test_nothing_is_urgent_where_nothing_is_open_and_a_meeting_is_planned() -> None:
    assert kinds(still_open()) == []
    assert kinds(still_open(), a_meeting(MeetingStatus.CANCELLED)) == [UrgentKind.NO_MEETING]


def test_a_round_is_urgent_while_it_waits_for_approval_or_misses_answers() -> None:
    draft = SelfCheck(1, 1, "2026", "2021-07", SelfCheckStatus.DRAFT, AT, None, 1)
    open_ones, none_open = Coverage(108, 100, 0, 0), Coverage(108, 108, 0, 0)
    handed_in = replace(draft, status=SelfCheckStatus.HANDED_IN)
    assert kinds(still_open(round=RoundOverview(draft, open_ones))) == [UrgentKind.ROUND]
    assert kinds(still_open(round=RoundOverview(draft, none_open))) == []
    assert kinds(still_open(round=RoundOverview(handed_in, none_open))) == [UrgentKind.APPROVE_ROUND]


def test_late_tasks_and_postponed_items_are_urgent_and_tasks_with_time_are_not() -> None:
    late, in_time = a_task(due_on=TODAY - timedelta(days=1)), a_task(due_on=TODAY)
    found = still_open(tasks=(late, in_time), postponed=(an_item(),))
    assert kinds(found) == [UrgentKind.TASK, UrgentKind.POSTPONED]
