"""Sign-ins under many hands at once, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from factories import a_commune
from sqlalchemy import Engine

from data.model.audit import AuditEvent
from data.model.people import Role
from data.storage.database import reading, writing

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at_once(action: Callable[[int], object], times: int) -> list[object]:
    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(action, range(times)))


def test_failures_at_the_same_moment_are_all_counted(any_store: Engine) -> None:
    def fail(_number: int) -> None:
        with writing() as work:
            work.sign_ins.count_failure(["name", "address"], NOW, NOW - HOUR)

    at_once(fail, 80)
    with reading() as work:
        held = work.sign_ins.failed_attempts(["name", "address", "other"])
    assert {key: attempts.failures for key, attempts in held.items()} == {"name": 80, "address": 80}


def test_a_count_older_than_allowed_begins_anew(any_store: Engine) -> None:
    with writing() as work:
        for _ in range(3):
            work.sign_ins.count_failure(["name"], NOW, NOW - HOUR)
    later = NOW + HOUR + timedelta(seconds=1)
    with writing() as work:
        work.sign_ins.count_failure(["name"], later, later - HOUR)
    with reading() as work:
        attempts = work.sign_ins.failed_attempts(["name"])["name"]
    assert (attempts.failures, attempts.last_at) == (1, later)


def test_of_many_browsers_with_one_ticket_only_one_gets_the_cookie(any_store: Engine) -> None:
    with writing() as work:
        commune = work.communes.add(a_commune())
        account_id = work.accounts.add(
            username="a", display_name="A", role=Role.OFFICER, commune_id=commune.id, password_hash="x",
            is_demo=False, created_at=NOW,
        )  # fmt: skip
        work.sign_ins.begin("session", account_id, 1, NOW, NOW + HOUR)
        work.sign_ins.add_ticket("ticket", "session", NOW + HOUR)
        work.audit.record(AuditEvent.ACCOUNT_ADDED)

    def redeem(number: int) -> bool:
        with writing() as work:
            return work.sign_ins.use_ticket("ticket", f"cookie {number}", NOW)

    assert at_once(redeem, 16).count(True) == 1
