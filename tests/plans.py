"""Made-up priorities and measures, each with sensible values that a test may overrule."""

from __future__ import annotations

from typing import Any

from data.model.audit import AuditEvent
from data.model.people import Commune
from data.model.plan import Measure, MeasureStatus, Priority, PriorityStatus
from data.storage.database import writing

CRITERION, OTHER_CRITERION = "sprache", "wohnen"
FIELD = "fairer_zugang"


def a_priority(**changes: Any) -> Priority:
    """A proposed priority that nobody discussed yet."""
    values: dict[str, Any] = {
        "id": 1,
        "title": "Sprache von Anfang an",
        "reason": "Die Wartezeit auf Kurse ist lang.",
        "criteria": (CRITERION,),
        "field_key": FIELD,
        "effect": None,
        "effort": None,
        "status": PriorityStatus.PROPOSED,
        "decision": "",
        "revision": 1,
    }
    return Priority(**{**values, **changes})


def a_measure(status: MeasureStatus = MeasureStatus.IDEA, **changes: Any) -> Measure:
    """A measure of which little is known."""
    values: dict[str, Any] = {
        "id": 1,
        "priority_id": None,
        "title": "Abendkurse in zwei Ortsteilen",
        "description": "",
        "responsible_unit": "",
        "participants": "",
        "begins_on": None,
        "due_on": None,
        "budget_euro": None,
        "staff_days": None,
        "indicator": "",
        "status": status,
        "blocked_because": "",
        "decision": "",
        "next_review_on": None,
        "steps": (),
        "expected": {},
        "revision": 1,
    }
    return Measure(**{**values, **changes})


def stored_priority(commune: Commune, **changes: Any) -> Priority:
    """A priority in the database, as it is stored; without a story."""
    with writing() as work:
        added = work.plan.add_priority(commune.id, a_priority(**changes))
        work.audit.record(AuditEvent.PLAN_ADDED, commune_id=commune.id)
        found = work.plan.priority(commune.id, added)
    assert found is not None
    return found


def stored_measure(commune: Commune, **changes: Any) -> Measure:
    """A measure in the database, as it is stored; without a story."""
    with writing() as work:
        added = work.plan.add_measure(commune.id, a_measure(**changes))
        work.audit.record(AuditEvent.PLAN_ADDED, commune_id=commune.id)
        found = work.plan.measure(commune.id, added)
    assert found is not None
    return found
