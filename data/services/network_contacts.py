"""Contact persons of the network: everybody enters only themselves, by consent, and withdraws at any time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from data.content import network as content
from data.errors import ChangedMeanwhile, NotFound, Refused
from data.exchange import contact_cards
from data.model.audit import AuditEvent
from data.model.network import Contact, ContactText, ContactWish, ListedContact
from data.model.people import Permission, Person
from data.rules.access import require
from data.rules.network_contacts import tidy
from data.services.self_checks import own_commune
from data.settings import settings
from data.storage.database import UnitOfWork, reading, writing


def text(language: str, version: str | None = None) -> ContactText:
    """The text to agree to, or an earlier version of it. Raises NotFound."""
    return content.contact_text(version or content.versions()[-1], language)


def own(acting: Person) -> Contact | None:
    """What the acting person tells about themselves; None if nothing."""
    require(acting, Permission.USE_NETWORK)
    with reading() as work:
        return work.network_contacts.of_account(acting.account_id)


def of_own_commune(acting: Person) -> list[Contact]:
    """Who of the own commune can be named as contact person in a request, by name."""
    require(acting, Permission.USE_NETWORK)
    with reading() as work:
        return work.network_contacts.active_of_commune(own_commune(acting).id)


def give(acting: Person, wish: ContactWish, text_version: str, seen: int, today: date) -> Contact:
    """Be a contact person with what is wished, or change it, agreeing to the text of this version.

    `seen` is the revision that the person saw, 0 for none. Raises Refused for what cannot be and for a text that is not
    the newest, ChangedMeanwhile where another tab stored something else.
    """
    require(acting, Permission.USE_NETWORK)
    wish = tidy(wish)
    if text_version != content.versions()[-1]:
        raise Refused("consent_text_changed")
    with writing() as work:
        commune = own_commune(acting)
        work.communes.hold(commune.id)
        stored = work.network_contacts.of_account(acting.account_id)
        if (stored.revision if stored else 0) != seen:
            raise ChangedMeanwhile("contact_changed_meanwhile")
        work.network_contacts.put(acting.account_id, commune.id, wish, text_version, today)
        work.audit.record(
            AuditEvent.NETWORK_CONTACT_GIVEN,
            account_id=acting.account_id,
            commune_id=commune.id,
            subject=f"account:{acting.account_id}",
            details=f"text={text_version} audience={wish.audience.value}",
        )
        given = work.network_contacts.of_account(acting.account_id)
    assert given is not None
    return given


def withdraw(acting: Person) -> None:
    """Delete at once what the acting person told, also in requests; those that were still open are withdrawn.

    Nothing happens if there is nothing.
    """
    require(acting, Permission.USE_NETWORK)
    with writing() as work:
        forget_account_in(work, acting.account_id, own_commune(acting).id, by=acting.account_id)


def forget_account_in(work: UnitOfWork, account_id: int, commune_id: int, *, by: int | None) -> None:
    """Withdraw for an account of this commune, inside a transaction that is already open; `by` None is the operator."""
    work.communes.hold(commune_id)
    stored = work.network_contacts.of_account(account_id)
    if stored is None:
        return
    work.network_requests.withdraw_of_contact(stored.id)
    work.network_contacts.forget([stored.id])
    event, subject = AuditEvent.NETWORK_CONTACT_WITHDRAWN, f"account:{account_id}"
    work.audit.record(event, account_id=by, commune_id=commune_id, subject=subject)


def open_to_all(acting: Person) -> tuple[ListedContact, ...]:
    """The contact persons that every commune in the network may see, by commune and name."""
    require(acting, Permission.READ_NETWORK)
    with reading() as work:
        found = work.network_contacts.open_to_all(demo=settings().demo)
    return tuple(sorted(found, key=lambda each: (each.commune.name.casefold(), each.contact.name.casefold())))


def cards(acting: Person, ids: Collection[int], note: str, today: date) -> bytes:
    """An address file of those of these contact persons that every commune may see; each card says the note."""
    found = [each for each in open_to_all(acting) if each.contact.id in ids]
    return contact_cards.write([(each.contact, each.commune.name) for each in found], note, today)


def own_contact_in(work: UnitOfWork, acting: Person, contact_id: int) -> Contact:
    """A contact person of the own commune, inside a transaction that is already open. Raises NotFound."""
    for contact in work.network_contacts.active_of_commune(own_commune(acting).id):
        if contact.id == contact_id:
            return contact
    raise NotFound("contact_not_found")
