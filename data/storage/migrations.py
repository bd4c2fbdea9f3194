"""Brings the database to the schema of this version, and says whether it is there."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from data.settings import PROJECT_ROOT
from data.storage.database import begin_options, engine, wait_to_be_alone


def migrate(on: Engine | None = None) -> str:
    """Apply all missing migrations and give back the revision the database has then.

    Of several processes at once one migrates; the others wait and find it done.
    """
    # The lock comes before the look at the revision: SQLite's with BEGIN IMMEDIATE, PostgreSQL's by asking for it.
    with (on or engine()).execution_options(**begin_options(alone=True)).begin() as connection:
        wait_to_be_alone(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return current_revision(on) or ""


def current_revision(on: Engine | None = None) -> str | None:
    """The revision of the database; None for an empty one."""
    with (on or engine()).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The revision that this version of the program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    return config
