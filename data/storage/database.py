"""Engine and unit of work: one transaction that either ends with its audit entry or leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Engine, Insert, TableClause, Update, create_engine, event
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlmodel import Session

from data.settings import settings
from data.storage.accounts import Accounts
from data.storage.answers import Answers
from data.storage.audit_log import AuditLog
from data.storage.benchmark_releases import BenchmarkReleases
from data.storage.communes import Communes
from data.storage.results import Results
from data.storage.self_checks import SelfChecks
from data.storage.sign_in import SignIns

WRITTEN_WITHOUT_AUDIT_ENTRY = frozenset({"login_session", "login_ticket", "sign_in_failure"})


class UnitOfWork:
    """Everything stored, seen through one transaction."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.accounts = Accounts(session)
        self.answers = Answers(session)
        self.audit = AuditLog(session)
        self.benchmark = BenchmarkReleases(session)
        self.communes = Communes(session)
        self.results = Results(session)
        self.self_checks = SelfChecks(session)
        self.sign_ins = SignIns(session)


def make_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, foreign keys on, busy timeout) or PostgreSQL, with pool sizes that were measured."""
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=5, max_overflow=10, pool_timeout=5, pool_pre_ping=True, pool_recycle=1800)
    else:
        engine = create_engine(url, connect_args={"timeout": 5})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _note_write)
    return engine


@cache
def engine() -> Engine:
    """The engine of this process, for the database in the settings."""
    url = settings().effective_database_url
    if url.startswith("sqlite"):
        settings().data_dir.mkdir(parents=True, exist_ok=True)
    return make_engine(url)


@contextmanager
def reading(on: Engine | None = None) -> Iterator[UnitOfWork]:
    """One consistent look at what is stored. Raises RuntimeError if something was written."""
    with _transaction(on, sqlite_begin="DEFERRED") as (work, written):
        yield work
        if written():
            raise RuntimeError(f"written while reading: {', '.join(sorted(written()))}")


@contextmanager
def writing(on: Engine | None = None) -> Iterator[UnitOfWork]:
    """One transaction: committed when the block ends, undone when it raises.

    Raises RuntimeError if something other than a sign-in was written without an audit entry.
    """
    # SQLite: taking the write lock first lets the busy timeout work; an upgrade from reading would fail at once.
    with _transaction(on, sqlite_begin="IMMEDIATE") as (work, written):
        yield work
        unaudited = written() - WRITTEN_WITHOUT_AUDIT_ENTRY
        if unaudited and "audit_entry" not in unaudited:
            raise RuntimeError(f"written without an audit entry: {', '.join(sorted(unaudited))}")


@contextmanager
def _transaction(on: Engine | None, sqlite_begin: str) -> Iterator[tuple[UnitOfWork, Callable[[], set[str]]]]:
    with Session(on or engine(), expire_on_commit=False) as session, session.begin():
        connection = session.connection(execution_options={"sqlite_begin": sqlite_begin})
        connection.info["written_tables"] = set()

        def written() -> set[str]:
            session.flush()
            return set(connection.info["written_tables"])

        yield UnitOfWork(session), written


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself, or a read could not be upgraded to a write safely.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _note_write(
    connection: Connection, _cursor: Any, _statement: str, _parameters: Any, context: ExecutionContext, _many: bool
) -> None:
    compiled = getattr(context, "compiled", None)
    statement = compiled.statement if compiled is not None else None
    if isinstance(statement, Insert | Update | Delete) and isinstance(statement.table, TableClause):
        connection.info.setdefault("written_tables", set()).add(statement.table.name)
