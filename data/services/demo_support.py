"""The contact persons of the demo's showcase: everything of it is made up."""

from __future__ import annotations

from data.content.demo_support import demo_contacts
from data.model.audit import AuditEvent
from data.model.people import Commune
from data.rules.support_contacts import tidy
from data.storage.database import UnitOfWork


def add_in(work: UnitOfWork, commune: Commune) -> None:
    """Add the contact persons to the showcase."""
    for place, words in enumerate(demo_contacts(), start=1):
        work.support_contacts.add(commune.id, tidy(words), place)
    work.audit.record(AuditEvent.DEMO_CREATED, commune_id=commune.id, details="support_contacts")
