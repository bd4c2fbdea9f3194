"""What communes plan, alike on both databases: stored as given, apart by commune, with a story that only grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from conftest import count
from factories import stored_commune, stored_person
from plans import a_measure, a_priority, stored_measure, stored_priority
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from data.model.audit import AuditEvent
from data.model.people import Commune
from data.model.plan import MeasureStatus, MeasureStep, PlanEvent, PlanEventKind, PriorityStatus
from data.storage.database import UnitOfWork, reading, writing

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FULL_PRIORITY = a_priority(
    title="Größe zeigen & „Haltung“",
    reason="Zeile eins\n\nZeile drei",
    criteria=("sprache", "wohnen", "bildung"),
    effect=5,
    effort=1,
    status=PriorityStatus.RUNNING,
    decision="Beschluss 2026/14 vom 12.05.2026",
)
FULL_MEASURE = a_measure(
    MeasureStatus.BLOCKED,
    description="Ä" * 4_000,
    responsible_unit="Sozialamt",
    participants="Volkshochschule",
    begins_on=date(2027, 1, 1),
    due_on=date(2035, 12, 31),
    budget_euro=10_000_000_000,
    staff_days=0,
    indicator="Zahl der Plätze",
    blocked_because="Die Mittel sind gesperrt.",
    decision="Beschluss 2026/17",
    next_review_on=date(2027, 2, 1),
    steps=(MeasureStep(0, "Entwurf", date(2027, 1, 15), None), MeasureStep(0, "Vergabe", None, date(2026, 11, 1))),
    expected={"FZ-06": 3, "FZ-07": 0},
)


@pytest.fixture
def town(any_store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def neighbour(any_store: Engine) -> Commune:
    return stored_commune(ags="09999002", name="Nachbarstadt")


def change(work: UnitOfWork) -> None:
    """Every write has its entry in the log."""
    work.audit.record(AuditEvent.PLAN_CHANGED)


def test_a_priority_is_stored_with_everything_and_its_criteria_in_order(town: Commune) -> None:
    stored = stored_priority(town, **{**FULL_PRIORITY.__dict__, "id": 77, "revision": 9})
    assert stored == replace(FULL_PRIORITY, id=stored.id, revision=1)  # both ids and revisions are the database's
    bare = stored_priority(town, criteria=(), field_key="", reason="")
    assert (bare.criteria, bare.effect, bare.effort, bare.decision) == ((), None, None, "")


def test_a_measure_is_stored_with_everything_its_steps_and_expected_levels(town: Commune) -> None:
    under = stored_priority(town)
    stored = stored_measure(town, **{**FULL_MEASURE.__dict__, "priority_id": under.id})
    steps = tuple(replace(step, id=stored.steps[at].id) for at, step in enumerate(FULL_MEASURE.steps))
    assert stored == replace(FULL_MEASURE, id=stored.id, priority_id=under.id, steps=steps)
    assert dict(stored.expected) == {"FZ-06": 3, "FZ-07": 0}
    bare = stored_measure(town)
    assert (bare.priority_id, bare.due_on, bare.budget_euro, bare.steps, dict(bare.expected)) == (
        None,
        None,
        None,
        (),
        {},
    )


def test_both_come_back_the_oldest_first_and_only_those_of_the_commune(town: Commune, neighbour: Commune) -> None:
    first, theirs, second = stored_priority(town), stored_priority(neighbour), stored_priority(town, title="Zweiter")
    measure, foreign = stored_measure(town), stored_measure(neighbour)
    with reading() as work:
        assert work.plan.priorities(town.id) == [first, second]
        assert work.plan.priorities(neighbour.id) == [theirs]
        assert [each.id for each in work.plan.measures(town.id)] == [measure.id]
        assert work.plan.priority(town.id, theirs.id) is None
        assert work.plan.measure(town.id, foreign.id) is None
        assert work.plan.priority(town.id, 12_345) is None
        assert work.plan.measure(town.id, 12_345) is None


def test_a_change_raises_the_revision_by_one_and_touches_no_other(town: Commune) -> None:
    changed, other = stored_priority(town), stored_priority(town, title="Anderer")
    measure = stored_measure(town, **FULL_MEASURE.__dict__)
    with writing() as work:
        work.plan.change_priority(replace(changed, title="Neu", criteria=()))
        work.plan.change_measure(replace(measure, title="Neu", due_on=None))
        change(work)
    with reading() as work:
        assert work.plan.priorities(town.id) == [replace(changed, title="Neu", criteria=(), revision=2), other]
        assert work.plan.measures(town.id) == [replace(measure, title="Neu", due_on=None, revision=2)]


def test_steps_keep_their_order_are_changed_one_by_one_and_go_for_ever(town: Commune) -> None:
    measure, other = stored_measure(town), stored_measure(town)
    with writing() as work:
        ids = [work.plan.add_step(measure.id, title, None) for title in ("eins", "zwei", "drei")]
        work.plan.add_step(other.id, "fremd", None)
        work.plan.change_step(MeasureStep(ids[0], "eins, neu", date(2027, 1, 1), date(2026, 12, 31)))
        work.plan.remove_step(ids[1])
        change(work)
    with reading() as work:
        mine, theirs = work.plan.measures(town.id)
        assert mine.steps == (
            MeasureStep(ids[0], "eins, neu", date(2027, 1, 1), date(2026, 12, 31)),
            MeasureStep(ids[2], "drei", None, None),
        )
        assert [step.title for step in theirs.steps] == ["fremd"]


def test_an_expected_level_is_set_changed_and_taken_back_alone(town: Commune) -> None:
    measure = stored_measure(town, expected={"FZ-06": 3, "FZ-07": 2})
    stored_measure(town, expected={"FZ-06": 1})
    with writing() as work:
        work.plan.expect(measure.id, "FZ-06", 4)
        work.plan.expect(measure.id, "FZ-07", None)
        work.plan.expect(measure.id, "FZ-09", 0)
        work.plan.expect(measure.id, "FZ-10", None)  # there was none
        change(work)
    with reading() as work:
        assert dict(work.plan.measures(town.id)[0].expected) == {"FZ-06": 4, "FZ-09": 0}
        assert dict(work.plan.measures(town.id)[1].expected) == {"FZ-06": 1}


def test_a_story_is_told_in_order_with_names_and_only_of_its_own(town: Commune) -> None:
    kim = stored_person(commune=town, display_name="Kim Beispiel")
    priority, measure = stored_priority(town), stored_measure(town)
    status = PlanEvent(PlanEventKind.STATUS, LATER, "x", "", "proposed", "agreed", "Einstimmig.")
    added = PlanEvent(PlanEventKind.ADDED, AT, "gets no heed", after="Sprache von Anfang an")
    with writing() as work:
        work.plan.tell(added, by=kim.account_id, priority_id=priority.id)
        work.plan.tell(status, by=None, priority_id=priority.id)
        work.plan.tell(replace(added, after="Abendkurse"), by=kim.account_id, measure_id=measure.id)
        change(work)
    with reading() as work:
        assert work.plan.story(priority_id=priority.id) == [replace(added, by="Kim Beispiel"), replace(status, by="")]
        assert [event.after for event in work.plan.story(measure_id=measure.id)] == ["Abendkurse"]
        assert work.plan.story(priority_id=12_345) == []


def test_when_measures_were_done_is_said_by_their_last_step_to_it_else_by_the_begin_of_their_story(
    town: Commune, neighbour: Commune
) -> None:
    done, never_said, running, untold = (
        stored_measure(town, status=status)
        for status in (MeasureStatus.DONE, MeasureStatus.DONE, MeasureStatus.RUNNING, MeasureStatus.DONE)
    )
    foreign = stored_measure(neighbour, status=MeasureStatus.DONE)
    added = PlanEvent(PlanEventKind.ADDED, AT, "")
    said = PlanEvent(PlanEventKind.STATUS, LATER, "", before="running", after="done")
    with writing() as work:
        for each in (done, never_said, running, foreign):
            work.plan.tell(added, by=None, measure_id=each.id)
        work.plan.tell(said, by=None, measure_id=done.id)
        work.plan.tell(replace(added, kind=PlanEventKind.REMARK, at=LATER), by=None, measure_id=never_said.id)
        change(work)
    with reading() as work:
        assert work.plan.done_at(town.id) == {done.id: LATER, never_said.id: AT}
    assert untold.id not in (done.id, never_said.id)


def test_the_story_comes_in_the_order_of_telling_also_at_one_moment(town: Commune) -> None:
    priority = stored_priority(town)
    with writing() as work:
        for number in range(5):
            work.plan.tell(
                PlanEvent(PlanEventKind.REMARK, AT, "", sentence=str(number)), by=None, priority_id=priority.id
            )
        change(work)
    with reading() as work:
        assert [event.sentence for event in work.plan.story(priority_id=priority.id)] == list("01234")


def test_a_measure_stands_under_a_priority_that_exists(town: Commune) -> None:
    with pytest.raises(IntegrityError):
        stored_measure(town, priority_id=12_345)


def test_nothing_of_the_plan_is_written_without_an_entry_in_the_log(town: Commune, any_store: Engine) -> None:
    with pytest.raises(RuntimeError, match="audit"), writing() as work:
        work.plan.add_priority(town.id, a_priority())
    assert count(any_store, "action_priority") == 0


def test_a_failure_leaves_nothing_of_what_was_begun(town: Commune, any_store: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing() as work:
        change(work)
        added = work.plan.add_measure(town.id, FULL_MEASURE)
        work.plan.tell(PlanEvent(PlanEventKind.ADDED, AT, ""), by=None, measure_id=added)
        raise ZeroDivisionError
    for table in ("measure", "measure_step", "expected_level", "plan_event"):
        assert count(any_store, table) == 0
