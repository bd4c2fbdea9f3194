"""Whether the database can be used; for the server's start and its supervisor."""

from __future__ import annotations

from functools import cache

from data.errors import SettingsInvalid
from data.services.reachability import in_time, understanding
from data.settings import settings
from data.storage import migrations


def prepare_database() -> None:
    """Bring the embedded database to this version; a database server is only looked at.

    Raises OutOfReach if it cannot be asked now, and SettingsInvalid for a database server that still needs
    `python -m data migrate`: with several processes only a person can say when.
    """
    if settings().effective_database_url.startswith("sqlite"):
        with understanding():
            migrations.migrate()
    elif in_time(migrations.current_revision) != _needed():
        raise SettingsInvalid("database_not_migrated", command="python -m data migrate")


def database_is_ready() -> bool:
    """Whether the database can be reached, within four seconds, and has the schema of this version."""
    try:
        return in_time(migrations.current_revision) == _needed()
    except Exception:  # whatever keeps the database away, the answer is no
        return False


@cache
def _needed() -> str:
    return migrations.newest_revision()
