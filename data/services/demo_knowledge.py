"""The practice that communes of the demo offer: one named, one unnamed, one that waits; all of it is made up."""

from __future__ import annotations

from dataclasses import replace

from data.content.demo_knowledge import demo_offers
from data.model.audit import AuditEvent
from data.storage.database import UnitOfWork


def add_in(work: UnitOfWork) -> None:
    """Add the offers, once the communes are there."""
    for each in demo_offers():
        commune = work.communes.by_ags(each.ags)
        assert commune is not None
        stored = work.knowledge.offer(work.knowledge.add_offer(commune.id, each.wish, at=each.at))
        assert stored is not None
        work.knowledge.change_offer(replace(stored, state=each.state))
    work.audit.record(AuditEvent.DEMO_CREATED, details=f"offers={len(demo_offers())}")
