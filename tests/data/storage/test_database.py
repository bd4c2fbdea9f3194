"""One action is one transaction with its audit entry."""

from datetime import UTC, datetime

import pytest
from conftest import count
from sqlalchemy import Engine

from data.model.audit import AuditEvent
from data.storage.database import reading, writing
from factories import a_commune


def test_a_write_with_its_audit_entry_is_kept(any_store: Engine) -> None:
    with writing() as work:
        work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    with reading() as work:
        assert [commune.ags for commune in work.communes.all()] == ["09999001"]
        assert [entry.event for entry in work.audit.newest()] == [AuditEvent.COMMUNE_ADDED]


def test_a_write_without_an_audit_entry_is_undone(any_store: Engine) -> None:
    with pytest.raises(RuntimeError, match="without an audit entry: commune"), writing() as work:
        work.communes.add(a_commune())
    assert count(any_store, "commune") == 0


def test_a_failure_leaves_neither_change_nor_entry(any_store: Engine) -> None:
    with pytest.raises(ValueError, match="stop"), writing() as work:
        work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
        raise ValueError("stop")
    assert count(any_store, "commune") == 0
    assert count(any_store, "audit_entry") == 0


def test_nothing_can_be_written_while_reading(any_store: Engine) -> None:
    with pytest.raises(RuntimeError, match="written while reading"), reading() as work:
        work.communes.add(a_commune())
    assert count(any_store, "commune") == 0


def test_moments_come_back_in_utc(any_store: Engine) -> None:
    moment = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    with writing() as work:
        work.audit.record(AuditEvent.DEMO_CREATED, at=moment)
    with reading() as work:
        assert work.audit.newest()[0].at == moment
