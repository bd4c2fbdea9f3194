"""Communes that are no longer in the register: under which key one continues, or of which one it became part.

Nothing is ever removed: its people keep their accounts, its rounds stay readable.
"""

from __future__ import annotations

from dataclasses import replace

from data.errors import NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import GONE, Commune, CommuneKind, Permission, Person, RegisterStanding
from data.model.register import RegisterEntry, Successors
from data.rules.access import require
from data.rules.register import likely_successor, with_facts_of
from data.storage.database import UnitOfWork, reading, writing

MOST_OFFERED = 8


def successors(acting: Person, ags: str, words: str = "") -> Successors:
    """The entries that match the words, or else the name of a commune that is gone. Raises NotFound."""
    require(acting, Permission.MANAGE_COMMUNES)
    with reading() as work:
        commune = _gone(work.communes.by_ags(ags), ags)
        found, hits = work.register.search(words.strip() or commune.name, offset=0, limit=MOST_OFFERED)
    likely = likely_successor(commune, (hit.entry for hit in hits))
    return Successors(found, tuple(hits), likely.ags if likely else None)


def continue_under(acting: Person, ags: str, new_ags: str) -> Commune:
    """A commune that is gone continues under a new official key, with its people, rounds and place in the comparison.

    Raises NotFound for a commune that does not take part or a key that the register does not know; Refused if the
    commune is not gone, if it would become a district or stop being one, if another commune takes part under the key,
    or if answers of another one were counted under it.
    """
    require(acting, Permission.MANAGE_COMMUNES)
    with writing(alone=True) as work:
        commune = _gone(work.communes.held(ags), ags)
        entry = _fitting_entry(work, commune, new_ags)
        if work.communes.by_ags(new_ags) is not None:
            raise Refused("ags_in_use", ags=new_ags)
        # The comparison knows communes by their key: the same answers must never count under both.
        work.benchmark.rename_member(ags, new_ags)
        now = replace(with_facts_of(commune, entry), former_ags=ags)
        work.communes.follow_register([now])
        _record(work, AuditEvent.COMMUNE_KEY_CHANGED, acting, commune, f"from={ags} to={new_ags}")
    return now


def merge_into(acting: Person, ags: str, successor_ags: str) -> None:
    """Note that a commune that is gone became part of another one that takes part; nothing moves between the two.

    Raises NotFound if one of them does not take part, Refused if the first is not gone or the other is.
    """
    require(acting, Permission.MANAGE_COMMUNES)
    with writing(alone=True) as work:
        commune = _gone(work.communes.held(ags), ags)
        successor = work.communes.by_ags(successor_ags)
        if successor is None:
            raise NotFound("commune_not_found", ags=successor_ags)
        if successor.is_demo or successor.register_standing in GONE or _is_district(successor) != _is_district(commune):
            raise Refused("successor_impossible", ags=successor_ags)
        merged = replace(commune, register_standing=RegisterStanding.MERGED, successor_id=successor.id)
        work.communes.follow_register([merged])
        _record(work, AuditEvent.COMMUNE_MERGED, acting, commune, f"into={successor.id}")


def _gone(commune: Commune | None, ags: str) -> Commune:
    if commune is None:
        raise NotFound("commune_not_found", ags=ags)
    if commune.register_standing not in GONE:
        raise Refused("commune_not_gone", ags=ags)
    return commune


def _fitting_entry(work: UnitOfWork, commune: Commune, new_ags: str) -> RegisterEntry:
    entry = work.register.entry(new_ags)
    if entry is None:
        raise NotFound("register_entry_not_found", ags=new_ags)
    if _is_district(entry) != _is_district(commune):
        raise Refused("successor_impossible", ags=new_ags)
    return entry


def _is_district(commune: Commune | RegisterEntry) -> bool:
    return commune.kind is CommuneKind.DISTRICT


def _record(work: UnitOfWork, event: AuditEvent, acting: Person, commune: Commune, details: str) -> None:
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=commune.id,
        subject=f"commune:{commune.id}",
        details=details,
    )
