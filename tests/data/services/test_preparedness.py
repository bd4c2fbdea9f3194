"""What the preparedness check finds missing becomes measures, each once."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from factories import audit_trail, stored_commune, stored_person
from plans import stored_measure
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.content.support_guidance import preparedness as points
from data.errors import NotAllowed, NotFound
from data.model.people import Person, Role
from data.model.plan import MeasureStatus, PlanEventKind
from data.model.support_guidance import MeasuresFromCheck
from data.services import measures
from data.services.preparedness import to_measures

POINTS = {point.key: point for point in points()}
ENGLISH = {point.key: point for point in points("en")}


@pytest.fixture
def officer(any_store: Engine) -> Person:
    return stored_person(Role.OFFICER, stored_commune())


def test_a_point_becomes_an_idea_with_its_first_step_and_its_questions(officer: Person) -> None:
    assert to_measures(officer, ["contact_person"]) == MeasuresFromCheck(1, ())
    (measure,) = measures.measures(officer)
    point = POINTS["contact_person"]
    assert (measure.title, measure.description, measure.status) == (point.measure, point.why, MeasureStatus.IDEA)
    assert [step.title for step in measure.steps] == [point.first_step]
    assert measure.expected == {"KK-13": 3}
    assert [event.kind for event in measures.story(officer, measure.id)] == [PlanEventKind.ADDED]


def test_all_twelve_become_measures_in_their_order_each_with_its_audit_entry(officer: Person) -> None:
    before = len(audit_trail())
    assert to_measures(officer, list(POINTS)[::-1]) == MeasuresFromCheck(12, ())
    assert [measure.title for measure in measures.measures(officer)] == [point.measure for point in POINTS.values()]
    assert [entry[0] for entry in audit_trail(but=before)] == ["plan.added"] * 12


def test_a_point_is_not_added_twice_and_the_measure_that_is_there_is_named(officer: Person) -> None:
    to_measures(officer, ["contact_person", "one_page"])
    again = to_measures(officer, ["contact_person", "one_page", "costs"])
    assert again == MeasuresFromCheck(1, (POINTS["contact_person"].measure, POINTS["one_page"].measure))
    assert len(measures.measures(officer)) == 3


def test_a_measure_that_was_given_another_title_is_still_that_of_its_point(officer: Person) -> None:
    to_measures(officer, ["contact_person"])
    (measure,) = measures.measures(officer)
    measures.edit(officer, measure, replace(measure, title="Vertrauensperson im Hauptamt"))
    assert to_measures(officer, ["contact_person"]) == MeasuresFromCheck(0, ("Vertrauensperson im Hauptamt",))


def test_two_languages_of_one_commune_add_it_once(officer: Person) -> None:
    to_measures(officer, ["contact_person"], "en")
    assert measures.measures(officer)[0].title == ENGLISH["contact_person"].measure
    again = to_measures(officer, ["contact_person"], "de")
    assert again == MeasuresFromCheck(0, (ENGLISH["contact_person"].measure,))


def test_a_measure_that_is_done_or_stopped_does_not_stand_in_the_way_of_a_new_one(officer: Person) -> None:
    to_measures(officer, ["contact_person"])
    (measure,) = measures.measures(officer)
    measures.set_status(officer, measure, MeasureStatus.STOPPED, "Der Kreis übernimmt es.")
    assert to_measures(officer, ["contact_person"]) == MeasuresFromCheck(1, ())


def test_a_measure_of_the_same_title_that_somebody_wrote_by_hand_counts_too(officer: Person) -> None:
    assert officer.commune is not None
    stored_measure(officer.commune, title=POINTS["costs"].measure)
    assert to_measures(officer, ["costs"]) == MeasuresFromCheck(0, (POINTS["costs"].measure,))


def test_a_measure_of_another_commune_counts_for_nothing(officer: Person) -> None:
    stranger = stored_person(Role.OFFICER, stored_commune(ags="09999002", name="Nachbarstadt"))
    to_measures(stranger, ["costs"])
    assert to_measures(officer, ["costs"]) == MeasuresFromCheck(1, ())


def test_an_unknown_point_adds_nothing_at_all(officer: Person) -> None:
    with pytest.raises(NotFound, match="preparedness_point_not_found"):
        to_measures(officer, ["contact_person", "luck"])
    assert measures.measures(officer) == []


def test_without_the_audit_entry_nothing_is_added(any_store: Engine, officer: Person) -> None:
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        to_measures(officer, ["contact_person", "one_page"])
    assert measures.measures(officer) == []


def test_who_may_not_plan_is_turned_away(any_store: Engine) -> None:
    with pytest.raises(NotAllowed):
        to_measures(stored_person(Role.CONTRIBUTOR, stored_commune()), ["contact_person"])


def test_two_clicks_at_the_same_moment_add_it_once(officer: Person) -> None:
    made: list[MeasuresFromCheck] = []
    clicks = [threading.Thread(target=lambda: made.append(to_measures(officer, ["costs"]))) for _ in range(4)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert sorted(each.added for each in made) == [0, 0, 0, 1]
    assert len(measures.measures(officer)) == 1
