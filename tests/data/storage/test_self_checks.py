"""Rounds in the database, on both: begun, read, and moved to submitted exactly once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from factories import a_commune
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from data.errors import ChangedMeanwhile
from data.model.audit import AuditEvent
from data.model.self_check import SelfCheck, SelfCheckStatus
from data.storage.database import reading, writing

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def commune_id(any_store: Engine) -> int:
    with writing() as work:
        added = work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    return added.id


def begin(commune_id: int, name: str = "2026", at: datetime = AT) -> SelfCheck:
    with writing() as work:
        begun = work.self_checks.begin(commune_id, name, "2021-07", at, None)
        work.audit.record(AuditEvent.ROUND_BEGUN)
    return begun


def submit(self_check: SelfCheck) -> None:
    with writing() as work:
        work.self_checks.submit(self_check, LATER, None)
        work.audit.record(AuditEvent.ROUND_SUBMITTED)


def stored(self_check_id: int) -> SelfCheck | None:
    with reading() as work:
        return work.self_checks.by_id(self_check_id)


def test_a_round_comes_back_as_it_began(commune_id: int) -> None:
    begun = begin(commune_id)
    assert begun == SelfCheck(begun.id, commune_id, "2026", "2021-07", SelfCheckStatus.DRAFT, AT, None, 1)
    assert stored(begun.id) == begun
    assert stored(begun.id + 1) is None


def test_rounds_come_newest_first_and_those_of_one_moment_in_the_order_they_were_begun(commune_id: int) -> None:
    for name, at in [("b", AT), ("a", AT), ("c", AT - timedelta(days=1)), ("d", AT + timedelta(days=1))]:
        begin(commune_id, name, at)
    with reading() as work:
        assert [each.round_name for each in work.self_checks.of_commune(commune_id)] == ["d", "a", "b", "c"]
        assert work.self_checks.of_commune(commune_id + 1) == []


def test_a_name_is_stored_once_per_commune(commune_id: int) -> None:
    begin(commune_id)
    with pytest.raises(IntegrityError):
        begin(commune_id)


def test_submitting_moves_the_round_on_by_one_revision(commune_id: int) -> None:
    begun = begin(commune_id)
    submit(begun)
    assert stored(begun.id) == replace(begun, status=SelfCheckStatus.SUBMITTED, submitted_at=LATER, revision=2)


@pytest.mark.parametrize("revision", [0, 2])
def test_a_round_that_is_not_the_one_that_was_read_stays(revision: int, commune_id: int) -> None:
    begun = begin(commune_id)
    with pytest.raises(ChangedMeanwhile):
        submit(replace(begun, revision=revision))
    assert stored(begun.id) == begun


def test_a_round_is_submitted_once_even_with_the_newest_revision(commune_id: int) -> None:
    begun = begin(commune_id)
    submit(begun)
    for revision in (1, 2):
        with pytest.raises(ChangedMeanwhile):
            submit(replace(begun, revision=revision))


def test_a_round_that_is_held_makes_the_next_writer_wait_and_read_the_new_state(commune_id: int) -> None:
    begun = begin(commune_id)
    held, seen = threading.Event(), []

    def second() -> None:
        held.wait(10)
        with writing() as work:
            found = work.self_checks.lock(begun.id)
            seen.append(found.status if found else None)

    other = threading.Thread(target=second)
    other.start()
    with writing() as work:
        work.self_checks.lock(begun.id)
        held.set()
        other.join(0.2)
        assert seen == []
        work.self_checks.submit(begun, LATER, None)
        work.audit.record(AuditEvent.ROUND_SUBMITTED)
    other.join(10)
    assert seen == [SelfCheckStatus.SUBMITTED]


def test_there_is_nothing_to_hold_where_there_is_no_round(any_store: Engine) -> None:
    with writing() as work:
        assert work.self_checks.lock(4711) is None
