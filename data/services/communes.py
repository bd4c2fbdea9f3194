"""Communes that take part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import LAENDER, Commune, CommuneKind, Permission, Person, RegisterStanding
from data.model.register import LONGEST_NAME, MOST_INHABITANTS, URBANISATIONS, CommuneList
from data.rules.access import require
from data.rules.register import following
from data.services import consents
from data.storage.database import UnitOfWork, reading, writing

KEY_OF_DISTRICT, KEY_OF_MUNICIPALITY = re.compile("[0-9]{5}"), re.compile("[0-9]{8}")
LONGEST_TRUST_DOMAIN = 40


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
    urbanisation or trust domain that cannot be. Where the official register has the commune, its facts hold.
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
        trust_domain=_tidy_trust_domain(trust_domain),
    )
    _require_possible(wanted)
    with writing() as work:
        added = work.communes.add(_as_registered(work, wanted))
        if benchmark_consent:
            consents.note_in(work, added.id, by=acting.account_id if acting else None)
        work.audit.record(
            AuditEvent.COMMUNE_ADDED,
            account_id=acting.account_id if acting else None,
            commune_id=added.id,
            subject=f"commune:{added.id}",
        )
    return added


def add_from_register(acting: Person, ags: str) -> Commune:
    """Add a commune as the official register has it; it decides on the comparison itself.

    Raises NotFound for a key that the register does not know, Refused for one that takes part already.
    """
    require(acting, Permission.MANAGE_COMMUNES)
    with reading() as work:
        entry = work.register.entry(ags)
    if entry is None:
        raise NotFound("register_entry_not_found", ags=ags)
    return add(
        acting,
        ags=entry.ags,
        name=entry.name,
        land=entry.land,
        population=entry.population,
        kind=entry.kind,
        urbanisation=entry.urbanisation,
        benchmark_consent=False,
    )


def overview(
    acting: Person, words: str = "", standings: Collection[RegisterStanding] = (), *, offset: int = 0, limit: int = 10
) -> CommuneList:
    """A page of the communes that take part, those whose name, Land or key match all words, by name; no answers."""
    require(acting, Permission.MANAGE_COMMUNES)
    with reading() as work:
        return work.communes.overview(words, standings, offset=offset, limit=limit)


def set_trust_domain(acting: Person, seen: Commune, trust_domain: str) -> None:
    """Say who looks after a commune and others and so knows their answers; empty for its district.

    `seen` is the commune as the person saw it. Raises Refused for a text that is too long, NotFound if the commune is
    gone, ChangedMeanwhile if somebody else said something different meanwhile.
    """
    require(acting, Permission.MANAGE_COMMUNES)
    wanted = _tidy_trust_domain(trust_domain)
    _require_possible_trust_domain(wanted)
    with writing() as work:
        now = work.communes.held(seen.ags)
        if now is None:
            raise NotFound("commune_not_found", ags=seen.ags)
        if now.trust_domain != seen.trust_domain:
            raise ChangedMeanwhile("commune_changed_meanwhile")
        work.communes.set_trust_domain(now.id, wanted)
        work.audit.record(
            AuditEvent.COMMUNE_CHANGED,
            account_id=acting.account_id,
            commune_id=now.id,
            subject=f"commune:{now.id}",
            details="facts=trust_domain",
        )


def _as_registered(work: UnitOfWork, commune: Commune) -> Commune:
    """A new commune as the register has it; missing in it if it has all communes of the Land but this one."""
    entry, land_key = work.register.entry(commune.ags), commune.ags[:2]
    is_checked = work.register.is_whole() and work.register.knows_land(land_key)
    return following(commune, {entry.ags: entry} if entry else {}, {land_key} if is_checked else ())


def _tidy_trust_domain(written: str | None) -> str | None:
    return unicodedata.normalize("NFC", " ".join((written or "").split())) or None


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
    _require_possible_trust_domain(commune.trust_domain)


def _require_possible_trust_domain(trust_domain: str | None) -> None:
    domain = trust_domain or ""
    if len(domain) > LONGEST_TRUST_DOMAIN or not domain.isprintable():
        raise Refused("trust_domain_length", longest=LONGEST_TRUST_DOMAIN)
