"""Communes that take part."""

from __future__ import annotations

import re

from data.errors import Refused
from data.model.audit import AuditEvent
from data.model.people import LAENDER, Commune, CommuneKind, Permission, Person
from data.rules.access import require
from data.services import consents
from data.storage.database import writing

KEY_OF_DISTRICT, KEY_OF_MUNICIPALITY = re.compile("[0-9]{5}"), re.compile("[0-9]{8}")
LONGEST_NAME = 200
LONGEST_TRUST_DOMAIN = 40
MOST_INHABITANTS = 100_000_000
URBANISATIONS = ("dicht besiedelt", "mittlere Besiedlungsdichte", "gering besiedelt")
"""Degrees of urbanisation in the words of the official register, which gives districts none."""


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
    public_results: bool = False,
    trust_domain: str | None = None,
) -> Commune:
    """Add a commune. `acting` None is the operator's command line.

    `urbanisation` may be empty where it is not known, and is for districts. Raises Refused for an official key that is
    used or does not fit the kind (districts have 5 digits, all others 8), and for a name, Land, population,
    urbanisation or trust domain that cannot be.
    """
    if acting is not None:
        require(acting, Permission.MANAGE_COMMUNES)
    wanted = Commune(
        id=0,
        ags=ags,
        name=" ".join(name.split()),
        kind=kind,
        land=land,
        population=population,
        urbanisation=urbanisation,
        is_demo=False,
        benchmark_consent=benchmark_consent,
        public_results=public_results,
        trust_domain=(trust_domain or "").strip() or None,
    )
    _require_possible(wanted)
    with writing() as work:
        added = work.communes.add(wanted)
        if benchmark_consent:
            consents.note_in(work, added.id, by=acting.account_id if acting else None)
        work.audit.record(
            AuditEvent.COMMUNE_ADDED,
            account_id=acting.account_id if acting else None,
            commune_id=added.id,
            subject=f"commune:{added.id}",
        )
    return added


def _require_possible(commune: Commune) -> None:
    is_district = commune.kind is CommuneKind.DISTRICT
    if not (KEY_OF_DISTRICT if is_district else KEY_OF_MUNICIPALITY).fullmatch(commune.ags):
        raise Refused("ags_form", ags=commune.ags)
    if not (1 <= len(commune.name) <= LONGEST_NAME and commune.name.isprintable()):
        raise Refused("commune_name_length", longest=LONGEST_NAME)
    if commune.land not in LAENDER:
        raise Refused("land_unknown", land=commune.land, possible=", ".join(LAENDER))
    if not 0 <= commune.population <= MOST_INHABITANTS:
        raise Refused("population_impossible", population=commune.population, most=MOST_INHABITANTS)
    if commune.urbanisation not in ("", *(() if is_district else URBANISATIONS)):
        raise Refused("urbanisation_unknown", urbanisation=commune.urbanisation, possible=", ".join(URBANISATIONS))
    domain = commune.trust_domain or ""
    if len(domain) > LONGEST_TRUST_DOMAIN or not domain.isprintable():
        raise Refused("trust_domain_length", longest=LONGEST_TRUST_DOMAIN)
