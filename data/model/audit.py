"""The audit log: what happened, by whom, to what. Entries are added and read, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditEvent(StrEnum):
    """Every kind of entry. Details hold ids, counts and codes, never answers, names or addresses."""

    ACCOUNT_ADDED = "account.added"
    ACCOUNT_PASSWORD_CHANGED = "account.password_changed"
    ACCOUNT_LANGUAGE_CHANGED = "account.language_changed"
    ACCOUNT_SWITCHED_OFF = "account.switched_off"
    ACCOUNT_SWITCHED_ON = "account.switched_on"
    SIGNED_IN = "account.signed_in"
    SIGNED_OUT = "account.signed_out"
    COMMUNE_ADDED = "commune.added"
    ROUND_BEGUN = "round.begun"
    ROUND_SUBMITTED = "round.submitted"
    ANSWERS_IMPORTED = "answers.imported"
    IMPORT_UNDONE = "answers.import_undone"
    TEMPLATE_DOWNLOADED = "answers.template_downloaded"
    BENCHMARK_PUBLISHED = "benchmark.published"
    DEMO_CREATED = "demo.created"


@dataclass(frozen=True)
class AuditEntry:
    """One entry: when (UTC), who (None: the operator's command line), what, to which record."""

    id: int
    at: datetime
    account_id: int | None
    commune_id: int | None
    event: AuditEvent
    subject: str
    details: str
