"""All tables. Importing this module makes the metadata complete, for Alembic and for the tests."""

from data.storage.tables import (
    audit,
    benchmark,
    catalogues,
    consent,
    goals,
    handover,
    meetings,
    network,
    outcomes,
    people,
    plan,
    register,
    reminders,
    self_checks,
    sign_in,
    teamwork,
    vision,
)
from data.storage.tables.base import Row

__all__ = [
    "Row",
    "audit",
    "benchmark",
    "catalogues",
    "consent",
    "goals",
    "handover",
    "meetings",
    "network",
    "outcomes",
    "people",
    "plan",
    "register",
    "reminders",
    "self_checks",
    "sign_in",
    "teamwork",
    "vision",
]
