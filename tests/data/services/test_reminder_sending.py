"""Mails: only who wished for them, once a week, whatever runs twice or fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import audit_trail, stored_commune, stored_person
from mail_servers import SENDER, Mailbox, mail_server
from plans import stored_measure
from running_server import free_port
from sqlalchemy import Engine, text

from data import settings as settings_module
from data.errors import NotAllowed, Refused
from data.model.people import Commune, Person, Role
from data.model.plan import MeasureStatus
from data.model.reminders import Sending, SendingFailure
from data.services import accounts, reminder_mails
from data.services.reminder_sending import send_due
from data.storage.database import reading

WISHED, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 5, tzinfo=UTC)


@pytest.fixture
def box(settings: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mail_server(settings) as made:
        yield made


@pytest.fixture
def town(any_store: Engine, box: Mailbox) -> Commune:
    made = stored_commune()
    stored_measure(made, title="Kurse", status=MeasureStatus.RUNNING, due_on=MONDAY - timedelta(days=3))
    return made


def someone(town: Commune, name: str = "kim", role: Role = Role.STEERING) -> Person:
    """Somebody who wished for mails on Mondays."""
    person = stored_person(role, town, username=name)
    reminder_mails.wish_for(person, f"{name}@example.org", 0, WISHED)
    return person


def sent_on(person: Person) -> date | None:
    with reading() as work:
        wish = work.reminders.mail_wish(person.account_id)
    assert wish is not None
    return wish.sent_on


def test_what_goes_out_is_exactly_what_the_preview_showed(town: Commune, box: Mailbox) -> None:
    kim = someone(town)
    preview = reminder_mails.state(kim, MONDAY).letter
    assert send_due(MONDAY, NOW) == Sending(sent=1)
    ((to, mail),) = box.taken
    assert preview is not None
    assert (to, mail["Subject"]) == ("kim@example.org", preview.subject)
    assert mail.get_content().replace("\r\n", "\n") == preview.text
    assert preview.subject == "Kompass 2035: 1 überfällig"
    assert "- Maßnahme fällig: Kurse (seit 3 Tagen, Fr. 27.11.2026)" in preview.text


def test_who_wished_for_none_gets_none(town: Commune, box: Mailbox) -> None:
    stored_person(Role.MAYOR, town)
    assert send_due(MONDAY, NOW) == Sending()
    assert box.taken == []


def test_a_second_run_of_the_week_sends_nothing_and_the_next_week_does(town: Commune, box: Mailbox) -> None:
    someone(town)
    days = [MONDAY + timedelta(days=each) for each in range(8)]
    assert [send_due(day, NOW).sent for day in days] == [1, 0, 0, 0, 0, 0, 0, 1]
    assert len(box.taken) == 2


def test_of_runs_at_the_same_moment_one_sends_each_mail(town: Commune, box: Mailbox) -> None:
    for name in ("kim", "alex", "robin"):
        someone(town, name)
    with ThreadPoolExecutor(4) as runs:
        told = list(runs.map(lambda _run: send_due(MONDAY, NOW), range(4)))
    assert sum(each.sent for each in told) == 3
    assert sorted(to for to, _ in box.taken) == ["alex@example.org", "kim@example.org", "robin@example.org"]


def test_a_mailbox_that_is_refused_stops_nobody_else_and_is_tried_again(town: Commune, box: Mailbox) -> None:
    alex, kim, robin = (someone(town, name) for name in ("alex", "kim", "robin"))
    box.refused.add("kim@example.org")
    told = send_due(MONDAY, NOW)
    assert told == Sending(sent=2, failures=(SendingFailure(kim.account_id, "recipient_refused"),))
    assert (sent_on(alex), sent_on(kim), sent_on(robin)) == (MONDAY, None, MONDAY)
    box.refused.clear()
    assert send_due(MONDAY + timedelta(days=1), NOW) == Sending(sent=1)


def test_a_mail_that_may_have_arrived_is_not_sent_again(town: Commune, box: Mailbox) -> None:
    kim = someone(town)
    box.breaks_off = True
    assert send_due(MONDAY, NOW).failures == (SendingFailure(kim.account_id, "connection_broken"),)
    box.breaks_off = False
    assert sent_on(kim) == MONDAY
    assert send_due(MONDAY, NOW) == Sending()


def test_when_no_server_answers_everybody_keeps_their_turn_and_it_is_tried_once(
    town: Commune, settings: pytest.MonkeyPatch
) -> None:
    people = [someone(town, name) for name in ("kim", "alex")]
    settings.setenv("KOMPASS_SMTP_PORT", str(free_port()))
    settings_module.settings.cache_clear()
    told = send_due(MONDAY, NOW)
    assert told.failures == tuple(SendingFailure(person.account_id, "server_not_reachable") for person in people)
    assert [sent_on(person) for person in people] == [None, None]


def test_the_trouble_of_one_person_is_nobody_elses(
    town: Commune, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim, alex = someone(town, "kim"), someone(town, "alex")
    asked = reminder_mails.reminders.digest

    def broken(person: Person, *rest: object) -> object:
        if person.account_id == kim.account_id:
            raise ZeroDivisionError("kim@example.org")
        return asked(person, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reminder_mails.reminders, "digest", broken)
    told = send_due(MONDAY, NOW)
    assert told == Sending(sent=1, failures=(SendingFailure(kim.account_id, "ZeroDivisionError"),))
    assert sent_on(alex) == MONDAY and "example" not in told.as_sentence() + str(told.as_dict())


def test_a_week_in_which_nothing_is_due_brings_no_mail(any_store: Engine, box: Mailbox) -> None:
    kim = someone(stored_commune())
    assert reminder_mails.state(kim, MONDAY).letter is None
    assert send_due(MONDAY, NOW) == Sending(nothing_due=1)
    assert box.taken == [] and sent_on(kim) == MONDAY


def test_a_dry_run_counts_and_sends_and_stores_nothing(town: Commune, box: Mailbox) -> None:
    kim = someone(town)
    before = len(audit_trail())
    assert send_due(MONDAY, NOW, dry_run=True) == Sending(sent=1, dry_run=True)
    assert (box.taken, sent_on(kim), audit_trail(but=before)) == ([], None, [])


def test_who_is_switched_off_or_took_the_wish_back_gets_none(town: Commune, box: Mailbox) -> None:
    gone, off = someone(town, "kim"), someone(town, "alex")
    reminder_mails.end_wish(gone)
    accounts.switch_off(None, off.username)
    assert send_due(MONDAY, NOW) == Sending()


def test_the_address_is_forgotten_with_the_wish(town: Commune, any_store: Engine) -> None:
    kim = someone(town)
    reminder_mails.end_wish(kim)
    assert reminder_mails.state(kim, MONDAY).wish is None
    with any_store.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM reminder_mail")).scalar_one() == 0


def test_neither_the_audit_log_nor_any_other_log_holds_an_address_or_what_is_written(
    town: Commune, box: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before = len(audit_trail())
    kim = someone(town)
    box.refused.add("kim@example.org")
    send_due(MONDAY, NOW)
    reminder_mails.end_wish(kim)
    reminder_mails.end_wish(kim)
    who = (kim.account_id, town.id, f"account:{kim.account_id}")
    assert [entry for entry in audit_trail(but=before) if entry[0] != "account.added"] == [
        ("account.reminders_wished", *who, "weekday=0"),
        ("reminder.claimed", *who, ""),
        ("reminder.failed", *who, "recipient_refused"),
        ("account.reminders_ended", *who, ""),
    ]
    own_log = [record for record in caplog.records if not record.name.startswith(("mail.", "asyncio"))]
    assert not [record for record in own_log if "kim@" in record.getMessage() or "Kurse" in record.getMessage()]


@pytest.mark.parametrize("address", ["kim", "kim@example.org\nBcc: x@example.org"])
def test_what_is_no_address_is_refused_and_stores_nothing(address: str, town: Commune) -> None:
    kim = stored_person(Role.STEERING, town, username="kim")
    with pytest.raises(Refused, match="mail_address_invalid"):
        reminder_mails.wish_for(kim, address, 0, WISHED)
    assert reminder_mails.state(kim, MONDAY).wish is None


def test_without_a_mail_server_nobody_can_wish_and_nothing_is_sent(any_store: Engine) -> None:
    kim = stored_person(Role.STEERING, stored_commune())
    assert not reminder_mails.state(kim, MONDAY).offered
    with pytest.raises(Refused, match="mails_not_offered"):
        reminder_mails.wish_for(kim, "kim@example.org", 0, WISHED)
    with pytest.raises(Refused, match="mails_not_configured"):
        send_due(MONDAY, NOW)


def test_accounts_of_the_demo_which_everybody_may_use_send_nothing(
    any_store: Engine, box: Mailbox, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("KOMPASS_DEMO", "1")
    settings_module.settings.cache_clear()
    with pytest.raises(Refused, match="mails_not_offered"):
        reminder_mails.wish_for(stored_person(Role.STEERING, stored_commune()), "kim@example.org", 0, WISHED)


def test_the_platform_team_gets_no_mails(any_store: Engine, box: Mailbox) -> None:
    with pytest.raises(NotAllowed):
        reminder_mails.wish_for(stored_person(Role.PLATFORM), "team@example.org", 0, WISHED)
    assert SENDER not in str(box.taken)
