"""Answers, their history and the imports that brought them, alike on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from conftest import count
from factories import a_commune
from sqlalchemy import Engine

from data.errors import ChangedMeanwhile
from data.model.audit import AuditEvent
from data.model.people import Role
from data.model.self_check import Answer, Answered, NotApplicable, NotKnown, Perspective
from data.storage.database import UnitOfWork, reading, writing

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
OWN = Perspective.ADMINISTRATION
FIRST = Answer("MS-01", Answered(1), "Bemerkung „ß“\nzweite Zeile", "Beschluss", "Hauptamt")


@pytest.fixture
def round_(any_store: Engine) -> int:
    """A round of a commune whose officer is account 1."""
    with writing() as work:
        commune = work.communes.add(a_commune())
        work.accounts.add(
            username="kim",
            display_name="Kim Beispiel",
            role=Role.OFFICER,
            commune_id=commune.id,
            password_hash="x",
            is_demo=False,
            created_at=AT,
        )
        work.audit.record(AuditEvent.ROUND_BEGUN)
        return work.self_checks.begin(commune.id, "2026", "2021-07", AT, 1).id


def save(work: UnitOfWork, round_: int, answer: Answer, based_on: int, import_id: int | None = None) -> int:
    work.audit.record(AuditEvent.ANSWERS_IMPORTED)
    return work.answers.save(round_, OWN, answer, based_on=based_on, at=AT, by=1, import_id=import_id)


def begin_import(work: UnitOfWork, round_: int, perspective: Perspective = OWN) -> int:
    work.audit.record(AuditEvent.ANSWERS_IMPORTED)
    return work.answers.begin_import(round_, perspective, file_name="ä" * 300, sha256="0" * 64, answers=2, at=AT, by=1)


@pytest.mark.parametrize("reply", [Answered(0), Answered(4), NotKnown(), NotApplicable(), None])
def test_an_answer_comes_back_as_it_was_stored_with_who_and_when(round_: int, reply: object) -> None:
    answer = Answer("MS-01", reply, FIRST.remark, FIRST.evidence, FIRST.responsible_unit)  # type: ignore[arg-type]
    with writing() as work:
        revision = save(work, round_, answer, based_on=0)

    with reading() as work:
        stored = work.answers.sheet(round_, OWN)["MS-01"]
    assert (stored.answer, stored.revision, revision) == (answer, 1, 1)
    assert (stored.changed_by, stored.changed_at) == ("Kim Beispiel", AT)


def test_sheets_of_other_perspectives_are_apart(round_: int) -> None:
    with writing() as work:
        save(work, round_, FIRST, based_on=0)

    with reading() as work:
        assert work.answers.sheet(round_, Perspective.COUNCIL) == {}


@pytest.mark.parametrize("based_on", [0, 2])
def test_a_write_on_another_revision_is_refused_and_leaves_no_trace(round_: int, based_on: int) -> None:
    with writing() as work:
        save(work, round_, FIRST, based_on=0)

    with pytest.raises(ChangedMeanwhile, match="MS-01"), writing() as work:
        save(work, round_, Answer("MS-02", NotKnown()), based_on=0)
        save(work, round_, Answer("MS-01", Answered(2)), based_on=based_on)

    with reading() as work:
        assert {key: stored.answer for key, stored in work.answers.sheet(round_, OWN).items()} == {"MS-01": FIRST}
        assert len(work.answers.history(round_, OWN, "MS-01")) == 1
        assert work.answers.history(round_, OWN, "MS-02") == []


def test_a_refused_first_answer_leaves_the_transaction_usable(round_: int) -> None:
    with writing() as work:
        save(work, round_, FIRST, based_on=0)

    with writing() as work:
        with pytest.raises(ChangedMeanwhile):
            save(work, round_, FIRST, based_on=0)
        assert save(work, round_, Answer("MS-01", Answered(3)), based_on=1) == 2


def test_the_history_keeps_every_state(round_: int) -> None:
    second, third = Answer("MS-01", Answered(2)), Answer("MS-01")
    with writing() as work:
        for based_on, answer in enumerate((FIRST, second, third)):
            save(work, round_, answer, based_on=based_on)

    with reading() as work:
        history = work.answers.history(round_, OWN, "MS-01")
        states = work.answers.states_at(round_, OWN, [("MS-01", 2), ("MS-02", 1)])
        none = work.answers.states_at(round_, OWN, [])
    assert [(state.revision, state.answer) for state in history] == [(1, FIRST), (2, second), (3, third)]
    assert (states, none) == ({"MS-01": second}, {})


def test_states_are_those_of_the_asked_revision_of_each_question(round_: int) -> None:
    with writing() as work:
        for key in ("MS-01", "MS-02"):
            save(work, round_, Answer(key, Answered(1)), based_on=0)
            save(work, round_, Answer(key, Answered(2)), based_on=1)

    with reading() as work:
        states = work.answers.states_at(round_, OWN, [("MS-01", 1), ("MS-02", 2)])
    assert {key: answer.reply for key, answer in states.items()} == {"MS-01": Answered(1), "MS-02": Answered(2)}


def test_an_import_knows_its_answers_and_the_newest_that_was_not_undone_is_the_last(round_: int) -> None:
    with writing() as work:
        first = begin_import(work, round_)
        save(work, round_, FIRST, based_on=0, import_id=first)
        second = begin_import(work, round_)
        save(work, round_, Answer("MS-01", Answered(4)), based_on=1, import_id=second)
        save(work, round_, Answer("MS-02", Answered(4)), based_on=0, import_id=second)
        begin_import(work, round_, Perspective.COUNCIL)

    with reading() as work:
        last = work.answers.last_import(round_, OWN)
        assert work.answers.revisions_of_import(second) == {"MS-01": 2, "MS-02": 1}
    assert last is not None
    assert (last.id, last.file_name, last.answers, last.imported_at) == (second, "ä" * 200, 2, AT)
    assert last.imported_by == "Kim Beispiel"

    with writing() as work:
        work.audit.record(AuditEvent.IMPORT_UNDONE)
        work.answers.mark_undone(second, LATER)
    with reading() as work:
        earlier = work.answers.last_import(round_, OWN)
    assert earlier is not None and earlier.id == first


def test_nothing_was_imported_at_first(round_: int, any_store: Engine) -> None:
    with reading() as work:
        assert work.answers.last_import(round_, OWN) is None
    assert count(any_store, "answer_import") == 0
