"""Rounds: one in work at a time, bound to a catalogue for ever, frozen with their scores when submitted."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
    submitted_result,
)
from sqlalchemy import Engine, event, text

from data.content.catalogues import catalogue
from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.people import Commune, Person, Role
from data.model.self_check import Answered, NotApplicable, NotKnown, SelfCheckStatus
from data.services import self_checks
from data.services.self_checks import begin_round, check_before_submission, current_round, rounds, submit
from data.storage.database import writing

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def town(store: Engine) -> Commune:
    return stored_commune()


@pytest.fixture
def officer(town: Commune) -> Person:
    return stored_person(Role.OFFICER, town)


@contextmanager
def failing_at_the_audit_entry(on: Engine) -> Iterator[None]:
    """Every transaction breaks at its last statement, as when the connection is lost."""

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO audit_entry"):
            raise ConnectionError("lost")

    event.listen(on, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(on, "before_cursor_execute", fail)


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


# Looking before submitting.


MAY_NOT_APPLY = [question.id for question in catalogue("2021-07").questions if question.may_not_apply]


def test_the_look_before_submission_names_what_is_open_unclear_and_without_a_reason(
    town: Commune, officer: Person
) -> None:
    elsewhere = MAY_NOT_APPLY[-1]
    given = replies_to_all(3)
    del given["MS-02"]
    given["MS-01"] = NotKnown()
    given[elsewhere] = NotApplicable()
    draft = stored_round(town, given)
    checked = check_before_submission(officer, draft.id)
    assert checked.self_check == draft
    assert (checked.open, checked.not_known, checked.without_reason) == (("MS-02",), ("MS-01",), (elsewhere,))
    assert checked.result.fields[0].score.percent == 75  # three of four levels everywhere
    coverage = checked.result.coverage
    assert (coverage.answered, coverage.applicable, coverage.not_applicable) == (105, 107, 1)


def test_a_blank_remark_is_no_reason(town: Commune, officer: Person) -> None:
    question_id = MAY_NOT_APPLY[0]
    draft = stored_round(town, {question_id: NotApplicable()}, remark=" \n ")
    assert check_before_submission(officer, draft.id).without_reason == (question_id,)


# Submitting.


def test_submitting_freezes_the_round_with_its_scores_and_says_who_did_it(any_store: Engine) -> None:
    town = stored_commune()
    officer = stored_person(Role.OFFICER, town)
    draft = stored_round(town, replies_to_all(2, kommunikation_konflikt=4))
    trail = len(audit_trail())
    with time_machine.travel(NOW, tick=False):
        result = submit(officer, draft.id, draft.revision)
    percents = [field.score.percent for field in result.fields]
    assert percents == [50] * 6 + [100]
    assert result.overall == pytest.approx((6 * 50 + 100) / 7)
    frozen = submitted_result(town)
    assert (frozen.self_check_id, frozen.submitted_at, frozen.result) == (draft.id, NOW, result)
    overview = rounds(officer)[0].self_check
    assert (overview.status, overview.submitted_at, overview.revision) == (SelfCheckStatus.SUBMITTED, NOW, 2)
    assert audit_trail(but=trail) == [
        (
            "round.submitted",
            officer.account_id,
            town.id,
            f"self_check:{draft.id}",
            f"rules={result.rules_version} answered=108",
        )
    ]
    with any_store.connect() as connection:
        assert connection.execute(text("SELECT submitted_by FROM self_check")).scalar_one() == officer.account_id


def test_the_mayor_may_submit_what_the_officer_filled_in(town: Commune, officer: Person) -> None:
    draft = stored_round(town, replies_to_all())
    assert submit(stored_person(Role.MAYOR, town), draft.id, draft.revision).overall == 50


def test_an_empty_round_is_not_submitted(town: Commune, officer: Person, store: Engine) -> None:
    draft = stored_round(town, {"MS-01": NotKnown()})
    with pytest.raises(Refused, match="nothing_answered"):
        submit(officer, draft.id, draft.revision)
    assert count(store, "result") == 0
    assert current_round(officer) == draft


def test_a_missing_reason_keeps_a_round_from_being_submitted_and_is_named(town: Commune, officer: Person) -> None:
    first, second, *_ = MAY_NOT_APPLY
    draft = stored_round(town, {**replies_to_all(), first: NotApplicable(), second: NotApplicable()})
    with pytest.raises(Refused, match=f"reason_missing .questions={first}, {second}."):
        submit(officer, draft.id, draft.revision)
    assert current_round(officer) == draft


def test_a_round_is_submitted_once(town: Commune, officer: Person, store: Engine) -> None:
    draft = stored_round(town, replies_to_all(), submitted=True)
    for revision in (1, 2):
        with pytest.raises(Refused, match="round_locked"):
            submit(officer, draft.id, revision)
    assert count(store, "result") == 1


def test_a_round_that_moved_on_is_looked_at_again_first(any_store: Engine) -> None:
    town = stored_commune()
    officer = stored_person(Role.OFFICER, town)
    draft = stored_round(town, replies_to_all())
    with pytest.raises(ChangedMeanwhile, match="round_changed_meanwhile"):
        submit(officer, draft.id, draft.revision - 1)
    assert count(any_store, "result") == 0
    assert current_round(officer) == draft


def test_a_submission_that_breaks_off_leaves_the_round_in_work(any_store: Engine) -> None:
    town = stored_commune()
    officer = stored_person(Role.OFFICER, town)
    draft = stored_round(town, replies_to_all())
    with failing_at_the_audit_entry(any_store), pytest.raises(ConnectionError):
        submit(officer, draft.id, draft.revision)
    assert count(any_store, "result") == 0
    assert current_round(officer) == draft


def test_after_a_submission_the_next_round_may_begin(town: Commune, officer: Person) -> None:
    stored_round(town, replies_to_all(), name="2025", at=NOW - timedelta(days=365), submitted=True)
    begin_round(officer, "2026", "2021-07")
    assert [o.self_check.round_name for o in rounds(officer)] == ["2026", "2025"]
