"""What every test may ask for: a migrated database on SQLite or PostgreSQL, settings of its own, people."""

from __future__ import annotations

import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # so that tests may import factories and postgresql

from data import settings as settings_module  # noqa: E402
from data.storage import database as database_module  # noqa: E402
from data.storage.migrations import migrate  # noqa: E402
from postgresql import PostgreSQL  # noqa: E402


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file that each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "kompass.db"
    made = database_module.make_engine(f"sqlite:///{path}")
    migrate(made)
    with made.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    made.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    """A PostgreSQL server of the tests' own on a free port, with one migrated template database."""
    with PostgreSQL.started(tmp_path_factory.mktemp("postgresql")) as server:
        template = database_module.make_engine(server.create_database("migrated"))
        migrate(template)
        template.dispose()
        yield server


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings of this test's own in an empty data folder; give back the monkeypatch to set more."""
    for name in list(os.environ):
        if name.startswith("KOMPASS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KOMPASS_DATA_DIR", str(tmp_path / "var"))
    settings_module.settings.cache_clear()
    yield monkeypatch
    settings_module.settings.cache_clear()


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
def postgresql_store(
    settings: pytest.MonkeyPatch, postgresql_server: PostgreSQL
) -> Iterator[Engine]:
    """A migrated PostgreSQL database that `data.storage.database.engine()` answers with."""
    name = f"test_{uuid.uuid4().hex}"
    settings.setenv("KOMPASS_DATABASE_URL", postgresql_server.create_database(name, template="migrated"))
    settings_module.settings.cache_clear()
    database_module.engine.cache_clear()
    yield database_module.engine()
    database_module.engine().dispose()
    database_module.engine.cache_clear()
    postgresql_server.drop_database(name)


@pytest.fixture(params=["store", "postgresql_store"], ids=["sqlite", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Engine:
    """The same test on both databases."""
    return request.getfixturevalue(request.param)


def count(on: Engine, table: str) -> int:
    """Rows of a table."""
    with on.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


__all__ = ["ROOT", "count"]
