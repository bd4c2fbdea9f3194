"""Where every field stands on its way: from the newest approved round, the plan, the goals; of the own commune only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from answer_files import csv_of
from app_tab import demo_person
from factories import replies_to_all, stored_commune, stored_person, stored_round
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from visions import FIELD, OTHER_FIELD, an_indicator

from data.errors import NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.field_path import Because, Course
from data.model.measure_import import MeasuresChoice
from data.model.people import Commune, Person, Role
from data.model.plan import MeasureStatus, PlanEvent, PlanEventKind, PriorityStatus
from data.model.vision import STATEMENT, Milestone, noticed_in
from data.model.vision_view import FieldOnItsWay, VisionView
from data.services import approval, goals, measure_files, measures, vision, vision_goals, vision_views
from data.storage.database import reading, writing

TODAY = date(2026, 11, 23)
BEFORE_IT, AFTER_IT = datetime(2026, 5, 3, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
EARLIER, NEWER = datetime(2023, 11, 20, 10, tzinfo=UTC), datetime(2026, 5, 4, 8, tzinfo=UTC)


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def mayor(town: Commune) -> Person:
    return stored_person(Role.MAYOR, town)


def view(person: Person) -> VisionView:
    return vision_views.overview(person, TODAY)


def field(person: Person, key: str = FIELD) -> FieldOnItsWay:
    found = view(person).field(key)
    assert found is not None
    return found


def approve_again(mayor: Person, officer: Person, round_id: int) -> None:
    """Open a round once more and approve it today, without another answer."""
    approval.reopen(mayor, round_id, revision(round_id), "Noch ein Wort.")
    approval.hand_in(officer, round_id, revision(round_id))
    approval.approve(mayor, round_id, revision(round_id))


def revision(round_id: int) -> int:
    with reading() as work:
        found = work.self_checks.by_id(round_id)
    assert found is not None
    return found.revision


def test_before_the_first_round_all_seven_fields_say_so(mayor: Person) -> None:
    goals.set_field_goal(mayor, FIELD, 70, seen=None)
    seen = view(mayor)
    assert len(seen.fields) == 7
    assert {each.path.judgement.because for each in seen.fields} == {Because.NO_ROUND}
    assert (seen.newest, seen.catalogue_version, seen.texts) == (None, "2021-07", {})
    assert field(mayor).plan.target == 70
    assert vision_views.explore(mayor, FIELD, 70, 2035, TODAY) is None


def test_a_draft_and_what_is_only_begun_count_for_nothing(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(3))
    assert view(mayor).newest is None


def test_a_field_is_judged_by_the_newest_approved_round(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(1), name="2023", at=EARLIER, submitted=True)
    stored_round(town, replies_to_all(2), name="2026", at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 50, seen=None)
    path = field(mayor).path
    assert [(each.round_name, each.score) for each in path.rounds] == [("2023", 25), ("2026", 50)]
    assert (path.judgement.course, path.way.now) == (Course.REACHED, path.rounds[-1])
    assert field(mayor, OTHER_FIELD).path.judgement.because is Because.NO_GOAL


def test_the_way_begins_with_the_round_that_was_newest_when_the_goal_was_set(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(1), name="2023", at=EARLIER, submitted=True)
    stored_round(town, replies_to_all(2), name="2026", at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)  # today, long after both
    goals.set_field_goal(mayor, FIELD, 80, seen=60)
    path = field(mayor).path
    assert path.way.start == path.rounds[-1]
    assert path.judgement.behind == 0


def test_an_old_round_that_was_mended_and_approved_again_keeps_its_day_on_the_way(mayor: Person, town: Commune) -> None:
    officer = stored_person(Role.OFFICER, town)
    old = stored_round(town, replies_to_all(1), name="2023", at=EARLIER, submitted=True)
    stored_round(town, replies_to_all(2), name="2026", at=NEWER, submitted=True)
    with writing() as work:
        work.goals.set_of_field(town.id, FIELD, 60, at=BEFORE_IT, by=None)
        work.audit.record(AuditEvent.GOAL_SET)
    before = field(mayor).path
    assert before.way.start == before.rounds[0]  # 2023 was the newest when the goal was set
    approve_again(mayor, officer, old.id)
    assert field(mayor).path == before


def test_what_was_done_after_the_first_approval_is_still_expected_when_the_round_is_approved_again(
    mayor: Person, town: Commune
) -> None:
    officer = stored_person(Role.OFFICER, town)
    newest = stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    done = stored_measure(town, status=MeasureStatus.DONE, expected={"FZ-06": 4, "FZ-07": 4})
    with writing() as work:
        told = PlanEvent(PlanEventKind.STATUS, AFTER_IT, "", before="running", after="done", sentence="Fertig.")
        work.plan.tell(told, by=None, measure_id=done.id)
        work.audit.record(AuditEvent.PLAN_STATUS_SET)
    before = field(mayor).path.way.expected
    assert before[-1].score > 50
    approve_again(mayor, officer, newest.id)
    assert field(mayor).path.way.expected == before


def test_what_measures_bring_counts_from_the_year_they_end_in(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    planned = {"expected": {"FZ-06": 4, "FZ-07": 4}, "due_on": date(2028, 6, 30)}
    stored_measure(town, status=MeasureStatus.PLANNED, **planned)
    stored_measure(town, status=MeasureStatus.IDEA, expected={"FZ-08": 4}, due_on=date(2027, 6, 30))
    expected = {each.until.year: each.score for each in field(mayor).path.way.expected}
    # Four more levels in one of nine criteria of four questions: 25 * 4 / 4 / 9 = 2.8 points.
    assert expected[2027] == 50
    assert expected[2028] == expected[2035] == pytest.approx(50 + 25 / 9)
    total = field(mayor).path.total
    assert total is not None
    assert (total.points, total.measures_bring, total.gap) == (10, 3, 7)  # 60 - 50; 53 - 50; 10 - 3


def test_a_measure_without_a_day_is_expected_by_2035_and_not_before(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    stored_measure(town, status=MeasureStatus.RUNNING, expected={"FZ-06": 4, "FZ-07": 4})
    expected = {each.until.year: each.score for each in field(mayor).path.way.expected}
    assert (expected[2034], expected[2035]) == (50, pytest.approx(50 + 25 / 9))


@pytest.mark.parametrize(("done_at", "brings"), [(BEFORE_IT, 0), (AFTER_IT, 25 / 9)])
def test_what_was_done_before_the_newest_round_brings_nothing_more(
    done_at: datetime, brings: float, mayor: Person, town: Commune
) -> None:
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    measure = stored_measure(town, status=MeasureStatus.DONE, expected={"FZ-06": 4, "FZ-07": 4})
    with writing() as work:
        told = {"before": MeasureStatus.RUNNING.value, "after": MeasureStatus.DONE.value, "sentence": "Es wirkt."}
        event = PlanEvent(PlanEventKind.STATUS, done_at, "", **told)
        work.plan.tell(event, by=mayor.account_id, measure_id=measure.id)
        work.audit.record(AuditEvent.PLAN_STATUS_SET)
    assert field(mayor).path.way.expected[-1].score == pytest.approx(50 + brings)


def test_what_a_file_brought_as_done_before_the_newest_round_brings_nothing_more(mayor: Person, town: Commune) -> None:
    brought = measure_files.read_file(mayor, csv_of([["Titel", "Stand"], ["Abendkurse", "erledigt"]]), "Liste.csv")
    (offered,) = measure_files.preview(mayor, brought).changes
    measure_files.take_over(mayor, brought, MeasuresChoice(frozenset({offered.key}), {}, {offered.key: 0}))
    (measure,) = measures.measures(mayor)
    for question_id in ("FZ-06", "FZ-07"):
        measures.expect(mayor, measure.id, question_id, 4, seen=None)
    stored_round(town, replies_to_all(2), at=datetime.now(UTC) + timedelta(days=1), submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    assert field(mayor).path.way.expected[-1].score == 50
    total = field(mayor).path.total
    assert total is not None
    assert (total.points, total.measures_bring, total.gap) == (10, 0, 10)


def test_a_provisional_score_is_told_and_not_judged(mayor: Person, town: Commune) -> None:
    # Every second answer of each criterion of six in nine: the rest is open, the score is provisional at best.
    every = replies_to_all(3)
    some = {key: reply for number, (key, reply) in enumerate(every.items()) if number % 4}
    stored_round(town, some, at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    told = field(mayor).path
    assert told.way.now is not None and told.way.now.provisional
    assert told.judgement.because is Because.PROVISIONAL


def test_what_serves_a_field_stands_beside_it_but_not_what_was_stopped(mayor: Person, town: Commune) -> None:
    serving = stored_priority(town, title="Dient", status=PriorityStatus.AGREED)
    stored_priority(town, title="Beendet", status=PriorityStatus.STOPPED)
    stored_priority(town, title="Anderes Feld", field_key=OTHER_FIELD)
    under = stored_measure(town, title="Darunter", priority_id=serving.id)
    linked = stored_measure(town, title="Verknüpft", expected={"FZ-06": 3})
    stored_measure(town, title="Anderswo", expected={"ZB-01": 3})
    stored_measure(town, title="Beendet", status=MeasureStatus.STOPPED, priority_id=serving.id)
    found = field(mayor)
    assert found.priorities == (serving,)
    assert found.measures == (under, linked)


def test_texts_milestones_and_indicators_stand_at_their_field(mayor: Person, town: Commune) -> None:
    vision.write(mayor, STATEMENT, "", "Offen")
    vision.write(mayor, noticed_in(FIELD), "", "Man merkt es")
    vision_goals.set_milestone(mayor, None, Milestone(FIELD, 2031, 55))
    added = vision_goals.add_indicator(mayor, an_indicator())
    seen = view(mayor)
    assert (seen.text(STATEMENT), seen.text(field(mayor).noticed_part), seen.text("why")) == (
        "Offen",
        "Man merkt es",
        "",
    )
    assert (field(mayor).plan.milestones, field(mayor).plan.indicators) == ((Milestone(FIELD, 2031, 55),), (added,))
    assert field(mayor, OTHER_FIELD).plan.milestones == ()
    assert seen.field("gibt_es_nicht") is None


def test_a_milestone_is_suggested_where_there_is_a_goal_and_a_round(mayor: Person, town: Commune) -> None:
    assert field(mayor).suggestions == {}
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    suggested = field(mayor).suggestions
    assert set(suggested) == set(range(2026, 2035))
    assert suggested[2030] == 55  # 50 + 10 * 1702/3528 days = 54.8


@pytest.mark.parametrize("day", [date(2034, 5, 1), date(2035, 12, 31), date(2037, 1, 1)])
def test_the_vision_can_be_read_when_its_time_comes_and_after_it(day: date, mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    found = vision_views.overview(mayor, day).field(FIELD)
    assert found is not None
    assert found.path.judgement.next == found.path.way.stages[-1]
    assert found.path.total is not None
    assert (found.path.total.points, found.path.total.per_year) == (
        10,
        pytest.approx(10 / 1.667, 0.01) if day.year == 2034 else 10,
    )


def test_exploring_stores_nothing_and_asks_for_more_the_further_it_goes(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    near, far = (vision_views.explore(mayor, FIELD, points, 2031, TODAY) for points in (60, 90))
    assert near is not None and far is not None
    assert (near.points, far.points) == (10, 40)
    assert len(near.rises) < len(far.rises)
    assert field(mayor).plan.target is None


@pytest.mark.parametrize(
    ("points", "year", "code"),
    [(0, 2030, "goal_impossible"), (101, 2030, "goal_impossible"), (50, 2036, "year"), (50, 2025, "year")],
)
def test_what_cannot_be_is_not_explored(points: int, year: int, code: str, mayor: Person) -> None:
    with pytest.raises(Refused, match=code):
        vision_views.explore(mayor, FIELD, points, year, TODAY)
    with pytest.raises(NotFound, match="field_not_found"):
        vision_views.explore(mayor, "gibt_es_nicht", 50, 2030, TODAY)


@pytest.mark.parametrize(
    ("role", "may_plan", "may_set_goals"),
    [(Role.MAYOR, True, True), (Role.OFFICER, True, False), (Role.STEERING, True, False)],
)
def test_who_reads_the_plan_reads_the_vision_and_is_told_what_they_may_do(
    role: Role, may_plan: bool, may_set_goals: bool, town: Commune
) -> None:
    seen = view(stored_person(role, town))
    assert (seen.may_plan, seen.may_set_goals) == (may_plan, may_set_goals)


def test_a_neighbour_sees_nothing_of_it_and_a_department_may_not_look(mayor: Person, town: Commune) -> None:
    stored_round(town, replies_to_all(2), at=NEWER, submitted=True)
    goals.set_field_goal(mayor, FIELD, 60, seen=None)
    vision.write(mayor, STATEMENT, "", "Unseres")
    stranger = stored_person(Role.MAYOR, stored_commune(ags="09999002"))
    assert (view(stranger).newest, view(stranger).texts, field(stranger).plan.target) == (None, {}, None)
    with pytest.raises(NotAllowed):
        view(stored_person(Role.CONTRIBUTOR, town))


def test_the_showcase_has_a_field_on_every_course(demo_store: Engine) -> None:
    seen = vision_views.overview(demo_person(Role.STEERING), TODAY)
    assert {each.path.judgement.course for each in seen.fields} == set(Course)
    assert seen.text(STATEMENT).startswith("2035 findet in Musterstadt jeder Mensch einen Platz")
    assert len(seen.texts[STATEMENT].versions) == 2
