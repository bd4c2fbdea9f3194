"""Calendar links and wishes for mails in the database: one of each per account."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import count
from factories import stored_commune, stored_person
from sqlalchemy import Engine

from data.model.audit import AuditEvent
from data.model.people import Person, Role
from data.model.reminders import MailWish
from data.services import accounts
from data.storage.database import UnitOfWork, reading, writing

NOW, TODAY = datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 11, 23)


def changed(change: Callable[[UnitOfWork], object]) -> object:
    with writing() as work:
        given = change(work)
        work.audit.record(AuditEvent.REMINDERS_WISHED)
    return given


def found(token_hash: str, *, demo: bool = False) -> Person | None:
    with reading() as work:
        pair = work.reminders.person_of_link(token_hash, demo=demo)
    return pair[1] if pair else None


@pytest.fixture
def steering(any_store: Engine) -> Person:
    return stored_person(Role.STEERING, stored_commune())


def test_a_link_leads_to_whose_it_is_and_the_one_before_to_nobody(any_store: Engine, steering: Person) -> None:
    changed(lambda work: work.reminders.set_link(steering.account_id, "first", NOW))
    assert found("first") == steering
    changed(lambda work: work.reminders.set_link(steering.account_id, "second", NOW + timedelta(hours=1)))
    assert (found("first"), found("second")) == (None, steering)
    assert count(any_store, "calendar_link") == 1
    with reading() as work:
        assert work.reminders.link_made_at(steering.account_id) == NOW + timedelta(hours=1)


def test_a_link_that_was_ended_leads_to_nobody(steering: Person) -> None:
    changed(lambda work: work.reminders.set_link(steering.account_id, "first", NOW))
    changed(lambda work: work.reminders.remove_link(steering.account_id))
    assert found("first") is None


def test_the_link_of_an_account_that_is_switched_off_leads_to_nobody(steering: Person) -> None:
    changed(lambda work: work.reminders.set_link(steering.account_id, "first", NOW))
    accounts.switch_off(None, steering.username)
    assert found("first") is None


def test_the_link_of_a_demo_account_counts_in_demo_mode_only(any_store: Engine) -> None:
    person = stored_person(Role.STEERING, stored_commune(), is_demo=True)
    changed(lambda work: work.reminders.set_link(person.account_id, "first", NOW))
    assert (found("first"), found("first", demo=True)) == (None, person)


def test_a_link_is_not_stored_without_an_audit_entry(steering: Person) -> None:
    with pytest.raises(RuntimeError, match="calendar_link"), writing() as work:
        work.reminders.set_link(steering.account_id, "first", NOW)


def test_a_wish_for_mails_is_kept_changed_and_forgotten_with_its_address(steering: Person) -> None:
    me = steering.account_id
    changed(lambda work: work.reminders.set_mail_wish(me, "kim@example.org", 0, TODAY))
    changed(lambda work: work.reminders.set_mail_wish(me, "amt@example.org", 3, TODAY + timedelta(days=1)))
    with reading() as work:
        wishes = work.reminders.mail_wishes()
    assert wishes == [MailWish(me, "amt@example.org", 3, TODAY + timedelta(days=1))]
    changed(lambda work: work.reminders.remove_mail_wish(me))
    with reading() as work:
        assert (work.reminders.mail_wish(me), work.reminders.mail_wishes()) == (None, [])


def test_who_is_switched_off_gets_no_mail(steering: Person) -> None:
    changed(lambda work: work.reminders.set_mail_wish(steering.account_id, "kim@example.org", 0, TODAY))
    accounts.switch_off(None, steering.username)
    with reading() as work:
        assert work.reminders.mail_wishes() == []


def test_of_many_runs_at_the_same_moment_one_deals_with_the_mail(steering: Person) -> None:
    me = steering.account_id
    changed(lambda work: work.reminders.set_mail_wish(me, "kim@example.org", 0, TODAY))

    def claimed(_run: int) -> bool:
        with writing() as work:
            wish = work.reminders.mail_wish(me, hold=True)
            if wish is None or wish.sent_on is not None:
                return False
            work.reminders.note_mail(me, TODAY)
            work.audit.record(AuditEvent.REMINDER_CLAIMED)
        return True

    with ThreadPoolExecutor(6) as runs:
        assert sorted(runs.map(claimed, range(6))) == [False] * 5 + [True]


def test_another_address_forgets_nothing_of_when_the_last_mail_was_sent(steering: Person) -> None:
    me = steering.account_id
    changed(lambda work: work.reminders.set_mail_wish(me, "kim@example.org", 0, TODAY))
    changed(lambda work: work.reminders.note_mail(me, TODAY))
    changed(lambda work: work.reminders.set_mail_wish(me, "neu@example.org", 0, TODAY))
    with reading() as work:
        assert work.reminders.mail_wish(me) == MailWish(me, "neu@example.org", 0, TODAY, sent_on=TODAY)
