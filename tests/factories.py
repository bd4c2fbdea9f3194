"""Made-up records for tests, each with sensible values that a test may overrule."""

from __future__ import annotations

from typing import Any

from data.model.people import Commune, CommuneKind, Person, Role

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
