"""Whether the database can be used; for the server's start and its supervisor."""

from __future__ import annotations

from functools import cache

from data.errors import SettingsInvalid
from data.settings import settings
from data.storage import migrations


def prepare_database() -> None:
    """Bring the embedded database to this version; a database server is only looked at.

    Raises SettingsInvalid for a database server that cannot be reached or still needs `python -m data migrate`: with
    several processes only a person can say when.
    """
    if settings().effective_database_url.startswith("sqlite"):
        migrations.migrate()
    elif not database_is_ready():
        raise SettingsInvalid("database_not_reachable_or_not_migrated", command="python -m data migrate")


def database_is_ready() -> bool:
    """Whether the database can be reached and has the schema of this version."""
    try:
        return migrations.current_revision() == _needed()
    except Exception:  # whatever keeps the database away, the answer is no
        return False


@cache
def _needed() -> str:
    return migrations.newest_revision()
