"""What a new edition of the official register changes, and what it means for communes that take part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from data.model.people import Commune, RegisterStanding
from data.model.register import CommuneNews, FollowedCommune, RegisterChanges, RegisterEntry

MOST_GONE = 1 / 10
"""Where a larger part of the known entries is missing, the file holds a part of the register."""

FACTS = ("name", "kind", "land", "population", "urbanisation")
"""What a commune that takes part has from the register."""


def compared(known: Mapping[str, RegisterEntry], found: Iterable[RegisterEntry], *, partial: bool) -> RegisterChanges:
    """What the entries of a file change, each in the order of the official keys.

    A degree of urbanisation that the file does not tell stays as it is known. What is missing in a partial file stays.
    """
    by_key = {entry.ags: _with_known_urbanisation(entry, known.get(entry.ags)) for entry in found}
    new: list[RegisterEntry] = []
    changed: list[RegisterEntry] = []
    renamed: list[RegisterEntry] = []
    unchanged = 0
    for ags in sorted(by_key):
        entry, before = by_key[ags], known.get(ags)
        if before is None:
            new.append(entry)
        elif before == entry:
            unchanged += 1
        else:
            (changed if before.name == entry.name else renamed).append(entry)
    gone = () if partial else tuple(sorted(known.keys() - by_key.keys()))
    return RegisterChanges(tuple(new), tuple(changed), tuple(renamed), gone, unchanged)


def in_force(known: Mapping[str, RegisterEntry], changes: RegisterChanges) -> dict[str, RegisterEntry]:
    """The register by official key once the changes are made."""
    gone = set(changes.gone)
    written = {entry.ags: entry for entry in (*changes.new, *changes.changed, *changes.renamed)}
    return {ags: entry for ags, entry in known.items() if ags not in gone} | written


def looks_incomplete(known: Collection[str], gone: Collection[str]) -> bool:
    """Whether so many of the known keys are gone that the file holds a part of the register: a tenth, or a Land."""
    lost_laender = {ags[:2] for ags in known} - {ags[:2] for ags in set(known) - set(gone)}
    return len(gone) > MOST_GONE * len(known) or bool(lost_laender)


def following(commune: Commune, register: Mapping[str, RegisterEntry], checked_laender: Collection[str]) -> Commune:
    """A commune that takes part as the register has it; in a checked Land, whose key is missing is gone.

    A demo commune is in no register and stays as it is. One that became part of another stays so until it is found.
    """
    if commune.is_demo:
        return commune
    entry = register.get(commune.ags)
    if entry is not None:
        return with_facts_of(commune, entry)
    if commune.ags[:2] not in checked_laender or commune.register_standing is RegisterStanding.MERGED:
        return commune
    return replace(commune, register_standing=RegisterStanding.MISSING)


def with_facts_of(commune: Commune, entry: RegisterEntry) -> Commune:
    """A commune with key and public facts of an entry; how densely it is populated stays where the entry is silent."""
    return replace(
        commune,
        ags=entry.ags,
        name=entry.name,
        kind=entry.kind,
        land=entry.land,
        population=entry.population,
        urbanisation=entry.urbanisation or commune.urbanisation,
        register_standing=RegisterStanding.LISTED,
        successor_id=None,
    )


def news_of(before: Commune, now: Commune) -> FollowedCommune | None:
    """What an import changed of a commune; None if nothing."""
    if before == now:
        return None
    facts = tuple(name for name in FACTS if getattr(before, name) != getattr(now, name))
    news = CommuneNews.FACTS
    if now.register_standing is not before.register_standing:
        was_gone = before.register_standing in (RegisterStanding.MISSING, RegisterStanding.MERGED)
        if now.register_standing is RegisterStanding.MISSING:
            news = CommuneNews.MISSING
        elif was_gone or not facts:
            news = CommuneNews.FOUND
    return FollowedCommune(now.id, now.ags, now.name, news, facts)


def likely_successor(gone: Commune, entries: Iterable[RegisterEntry]) -> RegisterEntry | None:
    """The one entry with the name of a commune that is gone, of its Land and sort; None if there are none or several.

    A district reform gives every municipality of a district a new key and leaves its name.
    """
    alike = [
        entry
        for entry in entries
        if (entry.name, entry.land, len(entry.ags)) == (gone.name, gone.land, len(gone.ags)) and entry.ags != gone.ags
    ]
    return alike[0] if len(alike) == 1 else None


def _with_known_urbanisation(entry: RegisterEntry, known: RegisterEntry | None) -> RegisterEntry:
    if entry.urbanisation or known is None or not known.urbanisation:
        return entry
    return replace(entry, urbanisation=known.urbanisation)
