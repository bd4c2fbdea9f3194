"""Rounds: begun one at a time, bound to a catalogue for ever, found with how much of them is answered."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from conftest import count
from factories import (
    audit_trail,
    replies_to_all,
    stored_commune,
    stored_person,
    stored_round,
)
from sqlalchemy import Engine
from teams import failing_at_the_audit_entry

from data.errors import NotFound, Refused
from data.model.approval import RoundStep
from data.model.people import Commune, Person, Role
from data.model.self_check import Answered, NotApplicable, NotKnown, SelfCheckStatus
from data.services import approval, self_checks
from data.services.self_checks import begin_round, current_round, rounds
from data.storage.database import writing

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


# Beginning.


@time_machine.travel(NOW, tick=False)
def test_a_round_begins_as_an_empty_draft_bound_to_its_catalogue(town: Commune, officer: Person) -> None:
    begun = begin_round(officer, "  Herbst \n 2026 ", "2021-03")
    assert (begun.commune_id, begun.round_name, begun.catalogue_version) == (town.id, "Herbst 2026", "2021-03")
    assert (begun.status, begun.begun_at, begun.submitted_at, begun.revision) == (SelfCheckStatus.DRAFT, NOW, None, 1)
    assert current_round(officer) == begun
    assert [(o.self_check, o.coverage.total, o.coverage.answered) for o in rounds(officer)] == [(begun, 105, 0)]
    assert audit_trail()[-1] == (
        "round.begun",
        officer.account_id,
        town.id,
        f"self_check:{begun.id}",
        "catalogue=2021-03",
    )


@pytest.mark.parametrize(
    ("name", "code"), [("", "round_name_length"), (" \n ", "round_name_length"), ("x" * 81, "round_name_length")]
)
def test_a_round_needs_a_name_of_1_to_80_characters(name: str, code: str, officer: Person, store: Engine) -> None:
    with pytest.raises(Refused, match=code):
        begin_round(officer, name, "2021-07")
    assert count(store, "self_check") == 0
    assert len(begin_round(officer, "x" * 80, "2021-07").round_name) == 80


def test_a_name_is_kept_without_what_no_database_can_hold(any_store: Engine) -> None:
    officer = stored_person(Role.OFFICER, stored_commune())
    assert begin_round(officer, "Herbst\x00 2026\ud800", "2021-07").round_name == "Herbst 2026"


def test_a_catalogue_that_does_not_exist_begins_nothing(officer: Person, store: Engine) -> None:
    with pytest.raises(NotFound, match="catalogue_not_found"):
        begin_round(officer, "2026", "1999-01")
    assert count(store, "self_check") == 0


def test_a_name_is_taken_whatever_its_case_and_blanks(town: Commune, officer: Person) -> None:
    stored_round(town, replies_to_all(), name="Herbst 2025", submitted=True)
    with pytest.raises(Refused, match=r"round_name_taken .name=herbst 2025."):
        begin_round(officer, "herbst   2025", "2021-07")


def test_the_neighbour_may_use_the_same_name(town: Commune, officer: Person) -> None:
    stored_round(stored_commune(ags="09999002"), name="2026")
    assert begin_round(officer, "2026", "2021-07").commune_id == town.id


def test_while_a_round_is_in_work_no_other_begins(town: Commune, officer: Person) -> None:
    stored_round(town, name="2025")
    with pytest.raises(Refused, match="round_still_open"):
        begin_round(officer, "2026", "2021-07")


def test_two_people_who_begin_at_the_same_moment_begin_one_round(any_store: Engine) -> None:
    town = stored_commune()
    officer = stored_person(Role.OFFICER, town)
    first_has_begun, refusals = threading.Event(), []

    def second() -> None:
        first_has_begun.wait(10)
        try:
            begin_round(officer, "2026 b", "2021-07")
        except Refused as refused:
            refusals.append(refused.code)

    other = threading.Thread(target=second)
    other.start()
    with writing() as work:
        self_checks.begin_round_in(work, town, "2026 a", "2021-07", by=None)
        first_has_begun.set()
        other.join(0.3)  # the second one tries while the first has not ended
    other.join(10)
    assert refusals == ["round_still_open"]
    assert [overview.self_check.round_name for overview in rounds(officer)] == ["2026 a"]


def test_a_beginning_that_breaks_off_leaves_no_trace(any_store: Engine) -> None:
    town = stored_commune()
    officer = stored_person(Role.OFFICER, town)
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        begin_round(officer, "2026", "2021-07")
    assert count(any_store, "self_check") == 0
    assert current_round(officer) is None


# Reading.


def test_rounds_come_newest_first_each_with_how_much_is_answered(town: Commune, officer: Person) -> None:
    early, late = datetime(2023, 5, 4, tzinfo=UTC), datetime(2026, 5, 4, tzinfo=UTC)
    stored_round(town, replies_to_all(version="2021-03"), name="2023", version="2021-03", at=early, submitted=True)
    given = {"MS-01": Answered(0), "MS-02": NotKnown(), "MS-03": NotApplicable()}
    stored_round(town, given, name="2026", at=late)
    told = [(o.self_check.round_name, o.coverage.answered, o.coverage.applicable) for o in rounds(officer)]
    assert told[1] == ("2023", 105, 105)
    assert told[0][:2] == ("2026", 1)
    assert current_round(officer).round_name == "2026"  # type: ignore[union-attr]


def test_without_a_draft_there_is_no_current_round(town: Commune, officer: Person) -> None:
    assert current_round(officer) is None
    assert rounds(officer) == []
    stored_round(town, replies_to_all(), submitted=True)
    assert current_round(officer) is None


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.MAYOR, True), (Role.OFFICER, True), (Role.STEERING, False), (Role.CONTRIBUTOR, False)],
)
def test_what_was_said_with_a_step_is_for_those_who_check_the_round(
    role: Role, reads: bool, town: Commune, officer: Person
) -> None:
    draft, mayor = stored_round(town, replies_to_all()), stored_person(Role.MAYOR, town, username="alex")
    handed_in = approval.hand_in(officer, draft.id, draft.revision, "Das Jugendamt fehlt.")
    approval.send_back(mayor, draft.id, handed_in.revision, "MS-01 ist nicht belegt.")
    (told,) = rounds(stored_person(role, town, username="jo"))
    said = ["Das Jugendamt fehlt.", "MS-01 ist nicht belegt."] if reads else ["", ""]
    assert [event.remark for event in told.events] == said
    assert [event.step for event in told.events] == [RoundStep.HAND_IN, RoundStep.SEND_BACK]  # when and who: for all
    assert (told.to_heed is not None) == reads


# After a submission.


def test_after_a_submission_the_next_round_may_begin(town: Commune, officer: Person) -> None:
    stored_round(town, replies_to_all(), name="2025", at=NOW - timedelta(days=365), submitted=True)
    begin_round(officer, "2026", "2021-07")
    assert [o.self_check.round_name for o in rounds(officer)] == ["2026", "2025"]
