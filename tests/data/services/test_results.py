"""Frozen results of the own commune: exactly what was submitted, for those who may read it, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from factories import (
    audit_trail,
    replies_to_all,
    stored_commune,
    stored_person,
    stored_round,
    submitted_result,
)
from sqlalchemy import Engine, event, text
from teams import a_team, give

from data.errors import NotAllowed, NotFound
from data.model.people import Commune, Person, Role
from data.model.result import Trend
from data.model.self_check import Answered
from data.services import approval, results
from data.services.results import latest, since_last

EARLY, LATE, LATER = (datetime(year, 11, 20, 10, tzinfo=UTC) for year in (2023, 2025, 2026))


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune(name="Eigene Stadt")


@pytest.fixture
def mayor(town: Commune) -> Person:
    return stored_person(Role.MAYOR, town)


@contextmanager
def statements(on: Engine) -> Iterator[list[str]]:
    """Everything asked of the database within the block."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(on, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(on, "before_cursor_execute", note)


def test_before_the_first_submission_there_is_no_result(town: Commune, mayor: Person) -> None:
    assert latest(mayor) is None
    stored_round(town, replies_to_all())
    assert latest(mayor) is None


def test_a_result_is_what_was_frozen_with_its_answers(town: Commune, mayor: Person) -> None:
    begun = stored_round(
        town, replies_to_all(3, arbeit_wirtschaft=1), at=LATE, submitted=True, evidence="Beschluss 7/2025"
    )
    view = latest(mayor)
    assert view is not None
    assert (view.commune, view.previous, view.changes) == (town, None, ())
    assert view.current == submitted_result(town)
    assert (view.current.self_check_id, view.current.round_name, view.current.submitted_at) == (begun.id, "2026", LATE)
    assert [f.score.percent for f in view.current.result.fields] == [75, 75, 75, 25, 75, 75, 75]
    assert view.current.result.overall == pytest.approx((6 * 75 + 25) / 7)
    assert len(view.sheet) == 108
    assert view.sheet["MS-01"].answer.evidence == "Beschluss 7/2025"
    assert {stand_out.field_key for stand_out in view.insights.chances} == {"arbeit_wirtschaft"}
    # Criteria weigh the same inside their field: the weights of each field add up to 1.
    assert sum(view.weights.values()) == pytest.approx(7)


def test_only_the_newest_submitted_round_is_the_result(town: Commune, mayor: Person) -> None:
    stored_round(town, replies_to_all(1), name="2025", at=LATE, submitted=True)
    stored_round(town, replies_to_all(4), name="2023", at=EARLY, submitted=True)
    stored_round(town, replies_to_all(0), name="2026", at=LATER)
    view = latest(mayor)
    assert view is not None and view.previous is not None
    assert (view.current.round_name, view.previous.round_name) == ("2025", "2023")
    assert view.sheet["MS-01"].answer.reply == Answered(1)


def test_changes_are_told_between_the_two_newest_rounds_over_the_questions_they_share(
    town: Commune, mayor: Person
) -> None:
    stored_round(town, replies_to_all(0), name="2021", at=datetime(2021, 8, 1, tzinfo=UTC), submitted=True)
    stored_round(town, replies_to_all(2, "2021-03"), name="2023", version="2021-03", at=EARLY, submitted=True)
    stored_round(town, replies_to_all(3, fairer_zugang=2), name="2025", at=LATE, submitted=True)
    view = latest(mayor)
    assert view is not None
    # One level more everywhere is 25 points, far beyond any measurement uncertainty; the 105 shared questions count.
    changes = {change.field_key: change for change in view.changes}
    risen, same = changes["management_steuerung"], changes["fairer_zugang"]
    assert (risen.difference, risen.trend, risen.lower) == (25.0, Trend.CLEARLY_UP, 0)
    assert (same.difference, same.trend) == (0.0, Trend.UNCHANGED)
    assert sum(change.common for change in view.changes) == 105


def test_a_commune_that_went_back_to_an_earlier_catalogue_is_told_its_changes_too(town: Commune, mayor: Person) -> None:
    stored_round(town, replies_to_all(3), name="2023", at=EARLY, submitted=True)
    stored_round(town, replies_to_all(2, "2021-03"), name="2025", version="2021-03", at=LATE, submitted=True)
    view = latest(mayor)
    assert view is not None
    assert {change.difference for change in view.changes} == {-25.0}
    assert sum(change.common for change in view.changes) == 105


def test_between_versions_that_nobody_mapped_no_change_is_told(
    town: Commune, mayor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_written(from_version: str, to_version: str) -> None:
        raise NotFound("mapping_not_found", from_version=from_version, to_version=to_version)

    monkeypatch.setattr(results, "mapping", not_written)
    stored_round(town, replies_to_all(2), name="2023", at=EARLY, submitted=True)
    stored_round(town, replies_to_all(3), name="2025", at=LATE, submitted=True)
    view = latest(mayor)
    assert view is not None and view.previous is not None
    assert view.changes == ()


def test_the_neighbours_result_is_nobody_elses(town: Commune, mayor: Person) -> None:
    neighbour = stored_commune(ags="09999002", name="Nachbarstadt")
    stored_round(neighbour, replies_to_all(4), submitted=True)
    assert latest(mayor) is None
    stored_round(town, replies_to_all(1), submitted=True)
    own, theirs = latest(mayor), latest(stored_person(Role.MAYOR, neighbour))
    assert own is not None and theirs is not None
    assert (own.commune.name, own.current.result.overall) == ("Eigene Stadt", 25)
    assert (theirs.commune.name, theirs.current.result.overall) == ("Nachbarstadt", 100)


def test_what_one_person_may_read_is_not_served_from_memory_to_one_who_may_not(town: Commune, mayor: Person) -> None:
    stored_round(town, replies_to_all(), submitted=True)
    assert latest(mayor) is not None
    for role in (Role.CONTRIBUTOR, Role.PLATFORM):
        with pytest.raises(NotAllowed):
            latest(stored_person(role, town if role is Role.CONTRIBUTOR else None))


def test_the_second_look_costs_one_statement_and_a_new_submission_is_seen_at_once(
    town: Commune, mayor: Person, store: Engine
) -> None:
    stored_round(town, replies_to_all(1), name="2023", at=EARLY, submitted=True)
    first = latest(mayor)
    with statements(store) as sent:
        assert latest(mayor) is first
    assert len(sent) == 1
    stored_round(town, replies_to_all(2), name="2025", at=LATE, submitted=True)
    newer = latest(mayor)
    assert newer is not None and newer.current.round_name == "2025"


def test_what_stays_in_memory_names_nobody(town: Commune, mayor: Person, store: Engine) -> None:
    stored_round(town, replies_to_all(), submitted=True)
    with store.begin() as connection:
        connection.execute(text("UPDATE answer SET changed_by = :id"), {"id": mayor.account_id})
    view = latest(mayor)
    assert view is not None
    assert {stored.changed_by for stored in view.sheet.values()} == {""}


def test_the_frozen_result_counts_and_not_what_the_rules_would_say_today(
    town: Commune, mayor: Person, store: Engine
) -> None:
    stored_round(town, replies_to_all(2), submitted=True)
    with store.begin() as connection:
        connection.execute(text("UPDATE frozen_result SET content = replace(content, '50.0', '51.5')"))
    view = latest(mayor)
    assert view is not None and view.current.result.fields[0].score.percent == 51.5


def test_while_a_round_is_open_again_it_is_told_since_when_and_no_longer_afterwards(store: Engine) -> None:
    team = a_team(replies_to_all(2), at=EARLY, submitted=True)
    first = latest(team.mayor)
    assert first is not None and first.reopened_at is None
    with time_machine.travel(LATE, tick=False):
        approval.reopen(team.mayor, team.round_id, team.revision, "Fehler")
    opened = latest(team.mayor)
    assert opened is not None
    assert (opened.current, opened.sheet, opened.reopened_at) == (first.current, first.sheet, LATE)
    approval.hand_in(team.officer, team.round_id, team.revision)
    approval.approve(team.mayor, team.round_id, team.revision)
    again = latest(team.mayor)
    assert again is not None and (again.reopened_at, again.current.version) == (None, 2)
    with time_machine.travel(LATER + timedelta(days=400), tick=False):
        approval.reopen(team.mayor, team.round_id, team.revision, "Noch ein Fehler")
    opened = latest(team.mayor)
    assert opened is not None and opened.reopened_at == LATER + timedelta(days=400)


def test_a_draft_is_told_what_it_changes_against_the_round_approved_before_it_began(store: Engine) -> None:
    team = a_team(replies_to_all(2), name="2025", at=EARLY, submitted=True)
    assert since_last(team.mayor, team.round_id) is None  # the first round has nothing before it
    draft = stored_round(team.commune, replies_to_all(3, fairer_zugang=2), name="2026", at=LATE)
    told = since_last(team.mayor, draft.id)
    assert told is not None and told.round_name == "2025"
    changes = {change.field_key: change.difference for change in told.changes}
    # One level is 25 points; the answers of the draft count as they are now.
    assert (changes["management_steuerung"], changes["fairer_zugang"]) == (25.0, 0.0)
    for question_id in replies_to_all():
        if question_id.startswith("MS-"):
            give(team.officer, draft.id, question_id, 1, based_on=1)
    told = since_last(team.mayor, draft.id)
    assert told is not None
    assert {c.field_key: c.difference for c in told.changes}["management_steuerung"] == -25.0


def test_what_a_draft_changes_is_for_those_who_check_rounds_of_the_own_commune(store: Engine) -> None:
    team = a_team(replies_to_all(2), name="2025", at=EARLY, submitted=True)
    for person in (team.contributor, team.steering):
        with pytest.raises(NotAllowed):
            since_last(person, team.round_id)
    with pytest.raises(NotFound, match="round_not_found"):
        since_last(team.stranger, team.round_id)


def test_reading_leaves_no_entry(town: Commune, mayor: Person) -> None:
    stored_round(town, replies_to_all(), submitted=True)
    before = len(audit_trail())
    latest(mayor)
    assert len(audit_trail()) == before
