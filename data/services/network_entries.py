"""What communes say of themselves: where they are strong, what they look for. Strong ones may stay anonymous."""

from __future__ import annotations

import secrets
from datetime import date

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.catalogue import Catalogue
from data.model.network import EntryKind, EntryWish, OwnEntry, ShownEntry, StatedEntry
from data.model.people import Permission, Person
from data.rules import network_entries as rule
from data.rules.access import require
from data.services import results
from data.services.catalogues import catalogue, shipped_versions
from data.services.self_checks import own_commune
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing

TOKEN_BYTES = 12


def topics() -> Catalogue:
    """The catalogue whose fields and criteria entries can be about."""
    return catalogue(shipped_versions()[-1])


def shown(acting: Person, today: date) -> tuple[ShownEntry, ...]:
    """What everybody in the network sees: for every person the same, own entries among the others."""
    require(acting, Permission.READ_NETWORK)
    with reading() as work:
        return shown_in(work, today)


def shown_in(work: UnitOfWork, today: date) -> tuple[ShownEntry, ...]:
    """The same inside a transaction that is already open."""
    demo = settings().demo
    return rule.shown(work.network_entries.all(demo=demo), work.network_entries.writers(demo=demo), today)


def willing(acting: Person, today: date) -> frozenset[str]:
    """The criteria in which some commune says that it is strong and willing to talk; for every person the same."""
    told = rule.strong_topics(shown(acting, today))
    used = topics()
    return frozenset(each.key for each in used.criteria if rule.covering(used, each.key) & told)


def own(acting: Person, today: date) -> tuple[StatedEntry, ...]:
    """The entries of the own commune, the oldest first, and whether others see them."""
    require(acting, Permission.USE_NETWORK)
    demo = settings().demo
    with reading() as work:
        every = [entry for entry, _name in work.network_entries.all(demo=demo)]
        writers = work.network_entries.writers(demo=demo)
        mine = work.network_entries.of_commune(own_commune(acting).id)
    named = rule.named_at(every)
    return tuple(StatedEntry(entry, rule.state_of(entry, named, writers, today)) for entry in mine)


def suggestions(acting: Person) -> tuple[str, ...]:
    """Criteria that the own newest result suggests to offer, told to the own commune only."""
    require(acting, Permission.USE_NETWORK)
    view = results.latest(acting)
    if view is None:
        return ()
    with reading() as work:
        mine = work.network_entries.of_commune(own_commune(acting).id)
    taken = {entry.topic for entry in mine if entry.kind is EntryKind.STRONG}
    known = rule.topics(topics())
    return tuple(key for key in rule.suggestions(view.current.result, taken) if key in known)


def add(acting: Person, wish: EntryWish, today: date, *, sure: bool = False) -> str:
    """Add an entry and give back its token.

    Raises Refused for what cannot be, for a second one of this kind and topic, and, unless `sure`, for an anonymous one
    whose text may tell which commune wrote it.
    """
    require(acting, Permission.USE_NETWORK)
    text = rule.require_possible(wish.text, wish.topic, topics())
    wish = EntryWish(wish.kind, wish.topic, text, wish.named)
    with writing() as work:
        if not (wish.named or sure):
            require_telling_nothing_in(work, acting, text)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        commune_id = own_commune(acting).id
        added = work.network_entries.add(commune_id, wish, token, rule.first_day(today, named=wish.named))
        _log(work, acting, AuditEvent.NETWORK_ENTRY_ADDED, added)
    return token


def change_text(acting: Person, seen: OwnEntry, text: str, today: date, *, sure: bool = False) -> None:
    """Give an own entry another text; an anonymous one is shown again with the others of the next Monday.

    Raises ChangedMeanwhile where somebody else changed it, NotFound for another commune's, Refused as `add` does.
    """
    require(acting, Permission.USE_NETWORK)
    text = rule.require_possible(text, seen.topic, topics())
    with writing() as work:
        stored = _held(work, acting, seen)
        if stored.text == text:
            return
        if not (stored.named or sure):
            require_telling_nothing_in(work, acting, text)
        work.network_entries.change_text(stored.id, text, rule.first_day(today, named=stored.named))
        _log(work, acting, AuditEvent.NETWORK_ENTRY_CHANGED, stored.id)


def remove(acting: Person, seen: OwnEntry) -> None:
    """Remove an own entry at once; open requests to it end.

    Raises ChangedMeanwhile where somebody else changed it, NotFound for another commune's.
    """
    require(acting, Permission.USE_NETWORK)
    with writing() as work:
        stored = _held(work, acting, seen)
        work.network_entries.remove(stored.id)
        _log(work, acting, AuditEvent.NETWORK_ENTRY_REMOVED, stored.id)


def _held(work: UnitOfWork, acting: Person, seen: OwnEntry) -> OwnEntry:
    stored = work.network_entries.held(seen.token)
    if stored is None or stored.commune_id != own_commune(acting).id:
        raise NotFound("network_entry_not_found")
    if stored.revision != seen.revision:
        raise ChangedMeanwhile("network_entry_changed_meanwhile")
    return stored


def require_telling_nothing_in(work: UnitOfWork, acting: Person, text: str) -> None:
    """Raise Refused for a text that may tell which commune wrote it, inside a transaction that is already open."""
    people = [contact.name for contact in work.network_contacts.active_of_commune(own_commune(acting).id)]
    told = rule.telling_words(text, own_commune(acting), [*people, acting.display_name])
    if told:
        raise Refused("network_text_tells", words=", ".join(told))


def _log(work: UnitOfWork, acting: Person, event: AuditEvent, entry_id: int) -> None:
    # Neither topic nor token: who reads the log must not learn which of the shown entries is whose.
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=own_commune(acting).id,
        subject=f"network_entry:{entry_id}",
    )
