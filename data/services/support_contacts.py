"""Who is there for the people of the own commune when somebody is threatened: named by the commune itself."""

from __future__ import annotations

from collections.abc import Callable

from data.errors import ChangedMeanwhile, NotFound, Refused
from data.model.audit import AuditEvent
from data.model.people import Permission, Person
from data.model.support_contacts import CONTACT_PARTS, ContactWords, SupportContact
from data.rules.access import require
from data.rules.support_contacts import MOST_CONTACTS, merged, moved, tidy
from data.services.self_checks import own_commune
from data.storage.database import UnitOfWork, reading, writing


def contacts(acting: Person) -> tuple[SupportContact, ...]:
    """The contact persons of the own commune, in its order."""
    require(acting, Permission.READ_SUPPORT_CONTACTS)
    with reading() as work:
        return tuple(work.support_contacts.of_commune(own_commune(acting).id))


def add(acting: Person, words: ContactWords) -> SupportContact:
    """Name another contact person, as the last.

    Raises Refused without a function or a way to reach the person, for what is no number or no address, and beyond
    twelve.
    """
    require(acting, Permission.KEEP_SUPPORT_CONTACTS)
    return _added(acting, words, lambda there: there + 1)


def put_back(acting: Person, removed: SupportContact) -> SupportContact:
    """Name somebody again who was removed a moment ago, at the old place. Raises Refused as `add`."""
    require(acting, Permission.KEEP_SUPPORT_CONTACTS)
    return _added(acting, removed, lambda there: min(removed.place, there + 1))


def change(acting: Person, seen: SupportContact, wished: ContactWords) -> SupportContact:
    """Change what is said of somebody; `seen` is what it was based on. Changes of different parts come together.

    Raises Refused as `add`, ChangedMeanwhile where somebody else changed the same part, NotFound where it is gone.
    """
    require(acting, Permission.KEEP_SUPPORT_CONTACTS)
    with writing() as work:
        stored = _own(work, acting, seen.id)
        now, changed = merged(seen, tidy(wished), stored)
        tidy(now)  # one took the phone out, the other the mail
        if changed:
            work.support_contacts.change(now)
            _record(work, AuditEvent.SUPPORT_CONTACT_CHANGED, acting, now.id, ",".join(changed))
    return now


def remove(acting: Person, seen: SupportContact) -> SupportContact:
    """Remove somebody, and give back what was stored; nothing of it stays.

    Raises ChangedMeanwhile where somebody else changed it, NotFound where it is gone.
    """
    require(acting, Permission.KEEP_SUPPORT_CONTACTS)
    with writing() as work:
        stored = _own(work, acting, seen.id)
        if any(getattr(stored, part) != getattr(seen, part) for part in CONTACT_PARTS):
            raise ChangedMeanwhile("support_contact_changed_meanwhile")
        work.support_contacts.remove(stored.id)
        rest = [each.id for each in work.support_contacts.of_commune(own_commune(acting).id) if each.id != stored.id]
        work.support_contacts.put_in_order(rest)
        _record(work, AuditEvent.SUPPORT_CONTACT_REMOVED, acting, stored.id)
    return stored


def move(acting: Person, contact_id: int, to_place: int) -> None:
    """Put a contact at a place, counted from 1. Raises NotFound."""
    require(acting, Permission.KEEP_SUPPORT_CONTACTS)
    with writing() as work:
        stored = _own(work, acting, contact_id)
        before = [each.id for each in work.support_contacts.of_commune(own_commune(acting).id)]
        after = moved(before, stored.id, to_place)
        if list(after) != before:
            work.support_contacts.put_in_order(after)
            _record(work, AuditEvent.SUPPORT_CONTACT_MOVED, acting, stored.id, f"place={after.index(stored.id) + 1}")


def _added(acting: Person, words: ContactWords, place: Callable[[int], int]) -> SupportContact:
    """Store a contact at a place that depends on how many there are."""
    tidied, commune = tidy(words), own_commune(acting)
    with writing() as work:
        work.communes.hold(commune.id)  # otherwise two people could name the last one that has room
        ids = [each.id for each in work.support_contacts.of_commune(commune.id)]
        if len(ids) >= MOST_CONTACTS:
            raise Refused("support_contacts_full", most=MOST_CONTACTS)
        added = work.support_contacts.add(commune.id, tidied, place(len(ids)))
        work.support_contacts.put_in_order(moved(ids, added.id, added.place))
        _record(work, AuditEvent.SUPPORT_CONTACT_ADDED, acting, added.id)
    return added


def _own(work: UnitOfWork, acting: Person, contact_id: int) -> SupportContact:
    """A contact of the own commune, held against other writers."""
    commune = own_commune(acting)
    work.communes.hold(commune.id)
    stored = work.support_contacts.of_id(commune.id, contact_id)
    if stored is None:
        raise NotFound("support_contact_not_found")
    return stored


def _record(work: UnitOfWork, event: AuditEvent, acting: Person, contact_id: int, details: str = "") -> None:
    """The log says which entry changed, never who is named in it."""
    work.audit.record(
        event,
        account_id=acting.account_id,
        commune_id=own_commune(acting).id,
        subject=f"support_contact:{contact_id}",
        details=details,
    )
