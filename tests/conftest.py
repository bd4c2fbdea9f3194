"""What every test may ask for: a migrated database on SQLite or PostgreSQL, settings of its own, people."""

from __future__ import annotations

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine, text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # so that tests may import factories and postgresql

from postgresql import PostgreSQL  # noqa: E402

from data import settings as settings_module  # noqa: E402
from data.services import accounts, benchmarks, catalogues, demo, register, results  # noqa: E402
from data.storage import database as database_module  # noqa: E402
from data.storage.migrations import migrate  # noqa: E402

# How long an example may take says nothing on a machine that does other things too.
hypothesis.settings.register_profile("kompass", deadline=None)
hypothesis.settings.load_profile("kompass")

CHEAP = 4  # the lowest cost bcrypt knows
ROUNDING_KEY = "the same rounding in every run of the tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: it is slow, and Playwright keeps an event loop running that others must not meet."""
    items.sort(key=lambda item: "browser" in Path(str(item.fspath)).parts)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file that each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "kompass.db"
    made = database_module.make_engine(f"sqlite:///{path}")
    migrate(made)
    _into_one_file(made)
    return path


@pytest.fixture(scope="session")
def demo_folder(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo as it is made on a new machine, that each test copies; passwords hashed cheaply."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    with installation(folder, KOMPASS_DEMO="1") as made:
        assert demo.create()
        _into_one_file(made)
    return folder


@contextmanager
def installation(folder: Path, **settings: str) -> Iterator[Engine]:
    """An installation with its data in a folder, for fixtures that serve several tests; passwords hashed cheaply.

    Its key of the comparison is always the same one: what is published, and what is no published number, stays so.
    """
    keep_rounding_key(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts, "BCRYPT_COST", CHEAP)
        _only_settings(patched, KOMPASS_DATA_DIR=str(folder), **settings)
        yield database_module.engine()
        database_module.engine().dispose()
    _forget()


def keep_rounding_key(folder: Path) -> None:
    """Give a data folder that has no key of the comparison yet the one of the tests."""
    if not (key := folder / "benchmark.key").exists():
        key.write_text(ROUNDING_KEY, encoding="utf-8")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A PostgreSQL server: the one that was given, or one of the tests' own on a free port."""
    with PostgreSQL.started() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: PostgreSQL) -> Iterator[str]:
    """The address of one migrated database that the tests share, each leaving it empty."""
    name = f"kompass_test_{uuid.uuid4().hex}"
    url = postgresql_server.create_database(name)
    made = database_module.make_engine(url)
    migrate(made)
    made.dispose()
    yield url
    postgresql_server.drop_database(name)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings of this test's own in an empty data folder; give back the monkeypatch to set more."""
    _only_settings(monkeypatch, KOMPASS_DATA_DIR=str(tmp_path / "var"))
    yield monkeypatch
    _forget()


@pytest.fixture
def store(migrated_sqlite: Path, settings: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database that `data.storage.database.engine()` answers with."""
    folder = tmp_path / "var"
    folder.mkdir(exist_ok=True)
    shutil.copy(migrated_sqlite, folder / "kompass.db")
    database_module.engine.cache_clear()
    yield database_module.engine()
    database_module.engine().dispose()
    database_module.engine.cache_clear()


@pytest.fixture
def demo_store(demo_folder: Path, settings: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """The demo in an SQLite database of this test's own, in demo mode; new passwords are hashed cheaply."""
    shutil.copytree(demo_folder, tmp_path / "var")
    settings.setenv("KOMPASS_DEMO", "1")
    settings.setattr(accounts, "BCRYPT_COST", CHEAP)
    _forget()
    yield database_module.engine()
    database_module.engine().dispose()
    database_module.engine.cache_clear()


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at the lowest cost: for tests that are not about passwords."""
    monkeypatch.setattr(accounts, "BCRYPT_COST", CHEAP)


@pytest.fixture
def postgresql_store(settings: pytest.MonkeyPatch, migrated_postgresql: str) -> Iterator[Engine]:
    """A migrated and empty PostgreSQL database that `data.storage.database.engine()` answers with."""
    settings.setenv("KOMPASS_DATABASE_URL", migrated_postgresql)
    _forget()
    yield database_module.engine()
    _empty(database_module.engine())
    database_module.engine().dispose()
    database_module.engine.cache_clear()


@pytest.fixture(params=["store", "postgresql_store"], ids=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Engine:
    """The same test on both databases."""
    return request.getfixturevalue(request.param)


def count(on: Engine, table: str) -> int:
    """Rows of a table."""
    with on.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def _only_settings(patched: pytest.MonkeyPatch, **values: str) -> None:
    for name in list(os.environ):
        if name.startswith("KOMPASS_") and name != "KOMPASS_TEST_POSTGRESQL_URL":
            patched.delenv(name)
    for name, value in values.items():
        patched.setenv(name, value)
    _forget()


def _forget() -> None:
    settings_module.settings.cache_clear()
    database_module.engine.cache_clear()
    # Frozen results and releases stay in memory; two tests may well give theirs the same ids and moments.
    results._view.cache_clear()
    benchmarks._published.cache_clear()
    benchmarks._figures.cache_clear()
    benchmarks._existing.cache_clear()
    register._profiles.cache_clear()
    catalogues._released.cache_clear()


def _empty(on: Engine) -> None:
    # 20 times faster than a database for every test. Tables come from the database itself: none is forgotten.
    with on.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        tables = ", ".join(f'"{name}"' for name in connection.execute(text(listed)).scalars())
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))


def _into_one_file(on: Engine) -> None:
    with on.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    on.dispose()


__all__ = ["ROOT", "count", "installation", "keep_rounding_key"]
