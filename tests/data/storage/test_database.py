"""One action is one transaction with its audit entry."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT, count
from factories import a_commune, a_person, replies_to_all, stored_commune, stored_person, stored_round
from postgresql import PostgreSQL
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from data import settings as settings_module
from data.model.audit import AuditEvent
from data.services.self_checks import own_round
from data.storage import database, migrations
from data.storage.database import reading, writing


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


# Several at once.


def test_one_look_sees_one_state_however_often_it_looks(any_store: Engine) -> None:
    with reading() as work:
        assert work.communes.all() == []
        stored_commune()
        assert work.communes.all() == []
    with reading() as work:
        assert len(work.communes.all()) == 1


def test_who_reads_a_round_does_not_wait_for_who_writes_it(any_store: Engine) -> None:
    commune = stored_commune()
    round_ = stored_round(commune, replies_to_all())
    acting = a_person(commune=commune)

    def look() -> int:
        with reading() as work:
            return own_round(work, acting, round_.id).revision

    with ThreadPoolExecutor(1) as other, writing() as work:
        own_round(work, acting, round_.id)
        assert other.submit(look).result(timeout=3) == 1


def test_who_writes_a_round_holds_it_against_others_who_write(any_store: Engine) -> None:
    commune = stored_commune()
    round_ = stored_round(commune, replies_to_all())
    acting = a_person(commune=commune)
    there = threading.Event()

    def write() -> None:
        with writing() as work:
            own_round(work, acting, round_.id)
            there.set()

    with ThreadPoolExecutor(1) as other:
        with writing() as work:
            own_round(work, acting, round_.id)
            waiting = other.submit(write)
            assert not there.wait(0.3)
        waiting.result(timeout=5)
    assert there.is_set()


def test_who_wants_to_be_alone_waits_for_the_other_who_does(any_store: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)  # other writers of SQLite would give up at once
    there = threading.Event()

    def second() -> None:
        with writing(alone=True):
            there.set()

    with ThreadPoolExecutor(1) as other:
        with writing(alone=True):
            waiting = other.submit(second)
            assert not there.wait(0.3)
        waiting.result(timeout=5)
    assert there.is_set()


FIRST_START = """
import sys
from data.storage.migrations import migrate
print("ready", flush=True)
sys.stdin.readline()
print(migrate())
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_several_first_starts_at_once_make_one_database(
    kind: str, settings: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: PostgreSQL = request.getfixturevalue("postgresql_server")
    if kind == "postgresql":
        settings.setenv("KOMPASS_DATABASE_URL", server.create_database("first_starts"))
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_START],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for start in starts:
        assert start.stdout is not None
        assert start.stdout.readline() == "ready\n"
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("\n")
        start.stdin.flush()
    told = [start.communicate(timeout=60) for start in starts]
    assert told == [(f"{migrations.newest_revision()}\n", "")] * 4
    if kind == "postgresql":
        server.drop_database("first_starts")


# Who may see what is stored.


def mode_of(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_the_data_folder_and_the_database_are_closed_to_other_users(
    settings: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    database.engine.cache_clear()
    migrations.migrate()
    with database.engine().connect() as connection:
        connection.execute(text("SELECT 1 FROM alembic_version"))
        folder = tmp_path / "var"
        names = sorted(path.name for path in folder.iterdir())
        assert names == ["kompass.db", "kompass.db-shm", "kompass.db-wal"]
        assert {mode_of(path) for path in folder.iterdir()} == {"0o600"}
    assert mode_of(folder) == "0o700"
    database.engine().dispose()


def test_an_open_folder_and_database_of_an_earlier_version_are_closed(store: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    store.dispose()
    folder.chmod(0o755)
    (folder / "kompass.db").chmod(0o644)
    database.engine.cache_clear()
    stored_commune()
    assert (mode_of(folder), mode_of(folder / "kompass.db")) == ("0o700", "0o600")
    database.engine().dispose()


def test_a_folder_that_all_users_share_is_left_as_it_is(settings: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shared = tmp_path / "var"
    shared.mkdir()
    shared.chmod(0o1777)
    settings_module.settings().private_data_dir()
    assert mode_of(shared) == "0o1777"


def test_an_error_of_the_database_does_not_repeat_what_should_be_stored(any_store: Engine) -> None:
    with pytest.raises(IntegrityError) as failed:
        stored_person(commune_id=4711, password_hash="geheim")
    assert "account" in str(failed.value)
    assert "geheim" not in str(failed.value)


def test_a_locked_database_is_out_of_reach_and_a_wrong_statement_is_not(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0)
    with writing(), pytest.raises(OperationalError, match="locked") as locked, writing():
        pass
    with store.connect() as connection, pytest.raises(OperationalError) as wrong:
        connection.execute(text("SELECT * FROM nowhere"))
    assert database.is_out_of_reach(locked.value)
    assert not database.is_out_of_reach(wrong.value)


STOPS_BY = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchone()[0]); c.close()"
)


def test_a_command_that_comes_and_goes_while_the_server_runs_loses_nothing_of_what_the_server_writes(
    store: Engine,
) -> None:
    # Whoever opens and closes the file beside SQLite gives up the locks of the whole process: the next command then
    # takes itself for the last, removes the log beside the database, and the server writes on into a file without name.
    def asked_by_a_command() -> str:
        command = [sys.executable, "-c", STOPS_BY, str(store.url.database), "SELECT count(*) FROM commune"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    with store.connect() as first, store.connect() as second:  # both stay open when they are given back
        assert [found.execute(text("SELECT count(*) FROM commune")).scalar() for found in (first, second)] == [0, 0]
    assert asked_by_a_command() == "0"
    stored_commune()
    assert asked_by_a_command() == "1"
