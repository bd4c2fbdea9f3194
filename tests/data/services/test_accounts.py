"""Accounts and sign-ins, on both databases: who gets in, for how long, and what it costs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import bcrypt
import pytest
import time_machine
from conftest import count
from factories import PASSWORD, a_commune, a_person, audit_trail
from sqlalchemy import Engine, event, text

from data import settings as settings_module
from data.errors import NotAllowed, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Person, Role
from data.services import accounts
from data.storage.database import reading, writing

OWN = "Kastanie+Rad 7"
NEW = "lila Hefter im Flur"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "BCRYPT_COST", 4)


@pytest.fixture
def officer(any_store: Engine) -> int:
    return add_officer()


def add_officer(username: str = "Sach.Bearbeitung", **changes: object) -> int:
    with writing() as work:
        if work.communes.by_ags("09999001") is None:
            work.communes.add(a_commune())
            work.audit.record(AuditEvent.COMMUNE_ADDED)
    values = {"display_name": "Sachbearbeitung", "role": Role.OFFICER, "ags": "09999001", "password": OWN}
    return accounts.add_account(None, username=username, **{**values, **changes})  # type: ignore[arg-type]


def person_of(account_id: int) -> Person:
    with reading() as work:
        found = work.accounts.person(account_id)
    assert found is not None
    return found


def events() -> list[str]:
    with reading() as work:
        return [entry.event.value for entry in work.audit.newest()][::-1]


@contextmanager
def statements(on: Engine) -> Iterator[list[str]]:
    """Everything sent to the database within the block, without BEGIN and COMMIT."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(on, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(on, "before_cursor_execute", note)


@contextmanager
def hashes_checked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The cost of every password hash that was checked within the block."""
    costs: list[int] = []
    real = bcrypt.checkpw

    def checked(password: bytes, hashed: bytes) -> bool:
        costs.append(int(hashed.split(b"$")[2]))
        return real(password, hashed)

    with monkeypatch.context() as patched:
        patched.setattr(bcrypt, "checkpw", checked)
        yield costs


# --- passwords ---------------------------------------------------------------------------------------------------


def test_the_right_password_opens_the_account_whatever_the_case_of_the_name(officer: int) -> None:
    assert accounts.check_password("sach.bearbeitung", OWN, None) == officer
    assert accounts.check_password("  SACH.Bearbeitung ", OWN, None) == officer


@pytest.mark.parametrize("password", ["", "kastanie+rad 7", OWN + "x", "ä" * 80, "a\x00b"])
def test_any_other_password_does_not(officer: int, password: str) -> None:
    assert accounts.check_password("sach.bearbeitung", password, None) is None


def test_a_password_of_72_bytes_is_not_opened_by_a_longer_one_that_begins_alike(any_store: Engine) -> None:
    longest = "Kastanie" * 9  # 72 bytes, all that bcrypt looks at
    account_id = add_officer(password=longest)
    assert accounts.check_password("sach.bearbeitung", longest, None) == account_id
    assert accounts.check_password("sach.bearbeitung", longest + "x", None) is None


def test_every_attempt_costs_exactly_one_hash_of_the_same_cost(
    officer: int, any_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_officer("ausgeschaltet")
    accounts.switch_off(None, "ausgeschaltet")
    add_officer("vorführung", is_demo=True)
    for _ in range(5):
        accounts.check_password("gesperrt", "falsch", None)
    with hashes_checked(monkeypatch) as costs:
        for name, password in [
            ("sach.bearbeitung", OWN),
            ("sach.bearbeitung", "falsch"),
            ("gibt es nicht", "falsch"),
            ("ausgeschaltet", OWN),
            ("vorführung", OWN),
            ("gesperrt", "falsch"),
            ("sach.bearbeitung", "ä" * 80),
        ]:
            accounts.check_password(name, password, "192.0.2.7")
    assert costs == [4] * 7


def test_an_unknown_name_sends_the_same_statements_as_a_wrong_password(officer: int, any_store: Engine) -> None:
    with statements(any_store) as wrong:
        accounts.check_password("sach.bearbeitung", "falsch", "192.0.2.7")
    with statements(any_store) as unknown:
        accounts.check_password("gibt es nicht", "falsch", "192.0.2.7")
    assert wrong == unknown
    assert len(wrong) == 3  # the account, what is held against it, one more failure


def test_a_switched_off_account_opens_to_nobody(officer: int) -> None:
    accounts.switch_off(None, "sach.bearbeitung")
    assert accounts.check_password("sach.bearbeitung", OWN, None) is None
    accounts.switch_on(None, "sach.bearbeitung")
    assert accounts.check_password("sach.bearbeitung", OWN, None) == officer


def test_a_demo_account_opens_in_demo_mode_only(any_store: Engine, settings: pytest.MonkeyPatch) -> None:
    account_id = add_officer("leitung", password=PASSWORD, is_demo=True)
    assert accounts.check_password("leitung", PASSWORD, None) is None
    demo_mode(settings, on=True)
    assert accounts.check_password("leitung", PASSWORD, None) == account_id
    session_id, _ = accounts.begin_session(account_id)
    assert accounts.sign_in_of_session(session_id) is not None
    demo_mode(settings, on=False)
    assert accounts.sign_in_of_session(session_id) is None


def demo_mode(settings: pytest.MonkeyPatch, *, on: bool) -> None:
    settings.setenv("KOMPASS_DEMO", str(int(on)))
    settings_module.settings.cache_clear()


def test_the_published_names_are_offered_in_demo_mode_only(any_store: Engine, settings: pytest.MonkeyPatch) -> None:
    add_officer("leitung", password=PASSWORD, is_demo=True)
    add_officer("fachamt")  # a real account of that name is not offered
    assert accounts.demo_sign_ins() == ()
    demo_mode(settings, on=True)
    assert accounts.demo_sign_ins() == ("leitung",)


# --- failed attempts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sach.bearbeitung", "gibt es nicht"])
def test_after_five_failures_even_the_right_password_waits_30_seconds(officer: int, name: str) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        for _ in range(5):
            assert accounts.check_password(name, "falsch", None) is None
        assert accounts.check_password(name, OWN, None) is None
        clock.shift(29)
        assert accounts.check_password(name, OWN, None) is None
        clock.shift(1)
        assert accounts.check_password(name, OWN, None) == (officer if name == "sach.bearbeitung" else None)


def test_attempts_made_while_waiting_do_not_lengthen_the_wait(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        for _ in range(20):
            accounts.check_password("sach.bearbeitung", "falsch", None)
        clock.shift(30)
        assert accounts.check_password("sach.bearbeitung", OWN, None) == officer


def test_a_success_forgets_the_failures_of_the_name(officer: int) -> None:
    for _ in range(4):
        accounts.check_password("sach.bearbeitung", "falsch", None)
    assert accounts.check_password("sach.bearbeitung", OWN, None) == officer
    for _ in range(4):
        accounts.check_password("sach.bearbeitung", "falsch", None)
    assert accounts.check_password("sach.bearbeitung", OWN, None) == officer


def test_failures_are_forgotten_after_an_hour_without_one(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        for _ in range(4):
            accounts.check_password("sach.bearbeitung", "falsch", None)
        clock.shift(timedelta(hours=1, seconds=1))
        accounts.check_password("sach.bearbeitung", "falsch", None)  # the first of a new count, not the fifth
        assert accounts.check_password("sach.bearbeitung", OWN, None) == officer


def test_one_address_has_99_failures_free_because_a_town_hall_is_one_address(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        for number in range(99):
            accounts.check_password(f"name{number}", "falsch", "192.0.2.7")
        assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7") == officer
        accounts.check_password("name99", "falsch", "192.0.2.7")  # the hundredth; the success did not forget the others
        assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7") is None
        assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.8") == officer
        clock.shift(30)
        assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7") == officer


def test_a_town_hall_with_a_mistake_now_and_then_is_never_slowed_down(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 6, tzinfo=UTC), tick=False) as clock:
        for number in range(300):  # one every two minutes for ten hours, 30 in each hour: the fourth hour has 120
            accounts.check_password(f"name{number}", "falsch", "192.0.2.7")
            clock.shift(timedelta(minutes=2))
            if number % 50 == 49:
                assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7") == officer


def test_the_next_hour_begins_at_zero_for_an_address_and_not_for_a_name(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, 59, 50, tzinfo=UTC), tick=False) as clock:
        for number in range(100):
            accounts.check_password(f"name{number}", "falsch", "192.0.2.7")
        for _ in range(5):
            accounts.check_password("sach.bearbeitung", "falsch", None)
        assert accounts.check_password("name0", "falsch", "192.0.2.7") is None
        clock.shift(10)
        assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7") is None  # the name waits 30 s
        clock.shift(20)
        assert accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7") == officer


@pytest.mark.parametrize("name", ["a\x00b", "x" * 81, "x" * 100_000, "a\nb"])
def test_a_name_that_nobody_can_have_costs_one_hash_and_never_reaches_the_database(
    officer: int, any_store: Engine, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with statements(any_store) as sent, hashes_checked(monkeypatch) as costs:
        assert accounts.check_password(name, OWN, "192.0.2.7") is None
    assert costs == [4]
    assert not [statement for statement in sent if "FROM account" in statement]
    assert accounts.display_name_of(name) is None
    assert count(any_store, "sign_in_failure") == 2


def test_an_address_cannot_be_found_by_trying_all_without_the_key_of_the_installation(
    officer: int, any_store: Engine, settings: pytest.MonkeyPatch
) -> None:
    accounts.check_password("sach.bearbeitung", "falsch", "192.0.2.7")
    first = failure_keys(any_store)
    assert hashlib.sha256(b"u:sach.bearbeitung").hexdigest() not in first
    settings.setenv("KOMPASS_SECRET_KEY", "another key of another installation, 48 characters")
    settings_module.settings.cache_clear()
    accounts.check_password("sach.bearbeitung", "falsch", "192.0.2.7")
    assert len(failure_keys(any_store) - first) == 2


def failure_keys(on: Engine) -> set[str]:
    with on.connect() as connection:
        return set(connection.execute(text("SELECT key_hash FROM sign_in_failure")).scalars())


def test_neither_names_nor_addresses_are_stored_with_the_failures(officer: int, any_store: Engine) -> None:
    accounts.check_password("sach.bearbeitung", "falsch", "192.0.2.7")
    with any_store.connect() as connection:
        keys = connection.execute(text("SELECT key_hash FROM sign_in_failure")).scalars().all()
    assert sorted(len(key) for key in keys) == [64, 64]
    assert "sign" not in "".join(events())  # failed attempts are counted, not logged


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_session_stands_for_the_person_that_signed_in(officer: int) -> None:
    session_id, _ = accounts.begin_session(officer)
    sign_in = accounts.sign_in_of_session(session_id)
    assert sign_in is not None
    assert (sign_in.person.username, sign_in.person.role) == ("sach.bearbeitung", Role.OFFICER)
    assert sign_in.person.commune is not None
    assert sign_in.person.commune.ags == "09999001"
    assert accounts.sign_in_of_session("0" * 64) is None


def test_a_ticket_fetches_the_cookie_once(officer: int) -> None:
    session_id, ticket = accounts.begin_session(officer)
    assert not sign_in(session_id).has_cookie
    token = accounts.redeem_ticket(ticket)
    found = accounts.sign_in_of_cookie(token)
    assert found is not None
    assert (found.session_id, found.has_cookie) == (session_id, True)
    with pytest.raises(NotFound):
        accounts.redeem_ticket(ticket)
    with pytest.raises(NotFound):
        accounts.redeem_ticket("erfunden")


def test_a_ticket_is_worthless_after_a_minute(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        _, ticket = accounts.begin_session(officer)
        clock.shift(60)
        with pytest.raises(NotFound):
            accounts.redeem_ticket(ticket)


def test_the_database_holds_neither_cookie_nor_ticket_nor_password(officer: int, any_store: Engine) -> None:
    _, first = accounts.begin_session(officer)
    token = accounts.redeem_ticket(first)
    _, ticket = accounts.begin_session(officer)
    with any_store.connect() as connection:
        stored = "".join(
            str(connection.execute(text(f"SELECT * FROM {table}")).all())
            for table in ("login_session", "login_ticket", "account", "audit_entry", "sign_in_failure")
        )
    assert not [secret for secret in (token, ticket, OWN) if secret in stored]


def test_a_session_ends_eight_hours_after_sign_in_however_busy(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        session_id, _ = accounts.begin_session(officer)
        for _ in range(15):
            clock.shift(timedelta(minutes=30))
            sign_in(session_id)
        clock.shift(timedelta(minutes=29, seconds=59))
        assert sign_in(session_id).ends_at == datetime(2026, 3, 2, 16, tzinfo=UTC)
        clock.shift(1)
        assert accounts.sign_in_of_session(session_id) is None


def test_a_session_ends_after_an_hour_without_use(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        session_id, _ = accounts.begin_session(officer)
        clock.shift(timedelta(minutes=59))
        assert sign_in(session_id).ends_at == datetime(2026, 3, 2, 9, 59, tzinfo=UTC)
        clock.shift(timedelta(minutes=60))
        assert accounts.sign_in_of_session(session_id) is None


def test_a_mere_look_does_not_count_as_use(officer: int) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        session_id, _ = accounts.begin_session(officer)
        clock.shift(timedelta(minutes=59))
        assert accounts.sign_in_of_session(session_id, touch=False) is not None
        clock.shift(timedelta(minutes=1))
        assert accounts.sign_in_of_session(session_id) is None


def test_signing_out_ends_session_and_cookie_and_is_logged(officer: int) -> None:
    session_id, ticket = accounts.begin_session(officer)
    token = accounts.redeem_ticket(ticket)
    accounts.end_session(session_id)
    accounts.end_session(session_id)
    assert accounts.sign_in_of_session(session_id) is None
    assert accounts.sign_in_of_cookie(token) is None
    assert events()[-2:] == ["account.signed_in", "account.signed_out"]


def test_switching_an_account_off_ends_its_sessions(officer: int) -> None:
    session_id, ticket = accounts.begin_session(officer)
    token = accounts.redeem_ticket(ticket)
    accounts.switch_off(None, "sach.bearbeitung")
    assert accounts.sign_in_of_session(session_id) is None
    assert accounts.sign_in_of_cookie(token) is None
    with pytest.raises(NotAllowed):
        accounts.begin_session(officer)


def test_signing_out_everywhere_else_keeps_the_own_session(officer: int) -> None:
    own, _ = accounts.begin_session(officer)
    other, _ = accounts.begin_session(officer)
    assert accounts.end_other_sessions(person_of(officer), own) == 1
    assert accounts.sign_in_of_session(own) is not None
    assert accounts.sign_in_of_session(other) is None


def test_one_person_cannot_keep_or_end_another_persons_session(officer: int) -> None:
    second = add_officer("andere")
    own, _ = accounts.begin_session(officer)
    assert accounts.end_other_sessions(person_of(second), own) == 0
    assert accounts.sign_in_of_session(own) is not None


def test_old_sessions_tickets_and_failures_are_removed(officer: int, any_store: Engine) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        accounts.begin_session(officer)
        accounts.check_password("gibt es nicht", "falsch", None)
        clock.shift(timedelta(hours=8, seconds=1))
        kept, _ = accounts.begin_session(officer)
        accounts.remove_old_sign_ins()
        assert count(any_store, "login_session") == count(any_store, "login_ticket") == 1
        assert count(any_store, "sign_in_failure") == 0
        assert accounts.sign_in_of_session(kept) is not None


def sign_in(session_id: str) -> accounts.SignIn:
    found = accounts.sign_in_of_session(session_id)
    assert found is not None
    return found


# --- cost --------------------------------------------------------------------------------------------------------


def test_a_signed_in_run_costs_one_statement_and_a_second_once_a_minute(officer: int, any_store: Engine) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 8, tzinfo=UTC), tick=False) as clock:
        session_id, ticket = accounts.begin_session(officer)
        token = accounts.redeem_ticket(ticket)
        with statements(any_store) as sent:
            accounts.sign_in_of_session(session_id)
            accounts.sign_in_of_cookie(token)
        assert len(sent) == 2
        clock.shift(60)
        with statements(any_store) as sent:
            accounts.sign_in_of_session(session_id)
            accounts.sign_in_of_session(session_id)
        assert [statement.split()[0] for statement in sent] == ["SELECT", "UPDATE", "SELECT"]


def test_no_statement_of_sign_in_walks_through_a_table(officer: int, any_store: Engine) -> None:
    session_id, ticket = accounts.begin_session(officer)
    asked: list[tuple[str, object]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, parameters))

    event.listen(any_store, "before_cursor_execute", note)
    token = accounts.redeem_ticket(ticket)
    accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7")
    accounts.sign_in_of_session(session_id)
    accounts.sign_in_of_cookie(token)
    accounts.end_other_sessions(person_of(officer), session_id)
    accounts.end_session(session_id)
    event.remove(any_store, "before_cursor_execute", note)

    assert len(asked) >= 9
    sqlite = any_store.dialect.name == "sqlite"
    explain, walk = ("EXPLAIN QUERY PLAN", "SCAN ") if sqlite else ("EXPLAIN", "Seq Scan")
    with any_store.connect() as connection:
        if not sqlite:  # in almost empty tables PostgreSQL walks even where it has an index
            connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in asked:
            plan = str(connection.exec_driver_sql(f"{explain} {statement}", parameters).all())  # type: ignore[arg-type]
            assert walk not in plan, f"{statement}: {plan}"


@pytest.mark.parametrize("other_accounts", [10, 20_000])
def test_the_cost_of_signing_in_does_not_grow_with_the_accounts(store: Engine, other_accounts: int) -> None:
    add_officer()
    with store.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO account (username, display_name, role, commune_id, password_hash, token_version, active, "
                "is_demo, language, created_at) VALUES (:name, 'x', 'officer', 1, 'x', 1, 1, 0, 'de', '2026-01-01')"
            ),
            [{"name": f"name{number}"} for number in range(other_accounts)],
        )
    with statements(store) as sent:
        account_id = accounts.check_password("sach.bearbeitung", OWN, "192.0.2.7")
        assert account_id is not None
        session_id, ticket = accounts.begin_session(account_id)
        accounts.redeem_ticket(ticket)
        accounts.sign_in_of_session(session_id)
    assert len(sent) == 11


# --- changes -----------------------------------------------------------------------------------------------------


def test_a_new_password_ends_all_other_sessions_and_keeps_the_own(officer: int) -> None:
    own, ticket = accounts.begin_session(officer)
    token = accounts.redeem_ticket(ticket)
    other, other_ticket = accounts.begin_session(officer)
    other_token = accounts.redeem_ticket(other_ticket)
    accounts.change_password(person_of(officer), OWN, NEW, address=None, kept_session_id=own)
    assert accounts.sign_in_of_session(own) is not None
    assert accounts.sign_in_of_cookie(token) is not None
    assert accounts.sign_in_of_session(other) is None
    assert accounts.sign_in_of_cookie(other_token) is None
    assert accounts.check_password("sach.bearbeitung", OWN, None) is None
    assert accounts.check_password("sach.bearbeitung", NEW, None) == officer
    assert "account.password_changed" in events()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("falsch", NEW, "password_wrong"), (OWN, "kurz", "password_too_short"), (OWN, OWN, "password_unchanged")],
)
def test_a_password_changes_only_with_the_old_one_to_a_good_one(officer: int, old: str, new: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        accounts.change_password(person_of(officer), old, new, address=None, kept_session_id=None)
    assert refused.value.code == code
    assert accounts.check_password("sach.bearbeitung", OWN, None) == officer


def test_wrong_old_passwords_count_like_failed_sign_ins(officer: int) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="password_wrong"):
            accounts.change_password(person_of(officer), "falsch", NEW, address=None, kept_session_id=None)
    assert accounts.check_password("sach.bearbeitung", OWN, None) is None


def test_an_account_is_added_with_its_audit_entry(any_store: Engine) -> None:
    account_id = add_officer()
    with reading() as work:
        newest = work.audit.newest()[0]
    assert (newest.event, newest.subject, newest.details, newest.account_id) == (
        AuditEvent.ACCOUNT_ADDED,
        f"account:{account_id}",
        "role=officer",
        None,
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "x"}, "username_invalid"),
        ({"display_name": " "}, "display_name_length"),
        ({"display_name": "x" * 121}, "display_name_length"),
        ({"display_name": "a\x00b"}, "display_name_length"),  # PostgreSQL cannot store it
        ({"password": "zu kurz"}, "password_too_short"),
        ({"password": PASSWORD}, "password_too_easy"),  # the published demo password is for demo accounts only
        ({"ags": None}, "role_needs_commune"),
        ({"role": Role.PLATFORM}, "platform_has_no_commune"),
        ({"ags": "01234567"}, "commune_not_found"),
        ({"username": "SACH.bearbeitung"}, "username_in_use"),
    ],
)
def test_an_account_that_breaks_a_rule_is_not_added(
    officer: int, any_store: Engine, changes: dict[str, object], code: str
) -> None:
    with pytest.raises((Refused, NotFound)) as refused:
        add_officer(**{"username": "neu", **changes})  # type: ignore[arg-type]
    assert refused.value.code == code
    assert count(any_store, "account") == 1


@pytest.mark.parametrize("role", [Role.MAYOR, Role.OFFICER, Role.STEERING, Role.CONTRIBUTOR])
def test_only_the_platform_team_and_the_operator_manage_accounts(officer: int, any_store: Engine, role: Role) -> None:
    acting = a_person(role)
    with pytest.raises(NotAllowed):
        accounts.add_account(acting, username="neu", display_name="Neu", role=role, ags="09999001", password=OWN)
    with pytest.raises(NotAllowed):
        accounts.switch_off(acting, "sach.bearbeitung")
    assert count(any_store, "account") == 1
    accounts.switch_off(a_person(Role.PLATFORM), "sach.bearbeitung")


def test_switching_off_and_on_is_logged_with_the_commune(officer: int) -> None:
    accounts.switch_off(None, "sach.bearbeitung")
    accounts.switch_on(a_person(Role.PLATFORM, account_id=officer), "sach.bearbeitung")
    assert audit_trail()[-2:] == [
        ("account.switched_off", None, 1, f"account:{officer}", ""),
        ("account.switched_on", officer, 1, f"account:{officer}", ""),
    ]


def test_switching_off_an_unknown_account_says_so(any_store: Engine) -> None:
    with pytest.raises(NotFound, match="account_not_found"):
        accounts.switch_off(None, "gibt es nicht")


def test_the_chosen_language_is_kept(officer: int) -> None:
    accounts.set_language(person_of(officer), "en")
    assert person_of(officer).language == "en"
    with pytest.raises(Refused, match="language_unknown"):
        accounts.set_language(person_of(officer), "tlh")
