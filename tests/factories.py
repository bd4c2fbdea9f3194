"""Made-up records for tests, each with sensible values that a test may overrule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from data.content.catalogues import catalogue
from data.model.audit import AuditEvent
from data.model.people import Commune, CommuneKind, Person, Role
from data.model.result import SubmittedResult
from data.model.self_check import Answer, Answered, Perspective, Reply, SelfCheck
from data.services import approval, self_checks
from data.storage.database import reading, writing

PASSWORD = "Kompass-2035!"


def a_commune(**changes: Any) -> Commune:
    """An invented town."""
    values: dict[str, Any] = {
        "id": 0,
        "ags": "09999001",
        "name": "Beispielstadt Test",
        "kind": CommuneKind.MUNICIPALITY,
        "land": "Bayern",
        "population": 20_000,
        "urbanisation": "mittlere Besiedlungsdichte",
        "is_demo": False,
        "benchmark_consent": True,
    }
    return Commune(**{**values, **changes})


def a_person(role: Role = Role.OFFICER, commune: Commune | None = None, **changes: Any) -> Person:
    """Somebody signed in; of the given commune, or of none for the platform team."""
    if commune is None and role is not Role.PLATFORM:
        commune = a_commune(id=1)
    values: dict[str, Any] = {
        "account_id": 1,
        "username": role.value,
        "display_name": f"Person {role.value}",
        "role": role,
        "commune": commune,
    }
    return Person(**{**values, **changes})


def stored_commune(**changes: Any) -> Commune:
    """An invented town in the database."""
    with writing() as work:
        added = work.communes.add(a_commune(**changes))
        work.audit.record(AuditEvent.COMMUNE_ADDED, commune_id=added.id)
    return added


def stored_person(role: Role = Role.OFFICER, commune: Commune | None = None, **changes: Any) -> Person:
    """Somebody with an account in the database that no password opens; of the given commune or of none."""
    values: dict[str, Any] = {
        "username": f"{role.value}-{commune.ags if commune else 'house'}",
        "display_name": f"Person {role.value}",
        "role": role,
        "commune_id": commune.id if commune else None,
        "password_hash": "no password has this hash",
        "is_demo": False,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    with writing() as work:
        account_id = work.accounts.add(**{**values, **changes})
        work.audit.record(AuditEvent.ACCOUNT_ADDED, subject=f"account:{account_id}")
        person = work.accounts.person(account_id)
    assert person is not None
    return person


def replies_to_all(points: int = 2, version: str = "2021-07", **of_fields: int) -> dict[str, Reply]:
    """The same level for every question of a catalogue, and other levels for whole fields by their keys."""
    return {
        question_id: Answered(of_fields.get(place.field.key, points))
        for question_id, place in catalogue(version).places.items()
    }


def stored_round(
    commune: Commune,
    replies: Mapping[str, Reply] | None = None,
    *,
    name: str = "2026",
    version: str = "2021-07",
    at: datetime | None = None,
    submitted: bool = False,
    **notes: str,
) -> SelfCheck:
    """A round of a commune with these replies, each with the given remark or other notes; a draft unless submitted."""
    at = at or datetime(2026, 5, 4, 8, tzinfo=UTC)
    answers = [Answer(question_id, reply, **notes) for question_id, reply in (replies or {}).items()]
    with writing() as work:
        begun = self_checks.begin_round_in(work, commune, name, version, by=None, at=at)
        work.answers.add_new(begun.id, Perspective.ADMINISTRATION, answers, at=at, by=None)
        if submitted:
            approval.hand_in_and_approve_in(work, begun, None, at)
    return begun


def submitted_result(commune: Commune) -> SubmittedResult:
    """The newest frozen result of a commune, as stored."""
    with reading() as work:
        return work.results.of_commune(commune.id, limit=1)[0]


def audit_trail(*, but: int = 0) -> list[tuple[str, int | None, int | None, str, str]]:
    """Event, account, commune, subject and details of every audit entry, the oldest first, without the first `but`."""
    with reading() as work:
        entries = work.audit.newest(limit=10_000)[::-1]
    return [(e.event.value, e.account_id, e.commune_id, e.subject, e.details) for e in entries[but:]]
