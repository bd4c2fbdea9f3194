"""Communes that take part."""

from __future__ import annotations

import re

from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.people import Commune, CommuneKind, Permission, Person
from data.rules.access import require
from data.storage.database import writing

KEY_OF_DISTRICT, KEY_OF_MUNICIPALITY = re.compile("[0-9]{5}"), re.compile("[0-9]{8}")
LONGEST_NAME = 200


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
    """Add a commune. `acting` None is the operator's command line.

    Raises Refused for an official key that is used or does not fit the kind (districts have 5 digits, all others 8), a
    name that is empty or too long, and a population below zero.
    """
    if acting is not None:
        require(acting, Permission.MANAGE_COMMUNES)
    form = KEY_OF_DISTRICT if kind is CommuneKind.DISTRICT else KEY_OF_MUNICIPALITY
    if not form.fullmatch(ags):
        raise Refused("ags_form", ags=ags)
    shown = " ".join(name.split())
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise Refused("commune_name_length", longest=LONGEST_NAME)
    if population < 0:
        raise Refused("population_below_zero", population=population)
    with writing() as work:
        if work.communes.by_ags(ags) is not None:
            raise Refused("ags_in_use", ags=ags)
        added = work.communes.add(
            Commune(
                id=0,
                ags=ags,
                name=shown,
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
