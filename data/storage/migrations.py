"""Brings the database to the schema of this version, and says whether it is there."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from data.settings import PROJECT_ROOT
from data.storage.database import engine


def migrate(on: Engine | None = None) -> str:
    """Apply all missing migrations and give back the revision the database has then."""
    with (on or engine()).begin() as connection:
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
