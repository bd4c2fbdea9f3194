"""The audit log, on both databases: added to and read, never changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from data.model.audit import AuditEntry, AuditEvent
from data.storage.audit_log import AuditLog
from data.storage.database import reading, writing

AT = datetime(2026, 11, 23, 9, 30, 15, 250_000, tzinfo=UTC)


def test_an_entry_comes_back_as_it_was_written(any_store: Engine) -> None:
    with writing() as work:
        work.audit.record(
            AuditEvent.ROUND_BEGUN,
            account_id=7,
            commune_id=3,
            subject="self_check:12",
            details="catalogue=2021-07",
            at=AT,
        )
    with reading() as work:
        assert work.audit.newest() == [
            AuditEntry(1, AT, 7, 3, AuditEvent.ROUND_BEGUN, "self_check:12", "catalogue=2021-07")
        ]


def test_without_a_moment_it_is_now_in_utc(any_store: Engine) -> None:
    before = datetime.now(UTC)
    with writing() as work:
        work.audit.record(AuditEvent.DEMO_CREATED)
    with reading() as work:
        (entry,) = work.audit.newest()
    assert before <= entry.at <= datetime.now(UTC)
    assert entry.at.tzinfo is UTC
    assert (entry.account_id, entry.commune_id, entry.subject, entry.details) == (None, None, "", "")


def test_the_newest_come_first_of_one_commune_or_of_all_up_to_a_number(any_store: Engine) -> None:
    with writing() as work:
        for number in range(6):
            work.audit.record(AuditEvent.SIGNED_IN, commune_id=number % 2, subject=str(number), at=AT)
    with reading() as work:
        assert [entry.subject for entry in work.audit.newest()] == ["5", "4", "3", "2", "1", "0"]
        assert [entry.subject for entry in work.audit.newest(commune_id=1)] == ["5", "3", "1"]
        assert [entry.subject for entry in work.audit.newest(commune_id=0, limit=2)] == ["4", "2"]
        assert work.audit.newest(commune_id=9) == []


@pytest.mark.parametrize("event", AuditEvent)
def test_every_kind_of_entry_fits_its_column_and_is_read_back(event: AuditEvent, store: Engine) -> None:
    assert len(event.value) <= 40  # PostgreSQL would refuse a longer one
    with writing() as work:
        work.audit.record(event)
    with reading() as work:
        assert work.audit.newest()[0].event is event


def test_there_is_no_way_to_change_or_remove_an_entry() -> None:
    assert {name for name in vars(AuditLog) if not name.startswith("_")} == {"record", "newest"}
