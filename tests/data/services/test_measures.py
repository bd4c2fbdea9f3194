"""Measures of a commune: edits that meet, steps with a sentence, the story, expected effect, who may what."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from factories import audit_trail, replies_to_all, stored_commune, stored_person, stored_round
from plans import stored_measure, stored_priority
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.errors import ChangedMeanwhile, KompassError, NotFound, Refused
from data.model.measures_view import EffectOn
from data.model.people import Commune, Person, Role
from data.model.plan import ManySaved, Measure, MeasureStatus, PlanEventKind, PlanSaved, blank_measure
from data.model.self_check import Answered
from data.services import measure_views, measures

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Town:
    """A commune with an officer and a mayor who work at the same measures, and a stranger."""

    commune: Commune
    officer: Person
    mayor: Person
    stranger: Person
    measure_id: int

    @property
    def stored(self) -> Measure:
        """The measure as it is stored now."""
        return measures.measure(self.officer, self.measure_id)

    def story(self) -> list[tuple[PlanEventKind, str, str, str, str]]:
        """Kind, part, before, after and sentence of every event."""
        events = measures.story(self.officer, self.measure_id)
        return [(e.kind, e.part, e.before, e.after, e.sentence) for e in events]


@pytest.fixture
def town(any_store: Engine) -> Town:
    commune = stored_commune()
    measure = stored_measure(commune, title="Kurse", due_on=date(2027, 3, 31), budget_euro=12_000)
    return Town(
        commune,
        officer=stored_person(Role.OFFICER, commune),
        mayor=stored_person(Role.MAYOR, commune),
        stranger=stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt")),
        measure_id=measure.id,
    )


def test_an_idea_needs_a_title_and_nothing_else(town: Town) -> None:
    added = measures.add(town.officer, blank_measure("  Lesestunden "))
    assert (added.title, added.status, added.revision) == ("Lesestunden", MeasureStatus.IDEA, 1)
    assert [event.kind for event in measures.story(town.officer, added.id)] == [PlanEventKind.ADDED]
    with pytest.raises(Refused, match="plan_title_needed"):
        measures.add(town.officer, blank_measure("   "))


def test_edits_of_different_parts_meet_and_each_is_told(town: Town) -> None:
    seen = town.stored
    measures.edit(town.mayor, seen, replace(seen, due_on=date(2027, 12, 31)))
    assert measures.edit(town.officer, seen, replace(seen, budget_euro=9_000)) == PlanSaved(("budget_euro",), ())
    assert (town.stored.due_on, town.stored.budget_euro) == (date(2027, 12, 31), 9_000)
    assert town.story() == [
        (PlanEventKind.CHANGED, "due_on", "2027-03-31", "2027-12-31", ""),
        (PlanEventKind.CHANGED, "budget_euro", "12000", "9000", ""),
    ]


def test_of_two_values_for_one_part_the_first_stays_and_the_second_waits_beside_it_for_everybody(town: Town) -> None:
    seen = town.stored
    measures.edit(town.mayor, seen, replace(seen, due_on=date(2027, 12, 31)))
    saved = measures.edit(town.officer, seen, replace(seen, due_on=date(2027, 6, 30)))

    assert [(c.part, c.stored, c.wished) for c in saved.conflicts] == [("due_on", "2027-12-31", "2027-06-30")]
    assert town.stored.due_on == date(2027, 12, 31)
    for person in (town.officer, town.mayor):
        (contest,) = measure_views.detail(person, town.measure_id, DAY).contests
        assert (contest.stored, contest.wished, contest.by) == (
            "2027-12-31",
            "2027-06-30",
            town.officer.display_name,
        )


def contested(town: Town, part: str = "due_on", first: Any = None, second: Any = None) -> Any:
    seen = town.stored
    first, second = first or date(2027, 12, 31), second or date(2027, 6, 30)
    measures.edit(town.mayor, seen, replace(seen, **{part: first}))
    measures.edit(town.officer, seen, replace(seen, **{part: second}))
    return measure_views.detail(town.officer, town.measure_id, DAY).contests[0]


@pytest.mark.parametrize(("take", "due_on"), [(True, date(2027, 6, 30)), (False, date(2027, 12, 31))])
def test_whoever_settles_it_takes_the_one_or_keeps_the_other_and_nothing_waits_any_more(
    town: Town, take: bool, due_on: date
) -> None:
    contest = contested(town)
    measures.settle(town.mayor, town.measure_id, contest, take=take)
    assert town.stored.due_on == due_on
    assert measure_views.detail(town.officer, town.measure_id, DAY).contests == ()
    with pytest.raises(NotFound, match="contest_not_found"):
        measures.settle(town.officer, town.measure_id, contest, take=not take)


def test_nobody_settles_what_they_have_not_seen(town: Town) -> None:
    contest = contested(town)
    stored = town.stored
    measures.edit(town.mayor, stored, replace(stored, due_on=date(2028, 1, 1)))
    with pytest.raises(ChangedMeanwhile, match="plan_part_changed_meanwhile"):
        measures.settle(town.officer, town.measure_id, contest, take=False)
    assert len(measure_views.detail(town.officer, town.measure_id, DAY).contests) == 1


def test_the_same_wish_twice_waits_once_and_one_that_came_true_by_itself_waits_no_longer(town: Town) -> None:
    seen = town.stored
    measures.edit(town.mayor, seen, replace(seen, title="Kurse am Abend"))
    for _again in range(2):
        measures.edit(town.officer, seen, replace(seen, title="Abendkurse"))
    assert len(measure_views.detail(town.officer, town.measure_id, DAY).contests) == 1
    stored = town.stored
    measures.edit(town.mayor, stored, replace(stored, title="Abendkurse"))
    assert measure_views.detail(town.officer, town.measure_id, DAY).contests == ()


def test_of_a_text_that_somebody_types_on_the_latest_state_waits_and_everybody_elses_too(town: Town) -> None:
    seen = town.stored
    steering = stored_person(Role.STEERING, town.commune)
    measures.edit(town.mayor, seen, replace(seen, title="Kurse am Abend"))
    measures.edit(steering, seen, replace(seen, title="Sprachkurse"))
    for wish in ("Abend", "Abendkurse"):
        measures.edit(town.officer, seen, replace(seen, title=wish))
    waiting = measure_views.detail(town.officer, town.measure_id, DAY).contests
    assert [contest.wished for contest in waiting] == ["Sprachkurse", "Abendkurse"]


def test_two_who_store_at_the_same_moment_lose_nothing(town: Town) -> None:
    seen, begin = town.stored, threading.Barrier(2)

    def store(person: Person, title: str, **other: Any) -> None:
        begin.wait()
        measures.edit(person, seen, replace(seen, title=title, **other))

    at_once(lambda: store(town.officer, "Eins", budget_euro=1), lambda: store(town.mayor, "Zwei", staff_days=2))

    now = town.stored
    (contest,) = measure_views.detail(town.officer, town.measure_id, DAY).contests
    assert {now.title, contest.wished} == {"Eins", "Zwei"}
    assert (now.budget_euro, now.staff_days) == (1, 2)


def at_once(*actions: Callable[[], None]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_several_are_edited_together_and_where_one_is_refused_none_is(town: Town) -> None:
    others = [stored_measure(town.commune, title=f"Andere {n}", begins_on=date(2026, n, 1)) for n in (3, 9)]
    seen = [town.stored, *others]
    assert measures.edit_many(town.officer, seen, {"responsible_unit": "Sozialamt"}) == ManySaved(3)
    assert {each.responsible_unit for each in measures.measures(town.officer)} == {"Sozialamt"}

    seen = measures.measures(town.officer)
    with pytest.raises(Refused, match="plan_ends_before_it_begins"):
        measures.edit_many(town.officer, seen, {"due_on": date(2026, 5, 1)})  # Andere 9 begins later
    assert measures.measures(town.officer) == seen


def test_an_edit_of_several_overwrites_no_newer_value(town: Town) -> None:
    other = stored_measure(town.commune, title="Andere")
    seen = [town.stored, other]
    measures.edit(town.mayor, other, replace(other, responsible_unit="Kulturamt"))
    assert measures.edit_many(town.officer, seen, {"responsible_unit": "Sozialamt"}) == ManySaved(1, (other.id,))
    assert measures.measure(town.officer, other.id).responsible_unit == "Kulturamt"


def test_several_go_one_step_together_with_one_sentence_all_or_none(town: Town) -> None:
    other = stored_measure(town.commune, title="Andere")
    seen = [town.stored, other]
    moved = measures.set_status_of_many(town.officer, seen, MeasureStatus.PLANNED, "Beschlossen am 24. November.")
    assert moved == 2
    assert {each.status for each in measures.measures(town.officer)} == {MeasureStatus.PLANNED}

    seen = measures.measures(town.officer)
    measures.set_status(town.mayor, seen[1], MeasureStatus.RUNNING, "Es geht los.")
    with pytest.raises(ChangedMeanwhile, match="plan_status_changed_meanwhile"):
        measures.set_status_of_many(town.officer, seen, MeasureStatus.STOPPED, "Kein Geld")
    assert town.stored.status is MeasureStatus.PLANNED


def test_not_more_than_200_at_once(town: Town) -> None:
    many = [replace(town.stored, id=number) for number in range(201)]
    for attempt in (
        lambda: measures.edit_many(town.officer, many, {"responsible_unit": "x"}),
        lambda: measures.set_status_of_many(town.officer, many, MeasureStatus.PLANNED, "x"),
    ):
        with pytest.raises(Refused, match="too_many_measures"):
            attempt()


def test_blocked_keeps_its_reason_until_it_goes_on(town: Town) -> None:
    planned = measures.set_status(town.officer, town.stored, MeasureStatus.PLANNED, "Beschlossen")
    blocked = measures.set_status(town.officer, planned, MeasureStatus.BLOCKED, " Der Raum fehlt. ")
    assert (blocked.blocked_because, town.stored.blocked_because) == ("Der Raum fehlt.", "Der Raum fehlt.")
    measures.set_status(town.officer, blocked, MeasureStatus.RUNNING, "Ein Raum ist da.")
    assert town.stored.blocked_because == ""
    assert [event[-1] for event in town.story()] == ["Beschlossen", "Der Raum fehlt.", "Ein Raum ist da."]


@pytest.mark.parametrize("sentence", ["", "   ", "x" * 501])
def test_a_step_without_a_sentence_is_none(town: Town, sentence: str) -> None:
    with pytest.raises(Refused, match="status_sentence"):
        measures.set_status(town.officer, town.stored, MeasureStatus.PLANNED, sentence)
    assert (town.stored.status, town.story()) == (MeasureStatus.IDEA, [])


def test_a_step_of_a_measure_is_marked_done_while_somebody_else_gives_it_another_name(town: Town) -> None:
    measures.add_step(town.officer, town.measure_id, "Raum suchen", date(2026, 12, 1))
    (seen,) = town.stored.steps
    measures.change_step(town.officer, town.measure_id, seen, replace(seen, done_on=DAY))
    measures.change_step(town.mayor, town.measure_id, seen, replace(seen, title="Saal suchen"))
    (step,) = town.stored.steps
    assert (step.title, step.done_on) == ("Saal suchen", DAY)
    assert [(kind, before, after) for kind, _part, before, after, _said in town.story()] == [
        (PlanEventKind.CHANGED, "", "Raum suchen"),
        (PlanEventKind.STEP_DONE, "", "Raum suchen"),
        (PlanEventKind.CHANGED, "Raum suchen", "Saal suchen"),
    ]


def test_of_two_names_for_a_step_the_second_is_refused_and_a_step_that_changed_is_not_removed(town: Town) -> None:
    measures.add_step(town.officer, town.measure_id, "Raum suchen")
    (seen,) = town.stored.steps
    measures.change_step(town.mayor, town.measure_id, seen, replace(seen, title="Saal suchen"))
    for attempt in (
        lambda: measures.change_step(town.officer, town.measure_id, seen, replace(seen, title="Zimmer suchen")),
        lambda: measures.remove_step(town.officer, town.measure_id, seen),
    ):
        with pytest.raises(ChangedMeanwhile, match="plan_step_changed_meanwhile"):
            attempt()
    assert [step.title for step in town.stored.steps] == ["Saal suchen"]
    measures.remove_step(town.officer, town.measure_id, town.stored.steps[0])
    assert town.stored.steps == ()


def test_an_expected_level_is_set_changed_and_dropped_by_who_saw_it(town: Town) -> None:
    measures.expect(town.officer, town.measure_id, "MS-01", 3, seen=None)
    with pytest.raises(ChangedMeanwhile, match="plan_part_changed_meanwhile"):
        measures.expect(town.mayor, town.measure_id, "MS-01", 4, seen=None)
    measures.expect(town.mayor, town.measure_id, "MS-01", 3, seen=None)  # the same wish is none
    measures.expect(town.mayor, town.measure_id, "MS-01", 4, seen=3)
    assert town.stored.expected == {"MS-01": 4}
    measures.expect(town.mayor, town.measure_id, "MS-01", None, seen=4)
    assert town.stored.expected == {}
    with pytest.raises(NotFound, match="question_not_found"):
        measures.expect(town.officer, town.measure_id, "XX-99", 3, seen=None)
    with pytest.raises(Refused, match="expected_level_impossible"):
        measures.expect(town.officer, town.measure_id, "MS-01", 5, seen=None)


def test_before_the_first_result_nothing_can_be_said_about_the_effect(town: Town) -> None:
    measures.expect(town.officer, town.measure_id, "MS-01", 3, seen=None)
    effect = measure_views.expected_effect(town.officer, town.measure_id)
    assert (effect.round_name, effect.effects, dict(effect.replies)) == ("", (), {})


def test_the_expected_effect_is_told_for_the_field_and_the_criterion_that_are_touched(town: Town) -> None:
    stored_round(town.commune, replies_to_all(2), name="2026", submitted=True)
    measures.expect(town.officer, town.measure_id, "MS-01", 4, seen=None)
    effect = measure_views.expected_effect(town.officer, town.measure_id)

    # Every answer is 2 of 4: 50 points. The criterion of MS-01 has 5 questions, its field 4 criteria of equal weight:
    # (4 * 2 + 4) / 5 = 2.4 of 4 = 60 points for the criterion, (60 + 3 * 50) / 4 = 52.5 for the field.
    from data.content.catalogues import catalogue

    place = catalogue("2021-07").places["MS-01"]
    questions, criteria = len(place.criterion.questions), len(place.field.criteria)
    of_criterion = 50 + 50 / questions
    assert (effect.round_name, effect.replies) == ("2026", {"MS-01": Answered(2)})
    assert effect.effects == (
        EffectOn(place.field.key, "", 50.0, pytest.approx(50 + (of_criterion - 50) / criteria)),
        EffectOn(place.field.key, place.criterion.key, 50.0, pytest.approx(of_criterion)),
    )


def test_a_level_below_todays_lowers_nothing(town: Town) -> None:
    stored_round(town.commune, replies_to_all(3), name="2026", submitted=True)
    measures.expect(town.officer, town.measure_id, "MS-01", 1, seen=None)
    effects = measure_views.expected_effect(town.officer, town.measure_id).effects
    assert {(each.now, each.expected) for each in effects} == {(75.0, 75.0)}


def test_the_list_tells_what_needs_a_look_on_a_day_and_where_each_may_go(town: Town) -> None:
    stored_priority(town.commune)
    (before,) = measure_views.overview(town.officer, date(2027, 3, 31)).measures
    view = measure_views.overview(town.officer, date(2027, 4, 1))
    (after,) = view.measures
    assert (before.attention.overdue, after.attention.overdue) == (False, True)
    assert after.may_become == (MeasureStatus.PLANNED, MeasureStatus.STOPPED)
    assert (len(view.priorities), view.may_plan, view.units) == (1, True, ())


FOREIGN: dict[str, Callable[[Person, Measure], object]] = {
    "measure": lambda who, m: measures.measure(who, m.id),
    "story": lambda who, m: measures.story(who, m.id),
    "detail": lambda who, m: measure_views.detail(who, m.id, DAY),
    "expected_effect": lambda who, m: measure_views.expected_effect(who, m.id),
    "edit": lambda who, m: measures.edit(who, m, replace(m, title="Fremd")),
    "edit_many": lambda who, m: measures.edit_many(who, [m], {"title": "Fremd"}),
    "set_status": lambda who, m: measures.set_status(who, m, MeasureStatus.PLANNED, "Fremd"),
    "set_status_of_many": lambda who, m: measures.set_status_of_many(who, [m], MeasureStatus.PLANNED, "Fremd"),
    "remark": lambda who, m: measures.remark(who, m.id, "Fremd"),
    "add_step": lambda who, m: measures.add_step(who, m.id, "Fremd"),
    "change_step": lambda who, m: measures.change_step(who, m.id, m.steps[0], replace(m.steps[0], title="Fremd")),
    "remove_step": lambda who, m: measures.remove_step(who, m.id, m.steps[0]),
    "expect": lambda who, m: measures.expect(who, m.id, "MS-01", 3, seen=None),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_for_a_stranger_the_measure_does_not_exist(town: Town, name: str) -> None:
    measures.add_step(town.officer, town.measure_id, "Raum suchen")
    measure, trail = town.stored, len(audit_trail())
    with pytest.raises(NotFound, match="measure_not_found"):
        FOREIGN[name](town.stranger, measure)
    assert (town.stored, len(audit_trail())) == (measure, trail)
    FOREIGN[name](town.officer, measure)  # otherwise it would hold for the wrong reason


def test_nobody_puts_a_measure_under_a_strangers_priority(town: Town) -> None:
    assert town.stranger.commune is not None
    foreign = stored_priority(town.stranger.commune)
    with pytest.raises(NotFound, match="priority_not_found"):
        measures.edit(town.officer, town.stored, replace(town.stored, priority_id=foreign.id))
    with pytest.raises(NotFound, match="priority_not_found"):
        measures.add(town.officer, blank_measure("Neu", foreign.id))


WRITING: dict[str, Callable[[Person, Measure], object]] = {
    name: action for name, action in FOREIGN.items() if name not in ("measure", "story", "detail", "expected_effect")
} | {"add": lambda who, _m: measures.add(who, blank_measure("Neu"))}


@pytest.mark.parametrize("name", WRITING)
def test_a_failure_stores_nothing_and_a_success_is_logged_without_a_word_of_it(
    town: Town, any_store: Engine, name: str
) -> None:
    measures.add_step(town.officer, town.measure_id, "Raum suchen")
    measure, story, trail = town.stored, town.story(), len(audit_trail())
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        WRITING[name](town.officer, measure)
    assert (measures.measures(town.officer), town.story(), len(audit_trail())) == ([measure], story, trail)

    WRITING[name](town.officer, measure)
    logged = audit_trail(but=trail)
    assert len(logged) == 1
    assert logged[0][1:3] == (town.officer.account_id, town.commune.id)
    assert not [word for word in ("Fremd", "Neu", "Raum") if word in str(logged)]


def test_a_remark_is_a_sentence(town: Town) -> None:
    measures.remark(town.officer, town.measure_id, " Die Schule macht mit. ")
    assert town.story() == [(PlanEventKind.REMARK, "", "", "", "Die Schule macht mit.")]
    for sentence in ("", " ", "x" * 501):
        with pytest.raises(KompassError, match="plan_remark_length"):
            measures.remark(town.officer, town.measure_id, sentence)
