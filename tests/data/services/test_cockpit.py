"""The cockpit: the newest result, the round in work and what needs somebody now, for those who read results."""

from __future__ import annotations

from datetime import date

import pytest
from factories import replies_to_all, stored_commune, stored_person, stored_round
from sqlalchemy import Engine

from data.errors import NotAllowed
from data.model.cockpit import Task
from data.model.people import Commune, Role
from data.model.self_check import Answered
from data.model.submission import RoundOverview, SubmissionCheck
from data.services import approval, consents
from data.services.cockpit import is_for, overview


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.mark.parametrize("role", Role)
def test_a_cockpit_is_for_those_who_read_results(role: Role, town: Commune) -> None:
    person = stored_person(role, None if role is Role.PLATFORM else town)
    assert is_for(person) == (role in {Role.MAYOR, Role.OFFICER, Role.STEERING})
    if not is_for(person):
        with pytest.raises(NotAllowed):
            overview(person, "de")


def test_on_the_first_day_it_asks_for_a_round(town: Commune) -> None:
    cockpit = overview(stored_person(Role.MAYOR, town), "de")
    assert (cockpit.view, cockpit.working_on, cockpit.tasks) == (None, None, (Task.BEGIN_FIRST_ROUND,))
    assert cockpit.catalogue.version == "2021-07"  # what a first round would begin with


def test_it_shows_the_result_in_the_catalogue_it_was_answered_under(town: Commune) -> None:
    stored_round(town, replies_to_all(3, "2021-03"), name="2023", version="2021-03", submitted=True)
    draft = stored_round(town, {"MS-01": Answered(2)}, name="2026")
    cockpit = overview(stored_person(Role.STEERING, town), "de")
    assert cockpit.view is not None and cockpit.working_on is not None
    assert (cockpit.view.current.round_name, cockpit.catalogue.version) == ("2023", "2021-03")
    assert (cockpit.working_on.self_check, cockpit.working_on.coverage.answered) == (draft, 1)
    assert cockpit.tasks == (Task.FILL_IN_ROUND,)  # all at 75 points: no chance, nothing provisional


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING])
def test_findings_and_scores_of_a_draft_are_for_those_who_check_it(role: Role, town: Commune) -> None:
    stored_round(town, {"MS-01": Answered(2)})
    working_on = overview(stored_person(role, town), "de").working_on
    assert type(working_on) is (RoundOverview if role is Role.STEERING else SubmissionCheck)


def test_the_steering_group_learns_that_a_round_waits_for_approval_and_how_much_is_answered(town: Commune) -> None:
    draft, officer = stored_round(town, replies_to_all(3)), stored_person(Role.OFFICER, town)
    approval.hand_in(officer, draft.id, draft.revision, "Das Jugendamt fehlt.")
    cockpit = overview(stored_person(Role.STEERING, town), "de")
    assert cockpit.working_on is not None
    assert (cockpit.working_on.coverage.answered, cockpit.tasks) == (108, (Task.AWAIT_APPROVAL,))
    assert [event.remark for event in cockpit.working_on.events] == [""]


def test_it_speaks_the_language_asked_for(town: Commune) -> None:
    mayor = stored_person(Role.MAYOR, town)
    german, english = (overview(mayor, language).catalogue for language in ("de", "en"))
    assert [field.key for field in german.fields] == [field.key for field in english.fields]
    assert all(g.title != e.title for g, e in zip(german.fields, english.fields, strict=True))


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING])
def test_the_mayor_alone_is_asked_about_the_comparison_until_it_is_decided(role: Role, store: Engine) -> None:
    silent = stored_commune(benchmark_consent=False)
    person = stored_person(role, silent)
    assert Task.DECIDE_ON_COMPARISON not in overview(person, "de").tasks  # there is nothing to compare yet
    stored_round(silent, replies_to_all(3), submitted=True)
    assert (Task.DECIDE_ON_COMPARISON in overview(person, "de").tasks) == (role is Role.MAYOR)
    if role is Role.MAYOR:
        consents.give(person, consents.overview(person, date(2027, 1, 1)).text.version)
        consents.withdraw(person)
        assert Task.DECIDE_ON_COMPARISON not in overview(person, "de").tasks


def test_a_neighbours_rounds_do_not_show(town: Commune) -> None:
    neighbour = stored_commune(ags="09999002")
    stored_round(neighbour, replies_to_all(), name="2025", submitted=True)
    stored_round(neighbour, replies_to_all(), name="2026")
    cockpit = overview(stored_person(Role.MAYOR, town), "de")
    assert (cockpit.view, cockpit.working_on) == (None, None)
