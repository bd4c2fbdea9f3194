"""Communes that take part."""

from __future__ import annotations

import re

from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.people import Commune, CommuneKind, Permission, Person
from data.rules.access import require
from data.storage.database import writing

OFFICIAL_KEY = re.compile(r"\d{5}(\d{3})?")


def add(
    acting: Person | None,
    *,
    ags: str,
    name: str,
    land: str,
    population: int,
    kind: CommuneKind,
    urbanisation: str,
    benchmark_consent: bool,
) -> Commune:
    """Add a commune. `acting` None is the operator's command line. Raises Refused for a bad or used official key."""
    if acting is not None:
        require(acting, Permission.MANAGE_COMMUNES)
    if not OFFICIAL_KEY.fullmatch(ags):
        raise Refused("ags_form", ags=ags)
    with writing() as work:
        if work.communes.by_ags(ags) is not None:
            raise Refused("ags_in_use", ags=ags)
        added = work.communes.add(
            Commune(
                id=0,
                ags=ags,
                name=" ".join(name.split()),
                kind=kind,
                land=land,
                population=population,
                urbanisation=urbanisation,
                is_demo=False,
                benchmark_consent=benchmark_consent,
            )
        )
        work.audit.record(
            AuditEvent.COMMUNE_ADDED,
            account_id=acting.account_id if acting else None,
            commune_id=added.id,
            subject=f"commune:{added.id}",
        )
    return added
