"""Engine and unit of work: one transaction that either ends with its audit entry or leaves no trace."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Engine,
    Insert,
    TableClause,
    Update,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlmodel import Session

from data.settings import settings
from data.storage.accounts import Accounts
from data.storage.answers import Answers
from data.storage.assignments import Assignments
from data.storage.audit_log import AuditLog
from data.storage.benchmark_releases import BenchmarkReleases
from data.storage.catalogues import Catalogues
from data.storage.communes import Communes
from data.storage.consents import Consents
from data.storage.decisions import Decisions
from data.storage.discussions import Discussions
from data.storage.exchange_dates import ExchangeDates
from data.storage.goals import Goals
from data.storage.knowledge import Knowledge
from data.storage.measure_imports import MeasureImports
from data.storage.meetings import Meetings
from data.storage.network_contacts import NetworkContacts
from data.storage.network_entries import NetworkEntries
from data.storage.network_requests import NetworkRequests
from data.storage.outcomes import Outcomes
from data.storage.plan import Plan
from data.storage.proposals import Proposals
from data.storage.question_states import QuestionStates
from data.storage.register import Register
from data.storage.reminders import Reminders
from data.storage.results import Results
from data.storage.self_checks import SelfChecks
from data.storage.sign_in import SignIns
from data.storage.support_contacts import SupportContacts
from data.storage.tables.handover import HandoverEventRow
from data.storage.text_stories import TextStories
from data.storage.vision import Vision

WRITTEN_WITHOUT_AUDIT_ENTRY = frozenset({"login_session", "login_ticket", "sign_in_failure", "working_place"})
WAIT_SECONDS = 5  # for another writer
WAIT_BRIEFLY_SECONDS = 0.5  # for what may as well be written later
WAIT_ALONE_SECONDS = 60  # for a migration, or for the demo to be made
ONE_AT_A_TIME = 2035  # the number of the lock on PostgreSQL
READABLE_BY_OTHERS = 0o077
BROKEN_FILE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_writers = threading.Lock()


class UnitOfWork:
    """Everything stored, seen through one transaction that writes or only reads."""

    def __init__(self, session: Session, *, writes: bool) -> None:
        self.session = session
        self.writes = writes
        self.accounts = Accounts(session)
        self.answers = Answers(session)
        self.assignments = Assignments(session)
        self.audit = AuditLog(session)
        self.benchmark = BenchmarkReleases(session)
        self.catalogues = Catalogues(session)
        self.communes = Communes(session)
        self.consents = Consents(session)
        self.decisions = Decisions(session)
        self.discussions = Discussions(session)
        self.exchange_dates = ExchangeDates(session)
        self.goals = Goals(session)
        self.handovers = TextStories(session, HandoverEventRow)
        self.knowledge = Knowledge(session)
        self.measure_imports = MeasureImports(session)
        self.meetings = Meetings(session)
        self.network_contacts = NetworkContacts(session)
        self.network_entries = NetworkEntries(session)
        self.network_requests = NetworkRequests(session)
        self.outcomes = Outcomes(session)
        self.plan = Plan(session)
        self.proposals = Proposals(session)
        self.question_states = QuestionStates(session)
        self.register = Register(session)
        self.reminders = Reminders(session)
        self.results = Results(session)
        self.self_checks = SelfChecks(session)
        self.sign_ins = SignIns(session)
        self.support_contacts = SupportContacts(session)
        self.vision = Vision(session)


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, foreign keys on, busy timeout) or PostgreSQL, with pool sizes that were measured.

    What is stored never stands in an error message.
    """
    if not url.startswith("sqlite"):
        engine = create_engine(
            url,
            pool_size=5,
            max_overflow=10,
            pool_timeout=5,
            pool_pre_ping=True,
            pool_recycle=1800,
            connect_args={"connect_timeout": WAIT_SECONDS},
            hide_parameters=True,
        )
    else:
        # Readers do not wait for each other: a click of each of 40 people at the same moment has its connection.
        engine = create_engine(
            url,
            pool_size=20,
            max_overflow=20,
            pool_timeout=5,
            connect_args={"timeout": WAIT_SECONDS},
            hide_parameters=True,
        )
        event.listen(engine, "do_connect", _keep_private)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _note_write)
    return engine


@cache
def engine() -> Engine:
    """The engine of this process, for the database in the settings."""
    url = settings().effective_database_url
    if url.startswith("sqlite"):
        settings().private_data_dir()
    return make_engine(url)


def is_out_of_reach(error: Exception) -> bool:
    """Whether a database did not do its part: away, broken, locked for too long, out of space. Later may help."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_ERROR:
        return False  # SQLite calls a wrong statement operational as well
    if isinstance(error, DatabaseError) and code is not None and code & 0xFF in BROKEN_FILE:
        return True
    return isinstance(error, OperationalError | InterfaceError | NoFreeConnection)


def is_made() -> bool:
    """Whether there is a database to ask: an embedded one that was made already, or any database server."""
    url = make_url(settings().effective_database_url)
    return not url.drivername.startswith("sqlite") or (url.database is not None and Path(url.database).exists())


@contextmanager
def reading(on: Engine | None = None) -> Iterator[UnitOfWork]:
    """One consistent look at what is stored. Raises RuntimeError if something was written."""
    with _transaction(on, writes=False, sqlite_begin="DEFERRED") as (work, written):
        yield work
        if written():
            raise RuntimeError(f"written while reading: {', '.join(sorted(written()))}")


@contextmanager
def writing(on: Engine | None = None, *, alone: bool = False, brief: bool = False) -> Iterator[UnitOfWork]:
    """One transaction: committed when the block ends, undone when it raises.

    `alone`: no other block that says so runs at the same time, in whatever process; it waits a minute for its turn.
    `brief`: it waits for about a second only.
    Raises RuntimeError if something other than a sign-in was written without an audit entry.
    """
    # SQLite: taking the write lock first lets the busy timeout work; an upgrade from reading would fail at once.
    with _transaction(on, writes=True, **begin_options(alone=alone, brief=brief)) as (work, written):
        if alone:
            wait_to_be_alone(work.session.connection())
        yield work
        unaudited = written() - WRITTEN_WITHOUT_AUDIT_ENTRY
        if unaudited and "audit_entry" not in unaudited:
            raise RuntimeError(f"written without an audit entry: {', '.join(sorted(unaudited))}")


def begin_options(*, alone: bool, brief: bool = False) -> dict[str, Any]:
    """Options of a connection whose transaction writes, and waits longer or shorter than others for its turn."""
    wait = WAIT_ALONE_SECONDS if alone else WAIT_BRIEFLY_SECONDS if brief else WAIT_SECONDS
    return {"sqlite_begin": "IMMEDIATE", "sqlite_wait": wait}


def wait_to_be_alone(connection: Connection) -> None:
    """Wait until nobody else who asks for it is at work; held until the transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


@contextmanager
def _transaction(
    on: Engine | None, *, writes: bool, **options: Any
) -> Iterator[tuple[UnitOfWork, Callable[[], set[str]]]]:
    used = on or engine()
    with _turn(used, writes, options), Session(used, expire_on_commit=False) as session, session.begin():
        if not writes and session.get_bind().dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"  # otherwise every statement looks anew
        connection = session.connection(execution_options=options)
        connection.info["written_tables"] = set()

        def written() -> set[str]:
            session.flush()
            return set(connection.info["written_tables"])

        yield UnitOfWork(session, writes=writes), written


@contextmanager
def _turn(used: Engine, writes: bool, options: dict[str, Any]) -> Iterator[None]:
    """Wait for one's turn to write to SQLite among the threads of this process; other processes wait in SQLite.

    SQLite lets writers try again and again, by chance: with 50 people clicking, some would try in vain for seconds, and
    each try takes processor time from who has the turn.
    """
    if not writes or used.dialect.name != "sqlite":
        yield
        return
    has_turn = _writers.acquire(timeout=options.get("sqlite_wait", WAIT_SECONDS))
    try:
        yield
    finally:
        if has_turn:
            _writers.release()


def _keep_private(_dialect: Any, _record: Any, arguments: list[Any], _options: dict[str, Any]) -> None:
    # SQLite gives the two files beside the database the permissions of the database.
    database = str(arguments[0])
    if database.startswith(("file:", ":memory:")):
        return
    # Only where it is not there yet: closing a file that SQLite has open gives up the locks of the whole process, and
    # the next command that ends takes the log beside the database away from under the server.
    with suppress(OSError):  # SQLite itself says what is wrong with the place
        os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    for path in (Path(database + ending) for ending in ("", "-wal", "-shm")):
        with suppress(OSError):  # not there, or not ours
            if path.stat().st_mode & READABLE_BY_OTHERS:
                path.chmod(0o600)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself, or a read could not be upgraded to a write safely.
    connection.isolation_level = None
    _switch_to_wal(connection)
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: Any) -> None:
    # Two processes that open a new database at the same moment: SQLite does not wait here by itself.
    if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
        return
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    wait = options.get("sqlite_wait", WAIT_SECONDS)
    if connection.info.get("wait") != wait:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={round(wait * 1000)}")
        connection.info["wait"] = wait
    connection.exec_driver_sql(f"BEGIN {options.get('sqlite_begin', '')}")


def _note_write(
    connection: Connection, _cursor: Any, _statement: str, _parameters: Any, context: ExecutionContext, _many: bool
) -> None:
    compiled = getattr(context, "compiled", None)
    statement = compiled.statement if compiled is not None else None
    if isinstance(statement, Insert | Update | Delete) and isinstance(statement.table, TableClause):
        connection.info.setdefault("written_tables", set()).add(statement.table.name)
