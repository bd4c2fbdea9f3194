"""Accounts in the database, on both: one at a time, found whatever the case of the name."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import count
from factories import a_commune
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.people import Person, Role
from data.storage.database import reading, writing

NEW_ACCOUNT: dict[str, Any] = {
    "display_name": "Kim Beispiel",
    "role": Role.OFFICER,
    "commune_id": None,
    "password_hash": "hash",
    "is_demo": False,
    "created_at": datetime(2026, 1, 1, tzinfo=UTC),
}


def add(username: str = "Sach.Bearbeitung", role: Role = Role.OFFICER, commune_id: int | None = None) -> int:
    with writing() as work:
        account_id = work.accounts.add(**{**NEW_ACCOUNT, "role": role, "commune_id": commune_id}, username=username)
        work.audit.record(AuditEvent.ACCOUNT_ADDED)
    return account_id


def a_stored_commune_id() -> int:
    with writing() as work:
        added = work.communes.add(a_commune())
        work.audit.record(AuditEvent.COMMUNE_ADDED)
    return added.id


def test_a_new_account_is_active_and_found_whatever_the_case_of_its_name(any_store: Engine) -> None:
    account_id = add("Straßen.AMT")
    with reading() as work:
        found = work.accounts.credentials("STRASSEN.amt")
        assert found is not None
        assert (found.account_id, found.username, found.password_hash) == (account_id, "strassen.amt", "hash")
        assert (found.token_version, found.active, found.is_demo) == (1, True, False)
        assert work.accounts.credentials_by_id(account_id) == found


def test_a_name_is_stored_once_whatever_its_case(any_store: Engine) -> None:
    add("amt")
    with pytest.raises(Refused, match=r"username_in_use .username=AMT."):
        add("AMT")


def test_of_two_accounts_of_one_name_added_at_the_same_moment_one_is_told_that_it_is_in_use(any_store: Engine) -> None:
    at_once = threading.Barrier(2)

    def told(_number: int) -> str:
        at_once.wait(10)
        try:
            add("amt")
        except Refused as refused:
            return refused.code
        return "added"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(told, range(2))) == ["added", "username_in_use"]


def test_a_name_that_another_transaction_takes_meanwhile_is_refused_and_the_work_can_go_on(
    postgresql_store: Engine,
) -> None:
    # On PostgreSQL an insert sees no other transaction's row and then fails: the rest must not be lost with it.
    with writing() as work:
        assert work.accounts.credentials("amt") is None
        add("amt")
        with pytest.raises(Refused, match="username_in_use"):
            work.accounts.add(**NEW_ACCOUNT, username="amt")
        work.accounts.add(**NEW_ACCOUNT, username="anderes")
        work.audit.record(AuditEvent.ACCOUNT_ADDED)
    assert count(postgresql_store, "account") == 2


def test_a_person_comes_with_the_commune_and_the_platform_team_without(any_store: Engine) -> None:
    officer, platform = add("amt", commune_id=a_stored_commune_id()), add("haus", Role.PLATFORM)
    with reading() as work:
        commune = work.communes.by_ags("09999001")
        assert work.accounts.person(officer) == Person(officer, "amt", "Kim Beispiel", Role.OFFICER, commune, "de")
        assert work.accounts.person(platform) == Person(platform, "haus", "Kim Beispiel", Role.PLATFORM, None, "de")


def test_a_switched_off_account_is_nobody(any_store: Engine) -> None:
    account_id = add()
    with writing() as work:
        work.accounts.set_active(account_id, False)
        work.audit.record(AuditEvent.ACCOUNT_SWITCHED_OFF)
    with reading() as work:
        assert work.accounts.person(account_id) is None
        found = work.accounts.credentials_by_id(account_id)
        assert found is not None and (found.active, found.token_version) == (False, 2)


@pytest.mark.parametrize("change", ["password", "active"])
def test_a_new_password_and_a_switch_end_every_sign_in(change: str, any_store: Engine) -> None:
    account_id, other = add("amt"), add("anderes")
    with writing() as work:
        if change == "password":
            work.accounts.set_password_hash(account_id, "new hash")
        else:
            work.accounts.set_active(account_id, True)
        work.audit.record(AuditEvent.ACCOUNT_PASSWORD_CHANGED)
    with reading() as work:
        versions = [work.accounts.credentials_by_id(each).token_version for each in (account_id, other)]  # type: ignore[union-attr]
    assert versions == [2, 1]


def test_a_language_is_remembered_and_ends_no_sign_in(any_store: Engine) -> None:
    account_id = add()
    with writing() as work:
        work.accounts.set_language(account_id, "en")
        work.audit.record(AuditEvent.ACCOUNT_LANGUAGE_CHANGED)
    with reading() as work:
        person, found = work.accounts.person(account_id), work.accounts.credentials_by_id(account_id)
    assert person is not None and found is not None
    assert (person.language, found.token_version) == ("en", 1)


def test_demo_accounts_are_told_from_real_ones(any_store: Engine) -> None:
    with writing() as work:
        work.accounts.add(**{**NEW_ACCOUNT, "is_demo": True}, username="leitung")
        work.audit.record(AuditEvent.ACCOUNT_ADDED)
        assert not work.accounts.any_real()
    add()
    with reading() as work:
        assert work.accounts.any_real()


def test_an_account_needs_a_commune_that_exists(any_store: Engine) -> None:
    with pytest.raises(IntegrityError):
        add(commune_id=4711)
